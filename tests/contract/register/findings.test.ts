/** The list of everything that needs a person, rule by rule: what raises a finding, what does not, where it is put right, and how it is put off. Today is 10 February 2012. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Finding } from '../../../src/shared/contract/findings.ts'
import type { RecordType } from '../../../src/shared/domain/register/record-types.ts'
import { formatMessage } from '../../../src/shared/messages/format.ts'
import { en, type MessageKey } from '../../../src/shared/messages/en/index.ts'
import { fr } from '../../../src/shared/messages/fr/index.ts'
import { allAreas } from '../../../src/main/core/findings/finding-areas.ts'
import { createFindingList } from '../../../src/main/core/findings/finding-list.ts'
import { createReconciliationReading } from '../../../src/main/core/reconciliation/reconciliation-methods.ts'
import { closeStore, openForReading } from '../../../src/main/core/store/database.ts'
import { createWorkspaceReading } from '../../../src/main/core/store/reading/workspace-reading.ts'
import { buildWorkbook } from '../../fixtures/workbook-builder.ts'
import { goodRows, openDesk, type Desk } from '../bad-input/desk.ts'

let desk: Desk
let today = '2012-02-10'
beforeAll(async () => {
  desk = await openDesk(() => ({ now: () => `${today}T09:00:00.000Z` }))
})
afterAll(() => desk.dispose())

type Values = Readonly<Record<string, string>>
async function make(type: RecordType, ...rows: readonly Values[]): Promise<number[]> {
  const { created, refused } = await desk.ask('records.write', { workspace: desk.workspace, type, creates: rows.map((row, index) => ({ rowKey: String(index), values: Object.entries(row).map(([field, text]) => ({ field, text })) })) })
  if (refused.length > 0) throw new Error(JSON.stringify(refused))
  return created.map(({ id }) => id)
}
const one = async (type: RecordType, values: Values): Promise<number> => (await make(type, values))[0] ?? -1
const edit = (type: RecordType, id: number, values: Readonly<Record<string, string | null>>) => desk.ask('records.write', { workspace: desk.workspace, type, edits: Object.entries(values).map(([field, text]) => ({ id, field, text })) })
type Filter = NonNullable<Parameters<typeof list>[0]>
const list = (filter: Partial<{ areas: Finding['area'][]; codes: string[]; severities: Finding['severity'][]; snoozed: 'only' | 'without' | 'all'; about: { type: RecordType; id: number } }> = {}, more: object = {}) =>
  desk.ask('findings.list', { workspace: desk.workspace, limit: 2000, filter: { areas: [], codes: [], severities: [], snoozed: 'without', ...filter }, ...more })
/** Subjects of the findings of rules, the rule before each. */
const subjects = async (rules: readonly string[], filter: Filter = {}) => (await list({ ...filter, codes: rules.map((rule) => `finding.register.${rule}`) })).findings.map(({ code, subject }) => `${code.slice('finding.register.'.length)} ${subject}`).sort()
const only = async (rule: string, subject: string) => (await list({ codes: [`finding.register.${rule}`] })).findings.find((finding) => finding.subject === subject) ?? expect.fail(`no ${rule} of ${subject}`)
/** A contribution with amounts, each “measure period figure currency”. */
async function contribution(project: number, signatory: string, ...amounts: readonly string[]): Promise<number> {
  const id = await one('contribution', { project: `#${project}`, signatory })
  await make('amount', ...amounts.map((text) => {
    const [measure = '', period = '', original = '', currency = 'USD'] = text.split(' ')
    return { contribution: `#${id}`, measure, original, currency, ...(period === '-' ? {} : { period }) }
  }))
  return id
}

test('nothing waits in a new workspace, and every rule has its title and sentence in both languages', async () => {
  expect(await list()).toEqual({ total: 0, findings: [], codes: [], areas: [], snoozed: 0 })
  const names = allAreas.flatMap(({ rules }) => rules.map(({ name }) => name))
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) for (const key of [`finding.register.${name}`, `findings.rule.${name}`]) for (const texts of [en, fr]) expect(Object.hasOwn(texts, key), key).toBe(true)
})

