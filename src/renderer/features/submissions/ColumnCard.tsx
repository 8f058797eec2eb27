/** One column of the sheet: what it holds, what it is taken for and why, what only a person can say, and whether one has. */
import { memo } from 'react'
import { fieldsOf } from '../../../shared/domain/catalogue.ts'
import { submissionFields, type SubmissionKind } from '../../../shared/domain/kinds.ts'
import { columnName } from '../../../shared/domain/sheet.ts'
import type { ColumnAsk, ColumnMapping } from '../../../shared/domain/submission.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useText } from '../../ui/text.tsx'
import { ColumnAsks, type ColumnAsksProps } from './ColumnAsks.tsx'
import { ColumnEvidence } from './ColumnEvidence.tsx'
import { ColumnSettings, type ColumnSettingsProps } from './ColumnSettings.tsx'
import { Confidence } from './Confidence.tsx'
import { ConfirmToggle } from './ConfirmToggle.tsx'
import { hasAsks, type ColumnChange } from './mapping-edit.ts'

interface ColumnCardProps extends Pick<ColumnSettingsProps, 'column' | 'kind' | 'currencies' | 'currencyColumn' | 'amounts'>, Pick<ColumnAsksProps, 'askCounts'> {
  /** Field that was proposed for it, to tell a choice from a proposal. */
  readonly proposedField: ColumnMapping['field'] | undefined
  /** Column that has the same meaning where only one may have it. */
  readonly twin: number | undefined
  /** `forAll`: the answer goes to every column that asks this question. Give the same function on each render. */
  readonly onChange: (column: number, change: ColumnChange, forAll?: ColumnAsk | null) => void
}

/** A card whose column did not change is not drawn again: a sheet may have hundreds. */
export const ColumnCard = memo(function ColumnCard({ column, kind, currencies, currencyColumn, amounts, askCounts, proposedField, twin, onChange }: ColumnCardProps) {
  const { t, of } = useText()
  const letter = columnName(column.column)
  const isAsked = hasAsks(column)
  const state = column.field === 'ignore' ? 'ignored' : isAsked || twin !== undefined ? 'asked' : column.isConfirmed ? 'confirmed' : 'suggested'
  /** What a person picks is their decision. */
  const decide = (change: ColumnChange, forAll: ColumnAsk | null = null) => onChange(column.column, { isConfirmed: true, ...change }, forAll)
  const path = column.header.split(' > ')
  const samples = [...new Set(column.samples)].join(' · ')
  return (
    <li className="column" data-state={state} data-column={column.column} data-suggestion={state === 'suggested' ? '' : undefined}>
      <div className="column-letter" aria-hidden="true">{letter}</div>
      <div className="column-about">
        {path.length > 1 ? <div className="column-bands" title={column.header}>{path.slice(0, -1).join(' › ')}</div> : null}
        <div className="column-header">
          <span className="column-name" title={column.header}><span className="visually-hidden">{t('import.columns.column', { letter })}: </span>{column.header === '' ? t('import.columns.no-header') : path.at(-1)}</span>
          {state === 'suggested' ? <Badge tone="warning">{t('import.columns.suggested')}</Badge> : null}
          {state === 'asked' ? <Badge tone="danger" icon="info">{t('import.columns.asked')}</Badge> : null}
        </div>
        <div className="column-samples truncate" title={samples}>{samples === '' ? t('import.columns.no-samples') : t('import.columns.samples', { samples })}</div>
        <div className="column-reason">
          {proposedField !== undefined && proposedField !== column.field ? t('import.columns.chosen') : <><Confidence value={column.confidence} />{' · '}{of(column.reason.key, column.reason.params)}</>}
        </div>
        <ColumnEvidence column={column} />
        {twin === undefined ? null : <span className="finding" data-severity="error"><Icon name="error" />{t('import.columns.twice', { letter: columnName(twin) })}</span>}
      </div>
      <div className="column-choice">
        <div className="column-field">
          <FieldSelect kind={kind} letter={letter} value={column.field} isQuestion={twin !== undefined} onChange={(field) => decide({ field })} />
          {state === 'ignored' ? <Badge>{t('import.columns.ignored')}</Badge> : (
            <ConfirmToggle isConfirmed={column.isConfirmed} label={t(column.isConfirmed ? 'import.columns.unconfirm-of' : 'import.columns.confirm-of', { letter })} obstacle={isAsked ? t('import.columns.answer-first') : null} onToggle={() => onChange(column.column, { isConfirmed: !column.isConfirmed })} />
          )}
        </div>
        <ColumnSettings column={column} kind={kind} currencies={currencies} currencyColumn={currencyColumn} amounts={amounts} onDecide={(change) => decide(change)} />
      </div>
      <ColumnAsks column={column} kind={kind} currencies={currencies} askCounts={askCounts} onAnswer={decide} />
    </li>
  )
})

interface FieldSelectProps { readonly kind: SubmissionKind; readonly letter: string; readonly value: ColumnMapping['field']; readonly isQuestion: boolean; readonly onChange: (field: ColumnMapping['field']) => void }

/** The meanings that this kind of submission knows first, and all others below. */
function FieldSelect({ kind, letter, value, isQuestion, onChange }: FieldSelectProps) {
  const { t } = useText()
  const own = fieldsOf(kind)
  const others = submissionFields.filter((field) => !own.includes(field))
  return (
    <select className="input" data-question={isQuestion ? '' : undefined} aria-label={t('import.columns.field', { letter })} value={value} onChange={(event) => onChange(submissionFields.find((field) => field === event.target.value) ?? 'ignore')}>
      <option value="ignore">{t('field.ignore')}</option>
      <optgroup label={t(`submission-kind.${kind}`)}>{own.map((field) => <option key={field} value={field}>{t(`field.${field}`)}</option>)}</optgroup>
      {others.length > 0 ? <optgroup label={t('import.columns.other-fields')}>{others.map((field) => <option key={field} value={field}>{t(`field.${field}`)}</option>)}</optgroup> : null}
    </select>
  )
}
