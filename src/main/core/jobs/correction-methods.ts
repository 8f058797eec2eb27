/** Corrections, sources of record and what snapshots left out: what the store worker writes of them, and what the query worker reads. */
import type { Database } from 'better-sqlite3'
import { addCorrection, answerCorrection, withdrawCorrection, type AddCorrection } from '../corrections/change-corrections.ts'
import { removeSourceRule, setSourceRule, settleGaps, type SetSourceRule, type SettleGaps } from '../reconciliation/change-sources.ts'
import { createReconciliationReading, type ReconciliationReading, type ReconciliationRequest } from '../reconciliation/reconciliation-methods.ts'
import type { CorrectionListRequest } from '../store/reading/corrections.ts'
import { headOf } from '../store/reading/names.ts'
import type { PageRequest } from '../store/reading/table-page.ts'
import type { OpenQuery, QuerySession } from './query-session.ts'
import type { WorkerTask } from './worker-channel.ts'
import type { StoreState } from './workspace-methods.ts'

export const correctionMethods = ({ session }: StoreState) => ({
  addCorrection: (request: AddCorrection, task: WorkerTask) => addCorrection(session.write(), request, task),
  withdrawCorrection: (request: Parameters<typeof withdrawCorrection>[1]) => withdrawCorrection(session.write(), request),
  answerCorrection: (request: Parameters<typeof answerCorrection>[1]) => answerCorrection(session.write(), request),
  setSourceRule: (request: SetSourceRule) => setSourceRule(session.write(), request),
  removeSourceRule: (request: Parameters<typeof removeSourceRule>[1]) => removeSourceRule(session.write(), request),
  settleGaps: (request: SettleGaps) => settleGaps(session.write(), request),
})

export function correctionReadingMethods(session: QuerySession) {
  const made = new WeakMap<Database, { readonly reading: ReconciliationReading; readonly head: () => number }>()
  function reconciliationOf({ db, reading }: OpenQuery): { readonly reading: ReconciliationReading; readonly head: () => number } {
    const known = made.get(db) ?? { reading: createReconciliationReading(reading.comparison), head: headOf(db) }
    made.set(db, known)
    return known
  }
  return {
    correctionList: (request: CorrectionListRequest) => session.run(({ reading }) => reading.corrections.correctionList(request)),
    sourceRules: (_input: object) => session.run(({ reading }) => reading.comparison.rules()),
    snapshotGaps: (request: PageRequest & { readonly isOpen: boolean }) => session.run(({ reading }) => reading.comparison.gaps(request)),
    reconciliationPage: (request: ReconciliationRequest) =>
      session.run((open) => {
        const { reading, head } = reconciliationOf(open)
        return reading.page(request, head())
      }),
  }
}
