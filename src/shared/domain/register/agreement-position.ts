/** Where an agreement stands on a day: money due, received and late, clearances and reports that are missing, days to its end (rules of agreements). */
import { addDecimals, compareDecimals, subtractDecimals, toCents } from '../decimal.ts'

export interface InstalmentFact {
  /** ISO days; null where nothing came. */
  readonly dueOn: string
  readonly receivedOn: string | null
  /** Exact decimal text, both in the instalment's currency. */
  readonly original: string
  readonly receivedOriginal: string | null
  readonly currency: string
  /** Units of the currency for one dollar, as the instalment was written; null where there was none. */
  readonly rate: string | null
}

export interface CurrencySum {
  readonly currency: string
  /** Exact decimal text. */
  readonly original: string
  /** Integer cents; null where a part has no rate. */
  readonly usdCents: number | null
}

export const daysAhead = 90

/** Clearances that every agreement needs before it is signed. */
const alwaysNeeded = ['legal', 'finance', 'technical'] as const
export type NeededClearance = (typeof alwaysNeeded)[number] | 'private-sector'

/** Private companies and foundations are screened as well. A completed or terminated agreement needs none any more. */
export function missingClearances(state: string, partnerType: string, clearances: readonly { readonly kind: string; readonly clearedOn: string | null }[]): NeededClearance[] {
  if (state === 'completed' || state === 'terminated') return []
  const needed: readonly NeededClearance[] = partnerType === 'private-sector' || partnerType === 'foundation' ? [...alwaysNeeded, 'private-sector'] : alwaysNeeded
  return needed.filter((kind) => !clearances.some((clearance) => clearance.kind === kind && clearance.clearedOn !== null))
}

/** What of an instalment has not come though its day is over; null where nothing is late. */
export function lateOf({ dueOn, original, receivedOriginal }: InstalmentFact, today: string): string | null {
  if (dueOn >= today) return null
  const missing = subtractDecimals(original, receivedOriginal ?? '0')
  return compareDecimals(missing, '0') > 0 ? missing : null
}

export interface MoneyPosition {
  /** Due until the day, the day included. */
  readonly due: readonly CurrencySum[]
  readonly received: readonly CurrencySum[]
  readonly late: readonly CurrencySum[]
  readonly lateCount: number
}

export function moneyPosition(instalments: readonly InstalmentFact[], today: string): MoneyPosition {
  const late = instalments.flatMap((instalment) => {
    const missing = lateOf(instalment, today)
    return missing === null ? [] : [{ ...instalment, original: missing }]
  })
  return {
    due: sums(instalments.filter(({ dueOn }) => dueOn <= today)),
    received: sums(instalments.flatMap((instalment) => (instalment.receivedOriginal === null ? [] : [{ ...instalment, original: instalment.receivedOriginal }]))),
    late: sums(late),
    lateCount: late.length,
  }
}

/** By currency in the order of their codes; each part is rounded once, half to even. */
function sums(parts: readonly Pick<InstalmentFact, 'currency' | 'original' | 'rate'>[]): CurrencySum[] {
  const byCurrency = new Map<string, CurrencySum>()
  for (const { currency, original, rate } of parts) {
    const before = byCurrency.get(currency) ?? { currency, original: '0', usdCents: 0 }
    const cents = currency === 'USD' ? toCents(original) : rate === null ? null : toCents(original, 1, rate)
    byCurrency.set(currency, { currency, original: addDecimals(before.original, original), usdCents: before.usdCents === null || cents === null ? null : before.usdCents + cents })
  }
  return [...byCurrency.values()].sort((one, other) => (one.currency < other.currency ? -1 : 1))
}

/** Days until the last day; negative where it is over. */
export const daysUntil = (day: string, today: string): number => Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000)

/** Is it in force and over within the days ahead? */
export function endsSoon(state: string, endDate: string | null, today: string): boolean {
  if (state !== 'signed' || endDate === null) return false
  const days = daysUntil(endDate, today)
  return days >= 0 && days <= daysAhead
}
