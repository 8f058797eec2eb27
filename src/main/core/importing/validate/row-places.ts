/**
 * Where a row stands in the layout: above the table, in the header of a block, a label or a note of it, among its data, or
 * elsewhere (between blocks, in another table). Rows are asked for in ascending order, so a pointer over the blocks is enough.
 */
import type { RowKind, SubmissionMapping, TableBlock } from '../../../../shared/domain/submission.ts'

export interface RowPlace {
  readonly kind: 'above' | 'header' | 'label' | 'note' | 'elsewhere' | 'data'
  /** Index of the block that holds the row; -1 outside of all. */
  readonly block: number
}

/** Rows that the file does not hold at all, both ends included. */
export interface RowGap {
  readonly from: number
  readonly to: number
  readonly kind: Extract<RowKind, 'above' | 'blank'>
}

export interface RowPlaces {
  readonly at: (row: number) => RowPlace
  /** What rows without any content are. */
  readonly gaps: (from: number, to: number) => readonly RowGap[]
}

interface PlacedBlock {
  readonly block: TableBlock
  readonly last: number
  readonly data: RowPlace
  readonly marked: ReadonlyMap<number, 'label' | 'note'>
}

export function createRowPlaces({ blocks, table }: Pick<SubmissionMapping, 'blocks' | 'table'>): RowPlaces {
  const placed = blocks.map((block, index): PlacedBlock => ({
    block, last: block.lastRow ?? Infinity, data: { kind: 'data', block: index },
    marked: new Map([...block.notes.map(({ row }) => [row, 'note'] as const), ...block.labels.map(({ row }) => [row, 'label'] as const)]),
  }))
  const first = blocks[0]
  const lastAbove = first === undefined ? 0 : first.headerRow === 0 ? first.firstRow - 1 : first.headerRow
  // Above a later table of the sheet stand the earlier ones.
  const before: RowPlace = { kind: table > 0 ? 'elsewhere' : 'above', block: -1 }
  const outside: RowPlace = { kind: 'elsewhere', block: -1 }
  let at = 0

  return {
    at(row) {
      let current = placed[at]
      while (current && row > current.last) current = placed[++at]
      if (!current) return outside
      const { block, data, marked } = current
      if (row < block.firstRow) return at === 0 ? before : outside
      const mark = marked.size === 0 ? undefined : marked.get(row)
      if (mark !== undefined) return { kind: mark, block: at }
      if (row > block.headerRow) return data
      if (row > block.headerRow - block.headerRows) return { kind: 'header', block: at }
      return { kind: at === 0 ? 'above' : 'elsewhere', block: at }
    },
    gaps: (from, to) => [{ from, to: Math.min(to, lastAbove), kind: 'above' as const }, { from: Math.max(from, lastAbove + 1), to, kind: 'blank' as const }].filter((gap) => gap.from <= gap.to),
  }
}
