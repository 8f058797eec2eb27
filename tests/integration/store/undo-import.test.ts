/** An import is taken back after people have worked on: what nobody touched goes, the rest is listed, the record stays of one piece. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { closeStore, type WritableDb } from '../../../src/main/core/store/database.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import { undoImport } from '../../../src/main/core/store/undo-import.ts'
import { verifyWorkspace } from '../../../src/main/core/store/verify.ts'
import { inChangeset, readHead, type Writer } from '../../../src/main/core/store/write-gate.ts'
import type { UndoOutcome } from '../../../src/shared/contract/activity.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { amountRow, by, edit, errorOf, makeWorkspace, openWritable, partnerRow, writeImport, type ImportLike } from '../../fixtures/workspace-file.ts'

let folder: TempFolder
let db: WritableDb
let made = 0
beforeAll(async () => {
  folder = await createTempFolder()
})
afterAll(() => folder.remove())
beforeEach(() => {
  const home = join(folder.path, String((made += 1)))
  mkdirSync(home)
  db = openWritable(makeWorkspace(home))
})
afterEach(() => {
  expect(verifyWorkspace(db).checks.flatMap(({ details }) => details)).toEqual([])
  closeStore(db)
})

const change = (work: (writer: Writer) => unknown, kind: 'edit' | 'import' = 'edit'): number => inChangeset(db, { ...edit, kind }, work).changeset?.id ?? 0
const bring = (content: ImportLike): number => change((writer) => writeImport(db, writer, content), 'import')
const takeBack = (changeset: number, isDry = false): UndoOutcome => undoImport(db, { changeset, ...by, isDry })
const count = (sql: string): number => Number(db.prepare(`SELECT count(*) FROM ${sql}`).pluck().get())
const reasons = (items: UndoOutcome['keptItems']): string[] => items.map(({ table, reason, by: changesets }) => `${table} ${reason.slice('undo.reason.'.length)} ${changesets.join('+')}`)
const first: ImportLike = { file: 'f1', partner: 'JPN', projects: [1, 2, 3] }
/** What writeImport makes of it: file, submission, partner with name, and per project a project, a contribution, an amount. */
const records = 4 + 3 * 3

describe('nothing touched since', () => {
  it('it is the undo of the changeset: the content hash comes back, nothing is listed', () => {
    const before = contentHash(db)
    const imported = bring(first)
    const after = contentHash(db)
    expect(takeBack(imported, true)).toEqual({ changeset: null, restored: records, kept: 0, failed: 0, keptItems: [], failedItems: [] })
    expect(contentHash(db)).toBe(after)
    expect(readHead(db).id).toBe(imported)
    const outcome = takeBack(imported)
    expect(outcome).toMatchObject({ changeset: { undoes: imported, kind: 'changeset.undo' }, restored: records, kept: 0, failed: 0 })
    expect(contentHash(db)).toBe(before)
    undoChangeset(db, outcome.changeset?.id ?? 0, by)
    expect(contentHash(db)).toBe(after)
  })
})

