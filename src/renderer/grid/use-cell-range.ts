/** The rectangle of chosen cells of a grid: drawn with the mouse, by Shift with arrows or clicks, by Ctrl+A, or a whole row by its head. */
import type { CellClassParams, CellMouseOverEvent, GridApi } from 'ag-grid-community'
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { extended, isWithin, spanOf, type CellAt, type CellRange, type Span } from './cell-range.ts'

/** Columns of a row's head choose the whole row. */
const wholeRow = -1

export function useCellRange<Row>(api: GridApi<Row> | null, keys: readonly string[], total: number | null) {
  const current = useRef<CellRange | null>(null)
  const [range, setRange] = useState<CellRange | null>(null)
  /** The cell that has the focus, as far as the range follows it: AG Grid tells of it late, and when it gives the focus back. */
  const focused = useRef<CellAt | null>(null)
  const isDrawing = useRef(false)

  const choose = useCallback((next: CellRange | null) => {
    const before = current.current
    current.current = next
    setRange(next)
    if (!api || api.isDestroyed()) return
    const spans = [before, next].flatMap((one) => (one ? [spanOf(one)] : []))
    const rowNodes = api.getRenderedNodes().filter(({ rowIndex }) => rowIndex !== null && spans.some(({ top, bottom }) => rowIndex >= top && rowIndex <= bottom))
    if (rowNodes.length > 0) api.refreshCells({ force: true, rowNodes })
  }, [api])
  useEffect(() => {
    const stop = () => {
      isDrawing.current = false
    }
    window.addEventListener('mouseup', stop)
    return () => window.removeEventListener('mouseup', stop)
  }, [])

  const bounds = useMemo(() => ({ rows: total ?? 0, columns: keys.length }), [total, keys.length])
  const start = useCallback((row: number, column: number) => {
    choose(column === wholeRow ? { anchor: { row, column: 0 }, end: { row, column: bounds.columns - 1 } } : { anchor: { row, column }, end: { row, column } })
  }, [choose, bounds.columns])
  const stretch = useCallback((row: number, column: number) => {
    const from = current.current
    if (from) choose({ anchor: from.anchor, end: { row, column: column === wholeRow ? bounds.columns - 1 : column } })
    else start(row, column)
  }, [choose, start, bounds.columns])

  const cellOf = (event: { readonly rowIndex: number | null; readonly column: { getColId(): string } | string | null }): CellAt | null => {
    const key = event.column === null ? null : typeof event.column === 'string' ? event.column : event.column.getColId()
    return event.rowIndex === null || key === null ? null : { row: event.rowIndex, column: keys.indexOf(key) }
  }
  const followFocus = () => {
    const cell = api?.isDestroyed() === false ? api.getFocusedCell() : null
    const at = cell ? cellOf(cell) : null
    const before = focused.current
    focused.current = at
    if (at && !(before?.row === at.row && before.column === at.column && current.current)) start(at.row, at.column)
  }
  const step: Readonly<Record<string, CellAt>> = { ArrowUp: { row: -1, column: 0 }, ArrowDown: { row: 1, column: 0 }, ArrowLeft: { row: 0, column: -1 }, ArrowRight: { row: 0, column: 1 }, PageUp: { row: -15, column: 0 }, PageDown: { row: 15, column: 0 } }

  return {
    range,
    span: (): Span | null => (current.current ? spanOf(current.current) : null),
    bounds,
    clear: useCallback(() => choose(null), [choose]),
    /** True where the key was one of choosing. */
    onKey(event: KeyboardEvent, isMirrored: boolean): boolean {
      followFocus()
      const by = step[event.key]
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') {
        if (bounds.rows > 0) choose({ anchor: { row: 0, column: 0 }, end: { row: bounds.rows - 1, column: bounds.columns - 1 } })
        return true
      }
      if (event.shiftKey && event.key === ' ' && current.current) {
        start(current.current.end.row, wholeRow)
        return true
      }
      if (!event.shiftKey || !by || !current.current) return false
      const next = extended(current.current, isMirrored ? { row: by.row, column: -by.column } : by, bounds, event.ctrlKey || event.metaKey)
      choose(next)
      api?.ensureIndexVisible(next.end.row)
      const key = keys[next.end.column]
      if (key !== undefined) api?.ensureColumnVisible(key)
      return true
    },
    onMouse(event: MouseEvent): void {
      const cell = event.target instanceof Element ? event.target.closest('[role="gridcell"]') : null
      const row = cell?.closest('[row-index]')?.getAttribute('row-index') ?? null
      if (!cell || row === null) return
      const at = { row: Number(row), column: keys.indexOf(cell.getAttribute('col-id') ?? '') }
      focused.current = at
      isDrawing.current = event.button === 0
      if (event.button === 0 && event.shiftKey) stretch(at.row, at.column)
      else if (event.button === 0 || !current.current || !isWithin(spanOf(current.current), at)) start(at.row, at.column)
    },
    events: {
      onCellFocused: followFocus,
      onCellMouseOver(event: CellMouseOverEvent<Row>) {
        const at = cellOf(event)
        if (at && isDrawing.current && event.event instanceof window.MouseEvent && event.event.buttons === 1) stretch(at.row, at.column)
      },
    },
    classRules: useMemo(() => ({
      'grid-chosen': ({ rowIndex, colDef }: CellClassParams<Row>) => {
        const one = current.current
        if (!one) return false
        const column = keys.indexOf(colDef.colId ?? '')
        const span = spanOf(one)
        return column >= 0 && isWithin(span, { row: rowIndex, column }) && (span.top !== span.bottom || span.first !== span.last)
      },
    }), [keys]),
  }
}
