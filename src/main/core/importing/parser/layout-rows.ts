import type { SheetRow } from '../../../../shared/domain/sheet.ts'
import type { Problem } from '../../../../shared/domain/submission.ts'
import type { ReadRowsOptions, Workbook } from '../read/workbook.ts'
import { layoutCells, layoutRows, sampleRows } from './protocol.ts'

/** The rows of a sheet that layout and proposal rest on. */
export interface LayoutRows {
  readonly rows: readonly SheetRow[]
  readonly lastRow: number
  readonly findings: readonly Problem[]
  /** The sheet has no others. */
  readonly isComplete: boolean
}

/** Up to 20,000 rows or about 100,000 cells; how wide the rows are is taken from the first of them. */
export async function readLayoutRows(workbook: Workbook, sheetIndex: number, options: Omit<ReadRowsOptions, 'maxRows'> = {}): Promise<LayoutRows> {
  const first = await readRows(workbook, sheetIndex, sampleRows, options)
  if (first.isComplete) return first
  const cells = first.rows.reduce((sum, row) => sum + row.cells.length, 0)
  const most = Math.max(sampleRows, Math.min(layoutRows, Math.floor((layoutCells * sampleRows) / Math.max(cells, 1))))
  return most === sampleRows ? first : readRows(workbook, sheetIndex, most, options)
}

async function readRows(workbook: Workbook, sheetIndex: number, maxRows: number, options: Omit<ReadRowsOptions, 'maxRows'>): Promise<LayoutRows> {
  const rows: SheetRow[] = []
  const { lastRow, findings } = await workbook.readRows(sheetIndex, { ...options, maxRows }, (some) => {
    for (const row of some) rows.push(row)
  })
  return { rows, lastRow, findings, isComplete: rows.length < maxRows }
}
