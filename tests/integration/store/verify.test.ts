import { closeSync, copyFileSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import DatabaseFile from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeStore, openForReading } from '../../../src/main/core/store/database.ts'
import { installPacks, packHashes, readPacks } from '../../../src/main/core/store/packs.ts'
import { verifyWorkspace } from '../../../src/main/core/store/verify.ts'
import { inChangeset } from '../../../src/main/core/store/write-gate.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { by, edit, makeWorkspace, openWritable, resourcesDir, writeImport } from '../../fixtures/workspace-file.ts'

let folder: TempFolder
let good: string
const packs = packHashes(readPacks(resourcesDir))

/** Four changesets: made, packs, import, edit. */
beforeAll(async () => {
  folder = await createTempFolder()
  good = makeWorkspace(folder.path, 'good.rmms', { fill: (db) => void installPacks(db, readPacks(resourcesDir), by) })
  const db = openWritable(good)
  inChangeset(db, { ...edit, kind: 'import' }, (writer) => writeImport(db, writer, { file: 'f', partner: 'XX', projects: [1, 2, 3] }))
  inChangeset(db, edit, (writer) => writer.amend('amount', 1, { usd_cents: 5, original: '0.05' }))
  closeStore(db)
})
afterAll(() => folder.remove())

let copies = 0
/** Checks that are not good, after somebody worked on a copy with another program. */
function afterTampering(sql: string): readonly { name: string; details: readonly string[] }[] {
  const path = join(folder.path, `copy-${(copies += 1)}.rmms`)
  copyFileSync(good, path)
  const other = new DatabaseFile(path)
  other.pragma('foreign_keys = OFF')
  other.exec(sql)
  other.close()
  const db = openForReading(path)
  const report = verifyWorkspace(db, packs)
  closeStore(db)
  expect(report.isWhole).toBe(false)
  return report.checks.filter((check) => !check.isGood)
}

describe('a whole workspace', () => {
  it('passes every check', () => {
    const db = openForReading(good)
    const report = verifyWorkspace(db, packs)
    closeStore(db)
    expect(report).toMatchObject({ isWhole: true, changeset: 4 })
    expect(report.checks.map((check) => check.name)).toEqual(['integrity', 'foreign-keys', 'chain', 'versions', 'packs'])
    expect(report.contentHash).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('tampering with the log is found, and the first broken changeset named', () => {
  it.each([
    ['a changed value', `UPDATE change SET after = replace(after, 'Project 1', 'Project X') WHERE changeset_id = 3`, 'changeset 3: its changes'],
    ['a change taken out', 'DELETE FROM change WHERE id = (SELECT max(id) FROM change WHERE changeset_id = 3)', 'changeset 3: its changes'],
    ['a change put in', `INSERT INTO change (changeset_id, table_name, row_id, operation) VALUES (2, 'amount', 1, 'close')`, 'changeset 2: its changes'],
    ['two changes in another order', 'UPDATE change SET id = -id WHERE id = (SELECT max(id) FROM change WHERE changeset_id = 2)', 'changeset 2: its changes'],
    ['another time', `UPDATE changeset SET at = '2020-01-01T00:00:00.000Z' WHERE id = 3`, 'changeset 3: its header'],
    ['another person', `UPDATE person SET name = 'Bo'`, 'changeset 1: its header'],
    ['another reason', `UPDATE changeset SET reason = 'harmless' WHERE id = 4`, 'changeset 4: its header'],
    ['a changeset taken out', 'DELETE FROM change WHERE changeset_id = 3; DELETE FROM changeset WHERE id = 3', 'changeset 3 is missing'],
    ['a digest that was adapted', `UPDATE change SET after = '{}' WHERE changeset_id = 1; UPDATE changeset SET digest = 'f' WHERE id = 1`, 'changeset 1: its changes'],
  ])('%s', (_what, sql, finding) => {
    const chain = afterTampering(sql).find((check) => check.name === 'chain')
    expect(chain?.details[0]).toContain(finding)
  })
})

describe('rows that no longer say what the log says', () => {
  it.each([
    ['a figure', 'UPDATE amount SET usd_cents = 1000000 WHERE id = 2', 'amount 2 does not say'],
    ['a row put in', "INSERT INTO alias (entity, entity_key, text, origin) VALUES ('partner', 'XX', 'Other', 'pack')", 'is in no changeset'],
    ['a row taken out', "DELETE FROM label WHERE id = (SELECT max(id) FROM label)", 'is missing'],
    ['a row hidden', 'UPDATE partner SET removed_in = 3 WHERE id = (SELECT max(id) FROM partner WHERE natural_key = \'PHL\')', 'is gone, against the log'],
  ])('%s', (_what, sql, finding) => expect(afterTampering(sql).find((check) => check.name === 'chain')?.details.join()).toContain(finding))
})

describe('other damage is found', () => {
  it.each([
    ['foreign-keys', 'DELETE FROM contribution WHERE id = 1', 'amount'],
    ['versions', 'UPDATE amount SET to_changeset = 99 WHERE id = 2', 'does not exist'],
    ['versions', 'UPDATE amount SET to_changeset = 4 WHERE id = 2', 'refers to a amount that was taken back'],
    ['versions', 'UPDATE project SET removed_in = 4 WHERE id = 1', 'refers to a project that was taken back'],
    ['versions', 'UPDATE amount SET to_changeset = NULL WHERE version_of IS NOT NULL; ', 'earlier version'],
    ['versions', 'DROP INDEX amount_live_by_key; UPDATE amount SET natural_key = (SELECT natural_key FROM amount WHERE id = 2) WHERE id = 3', 'two live rows'],
    ['packs', "UPDATE pack SET hash = 'f' WHERE kind = 'areas'", 'areas'],
  ])('%s: %s', (name, sql, detail) => {
    const sqlSafe = sql.includes('version_of IS NOT NULL') ? `DROP INDEX amount_live_by_key; ${sql}` : sql
    const check = afterTampering(sqlSafe).find((candidate) => candidate.name === name)
    expect(check?.details.join('\n')).toContain(detail)
  })

  it('pages overwritten on the disk are a finding, not a crash', () => {
    const path = join(folder.path, 'pages.rmms')
    copyFileSync(good, path)
    const whole = openForReading(path)
    const pages = whole.prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name IN ('amount', 'change', 'label')").pluck().all()
    closeStore(whole)
    const file = openSync(path, 'r+')
    for (const page of pages) writeSync(file, Buffer.alloc(4096, 0x5a), 0, 4096, (page - 1) * 4096)
    closeSync(file)
    expect(pages).toHaveLength(3)
    const db = openForReading(path)
    const report = verifyWorkspace(db, packs)
    closeStore(db)
    expect(report.checks[0]).toMatchObject({ name: 'integrity', isGood: false })
  })
})
