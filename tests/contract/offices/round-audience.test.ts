/** What never leaves the house: other offices' projects, and whatever is above "internal"; and a round of 130 offices. */
import { readFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeStore, openForWriting, type WritableDb } from '../../../src/main/core/store/database.ts'
import { inChangeset, type Writer } from '../../../src/main/core/store/write-gate.ts'
import { migrationsDir } from '../../integration/importing/staged-workspace.ts'
import { openDesk, type Desk } from '../bad-input/desk.ts'

let desk: Desk
beforeAll(async () => { desk = await openDesk() })
afterAll(() => desk.dispose())

const now = '2012-01-05T08:00:00.000Z'
const period = { start: '2011-01-01', end: '2011-12-31' }

/** Rows of the record as another process writes them. */
function write(work: (writer: Writer, db: WritableDb) => void): void {
  const opened = openForWriting(desk.path, { migrationsDir, now })
  if (opened.readOnly !== null) throw new Error(opened.readOnly)
  try {
    inChangeset(opened.db, { person: 'Test', kind: 'edit', reason: 'rows of the test', now }, (writer) => work(writer, opened.db))
  } finally {
    closeStore(opened.db)
  }
}

interface Seed { readonly office: number; readonly audience?: string; readonly partner?: string; readonly contributionAudience?: string; readonly amountAudience?: string; readonly title?: string; readonly usd?: number }

function createSeeder(writer: Writer, db: WritableDb): (symbol: string, seed: Seed) => number {
  const partner = db.prepare<[string], number>('SELECT id FROM partner WHERE natural_key = ?').pluck()
  return (symbol, { office, audience = 'internal', partner: key = 'SWE', contributionAudience = 'internal', amountAudience = 'internal', title = `Title of ${symbol}`, usd = 100 }) => {
    const project = writer.insert('project', { natural_key: symbol, symbol, symbol_written: symbol, title, office_id: office, audience, start_date: '2010-01-01', end_date: '2013-12-31' })
    const contribution = writer.insert('contribution', { natural_key: `${symbol}|${key}`, project_id: project, signatory_id: partner.get(key) ?? 0, partner_state: 'confirmed', source_text: '', audience: contributionAudience })
    for (const [measure, cents] of [['approval', usd * 100], ['delivery', usd * 50]] as const) {
      writer.insert('amount', {
        natural_key: `${symbol}|${key}|${measure}|year:2011-01-01/2011-12-31|USD|1`, contribution_id: contribution, measure, state: 'value', original: String(cents / 100), currency: 'USD', usd_cents: cents, is_usd_recorded: 1, is_repeat: 0,
        period_start: '2011-01-01', period_end: '2011-12-31', period_precision: 'year', audience: amountAudience,
      })
    }
    return project
  }
}

test('rule 9: confidential projects, contributions, figures, partners and titles stay here, are counted, and other offices’ are never there', async () => {
  write((writer, db) => {
    const office = db.prepare<[string], number>('SELECT id FROM office WHERE natural_key = ?').pluck()
    const [rap, raf] = [office.get('RAP') ?? 0, office.get('RAF') ?? 0]
    const seed = createSeeder(writer, db)
    seed('GCP/RAS/001/SWE', { office: rap })
    seed('GCP/RAS/002/SWE', { office: rap, audience: 'confidential', title: 'SECRET-PROJECT' })
    seed('GCP/RAS/003/NOR', { office: rap, partner: 'NOR', contributionAudience: 'confidential', title: 'SECRET-PAYER' })
    seed('GCP/RAS/004/SWE', { office: rap, amountAudience: 'confidential', title: 'SECRET-FIGURE', usd: 987654 })
    const titled = seed('GCP/RAS/005/SWE', { office: rap, title: 'SECRET-TITLE' })
    writer.insert('field_audience', { table_name: 'project', row_uuid: db.prepare<[number], string>('SELECT uuid FROM project WHERE id = ?').pluck().get(titled) ?? '', field: 'title', audience: 'confidential' })
    seed('GCP/RAS/006/JPN', { office: rap, partner: 'JPN', title: 'SECRET-PARTNER' })
    writer.update('partner', db.prepare<[], number>(`SELECT id FROM partner WHERE natural_key = 'JPN'`).pluck().get() ?? 0, { audience: 'confidential' })
    seed('GCP/RAF/007/SWE', { office: raf, title: 'OTHER-OFFICE' })
  })
  const { files, leftOut, round } = await desk.ask('offices.makeRound', { workspace: desk.workspace, name: 'Audience', period, dueOn: '2012-01-31', language: 'en', offices: [{ office: 'RAP', language: 'en' }] })
  const { path } = await desk.local.files.resolve(files[0]?.token ?? '')
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(path)
  const all = book.worksheets.flatMap((sheet) => sheet.getSheetValues().flatMap((row) => (Array.isArray(row) ? row.map(String) : []))).join('\n')
  expect(all).toContain('GCP/RAS/001/SWE')
  expect(all).toContain('GCP/RAS/005/SWE')
  expect(all).not.toMatch(/SECRET|OTHER-OFFICE|987654|GCP\/RAS\/00[2346]|GCP\/RAF|Norway|Japan/)
  // Nor in what the package says of itself.
  expect(readFileSync(path).toString('latin1')).not.toMatch(/SECRET|RMMS Workbench|Test/)
  expect(round.workbooks[0]).toMatchObject({ office: 'RAP', rows: 2 })
  // Of four projects two figures each.
  expect(leftOut).toEqual([expect.objectContaining({ office: 'RAP', reason: 'above-internal', records: 8 })])
})

test('130 offices of 40 projects each in a minute, one workbook and one record each', async () => {
  let offices: string[] = []
  write((writer, db) => {
    const seed = createSeeder(writer, db)
    const all = db.prepare<[], { id: number; key: string }>(`SELECT id, natural_key AS key FROM office WHERE removed_in IS NULL AND natural_key NOT IN ('RAP', 'RAF') ORDER BY id LIMIT 130`).all()
    offices = all.map(({ key }) => key)
    for (const { id } of all) for (let index = 0; index < 40; index++) seed(`GCP/GLO/${id * 100 + index}/SWE`, { office: id, usd: id + index })
  })
  expect(offices).toHaveLength(130)
  const from = performance.now()
  const { files, round } = await desk.ask('offices.makeRound', { workspace: desk.workspace, name: 'All', period, dueOn: '2012-01-31', language: 'fr', offices: offices.map((office) => ({ office, language: 'fr' as const })) })
  const seconds = (performance.now() - from) / 1000
  expect(files).toHaveLength(130)
  expect(round.workbooks.every(({ rows, language }) => rows === 40 && language === 'fr')).toBe(true)
  expect(new Set(files.map(({ name }) => name)).size).toBe(130)
  expect(seconds).toBeLessThan(60)
  // The tracker of all of them stays a page that opens at once.
  await desk.ask('offices.addDuties', { workspace: desk.workspace, offices, kind: 'project-contributions', period, dueOn: '2012-01-31' })
  const asked = performance.now()
  expect(await desk.ask('offices.tracker', { workspace: desk.workspace, locale: 'fr' })).toHaveLength(130)
  expect(performance.now() - asked).toBeLessThan(2000)
  expect(await desk.ask('workspaces.verify', { workspace: desk.workspace })).toMatchObject({ isWhole: true })
})
