/** Amounts of money in hand-made records: currency, state, rate and USD go together (rules of an amount). */
import { toCents } from '../../../shared/domain/decimal.ts'
import { periodOfDays } from '../../../shared/domain/period.ts'
import { numberIn, refuse, textIn, valueIn, type Draft, type Hook } from './record-draft.ts'

const figureFields = ['original', 'currency', 'usd', 'amount-state', 'rate'] as const

/** The currency that an amount names itself is its currency; it may not contradict the one that stands beside it. */
export const takeCurrency: Hook = (draft) => {
  const named = draft.typed.get('original')?.currency
  if (named === undefined) return
  const beside = draft.typed.get('currency')?.value ?? draft.before['currency'] ?? null
  if (beside !== null && beside !== named && draft.typed.has('currency')) refuse(draft, 'original', 'refused.currency-differs', { named, beside: String(beside) })
  else draft.patch['currency'] = named
}

/** A typed USD figure stays as typed; else it follows from the rate, or from the rate of the month; a recorded one is never computed again. */
export const convertOriginal = (dateColumn: string): Hook => (draft, { convert, warn }) => {
  const isTyped = (field: string): boolean => draft.typed.has(field)
  if (isTyped('usd') && draft.typed.get('usd')?.value !== null) {
    if (draft.spec.type === 'amount') draft.patch['is_usd_recorded'] = 1
    if (!isTyped('rate')) Object.assign(draft.patch, { rate: null, rate_source: null, rate_date: null })
    return
  }
  const isMoved = isTyped('original') || isTyped('currency') || isTyped('usd')
  const isRecorded = draft.before['is_usd_recorded'] === 1
  if (!isMoved && !isTyped('rate') && (isRecorded || draft.patch[dateColumn] === undefined)) return
  const original = textIn(draft, 'original')
  const currency = textIn(draft, 'currency')
  if (draft.spec.type === 'amount') draft.patch['is_usd_recorded'] = currency === 'USD' ? 1 : 0
  const rate = isTyped('rate') ? textIn(draft, 'rate') : null
  if (rate !== null && original !== null) {
    draft.patch['usd_cents'] = toCents(original, 1, rate)
    return
  }
  const { converted, warning } = convert(original, currency, textIn(draft, dateColumn))
  Object.assign(draft.patch, converted)
  if (warning) warn(draft, 'usd', warning)
}

/** A value has a figure, the other states have none; the printed signs say which. */
const settleState: Hook = (draft) => {
  const original = draft.typed.get('original')
  const stated = draft.typed.get('amount-state')?.value ?? null
  if (original?.state !== undefined) draft.patch['state'] = original.state
  else if (original && original.value !== null && stated === null) draft.patch['state'] = 'value'
  else if (original?.value === null && stated === null) draft.patch['state'] = 'not-reported'
  const state = textIn(draft, 'state') ?? (textIn(draft, 'original') === null ? 'not-reported' : 'value')
  draft.patch['state'] = state
  if (state !== 'value') {
    if (original && original.value !== null) refuse(draft, 'original', 'refused.figure-with-state', { state })
    Object.assign(draft.patch, { original: null, usd_cents: null, rate: null, rate_source: null, rate_date: null, is_usd_recorded: 0 })
  } else if (textIn(draft, 'original') === null) refuse(draft, original ? 'original' : 'amount-state', 'refused.state-without-figure', {})
}

/** A typed period gives its days; typed days give the period that they are. */
const settlePeriod: Hook = (draft) => {
  const period = draft.typed.get('period')?.period
  if (period) Object.assign(draft.patch, { period_start: period.start, period_end: period.end, period_precision: period.precision })
  else if (draft.typed.has('period')) Object.assign(draft.patch, { period_start: null, period_end: null, period_precision: 'none' })
  const start = textIn(draft, 'period_start')
  const end = textIn(draft, 'period_end')
  const hasDays = draft.typed.has('period-start') || draft.typed.has('period-end')
  if (start !== null && end !== null && end < start) return refuse(draft, draft.typed.has('period-end') ? 'period-end' : 'period-start', 'refused.ends-before', { start, end })
  if (hasDays && !draft.typed.has('period-precision')) draft.patch['period_precision'] = start !== null && end !== null ? periodOfDays({ start, end }).precision : start === null ? 'none' : 'day'
  if (hasDays && start !== null && end === null) draft.patch['period_end'] = start
  draft.patch['period_precision'] = textIn(draft, 'period_precision') ?? 'none'
}

/** Measure and period of an imported figure are its place in the file and stay; its figure changes by a correction alone. */
const guardImported: Hook = (draft, { hasCorrection }) => {
  if (valueIn(draft, 'submission_id') === null || draft.id === null) return
  for (const field of ['measure', 'period', 'period-start', 'period-end', 'period-precision', 'contribution']) if (draft.typed.has(field)) refuse(draft, field, 'refused.imported-place')
  if (!hasCorrection) for (const field of figureFields) if (draft.typed.has(field)) refuse(draft, field, 'refused.imported-figure')
}

const amountDefaults: Hook = (draft) => {
  if (draft.id !== null) return
  draft.patch['is_repeat'] = 0
  draft.patch['is_usd_recorded'] ??= 0
  draft.patch['period_precision'] ??= 'none'
}

/** Is this an imported amount whose figure was typed? Then the correction writes it, not the grid. */
export const isCorrected = (draft: Draft): boolean => draft.spec.type === 'amount' && draft.id !== null && numberIn(draft, 'submission_id') !== null && figureFields.some((field) => draft.typed.has(field))

export const amountHooks: readonly Hook[] = [amountDefaults, guardImported, takeCurrency, settlePeriod, settleState]
