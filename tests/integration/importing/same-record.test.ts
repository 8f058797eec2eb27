/** The same record in a later file, and another one that only looks like it: real files through the whole core. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { BatchReport } from '../../../src/shared/contract/submissions.ts'
import { MatrixSpec } from '../../../src/shared/contract/matrices.ts'
import { openDesk, type Desk } from '../../contract/bad-input/desk.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const header = 'Grant ID,Title,Resource partner,Country,Approved budget (USD),Approval date'
let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.dispose())

async function stage(name: string, lines: readonly string[], office?: string, columns = header): Promise<BatchReport> {
  const { workspace } = desk
  const file = await desk.token(name, [columns, ...lines, ''].join('\n'))
  await desk.ask('submissions.inspect', { workspace, file })
  const { mapping } = await desk.ask('submissions.propose', { workspace, file, sheetIndex: 0 })
  // A figure that stands twice is two figures here.
  const repeatedAmounts = mapping.repeatedAmounts.map((repeated) => ({ ...repeated, isOneAmount: false }))
  return desk.ask('submissions.stage', { workspace, file, mapping: { ...mapping, repeatedAmounts, constants: { ...mapping.constants, ...(office === undefined ? {} : { office }) } }, decisions: [] })
}
/** Stages and commits; `found` is what the comparison with the register had to say. */
async function take(name: string, lines: readonly string[], office?: string, columns = header) {
  const report = await stage(name, lines, office, columns)
  const { rows } = await desk.ask('submissions.batchRows', { workspace: desk.workspace, batch: report.batch, offset: 0, limit: 100 })
  const found = rows.flatMap(({ row, kind, problems }) => problems.filter(({ code }) => code.startsWith('finding.store.')).map(({ severity, code, params }) => ({ row, kind, severity, code, params })))
  await desk.ask('submissions.commit', { workspace: desk.workspace, batch: report.batch })
  return { ...report, found }
}
/** The register as a whole in dollars, and by partner. */
async function money(): Promise<{ readonly total: number; readonly partners: readonly string[] }> {
  const { rows, total } = await desk.ask('matrices.compute', { workspace: desk.workspace, spec: MatrixSpec.parse({}) })
  return { total: typeof total === 'number' ? total / 100 : Number.NaN, partners: rows.map(({ name, total: sum }) => `${name} ${String(typeof sum === 'number' ? sum / 100 : sum)}`) }
}
const hash = async (): Promise<string> => (await desk.state()).contentHash
const undo = async (before: string): Promise<void> => {
  const { changeset } = await desk.state()
  await desk.ask('activity.undo', { workspace: desk.workspace, changeset })
  expect(await hash()).toBe(before)
}

