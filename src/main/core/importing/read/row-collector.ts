import { cellAddress, type SheetCell, type SheetInfo, type SheetRow } from '../../../../shared/domain/sheet.ts'
import type { Problem } from '../../../../shared/domain/submission.ts'
import { fail } from '../../../../shared/result.ts'
import { createFindingCounter, fileFinding, type FindingCode } from './file-finding.ts'
import type { ReadLimits } from './limits.ts'
import { isTemplateRow } from './template-row.ts'
import type { ReadRowsResult } from './workbook.ts'
import { columnList } from './xlsx/hidden-columns.ts'
import { applyMerges, type MergedRange } from './xlsx/merges.ts'

/** What all formats but `.xlsx` do with a row once its cells are known: merges, limits, findings, batches. Rows come in ascending order. */
export interface RowCollector {
  /** `opened` are the merged ranges whose first row this is. False when no more rows are wanted. */
  add(row: number, cells: readonly SheetCell[], options?: { readonly isHidden?: boolean; readonly opened?: readonly MergedRange[] }): boolean
  note(severity: 'info' | 'warning', code: FindingCode, column: number, row: number): void
  /** Rows added since the last call. */
  take(): readonly SheetRow[]
  result(): ReadRowsResult
}

export function createRowCollector(sheet: string, limits: ReadLimits, maxRows: number): RowCollector {
  const findings = createFindingCounter()
  const hiddenColumns = new Set<number>()
  let batch: SheetRow[] = []
  let active: readonly MergedRange[] = []
  let merges = 0
  let cellCount = 0
  let rows = 0
  let lastRow = 0

  function judge(row: number, cells: readonly SheetCell[]): void {
    if (row > limits.rows) fail('unreadable-file', 'error.file-too-many-rows', { limit: limits.rows })
    for (const { column, isInHiddenColumn, isStruck, isUncached } of cells) {
      if (column >= limits.columns) fail('unreadable-file', 'error.file-too-many-columns', { limit: limits.columns })
      if (isInHiddenColumn) hiddenColumns.add(column)
      if (isStruck) findings.add('warning', 'finding.file.struck-cells', cellAddress(column, row))
      if (isUncached) findings.add('warning', 'finding.file.formulas-without-value', cellAddress(column, row))
    }
  }

  return {
    add(row, cells, { isHidden = false, opened = [] } = {}) {
      merges += opened.length
      if (merges > limits.merges) fail('unreadable-file', 'error.file-too-many-merges', { limit: limits.merges })
      if (opened.length > 0 || active.length > 0) active = [...active.filter(({ bottom }) => bottom >= row), ...opened]
      if (cells.length === 0) return rows < maxRows
      judge(row, cells)
      const placed = active.length === 0 ? cells : applyMerges(row, cells, active, (column) => findings.add('warning', 'finding.file.value-under-merge', cellAddress(column, row)))
      cellCount += placed.length
      if (cellCount > limits.cells) fail('unreadable-file', 'error.file-too-many-cells', { limit: limits.cells })
      if (isHidden && !isTemplateRow(placed)) findings.add('info', 'finding.file.hidden-rows', cellAddress(0, row))
      rows++
      lastRow = row
      batch.push({ row, isHidden, cells: placed })
      return rows < maxRows
    },
    note: (severity, code, column, row) => findings.add(severity, code, cellAddress(column, row)),
    take() {
      const taken = batch
      batch = []
      return taken
    },
    result() {
      const aboutColumns = hiddenColumns.size === 0 ? [] : [fileFinding('info', 'finding.file.hidden-columns', { sheet, count: hiddenColumns.size, columns: columnList(hiddenColumns) })]
      return { rows, lastRow, findings: [...findings.list(sheet), ...aboutColumns] }
    },
  }
}

/** Hidden sheets, named as in every format. */
export function sheetFindings(sheets: readonly SheetInfo[]): readonly Problem[] {
  return sheets.flatMap(({ name, visibility }) => {
    if (visibility === 'visible') return []
    return visibility === 'hidden' ? [fileFinding('info', 'finding.file.hidden-sheet', { sheet: name })] : [fileFinding('warning', 'finding.file.very-hidden-sheet', { sheet: name })]
  })
}
