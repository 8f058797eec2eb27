/**
 * Opens workspace files. One connection of one worker writes; everything else reads. The two kinds of handle are different
 * types, so that a writing function cannot be called with a reading handle.
 *
 * At rest a workspace is one file with a rollback-journal header, which can be read from any medium; while a writer has it
 * open it is in WAL mode. The last close brings it back.
 */
import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import DatabaseFile, { type Database } from 'better-sqlite3'
import type { ErrorReason } from '../../../shared/messages/en/index.ts'
import { fail } from '../../../shared/result.ts'
import { applicationId, readFileHeader } from './file-header.ts'
import { clearHolder } from './holder-note.ts'
import { whyReadOnly } from './location.ts'
import { migrate, readMigrations, versionOf, type Migration } from './migrate.ts'
import { storeError, withStoreErrors } from './store-error.ts'
import { readSchema, type StoreSchema } from './table-schema.ts'
import { createIds, type Ids } from './uuid.ts'

declare const access: unique symbol
/** What the write gate needs to know of the connection that it writes through. */
export const storeContext: unique symbol = Symbol('store context')

export interface StoreContext {
  readonly path: string
  readonly schema: StoreSchema
  /** user_version at opening. */
  readonly version: number
  readonly ids: Ids
  /** How long a write waits for another one, in milliseconds. */
  readonly busyMs: number
  readonly onCommitted: (changeset: number) => void
}

export type ReadableDb = Database & { readonly [access]: 'read' | 'write' }
export type WritableDb = Database & { readonly [access]: 'write'; readonly [storeContext]: StoreContext }

export interface WritingOptions {
  readonly migrationsDir: string
  /** ISO time; names the backup of an upgrade. */
  readonly now: string
  readonly busyMs?: number
  readonly ids?: Ids
  /** Told after every committed changeset. */
  readonly onCommitted?: (changeset: number) => void
}

/** A workspace whose place or file cannot be written opens for reading, with the reason as a message key. */
export type OpenedWorkspace = { readonly db: WritableDb; readonly readOnly: null } | { readonly db: ReadableDb; readonly readOnly: ErrorReason }

const defaultBusyMs = 10_000

/** Opens, upgrades where an older version wrote it, and refuses what is no workspace, damaged or newer. */
export function openForWriting(path: string, options: WritingOptions): OpenedWorkspace {
  const file = resolve(path)
  return withStoreErrors(file, () => {
    readFileHeader(file)
    const steps = readMigrations(options.migrationsDir)
    const reason = whyReadOnly(file)
    if (reason) return { db: openForReading(file, steps.length), readOnly: reason }
    const db = connectToWrite(file, steps, options)
    return db ? { db, readOnly: null } : { db: openForReading(file, steps.length), readOnly: 'error.workspace-no-wal' }
  })
}

/** Null where the file system cannot carry WAL. */
function connectToWrite(file: string, steps: readonly Migration[], options: WritingOptions): WritableDb | null {
  const db = new DatabaseFile(file, { fileMustExist: true, timeout: options.busyMs ?? defaultBusyMs })
  try {
    prepareConnection(db)
    refuseOther(db, file, steps.length)
    migrate(db, file, steps, options.now)
    if (switchToWal(db, options.busyMs ?? defaultBusyMs)) return asWritable(db, file, options)
  } catch (error) {
    db.close()
    throw error
  }
  db.close()
  return null
}

/** A file at rest leaves its rollback journal only with nobody else in it, and SQLite does not wait for that by itself. */
function switchToWal(db: Database, busyMs: number): boolean {
  const deadline = performance.now() + busyMs
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (;;) {
    try {
      return db.pragma('journal_mode = WAL', { simple: true }) === 'wal'
    } catch (error) {
      if (storeError(error, db.name)?.code !== 'busy' || performance.now() >= deadline) throw error
      Atomics.wait(pause, 0, 0, 25)
    }
  }
}

