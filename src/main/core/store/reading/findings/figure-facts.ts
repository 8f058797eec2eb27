/** What the findings of contributions, amounts and pools are told from. Cents of USD throughout. */
import type { Database } from 'better-sqlite3'
import { nameOf } from '../names.ts'
import { derivedField } from '../records/derived-fields.ts'
import { projectNameSql } from './project-name.ts'

interface OfProject { readonly project: number; readonly projectName: string }
interface Case { readonly id: number; readonly key: string }

export interface FigureFacts {
  /** Names and keys of projects that have amounts. */
  readonly projects: ReadonlyMap<number, { readonly key: string; readonly name: string }>
  /** By project and currency; `id` is the first amount. */
  readonly withoutUsd: readonly (Case & OfProject & { readonly currency: string | null; readonly figures: number; readonly first: string | null; readonly last: string | null })[]
  /** Payer shares of a contribution added up, millionths. */
  readonly payers: readonly (Case & OfProject & { readonly millionths: number })[]
  readonly unvalued: readonly (Case & OfProject & { readonly partner: number; readonly partnerName: string })[]
  readonly pools: readonly (Case & { readonly title: string; readonly balance: number })[]
  /** Allocations less what came back, beside what the project's own contributions from the pool say; null where that is not known or not there. */
  readonly allocations: readonly (Case & OfProject & { readonly title: string; readonly allocated: number | null; readonly recorded: number | null; readonly records: number })[]
  /** Corrections that a newer figure contradicts. */
  readonly asked: readonly (Case & OfProject & { readonly amount: number; readonly saidBy: string; readonly saidOn: string; readonly newer: string | null })[]
  readonly gaps: readonly (Case & OfProject & { readonly file: string; readonly receivedAt: string })[]
}

export function readFigureFacts(db: Database, locale: string, lifeProjects: readonly number[]): FigureFacts {
  const project = `p.id AS project, ${projectNameSql('p')} AS projectName`
  const live = 'FROM contribution c JOIN project p ON p.id = c.project_id'
  const named = db.prepare<[string], { id: number; key: string; name: string }>(`SELECT p.id, p.natural_key AS key, ${projectNameSql('p')} AS name FROM json_each(?) j JOIN project p ON p.id = j.value`)
  return {
    projects: new Map(named.all(JSON.stringify(lifeProjects)).map(({ id, key, name }) => [id, { key, name }])),
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
    pools: db.prepare<[], FigureFacts['pools'][number]>(`SELECT q.id, q.natural_key AS key, q.title, ${derivedField('pool', 'balance').sql('q')} AS balance FROM pool q WHERE q.removed_in IS NULL ORDER BY q.natural_key`).all(),
    allocations: db.prepare<[], FigureFacts['allocations'][number]>(
      `WITH moved AS (SELECT m.pool_id AS pool, m.project_id AS project, iif(sum(m.usd_cents IS NULL) > 0, NULL, sum(iif(m.kind IN ('allocation', 'advance'), m.usd_cents, -m.usd_cents))) AS cents
           FROM pool_movement m WHERE m.removed_in IS NULL AND m.project_id IS NOT NULL GROUP BY 1, 2),
         said AS (SELECT c.pool_id AS pool, c.project_id AS project, count(DISTINCT c.id) AS records, iif(sum(a.id IS NOT NULL AND a.usd_cents IS NULL) > 0, NULL, coalesce(sum(a.usd_cents), 0)) AS cents
           FROM contribution c LEFT JOIN amount a ON a.contribution_id = c.id AND a.to_changeset IS NULL AND a.state = 'value' AND a.is_repeat = 0 AND a.measure IN ('approval', 'revision')
           WHERE c.pool_id IS NOT NULL AND c.removed_in IS NULL GROUP BY 1, 2)
       SELECT q.id, q.natural_key || '|' || p.natural_key AS key, ${project}, q.title, iif(moved.pool IS NULL, 0, moved.cents) AS allocated, said.cents AS recorded, coalesce(said.records, 0) AS records
       FROM (SELECT pool, project FROM moved UNION SELECT pool, project FROM said) pairs JOIN pool q ON q.id = pairs.pool AND q.removed_in IS NULL JOIN project p ON p.id = pairs.project AND p.removed_in IS NULL
         LEFT JOIN moved ON moved.pool = pairs.pool AND moved.project = pairs.project LEFT JOIN said ON said.pool = pairs.pool AND said.project = pairs.project ORDER BY 2`,
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
