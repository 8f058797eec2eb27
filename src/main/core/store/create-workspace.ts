/** Makes a workspace file: built whole beside its place, then put there, so that a failure leaves nothing. */
import { readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import DatabaseFile from 'better-sqlite3'
import { fail } from '../../../shared/result.ts'
import { asWritable, closeStore, prepareConnection, type WritableDb, type WritingOptions } from './database.ts'
import { applicationId } from './file-header.ts'
import { isRunning } from './holder-note.ts'
import { whyReadOnlyFolder } from './location.ts'
import { migrate, readMigrations } from './migrate.ts'
import { placeFile } from './place-file.ts'
import { withStoreErrors } from './store-error.ts'
import { inChangeset } from './write-gate.ts'

export interface NewWorkspace extends WritingOptions {
  readonly name: string
  readonly kind: 'register' | 'sample'
  readonly person: string
  /** First content, such as the reference packs; where it fails no file is made. */
  readonly fill?: (db: WritableDb) => void
}

/** Fails with conflict where a file of this name exists, with a reason where its folder cannot hold a workspace. */
export function createWorkspaceFile(path: string, workspace: NewWorkspace): void {
  const target = resolve(path)
  const reason = whyReadOnlyFolder(target)
  if (reason) fail('invalid-input', reason === 'error.workspace-read-only-folder' ? 'error.workspace-new-unwritable' : 'error.workspace-new-unsafe', { name: basename(target) })
  const draft = `${target}.new-${process.pid}`
  withStoreErrors(target, () => {
    try {
      removeAbandonedDrafts(target)
      const file = new DatabaseFile(draft)
      try {
        prepareConnection(file)
        file.pragma(`application_id = ${applicationId}`)
        migrate(file, draft, readMigrations(workspace.migrationsDir), workspace.now)
        const db = asWritable(file, draft, workspace)
        const { name, kind, now, person } = workspace
        inChangeset(db, { person, kind: 'create', reason: name, now }, (writer) => writer.insert('workspace', { name, kind, created_at: now }))
        workspace.fill?.(db)
        closeStore(db)
      } finally {
        file.close()
      }
      placeFile(draft, target)
    } finally {
      rmSync(draft, { force: true })
    }
  })
}

/** Drafts of processes that were killed while they made this workspace, and one of this process; what SQLite had beside them too. */
function removeAbandonedDrafts(target: string): void {
  const start = `${basename(target)}.new-`
  for (const name of readdirSync(dirname(target))) {
    const pid = name.startsWith(start) ? Number(/^(\d+)(?:-|$)/.exec(name.slice(start.length))?.[1]) : Number.NaN
    if (Number.isInteger(pid) && (pid === process.pid || !isRunning(pid))) rmSync(join(dirname(target), name), { force: true })
  }
}
