/** The file that is handed over: a copy of the workspace that says who gave it to whom, when, and with which words. */
import { rmSync } from 'node:fs'
import DatabaseFile from 'better-sqlite3'
import type { ReadableDb } from '../store/database.ts'
import { placeFile } from '../store/place-file.ts'
import { saveCopy } from '../store/save-copy.ts'
import { withStoreErrors } from '../store/store-error.ts'

export interface MakeHandover {
  /** Where the copy is made; nothing may be there. */
  readonly path: string
  readonly to: string
  readonly note: string
  readonly since: string | null
  readonly person: string
  readonly now: string
}

/** Whole or not at all: written beside its place, marked, then put there. The open workspace is not touched. Returns the size in bytes. */
export function makeHandover(db: ReadableDb, { path, to, note, since, person, now }: MakeHandover): { readonly size: number } {
  const draft = `${path}.handover-${process.pid}`
  try {
    const { size } = saveCopy(db, draft)
    withStoreErrors(path, () => {
      const copy = new DatabaseFile(draft, { fileMustExist: true })
      try {
        copy.transaction(() => {
          // What an earlier giver wrote is told by its copy, not by this one.
          copy.prepare('DELETE FROM remembered_handover').run()
          copy.prepare('INSERT INTO remembered_handover (at, person, to_person, note, since) VALUES (?, ?, ?, ?, ?)').run(now, person, to, note, since)
        })()
      } finally {
        copy.close()
      }
      placeFile(draft, path)
    })
    return { size }
  } finally {
    rmSync(draft, { force: true })
  }
}
