/** What both grids share: theme, words, keyboard, copying, and the states of loading, emptiness and failure laid over the rows. */
import { AgGridReact, type AgGridReactProps } from 'ag-grid-react'
import type { CellClickedEvent, CellKeyDownEvent, FullWidthCellKeyDownEvent, GridApi, RowSelectionOptions } from 'ag-grid-community'
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, type ClipboardEvent, type ReactNode, type Ref } from 'react'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useText } from '../ui/text.tsx'
import { copiedText } from './copy.ts'
import { flatColumns, type GridColumns } from './columns.ts'
import { gridLocaleText } from './locale-text.ts'
import './modules.ts'
import { styleNonce } from './style-nonce.ts'
import { gridTheme } from './theme.ts'
import './grid.css'

/** What an owner can ask of its grid. */
export interface GridHandle {
  /** Gives the keyboard back to the cell that had it last. */
  readonly focus: () => void
  /** Takes the choice of rows back. */
  readonly deselect: () => void
}

export interface GridProps<Row> {
  readonly handle?: Ref<GridHandle> | undefined
  /** Names the grid for assistive technology. */
  readonly label: string
  readonly columns: GridColumns<Row>
  /** A stable id of a row. */
  readonly rowId: (row: Row) => string
  /** Pinned rows below. */
  readonly totals?: readonly Row[] | undefined
  /** Click or Enter on a cell of a row. */
  readonly onActivate?: ((row: Row, columnKey: string) => void) | undefined
  /** Any other key on a cell of a row, without Ctrl, Alt or Meta. */
  readonly onKey?: ((key: string, row: Row) => void) | undefined
  /** The row whose details are open. */
  readonly openRow?: string | null
  readonly selection?: 'none' | 'many'
  readonly onSelect?: ((rows: readonly Row[]) => void) | undefined
  /** Shown instead of rows where there are none. */
  readonly empty: ReactNode
  /** `auto` grows with its rows (short tables only); `fill` takes the height it is given. */
  readonly height?: 'fill' | 'auto'
}

interface GridFrameProps<Row> extends GridProps<Row> {
  readonly state: 'loading' | 'ready' | 'empty'
  readonly failure?: ReactNode
  readonly grid: AgGridReactProps<Row>
  readonly onApi?: (api: GridApi<Row>) => void
}

/** The same values on each render, so that AG Grid sees no change where there is none. */
const noOverlays: ('loading' | 'noRows')[] = ['loading', 'noRows']
/** Arrow keys move within a grid; Tab leaves it, however many rows it has. */
const leaveByTab = () => false
const many: RowSelectionOptions = { mode: 'multiRow', headerCheckbox: false, enableClickSelection: false }

export function GridFrame<Row>({ label, columns, rowId, totals, onActivate, onKey, openRow = null, selection = 'none', onSelect, empty, height = 'fill', handle, state, failure, grid, onApi }: GridFrameProps<Row>) {
  const text = useText()
  const nonce = useMemo(() => {
    const value = styleNonce()
    return value === undefined ? {} : { styleNonce: value }
  }, [])
  const frame = useRef<HTMLDivElement>(null)
  const api = useRef<GridApi<Row> | null>(null)
  const isSelecting = selection === 'many'
  useImperativeHandle(handle, () => ({
    focus: () => {
      const cell = api.current?.getFocusedCell()
      if (cell) api.current?.setFocusedCell(cell.rowIndex, cell.column, cell.rowPinned)
    },
    deselect: () => api.current?.deselectAll(),
  }), [])

  const activate = useCallback((event: CellClickedEvent<Row> | CellKeyDownEvent<Row>) => {
    if (event.data !== undefined && event.column.getColId() !== 'ag-Grid-SelectionColumn') onActivate?.(event.data, event.column.getColId())
  }, [onActivate])
  const onCellKeyDown = useCallback((event: CellKeyDownEvent<Row> | FullWidthCellKeyDownEvent<Row>) => {
    if (!('column' in event) || !(event.event instanceof KeyboardEvent)) return
    const { key, ctrlKey, altKey, metaKey } = event.event
    if (key === 'Enter') activate(event)
    else if (event.data !== undefined && !ctrlKey && !altKey && !metaKey) onKey?.(key, event.data)
  }, [activate, onKey])
  const onCopy = (event: ClipboardEvent) => {
    if (!api.current || getSelection()?.isCollapsed === false) return
    const copied = copiedText(api.current, flatColumns(columns))
    if (copied === null) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', copied)
  }

  // AG Grid reads a row's class anew when it is given its data; drawing the row again would take the keyboard from its cells.
  const open = useRef(openRow)
  useEffect(() => {
    const before = open.current
    open.current = openRow
    for (const id of new Set([before, openRow])) {
      const node = id === null ? undefined : api.current?.getRowNode(id)
      if (node?.data !== undefined) node.setData(node.data)
    }
  }, [openRow])
  const localeText = useMemo(() => gridLocaleText(text), [text])
  const getRowId = useCallback(({ data }: { readonly data: Row }) => rowId(data), [rowId])
  const pinned = useMemo(() => [...(totals ?? [])], [totals])
  const rowClassRules = useMemo(() => ({ 'grid-row-open': ({ data }: { readonly data?: Row | undefined }) => data !== undefined && open.current !== null && rowId(data) === open.current }), [rowId])
  useEffect(() => {
    frame.current?.querySelector('[role="grid"], [role="treegrid"]')?.setAttribute('aria-label', label)
  }, [label])

  return (
    <div className="grid-frame" data-height={height} ref={frame} onCopy={onCopy} data-active={onActivate ? '' : undefined}>
      <AgGridReact<Row>
        key={text.locale}
        theme={gridTheme}
        {...nonce}
        localeText={localeText}
        enableRtl={text.direction === 'rtl'}
        domLayout={height === 'auto' ? 'autoHeight' : 'normal'}
        getRowId={getRowId}
        pinnedBottomRowData={pinned}
        rowClassRules={rowClassRules}
        {...(isSelecting ? { rowSelection: many, selectionColumnDef: { headerName: text.t('grid.select-column'), headerClass: 'grid-selection', pinned: text.direction === 'rtl' ? 'right' : 'left', width: 38, minWidth: 38, resizable: false, suppressMovable: true } } : {})}
        enableBrowserTooltips
        suppressOverlays={noOverlays}
        tabToNextCell={leaveByTab}
        tabToNextHeader={leaveByTab}
        suppressDragLeaveHidesColumns
        animateRows={false}
        rowBuffer={4}
        onGridReady={(event) => {
          api.current = event.api
          frame.current?.querySelector('[role="grid"], [role="treegrid"]')?.setAttribute('aria-label', label)
          onApi?.(event.api)
        }}
        onCellClicked={activate}
        onCellKeyDown={onCellKeyDown}
        onSelectionChanged={(event) => onSelect?.(event.api.getSelectedRows())}
        {...grid}
      />
      {failure ? <div className="grid-over">{failure}</div> : null}
      {!failure && state === 'loading' ? <div className="grid-over grid-over-loading"><Skeleton lines={9} height={14} /></div> : null}
      {!failure && state === 'empty' ? <div className="grid-over">{empty}</div> : null}
    </div>
  )
}
