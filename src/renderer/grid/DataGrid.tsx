import { useMemo } from 'react'
import { useText } from '../ui/text.tsx'
import { createComparator, toColumnDefs } from './columns.ts'
import { GridFrame, type GridProps } from './GridFrame.tsx'

interface DataGridProps<Row> extends GridProps<Row> {
  /** All rows; null while they are on their way. */
  readonly rows: readonly Row[] | null
}

/** A grid of rows that are all at hand; sorting happens here. Give `columns`, `rows` and `rowId` that stay the same between renders. */
export function DataGrid<Row>({ rows, ...props }: DataGridProps<Row>) {
  const { locale, direction } = useText()
  const columnDefs = useMemo(() => toColumnDefs(props.columns, { direction, comparator: createComparator(locale) }), [props.columns, direction, locale])
  const rowData = useMemo(() => [...(rows ?? [])], [rows])
  const state = rows === null ? 'loading' : rows.length === 0 ? 'empty' : 'ready'
  return <GridFrame {...props} state={state} grid={{ columnDefs, rowData }} />
}
