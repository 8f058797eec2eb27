/** Commits a staged file: one changeset, all or nothing. What it writes is what the dry run counted, by the same function. */
import type { BatchReport, CommitReport } from '../../../../shared/contract/submissions.ts'
import { fail } from '../../../../shared/result.ts'
import { createBatchReading } from '../../store/reading/batches.ts'
import type { WritableDb } from '../../store/database.ts'
import type { StoreTask } from '../../store/store-task.ts'
import { inChangeset } from '../../store/write-gate.ts'
import { discardBatch, finishBatch, sweepCommittedRows } from '../stage/batch-methods.ts'
import { headerFingerprint } from '../stage/header-fingerprint.ts'
import { createDryWriter, planCommit, type StagedBatch } from '../stage/plan-commit.ts'
import { readBatchRow, reportOf, toStagedBatch } from '../stage/staged-batch.ts'

export interface CommitRequest {
  readonly batch: number
  readonly person: string
  readonly now: string
}

const effectOf = ({ diff, moneyEffect }: Pick<BatchReport, 'diff' | 'moneyEffect'>): string => JSON.stringify([diff, moneyEffect])

/**
 * Fails with conflict where the register changed since the difference was shown and the difference is another one now: it is
 * computed again and nothing is written. Cancelled between pages of rows, it leaves everything as it was.
 */
export function commitBatch(db: WritableDb, { batch, person, now }: CommitRequest, task: StoreTask): CommitReport {
  const row = readBatchRow(db, batch)
  if (row.state !== 'staged' || row.report === null) return fail('not-found', 'error.batch-gone')
  // finishBatch stored this text itself, as a BatchReport.
  const shown = JSON.parse(row.report) as BatchReport
  const staged = toStagedBatch(row, shown)
  const { changeset, value: plan } = inChangeset(db, { person, kind: 'import', reason: `${row.file_name} · ${row.sheet}`, now }, (writer) => {
    // Read again under the lock: another process may have committed or discarded it in between.
    readBatchRow(db, batch)
    if (writer.changeset - 1 !== row.planned_at && effectOf(reportOf(db, staged, planCommit(db, staged, createDryWriter(), task, now), shown)) !== effectOf(shown)) return null
    const done = planCommit(db, staged, writer, task, now)
    if (done.submission !== null) noteCommitted(db, staged, done.submission, writer.changeset, now)
    return done
  })
  if (plan === null) {
    finishBatch(db, batch, shown, task)
    return fail('conflict', 'error.batch-register-moved')
  }
  tidy(db, batch, changeset === null)
  const submission = plan.submission ?? createBatchReading(db).committedBefore(staged.file_sha256)?.submission ?? 0
  return { submission, changeset: changeset?.id ?? 0, diff: plan.diff, usdByMeasure: [...plan.usdByMeasure] }
}

/** Not logged: these tables are no part of the record, but they change in the same transaction. */
function noteCommitted(db: WritableDb, batch: StagedBatch, submission: number, changeset: number, now: string): void {
  db.prepare<[number, number, number]>(`UPDATE staging_batch SET state = 'committed', submission_id = ?, changeset_id = ? WHERE id = ?`).run(submission, changeset, batch.id)
  db.prepare<[string, string, string]>('INSERT INTO remembered_mapping (fingerprint, mapping, at) VALUES (?, ?, ?) ON CONFLICT (fingerprint) DO UPDATE SET mapping = excluded.mapping, at = excluded.at').run(
    headerFingerprint(batch.mapping.columns), JSON.stringify(batch.mapping), now,
  )
}

/** The commit stands whatever happens here: what could not be tidied now is when the next file is staged. */
function tidy(db: WritableDb, batch: number, isEmpty: boolean): void {
  try {
    if (isEmpty) discardBatch(db, batch)
    else sweepCommittedRows(db)
  } catch {
    // A disk that is full or a file that is held: nothing of the record is concerned.
  }
}
