/** A workspace in a few figures. */
import type { Database } from 'better-sqlite3'
import type { WorkspaceSummary } from '../../../../shared/contract/workspaces.ts'
import { headOf } from './names.ts'

export interface SummaryReading {
  /** Partners are those that pay something. */
  summary(): { changeset: number; counts: WorkspaceSummary['counts'] }
}

export function createSummaryReading(db: Database): SummaryReading {
  const head = headOf(db)
  const counts = db.prepare<[], WorkspaceSummary['counts']>(
    `SELECT (SELECT count(*) FROM partner g WHERE g.removed_in IS NULL AND EXISTS (SELECT 1 FROM contribution c WHERE c.signatory_id = g.id AND c.removed_in IS NULL)) AS partners,
       (SELECT count(*) FROM project WHERE removed_in IS NULL) AS projects, (SELECT count(*) FROM amount WHERE to_changeset IS NULL) AS amounts,
       (SELECT count(*) FROM submission WHERE removed_in IS NULL) AS submissions`,
  )
  return {
    summary: () => ({ changeset: head(), counts: counts.get() ?? { partners: 0, projects: 0, amounts: 0, submissions: 0 } }),
  }
}
