/**
 * A grid of cells as a spreadsheet has it: a rectangle of cells is chosen, copied, pasted into, filled down, emptied and edited in place.
 * Rows come page by page; what is to change goes to the owner as texts for cells, and the grid shows it once the core says so.
 */
import type { CellEditRequestEvent, ColDef, GridApi } from 'ag-grid-community'
import { useCallback, useEffect, useImperativeHandle, useMemo, useState, type ClipboardEvent, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import { ErrorCallout } from '../ui/Callout.tsx'
import { useText } from '../ui/text.tsx'
import { blockText, cellsOf, countCells, fillSpans, parseBlock, pastedCells, type CellText, type Span } from './cell-range.ts'
import { cellText, toColumnDefs, type GridColumn } from './columns.ts'
import { GridFrame } from './GridFrame.tsx'
import { useCellRange } from './use-cell-range.ts'
import { pagedModel, usePages, type LoadRows } from './use-pages.ts'

export interface RangeColumn<Row> extends GridColumn<Row> {
  /** What is read of a cell at rest, besides its text. */
  readonly tooltip?: (row: Row) => string
  readonly className?: (row: Row) => string
  readonly headerClass?: string
}

/** A text for a cell of a row. */
export interface CellEdit<Row> { readonly row: Row; readonly key: string; readonly text: string | null }
export interface ActiveCell<Row> { readonly row: Row; readonly key: string }

export interface RangeGridHandle<Row> {
  readonly focus: () => void
  /** Columns and rows of what is chosen; rows beyond the view are read first. */
  readonly chosenKeys: () => readonly string[]
  readonly chosenRows: () => Promise<readonly Row[]>
  readonly edit: () => void
  readonly copy: () => void
  readonly fill: () => void
  readonly empty: () => void
}

export type RangeRefusal = 'too-many' | 'dropped'

interface RangeGridProps<Row> {
  readonly handle?: Ref<RangeGridHandle<Row>>
  readonly label: string
  /** Columns that head a row: pinned, and a click there chooses the row. */
  readonly head: readonly RangeColumn<Row>[]
  readonly cells: readonly RangeColumn<Row>[]
  readonly rowId: (row: Row) => string
  readonly load: LoadRows<Row>
  readonly revision: number
  readonly onTotal?: (total: number) => void
  readonly canEdit: (row: Row) => boolean
  readonly onEdit: (edits: readonly CellEdit<Row>[]) => void
  /** More cells than one request takes, or a block that reaches beyond the last cell. */
  readonly onRefuse: (why: RangeRefusal, cells: number) => void
  /** Where the keyboard is; again when its row was read anew. */
  readonly onActive: (cell: ActiveCell<Row> | null) => void
  readonly onChoose: (size: { readonly rows: number; readonly columns: number }) => void
  /** The menu of what is chosen is asked for, at a place of the window. */
  readonly onMenu: (x: number, y: number) => void
  readonly onHeader?: (key: string) => void
  readonly empty: ReactNode
}

/** Cells or rows that one change may touch; the contract's own limit. */
export const mostCells = 20_000

export function RangeGrid<Row>({ handle, label, head, cells, rowId, load, revision, onTotal, canEdit, onEdit, onRefuse, onActive, onChoose, onMenu, onHeader, empty }: RangeGridProps<Row>) {
  const { t, direction } = useText()
  const [api, setApi] = useState<GridApi<Row> | null>(null)
  const keys = useMemo(() => cells.map(({ key }) => key), [cells])
  const tellActive = useCallback(() => {
    const at = api?.isDestroyed() === false ? api.getFocusedCell() : null
    const row = at && !at.rowPinned ? api?.getDisplayedRowAtIndex(at.rowIndex)?.data : undefined
    onActive(at && row !== undefined ? { row, key: at.column.getColId() } : null)
  }, [api, onActive])
  const { total, error } = usePages({ api, load, revision, onTotal, onPage: tellActive })
  const chooser = useCellRange(api, keys, total)
  const { range, bounds, span, classRules } = chooser
  const { clear } = chooser
  // Another result has other cells.
  useEffect(() => clear(), [load, clear])

  const columnDefs = useMemo(() => {
    const all = [...head, ...cells]
    return toColumnDefs<Row>(all, { direction, comparator: null }).map((def, index): ColDef<Row> => {
      const column = all[index]
      return {
        ...def, suppressMovable: true, sortable: false,
        ...(column?.tooltip ? { tooltipValueGetter: ({ data }) => (data ? column.tooltip?.(data) : '') } : {}),
        ...(column?.className ? { cellClass: ({ data }) => (data ? column.className?.(data) : '') } : {}),
        ...(column?.headerClass === undefined ? {} : { headerClass: column.headerClass }),
        cellClassRules: classRules,
        ...(index >= head.length ? { editable: ({ data }) => data !== undefined && canEdit(data) } : {}),
      }
    })
  }, [head, cells, direction, classRules, canEdit])

  /** The rows of a span, read from the core where they are not in view; empty where that fails. */
  const rowsOf = async (top: number, bottom: number): Promise<readonly Row[]> => {
    const shown = Array.from({ length: bottom - top + 1 }, (_, index) => api?.getDisplayedRowAtIndex(top + index)?.data)
    if (shown.every((row) => row !== undefined)) return shown
    const rows: Row[] = []
    while (rows.length <= bottom - top) {
      const page = await load({ offset: top + rows.length, limit: Math.min(2000, bottom - top + 1 - rows.length) })
      if (!page.ok || page.value.rows.length === 0) return page.ok ? rows : []
      rows.push(...page.value.rows)
    }
    return rows
  }
  const column = (index: number) => cells[index]
  const change = async (texts: readonly CellText[], dropped = 0) => {
    if (texts.length > mostCells) return onRefuse('too-many', texts.length)
    const top = Math.min(...texts.map(({ row }) => row))
    const rows = texts.length === 0 ? [] : await rowsOf(top, Math.max(...texts.map(({ row }) => row)))
    const edits = texts.flatMap(({ row: at, column: index, text }) => {
      const row = rows[at - top]
      const target = column(index)
      return row !== undefined && target && canEdit(row) && (target.value(row) ?? null) !== text ? [{ row, key: target.key, text }] : []
    })
    if (dropped > 0) onRefuse('dropped', dropped)
    if (edits.length > 0) onEdit(edits)
  }
  const onSpan = async (act: (at: Span) => unknown) => {
    const at = span()
    if (!at) return
    if (countCells(at) > mostCells) onRefuse('too-many', countCells(at))
    else await act(at)
  }
  const textsOf = (rows: readonly Row[], { first, last }: Span) => rows.map((row) => cells.slice(first, last + 1).map((one) => cellText(one, row)))
  const emptied = () => onSpan((at) => change(cellsOf(at).map((cell) => ({ ...cell, text: null }))))
  const filled = () => onSpan(async (at) => {
    const fill = fillSpans(at)
    const source = fill ? (await rowsOf(fill.from, fill.from))[0] : undefined
    if (fill && source !== undefined) await change(cellsOf(fill.to).map((cell) => ({ ...cell, text: String(column(cell.column)?.value(source) ?? '') || null })))
  })
  const copied = () => onSpan(async (at) => navigator.clipboard.writeText(blockText(textsOf(await rowsOf(at.top, at.bottom), at))))
  const editFocused = () => {
    const at = api?.getFocusedCell()
    if (at) api?.startEditingCell({ rowIndex: at.rowIndex, colKey: at.column })
  }
  useImperativeHandle(handle, () => ({
    focus: () => {
      const at = api?.getFocusedCell()
      if (at) api?.setFocusedCell(at.rowIndex, at.column)
    },
    chosenKeys: () => {
      const at = span()
      return at ? keys.slice(at.first, at.last + 1) : []
    },
    chosenRows: async () => {
      const at = span()
      return at ? rowsOf(at.top, at.bottom) : []
    },
    edit: editFocused, copy: () => void copied(), fill: () => void filled(), empty: () => void emptied(),
  }))

  const isEditing = () => (api?.getEditingCells().length ?? 0) > 0
  const isInCells = (target: EventTarget) => target instanceof HTMLElement && target.closest('[role="gridcell"]') !== null
  const onKeyDown = (event: KeyboardEvent) => {
    if (isEditing() || !isInCells(event.target)) return
    const isControl = event.ctrlKey || event.metaKey
    const taken = (() => {
      if (chooser.onKey(event, direction === 'rtl')) return true
      if (isControl && event.key.toLowerCase() === 'd') void filled()
      else if (event.key === 'Delete' || event.key === 'Backspace') void emptied()
      else if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
        const box = event.target instanceof HTMLElement ? event.target.getBoundingClientRect() : null
        if (box) onMenu(box.left + 16, box.bottom)
      } else if (event.altKey && event.key === 'ArrowDown' && onHeader) onHeader(api?.getFocusedCell()?.column.getColId() ?? '')
      else return false
      return true
    })()
    if (!taken) return
    event.preventDefault()
    event.stopPropagation()
  }
  const onCopy = (event: ClipboardEvent) => {
    const at = span()
    if (isEditing() || !at || !isInCells(event.target)) return
    event.preventDefault()
    event.stopPropagation()
    const rows = Array.from({ length: Math.min(at.bottom - at.top + 1, mostCells) }, (_, index) => api?.getDisplayedRowAtIndex(at.top + index)?.data)
    // What is in view goes to the clipboard at once; the rest has to be read first.
    if (countCells(at) <= mostCells && rows.every((row) => row !== undefined)) event.clipboardData.setData('text/plain', blockText(textsOf(rows, at)))
    else void copied()
  }
  const onPaste = (event: ClipboardEvent) => {
    if (isEditing() || !isInCells(event.target)) return
    event.preventDefault()
    event.stopPropagation()
    const block = parseBlock(event.clipboardData.getData('text/plain'))
    void onSpan((at) => {
      const { cells: texts, dropped } = pastedCells(block, at, bounds)
      return change(texts, dropped)
    })
  }
  const size = range ? { rows: Math.abs(range.end.row - range.anchor.row) + 1, columns: Math.abs(range.end.column - range.anchor.column) + 1 } : { rows: 0, columns: 0 }
  useEffect(() => onChoose({ rows: size.rows, columns: size.columns }), [onChoose, size.rows, size.columns])

  const state = total === null ? 'loading' : total === 0 ? 'empty' : 'ready'
  const failure = error ? <div className="grid-failure"><ErrorCallout error={error} onRetry={() => api?.purgeInfiniteCache()} /></div> : undefined
  return (
    <div
      className="range-grid"
      onKeyDownCapture={onKeyDown}
      onCopyCapture={onCopy}
      onPasteCapture={onPaste}
      onMouseDownCapture={(event) => (isEditing() ? undefined : chooser.onMouse(event))}
      onContextMenu={(event) => {
        if (!isInCells(event.target)) return
        event.preventDefault()
        onMenu(event.clientX, event.clientY)
      }}
    >
      <GridFrame
        label={label}
        columns={cells}
        rowId={rowId}
        empty={empty}
        state={state}
        failure={failure}
        onApi={setApi}
        grid={{
          columnDefs, ...pagedModel, ...chooser.events,
          readOnlyEdit: true, stopEditingWhenCellsLoseFocus: true, enterNavigatesVerticallyAfterEdit: true,
          onCellFocused: () => {
            chooser.events.onCellFocused()
            tellActive()
          },
          onCellEditRequest: (event: CellEditRequestEvent<Row, string>) => {
            const text = event.newValue === undefined || event.newValue === '' ? null : event.newValue
            if (text !== (event.oldValue ?? null)) onEdit([{ row: event.data, key: event.column.getColId(), text }])
          },
          onColumnHeaderClicked: ({ column: target }) => ('getColId' in target ? onHeader?.(target.getColId()) : undefined),
        }}
      />
      <span className="visually-hidden" role="status">{size.rows * size.columns > 1 ? t('grid.chosen', { rows: size.rows, columns: size.columns }) : ''}</span>
    </div>
  )
}
