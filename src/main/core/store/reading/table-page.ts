/** Pages of a grid: columns of texts and numbers, never more cells than one page may carry. */
import { maxPageCells, type Table } from '../../../../shared/contract/common.ts'

export type CellValue = string | number | null
export type GridRow = Readonly<Record<string, CellValue>>

export interface PageRequest {
  readonly offset: number
  readonly limit: number
  readonly sort?: { readonly key: string; readonly direction: 'asc' | 'desc' } | undefined
  readonly search?: string | undefined
}

/** Rows that a page of so many columns may have. */
export const rowLimit = (limit: number, columns: number): number => Math.min(limit, Math.floor(maxPageCells / columns))

export function toTable(columns: readonly string[], rows: readonly GridRow[], where: { readonly offset: number; readonly total: number; readonly changeset: number }): Table {
  return { columns: columns.map((key) => ({ key, values: rows.map((row) => row[key] ?? null) })), ...where }
}

/** Filters, sorts and cuts a list that is small enough to be held whole (reference data). Unknown sort keys keep the given order. */
export function pageOfList(columns: readonly string[], rows: readonly GridRow[], request: PageRequest, changeset: number, locale: string): Table {
  const wanted = request.search?.trim().toLocaleLowerCase(locale)
  const found = wanted ? rows.filter((row) => columns.some((key) => String(row[key] ?? '').toLocaleLowerCase(locale).includes(wanted))) : [...rows]
  const { sort } = request
  if (sort && columns.includes(sort.key)) {
    const collator = new Intl.Collator(locale, { numeric: true })
    const sign = sort.direction === 'desc' ? -1 : 1
    const compare = (a: CellValue, b: CellValue): number => (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a ?? ''), String(b ?? '')))
    found.sort((a, b) => sign * compare(a[sort.key] ?? null, b[sort.key] ?? null))
  }
  return toTable(columns, found.slice(request.offset, request.offset + rowLimit(request.limit, columns.length)), { offset: request.offset, total: found.length, changeset })
}
