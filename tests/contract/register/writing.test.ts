/** Records written by hand through the contract: whole or not at all, nothing guessed, everything undone. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDesk, type Desk } from '../bad-input/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.dispose())

type Values = Readonly<Record<string, string | null>>
const fieldTexts = (values: Values) => Object.entries(values).map(([field, text]) => ({ field, text }))
type Type = Parameters<typeof make>[0]
const make = async (type: 'partner' | 'project' | 'contribution' | 'amount' | 'agreement' | 'instalment' | 'exchange-rate' | 'project-share' | 'payer-share' | 'note' | 'pool' | 'pool-movement' | 'requirement', ...rows: readonly Values[]) => {
  const outcome = await desk.ask('records.write', { workspace: desk.workspace, type, creates: rows.map((values, index) => ({ rowKey: `row ${index}`, values: fieldTexts(values) })) })
  if (outcome.refusedCount > 0) throw new Error(JSON.stringify(outcome.refused))
  return outcome
}
const one = async (type: Type, values: Values): Promise<number> => (await make(type, values)).created[0]?.id ?? -1
const edit = (type: Type, id: number, values: Values, more: object = {}) => desk.ask('records.write', { workspace: desk.workspace, type, edits: fieldTexts(values).map((value) => ({ id, ...value })), ...more })
const texts = async (type: Type, id: number, ...fields: string[]) => {
  const page = await desk.ask('records.page', { workspace: desk.workspace, type, fields, filter: { values: [], ranges: [], ids: [id] } })
  return fields.map((field) => page.columns.find(({ key }) => key === field)?.values[0] ?? null)
}
const reasons = (outcome: Awaited<ReturnType<typeof edit>>) => outcome.refused.map(({ field, reason }) => [field, reason.key])

test('an agreement with two projects and their money, made, changed and undone, leaves the workspace as it was', async () => {
  const { ask, workspace } = desk
  const before = await desk.state()
  const made: number[] = []
  const keep = async (outcome: Promise<{ readonly changeset: number | null; readonly created: readonly { readonly id: number }[] }>) => {
    const done = await outcome
    made.push(done.changeset ?? -1)
    return done.created.map(({ id }) => id)
  }
  const [kenya = 0, uganda = 0] = await keep(make('project', { symbol: 'gcp /ken/101/swe', title: 'Seeds in Kenya' }, { symbol: 'GCP/UGA/102/SWE', title: 'Seeds in Uganda' }))
  expect(await texts('project', kenya, 'normalized-symbol', 'area', 'modality', 'scope')).toEqual(['GCP/KEN/101/SWE', 'Kenya', 'GCP', 'country'])
  const [agreement = 0] = await keep(make('agreement', { title: 'Seeds', kind: 'single', partner: 'SWE', state: 'signed', original: '1,234,567.5', currency: 'usd', 'signed-on': '2011-03-14', 'support-cost-rate': '13 %' }))
  expect(await texts('agreement', agreement, 'partner', 'original', 'usd', 'support-cost-rate')).toEqual(['Sweden', '1234567.5', 123_456_750, 130_000])
  await keep(make('instalment', { agreement: `#${agreement}`, 'due-on': '2011-06-01', original: '500000', currency: 'USD' }))
  const [contribution = 0] = await keep(make('contribution', { project: 'GCP/KEN/101/SWE', signatory: 'Sweden' }))
  const [amount = 0] = await keep(make('amount', { contribution: `#${contribution}`, measure: 'approval', original: '(27.4)', currency: 'USD', period: '2011' }))
  expect(await texts('amount', amount, 'usd', 'period', 'amount-state')).toEqual([-2740, '2011', 'value'])
  made.push((await edit('contribution', contribution, { signatory: 'Norway' })).changeset ?? -1)
  made.push((await edit('project', uganda, { symbol: 'GCP/UGA/103/SWE' })).changeset ?? -1)
  expect(await ask('workspaces.verify', { workspace })).toMatchObject({ isWhole: true })
  for (const changeset of made.reverse()) await ask('activity.undo', { workspace, changeset })
  expect((await desk.state()).contentHash).toBe(before.contentHash)
})

describe('what is typed', () => {
  test('is refused with its reason where it cannot be read, and nothing of the request is written', async () => {
    const project = await one('project', { title: 'For refusals' })
    await desk.untouched(async () => {
      const outcome = await edit('project', project, { title: 'New', 'start-date': '03/04/2011', area: 'Atlantis', stage: 'sleeping', 'end-date': 'next spring', approved: '5', scope: 'global' })
      expect(outcome.changeset).toBeNull()
      expect(reasons(outcome)).toEqual([
        ['start-date', 'refused.ambiguous-date'], ['area', 'refused.unknown-reference'], ['stage', 'refused.unknown-choice'], ['end-date', 'refused.unreadable-date'], ['approved', 'refused.read-only'], ['scope', 'refused.read-only'],
      ])
      expect(outcome.refused[0]?.reason.params).toMatchObject({ first: '2011-04-03', second: '2011-03-04' })
    })
    const partial = await edit('project', project, { title: 'New', area: 'Atlantis' }, { isPartial: true })
    expect([partial.changeset !== null, partial.refusedCount, ...(await texts('project', project, 'title', 'area'))]).toEqual([true, 1, 'New', null])
  })

  test('rule 1: an unreadable number is never zero; the printed signs are states; a rounded figure is rounded once, half to even', async () => {
    const contribution = await one('contribution', { project: `#${await one('project', { title: 'Rule one' })}`, signatory: 'Japan' })
    const of = (original: string, more: Values = {}) => one('amount', { contribution: `#${contribution}`, measure: 'receipt', original, currency: 'USD', period: '2012-03', ...more })
    const refused = await desk.ask('records.write', { workspace: desk.workspace, type: 'amount', creates: [{ rowKey: 'x', values: fieldTexts({ contribution: `#${contribution}`, measure: 'receipt', original: 'about 5', currency: 'USD' }) }] })
    expect(reasons(refused)).toEqual([['original', 'refused.unreadable-number']])
    expect(await texts('amount', await of('…'), 'original', 'usd', 'amount-state')).toEqual([null, null, 'not-reported'])
    expect(await texts('amount', await of('n/a'), 'original', 'usd', 'amount-state')).toEqual([null, null, 'not-applicable'])
    expect(await texts('amount', await of('0'), 'original', 'usd', 'amount-state')).toEqual(['0', 0, 'value'])
    expect(await texts('amount', await of('USD 2.3 m'), 'original', 'usd')).toEqual(['2300000', 230_000_000])
    expect(await texts('amount', await of('0.125'), 'original', 'usd')).toEqual(['0.125', 12])
    expect(await texts('amount', await of('0.375'), 'original', 'usd')).toEqual(['0.375', 38])
  })

  test('rule 1: a currency without a rate in its month has no USD figure, and says so; a rate that comes later changes nothing that was written', async () => {
    const contribution = await one('contribution', { project: `#${await one('project', { title: 'Rates' })}`, signatory: 'Japan' })
    await make('exchange-rate', { currency: 'EUR', month: '2011-03', 'units-per-usd': '0.8', source: 'test' })
    const outcome = await make('amount', { contribution: `#${contribution}`, measure: 'approval', original: '1000', currency: 'EUR', period: '2011-04' }, { contribution: `#${contribution}`, measure: 'approval', original: '1000', currency: 'EUR', period: '2011-03' })
    expect(outcome.warnings).toMatchObject([{ field: 'usd', message: { key: 'warned.no-rate', params: { currency: 'EUR', month: '2011-04' } } }])
    const [without = 0, rated = 0] = outcome.created.map(({ id }) => id)
    expect([...(await texts('amount', without, 'usd')), ...(await texts('amount', rated, 'usd', 'rate', 'rate-source'))]).toEqual([null, 125_000, '0.8', 'test'])
    const rate = await one('exchange-rate', { currency: 'EUR', month: '2011-04', 'units-per-usd': '0.5', source: 'test' })
    expect(await texts('amount', without, 'usd')).toEqual([null])
    await edit('exchange-rate', rate, { 'units-per-usd': '0.4' })
    await edit('amount', rated, { audience: 'public' })
    expect(await texts('amount', rated, 'usd')).toEqual([125_000])
  })

  test('rule 5: 2010-11 is the biennium, and that it was read so is said', async () => {
    const contribution = await one('contribution', { project: `#${await one('project', { title: 'Periods' })}`, signatory: 'Japan' })
    const outcome = await make('amount', { contribution: `#${contribution}`, measure: 'approval', original: '1', currency: 'USD', period: '2010-11' })
    expect(outcome.warnings).toMatchObject([{ field: 'period', message: { key: 'warned.biennium' } }])
    expect(await texts('amount', outcome.created[0]?.id ?? 0, 'period-start', 'period-end', 'period-precision')).toEqual(['2010-01-01', '2011-12-31', 'biennium'])
  })
})

describe('shares', () => {
  test('rule 4: 99.9 percent is kept and said; more than the whole is refused; shares of other dates do not add up', async () => {
    const project = `#${await one('project', { title: 'Shares' })}`
    const outcome = await make('project-share', { project, dimension: 'result', target: 'A1', share: '66.6%' }, { project, dimension: 'result', target: 'OR A04', share: '33.3' })
    expect(outcome.warnings).toMatchObject([{ message: { key: 'warned.unassigned', params: { sum: '99.9', missing: '0.1' } } }])
    const over = await desk.ask('records.write', { workspace: desk.workspace, type: 'project-share', creates: [{ rowKey: 'x', values: fieldTexts({ project, dimension: 'result', target: 'B1', share: '0.2%' }) }] })
    expect(reasons(over)).toEqual([['share', 'refused.share-sum']])
    const other = `#${await one('project', { title: 'Dated shares' })}`
    const dated = await make('project-share', { project: other, dimension: 'result', target: 'A1', share: '100', 'valid-to': '2011-12-31' }, { project: other, dimension: 'result', target: 'A2', share: '100', 'valid-from': '2012-01-01' })
    expect(dated.warnings).toEqual([])
    expect((await make('project-share', { project: other, dimension: 'focus_area', target: 'IFA-1', share: '20' })).warnings).toEqual([])
  })

  test('rule 3: what payers leave open is a visible unattributed part', async () => {
    const contribution = await one('contribution', { project: `#${await one('project', { title: 'Payers' })}`, signatory: 'Japan' })
    const outcome = await make('payer-share', { contribution: `#${contribution}`, partner: 'Japan', share: '70' }, { contribution: `#${contribution}`, partner: 'Norway', share: '20' })
    expect(outcome.warnings).toMatchObject([{ message: { key: 'warned.unattributed', params: { missing: '10' } } }])
    expect(await texts('contribution', contribution, 'unattributed')).toEqual([100_000])
  })
})

describe('two who edit one record', () => {
  test('the second is told what it says now; the rest of the request is untouched, or written where that was asked', async () => {
    const project = await one('project', { title: 'First', sector: 'Crops' })
    await edit('project', project, { title: 'Second' })
    const late = await desk.ask('records.write', { workspace: desk.workspace, type: 'project', edits: [{ id: project, field: 'title', text: 'Third', was: 'First' }, { id: project, field: 'sector', text: 'Fish', was: 'Crops' }] })
    expect([late.changeset, late.refused]).toMatchObject([null, [{ field: 'title', now: 'Second', reason: { key: 'refused.changed-meanwhile' } }]])
    const partial = await desk.ask('records.write', { workspace: desk.workspace, type: 'project', isPartial: true, edits: [{ id: project, field: 'title', text: 'Third', was: 'First' }, { id: project, field: 'sector', text: 'Fish', was: 'Crops' }] })
    expect(partial).toMatchObject({ refusedCount: 1, cells: 1 })
    expect(await texts('project', project, 'title', 'sector')).toEqual(['Second', 'Fish'])
  })
})

describe('trees', () => {
  test('rule 3: no partner is below itself, and a body does not hold a partner', async () => {
    const { created } = await make('partner', { name: 'Upper', tier: 'partner', type: 'ngo' }, { name: 'Lower', tier: 'body', type: 'ngo', parent: 'European Union' })
    const [upper = 0, lower = 0] = created.map(({ id }) => id)
    expect(reasons(await edit('partner', upper, { parent: `#${lower}` }))).toEqual([['parent', 'refused.tier']])
    expect(reasons(await edit('partner', upper, { parent: `#${upper}` }))).toEqual([['parent', 'refused.circle']])
    expect((await edit('partner', lower, { parent: 'Upper' })).refusedCount).toBe(0)
    const projects = (await make('project', { title: 'Parent' }, { title: 'Child' })).created.map(({ id }) => id)
    const circle = await desk.ask('records.write', { workspace: desk.workspace, type: 'project', edits: [{ id: projects[0] ?? 0, field: 'parent', text: `#${projects[1]}` }, { id: projects[1] ?? 0, field: 'parent', text: `#${projects[0]}` }] })
    expect(reasons(circle)).toEqual([['parent', 'refused.circle'], ['parent', 'refused.circle']])
  })
})

test('a symbol that disagrees with recipient and modality is said, not changed', async () => {
  const outcome = await make('project', { symbol: 'GCP/KEN/555/SWE', area: 'Uganda', modality: 'UTF' })
  expect(outcome.warnings.map(({ message }) => message.key)).toEqual(['finding.register.symbol-area', 'finding.register.symbol-modality'])
  const regional = await make('project', { symbol: 'GCP/RAF/556/SWE', area: 'Kenya' })
  expect(regional.warnings.map(({ message }) => message.key)).toEqual(['finding.register.symbol-scope'])
  const twin = await desk.ask('records.write', { workspace: desk.workspace, type: 'project', creates: [{ rowKey: 'x', values: fieldTexts({ symbol: 'GCP /KEN/ 555/SWE' }) }] })
  expect(reasons(twin)).toEqual([['symbol', 'refused.symbol-taken']])
})

describe('removing', () => {
  test('takes along what is merely part of a record, and leaves what others rest on', async () => {
    const { ask, workspace } = desk
    const before = await desk.state()
    const agreement = await one('agreement', { title: 'To go', kind: 'single', partner: 'Norway' })
    await make('instalment', { agreement: `#${agreement}`, 'due-on': '2011-06-01', original: '5', currency: 'USD' })
    await make('note', { entity: 'agreement', about: `#${agreement}`, text: 'Why' })
    const gone = await ask('records.write', { workspace, type: 'agreement', removes: [agreement] })
    expect(gone).toMatchObject({ removed: 1, warnings: [{ message: { key: 'warned.parts-removed', params: { count: 2 } } }] })
    expect((await desk.state()).contentHash).toBe(before.contentHash)
    const project = await one('project', { title: 'Carries money' })
    await make('contribution', { project: `#${project}`, signatory: 'Norway' })
    const kept = await ask('records.write', { workspace, type: 'project', removes: [project] })
    expect([kept.changeset, kept.refused[0]?.reason]).toMatchObject([null, { key: 'refused.in-use', params: { what: 'contribution' } }])
  })
})

test('assign and replace go through filters, are looked at first, and refuse what would be no value', async () => {
  const { ask, workspace } = desk
  await make('project', { title: 'Bulk one', sector: 'Bulk' }, { title: 'Bulk two', sector: 'Bulk' })
  const filter = { values: [{ field: 'sector', values: ['Bulk'] }], ranges: [] }
  const dry = await ask('records.assign', { workspace, type: 'project', filter, field: 'stage', text: 'Hard pipeline', isDry: true })
  expect(dry).toMatchObject({ changeset: null, cells: 2, records: 2, changes: [{ name: 'Bulk one', field: 'stage', before: null, after: 'hard-pipeline' }, { name: 'Bulk two' }] })
  expect((await ask('records.assign', { workspace, type: 'project', filter, field: 'stage', text: 'Hard pipeline' })).changeset).toBeGreaterThan(0)
  expect(await ask('records.replace', { workspace, type: 'project', filter, fields: ['title', 'stage'], find: 'bulk', replace: 'Small' })).toMatchObject({ cells: 2, refusedCount: 0 })
  expect(await ask('records.replace', { workspace, type: 'project', filter, fields: ['stage'], find: 'hard', replace: 'soft of' })).toMatchObject({ changeset: null, refusedCount: 2 })
})

test('views are kept by name, changed and removed; they are no part of the record', async () => {
  const { ask, workspace } = desk
  const before = await desk.state()
  const view = { columns: [{ field: 'symbol', width: 120, isPinned: true }], sort: [{ key: 'title', direction: 'desc' as const }], filter: { values: [], ranges: [] } }
  expect(await ask('records.saveView', { workspace, type: 'project', name: 'Mine', view })).toMatchObject([{ name: 'Mine', view }])
  expect(await ask('records.views', { workspace, type: 'partner' })).toEqual([])
  expect(await ask('records.removeView', { workspace, type: 'project', name: 'Mine' })).toEqual([])
  await desk.refusal('records.removeView', { workspace, type: 'project', name: 'Mine' })
  expect(await desk.state()).toEqual(before)
})
