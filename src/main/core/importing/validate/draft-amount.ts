import { isMeasure, type Period } from '../../../../shared/domain/amount.ts'
import type { AmountDraft, CellRef, ColumnMapping, Problem } from '../../../../shared/domain/submission.ts'
import { toCents } from '../../../../shared/domain/decimal.ts'
import type { AmountReading } from './read-amount-cell.ts'
import { problem } from './problem.ts'
import { isImplausibleRate } from './rate-direction.ts'
import type { AddressOf } from './row-cells.ts'

/** One amount of a row from the cell that holds it and, where the file has one, the cell with the same money in another currency. */
export interface AmountSource {
  readonly mapping: ColumnMapping
  readonly reading: AmountReading
  readonly row: number
  readonly raw: string
}

export interface RowRate {
  /** Units of the original currency for one US dollar. */
  readonly rate: string
  readonly address: string
  readonly raw: string
}

export interface AmountContext {
  /** From the row's currency column, for columns whose header says none. */
  readonly rowCurrency: string | null
  readonly rate: RowRate | null
  readonly address: AddressOf
  /** Leaves out where the amount was read, which nobody will look at. */
  readonly isWithoutCells: boolean
}

const currencyOf = ({ mapping, reading }: AmountSource, context: AmountContext): string | null => mapping.currency ?? (reading.state === 'value' ? reading.currency : null) ?? context.rowCurrency

export function draftAmount(main: AmountSource, other: AmountSource | null, period: Period, context: AmountContext, problems: Problem[]): AmountDraft {
  const addressOf = ({ mapping, row }: AmountSource): string => context.address(mapping.column, row)
  const cells: CellRef[] = []
  if (!context.isWithoutCells) {
    cells.push({ field: 'amount', address: addressOf(main), raw: main.raw })
    if (other) cells.push({ field: 'other-amount', address: addressOf(other), raw: other.raw })
  }
  const measure = main.mapping.measure ?? 'approval'
  if (!isMeasure(measure)) throw new TypeError(`no amount of a contribution measures ${measure}`)
  const mainCurrency = currencyOf(main, context)
  const base = { measure, otherOriginal: null, otherCurrency: null, rate: null, rateSource: null, rateDate: null, usdCents: null, isUsdRecorded: false, period, cells }

  if (main.reading.state !== 'value' && other?.reading.state !== 'value') {
    const state = main.reading.state === 'not-applicable' ? 'not-applicable' : 'not-reported'
    return { ...base, state, original: null, currency: mainCurrency, ...('repeated' in main.reading && { repeated: main.reading.repeated }) }
  }
  const isMain = main.reading.state === 'value'
  const source = isMain || !other ? main : other
  if (source.reading.state !== 'value') return { ...base, state: 'not-reported', original: null, currency: mainCurrency }
  const original = source.reading.amount
  const currency = currencyOf(source, context)
  const second = isMain && other?.reading.state === 'value' ? other.reading.amount : null

  const isUsd = currency === 'USD'
  const isImplausible = !isUsd && context.rate !== null && currency !== null && isImplausibleRate(currency, context.rate.rate)
  if (isImplausible && context.rate) problems.push(problem('annex', 'finding.cell.implausible-rate', 'exchange-rate', { text: context.rate.rate, currency, original }, context.rate.address))
  // A rate that may be the inverse is neither taken nor turned round.
  const rate = isImplausible ? null : context.rate
  if (rate && !context.isWithoutCells) cells.push({ field: 'exchange-rate', address: rate.address, raw: rate.raw })
  const usdCents = isUsd ? toCents(original) : rate && currency !== null ? toCents(original, 1, rate.rate) : null
  if (usdCents === null) {
    if (isUsd || (rate && currency !== null)) problems.push(problem('error', 'finding.cell.too-large', 'amount', { text: source.raw.slice(0, 60) }, addressOf(source)))
    else if (!isMain && mainCurrency === 'USD') problems.push(problem('annex', 'finding.row.no-usd-column', 'amount', { original, currency: currency ?? '' }, addressOf(main)))
    else if (currency !== null && !isImplausible) problems.push(problem('annex', 'finding.row.no-usd', 'amount', { original, currency }, addressOf(source)))
  }
  return {
    measure, otherOriginal: second, otherCurrency: second !== null && other ? currencyOf(other, context) : null, rate: rate?.rate ?? null, rateSource: rate?.address ?? null, rateDate: null,
    usdCents, isUsdRecorded: isUsd, period, cells, state: 'value', original, currency,
  }
}
