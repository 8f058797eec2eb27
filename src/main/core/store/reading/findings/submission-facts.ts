/** Files that wait in staging, rows that were left out, questions that went to offices. */
import type { Database } from 'better-sqlite3'
import { nameOf } from '../names.ts'

export interface SubmissionFacts {
  readonly staged: readonly { readonly batch: number; readonly file: string; readonly sheet: string; readonly at: string; readonly accepted: number; readonly rejected: number; readonly parked: number }[]
  /** Committed files; `batch` is null where it is not kept any more. */
  readonly rejected: readonly { readonly submission: number; readonly uuid: string; readonly batch: number | null; readonly file: string; readonly at: string; readonly rejected: number }[]
  readonly questions: readonly { readonly id: number; readonly key: string; readonly office: string | null; readonly officeName: string | null; readonly file: string; readonly address: string; readonly text: string; readonly askedOn: string; readonly state: 'open' | 'answered'; readonly answeredOn: string | null; readonly batch: number | null }[]
}

/** The batch whose row of the question's cell still waits. */
const waitingBatch = `(SELECT b.id FROM staging_batch b JOIN staged_row r ON r.batch_id = b.id AND r.row = CAST(ltrim(q.address, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') AS INTEGER)
  WHERE b.state = 'staged' AND b.file_sha256 = q.file_sha256 AND b.sheet = q.sheet AND r.kind = 'parked' LIMIT 1)`

export function readSubmissionFacts(db: Database, locale: string): SubmissionFacts {
  const rows = (kind: string): string => `(SELECT count(*) FROM staged_row r WHERE r.batch_id = b.id AND r.kind = '${kind}') AS ${kind}`
  return {
    staged: db.prepare<[], SubmissionFacts['staged'][number]>(`SELECT b.id AS batch, b.file_name AS file, b.sheet, b.at, ${rows('accepted')}, ${rows('rejected')}, ${rows('parked')} FROM staging_batch b WHERE b.state = 'staged' ORDER BY b.at, b.id`).all(),
    rejected: db.prepare<[], SubmissionFacts['rejected'][number]>(
      `SELECT s.id AS submission, s.uuid, (SELECT max(b.id) FROM staging_batch b WHERE b.submission_id = s.id) AS batch, f.name AS file, s.received_at AS at, s.rejected FROM submission s JOIN source_file f ON f.id = s.source_file_id
       WHERE s.rejected > 0 AND s.removed_in IS NULL ORDER BY s.id`,
    ).all(),
    questions: db.prepare<[object], SubmissionFacts['questions'][number]>(
      `SELECT q.id, q.natural_key AS key, q.office_key AS office, ${nameOf('office', 'q.office_key')} AS officeName, q.file_name AS file, q.address, q.text, q.asked_on AS askedOn, q.state, q.answered_on AS answeredOn, ${waitingBatch} AS batch
       FROM office_question q WHERE q.state IN ('open', 'answered') AND q.removed_in IS NULL ORDER BY q.id`,
    ).all({ locale }),
  }
}