describe('edited since', () => {
  it('a figure that was edited stays with its cells, contribution, project, partner and file; the others go; said the same beforehand', () => {
    const imported = bring(first)
    const amended = change((writer) => writer.amend('amount', 1, { usd_cents: 5, original: '0.05' }))
    const looked = takeBack(imported, true)
    const outcome = takeBack(imported)
    expect({ ...outcome, changeset: null }).toEqual(looked)
    expect(outcome).toMatchObject({ restored: 6, kept: 7, failed: 0 })
    expect(reasons(outcome.keptItems)[0]).toBe(`amount edited ${amended}`)
    expect(new Set(outcome.keptItems.map(({ table }) => table))).toEqual(new Set(['amount', 'contribution', 'project', 'partner', 'label', 'source_file', 'submission']))
    expect(outcome.keptItems.every((item) => item.by.includes(amended))).toBe(true)
    expect(outcome.keptItems.find(({ table }) => table === 'partner')?.name).toBe('Partner JPN')
    expect([count('amount WHERE to_changeset IS NULL'), count('source_cell WHERE to_changeset IS NULL'), count('project WHERE removed_in IS NULL')]).toEqual([1, 3, 1])
  })

  it('its undo can be undone', () => {
    const imported = bring(first)
    change((writer) => writer.amend('amount', 1, { usd_cents: 5, original: '0.05' }))
    const full = contentHash(db)
    const { changeset } = takeBack(imported)
    const back = undoChangeset(db, changeset?.id ?? 0, by)
    expect(contentHash(db)).toBe(full)
    expect(errorOf(() => takeBack(imported))).toMatchObject({ code: 'conflict', reason: 'error.store-undo-redone', params: { by: back.id } })
    expect(takeBack(back.id)).toMatchObject({ kept: 0, failed: 0, restored: 6 })
  })

  it('what stayed is taken back once nothing holds it any more, and that can be undone too', () => {
    const before = contentHash(db)
    const imported = bring(first)
    const amended = change((writer) => writer.amend('amount', 1, { usd_cents: 5, original: '0.05' }))
    takeBack(imported)
    expect(takeBack(imported)).toMatchObject({ changeset: null, restored: 0, kept: 7 })
    undoChangeset(db, amended, by)
    const partly = contentHash(db)
    expect(takeBack(imported, true)).toMatchObject({ restored: 7, kept: 0, failed: 0 })
    const rest = takeBack(imported)
    expect(rest).toMatchObject({ restored: 7, kept: 0, failed: 0, changeset: { undoes: null } })
    expect(contentHash(db)).toBe(before)
    undoChangeset(db, rest.changeset?.id ?? 0, by)
    expect(contentHash(db)).toBe(partly)
    bring({ ...first, file: 'f2' })
  })

  it('an undo that left a row as it was takes back nothing of that row, for what came before it', () => {
    const imported = bring(first)
    const second = change((writer) => {
      writer.amend('amount', 1, { usd_cents: 7 })
      writer.amend('amount', 2, { usd_cents: 8 })
    })
    change((writer) => writer.amend('amount', 1, { usd_cents: 9 }))
    expect(takeBack(second)).toMatchObject({ restored: 1, kept: 1 })
    const third = readHead(db).id - 1
    const outcome = takeBack(imported)
    expect(outcome.keptItems.filter(({ reason }) => reason === 'undo.reason.edited').map(({ table, by: changesets }) => [table, changesets])).toEqual([['amount', [second, third]]])
    expect(count('amount WHERE to_changeset IS NULL')).toBe(1)
  })

  it('a source cell that was edited keeps its amount; a name that was edited keeps its partner', () => {
    const imported = bring(first)
    change((writer) => writer.amend('source_cell', 1, { raw: 'corrected' }))
    change((writer) => writer.update('label', 1, { text: 'Nippon' }))
    const outcome = takeBack(imported)
    expect(count('amount WHERE id = 1 AND to_changeset IS NULL')).toBe(1)
    expect(count('partner WHERE removed_in IS NULL')).toBe(1)
    expect(outcome.keptItems.filter(({ table }) => table === 'source_cell')).toEqual([])
  })

  it('where everything is in use nothing is written', () => {
    const imported = change((writer) => writer.insert('partner', partnerRow('JPN')), 'import')
    const later = change((writer) => writer.update('partner', 1, { state: 'proposed' }))
    expect(takeBack(imported)).toMatchObject({ changeset: null, restored: 0, kept: 1, keptItems: [{ table: 'partner', by: [later], reason: 'undo.reason.edited' }] })
    expect(readHead(db).id).toBe(later)
  })
})

describe('used since', () => {
  it('a project, a file and a partner that later imports use stay; their figures go', () => {
    const imported = bring(first)
    const later = bring({ file: 'f2', partner: 'JPN', projects: [2] })
    const outcome = takeBack(imported)
    expect(outcome).toMatchObject({ failed: 0, restored: records - outcome.kept })
    expect(outcome.keptItems.every((item) => item.by.length === 1 && item.by[0] === later)).toBe(true)
    expect(outcome.keptItems.map(({ table }) => table).sort()).toEqual(['contribution', 'label', 'partner', 'project', 'source_file', 'submission'])
    expect(count('amount WHERE to_changeset IS NULL')).toBe(1)
  })

  it('a note on a project, a share, a child project: the project stays', () => {
    const imported = bring(first)
    const uuid = String(db.prepare('SELECT uuid FROM project WHERE id = 1').pluck().get())
    const noted = change((writer) => writer.insert('note', { entity: 'project', entity_uuid: uuid, text: 'call them' }))
    const shared = change((writer) => writer.insert('share', { project_id: 2, dimension: 'result', target_key: 'A01', millionths: 1 }))
    const child = change((writer) => writer.insert('project', { natural_key: 'BABY', parent_id: 3 }))
    expect(reasons(takeBack(imported).keptItems).sort()).toEqual([`project in-use ${child}`, `project in-use ${noted}`, `project in-use ${shared}`].sort())
  })
})

