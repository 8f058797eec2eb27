import type { BatchReport } from '../../../shared/contract/submissions.ts'

type MoneyLine = BatchReport['moneyEffect'][number]
export type MoneyLines = Map<string, MoneyLine>

/** Effects of commits that came one after the other, as one: before the first, and with all differences after it. Integer cents of USD. */
export function addMoney(lines: MoneyLines, effect: readonly MoneyLine[]): void {
  for (const line of effect) {
    const key = JSON.stringify([line.measure, line.partner, line.year])
    const known = lines.get(key)
    lines.set(key, known ? { ...known, after: known.after + line.after - line.before } : line)
  }
}
