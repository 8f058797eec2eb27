/** The rows of a staged or committed sheet, page by page: problems by kind as filters, each problem in its row, and a row with all its cells beside. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { z } from 'zod'
import type { BatchReport, StagedRow } from '../../../shared/contract/submissions.ts'
import { rowKinds, severities, type RowKind } from '../../../shared/domain/submission.ts'
import type { Result } from '../../../shared/result.ts'
import type { GridColumns } from '../../grid/columns.ts'
import type { GridHandle } from '../../grid/GridFrame.tsx'
import { PagedGrid, type PageRequest } from '../../grid/PagedGrid.tsx'
import { numberOf, textOf, type TableRow } from '../../grid/table-rows.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Select } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { SidePanel, SplitView } from '../../ui/SplitView.tsx'
import { useText, type Text } from '../../ui/text.tsx'
import { FindingList, findingText, kindText, severityIcon } from './finding-text.tsx'
import { unnamedDonor } from './import-draft.ts'
import { Amounts } from './MappingPreview.tsx'
import type { WantedRow } from './Report.tsx'

type Row = z.infer<typeof StagedRow>
interface ReportRowsProps { readonly report: BatchReport; readonly firstKind?: RowKind | undefined; readonly wanted: WantedRow | null }

const rowId = (row: TableRow) => String(row['row'])
const worst = (problems: Row['problems']) => severities.find((severity) => problems.some((problem) => problem.severity === severity)) ?? null

const amountText = ({ t, of, format }: Text, { measure, original, currency, period }: Row['amounts'][number]) =>
  t('ui.name-value', { name: `${of(`measure.${measure}`)} ${period === '' ? t('import.preview.no-date') : format.period(period)}`, value: original === null ? t('sign.not-reported') : `${currency ?? '?'} ${format.original(original)}` })

/** A page of rows in the form that the grid pages through. */
function toTable(text: Text, rows: readonly Row[], total: number, offset: number) {
  const column = (key: string, of: (row: Row) => string | number | null) => ({ key, values: rows.map(of) })
  return {
    offset,
    total,
    changeset: 0,
    columns: [
      column('row', (row) => row.row), column('kind', (row) => row.kind), column('change', (row) => (row.change === 'none' ? null : row.change)),
      column('identifier', (row) => row.identifier), column('partner', (row) => (row.partner === unnamedDonor ? text.t('import.preview.no-partner') : row.partner)), column('title', (row) => row.title),
      column('amounts', (row) => row.amounts.map((amount) => amountText(text, amount)).join('; ')),
      column('severity', (row) => worst(row.problems)), column('problems', (row) => row.problems.map((problem) => findingText(text, problem)).join(' ')),
    ],
  }
}

/** What a commit would change is said only where there can be one. */
function rowColumns(text: Text, isCommittable: boolean): GridColumns<TableRow> {
  const { t, of } = text
  const plain = (key: string, header: string, width: number) => ({ key, header, width, isSortable: false, value: (row: TableRow) => textOf(row, key) })
  return [
    { key: 'row', header: t('import.check.row'), kind: 'number', width: 72, isSortable: false, pin: 'start', value: (row) => numberOf(row, 'row'), isAction: () => true },
    { ...plain('kind', t('import.check.kind'), 172), text: (row) => of(`import.row.kind.${textOf(row, 'kind') ?? ''}`) },
    ...(isCommittable ? [{ ...plain('change', t('import.check.change'), 100), text: (row: TableRow) => { const change = textOf(row, 'change'); return change === null ? '' : of(`import.row.change.${change}`) } }] : []),
    plain('identifier', t('import.preview.identifier'), 160),
    plain('partner', t('import.preview.partner'), 160),
    {
      ...plain('problems', t('import.check.problem'), 320),
      render: (row) => {
        const severity = textOf(row, 'severity')
        return severity === null ? '' : <span className="finding" data-severity={severity}><Icon name={severityIcon(severity)} /><span className="truncate">{textOf(row, 'problems')}</span></span>
      },
    },
    plain('amounts', t('import.preview.amounts'), 260),
    plain('title', t('import.check.title'), 260),
  ]
}

type RowsPage = Result<{ readonly total: number; readonly rows: readonly Row[] }>

/** Pages through the rows of a kind until the wanted one is there; null where it is not. */
async function findRow({ row }: WantedRow, read: (offset: number) => Promise<RowsPage>): Promise<Row | null> {
  for (let offset = 0; ; ) {
    const page = await read(offset)
    if (!page.ok || page.value.rows.length === 0) return null
    const found = page.value.rows.find((one) => one.row === row)
    if (found) return found
    offset += page.value.rows.length
  }
}

