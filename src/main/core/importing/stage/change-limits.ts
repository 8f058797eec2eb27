/** What a file may not write over though its figure is another one: figures that another office gave, or another source where none is the source of record. */
import type { AmountDraft, Problem } from '../../../../shared/domain/submission.ts'
import type { BatchSender, EarlierSubmission } from './batch-sender.ts'
import { figureText } from './corrected-figure.ts'
import type { StoredAmount } from './register-rows.ts'
import { periodOf } from './redated-amounts.ts'
import type { SourcesOfRecord } from './source-of-record.ts'

export interface LimitsOf {
  readonly sender: BatchSender
  readonly earlier: ReadonlyMap<number, EarlierSubmission>
  readonly sources: Pick<SourcesOfRecord, 'recordSource'>
}

/** The same figure of another sender is no conflict and never comes here. Gives the error of the row; null where the file may write. */
export function createRefusal({ sender, earlier, sources }: LimitsOf): (stored: StoredAmount, amount: AmountDraft) => Problem | null {
  return (stored, amount) => {
    const held = stored.submission_id === null ? undefined : earlier.get(stored.submission_id)
    if (!held || stored.state !== 'value') return null
    const asked = (code: string, params: Problem['params']): Problem => ({ severity: 'error', code, params: { held: figureText(stored), figure: figureText(amount), file: held.file, ...params }, field: 'amount' })
    if (held.source !== sender.source) {
      // Where a source of record is set, whoever may write here is it.
      return sources.recordSource(stored.measure, periodOf(stored)) === null ? asked('finding.store.other-source', { source: held.source }) : null
    }
    return held.office !== null && sender.office !== null && held.office !== sender.office ? asked('finding.store.other-office', { office: held.office }) : null
  }
}
