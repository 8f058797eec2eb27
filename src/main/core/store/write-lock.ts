/** The right to write: SQLite's own lock, with a note of who holds it, written after it is taken and removed before it is given back. */
import { basename } from 'node:path'
import { fail } from '../../../shared/result.ts'
import { storeContext, type WritableDb } from './database.ts'
import { clearHolder, readHolder, writeHolder } from './holder-note.ts'
import { versionOf } from './migrate.ts'
import { storeError } from './store-error.ts'

/** Runs `work` in one IMMEDIATE transaction; `work` says whether to keep it. Busy for too long: fails and names the holder. */
export function inTransaction<T>(db: WritableDb, person: string, now: string, work: () => { readonly keep: boolean; readonly value: T }): T {
  if (db.inTransaction) throw new Error('a changeset inside another transaction')
  const { path } = db[storeContext]
  begin(db, path)
  try {
    writeHolder(path, { pid: process.pid, person, since: now })
    const { keep, value } = work()
    clearHolder(path)
    db.exec(keep ? 'COMMIT' : 'ROLLBACK')
    return value
  } catch (error) {
    clearHolder(path)
    // SQLite itself has rolled back after some errors, a full disk among them.
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}

/** To be asked first in every write: another process may have upgraded the file since it was opened here. */
export function checkVersion(db: WritableDb): void {
  const { version, path } = db[storeContext]
  if (versionOf(db) !== version) fail('newer-file', 'error.workspace-changed-version', { name: basename(path) })
}

const begin = (db: WritableDb, path: string): void => namingHolder(path, () => void db.exec('BEGIN IMMEDIATE'))

/** Runs `work`; where it waited for the right to write in vain, the failure says who holds it. */
export function namingHolder<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (storeError(error, path)?.code !== 'busy') throw error
    const holder = readHolder(path)
    const name = basename(path)
    if (holder) fail('busy', 'error.store-busy', { name, person: holder.person, process: holder.pid, since: holder.since })
    return fail('busy', 'error.store-busy-unknown', { name })
  }
}
