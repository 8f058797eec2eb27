import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { closeStore, type WritableDb } from '../../../src/main/core/store/database.ts'
import { verifyWorkspace } from '../../../src/main/core/store/verify.ts'
import { inChangeset, readHead } from '../../../src/main/core/store/write-gate.ts'
import { holderPath } from '../../../src/main/core/store/holder-note.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { amountRow, edit, errorOf, makeWorkspace, openWritable, partnerRow, writeImport } from '../../fixtures/workspace-file.ts'

let folder: TempFolder
let db: WritableDb
let made = 0
const committed: number[] = []
beforeAll(async () => {
  folder = await createTempFolder()
})
afterAll(() => {
  closeStore(db)
  return folder.remove()
})
beforeEach(() => {
  if (made > 0) closeStore(db)
  committed.length = 0
  const home = join(folder.path, String((made += 1)))
  mkdirSync(home)
  db = openWritable(makeWorkspace(home), { onCommitted: (changeset) => committed.push(changeset) })
})

const contribution = (): number =>
  inChangeset(db, edit, (writer) => {
    const partner = writer.insert('partner', partnerRow('JPN'))
    const project = writer.insert('project', { natural_key: 'P' })
    return writer.insert('contribution', { natural_key: 'P', project_id: project, signatory_id: partner, partner_state: 'confirmed' })
  }).value

describe('a changeset', () => {
  it('says who, when, why and how many, is told to the listener, and stands in the chain', () => {
    const { changeset } = inChangeset(db, { ...edit, person: 'Bo', reason: 'two partners' }, (writer) => [writer.insert('partner', partnerRow('JPN')), writer.insert('partner', partnerRow('SWE'))])
    expect(changeset).toMatchObject({ id: 2, person: 'Bo', reason: 'two partners', kind: 'changeset.edit', changes: 2, canUndo: true, undoneBy: null })
    expect(committed).toEqual([2])
    expect(verifyWorkspace(db).isWhole).toBe(true)
  })

  it('writes nothing at all where nothing changed, not even a new person', () => {
    const id = inChangeset(db, edit, (writer) => writer.insert('partner', partnerRow('JPN'))).value
    const result = inChangeset(db, { ...edit, person: 'Never seen' }, (writer) => writer.update('partner', id, { type: 'government' }))
    expect(result.changeset).toBeNull()
    expect(readHead(db).id).toBe(2)
    expect(db.prepare("SELECT count(*) FROM person WHERE name = 'Never seen'").pluck().get()).toBe(0)
  })

  it('is all or nothing', () => {
    const before = contentHash(db)
    expect(() => inChangeset(db, edit, (writer) => { writer.insert('partner', partnerRow('JPN')); throw new Error('stop') })).toThrow('stop')
    expect(() => inChangeset(db, edit, (writer) => writer.insert('partner', { ...partnerRow('JPN'), tier: 'nonsense' }))).toThrow(/CHECK/)
    expect([contentHash(db), readHead(db).id, committed.length]).toEqual([before, 1, 0])
  })

  it('keeps the previous value of a changed column only', () => {
    const id = inChangeset(db, edit, (writer) => writer.insert('partner', partnerRow('JPN'))).value
    inChangeset(db, edit, (writer) => writer.update('partner', id, { state: 'proposed', type: 'government' }))
    expect(db.prepare('SELECT operation, before, after FROM change WHERE changeset_id = 3').all()).toEqual([{ operation: 'update', before: '{"state":"confirmed"}', after: '{"state":"proposed"}' }])
  })

  it('takes names of tables and columns from the file only', () => {
    const evil = 'partner (natural_key) VALUES (1); DROP TABLE amount; --'
    for (const table of [evil, 'changeset', 'person', 'staged_row', '__proto__']) expect(() => inChangeset(db, edit, (writer) => writer.insert(table, {}))).toThrow(/no logged table/)
    for (const column of ['id', 'uuid', 'removed_in', 'natural_key" = 1 --', 'constructor']) {
      expect(() => inChangeset(db, edit, (writer) => writer.insert('partner', { ...partnerRow('JPN'), [column]: 1 }))).toThrow(/no such column/)
    }
  })

  it('refuses a head that moved and a file that was upgraded meanwhile', () => {
    expect(errorOf(() => inChangeset(db, { ...edit, expectedHead: 7 }, (writer) => writer.insert('partner', partnerRow('JPN'))))).toMatchObject({ code: 'conflict', reason: 'error.store-head-moved' })
    db.pragma('user_version = 99')
    expect(errorOf(() => inChangeset(db, edit, (writer) => writer.insert('partner', partnerRow('JPN'))))).toMatchObject({ code: 'newer-file', reason: 'error.workspace-changed-version' })
  })

  it('survives a full disk: nothing is written, and it works again with space', () => {
    const before = contentHash(db)
    const pages = Number(db.pragma('page_count', { simple: true }))
    db.pragma(`max_page_count = ${pages + 8}`)
    const many = Array.from({ length: 3000 }, (_, number) => number)
    expect(errorOf(() => inChangeset(db, edit, (writer) => writeImport(db, writer, { file: 'f', partner: 'JPN', projects: many })))).toMatchObject({ code: 'internal', reason: 'error.store-disk-full' })
    expect(contentHash(db)).toBe(before)
    expect(verifyWorkspace(db).isWhole).toBe(true)
    db.pragma('max_page_count = 4294967294')
    inChangeset(db, edit, (writer) => writeImport(db, writer, { file: 'f', partner: 'JPN', projects: many }))
    expect(verifyWorkspace(db).isWhole).toBe(true)
  })

  it('ignores the note of a writer that was killed', () => {
    writeFileSync(holderPath(db.name), JSON.stringify({ pid: 2 ** 22 + 1, person: 'Ghost', since: '' }))
    expect(inChangeset(db, edit, (writer) => writer.insert('partner', partnerRow('JPN'))).changeset?.id).toBe(2)
    writeFileSync(holderPath(db.name), 'left by a kill')
    closeStore(db)
    expect(existsSync(holderPath(db.name))).toBe(false)
  })
})

