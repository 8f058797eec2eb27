import { useCallback, useMemo, useRef, useState } from 'react'
import type { SnapshotGap } from '../../../shared/contract/reconciliation.ts'
import { ok } from '../../../shared/result.ts'
import type { GridColumn } from '../../grid/columns.ts'
import type { GridHandle } from '../../grid/GridFrame.tsx'
import { PagedRows } from '../../grid/PagedRows.tsx'
import type { LoadRows } from '../../grid/use-pages.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useJob } from '../../platform/use-call.ts'
import { useSettled } from '../../platform/use-settled.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Checkbox, SearchField, TextArea } from '../../ui/Field.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { useText, type Text } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'

const looks: Record<SnapshotGap['state'], { readonly tone: Tone; readonly icon: IconName }> = {
  open: { tone: 'warning', icon: 'warning' }, kept: { tone: 'success', icon: 'check' }, closed: { tone: 'neutral', icon: 'lock' }, returned: { tone: 'info', icon: 'undo' },
}
const rowId = ({ id }: SnapshotGap) => String(id)

const gapColumns = ({ t, format }: Text): readonly GridColumn<SnapshotGap>[] => [
  { key: 'name', header: t('reconciliation.project'), flex: 1, minWidth: 170, isSortable: false, value: ({ name }) => name, isAction: () => true },
  { key: 'file', header: t('reconciliation.gaps.file'), flex: 1, minWidth: 150, isSortable: false, value: ({ file }) => file },
  { key: 'receivedAt', header: t('reconciliation.gaps.received'), width: 130, isSortable: false, value: ({ receivedAt }) => receivedAt, text: ({ receivedAt }) => format.date(receivedAt) },
  { key: 'state', header: t('reconciliation.gaps.state'), width: 190, isSortable: false, value: ({ state }) => t(`reconciliation.gaps.state.${state}`), render: ({ state }) => <Badge {...looks[state]}>{t(`reconciliation.gaps.state.${state}`)}</Badge> },
  { key: 'note', header: t('reconciliation.gaps.note'), flex: 1, minWidth: 120, isSortable: false, value: ({ note }) => note },
]

/** Projects that a full snapshot left out: kept or closed, one or many at once. */
export function SnapshotGaps() {
  const text = useText()
  const { t } = text
  const { client, navigation, revision } = useSession()
  const { workspace } = useWorkspace()
  const grid = useRef<GridHandle>(null)
  const [typed, setTyped] = useState('')
  const search = useSettled(typed.trim())
  const [isAll, setAll] = useState(false)
  const [total, setTotal] = useState<number | null>(null)
  const [chosen, setChosen] = useState<readonly SnapshotGap[]>([])
  const [settling, setSettling] = useState<'kept' | 'closed' | null>(null)
  const columns = useMemo(() => gapColumns(text), [text])
  const load: LoadRows<SnapshotGap> = useCallback(async ({ offset, limit }) => {
    const result = await client.reconciliation.gaps({ workspace: workspace.id, offset, limit, isOpen: !isAll, ...(search === '' ? {} : { search }) })
    return result.ok ? ok({ total: result.value.total, rows: result.value.gaps }) : result
  }, [client, workspace.id, isAll, search])
  const isWritable = workspace.readOnly === null
  const settled = () => {
    setSettling(null)
    setChosen([])
    grid.current?.deselect()
  }
  return (
    <>
      <p className="reconciliation-lead muted">{t('reconciliation.gaps.text')}</p>
      <div className="toolbar">
        <SearchField label={t('reconciliation.gaps.search')} value={typed} onChange={setTyped} />
        <Checkbox label={t('reconciliation.gaps.settled')} checked={isAll} onChange={setAll} />
        <span className="toolbar-end"><span className="muted" role="status">{total === null ? '' : t('reconciliation.count', { count: total })}</span>
          {isWritable ? <><Button disabled={chosen.length === 0} onClick={() => setSettling('kept')}>{t('reconciliation.gaps.keep', { count: chosen.length })}</Button><Button disabled={chosen.length === 0} onClick={() => setSettling('closed')}>{t('reconciliation.gaps.close', { count: chosen.length })}</Button></> : null}
        </span>
      </div>
      <PagedRows
        handle={grid}
        label={t('reconciliation.tab.gaps')}
        columns={columns}
        rowId={rowId}
        load={load}
        revision={revision}
        onTotal={setTotal}
        onActivate={({ project }, column) => (column === 'name' ? navigation.go('projects', { project }) : undefined)}
        selection={isWritable ? 'many' : 'none'}
        onSelect={setChosen}
        empty={search === '' ? <EmptyState icon="check" title={t('reconciliation.gaps.empty.title')}>{t('reconciliation.gaps.empty.text')}</EmptyState> : <EmptyState icon="search" title={t('ui.nothing-found')} actions={<Button onClick={() => setTyped('')}>{t('projects.clear-search')}</Button>} />}
      />
      {settling === null ? null : <SettleDialog gaps={chosen} as={settling} onClose={() => setSettling(null)} onDone={settled} />}
    </>
  )
}

interface SettleDialogProps { readonly gaps: readonly SnapshotGap[]; readonly as: 'kept' | 'closed'; readonly onClose: () => void; readonly onDone: () => void }

function SettleDialog({ gaps, as, onClose, onDone }: SettleDialogProps) {
  const { t } = useText()
  const { workspace } = useWorkspace()
  const settle = useJob('reconciliation.settleGaps')
  const show = useToast()
  const [note, setNote] = useState('')
  const verb = as === 'kept' ? 'keep' : 'close'
  const count = gaps.length
  const submit = async () => {
    const result = await settle.run({ workspace: workspace.id, gaps: gaps.map(({ id }) => id), as, note: note.trim() })
    if (!result.ok) return
    show({ tone: 'success', text: t('reconciliation.gaps.done', { count }) })
    onDone()
  }
  return (
    <Dialog title={t(`reconciliation.gaps.${verb}.title`, { count })} onClose={onClose} canClose={!settle.isRunning} onSubmit={() => void submit()} actions={<Button type="submit" variant="primary" disabled={settle.isRunning}>{t(`reconciliation.gaps.${verb}.do`)}</Button>}>
      <p>{t(`reconciliation.gaps.${verb}.text`)}</p>
      <p className="muted">{gaps.slice(0, 12).map(({ name }) => name).join(', ')}{count > 12 ? ', …' : ''}</p>
      <TextArea label={t('reconciliation.gaps.note')} autoFocus maxLength={2000} value={note} onChange={setNote} />
      {settle.error ? <ErrorCallout error={settle.error} /> : null}
    </Dialog>
  )
}