test('rule 1: delivery above what was approved, or received, is told of the life total only; a pledge is never asked for', async () => {
  const within = await one('project', { title: 'More in one year than in another' })
  await contribution(within, 'Japan', 'approval 2010 100', 'approval 2011 50', 'delivery 2011 140')
  const above = await one('project', { title: 'More than ever approved' })
  await contribution(above, 'Japan', 'approval 2010 100', 'revision 2011 (30)', 'receipt 2010 90', 'delivery 2011 95')
  const unpledged = await one('project', { title: 'Received without a pledge' })
  await contribution(unpledged, 'Japan', 'approval 2010 100', 'receipt 2010 100')
  const below = await one('project', { title: 'Reduced below zero' })
  await contribution(below, 'Japan', 'approval 2010 100', 'approval 2011 (130)')
  expect(await subjects(['delivered-above-approved', 'delivered-above-received', 'approvals-negative'])).toEqual(['approvals-negative Reduced below zero', 'delivered-above-approved More than ever approved', 'delivered-above-received More than ever approved'])
  expect((await only('delivered-above-approved', 'More than ever approved')).message.params).toEqual({ project: 'More than ever approved', delivered: 95, limit: 70, over: 25 })
  expect((await only('delivered-above-received', 'More than ever approved')).message.params).toMatchObject({ delivered: 95, limit: 90, over: 5 })
  expect((await only('approvals-negative', 'Reduced below zero')).message.params).toMatchObject({ approved: -30 })
})

test('rule 1: a currency without a rate on its date is told once a project and currency, at its first figure', async () => {
  const project = await one('project', { title: 'Paid in crowns' })
  await contribution(project, 'Sweden', 'approval 2011-04 1000 SEK', 'approval 2011-05 2000 SEK', 'receipt 2011-06 5 USD')
  const found = await only('amount-without-usd', 'Paid in crowns')
  expect(found).toMatchObject({ severity: 'annex', area: 'figures', on: '2011-04-01', place: { kind: 'record', type: 'amount', field: 'usd' }, message: { params: { currency: 'SEK', count: 2 } } })
})

test('rule 2: a pool that gave more than it has, and an allocation that its project records otherwise', async () => {
  const [account = -1, seeds = -1, tools = -1] = await make('project', { title: 'Account of the pool' }, { symbol: 'GCP/KEN/701/MUL', title: 'Seeds' }, { symbol: 'GCP/KEN/702/MUL', title: 'Tools' })
  await contribution(account, 'Sweden', 'receipt 2011 1000')
  const pool = await one('pool', { title: 'Flexible pool', modality: 'FMM', project: `#${account}` })
  await make('pool-movement', { pool: `#${pool}`, kind: 'allocation', 'moved-on': '2011-05-01', project: `#${seeds}`, original: '700', currency: 'USD' }, { pool: `#${pool}`, kind: 'advance', 'moved-on': '2011-06-01', project: `#${tools}`, original: '400', currency: 'USD' })
  const recorded = await contribution(seeds, 'Sweden', 'approval 2011 650')
  await edit('contribution', recorded, { pool: `#${pool}` })
  expect(await subjects(['pool-overdrawn', 'allocation-differs'])).toEqual(['allocation-differs GCP/KEN/701/MUL', 'allocation-differs GCP/KEN/702/MUL', 'pool-overdrawn Flexible pool'])
  expect((await only('pool-overdrawn', 'Flexible pool')).message.params).toMatchObject({ balance: -100 })
  expect((await only('allocation-differs', 'GCP/KEN/701/MUL')).message.params).toMatchObject({ allocated: 700, recorded: 650, has: 'yes' })
  expect((await only('allocation-differs', 'GCP/KEN/702/MUL')).message.params).toMatchObject({ allocated: 400, has: 'no' })
  await make('pool-movement', { pool: `#${pool}`, kind: 'repayment', 'moved-on': '2011-09-01', project: `#${tools}`, original: '400', currency: 'USD' })
  expect(await subjects(['pool-overdrawn', 'allocation-differs'])).toEqual(['allocation-differs GCP/KEN/701/MUL'])
})

test('rule 2: what is given in kind or as South-South cooperation needs a valuation', async () => {
  const project = await one('project', { title: 'Experts for rice', modality: 'SSC' })
  const given = await contribution(project, 'Brazil', 'in-kind 2011 40000')
  expect(await only('unvalued', 'Experts for rice')).toMatchObject({ place: { kind: 'record', type: 'contribution', id: given } })
  await make('valuation', { contribution: `#${given}`, description: 'Two experts', basis: 'provider-statement' })
  expect(await subjects(['unvalued'])).toEqual([])
})

