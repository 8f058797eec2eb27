/** What every project was approved, received and delivered over its life, in one pass over the amounts. */
import type { Database } from 'better-sqlite3'
import { lifeMeasures, type LifeMeasure, type LifeOfProject, type LifeSums } from '../../../../../shared/domain/register/life-total.ts'

export interface ProjectLife extends LifeOfProject { readonly project: number }

type Row = [project: number, measure: LifeMeasure, dated: number, undated: number, figures: number, unknown: number]

/** Figures that repeat an earlier row are left out (rules of what counts). */
export function readLifeSums(db: Database): readonly ProjectLife[] {
  const rows = db.prepare<[], Row>(
    `SELECT c.project_id, iif(a.measure = 'revision', 'approval', a.measure) AS m, sum(iif(a.period_precision = 'none', 0, coalesce(a.usd_cents, 0))), sum(iif(a.period_precision = 'none', coalesce(a.usd_cents, 0), 0)), count(*), sum(a.usd_cents IS NULL)
     FROM amount a JOIN contribution c ON c.id = a.contribution_id AND c.removed_in IS NULL
     WHERE a.to_changeset IS NULL AND a.state = 'value' AND a.is_repeat = 0 AND a.measure IN ('approval', 'revision', 'receipt', 'delivery') GROUP BY 1, 2`,
  ).raw().all()
  const none: LifeSums = { dated: 0, undated: 0, figures: 0, unknown: 0 }
  const lives = new Map<number, { project: number } & Record<LifeMeasure, LifeSums>>()
  for (const [project, measure, dated, undated, figures, unknown] of rows) {
    if (!lifeMeasures.includes(measure)) continue
    let life = lives.get(project)
    if (!life) lives.set(project, (life = { project, approval: none, receipt: none, delivery: none }))
    life[measure] = { dated, undated, figures, unknown }
  }
  return [...lives.values()]
}
