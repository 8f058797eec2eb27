/** How a column is read beyond its meaning. What is set stands in view; what could be set waits behind one button. */
import { useState, type ReactNode } from 'react'
import { fieldType, measuresOf } from '../../../shared/domain/catalogue.ts'
import { listSeparators, spanMeanings } from '../../../shared/domain/column-grammar.ts'
import { columnMeasures, type SubmissionKind } from '../../../shared/domain/kinds.ts'
import { columnName } from '../../../shared/domain/sheet.ts'
import type { ColumnAsk, ColumnMapping } from '../../../shared/domain/submission.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox, Field, Select } from '../../ui/Field.tsx'
import { useText } from '../../ui/text.tsx'
import { isYearFirst, separatorText } from './ColumnEvidence.tsx'
import type { ColumnChange } from './mapping-edit.ts'
import { PeriodField } from './PeriodField.tsx'

export interface ColumnSettingsProps {
  readonly column: ColumnMapping
  readonly kind: SubmissionKind
  readonly currencies: readonly string[]
  /** Column that names the currency of each row. */
  readonly currencyColumn: number | undefined
  /** Other columns of money that this one may repeat in another currency. */
  readonly amounts: readonly { readonly column: number; readonly header: string }[]
  readonly onDecide: (change: ColumnChange) => void
}

const scales = ['1', '1000', '1000000'] as const
const scaleValues = { '1': 1, '1000': 1000, '1000000': 1_000_000 } as const

interface Setting { readonly key: string; /** The question that it answers. */ readonly ask?: ColumnAsk; readonly isSet: boolean; readonly control: ReactNode }