test('rule 3: payer shares that leave something unattributed are said; a partner that waits, has no type, or whose code and name stand twice', async () => {
  const project = await one('project', { title: 'Two payers' })
  const given = await contribution(project, 'Japan', 'approval 2011 10')
  await make('payer-share', { contribution: `#${given}`, partner: 'Japan', share: '60%' }, { contribution: `#${given}`, partner: 'Sweden', share: '39.9%' })
  expect(await only('payers-under', 'Two payers')).toMatchObject({ severity: 'info', message: { params: { sum: 99.9, missing: 0.1 } } })
  const [first = -1, second = -1] = await make('partner', { name: 'Lagoon Trust', tier: 'partner', type: 'foundation', 'oracle-code': 'LT-1' }, { name: 'LAGOON  trust', tier: 'partner', type: 'unknown', 'oracle-code': 'LT-2' })
  expect(await subjects(['partner-duplicate', 'partner-typeless', 'partner-code-twice', 'partner-new'])).toEqual(['partner-duplicate LAGOON  trust', 'partner-typeless LAGOON  trust'])
  const { findings } = await list({ about: { type: 'partner', id: first } })
  expect(findings.map(({ code, place }) => [code, place])).toEqual([['finding.register.partner-duplicate', { kind: 'record', type: 'partner', id: second, field: null }]])
  await edit('partner', second, { name: 'Bay Trust', type: 'foundation' })
  expect(await subjects(['partner-duplicate', 'partner-typeless'])).toEqual([])
})

test('a negotiation without a word for 180 days, and a statement that no document supports', async () => {
  const [silent = -1, spoken = -1] = await make('partner', { name: 'Silent Fund', tier: 'partner', type: 'foundation', prospect: 'negotiating' }, { name: 'Spoken Fund', tier: 'partner', type: 'foundation', prospect: 'negotiating' })
  const [old = -1] = await make('meeting', { partner: `#${silent}`, 'held-on': '2011-08-13', kind: 'call', subject: 'First call' }, { partner: `#${spoken}`, 'held-on': '2011-08-14', kind: 'meeting', subject: 'Visit' })
  expect(await subjects(['prospect-silent'])).toEqual(['prospect-silent Silent Fund'])
  expect(await only('prospect-silent', 'Silent Fund')).toMatchObject({ on: '2011-08-13', message: { params: { since: '2011-08-13', days: 180 } } })
  await edit('meeting', old, { 'held-on': '2012-02-09' })
  expect(await subjects(['prospect-silent'])).toEqual([])
  await make('profile-statement', { partner: `#${silent}`, topic: 'channels', text: 'Pays through banks.' }, { partner: `#${silent}`, topic: 'links', text: 'See its site.', document: 'Annual report 2010' })
  expect((await only('statement-undocumented', 'Silent Fund')).message.params).toMatchObject({ text: 'Pays through banks.' })
})

test('rule 4: shares of 99.9 percent, shares that overlap, a symbol that disagrees with recipient or modality', async () => {
  const [short = -1, twice = -1] = await make('project', { title: 'Ninety-nine point nine' }, { title: 'Overlap' })
  const results = (await desk.ask('records.choices', { workspace: desk.workspace, type: 'project-share', field: 'target' })).choices
  const target = results[0]?.text ?? 'A1'
  const share = (project: number, percent: string, more: Values = {}): Values => ({ project: `#${project}`, dimension: 'result', target, share: percent, ...more })
  await make('project-share', share(short, '99.9%'))
  await make('project-share', share(twice, '50%', { 'valid-from': '2010-01-01', 'valid-to': '2011-12-31' }), share(twice, '50%', { 'valid-from': '2011-01-01' }))
  expect((await only('shares-under', 'Ninety-nine point nine')).message.params).toMatchObject({ sum: 99.9, missing: 0.1, from: 'ever' })
  expect(await only('shares-overlap', 'Overlap')).toMatchObject({ on: '2011-01-01' })
  await make('project', { symbol: 'GCP/RAS/801/JPN', area: 'Kenya', title: 'Regional to one country' }, { symbol: 'GCP/KEN/802/JPN', area: 'Uganda', title: 'Another country' }, { symbol: 'TCP/KEN/3803', modality: 'GCP', title: 'Another modality' })
  expect(await subjects(['symbol-scope', 'symbol-area', 'symbol-modality'])).toEqual(['symbol-area GCP/KEN/802/JPN', 'symbol-modality TCP/KEN/3803', 'symbol-scope GCP/RAS/801/JPN'])
})

