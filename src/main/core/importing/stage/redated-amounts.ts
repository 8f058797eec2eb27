/**
 * New amounts beside figures of the same measure and currency that the file does not hold: perhaps the same money under a
 * corrected date. Money is never doubled without a word, and never moved where it may as well be other money:
 *
 * - What is promised once (approval, commitment, pledge, in-kind) with the same figure: the date of the one in the register is
 *   corrected; where several fit, the row is asked about. With another figure it is asked about where the periods are of the same
 *   year, overlap, or one is not known; else it is added, with a warning.
 * - What flows again and again (receipt, disbursement, delivery…): the same figure may be the next instalment, so it is asked
 *   about; another figure is added, with a warning.
 * - Stocks are figures at a date and never summed over time: another date is another figure.
 */
import { measureKind, type Measure, type Period } from '../../../../shared/domain/amount.ts'
import { compareDecimals } from '../../../../shared/domain/decimal.ts'
import { periodText } from '../../../../shared/domain/period.ts'
import type { AmountDraft, Problem } from '../../../../shared/domain/submission.ts'
import type { StoredAmount } from './register-rows.ts'

export interface DateVerdict {
  readonly verdict: 'new' | 'redated' | 'asked'
  /** The register's amount that takes the new date. */
  readonly stored: StoredAmount | null
  readonly problem: Problem | null
}

const promisedOnce: ReadonlySet<Measure> = new Set<Measure>(['approval', 'commitment', 'pledge', 'in-kind'])

export const periodOf = (stored: StoredAmount): Period => ({ start: stored.period_start, end: stored.period_end, precision: stored.period_precision })
const textOf = (period: Period): string => periodText(period) || '…'
const inOtherWords = (stored: StoredAmount): string => `${textOf(periodOf(stored))} ${stored.original ?? '…'} ${stored.currency ?? ''}`.trim()
const yearOf = (date: string | null): string | null => date?.slice(0, 4) ?? null

/** May the two be dates of one event? Years are compared, so that an overlap of any kind counts. */
function areNear(a: Period, b: Period): boolean {
  const [from, to, start, end] = [yearOf(a.start), yearOf(a.end ?? a.start), yearOf(b.start), yearOf(b.end ?? b.start)]
  if (from === null || to === null || start === null || end === null) return true
  return from <= end && start <= to
}
const isLike = (amount: AmountDraft, stored: StoredAmount): boolean => stored.measure === amount.measure && stored.currency === amount.currency
const isEqual = (amount: AmountDraft, stored: StoredAmount): boolean => isLike(amount, stored) && amount.original !== null && stored.original !== null && compareDecimals(amount.original, stored.original) === 0

/** In: the new amounts of one contribution, and what the register holds of it and the file does not. Out: a verdict for each. */
export function judgeDates(amounts: readonly AmountDraft[], register: readonly StoredAmount[]): readonly DateVerdict[] {
  const values = register.filter((stored) => stored.state === 'value')
  const plain: DateVerdict = { verdict: 'new', stored: null, problem: null }
  const finding = (severity: Problem['severity'], code: string, others: readonly StoredAmount[], amount: AmountDraft): Problem => ({
    severity, code, params: { periods: others.slice(0, 5).map(inOtherWords).join('; '), period: textOf(amount.period), figure: `${amount.original ?? '…'} ${amount.currency ?? ''}`.trim() }, field: 'amount',
  })
  const asked = (others: readonly StoredAmount[], amount: AmountDraft): DateVerdict => ({ verdict: 'asked', stored: null, problem: finding('error', 'finding.store.period-asked', others, amount) })

  const first = amounts.map((amount): DateVerdict | null => {
    if (amount.state !== 'value') return plain
    const equal = values.filter((stored) => isEqual(amount, stored))
    const [only] = equal
    if (!only || measureKind(amount.measure) === 'stock') return null
    const isSole = equal.length === 1 && amounts.every((other) => other === amount || other.state !== 'value' || !isEqual(other, only))
    if (!promisedOnce.has(amount.measure) || !isSole) return asked(equal, amount)
    return { verdict: 'redated', stored: only, problem: finding('warning', 'finding.store.period-corrected', [only], amount) }
  })
  const redated = new Set(first.map((verdict) => verdict?.stored?.id))
  return amounts.map((amount, index) => {
    const known = first[index]
    if (known) return known
    const others = values.filter((stored) => isLike(amount, stored) && !redated.has(stored.id))
    if (others.length === 0) return plain
    const near = promisedOnce.has(amount.measure) ? others.filter((stored) => areNear(amount.period, periodOf(stored))) : []
    if (near.length > 0) return asked(near, amount)
    return { verdict: 'new', stored: null, problem: finding('warning', 'finding.store.other-period', others, amount) }
  })
}
