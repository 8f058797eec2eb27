/** The staging grid over the workers of a workspace: the query worker plans over the rows in memory, the store worker writes. */
import type { EditOutcome } from '../../../../shared/contract/staging.ts'
import type { BatchReport } from '../../../../shared/contract/submissions.ts'
import { fail } from '../../../../shared/result.ts'
import type { RequestContext } from '../../dispatcher.ts'
import type { OpenWorkspace } from '../../workspaces/open-workspace.ts'
import type { EditPlan } from './edit-plan.ts'

/** How often what another window overtook is tried again. */
const mostTries = 5

export interface Editor {
  readonly person: string
  readonly now: string
}

/** Plans and writes; where the rows were edited in between, both again. */
export async function writePlanned({ store }: OpenWorkspace, plan: () => Promise<EditPlan>, editor: Editor): Promise<EditOutcome> {
  for (let tries = 0; tries < mostTries; tries++) {
    const written = await store.request('writeEdits', { plan: await plan(), ...editor })
    if (written) return written
  }
  return fail('conflict', 'error.staging-edited-meanwhile')
}

/** All rows of the file are checked again, as if it were staged with the texts that count now, and compared with the register. Cancelled, rows stay unchecked. */
export async function checkBatch(open: OpenWorkspace, batch: number, context: RequestContext): Promise<BatchReport> {
  for (let tries = 0; tries < mostTries; tries++) {
    const report = await checkOnce(open, batch, context)
    if (report) return report
  }
  return fail('conflict', 'error.staging-edited-meanwhile')
}

async function checkOnce({ query, store }: OpenWorkspace, batch: number, { signal, report }: RequestContext): Promise<BatchReport | null> {
  const started = await query.request('startGridCheck', { batch }, { signal })
  let edition = started.edition
  for (;;) {
    const step = await query.request('gridCheckStep', { check: started.check, edition }, { signal })
    if (step === null) return null
    report({ phase: 'progress.checking', done: step.done, total: step.total })
    const next = await store.request('writeChecked', { batch, edition, rows: step.rows }, { signal })
    if (next === null) return null
    edition = next
    if (step.account) return store.request('finishCheck', { batch, edition, account: step.account }, { signal, onProgress: report })
  }
}
