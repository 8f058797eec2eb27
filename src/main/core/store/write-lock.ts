/**
 * The right to write. SQLite's lock decides; a note beside the file only says who holds it, so that whoever waits in vain can
 * be told. The note is written after the lock is taken and removed before it is given back.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import { fail } from '../../../shared/result.ts'
import { storeContext, type WritableDb } from './database.ts'
import { storeError } from './store-error.ts'

const Holder = z.object({ pid: z.int(), person: z.string(), since: z.string() })

/** Name of the note for a workspace file. */
export const holderPath = (path: string): string => `${path}-writer`

function readHolder(path: string): z.infer<typeof Holder> | null {
  try {
    const holder = Holder.parse(JSON.parse(readFileSync(holderPath(path), 'utf8')))
    return isRunning(holder.pid) ? holder : null
  } catch {
    return null
  }
}

/** A note outlives a process that was killed; then it names nobody. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Runs `work` in one IMMEDIATE transaction; `work` says whether to keep it. Busy for too long: fails and names the holder. */
export function inTransaction<T>(db: WritableDb, person: string, now: string, work: () => { readonly keep: boolean; readonly value: T }): T {
  if (db.inTransaction) throw new Error('a changeset inside another transaction')
  const { path } = db[storeContext]
  begin(db, path)
  try {
    writeFileSync(holderPath(path), JSON.stringify({ pid: process.pid, person, since: now }))
    const { keep, value } = work()
    rmSync(holderPath(path), { force: true })
    db.exec(keep ? 'COMMIT' : 'ROLLBACK')
    return value
  } catch (error) {
    rmSync(holderPath(path), { force: true })
    // SQLite itself has rolled back after some errors, a full disk among them.
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}

function begin(db: WritableDb, path: string): void {
  try {
    db.exec('BEGIN IMMEDIATE')
  } catch (error) {
    if (storeError(error, path)?.code !== 'busy') throw error
    const holder = readHolder(path)
    const name = basename(path)
    if (holder) fail('busy', 'error.store-busy', { name, person: holder.person, process: holder.pid, since: holder.since })
    fail('busy', 'error.store-busy-unknown', { name })
  }
}
