/** The steps from an older schema to the newest: a backup beside the file, then all of them in one transaction, or none. */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { AppFailure, fail } from '../../../shared/result.ts'
import { storeError } from './store-error.ts'

export interface Migration {
  /** user_version after the step. */
  readonly version: number
  readonly name: string
  readonly sql: string
}

/** The numbered SQL files of a folder; their numbers run from 1 without a gap. */
export function readMigrations(folder: string): readonly Migration[] {
  const names = readdirSync(folder).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort()
  const steps = names.map((name) => ({ version: Number(name.slice(0, 4)), name, sql: readFileSync(join(folder, name), 'utf8') }))
  if (steps.length === 0 || steps.some((step, index) => step.version !== index + 1)) throw new Error(`migrations in ${folder} are not numbered from 1 without a gap`)
  return steps
}

export const versionOf = (db: Database): number => Number(db.pragma('user_version', { simple: true }))

/**
 * Brings the file to the newest version. `now` names the backup. Needs sole use of the file: fails with `busy` otherwise.
 * A step that fails leaves the file as it was.
 */
export function migrate(db: Database, path: string, steps: readonly Migration[], now: string): void {
  const from = versionOf(db)
  const pending = steps.filter((step) => step.version > from)
  if (pending.length === 0) return
  leaveWal(db, path)
  const backup = from === 0 ? null : `${path}.v${from}-${now.replace(/[:.]/g, '-')}.backup`
  let running = ''
  try {
    if (backup) db.prepare('VACUUM INTO ?').run(backup)
    // Steps may rebuild tables; references are checked as a whole before the commit.
    db.pragma('foreign_keys = OFF')
    db.exec('BEGIN EXCLUSIVE')
    for (const step of pending) {
      running = step.name
      db.exec(step.sql)
      db.pragma(`user_version = ${step.version}`)
    }
    if (db.prepare('PRAGMA foreign_key_check').all().length > 0) throw new Error('foreign_key_check found rows without their parent')
    db.exec('COMMIT')
    db.pragma('foreign_keys = ON')
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    if (backup) rmSync(backup, { force: true })
    const known = storeError(error, path)
    if (known) throw new AppFailure(known)
    throw new AppFailure({ code: 'internal', reason: 'error.workspace-upgrade-failed', params: { name: basename(path), step: running, detail: error instanceof Error ? error.message : String(error) } })
  }
}

/** Only a sole connection may leave WAL, so this is the proof of sole use. */
function leaveWal(db: Database, path: string): void {
  try {
    if (db.pragma('journal_mode = DELETE', { simple: true }) === 'delete') return
  } catch (error) {
    if (storeError(error, path)?.code !== 'busy') throw error
  }
  fail('busy', 'error.workspace-upgrade-busy', { name: basename(path) })
}
