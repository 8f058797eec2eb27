/** What a plan does to the money, before and after: only of the payers, measures and years that it touches, so that a small file costs little in a large register. */
import type { Database } from 'better-sqlite3'
import type { z } from 'zod'
import type { MoneyEffect } from '../../../../shared/contract/submissions.ts'
import type { Period } from '../../../../shared/domain/amount.ts'
import { periodYear } from '../../../../shared/domain/period.ts'
import type { MoneyDelta } from './plan-effect.ts'

type Effect = z.infer<typeof MoneyEffect>

interface Sum {
  readonly year: string | null
  readonly precision: Period['precision']
  readonly cents: number
}

/** SQL of the money of a payer under a measure, of all times or of the days from $start to before $end; exported so that a test can look at its query plan. */
export const moneySql = (isRanged: boolean): string =>
  `SELECT substr(a.period_start, 1, 4) AS year, a.period_precision AS precision, sum(a.usd_cents) AS cents
   FROM partner g JOIN contribution c ON c.signatory_id = g.id AND c.removed_in IS NULL JOIN amount a ON a.contribution_id = c.id AND a.to_changeset IS NULL
   WHERE g.natural_key = $partner AND g.removed_in IS NULL AND a.measure = $measure${isRanged ? ' AND a.period_start >= $start AND a.period_start < $end' : ''} AND a.usd_cents IS NOT NULL AND a.is_repeat = 0 GROUP BY 1, 2`

/** Reads the register as it stands before the plan is carried out. In order of measure, partner and year. */
export function readMoneyEffect(db: Database, money: readonly MoneyDelta[]): Effect[] {
  const ofRange = db.prepare<[{ partner: string; measure: string; start: string; end: string }], Sum>(moneySql(true))
  const ofAll = db.prepare<[{ partner: string; measure: string }], Sum>(moneySql(false))
  const lines = money.filter((line) => line.cents !== 0)
  const before = new Map<string, number>()
  for (const [place, touched] of Map.groupBy(lines, ({ partner, measure }) => `${partner}|${measure}`)) {
    const [first] = touched
    if (!first) continue
    const { partner, measure } = first
    const range = rangeOf(touched)
    for (const { year, precision, cents } of range ? ofRange.all({ partner, measure, ...range }) : ofAll.all({ partner, measure })) {
      const key = `${place}|${periodYear({ start: year === null ? null : `${year}-01-01`, end: null, precision })}`
      before.set(key, (before.get(key) ?? 0) + cents)
    }
  }
  return lines
    .map(({ partner, partnerName, year, measure, cents }) => {
      const was = before.get(`${partner}|${measure}|${year}`) ?? 0
      return { partner: partnerName, year, measure, before: was, after: was + cents }
    })
    .sort((a, b) => compareText(a.measure, b.measure) || compareText(a.partner, b.partner) || compareText(a.year, b.year))
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Days in which amounts of these years begin; null where one is of no year, which may begin at any time. A biennium begins in either of its years. */
function rangeOf(lines: readonly MoneyDelta[]): { readonly start: string; readonly end: string } | null {
  const years = lines.map(({ year }) => year).sort()
  const [first, last] = [Number(years[0]?.slice(0, 4)), Number(years.at(-1)?.slice(0, 4))]
  if (Number.isNaN(first) || Number.isNaN(last)) return null
  return { start: String(first).padStart(4, '0'), end: String(last + 2).padStart(4, '0') }
}
