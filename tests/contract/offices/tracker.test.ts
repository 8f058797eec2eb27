/** Who owes what: entries, what became of them, nil returns, quality and the text of a reminder. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildWorkbook } from '../../fixtures/workbook-builder.ts'
import { goodRows, openDesk, type Desk } from '../bad-input/desk.ts'

let desk: Desk
beforeAll(async () => { desk = await openDesk((ports) => ({ now: () => '2012-02-10T09:00:00.000Z', version: ports.version })) })
afterAll(() => desk.dispose())

const period = { start: '2011-01-01', end: '2011-12-31' }
const entries = async (states?: ('awaited' | 'late' | 'staged' | 'returned' | 'committed' | 'nil')[]) => desk.ask('offices.tracker', { workspace: desk.workspace, ...(states ? { states } : {}) })
const entryOf = async (office: string) => (await entries()).find((entry) => entry.office === office) ?? expect.fail(`no entry of ${office}`)

test('a duty is awaited until its day and late after it; owed again, it keeps its entry with the new day', async () => {
  const { workspace } = desk
  await desk.ask('offices.addDuties', { workspace, offices: ['RAP', 'RAF'], kind: 'project-contributions', period, dueOn: '2012-01-31' })
  expect((await entries()).map(({ office, state, daysLate, periodText, receivedAt }) => ({ office, state, daysLate, periodText, receivedAt }))).toEqual(
    expect.arrayContaining(['RAP', 'RAF'].map((office) => ({ office, state: 'late', daysLate: 10, periodText: '2011', receivedAt: null }))),
  )
  expect((await desk.ask('overview.summary', { workspace })).attention).toEqual([{ key: 'attention.duties-late', count: 2, section: 'offices' }])
  const [before] = await entries()
  await desk.ask('offices.addDuties', { workspace, offices: ['RAP', 'RAF'], kind: 'project-contributions', period, dueOn: '2012-02-20' })
  expect(await entries()).toHaveLength(2)
  expect(await entryOf(before?.office ?? '')).toMatchObject({ id: before?.id, state: 'awaited', daysLate: -10 })
  expect(await entries(['late'])).toEqual([])
})

test('a staged file, then its commit, answer the duty; its quality is one number', async () => {
  const { workspace } = desk
  const rows = goodRows(4)
  // Two starts in 2011; one amount cannot be read.
  rows.push(['GCP/PHI/190/JPN', 'A row without a figure that can be read', 'Japan', 'Philippines', 'about a million', { v: '2011-03-01', t: 'd' }])
  const file = await desk.token('rap.xlsx', buildWorkbook({ sheets: [{ name: 'Grants', rows }] }))
  const proposal = await desk.ask('submissions.propose', { workspace, file, sheetIndex: 0, office: 'RAP' })
  const { batch } = await desk.ask('submissions.stage', { workspace, file, mapping: { ...proposal.mapping, constants: { office: 'RAP' } }, decisions: [] })
  expect(await entryOf('RAP')).toMatchObject({ state: 'staged', file: 'rap.xlsx', batch })
  await desk.ask('submissions.commit', { workspace, batch })
  const entry = await entryOf('RAP')
  expect(entry).toMatchObject({ state: 'committed', file: 'rap.xlsx', trend: [], daysLate: -10 })
  expect(entry.quality).toBeGreaterThan(40)
  expect(entry.quality).toBeLessThan(90)
  expect(await entryOf('RAF')).toMatchObject({ state: 'awaited', quality: null })
})

test('nothing to report is an answer of its own, and can be taken back', async () => {
  const { workspace } = desk
  const { id } = await entryOf('RAF')
  await desk.ask('offices.markNil', { workspace, duty: id, saidBy: 'A. Diallo, by telephone' })
  expect(await entryOf('RAF')).toMatchObject({ state: 'nil' })
  await desk.ask('offices.markNil', { workspace, duty: id, saidBy: null })
  expect(await entryOf('RAF')).toMatchObject({ state: 'awaited' })
})

test('a file that went back to its office is returned until it comes again, and its reminder says so', async () => {
  const { workspace } = desk
  await desk.ask('offices.addDuties', { workspace, offices: ['REU'], kind: 'project-contributions', period, dueOn: '2012-01-31' })
  const stage = async (name: string, figure: string | number) => {
    const file = await desk.token(name, buildWorkbook({ sheets: [{ name: 'Grants', rows: [...goodRows(2), ['GCP/PHI/195/JPN', 'A third row', 'Japan', 'Philippines', figure, { v: '2011-03-01', t: 'd' }]] }] }))
    const proposal = await desk.ask('submissions.propose', { workspace, file, sheetIndex: 0, office: 'REU' })
    return desk.ask('submissions.stage', { workspace, file, mapping: { ...proposal.mapping, constants: { ...proposal.mapping.constants, office: 'REU' } }, decisions: [] })
  }
  const first = await stage('reu.xlsx', 'two millions or so')
  expect(await entryOf('REU')).toMatchObject({ state: 'staged' })
  await desk.ask('offices.returnWorkbook', { workspace, batch: first.batch, language: 'en' })
  const returned = await entryOf('REU')
  expect(returned).toMatchObject({ state: 'returned', file: 'reu.xlsx' })
  expect((await desk.ask('offices.reminder', { workspace, duty: returned.id, language: 'en' })).text).toMatch(/On 10 February 2012 we returned your file reu\.xlsx[\s\S]*two millions or so/)
  const second = await stage('reu corrected.xlsx', 2_000_000)
  expect(await entryOf('REU')).toMatchObject({ state: 'staged', file: 'reu corrected.xlsx', batch: second.batch })
  await desk.ask('submissions.discard', { workspace, batch: second.batch })
  await desk.ask('submissions.discard', { workspace, batch: first.batch })
})

test('a reminder says in both languages what is owed, for when, since when late and what was wrong last time', async () => {
  const { workspace } = desk
  await desk.ask('offices.addDuties', { workspace, offices: ['RAP'], kind: 'project-contributions', period: { start: '2008-01-01', end: '2008-12-31' }, dueOn: '2012-01-31' })
  const late = (await entries(['late']))[0] ?? expect.fail('nothing late')
  const en = await desk.ask('offices.reminder', { workspace, duty: late.id, language: 'en' })
  const fr = await desk.ask('offices.reminder', { workspace, duty: late.id, language: 'fr' })
  expect(en.subject).toContain('2008')
  expect(en.text).toContain('31 January 2012')
  expect(en.text).toContain('10 days ago')
  expect(en.text).toContain('about a million')
  expect(fr.text).toContain('31 janvier 2012')
  expect(fr.text).toContain('il y a 10 jours')
  expect(fr.text).toContain('rap.xlsx')
  for (const { subject, text } of [en, fr]) expect(subject + text).not.toMatch(/\{\w|undefined|null/)
})

test('bad input: an unknown office, a period the wrong way round, an entry that is gone', async () => {
  const { workspace } = desk
  const duty = { workspace, kind: 'project-contributions' as const, period, dueOn: '2012-01-31' }
  await desk.untouched(async () => {
    expect((await desk.refusal('offices.addDuties', { ...duty, offices: ['RAP', 'NOWHERE'] })).reason).toBe('error.unknown-office')
    expect((await desk.refusal('offices.addDuties', { ...duty, offices: ['RAP'], period: { start: period.end, end: period.start } })).reason).toBe('error.period-reversed')
    expect((await desk.refusal('offices.markNil', { workspace, duty: 999, saidBy: 'X' })).reason).toBe('error.duty-gone')
    expect((await desk.refusal('offices.removeDuties', { workspace, duties: [1, 999] })).reason).toBe('error.duty-gone')
    expect((await desk.refusal('offices.reminder', { workspace, duty: 999, language: 'fr' })).reason).toBe('error.duty-gone')
  })
  const [entry] = await entries()
  await desk.ask('offices.removeDuties', { workspace, duties: [entry?.id ?? 0] })
  expect((await entries()).some(({ id }) => id === entry?.id)).toBe(false)
})
