/** What the store worker does with a workspace as a whole: open, verify, undo, copy, close. */
import type { ChangesetEntry, UndoOutcome } from '../../../shared/contract/activity.ts'
import type { VerifyReport } from '../../../shared/contract/workspaces.ts'
import { contentHash } from '../store/content-hash.ts'
import { createWorkspaceFile } from '../store/create-workspace.ts'
import type { ReadableDb } from '../store/database.ts'
import { installPacks, packHashes, readPacks } from '../store/packs.ts'
import { saveCopy } from '../store/save-copy.ts'
import type { StoreSession } from '../store/store-session.ts'
import { undoChangeset } from '../store/undo.ts'
import { undoImport, type UndoImportRequest } from '../store/undo-import.ts'
import { verifyWorkspace, type PackHashes } from '../store/verify.ts'
import { readHead } from '../store/write-gate.ts'
import type { WorkerTask } from './worker-channel.ts'

type Kind = 'register' | 'sample'

export interface OpenRequest {
  readonly path: string
  /** Makes the file, with the reference packs in it; fails with conflict where it exists. */
  readonly create?: { readonly name: string; readonly kind: Kind; readonly person: string }
  readonly migrationsDir: string
  readonly resourcesDir: string
  readonly now: string
}

export interface OpenedInfo {
  readonly uuid: string
  readonly name: string
  readonly kind: Kind
  readonly changeset: number
  /** Why nothing can be written, as a message key. */
  readonly readOnly: string | null
}

/** What the methods of one worker share. */
export interface StoreState {
  readonly session: StoreSession
  /** Tells the main thread of each committed changeset. */
  readonly emitCommitted: (changeset: number) => void
}

export function workspaceMethods({ session, emitCommitted }: StoreState) {
  let shipped: () => PackHashes = () => new Map()
  return {
    open({ path, create, migrationsDir, resourcesDir, now }: OpenRequest): OpenedInfo {
      if (create) {
        const { person } = create
        createWorkspaceFile(path, { ...create, migrationsDir, now, fill: (db) => void installPacks(db, readPacks(resourcesDir), { person, now }) })
      }
      shipped = () => packHashes(readPacks(resourcesDir))
      const { db, readOnly } = session.open(path, { migrationsDir, now, onCommitted: emitCommitted })
      return { ...readIdentity(db), changeset: readHead(db).id, readOnly }
    },
    verify: (_input: object, task: WorkerTask): VerifyReport => verifyWorkspace(session.read(), shipped(), task),
    contentHash: (_input: object, task: WorkerTask): string => contentHash(session.read(), task),
    /** Appends the inverse of a changeset; refused with conflict, naming what stands in the way. */
    undo: ({ changeset, person, now }: { readonly changeset: number; readonly person: string; readonly now: string }, task: WorkerTask): ChangesetEntry => undoChangeset(session.write(), changeset, { person, now }, task),
    /** The same of what nobody has touched since; says what stays as it is, and why. */
    undoImport: (request: UndoImportRequest, task: WorkerTask): UndoOutcome => undoImport(session.write(), request, task),
    /** The target must not exist. */
    saveCopy: ({ path }: { readonly path: string }): { readonly size: number } => saveCopy(session.read(), path),
    changesetHead: (): number => readHead(session.read()).id,
    /** Leaves one file, where no other connection has it open: readers close first. */
    close: (): void => session.close(),
  }
}

function readIdentity(db: ReadableDb): { readonly uuid: string; readonly name: string; readonly kind: Kind } {
  const row = db.prepare<[], { uuid: string; name: string; kind: Kind }>('SELECT uuid, name, kind FROM workspace').get()
  if (!row) throw new Error('the file names no workspace')
  return row
}
