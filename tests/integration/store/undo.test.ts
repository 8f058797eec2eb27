import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { closeStore, type WritableDb } from '../../../src/main/core/store/database.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import { verifyWorkspace } from '../../../src/main/core/store/verify.ts'
import { inChangeset, type Writer } from '../../../src/main/core/store/write-gate.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { amountRow, by, edit, errorOf, makeWorkspace, openWritable, partnerRow, writeImport, type ImportLike } from '../../fixtures/workspace-file.ts'

let folder: TempFolder
let db: WritableDb
let made = 0
beforeAll(async () => {
  folder = await createTempFolder()
})
afterAll(() => {
  closeStore(db)
  return folder.remove()
})
beforeEach(() => {
  if (made > 0) closeStore(db)
  const home = join(folder.path, String((made += 1)))
  mkdirSync(home)
  db = openWritable(makeWorkspace(home))
})

/** Runs a changeset and gives its number. */
const change = (work: (writer: Writer) => unknown, kind: 'edit' | 'import' = 'edit'): number => inChangeset(db, { ...edit, kind }, work).changeset?.id ?? 0
const bring = (content: ImportLike): number => change((writer) => writeImport(db, writer, content), 'import')
const undo = (changeset: number): number => undoChangeset(db, changeset, by).id
const conflict = (changeset: number): unknown => errorOf(() => undo(changeset))
const liveAmounts = (): number => Number(db.prepare('SELECT count(*) FROM amount WHERE to_changeset IS NULL').pluck().get())
const first: ImportLike = { file: 'f1', partner: 'JPN', projects: [1, 2, 3] }

describe('undo of an import', () => {
  it('restores the content hash, keeps what was known meanwhile, and the import can come again', () => {
    const before = contentHash(db)
    const imported = bring(first)
    const after = contentHash(db)
    expect(after).not.toBe(before)
    const undone = undoChangeset(db, imported, by)
    expect(undone).toMatchObject({ kind: 'changeset.undo', undoes: imported, person: 'Ana', canUndo: true })
    expect(contentHash(db)).toBe(before)
    expect(liveAmounts()).toBe(0)
    const known = `SELECT count(*) FROM amount a JOIN contribution c ON c.id = a.contribution_id JOIN project p ON p.id = c.project_id
      WHERE a.from_changeset <= ${imported} AND (a.to_changeset IS NULL OR a.to_changeset > ${imported})`
    expect(db.prepare(known).pluck().get()).toBe(3)
    bring(first)
    expect(contentHash(db)).toBe(after)
    expect(verifyWorkspace(db).isWhole).toBe(true)
  })

  it('undo, redo and undo again', () => {
    const before = contentHash(db)
    const imported = bring(first)
    const after = contentHash(db)
    const undone = undo(imported)
    const redone = undo(undone)
    expect(contentHash(db)).toBe(after)
    expect(db.prepare('SELECT count(*) FROM source_cell s JOIN amount a ON a.id = s.amount_id WHERE s.to_changeset IS NULL AND a.to_changeset IS NULL').pluck().get()).toBe(9)
    expect(conflict(imported)).toMatchObject({ code: 'conflict', reason: 'error.store-undo-redone', params: { by: redone } })
    expect(conflict(undone)).toMatchObject({ code: 'conflict', reason: 'error.store-undo-done', params: { by: redone } })
    undo(redone)
    expect(contentHash(db)).toBe(before)
    expect(verifyWorkspace(db).isWhole).toBe(true)
  })

  it('brings back amended figures and closed rows', () => {
    bring(first)
    const before = contentHash(db)
    const changed = change((writer) => {
      writer.amend('amount', 1, { usd_cents: 5, original: '0.05' })
      for (const id of db.prepare<[], number>('SELECT id FROM source_cell WHERE amount_id = 2').pluck().all()) writer.close('source_cell', id)
      writer.close('amount', 2)
      writer.insert('amount', amountRow(2, 'another', 7))
      writer.update('project', 1, { title: null })
    })
    undo(changed)
    expect(contentHash(db)).toBe(before)
    expect(verifyWorkspace(db).isWhole).toBe(true)
  })
})

