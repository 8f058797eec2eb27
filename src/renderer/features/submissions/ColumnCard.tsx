/** One column of the sheet: what it holds, what it is taken for and why, and whether a person has said so. */
import { measures } from '../../../shared/domain/amount.ts'
import { columnName } from '../../../shared/domain/sheet.ts'
import { submissionFields } from '../../../shared/domain/kinds.ts'
import type { ColumnMapping, SubmissionMapping } from '../../../shared/domain/submission.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox, Select } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useText } from '../../ui/text.tsx'
import { twinOf, type ColumnChange } from './import-draft.ts'

interface ColumnCardProps {
  readonly column: ColumnMapping
  /** What was proposed for it, to tell a choice from a proposal. */
  readonly proposed: ColumnMapping | undefined
  readonly mapping: SubmissionMapping
  readonly currencies: readonly string[]
  readonly onChange: (change: ColumnChange) => void
}

const dateFields: ReadonlySet<ColumnMapping['field']> = new Set<ColumnMapping['field']>(['approval-date', 'start-date', 'end-date', 'revised-end-date', 'as-of-date'])
const scales = ['1', '1000', '1000000'] as const
const scaleValues = { '1': 1, '1000': 1000, '1000000': 1_000_000 } as const
const levelOf = (confidence: number): 'high' | 'medium' | 'low' => (confidence >= 0.8 ? 'high' : confidence >= 0.5 ? 'medium' : 'low')

export function ColumnCard({ column, proposed, mapping, currencies, onChange }: ColumnCardProps) {
  const { t, of, format } = useText()
  const letter = columnName(column.column)
  const isChosen = proposed !== undefined && proposed.field !== column.field
  const twin = twinOf(column, mapping)
  const amounts = mapping.columns.filter((other) => other.field === 'amount' && other.column !== column.column && other.sameMoneyAs === undefined)
  const state = column.field === 'ignore' ? 'ignored' : column.isConfirmed ? 'confirmed' : 'suggested'
  /** What a person picks is their decision. */
  const decide = (change: ColumnChange) => onChange({ ...change, isConfirmed: true })
  const level = levelOf(column.confidence)
  return (
    <li className="column" data-state={state}>
      <div className="column-letter" aria-hidden="true">{letter}</div>
      <div className="column-about">
        <div className="column-header">
          <span className="column-name" title={column.header}><span className="visually-hidden">{t('import.columns.column', { letter })}: </span>{column.header === '' ? t('import.columns.no-header') : column.header}</span>
          {state === 'suggested' ? <Badge tone="warning">{t('import.columns.suggested')}</Badge> : null}
        </div>
        <div className="column-samples truncate" title={column.samples.join(' · ')}>{column.samples.length === 0 ? t('import.columns.no-samples') : t('import.columns.samples', { samples: column.samples.join(' · ') })}</div>
        <div className="column-reason">
          {isChosen ? t('import.columns.chosen') : (
            <>
              <span className="confidence" title={t('import.columns.confidence', { percent: format.integer(column.confidence * 100) })}>
                <span className="confidence-bar" data-level={level} role="meter" aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(column.confidence * 100)} aria-label={t('import.columns.confidence', { percent: format.integer(column.confidence * 100) })}><span style={{ inlineSize: `${column.confidence * 100}%` }} /></span>
                {t(`import.columns.confidence.${level}`)}
              </span>
              {' · '}{of(column.reason.key, column.reason.params)}
            </>
          )}
          {twin ? <span className="finding" data-severity="error"><Icon name="error" />{t('import.columns.twice', { letter: columnName(twin.column) })}</span> : null}
        </div>
      </div>
      <div className="column-choice">
        <div className="column-field">
          <select className="input" aria-label={t('import.columns.field', { letter })} value={column.field} onChange={(event) => decide({ field: ([...submissionFields, 'ignore'] as const).find((field) => field === event.target.value) ?? 'ignore' })}>
            <option value="ignore">{t('field.ignore')}</option>
            {submissionFields.map((field) => <option key={field} value={field}>{t(`field.${field}`)}</option>)}
          </select>
          {state === 'ignored' ? <Badge>{t('import.columns.ignored')}</Badge> : null}
          {state === 'suggested' ? <Button icon="check" aria-label={t('import.columns.confirm-of', { letter })} onClick={() => onChange({ isConfirmed: true })}>{t('import.columns.confirm')}</Button> : null}
          {state === 'confirmed' ? <button type="button" className="column-confirmed" aria-label={t('import.columns.unconfirm-of', { letter })} title={t('import.columns.unconfirm-of', { letter })} onClick={() => onChange({ isConfirmed: false })}><Icon name="check" />{t('import.columns.confirmed')}</button> : null}
        </div>
        {column.field === 'amount' ? (
          <div className="column-amount">
            <Select label={t('import.columns.measure')} value={column.measure ?? 'approval'} options={measures.map((value) => ({ value, label: t(`measure.${value}`) }))} onChange={(measure) => decide({ measure })} />
            <Select label={t('import.columns.currency')} value={column.currency ?? ''} options={[{ value: '', label: t('import.columns.currency.none') }, ...[...new Set([...(column.currency ? [column.currency] : []), ...currencies])].map((value) => ({ value, label: value }))]} onChange={(currency) => decide({ currency: currency === '' ? undefined : currency })} />
            <Select label={t('import.columns.scale')} value={String(column.scale ?? 1) as (typeof scales)[number]} options={scales.map((value) => ({ value, label: t(`import.columns.scale.${value}`) }))} onChange={(value) => decide({ scale: scaleValues[value] })} />
            <Select label={t('import.columns.same-money')} value={String(column.sameMoneyAs ?? '')} options={[{ value: '', label: t('import.columns.same-money.none') }, ...amounts.map((other) => ({ value: String(other.column), label: t('import.columns.same-money.other', { letter: columnName(other.column), header: other.header }) }))]} onChange={(value) => decide({ sameMoneyAs: value === '' ? undefined : Number(value) })} />
            <Select label={t('import.columns.decimal-mark')} value={column.decimalMark ?? ''} options={[{ value: '', label: t('import.columns.decimal-mark.auto') }, { value: '.', label: t('import.columns.decimal-mark.point') }, { value: ',', label: t('import.columns.decimal-mark.comma') }]} onChange={(value) => decide({ decimalMark: value === '' ? undefined : value })} />
            <Checkbox label={t('import.columns.cumulative')} checked={column.isCumulative ?? false} onChange={(isCumulative) => decide({ isCumulative })} />
          </div>
        ) : null}
        {dateFields.has(column.field) ? <div className="column-amount"><Select label={t('import.columns.date-order')} value={column.dateOrder ?? ''} options={[{ value: '', label: t('import.columns.date-order.auto') }, ...(['dmy', 'mdy', 'ymd'] as const).map((value) => ({ value, label: t(`import.columns.date-order.${value}`) }))]} onChange={(value) => decide({ dateOrder: value === '' ? undefined : value })} /></div> : null}
      </div>
    </li>
  )
}
