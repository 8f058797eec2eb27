/** Pools with what came in, went out and is left (rules of what counts: allocations and advances are never new contributions). */
import type { Database } from 'better-sqlite3'
import type { PoolPosition } from '../../../shared/contract/agreements.ts'
import { nameOf } from '../store/reading/names.ts'

interface PoolRow { readonly id: number; readonly title: string; readonly modality: string; readonly parent: number | null }
interface Moved { readonly pool: number; readonly kind: 'allocation' | 'advance' | 'repayment' | 'refund'; readonly project: number | null; readonly symbol: string | null; readonly cents: number; readonly unknown: number }
interface PaidIn { readonly pool: number; readonly id: number; readonly partner: string; readonly received: number; readonly approved: number; readonly unknown: number }
interface Recorded { readonly pool: number; readonly project: number; readonly symbol: string | null; readonly cents: number }

/** Amounts in force that are figures and repeat no earlier row. */
const counted = `a.to_changeset IS NULL AND a.state = 'value' AND a.is_repeat = 0`

/** Every pool in the order of titles; cents of USD. */
export function readPoolPositions(db: Database, locale: string): PoolPosition[] {
  const pools = db.prepare<[object], PoolRow>(
    `SELECT q.id, q.title, ${nameOf('modality', 'm.natural_key')} AS modality, q.parent_id AS parent FROM pool q JOIN modality m ON m.id = q.modality_id WHERE q.removed_in IS NULL ORDER BY q.title, q.id`,
  ).all({ locale })
  const moved = by(db.prepare<[], Moved>(
    `SELECT m.pool_id AS pool, m.kind, m.project_id AS project, p.symbol, sum(coalesce(m.usd_cents, 0)) AS cents, sum(m.usd_cents IS NULL) AS unknown
     FROM pool_movement m LEFT JOIN project p ON p.id = m.project_id WHERE m.removed_in IS NULL GROUP BY m.pool_id, m.kind, m.project_id ORDER BY p.symbol, m.project_id`,
  ).all())
  const paidIn = by(db.prepare<[object], PaidIn>(
    `SELECT q.id AS pool, t.id, ${nameOf('partner', 't.natural_key')} AS partner, sum(iif(a.measure = 'receipt', coalesce(a.usd_cents, 0), 0)) AS received,
       sum(iif(a.measure IN ('approval', 'revision'), coalesce(a.usd_cents, 0), 0)) AS approved, sum(a.measure = 'receipt' AND a.usd_cents IS NULL) AS unknown
     FROM pool q JOIN contribution c ON c.project_id = q.project_id AND c.removed_in IS NULL AND c.pool_id IS NULL JOIN partner t ON t.id = c.signatory_id
     JOIN amount a ON a.contribution_id = c.id AND ${counted} AND a.measure IN ('receipt', 'approval', 'revision')
     WHERE q.removed_in IS NULL GROUP BY q.id, t.id ORDER BY received DESC, approved DESC, partner`,
  ).all({ locale }))
  const recorded = by(db.prepare<[], Recorded>(
    `SELECT c.pool_id AS pool, p.id AS project, p.symbol, sum(coalesce(a.usd_cents, 0)) AS cents FROM contribution c JOIN project p ON p.id = c.project_id
     LEFT JOIN amount a ON a.contribution_id = c.id AND ${counted} AND a.measure IN ('approval', 'revision') WHERE c.pool_id IS NOT NULL AND c.removed_in IS NULL GROUP BY 1, 2 ORDER BY p.symbol, p.id`,
  ).all())
  return pools.map((pool) => position(pool, moved.get(pool.id) ?? [], paidIn.get(pool.id) ?? [], recorded.get(pool.id) ?? []))
}

const by = <R extends { readonly pool: number }>(rows: readonly R[]): Map<number, R[]> => Map.groupBy(rows, ({ pool }) => pool)

function position(pool: PoolRow, moved: readonly Moved[], paidIn: readonly PaidIn[], recorded: readonly Recorded[]): PoolPosition {
  const sum = (kind: Moved['kind']): number => moved.filter((row) => row.kind === kind).reduce((total, { cents }) => total + cents, 0)
  const [allocations, advances, repayments, refunds] = [sum('allocation'), sum('advance'), sum('repayment'), sum('refund')]
  const contributionsIn = paidIn.reduce((total, { received }) => total + received, 0)
  const projects = new Map<number, PoolPosition['projects'][number]>()
  const touch = (id: number, symbol: string | null) => projects.get(id) ?? { id, symbol, allocated: 0, recorded: null }
  for (const { project, symbol, kind, cents } of moved) {
    if (project === null || kind === 'refund') continue
    const before = touch(project, symbol)
    projects.set(project, { ...before, allocated: before.allocated + (kind === 'allocation' || kind === 'advance' ? cents : -cents) })
  }
  for (const { project, symbol, cents } of recorded) projects.set(project, { ...touch(project, symbol), recorded: cents })
  return {
    ...pool, contributionsIn, approved: paidIn.reduce((total, { approved }) => total + approved, 0), allocations, advances, repayments, refunds,
    balance: contributionsIn - allocations - advances + repayments - refunds,
    withoutUsd: [...moved, ...paidIn].reduce((total, { unknown }) => total + unknown, 0),
    contributors: paidIn.map(({ id, partner, received, approved }) => ({ id, partner, received, approved })),
    projects: [...projects.values()],
  }
}
