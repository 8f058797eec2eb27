import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { closeStore, type WritableDb } from '../../../src/main/core/store/database.ts'
import { readMigrations } from '../../../src/main/core/store/migrate.ts'
import { createRecordReading } from '../../../src/main/core/store/reading/records/record-reading.ts'
import { quietTask } from '../../../src/main/core/store/store-task.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import { undoImport } from '../../../src/main/core/store/undo-import.ts'
import { verifyWorkspace } from '../../../src/main/core/store/verify.ts'
import { inChangeset, type Writer } from '../../../src/main/core/store/write-gate.ts'
import { recordSpec } from '../../../src/shared/domain/register/record-catalogue.ts'
import { recordTypes } from '../../../src/shared/domain/register/record-types.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { by, edit, makeWorkspace, migrationsDir, openWritable, partnerRow, writeImport } from '../../fixtures/workspace-file.ts'

let folder: TempFolder
beforeAll(async () => {
  folder = await createTempFolder()
})
afterAll(() => folder.remove())

/** What a file of the third release may hold of what these steps build anew or widen: packs, labels, notes, two imports. */
function fill(db: WritableDb): void {
  inChangeset(db, { ...edit, kind: 'packs' }, (writer) => {
    for (const kind of ['areas', 'modalities'] as const) {
      writer.insert('pack', { code: kind, kind, version: '1.0.0', hash: 'h', title: 'T', source: 'S', licence: 'L', entries: 1, unverified: 0 })
      writer.insert('label', { entity: 'pack', entity_key: kind, role: 'name', language: 'fr', text: `Liste « ${kind} »`, status: 'verified' })
    }
    writer.insert('modality', { natural_key: 'GCP', earmarking: 'earmarked', funding_nature: 'voluntary', is_pool: 0, is_emergency: 0, status: 'verified' })
    const partner = writer.insert('partner', partnerRow('SWE'))
    writer.insert('partner_flag', { partner_id: partner, flag: 'dac', valid_from: '1965-01-01', status: 'unverified' })
    for (const [language, text] of [['en', 'Sweden'], ['ar', 'السويد']] as const) writer.insert('label', { entity: 'partner', entity_key: 'SWE', role: 'name', language, text, status: 'verified' })
  })
  inChangeset(db, edit, (writer) => writeImport(db, writer, { file: 'a'.repeat(64), partner: 'JPN', projects: [1, 2] }))
  inChangeset(db, edit, (writer) => notes(db, writer))
}
function notes(db: WritableDb, writer: Writer): void {
  const uuid = (table: string): string => String(db.prepare(`SELECT uuid FROM ${table} ORDER BY id LIMIT 1`).pluck().get())
  for (const entity of ['project', 'partner', 'contribution', 'amount', 'submission'] as const) writer.insert('note', { entity, entity_uuid: uuid(entity), text: `On a ${entity}: “été”`, audience: 'confidential' })
  const project = Number(db.prepare('SELECT id FROM project ORDER BY id LIMIT 1').pluck().get())
  writer.update('project', project, { title: 'Maize', status: 'ongoing' })
  writer.insert('share', { project_id: project, dimension: 'result', target_key: 'A1', millionths: 600_000 })
  writer.insert('programme', { natural_key: 'pr', title: 'Fisheries' })
}
/** An import that is taken back: its notes of rows, its removed rows and their log stay in the file. */
function importAndUndo(db: WritableDb): void {
  const { changeset } = inChangeset(db, { ...edit, kind: 'import' }, (writer) => writeImport(db, writer, { file: 'b'.repeat(64), partner: 'DEU', projects: [7, 8] }))
  undoImport(db, { changeset: changeset?.id ?? 0, isDry: false, ...by }, quietTask)
}

function fileOfThirdRelease(): string {
  const steps = join(folder.path, 'third-release')
  mkdirSync(steps)
  cpSync(migrationsDir, steps, { recursive: true })
  for (const name of readdirSync(steps)) if (name.slice(0, 4) > '0006') rmSync(join(steps, name))
  const path = makeWorkspace(folder.path, 'old.rmms', { migrationsDir: steps })
  const db = openWritable(path, { migrationsDir: steps })
  fill(db)
  importAndUndo(db)
  closeStore(db)
  return path
}
const ofRecord = ['pack', 'label', 'note', 'partner', 'partner_flag', 'project', 'contribution', 'amount', 'source_cell', 'share', 'programme', 'modality', 'submission']
const withoutUuid: ReadonlySet<string> = new Set(['pack', 'label', 'partner_flag', 'source_cell'])
const rowsOf = (db: WritableDb): Record<string, unknown[]> =>
  Object.fromEntries(ofRecord.map((table) => [table, db.prepare(`SELECT ${withoutUuid.has(table) ? 'id' : 'id, uuid'} FROM ${table} ORDER BY id`).all()]))