describe('two senders with the same running numbers', () => {
  const first = ['1,Vaccines for cattle,Germany,Kenya,100,2010-03-01', '2,Deep wells,Germany,Kenya,200,2010-03-01']
  const second = ['1,Refugee camp roads,Germany,Kenya,999,2010-03-01', '3,Seeds,Germany,Kenya,50,2010-03-01']

  test('are not merged: the row is refused with the record and the file it meets, and its money moves to the rejected sums', async () => {
    await take('health.csv', first)
    const report = await take('camps.csv', second)
    expect(report.diff).toEqual({ added: 1, changed: 0, unchanged: 0, rejected: 1 })
    expect(report.accounting).toMatchObject({ accepted: 1, rejected: 1 })
    expect(report.controlSums).toMatchObject([{ sheet: '1049', accepted: '50', rejected: '999' }])
    expect(report.found).toEqual([{ row: 2, kind: 'rejected', severity: 'error', code: 'finding.store.number-taken', params: { identifier: '1', partner: 'Germany', title: 'Refugee camp roads', held: 'Vaccines for cattle', files: 'health.csv' } }])
    expect((await money()).total).toBe(350)
  })

  test('are two where the sending office is named, for the one or for both', async () => {
    await take('health.csv', first)
    const before = await hash()
    expect((await take('camps.csv', second, 'TCE')).diff).toEqual({ added: 2, changed: 0, unchanged: 0, rejected: 0 })
    expect((await money()).total).toBe(1349)
    expect((await stage('camps.csv', second, 'TCE')).diff.unchanged).toBe(2)
    expect((await take('other camps.csv', ['1,Bridges,Germany,Kenya,7,2010-03-01'], 'TCI')).diff.added).toBe(1)
    expect((await money()).total).toBe(1356)
    await desk.ask('activity.undo', { workspace: desk.workspace, changeset: (await desk.state()).changeset })
    await desk.ask('activity.undo', { workspace: desk.workspace, changeset: (await desk.state()).changeset - 2 })
    expect(await hash()).toBe(before)
  })

  test('one sender naming its office later is still one', async () => {
    await take('health.csv', first)
    expect((await take('health 2.csv', [...first, '4,Milk,Germany,Kenya,5,2010-03-01'], 'TCE')).diff).toMatchObject({ added: 1, changed: 2 })
    expect((await money()).total).toBe(305)
  })

  test('the same sender corrects a title, wholly in a new edition of its file, or in part in any', async () => {
    await take('health 2010.csv', first)
    const wholly = await take('Health 2010 v2.csv', ['1,Poultry,Germany,Kenya,100,2010-03-01', first[1] ?? ''])
    expect(wholly.diff).toEqual({ added: 0, changed: 1, unchanged: 1, rejected: 0 })
    expect(wholly.found).toMatchObject([{ row: 2, severity: 'warning', code: 'finding.store.title-replaced', params: { held: 'Vaccines for cattle' } }])
    expect((await take('anything.csv', ['2,Wells in the north,Germany,Kenya,200,2010-03-01'])).diff).toMatchObject({ changed: 1, rejected: 0 })
    expect((await money()).total).toBe(300)
  })
})

describe('one partner under two spellings', () => {
  const columns = 'Grant ID,Title,Resource partner,Country,Approved budget (USD)'
  test('is one payer and one figure, in two files and in one', async () => {
    await take('a.csv', ['A-1,Seeds,United States of America,Kenya,1000'], undefined, columns)
    expect((await take('b.csv', ['A-1,Seeds,USA,Kenya,1000'], undefined, columns)).diff).toEqual({ added: 0, changed: 0, unchanged: 1, rejected: 0 })
    expect((await money()).total).toBe(1000)
    expect((await take('c.csv', ['A-1,Seeds,U.S.A.,Kenya,1000', 'A-2,Tools,USA,Kenya,1', 'A-2,Tools,United States of America,Kenya,2'], undefined, columns)).diff).toMatchObject({ added: 2, unchanged: 1 })
    expect((await money()).partners).toHaveLength(1)
  })

  test('a partner that a person put in its place is found by the old text and by its own name', async () => {
    await take('a.csv', ['A-1,Seeds,Order of Malta,Kenya,1000'], undefined, columns)
    const page = await desk.ask('projects.page', { workspace: desk.workspace, limit: 10 })
    const ids = page.columns.find(({ key }) => key === 'id')?.values.map(Number) ?? []
    await desk.ask('projects.confirmPartner', { workspace: desk.workspace, projects: ids, partnerKey: 'NOR' })
    expect((await stage('a.csv', ['A-1,Seeds,Order of Malta,Kenya,1000'], undefined, columns)).diff).toMatchObject({ added: 0, unchanged: 1 })
    expect((await stage('b.csv', ['A-1,Seeds,Norway,Kenya,1000'], undefined, columns)).diff).toMatchObject({ added: 0, unchanged: 1 })
  })
})