describe('versions', () => {
  const live = (): unknown => db.prepare('SELECT id, usd_cents, from_changeset AS f FROM amount WHERE to_changeset IS NULL').all()
  const knownAt = (changeset: number): unknown => db.prepare('SELECT usd_cents FROM amount WHERE from_changeset <= ? AND (to_changeset IS NULL OR to_changeset > ?)').pluck().all(changeset, changeset)

  it('an amended amount keeps its id, and what it said is known at the earlier changeset', () => {
    const parent = contribution()
    const id = inChangeset(db, edit, (writer) => writer.insert('amount', amountRow(parent, 'a', 100))).value
    const amended = inChangeset(db, edit, (writer) => writer.amend('amount', id, { usd_cents: 250, original: '2.5' }))
    expect(amended.value).toBe(id)
    expect(live()).toEqual([{ id, usd_cents: 250, f: 4 }])
    inChangeset(db, edit, (writer) => writer.close('amount', id))
    expect([2, 3, 4, 5].map(knownAt)).toEqual([[], [100], [250], []])
    expect(verifyWorkspace(db).isWhole).toBe(true)
  })

  it('amends, not updates, a versioned row; updates, not amends, another', () => {
    const parent = contribution()
    const id = inChangeset(db, edit, (writer) => writer.insert('amount', amountRow(parent, 'a', 100))).value
    expect(() => inChangeset(db, edit, (writer) => writer.update('amount', id, { usd_cents: 1 }))).toThrow(/not a live row/)
    expect(() => inChangeset(db, edit, (writer) => writer.remove('amount', id))).toThrow(/not a live row/)
    expect(() => inChangeset(db, edit, (writer) => writer.amend('contribution', parent, { audience: 'public' }))).toThrow(/not a live row/)
    expect(() => inChangeset(db, edit, (writer) => writer.close('contribution', parent))).toThrow(/not a live row/)
  })

  it('leaves no live row behind a closed or removed one, and none points at a removed one', () => {
    const parent = contribution()
    inChangeset(db, edit, (writer) => writer.insert('amount', amountRow(parent, 'a', 100)))
    expect(() => inChangeset(db, edit, (writer) => writer.remove('contribution', parent))).toThrow(/left behind: amount 1/)
    inChangeset(db, edit, (writer) => { writer.close('amount', 1); writer.remove('contribution', parent) })
    expect(errorOf(() => inChangeset(db, edit, (writer) => writer.insert('amount', amountRow(parent, 'b', 100))))).toMatchObject({ code: 'conflict', reason: 'error.store-removed-reference' })
  })

  it('frees the natural key of a removed row and never gives an id twice', () => {
    const first = inChangeset(db, edit, (writer) => writer.insert('partner', partnerRow('JPN'))).value
    inChangeset(db, edit, (writer) => writer.remove('partner', first))
    const second = inChangeset(db, edit, (writer) => writer.insert('partner', partnerRow('JPN'))).value
    expect(second).toBeGreaterThan(first)
    const alias = { entity: 'partner', entity_key: 'JPN', text: 'Nippon', origin: 'pack' }
    const gone = inChangeset(db, edit, (writer) => writer.insert('alias', alias)).value
    inChangeset(db, edit, (writer) => writer.remove('alias', gone))
    expect(inChangeset(db, edit, (writer) => writer.insert('alias', alias)).value).toBeGreaterThan(gone)
  })
})
