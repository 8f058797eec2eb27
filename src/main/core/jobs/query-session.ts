/**
 * The reading connection of a query worker, and its watch over the file: another process may write at any time, so the file's
 * data version is looked at before each request and once a second.
 */
import { fail } from '../../../shared/result.ts'
import { createMatrixMethods, type MatrixMethods } from '../matrices/matrix-methods.ts'
import { closeStore, openForReading, type ReadableDb } from '../store/database.ts'
import { headOf } from '../store/reading/names.ts'
import { createWorkspaceReading, type WorkspaceReading } from '../store/reading/workspace-reading.ts'
import { withStoreErrors } from '../store/store-error.ts'

const watchMs = 1000

export interface OpenQuery {
  readonly db: ReadableDb
  readonly reading: WorkspaceReading
  /** Over the cube, which is loaded at the first question and brought to the state of the file before each. */
  readonly matrices: () => MatrixMethods
}

export interface QuerySession {
  open(path: string): number
  /** Runs a request on one state of the file, which it sees whole. */
  run<T>(request: (open: OpenQuery) => T): T
  /** Looks whether the file has a new head; tells of it. Gives the head. */
  refresh(): number
  close(): void
}

interface Current extends OpenQuery {
  readonly path: string
  readonly head: () => number
  readonly watch: NodeJS.Timeout
  dataVersion: number
  changeset: number
}

/** `onChanged` hears of each new head, once. */
export function createQuerySession(onChanged: (changeset: number) => void): QuerySession {
  let current: Current | null = null
  const opened = (): Current => current ?? fail('not-found', 'error.unknown-workspace')
  const dataVersion = (db: ReadableDb): number => Number(db.pragma('data_version', { simple: true }))

  function refresh(open: Current): number {
    const version = dataVersion(open.db)
    if (version === open.dataVersion) return open.changeset
    open.dataVersion = version
    const changeset = open.head()
    if (changeset !== open.changeset) {
      open.changeset = changeset
      onChanged(changeset)
    }
    return changeset
  }

  return {
    open(path) {
      if (current) throw new Error('a workspace is open already')
      const db = openForReading(path)
      const head = headOf(db)
      const watch = setInterval(() => {
        try {
          if (current) refresh(current)
        } catch {
          // A file that is away for a moment, as on a folder that reconnects: the next request says so to who asked.
        }
      }, watchMs)
      watch.unref()
      let made: MatrixMethods | null = null
      const opening: Current = {
        path,
        db,
        reading: createWorkspaceReading(db),
        matrices() {
          made ??= createMatrixMethods({ db })
          made.refresh(opening.changeset)
          return made
        },
        head,
        watch,
        dataVersion: dataVersion(db),
        changeset: head(),
      }
      current = opening
      return opening.changeset
    },
    run(request) {
      const open = opened()
      return withStoreErrors(open.path, () => {
        refresh(open)
        return open.db.transaction(() => request(open))()
      })
    },
    refresh: () => {
      const open = opened()
      return withStoreErrors(open.path, () => refresh(open))
    },
    close() {
      if (!current) return
      clearInterval(current.watch)
      closeStore(current.db)
      current = null
    },
  }
}
