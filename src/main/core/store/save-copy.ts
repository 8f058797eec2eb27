/** A copy of the workspace at one moment, in one file. */
import { rmSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ReadableDb } from './database.ts'
import { placeFile } from './place-file.ts'
import { withStoreErrors } from './store-error.ts'

/** Written beside the target and then put in its place; fails with conflict where the target exists. Returns the size in bytes. */
export function saveCopy(db: ReadableDb, target: string): { readonly size: number } {
  const file = resolve(target)
  const draft = `${file}.new-${process.pid}`
  return withStoreErrors(file, () => {
    const queryOnly = Number(db.pragma('query_only', { simple: true }))
    try {
      rmSync(draft, { force: true })
      // query_only refuses to write another file as well; a reading connection stays unable to write its own.
      db.pragma('query_only = OFF')
      db.prepare('VACUUM INTO ?').run(draft)
      placeFile(draft, file)
      return { size: statSync(file).size }
    } finally {
      db.pragma(`query_only = ${queryOnly}`)
      rmSync(draft, { force: true })
    }
  })
}
