/** Partner matrices: settings above, the matrix as a grid, its reconciliation below, and the records behind a figure beside it. */
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Matrix } from '../../../shared/contract/matrices.ts'
import { textKey } from '../../../shared/domain/text-key.ts'
import { DataGrid } from '../../grid/DataGrid.tsx'
import type { GridHandle } from '../../grid/GridFrame.tsx'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useCall } from '../../platform/use-call.ts'
import { useKept } from '../../platform/use-kept.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SearchField } from '../../ui/Field.tsx'
import { Page } from '../../ui/Page.tsx'
import { SplitView } from '../../ui/SplitView.tsx'
import { useText } from '../../ui/text.tsx'
import { columnLabel, lineId, matrixColumns, matrixShape, nameColumn, toLine, totalColumn, totalLine, type MatrixLine } from './matrix-grid.tsx'
import { rememberedSettings, rememberSettings, type MatrixSettings } from './matrix-settings.ts'
import { MatrixToolbar } from './MatrixToolbar.tsx'
import { ReconciliationStrip, type LeftOut } from './ReconciliationStrip.tsx'
import { RecordsPanel, type CellChoice } from './RecordsPanel.tsx'
import { usePaintMarks } from './use-paint-marks.ts'
import './matrices.css'

/** What the panel shows: behind a cell of the grid, or behind a part of the reconciliation. */
interface OpenFigure { readonly cell: CellChoice; readonly isPart: boolean }

export function MatricesSection() {
  const text = useText()
  const { t } = text
  const { navigation } = useSession()
  const { workspace, leave } = useWorkspace()
  const [settings, setSettings] = useState<MatrixSettings>(() => rememberedSettings(workspace.id))
  const [search, setSearch] = useState('')
  const [open, setOpen] = useState<OpenFigure | null>(null)
  const grid = useRef<GridHandle>(null)
  const opener = useRef<HTMLElement | null>(null)

  const { spec, unit } = settings
  const options = useKept(useCall('matrices.options', { workspace: workspace.id }).value)
  const answer = useCall('matrices.compute', { workspace: workspace.id, spec })
  const matrix = useKept(answer.value)
  const lines = useMemo(() => matrix?.rows.map(toLine) ?? null, [matrix])
  const shown = useMemo(() => {
    const wanted = textKey(search)
    return wanted === '' ? lines : (lines?.filter((line) => textKey(line.name).includes(wanted)) ?? null)
  }, [lines, search])
  // The same columns stay the same columns: the grid then only changes cells.
  const shape = useMemo(() => (matrix ? matrixShape(matrix, unit, text) : ''), [matrix, unit, text])
  const columns = useMemo(() => (shape === '' ? [] : matrixColumns(shape, unit, text)), [shape, unit, text])
  const totals = useMemo(() => (matrix && matrix.rows.length > 0 ? [totalLine(matrix, t('matrices.total'))] : []), [matrix, t])
  const painted = useMemo(() => (shown && columns.length > 0 ? { shown, columns } : null), [shown, columns])
  const noteChange = usePaintMarks(painted)

  const change = (next: MatrixSettings) => {
    noteChange()
    setSettings(next)
    rememberSettings(workspace.id, next)
    if (next.spec !== spec) setOpen(null)
  }
  const openCell = useCallback((line: MatrixLine, key: string) => {
    if (!matrix) return
    const isWhole = key === nameColumn || key === totalColumn
    // Behind nil there is no record.
    if (!isWhole && line.cells[matrix.columns.indexOf(key)] === null) return
    opener.current = null
    setOpen({ cell: { row: line.key, column: isWhole ? null : key }, isPart: false })
  }, [matrix])
  const titleOf = ({ cell: { row, column, leftOut }, isPart }: OpenFigure, { rows, spec: { columns: kind } }: Matrix) => {
    if (leftOut !== undefined) return t('matrices.records.left-out', { category: text.of(`left-out.${leftOut}`) })
    if (isPart) return t('matrices.counted')
    return t('matrices.records.of', { row: row === null ? t('matrices.all-partners') : (rows.find(({ key }) => key === row)?.name ?? row), column: column === null ? t('matrices.all-columns') : columnLabel(text, column, kind) })
  }
  const openPart = (category: LeftOut | null) => {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    setOpen({ cell: { row: null, column: null, ...(category === null ? {} : { leftOut: category }) }, isPart: true })
  }
  const close = () => {
    setOpen(null)
    if (opener.current) opener.current.focus()
    else grid.current?.focus()
  }

  if (options !== null && options.measures.length === 0 && workspace.counts.amounts === 0) {
    const actions = <><Button variant="primary" icon="submissions" onClick={() => navigation.go('submissions')}>{t('matrices.empty.import')}</Button><Button onClick={leave}>{t('matrices.empty.sample')}</Button></>
    return <Page title={t('matrices.title')}><EmptyState icon="matrices" title={t('matrices.empty.title')} actions={actions}>{t('matrices.empty.text')}</EmptyState></Page>
  }
  const empty = lines?.length === 0 ? <EmptyState icon="filter" title={t('matrices.none.title')}>{t('matrices.none.text')}</EmptyState> : <EmptyState icon="search" title={t('matrices.none-found')} />
  return (
    <SplitView
      label={t('matrices.panel')}
      size={360}
      start={
        <Page
          fill
          title={t('matrices.title')}
          actions={
            <>
              {lines && shown && shown.length < lines.length ? <span className="muted">{t('matrices.shown', { shown: text.format.integer(shown.length), total: text.format.integer(lines.length) })}</span> : null}
              <SearchField label={t('matrices.search')} value={search} onChange={setSearch} />
            </>
          }
        >
          <MatrixToolbar settings={settings} options={options} matrix={matrix} onChange={change} />
          {answer.error ? <ErrorCallout error={answer.error} onRetry={answer.refetch} /> : null}
          <div
            className="matrix-grid"
            role="presentation"
            aria-busy={answer.isLoading}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && open) close()
            }}
          >
            <DataGrid
              handle={grid}
              label={t('matrices.grid', { measure: t(`measure.${spec.measure}`), unit: t(`unit.${unit}`) })}
              columns={columns}
              rows={shown}
              rowId={lineId}
              totals={totals}
              onActivate={openCell}
              openRow={open && !open.isPart ? (open.cell.row ?? null) : null}
              empty={empty}
            />
          </div>
          {matrix ? <ReconciliationStrip matrix={matrix} unit={unit} onOpen={openPart} /> : null}
        </Page>
      }
      end={open && matrix ? <RecordsPanel key={JSON.stringify(open)} title={titleOf(open, matrix)} spec={matrix.spec} cell={open.cell} unit={unit} onClose={close} /> : null}
    />
  )
}
