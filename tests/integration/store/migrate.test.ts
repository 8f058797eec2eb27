import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import DatabaseFile from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeStore, openForReading, openForWriting } from '../../../src/main/core/store/database.ts'
import { readMigrations } from '../../../src/main/core/store/migrate.ts'
import { verifyWorkspace } from '../../../src/main/core/store/verify.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { errorOf, makeWorkspace, migrationsDir, now } from '../../fixtures/workspace-file.ts'

let folder: TempFolder
beforeAll(async () => {
  folder = await createTempFolder()
})
afterAll(() => folder.remove())

/** The application's own steps and one more, in a folder of their own. */
function stepsWith(name: string, sql: string): { readonly home: string; readonly dir: string; readonly version: number } {
  const home = join(folder.path, name)
  const dir = join(home, 'migrations')
  mkdirSync(home)
  cpSync(migrationsDir, dir, { recursive: true })
  const version = readMigrations(dir).length + 1
  writeFileSync(join(dir, `${String(version).padStart(4, '0')}_next.sql`), sql)
  return { home, dir, version }
}

describe('steps from one version to the next', () => {
  it('every step runs from an empty file, and the result is whole', () => {
    const home = join(folder.path, 'empty')
    mkdirSync(home)
    const db = openForReading(makeWorkspace(home))
    expect(db.pragma('user_version', { simple: true })).toBe(readMigrations(migrationsDir).length)
    expect(verifyWorkspace(db)).toMatchObject({ isWhole: true, changeset: 1 })
    closeStore(db)
  })

  it('upgrades an older file after a backup beside it', () => {
    const { home, dir, version } = stepsWith('good', 'CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;')
    const path = makeWorkspace(home)
    const opened = openForWriting(path, { migrationsDir: dir, now })
    expect(opened.readOnly).toBeNull()
    expect(opened.db.pragma('user_version', { simple: true })).toBe(version)
    closeStore(opened.db)
    const backup = readdirSync(home).find((name) => name.endsWith('.backup'))
    expect(backup).toBe(`w.rmms.v${version - 1}-2026-11-23T10-00-00-000Z.backup`)
    const kept = openForReading(join(home, backup ?? ''))
    expect(kept.pragma('user_version', { simple: true })).toBe(version - 1)
    expect(kept.prepare('SELECT name FROM workspace').pluck().get()).toBe('Register')
    closeStore(kept)
  })

  it.each([
    ['fails', 'CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT; SELECT nonsense;'],
    ['leaves a row without its parent', 'CREATE TABLE extra (id INTEGER PRIMARY KEY, p INTEGER REFERENCES partner (id)) STRICT; INSERT INTO extra VALUES (1, 77);'],
  ])('a step that %s leaves the file as it was', (name, sql) => {
    const { home, dir } = stepsWith(name, sql)
    const path = makeWorkspace(home)
    const bytes = readFileSync(path)
    expect(errorOf(() => openForWriting(path, { migrationsDir: dir, now }))).toMatchObject({ code: 'internal', reason: 'error.workspace-upgrade-failed', params: { name: 'w.rmms' } })
    expect(readFileSync(path).equals(bytes)).toBe(true)
    expect(readdirSync(home).sort()).toEqual(['migrations', 'w.rmms'])
  })

  it('needs sole use of the file', () => {
    const { home, dir } = stepsWith('shared', 'CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;')
    const path = makeWorkspace(home)
    const other = new DatabaseFile(path)
    other.pragma('journal_mode = WAL')
    other.prepare('SELECT count(*) FROM partner').get()
    expect(errorOf(() => openForWriting(path, { migrationsDir: dir, now, busyMs: 50 }))).toMatchObject({ code: 'busy', reason: 'error.workspace-upgrade-busy' })
    other.close()
  })

  it('refuses steps that are not numbered without a gap', () => {
    const dir = join(folder.path, 'gap')
    cpSync(migrationsDir, dir, { recursive: true })
    writeFileSync(join(dir, '0099_far.sql'), '')
    expect(() => readMigrations(dir)).toThrow(/numbered/)
  })
})
