/** The questions of a column that only a person can answer, each answered in place by one button. */
import { useState, type ReactNode } from 'react'
import { columnName } from '../../../shared/domain/sheet.ts'
import { measuresOf } from '../../../shared/domain/catalogue.ts'
import { columnMeasures, type SubmissionKind } from '../../../shared/domain/kinds.ts'
import type { ColumnAsk, ColumnMapping } from '../../../shared/domain/submission.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useText } from '../../ui/text.tsx'
import { dateReading, isOrderOpen, numberReadings, spanParts } from './ask-options.ts'
import type { ColumnChange } from './mapping-edit.ts'

interface AskProps {
  readonly column: ColumnMapping
  readonly kind: SubmissionKind
  readonly currencies: readonly string[]
  readonly onAnswer: (change: ColumnChange) => void
  /** Choice to answer for all columns that ask the same; null where no other does. */
  readonly forAll: ReactNode
}

export interface ColumnAsksProps extends Pick<AskProps, 'column' | 'kind' | 'currencies'> {
  /** How many columns ask each question. */
  readonly askCounts: Readonly<Partial<Record<ColumnAsk, number>>>
  readonly onAnswer: (change: ColumnChange, forAll: ColumnAsk | null) => void
}

/** Answers that have a button of their own; the rest is one choice away. */
const buttons = 6
const likelyCurrencies = 4

export function ColumnAsks({ column, askCounts, onAnswer, ...rest }: ColumnAsksProps) {
  const open = column.field === 'ignore' ? [] : (column.asks ?? [])
  if (open.length === 0) return null
  return <div className="asks">{open.map((ask) => <Ask key={ask} ask={ask} column={column} count={askCounts[ask] ?? 1} onAnswer={onAnswer} {...rest} />)}</div>
}

type OneAskProps = Pick<AskProps, 'column' | 'kind' | 'currencies'> & Pick<ColumnAsksProps, 'onAnswer'> & { readonly ask: ColumnAsk; readonly count: number }

function Ask({ ask, count, onAnswer, ...rest }: OneAskProps) {
  const { t } = useText()
  const [isForAll, setForAll] = useState(false)
  const props: AskProps = {
    ...rest,
    onAnswer: (change) => onAnswer(change, isForAll ? ask : null),
    forAll: count > 1 ? <Checkbox label={t('import.ask.for-all', { count })} checked={isForAll} onChange={setForAll} /> : null,
  }
  switch (ask) {
    case 'measure': return <MeasureAsk {...props} />
    case 'currency': return <CurrencyAsk {...props} />
    case 'decimal-mark': return <DecimalAsk {...props} />
    case 'date-order': return <DateAsk {...props} />
    case 'span-meaning': return <SpanAsk {...props} />
    default: return null
  }
}

/** One question with its answers; "Next question" stops here. */
export function Question({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <div className="ask" role="group" aria-label={text} data-question="">
      <p className="ask-text"><Icon name="info" />{text}</p>
      <div className="ask-answers">{children}</div>
    </div>
  )
}

function MeasureAsk({ column, kind, onAnswer, forAll }: AskProps) {
  const { t } = useText()
  const likely = measuresOf(kind).slice(0, buttons)
  const others = columnMeasures.filter((measure) => !likely.includes(measure))
  return (
    <Question text={t('import.ask.measure', { letter: columnName(column.column) })}>
      {likely.map((measure) => <Button key={measure} onClick={() => onAnswer({ measure })}>{t(`measure.${measure}`)}</Button>)}
      <select className="input ask-more" aria-label={t('import.ask.other-measure')} value="" onChange={(event) => { const measure = columnMeasures.find((one) => one === event.target.value); if (measure) onAnswer({ measure }) }}>
        <option value="">{t('import.ask.other')}</option>
        {others.map((measure) => <option key={measure} value={measure}>{t(`measure.${measure}`)}</option>)}
      </select>
      <Button variant="quiet" onClick={() => onAnswer({ field: 'ignore' })}>{t('import.ask.leave-out')}</Button>
      {forAll}
    </Question>
  )
}

function CurrencyAsk({ column, currencies, onAnswer, forAll }: AskProps) {
  const { t } = useText()
  return (
    <Question text={t('import.ask.currency', { letter: columnName(column.column) })}>
      {currencies.slice(0, likelyCurrencies).map((currency) => <Button key={currency} onClick={() => onAnswer({ currency })}>{currency}</Button>)}
      <select className="input ask-more" aria-label={t('import.ask.other-currency')} value="" onChange={(event) => { if (event.target.value !== '') onAnswer({ currency: event.target.value }) }}>
        <option value="">{t('import.ask.other')}</option>
        {currencies.slice(likelyCurrencies).map((currency) => <option key={currency} value={currency}>{currency}</option>)}
      </select>
      <Button variant="quiet" title={t('import.ask.currency.unknown.hint')} onClick={() => onAnswer({ currency: undefined })}>{t('import.ask.currency.unknown')}</Button>
      {forAll}
    </Question>
  )
}

function DecimalAsk({ column, onAnswer, forAll }: AskProps) {
  const { t, format } = useText()
  const shown = column.grammar?.number?.example?.text ?? column.samples.find((sample) => /\d[.,]\d/.test(sample)) ?? '1,234'
  const readings = numberReadings(shown)
  const label = (mark: '.' | ',') => (readings[mark] === null ? t(mark === '.' ? 'import.columns.decimal-mark.point' : 'import.columns.decimal-mark.comma') : t('import.ask.decimal-mark.reads', { read: format.original(readings[mark]) }))
  return (
    <Question text={t('import.ask.decimal-mark', { text: shown })}>
      {(['.', ','] as const).map((mark) => <Button key={mark} onClick={() => onAnswer({ decimalMark: mark })}>{label(mark)}</Button>)}
      {forAll}
    </Question>
  )
}

function DateAsk({ column, onAnswer, forAll }: AskProps) {
  const { t, format } = useText()
  const shown = column.grammar?.date?.example?.text ?? column.samples.find(isOrderOpen) ?? '03/04/2011'
  return (
    <Question text={t('import.ask.date-order', { text: shown })}>
      {(['dmy', 'mdy', 'ymd'] as const).flatMap((order) => {
        const iso = dateReading(shown, order)
        return iso === null ? [] : [<Button key={order} onClick={() => onAnswer({ dateOrder: order })}>{t('import.ask.date-order.reads', { date: format.date(iso), order: t(`import.columns.date-order.${order}`) })}</Button>]
      })}
      {forAll}
    </Question>
  )
}

function SpanAsk({ column, onAnswer, forAll }: AskProps) {
  const { t } = useText()
  const span = [column.grammar?.year?.example?.text ?? '', column.header, ...column.samples].map(spanParts).find((one) => one !== null) ?? spanParts('2010-11')
  if (!span) return null
  const years = { first: String(span.first), second: String(span.second) }
  return (
    <Question text={t('import.ask.span-meaning', { text: span.text })}>
      <Button onClick={() => onAnswer({ spanMeaning: 'biennium' })}>{t('import.ask.span-meaning.biennium', years)}</Button>
      <Button onClick={() => onAnswer({ spanMeaning: 'fiscal-year' })}>{t('import.ask.span-meaning.fiscal-year', years)}</Button>
      {span.month === null ? null : <Button onClick={() => onAnswer({ spanMeaning: 'month' })}>{t('import.ask.span-meaning.month', { date: `${String(span.month).padStart(2, '0')}/${span.first}` })}</Button>}
      {forAll}
    </Question>
  )
}
