import type { Table } from '../../shared/contract/common.ts'
import type { CellValue } from './columns.ts'

export type TableRow = Readonly<Record<string, CellValue>>

/** Rows of a columnar page, dictionaries resolved. */
export function tableRows(table: Table): TableRow[] {
  const length = Math.max(0, ...table.columns.map((column) => column.values.length))
  const rows: Record<string, CellValue>[] = Array.from({ length }, () => ({}))
  for (const { key, values, dictionary } of table.columns) {
    rows.forEach((row, index) => {
      const value = values[index] ?? null
      row[key] = dictionary && typeof value === 'number' ? (dictionary[value] ?? null) : value
    })
  }
  return rows
}

export const textOf = (row: TableRow, key: string): string | null => {
  const value = row[key] ?? null
  return value === null ? null : String(value)
}
export const numberOf = (row: TableRow, key: string): number | null => {
  const value = row[key] ?? null
  return typeof value === 'number' ? value : null
}
