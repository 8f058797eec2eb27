/** Commits a staged file: one changeset, all or nothing. What it writes is what the dry run counted, by the same function. */
import { SeenEffect, type BatchReport, type CommitReport } from '../../../../shared/contract/submissions.ts'
import { contributionKinds } from '../../../../shared/domain/kinds.ts'
import type { Problem } from '../../../../shared/domain/submission.ts'
import { fail } from '../../../../shared/result.ts'
import { createBatchReading } from '../../store/reading/batches.ts'
import type { WritableDb } from '../../store/database.ts'
import type { StoreTask } from '../../store/store-task.ts'
import { inChangeset, readHead } from '../../store/write-gate.ts'
import { receiveReturn, receiveWithoutNews } from '../returning/receive-return.ts'
import { discardBatch, finishBatch, sweepCommittedRows } from '../stage/batch-methods.ts'
import { createDryWriter, planCommit, type CommitPlan, type StagedBatch } from '../stage/plan-commit.ts'
import { leaveParked } from '../grid/leave-parked.ts'
import { refuseUnchecked } from '../grid/write-edits.ts'
import { rememberImport } from '../stage/remember-import.ts'
import { createContentCollector, keepContent } from '../stage/submission-content.ts'
import { inStaging } from '../stage/staging-transaction.ts'
import { readBatchRow, reportOf, storedDecisions, toStagedBatch } from '../stage/staged-batch.ts'

export interface CommitRequest {
  readonly batch: number
  readonly person: string
  readonly now: string
  /** What the person saw before ordering the commit; not given by who decides by rules. */
  readonly seen?: SeenEffect
}

const effectOf = ({ diff, moneyEffect, removedFigures, besideFigures, corrections, missingProjects, changedFields }: BatchReport): string =>
  JSON.stringify([diff, moneyEffect, removedFigures, besideFigures, corrections, missingProjects, changedFields])

/** By the schema, so that both sides have their fields in the same order. */
const seenText = (report: SeenEffect): string => JSON.stringify(SeenEffect.parse(report))

/**
 * Fails with conflict where the staged file was changed since the person saw what it would do, and where the register changed since the difference was shown and the difference is another one now: it is
 * computed again and nothing is written. Cancelled between pages of rows, it leaves everything as it was.
 */
export function commitBatch(db: WritableDb, { batch, person, now, seen }: CommitRequest, task: StoreTask): CommitReport {
  const row = readBatchRow(db, batch)
  if (row.state !== 'staged' || row.report === null) return fail('not-found', 'error.batch-gone')
  // finishBatch stored this text itself, as a BatchReport.
  const shown = JSON.parse(row.report) as BatchReport
  const staged = toStagedBatch(row, shown)
  refuseUnfit(staged, shown)
  refuseUnchecked(db, batch)
  if (seen && seenText(shown) !== seenText(seen)) return fail('conflict', 'error.batch-edited-since')
  if (row.has_news === 0 && readHead(db).id === row.planned_at) {
    // The dry run of this very state of the register found no news: there is nothing to run again.
    const usdByMeasure = JSON.parse(row.usd_by_measure ?? '[]') as CommitReport['usdByMeasure']
    return withoutNews(db, staged, shown, { diff: shown.diff, usdByMeasure }, now)
  }
  const { changeset, value: plan } = inChangeset(db, { person, kind: 'import', reason: `${row.file_name} · ${row.sheet}`, now }, (writer) => {
    // Read again under the lock: another process may have committed, discarded or edited it in between.
    if (readBatchRow(db, batch).report !== row.report) return fail('conflict', 'error.batch-edited-since')
    refuseUnchecked(db, batch)
    if (writer.changeset - 1 !== row.planned_at && effectOf(reportOf(db, staged, planCommit(db, staged, createDryWriter(), task, now), shown)) !== effectOf(shown)) return null
    const said = createContentCollector({ keepsLines: true })
    const done = planCommit(db, staged, writer, task, now, said.add)
    if (done.submission !== null) {
      noteCommitted(db, staged, done.submission, writer.changeset, now)
      receiveReturn(db, writer, batch, now)
      keepContent(db, done.submission, said.lines())
      leaveParked(db, batch, shown)
    }
    return done
  })
  if (plan === null) {
    finishBatch(db, batch, shown, task)
    return fail('conflict', 'error.batch-register-moved')
  }
  if (changeset === null || plan.submission === null) return withoutNews(db, staged, shown, plan, now)
  tidy(() => sweepCommittedRows(db))
  return { submission: plan.submission, changeset: changeset.id, diff: plan.diff, usdByMeasure: [...plan.usdByMeasure] }
}

/** Nothing of the record was written; the submission is that of the same bytes, where they were committed before. */
function withoutNews(db: WritableDb, batch: StagedBatch, shown: BatchReport, { diff, usdByMeasure }: Pick<CommitPlan, 'diff' | 'usdByMeasure'>, now: string): CommitReport {
  tidy(() => inStaging(db, () => rememberCommitted(db, batch, now)))
  receiveWithoutNews(db, batch.id, { person: batch.person, now, reason: `${batch.file_name} · ${batch.sheet}` })
  inStaging(db, () => leaveParked(db, batch.id, shown))
  tidy(() => discardBatch(db, batch.id))
  return { submission: createBatchReading(db).committedBefore(batch.file_sha256)?.submission ?? 0, changeset: 0, diff, usdByMeasure: [...usdByMeasure] }
}

/** Not logged: these tables are no part of the record, but they change in the same transaction. */
function noteCommitted(db: WritableDb, batch: StagedBatch, submission: number, changeset: number, now: string): void {
  db.prepare<[number, number, number]>(`UPDATE staging_batch SET state = 'committed', submission_id = ?, changeset_id = ? WHERE id = ?`).run(submission, changeset, batch.id)
  rememberCommitted(db, batch, now)
}

/** What a person said of the file holds for the next one, whether or not this one brought news. */
function rememberCommitted(db: WritableDb, batch: StagedBatch, now: string): void {
  rememberImport(db, { mapping: batch.mapping, fileName: batch.file_name, decisions: storedDecisions(db, batch.id), person: batch.person, now })
}

/** What a person has not answered is never answered by a commit; what the register cannot hold stays staged. */
function refuseUnfit({ mapping }: StagedBatch, { fileProblems }: BatchReport): void {
  // The names of the message's choices hold no hyphens.
  if (!contributionKinds.has(mapping.kind)) fail('invalid-input', 'error.kind-not-in-register', { kind: mapping.kind.replaceAll('-', '_') })
  const open = fileProblems.filter(({ code }) => code.startsWith('finding.ask.'))
  const asked = (code: string): Problem | undefined => fileProblems.find((problem) => problem.code === code && problem.severity === 'error')
  const older = asked('finding.store.older-snapshot')
  if (older) fail('invalid-input', 'error.batch-older-snapshot', older.params)
  const lacking = asked('finding.store.replace-needs')
  if (lacking) fail('invalid-input', 'error.batch-replace-needs', lacking.params)
  const [first] = open
  if (first) fail('invalid-input', 'error.batch-has-questions', { count: open.length, column: first.params['column'] ?? 'none' })
}

/** The commit stands whatever happens here: what could not be tidied now is when the next file is staged. */
function tidy(work: () => void): void {
  try {
    work()
  } catch {
    // A disk that is full or a file that is held: nothing of the record is concerned.
  }
}
