import type { SheetCell } from '../../../../shared/domain/sheet.ts'
import type { ColumnMapping } from '../../../../shared/domain/submission.ts'
import { hasValue } from './row-kind.ts'

/** Blanks that stand for the value above, in the columns where the mapping says so and never beyond a block. */
export interface FillDown {
  /** Fills the blanks of a row of data in place. */
  readonly fill: (slots: (SheetCell | undefined)[]) => void
  readonly startBlock: () => void
  readonly has: (column: number) => boolean
}

export function createFillDown(columns: readonly ColumnMapping[]): FillDown {
  // A repeated amount would count again: money is never filled.
  const filled = columns.filter(({ isFilledDown, field }) => isFilledDown === true && field !== 'amount' && field !== 'ignore').map(({ column }) => column).sort((a, b) => a - b)
  const above = new Map<number, SheetCell>()
  return {
    has: (column) => filled.includes(column),
    startBlock: () => above.clear(),
    fill(slots) {
      let isNewGroup = false
      for (const column of filled) {
        const cell = slots[column]
        if (cell && hasValue(cell)) {
          above.set(column, cell)
          isNewGroup = true
          continue
        }
        // Grouped columns nest from left to right: a new value leaves none of the finer ones in force.
        if (isNewGroup) above.delete(column)
        const known = above.get(column)
        if (known) slots[column] = known
      }
    },
  }
}
