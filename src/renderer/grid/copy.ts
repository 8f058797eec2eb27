import type { GridApi } from 'ag-grid-community'
import { cellText, type GridColumn } from './columns.ts'

/** What Ctrl+C takes: the selected rows with their headings as tab-separated text, else the focused cell; null where there is neither. */
export function copiedText<Row>(api: GridApi<Row>, columns: readonly GridColumn<Row>[]): string | null {
  const shown = api.getAllDisplayedColumns().flatMap((column) => columns.filter(({ key }) => key === column.getColId()))
  const selected = api.getSelectedRows()
  if (selected.length > 0) return [shown.map(({ header }) => header), ...selected.map((row) => shown.map((column) => cellText(column, row)))].map((cells) => cells.map(oneLine).join('\t')).join('\n')
  const focused = api.getFocusedCell()
  if (!focused) return null
  const node = focused.rowPinned === 'bottom' ? api.getPinnedBottomRow(focused.rowIndex) : api.getDisplayedRowAtIndex(focused.rowIndex)
  const column = columns.find(({ key }) => key === focused.column.getColId())
  return node?.data !== undefined && column ? cellText(column, node.data) : null
}

const oneLine = (text: string): string => text.replace(/[\t\r\n]+/g, ' ')
