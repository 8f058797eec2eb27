/** Money before and after: only what a file touches is read, and a year, a biennium and money of no year are told apart. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Period } from '../../../src/shared/domain/amount.ts'
import { moneySql } from '../../../src/main/core/importing/stage/money-effect.ts'
import { accepted, amount, draft, makeWorkspace, stage, stageAndCommit, type TestWorkspace } from './staged-workspace.ts'

let workspace: TestWorkspace
beforeEach(() => { workspace = makeWorkspace() })
afterEach(() => workspace.dispose())

const year: Period = { start: '2011-03-01', end: '2011-03-01', precision: 'day' }
const biennium: Period = { start: '2010-01-01', end: '2011-12-31', precision: 'biennium' }
const fiscal: Period = { start: '2010-07-01', end: '2011-06-30', precision: 'none' }
const never: Period = { start: null, end: null, precision: 'none' }
const row = (at: number, usd: number, period: Period, more: object = {}) => accepted(at, draft(`GCP/PHI/${at}/SWE`, { amounts: [amount(usd, { period, ...more })] }))

test('what a payer has is told for the years and measures of the file', () => {
  stageAndCommit(workspace, [row(101, 10, year), row(102, 200, biennium), row(103, 3000, fiscal), row(104, 40_000, never), row(105, 500_000, { ...year, start: '2012-01-01', end: '2012-01-01' }), row(106, 6, year, { measure: 'delivery' })])
  const effectOf = (period: Period) => stage(workspace, [row(201, 1, period)]).moneyEffect.map(({ year: of, measure, before, after }) => [of, measure, before, after])
  expect(effectOf(year)).toEqual([['2011', 'approval', 1000, 1100]])
  expect(effectOf(biennium)).toEqual([['2010-11', 'approval', 20_000, 20_100]])
  expect(effectOf(fiscal)).toEqual([['none', 'approval', 4_300_000, 4_300_100]])
  expect(effectOf(never)).toEqual([['none', 'approval', 4_300_000, 4_300_100]])
  expect(effectOf({ start: '1999-12-31', end: '1999-12-31', precision: 'day' })).toEqual([['1999', 'approval', 0, 100]])
})

test('an index finds the amounts by measure and day', () => {
  const plan = workspace.db.prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${moneySql(true)}`).all({ partner: 'SWE', measure: 'approval', start: '2010', end: '2012' }).map(({ detail }) => detail).join('\n')
  expect(plan).toContain('USING INDEX amount_by_contribution (contribution_id=? AND measure=? AND period_start>? AND period_start<?)')
  expect(plan).not.toMatch(/SCAN [acg]\b/)
})
