import type { SheetRow } from '../../../../shared/domain/sheet.ts'
import type { Problem } from '../../../../shared/domain/submission.ts'
import type { Workbook } from '../read/workbook.ts'
import { layoutCells, layoutRows, sampleRows } from './protocol.ts'

/** The rows of a sheet that layout and proposal rest on. */
export interface LayoutRows {
  readonly rows: readonly SheetRow[]
  /** Number of the last of them; 0 where there is none. */
  readonly lastRow: number
  /** The sheet has no others. */
  readonly isComplete: boolean
  readonly findings: readonly Problem[]
}

/** Keeps the first rows of a sheet: 20,000, or those of about 100,000 cells, but of a wide sheet at least those that a person is shown. */
export interface FirstRows {
  /** Keeps rows until it is full; gives those that it has no place for. */
  readonly add: (rows: readonly SheetRow[]) => readonly SheetRow[]
  readonly isFull: () => boolean
  /** Gives the rows away. */
  readonly take: () => Omit<LayoutRows, 'findings'>
}

export function createFirstRows(): FirstRows {
  let kept: SheetRow[] = []
  let cells = 0
  const isFull = (): boolean => kept.length >= layoutRows || (cells >= layoutCells && kept.length >= sampleRows)
  return {
    isFull,
    add(rows) {
      for (const [at, row] of rows.entries()) {
        if (isFull()) return rows.slice(at)
        kept.push(row)
        cells += row.cells.length
      }
      return []
    },
    take() {
      const taken = { rows: kept, lastRow: kept.at(-1)?.row ?? 0, isComplete: !isFull() }
      kept = []
      cells = 0
      return taken
    },
  }
}

/** Reads the first rows and no more than a batch beyond them. */
export async function readLayoutRows(workbook: Workbook, sheetIndex: number): Promise<LayoutRows> {
  const first = createFirstRows()
  const { findings } = await workbook.readRows(sheetIndex, {}, (rows) => {
    first.add(rows)
    return first.isFull() ? false : undefined
  })
  return { ...first.take(), findings }
}
