import { cellAddress, type SheetRow } from '../../../../shared/domain/sheet.ts'
import type { ControlSum, Problem, RowAccounting, SubmissionMapping, ValidatedRow } from '../../../../shared/domain/submission.ts'

/** The row pipeline that runs inside the parser's process: rows as read go in, rows as understood come out. */
export interface PipelineRequest {
  readonly mapping: SubmissionMapping
}

export interface RowPipeline {
  /** Takes rows in file order; gives those whose meaning is settled. */
  push(rows: readonly SheetRow[]): readonly ValidatedRow[]
  /** After the last row: what was held back, and the account of the whole sheet. */
  finish(): PipelineResult
}

export interface PipelineResult {
  readonly rows: readonly ValidatedRow[]
  readonly accounting: RowAccounting
  readonly controlSums: readonly ControlSum[]
  readonly problems: readonly Problem[]
}

/** Parts the rows by the mapping's header row; gaps in the row numbers are blank rows. */
export function createRowPipeline(request: PipelineRequest): RowPipeline {
  const { headerRow, headerRows } = request.mapping
  const accounting = { read: 0, above: 0, header: 0, blank: 0, total: 0, accepted: 0, rejected: 0 }
  function kindOf(row: number): 'above' | 'header' | 'accepted' {
    if (row > headerRow) return 'accepted'
    return row > headerRow - headerRows ? 'header' : 'above'
  }
  return {
    push: (rows) =>
      rows.map(({ row, cells }) => {
        const kind = kindOf(row)
        accounting.blank += Math.max(0, row - accounting.read - 1)
        accounting.read = Math.max(accounting.read, row)
        accounting[kind]++
        return { row, kind, problems: [], cells: cells.filter(({ text }) => text !== '').map(({ column, text }) => ({ address: cellAddress(column, row), text })) }
      }),
    finish: () => ({ rows: [], accounting, controlSums: [], problems: [] }),
  }
}
