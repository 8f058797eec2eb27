/** Columns as the features describe them, and their translation for AG Grid. */
import type { ColDef, ColGroupDef } from 'ag-grid-community'
import { createElement, type ReactNode } from 'react'

export type CellValue = string | number | null

export interface GridColumn<Row> {
  readonly key: string
  readonly header: string
  /** What is sorted by; null sorts before everything. */
  readonly value: (row: Row) => CellValue
  /** What is shown and copied; the value itself where absent. */
  readonly text?: (row: Row) => string
  /** For cells that are more than text; `text` should still say the same in words. */
  readonly render?: (row: Row) => ReactNode
  /** Numbers stand at the end edge in figures of equal width. */
  readonly kind?: 'text' | 'number'
  readonly width?: number
  readonly minWidth?: number
  /** Share of the width that is left. */
  readonly flex?: number
  readonly pin?: 'start' | 'end'
  readonly isSortable?: boolean
  /** The cell does something when clicked or on Enter, and looks so. */
  readonly isAction?: (row: Row) => boolean
  readonly headerHint?: string
}

interface GridColumnGroup<Row> {
  readonly header: string
  readonly columns: readonly GridColumn<Row>[]
}

export type GridColumns<Row> = readonly (GridColumn<Row> | GridColumnGroup<Row>)[]

const isGroup = <Row>(column: GridColumn<Row> | GridColumnGroup<Row>): column is GridColumnGroup<Row> => 'columns' in column

export const flatColumns = <Row>(columns: GridColumns<Row>): readonly GridColumn<Row>[] => columns.flatMap((column) => (isGroup(column) ? column.columns : [column]))

export const cellText = <Row>(column: GridColumn<Row>, row: Row): string => (column.text ? column.text(row) : String(column.value(row) ?? ''))

/** Text in the order of a language, numbers by size, nothing before something. */
export function createComparator(locale: string): (a: CellValue, b: CellValue) => number {
  const collator = new Intl.Collator(locale, { numeric: true })
  return (a, b) => {
    if (a === null) return b === null ? 0 : -1
    if (b === null) return 1
    return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
  }
}

interface ColumnContext {
  readonly direction: 'ltr' | 'rtl'
  /** Null where the core sorts. */
  readonly comparator: ((a: CellValue, b: CellValue) => number) | null
}

export function toColumnDefs<Row>(columns: GridColumns<Row>, context: ColumnContext): (ColDef<Row> | ColGroupDef<Row>)[] {
  return columns.map((column) =>
    isGroup(column) ? { headerName: column.header, marryChildren: true, children: column.columns.map((child) => toColumnDef(child, context)) } : toColumnDef(column, context),
  )
}

function toColumnDef<Row>(column: GridColumn<Row>, { direction, comparator }: ColumnContext): ColDef<Row> {
  const { render, isAction } = column
  const isAtStart = (column.pin === 'start') === (direction === 'ltr')
  const numberClass = column.kind === 'number' ? 'grid-number' : ''
  return {
    colId: column.key,
    headerName: column.header,
    headerTooltip: column.headerHint ?? column.header,
    sortable: column.isSortable ?? true,
    // Rows of the infinite model are undefined until their page has come.
    valueGetter: ({ data }) => (data ? column.value(data) : null),
    valueFormatter: ({ data }) => (data ? cellText(column, data) : ''),
    tooltipValueGetter: ({ data }) => (data ? cellText(column, data) : ''),
    cellClass: ({ data }) => (data && isAction?.(data) ? `${numberClass} grid-action` : numberClass),
    ...(numberClass ? { headerClass: 'grid-number' } : {}),
    ...(comparator ? { comparator } : {}),
    ...(render ? { cellRenderer: ({ data }: { readonly data?: Row }) => (data ? createElement('span', { className: 'grid-cell' }, render(data)) : null) } : {}),
    ...(column.width === undefined ? {} : { width: column.width }),
    minWidth: column.minWidth ?? Math.min(column.width ?? 72, 72),
    ...(column.flex === undefined ? {} : { flex: column.flex }),
    ...(column.pin ? { pinned: isAtStart ? 'left' : 'right', lockPinned: true } : {}),
  }
}
