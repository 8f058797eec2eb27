/** The workspace that a store worker has open: one connection, writing where that is possible. */
import { basename } from 'node:path'
import { fail } from '../../../shared/result.ts'
import { closeStore, openForWriting, type OpenedWorkspace, type ReadableDb, type WritableDb, type WritingOptions } from './database.ts'

export interface StoreSession {
  open(path: string, options: WritingOptions): OpenedWorkspace
  /** The connection for writing. Fails with conflict where the workspace is open for reading only. */
  write(): WritableDb
  read(): ReadableDb
  close(): void
}

export function createStoreSession(): StoreSession {
  let current: { readonly path: string; readonly opened: OpenedWorkspace } | null = null
  const opened = (): { readonly path: string; readonly opened: OpenedWorkspace } => current ?? fail('not-found', 'error.unknown-workspace')
  return {
    open(path, options) {
      if (current) throw new Error('a workspace is open already')
      current = { path, opened: openForWriting(path, options) }
      return current.opened
    },
    write() {
      const { path, opened: workspace } = opened()
      return workspace.readOnly === null ? workspace.db : fail('conflict', 'error.workspace-read-only', { name: basename(path) })
    },
    read: () => opened().opened.db,
    close() {
      if (current) closeStore(current.opened.db)
      current = null
    },
  }
}
