import type { CellFact, SheetInfo, SheetRow, SpreadsheetKind } from '../../../../shared/domain/sheet.ts'
import type { Problem } from '../../../../shared/domain/submission.ts'

/** An open file of rows, whatever its format. */
export interface Workbook {
  readonly kind: SpreadsheetKind
  /** What this format's reader cannot know of a cell. */
  readonly unknown: readonly CellFact[]
  readonly sheets: readonly SheetInfo[]
  /** About the file as a whole. */
  readonly findings: readonly Problem[]
  /** Rows with content, in ascending order and in batches; a blank row is a gap in the row numbers. May be called again and for any sheet. */
  readRows(sheetIndex: number, options: ReadRowsOptions, onRows: OnRows): Promise<ReadRowsResult>
  close(): Promise<void>
}

/** Takes a batch; `false` says that no more are wanted. */
export type OnRows = (rows: readonly SheetRow[]) => void | false | Promise<void | false>

export interface ReadRowsOptions {
  /** Stop after so many rows with content. */
  readonly maxRows?: number
  /** Bytes of the file consumed so far, and how many there are, for progress. */
  readonly onBytes?: (read: number, total: number) => void
}

export interface ReadRowsResult {
  /** Rows with content that were given out. */
  readonly rows: number
  /** One-based number of the last of them; 0 where there is none. */
  readonly lastRow: number
  /** About this sheet, known only after its rows were read. */
  readonly findings: readonly Problem[]
}
