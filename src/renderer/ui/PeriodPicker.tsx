/** A period as people say it: a month, a quarter, a year, a biennium, or any two days. */
import { useState } from 'react'
import { bienniumPeriod, daysInMonth, monthPeriod, yearPeriod } from '../../shared/domain/dates.ts'
import { periodOfDays } from '../../shared/domain/period.ts'
import { Field, Select } from './Field.tsx'
import { useText } from './text.tsx'

export interface Span { readonly start: string; readonly end: string }

const kinds = ['month', 'quarter', 'year', 'biennium', 'days'] as const
type Kind = (typeof kinds)[number]
interface Choice { readonly kind: Kind; readonly year: string; readonly part: number; readonly start: string; readonly end: string }

interface PeriodPickerProps {
  readonly label: string
  readonly initial: Span
  /** Null while what was chosen is no period. */
  readonly onChange: (span: Span | null) => void
}

const two = (part: number): string => String(part).padStart(2, '0')
const isYear = (text: string): boolean => /^(19|20)\d\d$/.test(text)

export function choiceOf(span: Span): Choice {
  const { precision } = periodOfDays(span)
  const month = Number(span.start.slice(5, 7))
  const kind = kinds.find((one) => one === precision) ?? 'days'
  return { kind, year: span.start.slice(0, 4), part: kind === 'quarter' ? Math.ceil(month / 3) : month, ...span }
}

export function spanOf({ kind, year, part, start, end }: Choice): Span | null {
  if (kind === 'days') return start !== '' && end !== '' && start <= end ? { start, end } : null
  if (!isYear(year)) return null
  const first = Number(year)
  const last = part * 3
  const period = kind === 'month' ? monthPeriod(first, part) : kind === 'year' ? yearPeriod(first) : kind === 'biennium' ? bienniumPeriod(first) : { start: `${year}-${two(last - 2)}-01`, end: `${year}-${two(last)}-${two(daysInMonth(first, last))}` }
  return period.start === null || period.end === null ? null : { start: period.start, end: period.end }
}

export function PeriodPicker({ label, initial, onChange }: PeriodPickerProps) {
  const { t, locale } = useText()
  const [choice, setChoice] = useState(() => choiceOf(initial))
  const { kind, year, part, start, end } = choice
  const change = (next: Partial<Choice>) => {
    const changed = { ...choice, ...next }
    setChoice(changed)
    onChange(spanOf(changed))
  }
  const month = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })
  const parts = kind === 'month' ? Array.from({ length: 12 }, (_, index) => ({ value: String(index + 1), label: month.format(Date.UTC(2000, index, 1)) })) : Array.from({ length: 4 }, (_, index) => ({ value: String(index + 1), label: t('period.quarter.of', { quarter: index + 1 }) }))
  return (
    <fieldset className="period-picker">
      <legend className="field-label">{label}</legend>
      <div className="form-row">
        <Select label={t('period.kind')} value={kind} options={kinds.map((one) => ({ value: one, label: t(`period.kind.${one}`) }))} onChange={(next) => change({ kind: next, part: next === 'quarter' ? Math.min(4, part) : part })} />
        {kind === 'days' ? null : <Field label={t(kind === 'biennium' ? 'period.first-year' : 'period.year')} inputMode="numeric" maxLength={4} value={year} error={isYear(year) ? undefined : t('period.year.wrong')} onChange={(text) => change({ year: text })} />}
        {kind === 'month' || kind === 'quarter' ? <Select label={t(`period.kind.${kind}`)} value={String(part)} options={parts} onChange={(next) => change({ part: Number(next) })} /> : null}
        {kind === 'days' ? <Field label={t('period.from')} type="date" value={start} onChange={(text) => change({ start: text })} /> : null}
        {kind === 'days' ? <Field label={t('period.to')} type="date" value={end} error={start !== '' && end !== '' && end < start ? t('period.reversed') : undefined} onChange={(text) => change({ end: text })} /> : null}
      </div>
    </fieldset>
  )
}
