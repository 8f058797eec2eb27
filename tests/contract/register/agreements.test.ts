/** Agreements, pools, requirements and the integrated budget, as they stand: expected figures are worked out by hand from what is written here. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RecordType } from '../../../src/shared/domain/register/record-types.ts'
import { openDesk, type Desk } from '../bad-input/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.dispose())

async function make(type: RecordType, ...rows: readonly Readonly<Record<string, string>>[]): Promise<string[]> {
  const { created, refused } = await desk.ask('records.write', { workspace: desk.workspace, type, creates: rows.map((row, index) => ({ rowKey: String(index), values: Object.entries(row).map(([field, text]) => ({ field, text })) })) })
  if (refused.length > 0) throw new Error(JSON.stringify(refused))
  return created.map(({ id }) => `#${id}`)
}
const idOf = (text = ''): number => Number(text.slice(1))

test('rule 7: an agreement says what is due, received and late, which clearances are missing, and how its rate stands to the standard on its date', async () => {
  const { ask, workspace } = desk
  await make('exchange-rate', { currency: 'EUR', month: '2011-05-01', 'units-per-usd': '0.7', source: 'made for this test' })
  const [company] = await make('partner', { name: 'Seeds Company', tier: 'partner', type: 'private-sector' })
  const [agreement = ''] = await make('agreement', { title: 'Seeds', kind: 'single', partner: company ?? '', modality: 'GCP', state: 'signed', original: '1,000,000', currency: 'EUR', 'support-cost-rate': '7%', 'signed-on': '2011-05-02', 'end-date': '2099-01-01' })
  await make('instalment',
    { agreement, 'due-on': '2011-05-20', original: '700,000', currency: 'EUR', 'received-on': '2011-06-01', 'received-original': '500,000.25' },
    { agreement, 'due-on': '2012-05-20', original: '10', currency: 'USD' },
    { agreement, 'due-on': '2098-05-20', original: '300,000', currency: 'EUR' })
  await make('clearance', { agreement, kind: 'legal', 'cleared-on': '2011-04-01' }, { agreement, kind: 'finance', 'asked-on': '2011-04-01' })
  await make('report-due', { agreement, kind: 'progress', 'due-on': '2012-01-31' }, { agreement, kind: 'terminal', 'due-on': '2098-01-31' })
  const [project] = await make('project', { symbol: 'GCP/KEN/555/PRI', title: 'Seeds in Kenya' })
  await make('agreement-project', { agreement, project: project ?? '' })
  const position = await ask('agreements.position', { workspace, agreement: idOf(agreement) })
  expect(position).toMatchObject({
    name: 'Seeds', partner: 'Seeds Company', state: 'signed',
    // 700,000 / 0.7; 500,000.25 / 0.7 = 714,286.0714…; 199,999.75 / 0.7 = 285,713.9286…
    due: [{ currency: 'EUR', original: '700000', usdCents: 100_000_000 }, { currency: 'USD', original: '10', usdCents: 1000 }],
    received: [{ currency: 'EUR', original: '500000.25', usdCents: 71_428_607 }],
    late: [{ currency: 'EUR', original: '199999.75', usdCents: 28_571_393 }, { currency: 'USD', original: '10', usdCents: 1000 }], lateCount: 2,
    rate: { category: 'technical-assistance', agreed: 70_000, standard: 130_000, ceiling: 130_000, exception: null, verdict: 'below-standard' },
    missingClearances: ['finance', 'technical', 'private-sector'], reports: { due: 1, sent: 0, late: 1 }, projects: [{ symbol: 'GCP/KEN/555/PRI' }],
  })
  expect(position.daysToEnd).toBeGreaterThan(20_000)
  await ask('records.write', { workspace, type: 'agreement', edits: [{ id: idOf(agreement), field: 'rate-exception', text: 'Agreed with the budget office' }] })
  expect((await ask('agreements.position', { workspace, agreement: idOf(agreement) })).rate.verdict).toBe('fine')
  await ask('records.write', { workspace, type: 'agreement', edits: [{ id: idOf(agreement), field: 'support-cost-rate', text: '13.5%' }] })
  expect((await ask('agreements.position', { workspace, agreement: idOf(agreement) })).rate.verdict).toBe('above-ceiling')
  expect((await desk.refusal('agreements.position', { workspace, agreement: 9_999_999 })).code).toBe('not-found')
})

test('rule 2: a pool holds what came in less what went out; its allocations are no contributions', async () => {
  const { ask, workspace } = desk
  const [account, kenya] = await make('project', { symbol: 'SFER/GLO/955/MUL', title: 'Account of the fund' }, { symbol: 'OSRO/KEN/956/MUL', title: 'Relief' })
  const [pool = ''] = await make('pool', { title: 'Fund', modality: 'SFERA', project: account ?? '' })
  const [sweden, norway, fromPool] = await make('contribution', { project: account ?? '', signatory: 'Sweden' }, { project: account ?? '', signatory: 'Norway' }, { project: kenya ?? '', signatory: 'MUL', pool })
  await make('amount',
    { contribution: sweden ?? '', measure: 'approval', original: '900', currency: 'USD', period: '2010' }, { contribution: sweden ?? '', measure: 'receipt', original: '600', currency: 'USD', period: '2010' },
    { contribution: norway ?? '', measure: 'receipt', original: '300.5', currency: 'USD', period: '2011' }, { contribution: norway ?? '', measure: 'receipt', original: '5', currency: 'NOK', period: '2011-03' },
    { contribution: fromPool ?? '', measure: 'approval', original: '250', currency: 'USD', period: '2011' })
  await make('pool-movement',
    { pool, 'moved-on': '2011-01-10', kind: 'advance', original: '400', currency: 'USD', project: kenya ?? '' }, { pool, 'moved-on': '2011-02-10', kind: 'repayment', original: '150', currency: 'USD', project: kenya ?? '' },
    { pool, 'moved-on': '2011-03-10', kind: 'refund', original: '10.25', currency: 'USD' })
  const found = (await ask('agreements.pools', { workspace })).find(({ title }) => title === 'Fund')
  expect(found).toMatchObject({
    contributionsIn: 90_050, approved: 90_000, allocations: 0, advances: 40_000, repayments: 15_000, refunds: 1025, balance: 90_050 - 40_000 + 15_000 - 1025, withoutUsd: 1,
    contributors: [{ partner: 'Sweden', received: 60_000, approved: 90_000 }, { partner: 'Norway', received: 30_050, approved: 0 }],
    projects: [{ symbol: 'OSRO/KEN/956/MUL', allocated: 25_000, recorded: 25_000 }],
  })
  const page = await ask('records.page', { workspace, type: 'pool', fields: ['balance'], filter: { values: [], ranges: [], ids: [idOf(pool)] } })
  expect(page.columns.find(({ key }) => key === 'balance')?.values).toEqual([found?.balance])
})

test('requirements by result and by country framework add up to the same records; the budget adds up by line and by column', async () => {
  const { ask, workspace } = desk
  const [framework = ''] = await make('country-framework', { area: 'Kenya', title: 'Framework of Kenya', state: 'signed' })
  const period = { 'period-start': '2012-01-01', 'period-end': '2013-12-31' }
  await make('requirement',
    { ...period, result: 'A1', framework, required: '500', available: '200' }, { ...period, result: 'A2', framework, required: '70', available: '90' }, { ...period, result: 'H1', title: 'No country', required: '30' },
    { ...period, framework, title: 'No result', required: '11', available: '1' }, { 'period-start': '2010-01-01', 'period-end': '2011-12-31', result: 'A1', required: '5000' })
  const [byResult, byFramework] = await Promise.all((['result', 'framework'] as const).map((by) => ask('agreements.requirements', { workspace, by, biennium: '2012-13' })))
  const total = { required: 61_100, available: 29_100, gap: 32_000, records: 4 }
  expect([byResult?.total, byFramework?.total]).toEqual([total, total])
  expect(byResult?.rows.map(({ key, level, required, available, gap }) => [key, level, required, available, gap])).toEqual([['A', 0, 57_000, 29_000, 28_000], ['A1', 1, 50_000, 20_000, 30_000], ['A2', 1, 7000, 9000, 0], ['H', 0, 3000, null, 3000], ['H1', 1, 3000, null, 3000]])
  expect(byResult?.unplaced).toEqual({ required: 1100, available: 100, records: 1 })
  expect(byFramework?.unplaced).toEqual({ required: 3000, available: 0, records: 1 })
  expect(byFramework?.rows.map(({ name, level, records }) => [name, level, records])).toEqual([['Kenya', 0, 3], ['Framework of Kenya', 1, 3]])
  const start = { 'biennium-start': '2012-01-01' }
  await make('budget-line', { ...start, objective: 'A', 'net-appropriation': '100', 'core-voluntary': '50' }, { ...start, objective: 'A', result: 'A1', 'technical-assistance': '25', emergency: '25' }, { ...start, line: 'tcp', 'net-appropriation': '300' })
  const budget = await ask('agreements.budget', { workspace, biennium: '2012-13' })
  expect(budget.rows).toMatchObject([{ key: 'A', netAppropriation: 10_000, coreVoluntary: 5000, technicalAssistance: 2500, emergency: 2500, total: 20_000, voluntaryShare: 500_000 }, { key: 'tcp', total: 30_000, voluntaryShare: 0 }])
  expect(budget.total).toEqual({ netAppropriation: 40_000, coreVoluntary: 5000, technicalAssistance: 2500, emergency: 2500, total: 50_000, voluntaryShare: 200_000 })
  expect(await ask('agreements.biennia', { workspace })).toEqual({ requirements: ['2010-11', '2012-13'], budget: ['2012-13'] })
  expect((await ask('agreements.supportCosts', { workspace })).find(({ category }) => category === 'technical-assistance')).toEqual({ category: 'technical-assistance', name: 'Technical assistance', standard: 130_000, status: 'verified' })
})

test('rule 2: what a pool hands on is counted twice and left out with its rows, in the matrix at once; its delivery is counted', async () => {
  const { ask, workspace } = desk
  const spec: Parameters<typeof ask<'matrices.compute'>>[1]['spec'] = { measure: 'approval', countries: ['SOM'], countingRule: 'voluntary-contributions' }
  const [project] = await make('project', { symbol: 'OSRO/SOM/957/MUL', title: 'From the fund' })
  const [contribution = ''] = await make('contribution', { project: project ?? '', signatory: 'Sweden' })
  await make('amount', { contribution, measure: 'approval', original: '80', currency: 'USD', period: '2011' }, { contribution, measure: 'delivery', original: '30', currency: 'USD', period: '2011' })
  const before = await ask('matrices.compute', { workspace, spec })
  expect(before.total).toBe(8000)
  const [pool = ''] = await make('pool', { title: 'Second fund', modality: 'FMM' })
  const written = await ask('records.write', { workspace, type: 'contribution', edits: [{ id: idOf(contribution), field: 'pool', text: pool }] })
  expect(written.refused).toEqual([])
  const after = await ask('matrices.compute', { workspace, spec })
  expect(after.total).toBe(0)
  const twice = ({ reconciliation }: typeof after): { rows: number; cents: number } => reconciliation.leftOut.find(({ category }) => category === 'counted-twice') ?? { rows: 0, cents: 0 }
  // Other allocations of this desk are left out before and after.
  expect({ rows: twice(after).rows - twice(before).rows, cents: twice(after).cents - twice(before).cents }).toEqual({ rows: 1, cents: 8000 })
  expect((await ask('matrices.compute', { workspace, spec: { ...spec, measure: 'delivery' } })).total).toBe(3000)
})