describe('what cannot be restored', () => {
  /** An import that replaces the figures of a period: the first import's amounts are closed. */
  const replace = (): number => change((writer) => {
    for (const id of [1, 2, 3]) {
      for (const cell of db.prepare<[number], number>('SELECT id FROM source_cell WHERE amount_id = ? AND to_changeset IS NULL').pluck().all(id)) writer.close('source_cell', cell)
      writer.close('amount', id)
    }
    writer.update('project', 1, { title: 'Another title' })
  }, 'import')

  it('a figure whose place was taken meanwhile: not without its cells, and named', () => {
    bring(first)
    const replaced = replace()
    const key = String(db.prepare('SELECT natural_key FROM amount WHERE id = 2').pluck().get())
    const taken = change((writer) => writer.insert('amount', amountRow(2, key, 999)))
    const outcome = takeBack(replaced)
    expect(outcome).toMatchObject({ restored: 3, kept: 0, failed: 1, failedItems: [{ table: 'amount', by: [taken], reason: 'undo.reason.key-taken' }] })
    expect(count('source_cell WHERE to_changeset IS NULL')).toBe(6)
    expect(count(`amount WHERE natural_key = '${key}' AND to_changeset IS NULL`)).toBe(1)
  })

  it('figures whose contribution is gone meanwhile', () => {
    bring(first)
    const replaced = replace()
    const removed = change((writer) => writer.remove('contribution', 3))
    const outcome = takeBack(replaced)
    expect(outcome).toMatchObject({ restored: 3, failed: 1, failedItems: [{ table: 'amount', by: [removed], reason: 'undo.reason.reference-gone' }] })
    expect(count('source_cell WHERE amount_id = 3 AND to_changeset IS NULL')).toBe(0)
  })

  it('an import after whose commit the partner was merged into another: contributions stay with the partner they are under now', () => {
    change((writer) => writer.insert('partner', partnerRow('SWE')))
    const imported = bring(first)
    const merged = change((writer) => {
      const japan = db.prepare<[], number>(`SELECT id FROM partner WHERE natural_key = 'JPN'`).pluck().get() ?? 0
      writer.update('contribution', 1, { signatory_id: db.prepare<[], number>(`SELECT id FROM partner WHERE natural_key = 'SWE'`).pluck().get() ?? 0 })
      for (const id of [2, 3]) writer.update('contribution', id, { signatory_id: 1 })
      writer.remove('label', 1)
      writer.remove('partner', japan)
    })
    const outcome = takeBack(imported)
    expect(outcome.failed).toBe(0)
    expect(outcome.keptItems.filter(({ reason }) => reason === 'undo.reason.edited').map(({ table }) => table)).toEqual(['contribution', 'contribution', 'contribution', 'label', 'partner'])
    expect(outcome.keptItems.every((item) => item.by[0] === merged)).toBe(true)
    expect(count('amount WHERE to_changeset IS NULL')).toBe(0)
    expect(count(`partner WHERE natural_key = 'JPN' AND removed_in IS NULL`)).toBe(0)
  })
})

describe('refused', () => {
  it('the beginnings, what is unknown, what is undone; a cancel writes nothing', () => {
    expect(errorOf(() => takeBack(1))).toMatchObject({ code: 'invalid-input', reason: 'error.store-undo-not-possible' })
    expect(errorOf(() => takeBack(77, true))).toMatchObject({ code: 'not-found', reason: 'error.store-undo-unknown' })
    const imported = bring(first)
    const before = contentHash(db)
    expect(() => undoImport(db, { changeset: imported, ...by, isDry: false }, { throwIfCancelled: () => { throw new Error('cancelled') }, report: () => {} })).toThrow('cancelled')
    expect(contentHash(db)).toBe(before)
    takeBack(imported)
    expect(errorOf(() => takeBack(imported, true))).toMatchObject({ code: 'conflict', reason: 'error.store-undo-done' })
  })
})