function useSettings({ column, kind, currencies, currencyColumn, amounts, onDecide }: ColumnSettingsProps): Setting[] {
  const text = useText()
  const { t } = text
  if (column.field === 'ignore') return []
  const type = fieldType(column.field)
  const isAmount = column.field === 'amount'
  const likely = measuresOf(kind)
  const settings: (Setting | false)[] = [
    isAmount && { key: 'measure', ask: 'measure', isSet: column.measure !== undefined, control: <Select label={t('import.columns.measure')} value={column.measure ?? ''} options={[...(column.measure === undefined ? [{ value: '' as const, label: t('import.columns.not-answered') }] : []), ...[...likely, ...columnMeasures.filter((one) => !likely.includes(one))].map((value) => ({ value, label: t(`measure.${value}`) }))]} onChange={(measure) => (measure === '' ? undefined : onDecide({ measure }))} /> },
    isAmount && { key: 'currency', ask: 'currency', isSet: true, control: <Select label={t('import.columns.currency')} value={column.currency ?? ''} options={[{ value: '', label: currencyColumn === undefined ? t('import.columns.currency.none') : t('import.columns.currency.of-column', { letter: columnName(currencyColumn) }) }, ...[...new Set([...(column.currency ? [column.currency] : []), ...currencies])].map((value) => ({ value, label: value }))]} onChange={(currency) => onDecide({ currency: currency === '' ? undefined : currency })} /> },
    isAmount && { key: 'scale', isSet: (column.scale ?? 1) !== 1, control: <Select label={t('import.columns.scale')} value={String(column.scale ?? 1) as (typeof scales)[number]} options={scales.map((value) => ({ value, label: t(`import.columns.scale.${value}`) }))} onChange={(value) => onDecide({ scale: scaleValues[value] })} /> },
    isAmount && { key: 'same-money', isSet: column.sameMoneyAs !== undefined, control: <Select label={t('import.columns.same-money')} value={String(column.sameMoneyAs ?? '')} options={[{ value: '', label: t('import.columns.same-money.none') }, ...amounts.map((other) => ({ value: String(other.column), label: t('import.columns.same-money.other', { letter: columnName(other.column), header: other.header }) }))]} onChange={(value) => onDecide({ sameMoneyAs: value === '' ? undefined : Number(value) })} /> },
    (isAmount || type === 'number') && { key: 'decimal-mark', ask: 'decimal-mark', isSet: column.decimalMark !== undefined, control: <Select label={t('import.columns.decimal-mark')} value={column.decimalMark ?? ''} options={[{ value: '', label: t('import.columns.decimal-mark.auto') }, { value: '.', label: t('import.columns.decimal-mark.point') }, { value: ',', label: t('import.columns.decimal-mark.comma') }]} onChange={(value) => onDecide({ decimalMark: value === '' ? undefined : value })} /> },
    isAmount && { key: 'partner', isSet: column.partnerText !== undefined, control: <Field label={t('import.columns.partner-text')} title={t('import.columns.partner-text.hint')} value={column.partnerText ?? ''} maxLength={200} onChange={(value) => onDecide({ partnerText: value === '' ? undefined : value })} /> },
    isAmount && { key: 'period', isSet: column.period !== undefined, control: <PeriodField value={column.period} onChange={(period) => onDecide({ period })} /> },
    type === 'date' && { key: 'date-order', ask: 'date-order', isSet: column.dateOrder !== undefined && !isYearFirst(column.grammar), control: <Select label={t('import.columns.date-order')} value={column.dateOrder ?? ''} options={[{ value: '', label: t('import.columns.date-order.auto') }, ...(['dmy', 'mdy', 'ymd'] as const).map((value) => ({ value, label: t(`import.columns.date-order.${value}`) }))]} onChange={(value) => onDecide({ dateOrder: value === '' ? undefined : value })} /> },
    (isAmount || type === 'year') && { key: 'span', ask: 'span-meaning', isSet: column.spanMeaning !== undefined, control: <Select label={t('import.columns.span-meaning')} value={column.spanMeaning ?? ''} options={[{ value: '', label: t('import.columns.date-order.auto') }, ...spanMeanings.map((value) => ({ value, label: t(`import.columns.span-meaning.${value}`) }))]} onChange={(value) => onDecide({ spanMeaning: value === '' ? undefined : value })} /> },
    !isAmount && type !== 'date' && { key: 'list', isSet: column.listSeparator !== undefined, control: <Select label={t('import.columns.values')} value={column.listSeparator ?? ''} options={[{ value: '', label: t('import.columns.values.one') }, ...listSeparators.map((value) => ({ value, label: t('import.columns.values.parted', { separator: separatorText(text, value) }) }))]} onChange={(value) => onDecide({ listSeparator: value === '' ? undefined : value })} /> },
    isAmount && { key: 'cumulative', isSet: column.isCumulative === true, control: <Checkbox label={t('import.columns.cumulative')} checked={column.isCumulative ?? false} onChange={(isCumulative) => onDecide({ isCumulative: isCumulative ? true : undefined })} /> },
    !isAmount && { key: 'filled-down', isSet: column.isFilledDown === true, control: <Checkbox label={t('import.columns.filled-down')} checked={column.isFilledDown ?? false} onChange={(isFilledDown) => onDecide({ isFilledDown: isFilledDown ? true : undefined })} /> },
  ]
  // A question has its own answers below; a setting beside it would look answered.
  const asked = new Set<ColumnAsk>(column.asks ?? [])
  return settings.filter((setting) => setting !== false).filter(({ ask }) => ask === undefined || !asked.has(ask))
}

export function ColumnSettings(props: ColumnSettingsProps) {
  const { t } = useText()
  const [isOpen, setOpen] = useState(false)
  const settings = useSettings(props)
  const shown = settings.filter(({ isSet }) => isOpen || isSet)
  if (settings.length === 0) return null
  const letter = columnName(props.column.column)
  return (
    <>
      {shown.length > 0 ? <div className="column-amount">{shown.map(({ key, control }) => <div className="column-setting" key={key}>{control}</div>)}</div> : null}
      {settings.length > shown.length || isOpen ? <div><Button variant="link" aria-expanded={isOpen} aria-label={t(isOpen ? 'import.columns.less-of' : 'import.columns.more-of', { letter })} onClick={() => setOpen(!isOpen)}>{t(isOpen ? 'import.columns.less' : 'import.columns.more')}</Button></div> : null}
    </>
  )
}