describe('a file of the third release', () => {
  it('keeps its record, its ids and its log; says the same as a file that was new all along', () => {
    const path = fileOfThirdRelease()
    const steps = join(folder.path, 'third-release')
    const old = openWritable(path, { migrationsDir: steps })
    const [before, log] = [rowsOf(old), old.prepare('SELECT * FROM change ORDER BY id').all()]
    closeStore(old)

    const db = openWritable(path)
    expect(db.pragma('user_version', { simple: true })).toBe(readMigrations(migrationsDir).length)
    expect(db.pragma('foreign_key_check')).toEqual([])
    expect(verifyWorkspace(db)).toMatchObject({ isWhole: true, changeset: 6 })
    expect(rowsOf(db)).toEqual(before)
    expect(db.prepare('SELECT * FROM change ORDER BY id').all()).toEqual(log)
    expect(db.prepare("SELECT entity, text, audience FROM note WHERE entity = 'amount'").get()).toEqual({ entity: 'amount', text: 'On a amount: “été”', audience: 'confidential' })

    const fresh = openWritable(makeWorkspace(folder.path, 'fresh.rmms'))
    fill(fresh)
    expect(contentHash(db)).toBe(contentHash(fresh))
    closeStore(fresh)
    closeStore(db)
  })

  it('is read by the catalogue: every type, with new fields empty', () => {
    const db = openWritable(join(folder.path, 'old.rmms'))
    const reading = createRecordReading(db)
    const counts = new Map(reading.counts().map(({ type, count }) => [type, count]))
    expect([counts.get('partner'), counts.get('project'), counts.get('amount'), counts.get('note'), counts.get('agreement'), counts.get('project-share')]).toEqual([2, 2, 2, 5, 0, 1])
    for (const type of recordTypes) {
      const fields = recordSpec(type).fields.map(({ key }) => key)
      const page = reading.page({ type, fields, filter: { values: [], ranges: [] }, sort: [], offset: 0, limit: 10, locale: 'fr', today: '2012-01-01' })
      expect(page.total).toBe(counts.get(type))
    }
    const projects = reading.page({ type: 'project', fields: ['title', 'stage', 'programme'], filter: { values: [], ranges: [] }, sort: [], offset: 0, limit: 10, locale: 'en', today: '2012-01-01' })
    expect(projects.columns.slice(2).map(({ values }) => values)).toEqual([['Maize', 'Project 2 “été”'], [null, null], [null, null]])
    closeStore(db)
  })

  it('takes what it could not before, and undoes what was written before and after', () => {
    const db = openWritable(join(folder.path, 'old.rmms'))
    const before = contentHash(db)
    const { changeset } = inChangeset(db, edit, (writer) => {
      const partner = Number(db.prepare("SELECT id FROM partner WHERE natural_key = 'SWE'").pluck().get())
      writer.update('partner', partner, { prospect: 'negotiating', responsible: 'Ana' })
      const agreement = writer.insert('agreement', { natural_key: 'a', kind: 'single', title: 'Seeds', partner_id: partner })
      writer.insert('pack', { code: 'rates', kind: 'exchange-rates', version: '1', hash: 'h', title: 'T', source: 'S', licence: 'L', entries: 0, unverified: 0 })
      writer.insert('label', { entity: 'support_cost_category', entity_key: 'emergency', role: 'name', language: 'en', text: 'Emergency', status: 'unverified' })
      const uuid = String(db.prepare('SELECT uuid FROM agreement WHERE id = ?').pluck().get(agreement))
      for (const table of ['note', 'task'] as const) writer.insert(table, { entity: 'agreement', entity_uuid: uuid, text: 'Ask' })
    })
    expect(contentHash(db)).not.toBe(before)
    undoChangeset(db, changeset?.id ?? 0, by)
    expect(contentHash(db)).toBe(before)
    // The notes, written before the upgrade.
    undoChangeset(db, 4, by)
    expect(db.prepare('SELECT count(*) FROM note').pluck().get()).toBe(0)
    expect(verifyWorkspace(db)).toMatchObject({ isWhole: true })
    expect(() => db.prepare("INSERT INTO note (uuid, entity, entity_uuid, text) VALUES ('x', 'planet', 'y', 'z')").run()).toThrow(/CHECK/)
    closeStore(db)
  })
})
