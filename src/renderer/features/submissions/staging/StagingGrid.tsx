/** A staged file cell by cell: filters at the side, the grid, and under it what is known of the cell that has the keyboard. */
import { useCallback, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { GridRow, RowFilter } from '../../../../shared/contract/staging.ts'
import type { BatchReport } from '../../../../shared/contract/submissions.ts'
import { GridMenu, type GridMenuItem } from '../../../grid/GridMenu.tsx'
import { mostCells, RangeGrid, type ActiveCell, type CellEdit, type RangeGridHandle, type RangeRefusal } from '../../../grid/RangeGrid.tsx'
import { useKeptBy } from '../../../platform/use-kept.ts'
import { useSettled } from '../../../platform/use-settled.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorCallout } from '../../../ui/Callout.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { SearchField } from '../../../ui/Field.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { useText } from '../../../ui/text.tsx'
import { useToast } from '../../../ui/Toast.tsx'
import { CellPanel } from './CellPanel.tsx'
import { FilterChips } from './FilterChips.tsx'
import { ParkDialog } from './ParkDialog.tsx'
import { ReplaceDialog } from './ReplaceDialog.tsx'
import { columnOfKey, gridRowId, headColumns, sheetColumns } from './staging-columns.tsx'
import { dataKinds, firstFilter, withPart, withTexts } from './staging-filter.ts'
import { StagingFacets } from './StagingFacets.tsx'
import { useGridRows } from './use-grid-rows.ts'
import { useStaging } from './use-staging.ts'

interface StagingGridProps {
  readonly report: BatchReport
  readonly isWritable: boolean
  readonly onReport: (report: BatchReport) => void
}

/** A dialog is there with the key that asked for it: what is typed next is meant for it. The rows chosen may come a moment later. */
interface OpenDialog { readonly kind: 'park' | 'replace'; readonly columns: readonly number[]; readonly rows: readonly GridRow[] | null }
type Open = OpenDialog | { readonly kind: 'menu'; readonly x: number; readonly y: number } | null

/** Below this width of the window, in pixels, the filters lie above the rows (submissions.css): they open when asked for. */
const narrowWindow = 860
const isSearch = (text: string) => text.trim() !== ''

export function StagingGrid({ report, isWritable, onReport }: StagingGridProps) {
  const text = useText()
  const { t, format } = text
  const { batch } = report
  const show = useToast()
  const staging = useStaging(report, onReport)
  const { about, revision } = staging
  const [chosenFilter, setFilter] = useState<RowFilter>(firstFilter)
  const [typed, setTyped] = useState('')
  const search = useSettled(typed)
  const filter = useMemo(() => withPart(chosenFilter, { search: isSearch(search) ? search.trim() : undefined }), [chosenFilter, search])
  const applyFilter = (next: RowFilter) => {
    if (next.search === undefined) setTyped('')
    setFilter(withPart(next, { search: undefined }))
  }
  const [column, setColumn] = useState<number | null>(null)
  const [active, setActive] = useState<ActiveCell<GridRow> | null>(null)
  const [size, setSize] = useState({ rows: 0, columns: 0 })
  const [total, setTotal] = useState<number | null>(null)
  const [open, setOpen] = useState<Open>(null)
  const [areFiltersShown, setFiltersShown] = useState(() => innerWidth > narrowWindow)
  const grid = useRef<RangeGridHandle<GridRow>>(null)
  const load = useGridRows(batch, filter)
  // How many edits a column has changes often, its place in the grid never: other columns would take the keyboard from their cells.
  const columnsKey = JSON.stringify((about?.columns ?? []).map(({ column: at, letter, header, field }) => [at, letter, header, field]))
  const columns = useKeptBy(columnsKey, about?.columns ?? [])
  const head = useMemo(() => headColumns(text, columns), [text, columns])
  const cells = useMemo(() => sheetColumns(text, columns), [text, columns])
  const canEdit = useCallback((row: GridRow) => isWritable && dataKinds.includes(row.kind), [isWritable])

  const onEdit = (edits: readonly CellEdit<GridRow>[]) => void staging.edit(edits.flatMap(({ row, key, text: content }) => {
    const at = columnOfKey(key)
    return at === null ? [] : [{ row: row.row, column: at, text: content }]
  }))
  const chosenColumns = () => (grid.current?.chosenKeys() ?? []).flatMap((key) => columnOfKey(key) ?? [])
  const chosenRows = async () => (await grid.current?.chosenRows()) ?? []
  const refuse = (why: RangeRefusal, count: number) => show({ tone: 'warning', text: t(why === 'too-many' ? 'staging.too-many' : 'staging.dropped', { count }) })
  const openDialog = (kind: OpenDialog['kind']) => {
    if (kind === 'park' && size.rows === 0) return
    if (kind === 'park' && size.rows > mostCells) return refuse('too-many', size.rows)
    setOpen({ kind, columns: chosenColumns(), rows: null })
    if (size.rows <= mostCells) void chosenRows().then((rows) => setOpen((before) => (before?.kind === kind ? { ...before, rows } : before)))
  }
  const revertChosen = () => {
    const columns = chosenColumns()
    void chosenRows().then((rows) => {
      const made = rows.flatMap((row) => row.edits.filter((edit) => columns.includes(edit.column)).map((edit) => ({ row: row.row, column: edit.column })))
      if (made.length > mostCells) refuse('too-many', made.length)
      else if (made.length > 0) void staging.revert(made)
    })
  }
  const unparkChosen = () => void chosenRows().then((rows) => {
    const parked = rows.filter(({ kind }) => kind === 'parked').map(({ row }) => row)
    if (parked.length > mostCells) refuse('too-many', parked.length)
    else if (parked.length > 0) void staging.unpark(parked)
  })
  const filterByCell = () => {
    const at = active ? columnOfKey(active.key) : null
    const index = about?.columns.findIndex((one) => one.column === at) ?? -1
    if (active && at !== null && index >= 0) {
      setColumn(at)
      setFilter(withTexts(chosenFilter, at, [active.row.texts[index] ?? null]))
    }
  }
  const openFacet = (key: string) => {
    const at = columnOfKey(key)
    if (at === null) return
    setFiltersShown(true)
    setColumn(at)
  }
  const isParked = active?.row.kind === 'parked'
  const hasChoice = size.rows > 0
  const items: GridMenuItem[] = [
    { label: t('staging.menu.edit'), keys: 'F2', isDisabled: !isWritable, run: () => grid.current?.edit() },
    { label: t('staging.menu.copy'), keys: 'Ctrl+C', run: () => grid.current?.copy() },
    { label: t('staging.menu.fill'), keys: 'Ctrl+D', isDisabled: !isWritable, run: () => grid.current?.fill() },
    { label: t('staging.menu.empty'), keys: t('staging.key.delete'), isDisabled: !isWritable, run: () => grid.current?.empty() },
    { label: t('staging.menu.revert'), isDisabled: !isWritable, run: revertChosen },
    { label: t('staging.menu.filter'), run: filterByCell },
    { label: t('staging.menu.replace'), keys: 'Ctrl+H', isDisabled: !isWritable, run: () => openDialog('replace') },
    isParked ? { label: t('staging.unpark'), isDisabled: !isWritable, run: unparkChosen } : { label: t('staging.park'), keys: 'Alt+Q', isDisabled: !isWritable, run: () => openDialog('park') },
  ]
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isWritable || open) return
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'h') openDialog('replace')
    else if (event.altKey && event.code === 'KeyQ') openDialog('park')
    else return
    event.preventDefault()
  }
  const close = () => {
    setOpen(null)
    grid.current?.focus()
  }
  if (staging.loadError) return <ErrorCallout error={staging.loadError} onRetry={staging.refetch} />
  if (!about) return <Skeleton lines={10} />
  const edits = about.columns.reduce((sum, one) => sum + one.edits, 0)
  const shownColumn = column ?? (active ? columnOfKey(active.key) : null)
  return (
    <div className="staging" role="group" aria-label={t('staging.grid')} onKeyDown={onKeyDown}>
      <div className="toolbar staging-toolbar">
        <Button icon="filter" aria-pressed={areFiltersShown} onClick={() => setFiltersShown(!areFiltersShown)}>{t('staging.filters')}</Button>
        <SearchField label={t('staging.search')} value={typed} onChange={setTyped} />
        {isWritable ? (
          <>
            <Button onClick={() => openDialog('replace')}>{t('staging.menu.replace')}</Button>
            {isParked ? <Button onClick={unparkChosen}>{t('staging.unpark')}</Button> : <Button disabled={!hasChoice} onClick={() => openDialog('park')}>{t('staging.park')}</Button>}
            {edits > 0 ? <Button onClick={() => void staging.revert(null)}>{t('staging.revert-all', { count: edits })}</Button> : null}
          </>
        ) : null}
        <span className="toolbar-end muted" role="status">{total === null ? '' : t('import.check.filter.count', { count: total })}</span>
      </div>
      <div className="staging-line">
        <FilterChips filter={filter} columns={about.columns} onFilter={applyFilter} />
        <span className="staging-wait" role="status">
          {staging.checking.isRunning ? <><span className="muted">{t('staging.checking')}</span><Button variant="link" onClick={staging.checking.cancel}>{t('ui.cancel')}</Button></> : about.unchecked > 0 ? <><Icon name="warning" /><span>{t('staging.unchecked', { count: about.unchecked })}</span>{isWritable ? <Button onClick={() => void staging.check()}>{t('staging.check')}</Button> : null}</> : null}
        </span>
      </div>
      {staging.error ? <ErrorCallout error={staging.error} /> : null}
      {staging.replacing.error ? <ErrorCallout error={staging.replacing.error} /> : null}
      {staging.checking.error ? <ErrorCallout error={staging.checking.error} onRetry={() => void staging.check()} /> : null}
      <div className="staging-body">
        {areFiltersShown ? <StagingFacets batch={batch} about={about} report={report} filter={filter} onFilter={applyFilter} column={shownColumn} onColumn={setColumn} revision={revision} /> : null}
        <div className="staging-main">
          <RangeGrid
            handle={grid}
            label={t('staging.grid')}
            head={head}
            cells={cells}
            rowId={gridRowId}
            load={load}
            revision={revision}
            onTotal={setTotal}
            canEdit={canEdit}
            onEdit={onEdit}
            onRefuse={refuse}
            onActive={setActive}
            onChoose={setSize}
            onMenu={(x, y) => setOpen({ kind: 'menu', x, y })}
            onHeader={openFacet}
            empty={<EmptyState icon="filter" title={t('import.check.no-rows')} />}
          />
          <CellPanel row={total === 0 ? null : (active?.row ?? null)} at={active?.key ?? ''} columns={about.columns} onRevert={isWritable ? (row, at) => void staging.revert([{ row: row.row, column: at }]) : null} />
        </div>
      </div>
      {open?.kind === 'menu' ? <GridMenu label={t('staging.menu')} x={open.x} y={open.y} items={items} onClose={close} /> : null}
      {open?.kind === 'park' ? (
        <ParkDialog
          rows={open.rows}
          count={size.rows}
          columns={about.columns}
          column={active ? columnOfKey(active.key) : null}
          onClose={close}
          onPark={(rows, at, question) => void staging.park(rows, at, question).then((isDone) => {
            if (isDone) show({ tone: 'success', text: t('staging.parked', { count: rows.length }) })
            close()
          })}
        />
      ) : null}
      {open?.kind === 'replace' ? (
        <ReplaceDialog
          batch={batch}
          staging={staging}
          filter={filter}
          columns={about.columns}
          first={open.columns}
          rows={open.rows}
          rowCount={size.rows > 1 && size.rows <= mostCells ? size.rows : 0}
          total={total ?? 0}
          onClose={close}
          onDone={(count) => {
            show({ tone: 'success', text: t('staging.replaced', { count: format.integer(count), plural: count }) })
            close()
          }}
        />
      ) : null}
    </div>
  )
}
