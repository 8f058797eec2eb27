import type { SheetRow } from '../../../../shared/domain/sheet.ts'
import type { Message, TableBlock } from '../../../../shared/domain/submission.ts'
import { detectTable, tableWithHeader, type DetectedColumn, type DetectedTable } from './detect-table.ts'

/** A table of a sheet: blocks that have the same columns, so that one mapping holds for all of them. */
export interface SheetTable {
  readonly table: number
  readonly blocks: readonly TableBlock[]
  /** With their header path; of the first block, where later ones word it otherwise. */
  readonly columns: readonly DetectedColumn[]
  readonly confidence: number
  readonly reason: Message
}

export interface SheetLayout {
  /** In the order of their first rows; at least one. */
  readonly tables: readonly SheetTable[]
}

/** In: the first rows of a sheet and the number of the last of them; `isComplete` where these are all. Out: its tables, block by block. */
export function detectLayout(rows: readonly SheetRow[], lastRow: number, isComplete: boolean): SheetLayout {
  return { tables: [oneBlock(detectTable(rows, lastRow), lastRow, isComplete)] }
}

/** The same where a person chose a header row. */
export function layoutWithHeader(rows: readonly SheetRow[], headerRow: number, lastRow: number, isComplete: boolean): SheetLayout {
  return { tables: [oneBlock(tableWithHeader(rows, headerRow, lastRow), lastRow, isComplete)] }
}

const oneBlock = (found: DetectedTable, lastRow: number, isComplete: boolean): SheetTable => ({
  table: 0,
  blocks: [{ firstRow: Math.max(1, found.headerRow === 0 ? found.firstDataRow : found.headerRow - found.headerRows + 1), lastRow: isComplete ? lastRow : null, headerRow: found.headerRow, headerRows: found.headerRows, labels: [], notes: [] }],
  columns: found.columns,
  confidence: found.confidence,
  reason: found.reason,
})
