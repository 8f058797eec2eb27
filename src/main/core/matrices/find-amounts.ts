/** The amounts behind a figure of a matrix, a total or a left-out category: the same predicate as the figure itself. */
import type { z } from 'zod'
import type { MatrixCellChoice, MatrixSpec } from '../../../shared/contract/matrices.ts'
import type { Audience } from '../../../shared/domain/amount.ts'
import type { Cube } from '../cube/cube.ts'
import { createClassifier, leftOutVerdict } from './classify.ts'
import type { CountingRule } from './counting-rules.ts'
import { readRowKey } from './row-keys.ts'

export interface FoundAmounts {
  /** Positions in the cube, largest cents first, without a figure last, then by id. */
  readonly positions: Int32Array
  readonly cents: number
}

/** A row or column that the matrix does not have gives nothing. */
export function findAmounts(cube: Cube, spec: MatrixSpec, rule: CountingRule, cell: z.infer<typeof MatrixCellChoice>, limit?: Audience): FoundAmounts {
  const { classify, time, isOwnLine } = createClassifier(cube, spec, rule, limit)
  const { partner, modality, cents } = cube.columns
  const { keys, rowOf } = cube.dimensions.partners
  const verdictWanted = cell.leftOut !== undefined ? leftOutVerdict(cell.leftOut) : cell.column === null ? null : time.keys.indexOf(cell.column)
  if (cell.leftOut === undefined && verdictWanted === -1) return { positions: new Int32Array(0), cents: 0 }
  const row = cell.row === null || cell.leftOut !== undefined ? null : readRowKey(cell.row)
  const isOfRow = Uint8Array.from(keys, (_, code) => (row !== null && keys[rowOf[spec.level][code] ?? 0] === row.partner ? 1 : 0))
  const line = row?.isOwnLine === true ? 1 : 0
  const found = new Int32Array(cube.length)
  let count = 0
  let sum = 0
  for (let position = 0; position < cube.length; position++) {
    const verdict = classify(position)
    if (verdictWanted === null ? verdict < 0 : verdict !== verdictWanted) continue
    if (row !== null && (isOfRow[partner[position] ?? 0] === 0 || isOwnLine[modality[position] ?? 0] !== line)) continue
    found[count++] = position
    const value = cents[position] ?? Number.NaN
    if (value === value) sum += value
  }
  return { positions: found.slice(0, count).sort(byCents(cube)), cents: sum }
}

/** Order of positions: cents falling, those without a figure last, equal ones by id. */
export function byCents(cube: Cube): (a: number, b: number) => number {
  const { cents } = cube.columns
  return (a, b) => {
    const left = cents[a] ?? Number.NaN
    const right = cents[b] ?? Number.NaN
    if (left > right) return -1
    if (left < right) return 1
    if (left === right) return a - b
    return left === left ? -1 : right === right ? 1 : a - b
  }
}