/** In: an open connection to a workspace of the newest version. Only opening and making a workspace call this. */
export function asWritable(db: Database, path: string, options: WritingOptions): WritableDb {
  db.pragma('synchronous = FULL')
  // 64 MB of pages: a large import spills less (measured: a fifth faster at 100,000 rows).
  db.pragma('cache_size = -65536')
  const context: StoreContext = {
    path,
    schema: readSchema(db),
    version: versionOf(db),
    ids: options.ids ?? createIds(),
    busyMs: options.busyMs ?? defaultBusyMs,
    onCommitted: options.onCommitted ?? (() => {}),
  }
  // The brand exists only as a type; this and openForReading are the only places that give it.
  return Object.assign(db, { [storeContext]: context }) as unknown as WritableDb
}

/** Settings of every connection: references are enforced, the file's own schema is not trusted to call functions. */
export function prepareConnection(db: Database): void {
  db.pragma('trusted_schema = OFF')
  db.pragma('foreign_keys = ON')
}

function refuseOther(db: Database, file: string, newest: number): void {
  const name = basename(file)
  if (Number(db.pragma('application_id', { simple: true })) !== applicationId) fail('unreadable-file', 'error.workspace-not-one', { name })
  if (versionOf(db) > newest) fail('newer-file', 'error.workspace-newer', { name, version: versionOf(db), known: newest })
  // A workspace has no triggers: one that somebody put there would write around the gate.
  if (db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'trigger'").get()) fail('unreadable-file', 'error.workspace-not-one', { name })
}

/**
 * Opens a second, reading connection. `version` is the schema that the caller reads; without it any is let through.
 * A file that was not closed properly and lies where nothing can be written is read from a private copy.
 */
export function openForReading(path: string, version?: number): ReadableDb {
  const file = resolve(path)
  return withStoreErrors(file, () => {
    const { isWal } = readFileHeader(file)
    const db = isWal && whyReadOnly(file) ? openCopy(file) : new DatabaseFile(file, { readonly: true, fileMustExist: true, timeout: defaultBusyMs })
    try {
      prepareConnection(db)
      db.pragma('query_only = ON')
      refuseOther(db, file, version ?? versionOf(db))
      if (version !== undefined && versionOf(db) < version) fail('conflict', 'error.workspace-upgrade-read-only', { name: basename(file) })
    } catch (error) {
      db.close()
      throw error
    }
    return db as unknown as ReadableDb
  })
}

function openCopy(file: string): Database {
  const folder = mkdtempSync(join(tmpdir(), 'rmms-'))
  const copy = join(folder, basename(file))
  try {
    for (const ending of existsSync(`${file}-wal`) ? ['', '-wal'] : ['']) {
      copyFileSync(`${file}${ending}`, `${copy}${ending}`)
      // A copy from a read-only medium is read-only as well.
      chmodSync(`${copy}${ending}`, 0o600)
    }
    const writing = new DatabaseFile(copy)
    writing.pragma('journal_mode = DELETE')
    writing.close()
    return new DatabaseFile(copy, { readonly: true })
  } finally {
    // The open file lives on without its name; where the system does not allow that, its temporary folder keeps it.
    rmSync(folder, { recursive: true, force: true, maxRetries: 0 })
  }
}

/** Closes a connection. The last writing one leaves a single file; readers of the same process close before it. */
export function closeStore(db: ReadableDb | WritableDb): void {
  if (!db.open) return
  try {
    if (storeContext in db && !db.inTransaction) {
      db.pragma('busy_timeout = 0')
      db.pragma('wal_checkpoint(TRUNCATE)')
      // Only a sole connection may leave WAL; a note that is still there then was left by a process that was killed.
      if (db.pragma('journal_mode = DELETE', { simple: true }) === 'delete') clearHolder(db.name)
    }
  } catch {
    // Somebody else still has the file open: the last one to close tidies up.
  } finally {
    db.close()
  }
}