test('rule 7: stages that dates and money contradict', async () => {
  const [past = -1, closed = -1] = await make('project', { title: 'Past its end', stage: 'active', 'end-date': '2012-02-09' }, { title: 'Closed with money left', stage: 'financially-closed' }, { title: 'Ends today', stage: 'active', 'end-date': '2012-02-10' })
  await contribution(closed, 'Japan', 'approval 2010 100', 'delivery 2011 80')
  expect(await subjects(['active-past-end', 'closed-undelivered'])).toEqual(['active-past-end Past its end', 'closed-undelivered Closed with money left'])
  expect((await only('closed-undelivered', 'Closed with money left')).message.params).toMatchObject({ left: 20 })
  expect(await only('active-past-end', 'Past its end')).toMatchObject({ on: '2012-02-09', place: { kind: 'record', type: 'project', id: past, field: 'stage' } })
})

test('rule 7: an agreement lacks clearances, money, reports and projects, ends soon, and is below the standard or above the ceiling', async () => {
  const agreement = await one('agreement', { title: 'Water for gardens', kind: 'single', partner: 'Sweden', modality: 'GCP', state: 'signed', 'signed-on': '2011-01-10', 'end-date': '2012-05-10', original: '100', currency: 'USD', 'support-cost-rate': '7%' })
  const of = { agreement: `#${agreement}` }
  await make('instalment', { ...of, 'due-on': '2012-02-09', original: '60', currency: 'USD' }, { ...of, 'due-on': '2012-02-10', original: '40', currency: 'USD' })
  await make('report-due', { ...of, kind: 'financial', 'due-on': '2012-01-31' }, { ...of, kind: 'progress', 'due-on': '2012-01-31', 'sent-on': '2012-02-05' })
  await make('agreement-term', { ...of, kind: 'visibility', text: 'A sign at each garden', 'due-on': '2012-01-01' })
  await make('clearance', { ...of, kind: 'legal', 'cleared-on': '2011-01-05' }, { ...of, kind: 'finance', 'cleared-on': '2011-01-05' })
  const mine = { about: { type: 'agreement', id: agreement } } as const
  const rules = ['clearance-missing', 'instalment-late', 'agreement-ending', 'rate-below-standard', 'rate-above-ceiling', 'report-overdue', 'term-overdue', 'agreement-without-project', 'agreement-exceeded']
  const told = async () => (await subjects(rules, mine)).map((text) => text.split(' ')[0])
  expect(await told()).toEqual(['agreement-ending', 'agreement-without-project', 'clearance-missing', 'instalment-late', 'rate-below-standard', 'report-overdue', 'term-overdue'])
  expect((await only('instalment-late', 'Water for gardens')).message.params).toMatchObject({ missing: 60, currency: 'USD', date: '2012-02-09' })
  expect((await only('clearance-missing', 'Water for gardens')).message.params).toMatchObject({ count: 1, clearances: 'Technical' })
  const project = await one('project', { symbol: 'GCP/KEN/901/SWE', title: 'Gardens' })
  await make('agreement-project', { ...of, project: `#${project}` })
  await contribution(project, 'Sweden', 'approval 2011 130')
  await edit('agreement', agreement, { 'support-cost-rate': '13.5%', 'end-date': '2012-05-11' })
  expect(await told()).toEqual(['agreement-exceeded', 'clearance-missing', 'instalment-late', 'rate-above-ceiling', 'report-overdue', 'term-overdue'])
  expect((await only('agreement-exceeded', 'Water for gardens')).message.params).toMatchObject({ approved: 130, agreed: 100, over: 30 })
})

