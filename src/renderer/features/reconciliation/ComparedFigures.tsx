import { useCallback, useMemo, useState } from 'react'
import type { ReconciliationState } from '../../../shared/contract/reconciliation.ts'
import { ok } from '../../../shared/result.ts'
import { PagedRows } from '../../grid/PagedRows.tsx'
import type { LoadRows } from '../../grid/use-pages.ts'
import { CorrectFigureDialog } from '../../platform/CorrectFigureDialog.tsx'
import type { InputOf } from '../../platform/procedures.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useCall } from '../../platform/use-call.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { sourceFigureText } from '../../ui/figure.ts'
import { SidePanel, SplitView } from '../../ui/SplitView.tsx'
import { useText } from '../../ui/text.tsx'
import { differenceText, periodOf, reconciliationColumns, type NumberedRow } from './reconciliation-columns.tsx'

interface ComparedFiguresProps {
  readonly state: ReconciliationState
  readonly filter: InputOf<'reconciliation.page'>
  readonly count: { readonly rows: number; readonly difference: number } | undefined
  /** Null while nobody knows. */
  readonly hasRules: boolean | null
  readonly onRules: () => void
  /** Null where nothing is filtered. */
  readonly onClear: (() => void) | null
}

const rowId = ({ number }: NumberedRow) => String(number)

/** The figures of one state, the largest differences first, and one opened beside them. */
export function ComparedFigures({ state, filter, count, hasRules, onRules, onClear }: ComparedFiguresProps) {
  const text = useText()
  const { t, format } = text
  const { client, revision } = useSession()
  const [open, setOpen] = useState<NumberedRow | null>(null)
  const columns = useMemo(() => reconciliationColumns(text), [text])
  const key = JSON.stringify(filter)
  // The filter is a new object on each drawing; its text says when it is another one.
  const load: LoadRows<NumberedRow> = useCallback(async (page) => {
    const wanted: InputOf<'reconciliation.page'> = JSON.parse(key)
    const result = await client.reconciliation.page({ ...wanted, ...page, states: [state] })
    return result.ok ? ok({ total: result.value.total, rows: result.value.rows.map((row, index) => ({ ...row, number: page.offset + index })) }) : result
  }, [client, key, state])
  const list = (
    <div className="reconciliation-list">
      <p className="reconciliation-lead"><span className="muted">{t(`reconciliation.state.${state}`)}</span> <strong className="figures" role="status">{count === undefined || count.rows === 0 ? '' : t('reconciliation.sum', { count: count.rows, difference: format.money(count.difference, 'usd', 2) })}</strong></p>
      <PagedRows
        label={t(`reconciliation.tab.${state}`)}
        columns={columns}
        rowId={rowId}
        load={load}
        revision={revision}
        openRow={open === null ? null : rowId(open)}
        onActivate={setOpen}
        empty={
          hasRules === false ? <EmptyState icon="reconciliation" title={t('reconciliation.empty.title')} actions={<Button variant="primary" onClick={onRules}>{t('reconciliation.empty.action')}</Button>}>{t('reconciliation.empty.text')}</EmptyState>
          : <EmptyState icon={state === 'agree' ? 'reconciliation' : 'check'} title={t('reconciliation.none.title')} actions={onClear ? <Button onClick={onClear}>{t('reconciliation.clear')}</Button> : undefined}>{t('reconciliation.none.text')}</EmptyState>
        }
      />
    </div>
  )
  return <SplitView label={t('ui.resize')} size={380} start={list} end={open === null ? null : <FigurePanel key={open.number} row={open} onClose={() => setOpen(null)} />} />
}

function FigurePanel({ row, onClose }: { readonly row: NumberedRow; readonly onClose: () => void }) {
  const text = useText()
  const { t, named } = text
  const { navigation } = useSession()
  const { workspace } = useWorkspace()
  const [isCorrecting, setCorrecting] = useState(false)
  const trace = useCall('matrices.trace', row.amount === null ? null : { workspace: workspace.id, amount: row.amount })
  const project = trace.value?.record.project
  const about = [row.project, row.partner, named('measure', row.measure), periodOf(text, row.period)].join(', ')
  return (
    <SidePanel
      title={row.project}
      subtitle={<p className="muted">{row.partner}, {named('measure', row.measure)}, {periodOf(text, row.period)}</p>}
      onClose={onClose}
      actions={<>
        {project === undefined ? null : <Button icon="projects" onClick={() => navigation.go('projects', { project })}>{t('reconciliation.to-project')}</Button>}
        {row.amount === null || row.here === null || workspace.readOnly !== null || trace.value?.correction !== null ? null : <Button icon="corrections" onClick={() => setCorrecting(true)}>{t('correct.action')}</Button>}
      </>}
    >
      <p className="muted">{t(`reconciliation.state.${row.state}`)}</p>
      <dl className="facts">
        <dt>{t('reconciliation.here')}</dt><dd className="figures"><strong>{row.here === null ? t('ui.none') : sourceFigureText(text, row.here)}</strong></dd>
        <dt>{t('reconciliation.there')}</dt><dd className="figures"><strong>{row.there === null ? t('ui.none') : sourceFigureText(text, row.there)}</strong></dd>
        <dt>{t('reconciliation.difference')}</dt><dd className="figures">{differenceText(text, row.difference)}</dd>
        <dt>{t('reconciliation.from')}</dt><dd>{t(`commit.source.${row.source}`)}</dd>
        {row.file === null ? null : <><dt>{t('reconciliation.file')}</dt><dd>{row.file}</dd></>}
        {row.cell === null ? null : <><dt>{t('reconciliation.cell')}</dt><dd><code>{row.cell}</code></dd></>}
      </dl>
      {trace.value?.correction ? <p className="muted">{t('correct.in-force', { person: trace.value.correction.saidBy })}</p> : null}
      {isCorrecting && row.amount !== null && row.here !== null ? <CorrectFigureDialog amount={row.amount} current={row.here} about={about} onClose={() => setCorrecting(false)} /> : null}
    </SidePanel>
  )
}
