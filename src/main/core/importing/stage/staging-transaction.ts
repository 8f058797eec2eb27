import { storeContext, type WritableDb } from '../../store/database.ts'
import { withStoreErrors } from '../../store/store-error.ts'
import { checkVersion, namingHolder } from '../../store/write-lock.ts'

/** A short write to the staging tables, which are no part of the record and so do not pass the write gate. All or nothing. */
export function inStaging<T>(db: WritableDb, work: () => T): T {
  const { path } = db[storeContext]
  return withStoreErrors(path, () => namingHolder(path, () =>
    db.transaction(() => {
      checkVersion(db)
      return work()
    }).immediate()))
}
