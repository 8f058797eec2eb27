import { useMemo, useRef, useState } from 'react'
import { dutyStates, type DutyEntry, type DutyState } from '../../../shared/contract/offices.ts'
import { submissionKinds, type SubmissionKind } from '../../../shared/domain/kinds.ts'
import { DataGrid } from '../../grid/DataGrid.tsx'
import type { GridHandle } from '../../grid/GridFrame.tsx'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useCall, useJob } from '../../platform/use-call.ts'
import { useKept } from '../../platform/use-kept.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SearchField, Select } from '../../ui/Field.tsx'
import { SplitView } from '../../ui/SplitView.tsx'
import { useText } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { AddDutiesDialog } from './AddDutiesDialog.tsx'
import { dutyColumns } from './duty-columns.tsx'
import { DutyPanel } from './DutyPanel.tsx'

const rowId = ({ id }: DutyEntry) => String(id)

export function Tracker() {
  const text = useText()
  const { t, named, locale } = text
  const { navigation } = useSession()
  const { workspace } = useWorkspace()
  const grid = useRef<GridHandle>(null)
  const answer = useCall('offices.tracker', { workspace: workspace.id, locale })
  const all = useKept(answer.value)
  const [typed, setTyped] = useState('')
  const [state, setState] = useState<DutyState | ''>('')
  const [kind, setKind] = useState<SubmissionKind | ''>('')
  const [period, setPeriod] = useState('')
  const [openId, setOpenId] = useState<number | null>(null)
  const [chosen, setChosen] = useState<readonly DutyEntry[]>([])
  const [dialog, setDialog] = useState<'add' | 'remove' | null>(null)
  const columns = useMemo(() => dutyColumns(text), [text])
  const wanted = typed.trim().toLocaleLowerCase(locale)
  const rows = useMemo(() => all?.filter((entry) =>
    (state === '' || entry.state === state) && (kind === '' || entry.kind === kind) && (period === '' || entry.periodText === period)
    && (wanted === '' || `${entry.officeName}\n${entry.office}\n${entry.file ?? ''}`.toLocaleLowerCase(locale).includes(wanted))) ?? null, [all, state, kind, period, wanted, locale])
  const periods = [...new Set(all?.map(({ periodText }) => periodText))].sort().reverse()
  const open = all?.find(({ id }) => id === openId) ?? null
  const isWritable = workspace.readOnly === null
  const add = isWritable ? <Button variant="primary" icon="plus" onClick={() => setDialog('add')}>{t('offices.add')}</Button> : null
  const clear = () => {
    setTyped('')
    setState('')
    setKind('')
    setPeriod('')
  }
  const removed = () => {
    setDialog(null)
    setChosen([])
    grid.current?.deselect()
  }
  const list = (
    <div className="offices-list">
      <div className="toolbar offices-filters">
        <SearchField label={t('offices.search')} value={typed} onChange={setTyped} />
        <Select inline label={t('offices.state')} value={state} options={[{ value: '' as const, label: t('offices.all') }, ...dutyStates.map((value) => ({ value, label: t(`offices.state.${value}`) }))]} onChange={setState} />
        <Select inline label={t('offices.period')} value={period} options={[{ value: '', label: t('offices.all') }, ...periods.map((value) => ({ value, label: text.format.period(value) }))]} onChange={setPeriod} />
        <Select inline label={t('offices.kind')} value={kind} options={[{ value: '' as const, label: t('offices.all') }, ...submissionKinds.map((value) => ({ value, label: named('submission-kind', value) }))]} onChange={setKind} />
        <span className="toolbar-end">
          <span className="muted" role="status">{rows === null || rows.length === 0 ? '' : `${t('offices.count', { count: rows.length })}, ${t('offices.count.late', { count: rows.filter((entry) => entry.state === 'late').length })}`}</span>
          {isWritable && chosen.length > 0 ? <Button onClick={() => setDialog('remove')}>{t('offices.remove', { count: chosen.length })}</Button> : null}
          {all !== null && all.length > 0 ? add : null}
        </span>
      </div>
      {answer.error ? <ErrorCallout error={answer.error} onRetry={answer.refetch} /> : (
        <DataGrid
          handle={grid}
          label={t('offices.tab.tracker')}
          columns={columns}
          rows={rows}
          rowId={rowId}
          openRow={open === null ? null : rowId(open)}
          onActivate={(entry, column) => (column === 'file' && entry.batch !== null ? navigation.go('submissions', { batch: entry.batch }) : setOpenId(entry.id))}
          selection={isWritable ? 'many' : 'none'}
          onSelect={setChosen}
          empty={all?.length === 0 ? <EmptyState icon="offices" title={t('offices.empty.title')} actions={add}>{t('offices.empty.text')}</EmptyState> : <EmptyState icon="search" title={t('offices.none.title')} actions={<Button onClick={clear}>{t('offices.none.action')}</Button>} />}
        />
      )}
    </div>
  )
  return (
    <>
      <SplitView label={t('ui.resize')} size={400} start={list} end={open === null ? null : <DutyPanel key={open.id} entry={open} onClose={() => setOpenId(null)} />} />
      {dialog === 'add' ? <AddDutiesDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'remove' ? <RemoveDialog entries={chosen} onClose={() => setDialog(null)} onDone={removed} /> : null}
    </>
  )
}

function RemoveDialog({ entries, onClose, onDone }: { readonly entries: readonly DutyEntry[]; readonly onClose: () => void; readonly onDone: () => void }) {
  const { t } = useText()
  const { workspace } = useWorkspace()
  const remove = useJob('offices.removeDuties')
  const show = useToast()
  const count = entries.length
  const submit = async () => {
    const result = await remove.run({ workspace: workspace.id, duties: entries.map(({ id }) => id) })
    if (!result.ok) return
    show({ tone: 'success', text: t('offices.removed', { count }) })
    onDone()
  }
  return (
    <Dialog title={t('offices.remove.title', { count })} onClose={onClose} canClose={!remove.isRunning} onSubmit={() => void submit()} actions={<Button type="submit" variant="danger" disabled={remove.isRunning}>{t('ui.remove')}</Button>}>
      <p>{entries.slice(0, 12).map(({ officeName }) => officeName).join(', ')}{count > 12 ? ', …' : ''}</p>
      <p>{t('offices.remove.text')}</p>
      {remove.error ? <ErrorCallout error={remove.error} /> : null}
    </Dialog>
  )
}