describe('what stands in the way of an undo', () => {
  it('a later change of the same row, named; nothing is written; free once that one is undone', () => {
    const imported = bring(first)
    const amended = change((writer) => writer.amend('amount', 1, { usd_cents: 5, original: '0.05' }))
    const before = contentHash(db)
    expect(conflict(imported)).toMatchObject({ code: 'conflict', reason: 'error.store-undo-conflict', params: { changeset: imported, conflicts: String(amended) } })
    expect(contentHash(db)).toBe(before)
    const undone = undo(amended)
    const redone = undo(undone)
    expect(conflict(imported)).toMatchObject({ params: { conflicts: String(amended) } })
    undo(redone)
    undo(imported)
    expect(liveAmounts()).toBe(0)
  })

  it('later rows that hang on a row which would go: figures, cells, shares, names, notes', () => {
    const imported = bring(first)
    const project = db.prepare<[], { id: number; uuid: string }>('SELECT id, uuid FROM project WHERE id = 1').get() ?? { id: 0, uuid: '' }
    const dependents: ((writer: Writer) => unknown)[] = [
      (writer) => writeImport(db, writer, { file: 'f2', partner: 'JPN', projects: [2] }),
      (writer) => writer.insert('source_cell', { amount_id: 1, field: 'note', source_file_id: 1, sheet: 'S', address: 'B1', raw: 'x' }),
      (writer) => writer.insert('share', { project_id: project.id, dimension: 'result', target_key: '2010-13/A01', millionths: 1 }),
      (writer) => writer.insert('payer_share', { contribution_id: 1, partner_id: 1, millionths: 1 }),
      (writer) => writer.insert('label', { entity: 'partner', entity_key: 'JPN', role: 'name', language: 'fr', text: 'Japon', status: 'verified' }),
      (writer) => writer.insert('note', { entity: 'project', entity_uuid: project.uuid, text: 'call them' }),
      (writer) => writer.insert('field_audience', { table_name: 'project', row_uuid: project.uuid, field: 'title', audience: 'public' }),
    ]
    for (const work of dependents) {
      const later = change(work)
      expect(conflict(imported)).toMatchObject({ reason: 'error.store-undo-conflict', params: { conflicts: String(later) } })
      undo(later)
    }
    undo(imported)
    expect(verifyWorkspace(db).isWhole).toBe(true)
  })

  it('the same thing brought again meanwhile: a redo would double it', () => {
    const undone = undo(bring(first))
    const again = bring(first)
    expect(conflict(undone)).toMatchObject({ reason: 'error.store-undo-conflict', params: { conflicts: String(again) } })
    expect(liveAmounts()).toBe(3)
  })

  it('a plain row that another refers to', () => {
    const objective = change((writer) => writer.insert('objective', { framework: 'f', code: 'A', natural_key: 'f/A', kind: 'strategic', status: 'verified' }))
    const result = change((writer) => writer.insert('result', { objective_id: 1, code: 'A01', natural_key: 'f/A01', status: 'verified' }))
    expect(conflict(objective)).toMatchObject({ reason: 'error.store-undo-conflict', params: { conflicts: String(result) } })
    undo(result)
    undo(objective)
    expect(db.prepare('SELECT count(*) FROM objective').pluck().get()).toBe(0)
  })

  it('the beginnings of a workspace, an unknown changeset, one that is undone already', () => {
    expect(conflict(1)).toMatchObject({ code: 'invalid-input', reason: 'error.store-undo-not-possible' })
    expect(conflict(77)).toMatchObject({ code: 'not-found', reason: 'error.store-undo-unknown' })
    const id = change((writer) => writer.insert('partner', partnerRow('JPN')))
    const undone = undo(id)
    expect(conflict(id)).toMatchObject({ code: 'conflict', reason: 'error.store-undo-done', params: { by: undone } })
  })

  it('a cancel: nothing is written', () => {
    const imported = bring(first)
    const before = contentHash(db)
    const stop = (): never => { throw new Error('cancelled') }
    expect(() => undoChangeset(db, imported, by, { throwIfCancelled: stop, report: () => {} })).toThrow('cancelled')
    expect(contentHash(db)).toBe(before)
  })
})

describe('the content hash', () => {
  it('is the same where the same content came in another order, by other people, with detours', () => {
    const contents: ImportLike[] = [first, { file: 'f2', partner: 'SWE', projects: [9, 4] }, { file: 'f3', partner: 'JPN', projects: [7], cents: 500 }]
    for (const content of contents) bring(content)
    const home = join(folder.path, 'other')
    mkdirSync(home)
    const other = openWritable(makeWorkspace(home, 'w.rmms', { name: 'Another', person: 'Bo' }))
    const put = (content: ImportLike): number => inChangeset(other, { person: 'Bo', kind: 'import', reason: '', now: '2030-01-01T00:00:00.000Z' }, (writer) => writeImport(other, writer, content)).changeset?.id ?? 0
    undoChangeset(other, put({ file: 'f9', partner: 'FRA', projects: [1] }), by)
    for (const content of contents.toReversed()) put(content)
    expect(contentHash(other)).toBe(contentHash(db))
    inChangeset(other, edit, (writer) => writer.insert('alias', { entity: 'partner', entity_key: 'JPN', text: 'Nippon', origin: 'person' }))
    expect(contentHash(other)).toBe(contentHash(db))
    inChangeset(other, edit, (writer) => writer.amend('amount', other.prepare<[], number>('SELECT min(id) FROM amount WHERE to_changeset IS NULL').pluck().get() ?? 0, { usd_cents: 1 }))
    expect(contentHash(other)).not.toBe(contentHash(db))
    closeStore(other)
  })
})