export function ReportRows({ report, firstKind, wanted }: ReportRowsProps) {
  const text = useText()
  const { t, format } = text
  const { client } = useSession()
  const { workspace } = useWorkspace()
  const [kind, setKind] = useState<RowKind | ''>(firstKind ?? '')
  const [problem, setProblem] = useState('')
  const [open, setOpen] = useState<Row | null>(null)
  const [total, setTotal] = useState<number | null>(null)
  const read = useRef(new Map<number, Row>())
  const grid = useRef<GridHandle>(null)

  const load = useCallback(async ({ offset, limit }: PageRequest) => {
    const rows: Row[] = []
    for (;;) {
      const page = await client.submissions.batchRows({ workspace: workspace.id, batch: report.batch, offset: offset + rows.length, limit: limit - rows.length, ...(kind === '' ? {} : { kinds: [kind] }), ...(problem === '' ? {} : { problem }) })
      if (!page.ok) return page
      rows.push(...page.value.rows)
      // Rows of a wide sheet come in several pages.
      if (page.value.rows.length > 0 && rows.length < limit && offset + rows.length < page.value.total) continue
      for (const row of rows) read.current.set(row.row, row)
      return { ok: true as const, value: toTable(text, rows, page.value.total, offset) }
    }
  }, [client, workspace.id, report.batch, kind, problem, text])
  const columns = useMemo(() => rowColumns(text, report.isCommittable), [text, report.isCommittable])
  const frame = useRef<HTMLElement>(null)
  // A row that is asked for is looked up among those of its kind, whatever was filtered before.
  const [shown, setShown] = useState(wanted)
  if (wanted !== shown) {
    setShown(wanted)
    if (wanted) setKind(wanted.kind)
    setProblem('')
  }
  useEffect(() => {
    if (!wanted) return
    frame.current?.scrollIntoView({ block: 'start' })
    const control = new AbortController()
    void findRow(wanted, async (offset) => client.submissions.batchRows({ workspace: workspace.id, batch: report.batch, offset, limit: 500, kinds: [wanted.kind] })).then((row) => (control.signal.aborted || !row ? undefined : setOpen(row)))
    return () => control.abort()
  }, [wanted, client, workspace.id, report.batch])
  const close = () => {
    setOpen(null)
    grid.current?.focus()
  }
  const kinds = rowKinds.filter((one) => report.accounting[one] > 0)
  return (
    <section className="card report-rows" ref={frame} aria-label={t('import.check.list')}>
      <div className="card-head"><h2>{t('import.check.problems')}</h2></div>
      <div className="card-body">
        {report.problemCounts.length === 0 ? <p className="muted">{t('import.check.problems.none')}</p> : (
          <ul className="facets">
            {report.problemCounts.map(({ code, severity, count }) => (
              <li key={code}>
                <button type="button" className="facet" aria-pressed={problem === code} onClick={() => setProblem(problem === code ? '' : code)}>
                  <span className="finding" data-severity={severity}><Icon name={severityIcon(severity)} /><span>{kindText(text, code, count)}</span></span>
                  <span className="number">{t('import.check.filter.count', { count })}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="toolbar report-toolbar">
        <h2>{t('import.check.list')}</h2>
        <Select inline label={t('import.check.filter.kind')} value={kind} options={[{ value: '' as const, label: t('import.check.filter.all') }, ...kinds.map((one) => ({ value: one, label: t(`import.kind.${one}`) }))]} onChange={setKind} />
        <Select inline label={t('import.check.filter.problem')} value={problem} options={[{ value: '', label: t('import.check.filter.all') }, ...report.problemCounts.map(({ code, count }) => ({ value: code, label: kindText(text, code, count) }))]} onChange={setProblem} />
        <span className="toolbar-end muted" role="status">{total === null ? '' : t('import.check.filter.count', { count: total })}</span>
      </div>
      <div className="report-grid">
        <SplitView
          label={t('ui.resize')}
          size={360}
          start={<PagedGrid handle={grid} label={t('import.check.list')} columns={columns} rowId={rowId} load={load} revision={0} onTotal={setTotal} openRow={open ? String(open.row) : null} onActivate={(row) => setOpen(read.current.get(numberOf(row, 'row') ?? 0) ?? null)} empty={<EmptyState icon="filter" title={t('import.check.no-rows')} />} />}
          end={open ? <RowPanel row={open} title={t('import.check.row-detail', { row: format.integer(open.row) })} onClose={close} /> : null}
        />
      </div>
    </section>
  )
}

function RowPanel({ row, title, onClose }: { readonly row: Row; readonly title: string; readonly onClose: () => void }) {
  const text = useText()
  const { t } = text
  const loose = row.problems.filter(({ address }) => address === undefined || !row.cells.some((cell) => cell.address === address))
  return (
    <SidePanel title={title} subtitle={<div className="muted">{t(`import.row.kind.${row.kind}`)}</div>} onClose={onClose}>
      {loose.length > 0 ? <FindingList findings={loose} /> : null}
      {row.amounts.length > 0 ? <div><h3>{t('import.check.row.amounts')}</h3><Amounts row={row} /></div> : null}
      <div>
        <h3>{t('import.check.row.cells')}</h3>
        <table className="list row-cells">
          <tbody>
            {row.cells.map(({ address, text: content }) => {
              const problems = row.problems.filter((problem) => problem.address === address)
              return <tr key={address} data-wrong={worst(problems) ?? undefined}><th scope="row">{address}</th><td>{content}{problems.length > 0 ? <FindingList findings={problems} /> : null}</td></tr>
            })}
          </tbody>
        </table>
      </div>
    </SidePanel>
  )
}
