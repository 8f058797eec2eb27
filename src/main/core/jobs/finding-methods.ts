/** What needs a person: read in the query worker; put off and taken back in the store worker. */
import type { Database } from 'better-sqlite3'
import { createFindingList, type FindingList, type FindingsRequest } from '../findings/finding-list.ts'
import { snoozeFindings, wakeFindings, type SnoozeFindings } from '../findings/snooze-findings.ts'
import { createReconciliationReading } from '../reconciliation/reconciliation-methods.ts'
import type { OpenQuery, QuerySession } from './query-session.ts'
import type { StoreState } from './workspace-methods.ts'

export const findingMethods = ({ session }: StoreState) => ({
  snoozeFindings: (request: SnoozeFindings) => snoozeFindings(session.write(), request),
  wakeFindings: (request: Parameters<typeof wakeFindings>[1]) => wakeFindings(session.write(), request),
})

export function findingReadingMethods(session: QuerySession) {
  const made = new WeakMap<Database, FindingList>()
  function listOf({ db, reading }: OpenQuery): FindingList {
    const known = made.get(db) ?? createFindingList({ db, offices: reading.offices, reconciliation: createReconciliationReading(reading.comparison) })
    made.set(db, known)
    return known
  }
  return {
    findingPage: (request: FindingsRequest) => session.run((open) => listOf(open).page(request)),
    findingsSaid: ({ keys, ...at }: { readonly keys: readonly string[] } & Pick<FindingsRequest, 'locale' | 'today'>) => session.run((open) => listOf(open).saidOf(keys, at)),
  }
}
