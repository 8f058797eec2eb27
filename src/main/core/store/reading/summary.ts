/** A workspace in a few figures, and what in it needs a person. */
import type { Database } from 'better-sqlite3'
import type { Overview } from '../../../../shared/contract/overview.ts'
import type { WorkspaceSummary } from '../../../../shared/contract/workspaces.ts'
import { headOf } from './names.ts'

export interface SummaryReading {
  /** Partners are those that pay something. */
  summary(): { changeset: number; counts: WorkspaceSummary['counts'] }
  /** Only what there is something of. */
  attention(): Overview['attention']
}

/** Message key, section that shows them, and how many there are. */
const attentions: readonly (readonly [key: string, section: string, sql: string])[] = [
  ['attention.proposed-partners', 'projects', `SELECT count(*) FROM contribution WHERE partner_state = 'proposed' AND removed_in IS NULL`],
  ['attention.new-partners', 'reference', `SELECT count(*) FROM partner WHERE state = 'proposed' AND removed_in IS NULL`],
  ['attention.staged-batches', 'submissions', `SELECT count(*) FROM staging_batch WHERE state = 'staged'`],
  // The row of the cell that the question is about still waits in staging.
  ['attention.answered-questions', 'submissions', `SELECT count(*) FROM office_question q WHERE q.state = 'answered' AND q.removed_in IS NULL AND EXISTS (
     SELECT 1 FROM staging_batch b JOIN staged_row r ON r.batch_id = b.id AND r.row = CAST(ltrim(q.address, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') AS INTEGER)
     WHERE b.state = 'staged' AND b.file_sha256 = q.file_sha256 AND b.sheet = q.sheet AND r.kind = 'parked')`],
  ['attention.asked-corrections', 'corrections', `SELECT count(*) FROM correction WHERE state = 'asked' AND removed_in IS NULL`],
  ['attention.snapshot-gaps', 'reconciliation', `SELECT count(*) FROM snapshot_gap WHERE state = 'open' AND removed_in IS NULL`],
  ['attention.rejected-rows', 'submissions', 'SELECT coalesce(sum(rejected), 0) FROM submission WHERE removed_in IS NULL'],
  ['attention.without-usd', 'matrices', `SELECT count(*) FROM amount WHERE state = 'value' AND usd_cents IS NULL AND to_changeset IS NULL`],
]

export function createSummaryReading(db: Database): SummaryReading {
  const head = headOf(db)
  const counts = db.prepare<[], WorkspaceSummary['counts']>(
    `SELECT (SELECT count(*) FROM partner g WHERE g.removed_in IS NULL AND EXISTS (SELECT 1 FROM contribution c WHERE c.signatory_id = g.id AND c.removed_in IS NULL)) AS partners,
       (SELECT count(*) FROM project WHERE removed_in IS NULL) AS projects, (SELECT count(*) FROM amount WHERE to_changeset IS NULL) AS amounts,
       (SELECT count(*) FROM submission WHERE removed_in IS NULL) AS submissions`,
  )
  const counters = attentions.map(([key, section, sql]) => ({ key, section, statement: db.prepare<[], number>(sql).pluck() }))
  return {
    summary: () => ({ changeset: head(), counts: counts.get() ?? { partners: 0, projects: 0, amounts: 0, submissions: 0 } }),
    attention: () => counters.map(({ key, section, statement }) => ({ key, section, count: statement.get() ?? 0 })).filter(({ count }) => count > 0),
  }
}