test('more available than required; tasks, follow-ups and promises of either side that are late', async () => {
  const framework = await one('country-framework', { area: 'Kenya', title: 'Kenya 2010-13' })
  await make('requirement', { framework: `#${framework}`, title: 'Seeds', 'period-start': '2010-01-01', 'period-end': '2011-12-31', required: '100', available: '100.01' }, { framework: `#${framework}`, title: 'Tools', 'period-start': '2010-01-01', 'period-end': '2011-12-31', required: '100', available: '100' })
  expect(await subjects(['requirement-exceeded'])).toEqual(['requirement-exceeded Seeds'])
  const due = { partner: 'Norway', 'due-on': '2012-02-09' }
  await make('follow-up', { ...due, kind: 'follow-up', side: 'organization', text: 'Call back' }, { ...due, kind: 'commitment', side: 'organization', text: 'Send the paper' }, { ...due, kind: 'commitment', side: 'partner', text: 'Sign' }, { ...due, kind: 'commitment', side: 'partner', text: 'Done', 'done-on': '2012-02-01' })
  await make('task', { text: 'Tidy up', 'due-on': '2012-02-09' }, { text: 'Not yet', 'due-on': '2012-02-10' })
  expect((await list({ areas: ['tasks'] })).findings.map(({ code, message }) => [code, message.params['text']]).sort(([a], [b]) => String(a).localeCompare(String(b)))).toEqual([
    ['finding.register.commitment-overdue', 'Send the paper'], ['finding.register.follow-up-overdue', 'Call back'], ['finding.register.promise-overdue', 'Sign'], ['finding.register.task-overdue', 'Tidy up'],
  ])
})

test('files: one that waits, what it leaves out, an identifier that stands twice in it, partners that nobody has confirmed', async () => {
  const { workspace, ask } = desk
  const [head = [], ...rows] = goodRows(3)
  const again = [...(rows[0] ?? [])]
  const unread = [...(rows[1] ?? [])]
  unread[0] = 'GCP/PHI/150/JPN'
  unread[4] = 'twelve'
  const stranger = [...(rows[2] ?? [])]
  stranger[0] = 'GCP/PHI/160/JPN'
  stranger[2] = 'Order of the Lagoon'
  const staged = await desk.stage(await desk.token('twice.xlsx', buildWorkbook({ sheets: [{ name: 'Grants', rows: [head, ...rows, again, unread, stranger] }] })))
  expect(await list({ areas: ['submissions'] })).toMatchObject({ total: 2, findings: [{ code: 'finding.register.rows-refused-waiting', severity: 'error', message: { params: { count: 1 } } }, { code: 'finding.register.batch-waiting', place: { kind: 'submission', batch: staged.batch } }] })
  await ask('submissions.commit', { workspace, batch: staged.batch })
  expect(await subjects(['rows-refused', 'rows-refused-waiting', 'batch-waiting', 'listed-twice', 'partner-new', 'partner-unconfirmed'])).toEqual(['listed-twice GCP/PHI/100/JPN', 'partner-new Order of the Lagoon', 'partner-unconfirmed GCP/PHI/160/JPN', 'rows-refused twice.xlsx'])
  expect((await only('listed-twice', 'GCP/PHI/100/JPN')).message.params).toMatchObject({ count: 2, file: 'twice.xlsx', same: 'yes' })
})

