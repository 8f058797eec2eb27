/** What the findings of contributions and amounts are told from. Cents of USD throughout. */
import type { Database } from 'better-sqlite3'
import { nameOf } from '../names.ts'
import { projectNameSql } from './project-name.ts'

interface OfProject { readonly project: number; readonly projectName: string }
interface Case { readonly id: number; readonly key: string }

export interface FigureFacts {
  /** Names and keys of the projects asked for. */
  readonly projects: ReadonlyMap<number, { readonly key: string; readonly name: string }>
  /** By project and currency; `id` is the first amount. */
  readonly withoutUsd: readonly (Case & OfProject & { readonly currency: string | null; readonly figures: number; readonly first: string | null; readonly last: string | null })[]
  /** Payer shares of a contribution added up, millionths. */
  readonly payers: readonly (Case & OfProject & { readonly millionths: number })[]
  readonly unvalued: readonly (Case & OfProject & { readonly partner: number; readonly partnerName: string })[]
  /** Contributions with several amounts of one measure, period and currency: an identifier that stands twice in a list. `isRepeat`: with the same figure too, which counts once. */
  readonly listedTwice: readonly (Case & OfProject & { readonly rows: number; readonly isRepeat: 0 | 1; readonly file: string | null })[]
  /** Corrections that a newer figure contradicts. */
  readonly asked: readonly (Case & OfProject & { readonly amount: number; readonly saidBy: string; readonly saidOn: string; readonly newer: string | null })[]
  readonly gaps: readonly (Case & OfProject & { readonly file: string; readonly receivedAt: string })[]
}

export function readFigureFacts(db: Database, locale: string, projects: readonly number[]): FigureFacts {
  const project = `p.id AS project, ${projectNameSql('p')} AS projectName`
  const live = 'FROM contribution c JOIN project p ON p.id = c.project_id'
  const named = db.prepare<[string], { id: number; key: string; name: string }>(`SELECT p.id, p.natural_key AS key, ${projectNameSql('p')} AS name FROM json_each(?) j JOIN project p ON p.id = j.value`)
  return {
    projects: new Map(named.all(JSON.stringify(projects)).map(({ id, key, name }) => [id, { key, name }])),
    withoutUsd: db.prepare<[], FigureFacts['withoutUsd'][number]>(
      `SELECT min(a.id) AS id, p.natural_key AS key, ${project}, a.currency, count(*) AS figures, min(a.period_start) AS first, max(a.period_start) AS last
       FROM amount a JOIN contribution c ON c.id = a.contribution_id AND c.removed_in IS NULL JOIN project p ON p.id = c.project_id
       WHERE a.state = 'value' AND a.usd_cents IS NULL AND a.to_changeset IS NULL GROUP BY p.id, a.currency ORDER BY p.natural_key, a.currency`,
    ).all(),
    payers: db.prepare<[], FigureFacts['payers'][number]>(
      `SELECT c.id, c.natural_key AS key, ${project}, sum(s.millionths) AS millionths FROM payer_share s JOIN contribution c ON c.id = s.contribution_id AND c.removed_in IS NULL JOIN project p ON p.id = c.project_id
       WHERE s.to_changeset IS NULL GROUP BY c.id HAVING sum(s.millionths) <> 1000000 ORDER BY c.natural_key`,
    ).all(),
    // Not to be found by the measure from within each contribution: most registers hold few figures in kind.
    unvalued: db.prepare<[object], FigureFacts['unvalued'][number]>(
      `WITH in_kind (id) AS MATERIALIZED (
         SELECT c.id ${live} JOIN modality m ON m.id = p.modality_id AND m.funding_nature = 'in-kind' WHERE c.removed_in IS NULL
         UNION SELECT a.contribution_id FROM amount a WHERE a.measure = 'in-kind' AND a.to_changeset IS NULL)
       SELECT c.id, c.natural_key AS key, ${project}, g.id AS partner, ${nameOf('partner', 'g.natural_key')} AS partnerName FROM in_kind k JOIN contribution c ON c.id = k.id AND c.removed_in IS NULL JOIN project p ON p.id = c.project_id JOIN partner g ON g.id = c.signatory_id
       WHERE NOT EXISTS (SELECT 1 FROM valuation v WHERE v.contribution_id = c.id AND v.removed_in IS NULL) ORDER BY c.natural_key`,
    ).all({ locale }),
    listedTwice: db.prepare<[], FigureFacts['listedTwice'][number]>(
      `WITH equal AS (SELECT a.contribution_id AS contribution, count(*) AS rows, max(a.is_repeat) AS isRepeat, max(a.submission_id) AS submission FROM amount a WHERE a.to_changeset IS NULL
           GROUP BY a.contribution_id, a.measure, a.period_start, a.period_end, a.currency HAVING count(*) > 1),
         listed AS (SELECT contribution, max(rows) AS rows, max(isRepeat) AS isRepeat, max(submission) AS submission FROM equal GROUP BY contribution)
       SELECT c.id, c.natural_key AS key, ${project}, l.rows, l.isRepeat, f.name AS file
       FROM listed l JOIN contribution c ON c.id = l.contribution AND c.removed_in IS NULL JOIN project p ON p.id = c.project_id LEFT JOIN submission s ON s.id = l.submission LEFT JOIN source_file f ON f.id = s.source_file_id ORDER BY c.natural_key`,
    ).all(),
    asked: db.prepare<[], FigureFacts['asked'][number]>(
      `SELECT k.id, k.natural_key AS key, ${project}, a.id AS amount, k.said_by AS saidBy, k.said_on AS saidOn, k.newer_figure AS newer
       FROM correction k JOIN amount a ON a.id = k.amount_id JOIN contribution c ON c.id = a.contribution_id JOIN project p ON p.id = c.project_id WHERE k.state = 'asked' AND k.removed_in IS NULL ORDER BY k.id`,
    ).all(),
    gaps: db.prepare<[], FigureFacts['gaps'][number]>(
      `SELECT x.id, x.natural_key AS key, ${project}, f.name AS file, s.received_at AS receivedAt
       FROM snapshot_gap x JOIN project p ON p.id = x.project_id JOIN submission s ON s.id = x.submission_id JOIN source_file f ON f.id = s.source_file_id WHERE x.state = 'open' AND x.removed_in IS NULL ORDER BY x.id`,
    ).all(),
  }
}
