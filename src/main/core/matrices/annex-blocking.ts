/** Figures that an annex would print, or leave out, before they are settled: found by the same predicate as the table itself. */
import type { Database } from 'better-sqlite3'
import type { AnnexBlocking, AnnexSpec } from '../../../shared/contract/annexes.ts'
import { proposedFlag, stateCodes, stateMask } from '../cube/amount-codes.ts'
import type { Cube } from '../cube/cube.ts'
import { annexMatrixSpec } from './annex-table.ts'
import type { CountingRule } from './counting-rules.ts'
import { findAmounts } from './find-amounts.ts'

const mostExamples = 5

/** Reasons without a figure are left out. Within the audience of the spec: what is above it is not named. */
export function findBlocking(db: Database, cube: Cube, spec: AnnexSpec, rule: CountingRule): AnnexBlocking[] {
  const { id, flags, cents, day } = cube.columns
  const matrix = annexMatrixSpec(spec)
  const counted = findAmounts(cube, matrix, rule, { row: null, column: null }, spec.audience).positions
  const withoutTime = findAmounts(cube, matrix, rule, { row: null, column: null, leftOut: 'no-date' }, spec.audience).positions
  const isFigure = (position: number): boolean => ((flags[position] ?? 0) & stateMask) === stateCodes.value
  const lacksUsd = (position: number): boolean => Number.isNaN(cents[position] ?? Number.NaN)
  const found: Readonly<Record<AnnexBlocking['reason'], readonly number[]>> = {
    proposed: [...counted].filter((position) => isFigure(position) && ((flags[position] ?? 0) & proposedFlag) !== 0),
    'without-usd': [...counted].filter((position) => isFigure(position) && lacksUsd(position)),
    // A figure to a date has no year and lacks none.
    undated: [...withoutTime].filter((position) => isFigure(position) && (day[position] ?? 0) === 0),
  }
  const nameOf = db.prepare<[number], string>(
    `SELECT coalesce(p.symbol, p.symbol_written, p.title, p.natural_key) || ' · ' || coalesce((SELECT text FROM label WHERE entity = 'partner' AND entity_key = g.natural_key AND role = 'name' AND language = 'en'), g.natural_key)
     FROM amount a JOIN contribution c ON c.id = a.contribution_id JOIN project p ON p.id = c.project_id JOIN partner g ON g.id = c.signatory_id WHERE a.id = ?`,
  ).pluck()
  const blocking = (reason: AnnexBlocking['reason'], positions: readonly number[]): AnnexBlocking[] => positions.length === 0 ? [] : [{
    reason, count: positions.length, cents: positions.reduce((sum, position) => sum + (lacksUsd(position) ? 0 : (cents[position] ?? 0)), 0),
    examples: [...new Set(positions.slice(0, mostExamples).flatMap((position) => nameOf.get(id[position] ?? 0) ?? []))],
  }]
  return [...blocking('proposed', found.proposed), ...blocking('without-usd', found['without-usd']), ...blocking('undated', found.undated)]
}
