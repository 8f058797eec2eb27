/** What each row of a sheet is to the table that is imported, by row number; the same words as the account of rows after the check. */
import type { TableSummary } from '../../../shared/contract/submissions.ts'
import type { SubmissionMapping } from '../../../shared/domain/submission.ts'

export type SheetPart = 'above' | 'band' | 'header' | 'label' | 'note' | 'data' | 'elsewhere'

/** Gives the part of a row; rows that no block of this table holds are above it or belong elsewhere. */
export function partsOfSheet(mapping: SubmissionMapping, tables: readonly TableSummary[]): (row: number) => SheetPart {
  const marked = new Map<number, SheetPart>()
  for (const block of mapping.blocks) {
    for (let row = block.headerRow - block.headerRows + 1; row < block.headerRow; row++) marked.set(row, 'band')
    if (block.headerRow > 0) marked.set(block.headerRow, 'header')
    for (const { row } of block.labels) marked.set(row, 'label')
    for (const { row } of block.notes) marked.set(row, 'note')
  }
  const others = tables.filter(({ table }) => table !== mapping.table)
  const isWithin = (row: number, { firstRow, lastRow }: { readonly firstRow: number; readonly lastRow: number | null }) => row >= firstRow && (lastRow === null || row <= lastRow)
  return (row) => {
    const mark = marked.get(row)
    if (mark) return mark
    const block = mapping.blocks.find((one) => isWithin(row, one))
    if (block) return block.headerRow > 0 && row < block.headerRow ? 'above' : 'data'
    if (others.some((one) => isWithin(row, one))) return 'elsewhere'
    return row < (mapping.blocks[0]?.firstRow ?? 0) || row < mapping.headerRow ? 'above' : 'data'
  }
}
