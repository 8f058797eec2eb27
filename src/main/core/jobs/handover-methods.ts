/** Handing a workspace over: what the store worker copies, and what the query worker tells and compares. */
import type { Database } from 'better-sqlite3'
import { compareLogs } from '../handover/compare-logs.ts'
import { createHandoverReading, type HandoverReading } from '../handover/handover-reading.ts'
import { makeHandover, type MakeHandover } from '../handover/make-handover.ts'
import type { QuerySession } from './query-session.ts'
import type { StoreState } from './workspace-methods.ts'

export const handoverMethods = ({ session }: StoreState) => ({
  makeHandover: (request: MakeHandover): { readonly size: number } => makeHandover(session.read(), request),
})

export function handoverReadingMethods(session: QuerySession) {
  const made = new WeakMap<Database, HandoverReading>()
  const readingOf = (db: Database): HandoverReading => {
    const known = made.get(db) ?? createHandoverReading(db)
    made.set(db, known)
    return known
  }
  return {
    workInHand: ({ since, locale }: { readonly since: string | null; readonly locale: string }) => session.run(({ db }) => readingOf(db).workInHand(since, locale)),
    received: (_input: object) => session.run(({ db }) => readingOf(db).received()),
    compareLogs: ({ path }: { readonly path: string }) => session.run(({ db }) => compareLogs(db, path)),
  }
}
