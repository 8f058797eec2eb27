/**
 * The columnar cube: every live amount as one position in typed arrays, dimensions as codes. It is a function of SQL: loaded in
 * one pass, kept current by cube-changes.ts, and stamped with the changeset it was read at.
 */
import type { Dimensions } from './dimensions.ts'
import { goneMeasure } from './amount-codes.ts'
import type { FigureAudience } from './figure-audience.ts'

/** A time that amounts can have: a single year, a biennium as a whole (named by its first year), or none. */
export interface TimeSlot {
  readonly kind: 'year' | 'biennium' | 'none'
  readonly year: number
}

export interface CubeColumns {
  /** Ascending. */
  readonly id: Int32Array
  /** Integer cents, exact below 2^53; NaN where there is no USD figure. */
  readonly cents: Float64Array
  /** Day as the number 20120331; 0 where there is none. */
  readonly day: Int32Array
  readonly contribution: Int32Array
  readonly partner: Int32Array
  readonly area: Uint16Array
  readonly modality: Uint16Array
  /** Index into `slots`. */
  readonly slot: Uint16Array
  /** Code of the measure, or `goneMeasure`. */
  readonly measure: Uint8Array
  /** See amount-codes.ts. */
  readonly flags: Uint8Array
}

export interface Cube {
  readonly columns: CubeColumns
  /** Positions in use; those with `goneMeasure` are empty. */
  readonly length: number
  readonly slots: readonly TimeSlot[]
  readonly dimensions: Dimensions
  readonly figureAudience: FigureAudience
  readonly changeset: number
}

export function allocateColumns(capacity: number): CubeColumns {
  return {
    id: new Int32Array(capacity),
    cents: new Float64Array(capacity),
    day: new Int32Array(capacity),
    contribution: new Int32Array(capacity),
    partner: new Int32Array(capacity),
    area: new Uint16Array(capacity),
    modality: new Uint16Array(capacity),
    slot: new Uint16Array(capacity),
    measure: new Uint8Array(capacity),
    flags: new Uint8Array(capacity),
  }
}

/** The same content with room for `capacity` positions. */
export function growColumns(columns: CubeColumns, capacity: number): CubeColumns {
  const grown = allocateColumns(capacity)
  for (const name of Object.keys(columns) as (keyof CubeColumns)[]) grown[name].set(columns[name])
  return grown
}

/** Position of an amount, or -1; an amount that is gone keeps its position. */
export function positionOf(cube: Pick<Cube, 'columns' | 'length'>, id: number): number {
  const ids = cube.columns.id
  let low = 0
  let high = cube.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = ids[middle] ?? 0
    if (found === id) return middle
    if (found < id) low = middle + 1
    else high = middle - 1
  }
  return -1
}

export const isLive = (columns: CubeColumns, position: number): boolean => columns.measure[position] !== goneMeasure

/** Gives each time its index in a list that only grows. */
export function createSlots(known: readonly TimeSlot[] = [{ kind: 'none', year: 0 }]): { readonly list: TimeSlot[]; of(kind: TimeSlot['kind'], year: number): number } {
  const list = [...known]
  // Years and biennia of one number are told apart by the sign; years of ISO dates are not negative.
  const index = new Map(list.map((slot, position) => [slot.kind === 'biennium' ? -slot.year - 1 : slot.year, position]))
  index.delete(0)
  return {
    list,
    of(kind, year) {
      if (kind === 'none') return 0
      const key = kind === 'biennium' ? -year - 1 : year
      const at = index.get(key)
      if (at !== undefined) return at
      list.push({ kind, year })
      index.set(key, list.length - 1)
      return list.length - 1
    },
  }
}
