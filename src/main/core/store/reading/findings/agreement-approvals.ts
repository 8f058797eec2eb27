/** What the projects of an agreement were approved from its partner: cents of USD by id of the agreement; agreements of which a figure has no USD are left out. */
import type { Database } from 'better-sqlite3'

export const readAgreementApprovals = (db: Database): ReadonlyMap<number, number> => new Map(db.prepare<[], [number, number]>(
  `SELECT g.id, sum(a.usd_cents) FROM agreement g JOIN (SELECT DISTINCT agreement_id, project_id FROM agreement_project WHERE removed_in IS NULL) x ON x.agreement_id = g.id
     JOIN contribution c ON c.project_id = x.project_id AND c.signatory_id = g.partner_id AND c.removed_in IS NULL JOIN amount a ON a.contribution_id = c.id AND a.to_changeset IS NULL AND a.state = 'value' AND a.is_repeat = 0 AND a.measure IN ('approval', 'revision')
   WHERE g.removed_in IS NULL GROUP BY g.id HAVING sum(a.usd_cents IS NULL) = 0`,
).raw().all())
