/** What each column means: proposals with their evidence, questions that only a person can answer, and the first rows as understood beside them. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { isCurrencyCode } from '../../../shared/domain/currency.ts'
import type { ColumnAsk, SubmissionMapping } from '../../../shared/domain/submission.ts'
import { useGrowing } from '../../platform/use-growing.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Field.tsx'
import { SplitView } from '../../ui/SplitView.tsx'
import { useText } from '../../ui/text.tsx'
import { ColumnCard } from './ColumnCard.tsx'
import { ConstantField } from './ConstantField.tsx'
import { DriftPanel } from './DriftPanel.tsx'
import type { ImportDraft } from './import-draft.ts'
import { askCounts, isOpenColumn, openQuestions, openSuggestions, twinOf, withAllConfirmed, withAnswer, withColumn, withRepeated, withSection, type ColumnChange } from './mapping-edit.ts'
import { MappingPreview } from './MappingPreview.tsx'
import { RepeatedCards } from './RepeatedCards.tsx'
import { SectionCards } from './SectionCards.tsx'
import { useNextOpen } from './use-next-open.ts'

interface ColumnsStepProps { readonly draft: ImportDraft; readonly onEdit: (edit: (mapping: SubmissionMapping) => SubmissionMapping) => void }

const usual = ['USD', 'EUR', 'GBP', 'JPY']
/** Cards that are drawn within one frame. */
const frameCards = 4

export function ColumnsStep({ draft, onEdit }: ColumnsStepProps) {
  const { t } = useText()
  const { mapping, proposal } = draft
  const [isOpenOnly, setOpenOnly] = useState(false)
  const pane = useRef<HTMLDivElement>(null)
  const next = useNextOpen(pane)
  const known = JSON.stringify((mapping?.columns ?? []).flatMap(({ currency }) => currency ?? []))
  const currencies = useMemo(() => {
    const first = [...new Set([...(JSON.parse(known) as string[]), ...usual])]
    return [...first, ...Intl.supportedValuesOf('currency').filter((code) => isCurrencyCode(code) && !first.includes(code))]
  }, [known])
  const edit = useRef(onEdit)
  useEffect(() => {
    edit.current = onEdit
  })
  const drawn = useGrowing(mapping?.columns.length ?? 0, frameCards)
  // The control that answered a question is gone with it: the keyboard stays at its column.
  const touched = useRef<number | null>(null)
  useEffect(() => {
    if (touched.current === null || document.activeElement !== document.body) return
    pane.current?.querySelector<HTMLElement>(`[data-column="${touched.current}"] select, [data-question] button`)?.focus({ preventScroll: true })
    touched.current = null
  }, [mapping])
  const changeColumn = useCallback((column: number, change: ColumnChange, forAll: ColumnAsk | null = null) => {
    touched.current = column
    edit.current((before) => (forAll === null ? withColumn(before, column, change) : withAnswer(before, forAll, change)))
  }, [])
  // Cards are drawn again only where their own props change, so what they share keeps its identity.
  const moneyKey = JSON.stringify((mapping?.columns ?? []).flatMap(({ column, header, field, sameMoneyAs }) => (field === 'amount' && sameMoneyAs === undefined ? [[column, header]] : [])))
  const money = useMemo(() => (JSON.parse(moneyKey) as [number, string][]).map(([column, header]) => ({ column, header })), [moneyKey])
  const moneyBut = useMemo(() => new Map(money.map(({ column }) => [column, money.filter((other) => other.column !== column)])), [money])
  const countsKey = JSON.stringify(mapping ? askCounts(mapping) : {})
  const counts = useMemo(() => JSON.parse(countsKey) as ReturnType<typeof askCounts>, [countsKey])
  if (!mapping) return null
  const questions = openQuestions(mapping)
  const suggestions = openSuggestions(mapping)
  const currencyColumn = mapping.columns.find(({ field }) => field === 'currency')?.column
  const columns = mapping.columns.slice(0, drawn).filter((column) => !isOpenOnly || isOpenColumn(column, mapping))
  const setCountry = (key: string | undefined) => onEdit((before) => {
    const { country: _before, ...others } = before.constants
    return { ...before, constants: key === undefined ? others : { ...others, country: key } }
  })
  const start = (
    <div className="columns-pane" ref={pane}>
      <div className="columns-head">
        <p role="status">{questions > 0 ? <strong>{t('import.columns.questions', { count: questions })} </strong> : null}{questions > 0 && suggestions === 0 ? '' : t('import.columns.open', { count: suggestions })}</p>
        <div className="columns-actions">
          <Checkbox label={t('import.columns.only-open')} checked={isOpenOnly} onChange={setOpenOnly} />
          <Button disabled={questions + suggestions === 0} aria-keyshortcuts="Alt+N" title={t('import.columns.next-open.hint')} onClick={next}>{t('import.columns.next-open')}</Button>
          <Button icon="check" disabled={suggestions === 0} onClick={() => onEdit(withAllConfirmed)}>{t('import.columns.confirm-all')}</Button>
        </div>
      </div>
      {proposal?.drift ? <DriftPanel drift={proposal.drift} /> : null}
      <RepeatedCards mapping={mapping} sample={proposal?.sample} isOpenOnly={isOpenOnly} onAnswer={(column, isOne) => onEdit((before) => withRepeated(before, column, isOne))} />
      <SectionCards mapping={mapping} isOpenOnly={isOpenOnly} onChange={(level, change) => onEdit((before) => withSection(before, level, change))} />
      <ul className="columns" aria-label={t('import.columns.list')}>
        {columns.map((column) => <ColumnCard key={column.column} column={column} kind={mapping.kind} currencies={currencies} currencyColumn={currencyColumn} amounts={moneyBut.get(column.column) ?? money} askCounts={counts} proposedField={proposal?.mapping.columns.find((one) => one.column === column.column)?.field} twin={twinOf(column, mapping)?.column} onChange={changeColumn} />)}
      </ul>
      {isOpenOnly && questions + suggestions === 0 ? <p className="muted">{t('import.columns.nothing-open')}</p> : null}
      <div className="constants" role="group" aria-label={t('import.columns.constants')}>
        <h2>{t('import.columns.constants')}</h2>
        <ConstantField kind="areas" label={t('import.columns.country')} value={mapping.constants.country} onChange={setCountry} />
      </div>
    </div>
  )
  return <SplitView label={t('ui.resize')} size={360} min={280} start={start} end={<MappingPreview draft={draft} />} />
}