test('every sentence is whole in both languages', async () => {
  const { findings, total } = await list({ snoozed: 'all' })
  expect(findings).toHaveLength(total)
  for (const { message, key } of findings) for (const locale of ['en', 'fr'] as const) {
    // The list gives only keys that the first test found in the files.
    const text = formatMessage(locale, message.key as MessageKey, message.params)
    expect(text, key).toMatch(/^\S.{10,}\S$/s)
    expect(text, key).not.toMatch(/[{}]|undefined|NaN|\[object/)
  }
})

describe('the list', () => {
  test('is counted by area and rule, narrowed, searched, sorted and cut', async () => {
    const all = await list()
    expect(all.areas.reduce((sum, { count }) => sum + count, 0)).toBe(all.total)
    expect(all.codes.reduce((sum, { count }) => sum + count, 0)).toBe(all.total)
    const tasks = await list({ areas: ['tasks'] })
    expect([tasks.total, tasks.areas.length]).toEqual([4, all.areas.length])
    expect((await list({ severities: ['info'] })).findings.every(({ severity }) => severity === 'info')).toBe(true)
    expect((await list({}, { search: 'TIDY' })).findings.map(({ subject }) => subject)).toEqual(['Tidy up'])
    const bySubject = await list({}, { sort: { key: 'subject', direction: 'desc' }, limit: 5, offset: 2 })
    expect(bySubject.findings.map(({ key }) => key)).toEqual((await list({}, { sort: { key: 'subject', direction: 'desc' } })).findings.slice(2, 7).map(({ key }) => key))
    const [first] = all.findings
    expect(first?.severity).toBe('annex')
  })

  test('that was kept from change to change is the one that is found anew', async () => {
    const { findings } = await list({ snoozed: 'all' })
    const db = openForReading(desk.path)
    const { offices, comparison } = createWorkspaceReading(db)
    const fresh = createFindingList({ db, offices, reconciliation: createReconciliationReading(comparison) })
    expect(findings).toEqual(fresh.page({ filter: { areas: [], codes: [], severities: [], snoozed: 'all' }, offset: 0, limit: 2000, locale: 'en', today }).findings)
    closeStore(db)
  })

  test('a hand-over and the overview count the same findings', async () => {
    const { total } = await list()
    const summary = await desk.ask('handover.summary', { workspace: desk.workspace })
    expect([summary.findings, summary.openFindings.length]).toEqual([total, Math.min(total, 200)])
    const { attention } = await desk.ask('overview.summary', { workspace: desk.workspace })
    expect(attention.reduce((sum, { count }) => sum + count, 0)).toBe(total)
  })

  test('put off, a finding is away until its day, or until it says something else; taken back, it is there again; both are undone', async () => {
    const { ask, workspace } = desk
    const before = (await list()).total
    const finding = await only('instalment-late', 'Water for gardens')
    const { changeset } = await ask('findings.snooze', { workspace, keys: [finding.key], until: '2012-03-01', reason: 'The partner pays in March' })
    expect(await list()).toMatchObject({ total: before - 1, snoozed: 1 })
    expect((await list({ snoozed: 'only' })).findings).toMatchObject([{ key: finding.key, snooze: { until: '2012-03-01', reason: 'The partner pays in March' } }])
    expect((await ask('activity.list', { workspace, limit: 1 })).entries[0]).toMatchObject({ id: changeset, reason: 'The partner pays in March' })
    await ask('activity.undo', { workspace, changeset })
    expect((await list()).total).toBe(before)

    await ask('findings.snooze', { workspace, keys: [finding.key], until: '2012-03-01', reason: 'again' })
    today = '2012-03-01'
    expect((await list({ codes: [finding.code] })).findings).toContainEqual(expect.objectContaining({ key: finding.key, snooze: null }))
    today = '2012-02-10'
    expect((await list()).total).toBe(before - 1)
    if (finding.place.kind === 'record') await edit('instalment', finding.place.id, { original: '70' })
    expect(await only('instalment-late', 'Water for gardens')).toMatchObject({ key: finding.key, snooze: null, message: { params: { missing: 70 } } })
    await ask('findings.snooze', { workspace, keys: [finding.key], until: '2012-04-01', reason: 'once more' })
    await ask('findings.wake', { workspace, keys: [finding.key] })
    expect(await list()).toMatchObject({ total: before, snoozed: 0 })
    expect(await ask('workspaces.verify', { workspace })).toMatchObject({ isWhole: true })
  })

  test('what is gone, awake, or put off to a day that has come, is refused and nothing is written', async () => {
    const { refusal, workspace } = desk
    const { key } = await only('instalment-late', 'Water for gardens')
    await desk.untouched(async () => {
      expect(await refusal('findings.snooze', { workspace, keys: [key], until: '2012-02-10', reason: 'x' })).toMatchObject({ code: 'invalid-input', reason: 'error.finding-snooze-past' })
      expect(await refusal('findings.snooze', { workspace, keys: [key, 'circle|nowhere'], until: '2012-03-01', reason: 'x' })).toMatchObject({ code: 'not-found', reason: 'error.finding-gone' })
      expect(await refusal('findings.wake', { workspace, keys: [key] })).toMatchObject({ code: 'not-found', reason: 'error.finding-awake' })
    })
  })
})
