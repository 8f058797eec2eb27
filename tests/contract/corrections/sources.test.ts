/** Sources of record: which figures count, which are kept beside, and what both say together. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openRegister, type RegisterDesk } from './register-desk.ts'

let desk: RegisterDesk
beforeEach(async () => {
  desk = await openRegister()
})
afterEach(() => desk.dispose())

const fpmis = { source: 'fpmis' } as const
const countsOf = async ({ ask, workspace }: RegisterDesk, more = {}) => {
  const { counts } = await ask('reconciliation.page', { workspace, ...more })
  return Object.fromEntries(counts.map(({ state, rows }) => [state, rows]))
}

test('rule 6: figures of another source are kept beside: no project, no money, once; undo takes them away', async () => {
  const { ask, workspace, importLines, stageLines, total } = desk
  const empty = await desk.state()
  const rule = await ask('reconciliation.setRule', { workspace, measure: 'approval', start: null, end: null, source: 'fpmis', reason: 'Posted figures count' })
  const ruled = await desk.state()
  const office = [{ symbol: 'GCP/PHI/101/JPN', usd: 1000 }, { symbol: 'GCP/PHI/102/JPN', usd: 2000 }]
  const first = await importLines(office)
  expect(first).toMatchObject({ besideFigures: 2, moneyEffect: [], diff: { added: 2, changed: 0, unchanged: 0, rejected: 0 }, source: 'office' })
  expect(await total()).toBe(0)
  expect((await ask('projects.page', { workspace })).total).toBe(0)
  expect(await stageLines(office)).toMatchObject({ besideFigures: 2, diff: { added: 0, changed: 0, unchanged: 2 } })
  expect(await countsOf(desk)).toEqual({ agree: 0, differ: 0, 'only-here': 0, 'only-there': 2 })
  const changed = await importLines([{ symbol: 'GCP/PHI/101/JPN', usd: 1500 }])
  expect(changed.diff).toMatchObject({ added: 0, changed: 1 })
  expect((await ask('reconciliation.page', { workspace, states: ['only-there'] })).rows.map(({ project, there }) => [project, there?.original])).toEqual([['GCP/PHI/102/JPN', '2000'], ['GCP/PHI/101/JPN', '1500']])
  await ask('activity.undo', { workspace, changeset: changed.changeset })
  await ask('activity.undo', { workspace, changeset: first.changeset })
  expect((await desk.state()).contentHash).toBe(ruled.contentHash)
  await ask('activity.undo', { workspace, changeset: rule.changeset })
  expect((await desk.state()).contentHash).toBe(empty.contentHash)
  expect(await ask('workspaces.verify', { workspace })).toMatchObject({ isWhole: true })
})

test('agree, differ, only there, only here, with the difference; the register keeps the figures of its source', async () => {
  const { ask, workspace, importLines, total } = desk
  await ask('reconciliation.setRule', { workspace, measure: 'approval', start: null, end: null, source: 'fpmis' })
  const here = [{ symbol: 'GCP/PHI/101/JPN', usd: 1000 }, { symbol: 'GCP/PHI/102/JPN', usd: 2000 }, { symbol: 'GCP/PHI/103/JPN', usd: 3000 }, { symbol: 'GCP/PHI/104/JPN', usd: 4000, year: 2012 }]
  await importLines(here, fpmis, 'FRPHL')
  const before = await total()
  expect(before).toBe(1_000_000)
  const there = [{ symbol: 'GCP/PHI/101/JPN', usd: 1000 }, { symbol: 'GCP/PHI/102/JPN', usd: 2600 }, { symbol: 'GCP/PHI/109/JPN', usd: 900 }]
  expect(await importLines(there, undefined, 'FRPHL')).toMatchObject({ besideFigures: 3, moneyEffect: [] })
  expect(await total()).toBe(before)
  const page = await ask('reconciliation.page', { workspace })
  // Another year is not spoken of by the office's file, so that its figure is not missing there.
  expect(page.rows.map(({ project, state, here: own, there: other, difference }) => [project, state, own?.original ?? null, other?.original ?? null, difference])).toEqual([
    ['GCP/PHI/103/JPN', 'only-here', '3000', null, -300_000], ['GCP/PHI/109/JPN', 'only-there', null, '900', 90_000], ['GCP/PHI/102/JPN', 'differ', '2000', '2600', 60_000], ['GCP/PHI/101/JPN', 'agree', '1000', '1000', 0],
  ])
  expect(page.counts).toContainEqual({ state: 'differ', rows: 1, difference: 60_000 })
  expect(page.rows[2]).toMatchObject({ partner: 'Japan', source: 'office', file: 'grants-2.xlsx', cell: 'Grants!E3', period: '2010-03-01' })
  expect((await ask('reconciliation.page', { workspace, states: ['differ'], search: '102' })).total).toBe(1)
  expect((await ask('reconciliation.page', { workspace, source: 'partner' })).total).toBe(0)
  expect((await ask('reconciliation.page', { workspace, measure: 'delivery' })).total).toBe(0)
  const { findings } = await ask('findings.list', { workspace, filter: { areas: ['figures'] } })
  expect(findings).toMatchObject([{ code: 'finding.register.sources-differ', subject: 'Approved', place: { kind: 'section', section: 'reconciliation' }, message: { params: { source: 'office', differ: 1, here: 1, there: 1, difference: -1500 } } }])
})

test('the narrowest period wins; a figure that becomes the record is beside no more', async () => {
  const { ask, workspace, importLines, total } = desk
  await ask('reconciliation.setRule', { workspace, measure: 'approval', start: null, end: null, source: 'fpmis' })
  await ask('reconciliation.setRule', { workspace, measure: 'approval', start: '2010-01-01', end: '2011-12-31', source: 'office' })
  const lines = [{ symbol: 'GCP/PHI/101/JPN', usd: 1000 }, { symbol: 'GCP/PHI/102/JPN', usd: 2000, year: 2012 }]
  expect(await importLines(lines)).toMatchObject({ besideFigures: 1, diff: { added: 2 } })
  expect(await total()).toBe(100_000)
  const [wide] = (await ask('reconciliation.rules', { workspace })).filter(({ start }) => start === null)
  if (!wide) throw new Error('the rule is gone')
  await ask('reconciliation.removeRule', { workspace, rule: wide.id })
  expect(await importLines(lines)).toMatchObject({ besideFigures: 0, diff: { added: 1, unchanged: 1 } })
  expect(await total()).toBe(300_000)
  expect((await ask('reconciliation.page', { workspace })).total).toBe(0)
})

test('a rule that cannot hold is refused; the same rule again changes nothing', async () => {
  const { ask, refusal, workspace } = desk
  expect(await refusal('reconciliation.setRule', { workspace, measure: 'approval', start: '2011-01-01', end: '2010-01-01', source: 'fpmis' })).toMatchObject({ code: 'invalid-input', reason: 'error.source-rule-dates' })
  await ask('reconciliation.setRule', { workspace, measure: 'approval', start: null, end: null, source: 'fpmis' })
  expect(await ask('reconciliation.setRule', { workspace, measure: 'approval', start: null, end: null, source: 'fpmis' })).toEqual({ changeset: 0 })
  await ask('reconciliation.setRule', { workspace, measure: 'approval', start: null, end: null, source: 'office' })
  const rules = await ask('reconciliation.rules', { workspace })
  expect(rules.map(({ source }) => source)).toEqual(['office'])
  const rule = rules[0]?.id ?? 0
  await ask('reconciliation.removeRule', { workspace, rule })
  expect(await refusal('reconciliation.removeRule', { workspace, rule })).toMatchObject({ code: 'not-found', reason: 'error.source-rule-gone' })
  expect(await refusal('reconciliation.settleGaps', { workspace, gaps: [7], as: 'kept' })).toMatchObject({ code: 'not-found', reason: 'error.gap-gone' })
})
