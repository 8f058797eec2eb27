/** The columns that times can fall into: years, biennia, the whole biennium among years, and none. */
import type { MatrixSpec } from '../../../shared/contract/matrices.ts'
import { bienniumLabel, bienniumStart } from '../../../shared/domain/dates.ts'
import type { TimeSlot } from '../cube/cube.ts'

/** Gaps between the first and the last column are shown up to this many columns; a mistyped century shows only itself. */
const longestRange = 40

export interface ShownColumn {
  readonly key: string
  /** Index of the column that `ofSlot` gives, or -1 for a gap. */
  readonly column: number
}

export interface TimeColumns {
  /** Keys of the columns that times can fall into, in order of time, `none` last. */
  readonly keys: readonly string[]
  /** By slot: index into `keys`, or why the time is left out. */
  readonly ofSlot: readonly (number | 'outside-period' | 'no-date')[]
  /** The columns to show when those given hold something: these, and the empty years (or biennia) between them. */
  shown(filled: readonly number[]): ShownColumn[]
}

export function planColumns(slots: readonly TimeSlot[], spec: Pick<MatrixSpec, 'columns' | 'fromYear' | 'toYear'>): TimeColumns {
  const from = spec.fromYear ?? Number.NEGATIVE_INFINITY
  const to = spec.toYear ?? Number.POSITIVE_INFINITY
  const isOpen = spec.fromYear === null && spec.toYear === null
  const byBiennium = spec.columns === 'biennium'
  const within = ({ kind, year }: TimeSlot): boolean => (kind === 'none' ? isOpen : year >= from && (kind === 'biennium' ? year + 1 : year) <= to)
  // What columns are sorted by: a biennium as a whole stands half a year after its second year.
  const orderOf = ({ kind, year }: TimeSlot): number => (kind === 'none' ? Number.POSITIVE_INFINITY : byBiennium ? bienniumStart(year) : kind === 'biennium' ? year + 1.5 : year)
  const keyOf = (order: number): string => (order === Number.POSITIVE_INFINITY ? 'none' : byBiennium ? bienniumLabel(order) : Number.isInteger(order) ? String(order) : bienniumLabel(order - 1.5))
  const orders = [...new Set(slots.filter(within).map(orderOf))].sort((a, b) => a - b)
  return {
    keys: orders.map(keyOf),
    ofSlot: slots.map((slot) => (within(slot) ? orders.indexOf(orderOf(slot)) : slot.kind === 'none' ? 'no-date' : 'outside-period')),
    shown(filled) {
      const shown = new Map(filled.map((column) => [orders[column] ?? Number.NaN, column]))
      const whole = [...shown.keys()].filter((order) => Number.isInteger(order))
      const step = byBiennium ? 2 : 1
      const [first, last] = [Math.min(...whole), Math.max(...whole)]
      if (whole.length > 0 && last - first <= longestRange * step) {
        for (let order = first; order < last; order += step) if (!shown.has(order)) shown.set(order, -1)
      }
      return [...shown].sort(([a], [b]) => a - b).map(([order, column]) => ({ key: keyOf(order), column }))
    },
  }
}
