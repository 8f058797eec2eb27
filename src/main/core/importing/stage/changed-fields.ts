/** Fields of the register that a commit changes, with both values as shown; the first of them are kept for the view, all are counted. */
import type { ChangedCell } from '../../../../shared/contract/submissions.ts'

const mostChangedCells = 50_000

export interface ChangedFields {
  readonly note: (cell: ChangedCell) => void
  total(): number
  /** In order of the rows; those that no row speaks of last. */
  cells(): readonly ChangedCell[]
}

export function createChangedFields(): ChangedFields {
  const cells: ChangedCell[] = []
  let total = 0
  return {
    note(cell) {
      if (cell.before === cell.after) return
      total += 1
      if (cells.length < mostChangedCells) cells.push(cell)
    },
    total: () => total,
    cells: () => cells.toSorted((a, b) => (a.row ?? Number.MAX_SAFE_INTEGER) - (b.row ?? Number.MAX_SAFE_INTEGER)),
  }
}
