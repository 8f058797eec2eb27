/** Files of contributions as the validator would hand them over, of any content; and a workspace of its own for each. */
import * as fc from 'fast-check'
import { measures } from '../../../src/shared/domain/amount.ts'
import { bienniumPeriod, dayPeriod, noPeriod, yearPeriod } from '../../../src/shared/domain/dates.ts'
import type { ContributionDraft, ValidatedRow } from '../../../src/shared/domain/submission.ts'
import type { WritableDb } from '../../../src/main/core/store/database.ts'
import { accepted, amount, draft, makeWorkspace, rejected, type TestWorkspace } from '../../integration/importing/staged-workspace.ts'

const period = fc.constantFrom(yearPeriod(2010), yearPeriod(2011), bienniumPeriod(2010), dayPeriod('2010-03-05'), noPeriod)
const cents = fc.integer({ min: -5_000_000, max: 50_000_000 })
const anAmount = fc.record({ cents, measure: fc.constantFrom(...measures.slice(0, 4)), period, state: fc.constantFrom('value', 'value', 'value', 'not-reported', 'no-usd') }).map(({ cents: value, measure, period: when, state }) => {
  if (state === 'not-reported') return amount(0, { measure, period: when, state, original: null, usdCents: null, isUsdRecorded: false })
  if (state === 'no-usd') return amount(0, { measure, period: when, original: String(value), currency: 'PHP', usdCents: null, isUsdRecorded: false })
  return amount(0, { measure, period: when, original: String(value / 100), usdCents: value })
})
const partners: readonly Partial<ContributionDraft>[] = [
  {},
  { partnerText: 'Norway', partnerKey: 'NOR', partnerName: 'Norway' },
  { partnerText: null, partnerKey: 'NZL', partnerName: 'New Zealand', isPartnerConfirmed: false },
  { partnerText: 'Someone new', partnerKey: null, partnerName: 'Someone new', isPartnerConfirmed: false, partnerParentText: 'Norway' },
]
const subject = fc.oneof(fc.constantFrom('GCP/PHI/001/SWE', 'OSRO/RAS/401/EC', 'OSRO/RAS/401/EC-BABY01', 'TCP/PHI/3501/C1'), fc.constantFrom('17', '18', 'A|B'), fc.constant(null))
const aDraft = fc.record({
  subject, partner: fc.constantFrom(...partners), title: fc.option(fc.string({ maxLength: 12 })), note: fc.option(fc.constantFrom('one', 'two')), status: fc.option(fc.constantFrom('ongoing', 'closed')), amounts: fc.array(anAmount, { maxLength: 3 }),
}).map(({ subject: identifier, partner, title, note, status, amounts }) => draft(identifier, { ...partner, title, note, status, amounts }))
export const anyFile = fc.array(fc.oneof({ weight: 5, arbitrary: aDraft }, { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 8 }) }), { minLength: 1, maxLength: 25 }).map((entries) =>
  entries.map((entry, index): ValidatedRow => (typeof entry === 'string' ? rejected(index + 5, entry) : accepted(index + 5, entry))),
)

export function inWorkspace(check: (workspace: TestWorkspace) => void): void {
  const workspace = makeWorkspace()
  try {
    check(workspace)
  } finally {
    workspace.dispose()
  }
}

export const sorted = (sums: Iterable<readonly [string, number]>): unknown => [...sums].sort(([a], [b]) => (a < b ? -1 : 1))

/** USD cents that count, by measure: what stands in several rows counts once. */
export const countedUsd = (db: WritableDb): ReadonlyMap<string, number> =>
  new Map(db.prepare<[], [string, number]>('SELECT measure, sum(usd_cents) FROM amount WHERE to_changeset IS NULL AND usd_cents IS NOT NULL AND is_repeat = 0 GROUP BY 1').raw().all())
