/** What the query worker answers of what files say beside what they said before. */
import type { Database } from 'better-sqlite3'
import { createSincePreviousReading, type SincePreviousReading } from '../importing/stage/since-previous.ts'
import type { PageRequest } from '../store/reading/table-page.ts'
import type { QuerySession } from './query-session.ts'

export function contentMethods(session: QuerySession) {
  const readings = new WeakMap<Database, SincePreviousReading>()
  const readingOf = (db: Database): SincePreviousReading => {
    const reading = readings.get(db) ?? createSincePreviousReading(db)
    readings.set(db, reading)
    return reading
  }
  return {
    sincePrevious: (request: PageRequest & { readonly batch: number; readonly locale: string }) => session.run(({ db }) => readingOf(db).page(request)),
  }
}