describe('a corrected date', () => {
  const line = (usd: number, date: string): string => `A-1,Seeds,Germany,Kenya,${usd},${date}`
  test('changes the date of the one figure that fits, with a warning', async () => {
    await take('a.csv', [line(1000, '2010-03-01')])
    const before = await hash()
    const report = await take('b.csv', [line(1000, '2010-04-01')])
    expect(report.diff).toEqual({ added: 0, changed: 1, unchanged: 0, rejected: 0 })
    expect(report.found).toMatchObject([{ severity: 'warning', code: 'finding.store.period-corrected', params: { periods: '2010-03-01 1000 USD', period: '2010-04-01' } }])
    expect((await money()).total).toBe(1000)
    expect((await stage('b.csv', [line(1000, '2010-04-01')])).diff.unchanged).toBe(1)
    await undo(before)
  })

  test('of several that fit, or beside another figure of the same year, is asked about and nothing is counted twice', async () => {
    await take('a.csv', [line(1000, '2010-03-01'), line(1000, '2010-05-01')])
    const before = await hash()
    for (const lines of [[line(1000, '2010-04-01')], [line(1000, '2010-04-01'), line(1000, '2010-06-01')], [line(1500, '2010-07-01')], [line(900, '')]]) {
      const report = await take('b.csv', lines)
      expect(report.diff).toEqual({ added: 0, changed: 0, unchanged: 0, rejected: lines.length })
      expect(report.found).toMatchObject(lines.map(() => ({ kind: 'rejected', severity: 'error', code: 'finding.store.period-asked' })))
    }
    expect(await hash()).toBe(before)
    // Both figures in one file are both meant.
    expect((await take('c.csv', [line(1000, '2010-03-01'), line(1000, '2010-05-01'), line(1500, '2010-07-01')])).diff).toMatchObject({ added: 1, unchanged: 2 })
    expect((await money()).total).toBe(3500)
  })

  test('of another year and another figure is other money, with a warning', async () => {
    await take('a.csv', [line(1000, '2010-03-01')])
    const report = await take('b.csv', [line(400, '2012-03-01')])
    expect(report.diff).toMatchObject({ added: 1, rejected: 0 })
    expect(report.found).toMatchObject([{ severity: 'warning', code: 'finding.store.other-period' }])
    expect((await money()).total).toBe(1400)
  })

  test('of money that flows again and again may be the next instalment: asked', async () => {
    const columns = 'Grant ID,Title,Resource partner,Country,Disbursed (USD),Year'
    await take('a.csv', ['A-1,Seeds,Germany,Kenya,1000,2010'], undefined, columns)
    expect((await stage('b.csv', ['A-1,Seeds,Germany,Kenya,1000,2011'], undefined, columns)).diff).toMatchObject({ added: 0, changed: 0, rejected: 1 })
    expect((await stage('b.csv', ['A-1,Seeds,Germany,Kenya,700,2011'], undefined, columns)).diff).toMatchObject({ added: 1, rejected: 0 })
  })
})

test('equals of one file in another order are the same', async () => {
  const lines = [100, 300, 100].map((usd) => `A-1,Seeds,Germany,Kenya,${usd},2010-03-01`)
  await take('a.csv', lines)
  const before = await hash()
  expect((await take('b.csv', [lines[1] ?? '', lines[0] ?? '', lines[2] ?? ''])).diff).toEqual({ added: 0, changed: 0, unchanged: 3, rejected: 0 })
  expect(await hash()).toBe(before)
})

test('two files that name the same unknown partner give the same content in either order', async () => {
  const files: readonly [string, string][] = [['a.csv', 'A-1,Seeds,Order of Malta,Kenya,100,2010-03-01'], ['b.csv', 'B-1,Tools,Order of Malta,Kenya,200,2010-03-01']]
  for (const [name, line] of files) await take(name, [line])
  const one = await hash()
  await desk.dispose()
  desk = await openDesk()
  for (const [name, line] of files.toReversed()) await take(name, [line])
  expect(await hash()).toBe(one)
})

test('rows that name no donor have one and the same, called by its name', async () => {
  const lines = ['GF,Seeds,,Kenya,100,2010-03-01', 'FAOR,Tools,,Kenya,200,2010-03-01', 'GCP/NEP/062,Milk,,Nepal,300,2010-03-01']
  const file = await desk.token('a.csv', [header, ...lines, ''].join('\n'))
  const { mapping } = await desk.ask('submissions.propose', { workspace: desk.workspace, file, sheetIndex: 0 })
  const { rows } = await desk.ask('submissions.preview', { workspace: desk.workspace, file, mapping, decisions: [] })
  expect(rows.filter(({ kind }) => kind === 'accepted').map(({ partner }) => partner)).toEqual(['UNKNOWN-DONOR', 'UNKNOWN-DONOR', 'UNKNOWN-DONOR'])
  await take('a.csv', lines)
  await take('b.csv', ['XX,Wells,,Kenya,400,2010-03-01'])
  expect((await money()).partners).toEqual(['Donor not named 1000'])
})
