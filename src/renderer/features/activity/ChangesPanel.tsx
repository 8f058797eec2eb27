import { useState } from 'react'
import type { z } from 'zod'
import type { ChangeEntry, ChangesetEntry } from '../../../shared/contract/activity.ts'
import { useWorkspace } from '../../platform/session.tsx'
import { useCall } from '../../platform/use-call.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { SidePanel } from '../../ui/SplitView.tsx'
import { useText } from '../../ui/text.tsx'
import { changedFields } from './changed-fields.ts'
import './activity.css'

type Change = z.infer<typeof ChangeEntry>
const tones: Record<Change['operation'], Tone> = { insert: 'success', update: 'info', delete: 'danger', close: 'neutral' }
const step = 100

interface ChangesPanelProps { readonly entry: ChangesetEntry; readonly onClose: () => void; readonly onUndo: () => void }

/** One changeset and the records it touched. */
export function ChangesPanel({ entry, onClose, onUndo }: ChangesPanelProps) {
  const { t, of, format } = useText()
  const { workspace } = useWorkspace()
  const [limit, setLimit] = useState(step)
  const { value, error, isLoading, refetch } = useCall('activity.changes', { workspace: workspace.id, changeset: entry.id, limit })
  const canUndo = entry.canUndo && workspace.readOnly === null
  return (
    <SidePanel
      title={t('activity.detail', { changeset: format.integer(entry.id) })}
      subtitle={<p className="muted">{entry.reason === '' ? of(entry.kind) : t('activity.kind-reason', { kind: of(entry.kind), reason: of(entry.reason) })}</p>}
      onClose={onClose}
      actions={canUndo ? <Button icon="undo" onClick={onUndo}>{t('activity.undo')}</Button> : <span className="muted">{entry.undoneBy === null ? t('activity.no-undo') : t('activity.undone-by', { changeset: entry.undoneBy })}</span>}
    >
      <dl className="facts">
        <dt>{t('activity.person')}</dt><dd>{entry.person}</dd>
        <dt>{t('activity.at')}</dt><dd>{format.dateTime(entry.at)}</dd>
        <dt>{t('activity.changes')}</dt><dd>{t('activity.records', { count: entry.changes })}</dd>
        {entry.undoes === null ? null : <><dt>{t('activity.state')}</dt><dd>{t('activity.undoes', { changeset: entry.undoes })}</dd></>}
      </dl>
      {error ? <ErrorCallout error={error} onRetry={refetch} /> : null}
      {isLoading && !value ? <Skeleton lines={6} height={40} /> : null}
      {value?.total === 0 ? <p className="muted">{t('activity.no-changes')}</p> : null}
      <ul className="changes">{value?.changes.map((change, index) => <ChangeItem key={index} change={change} />)}</ul>
      {value && value.changes.length < value.total && limit < 2000 ? <div><Button onClick={() => setLimit(limit + step)}>{t('activity.more')}</Button></div> : null}
    </SidePanel>
  )
}

function ChangeItem({ change }: { readonly change: Change }) {
  const { t, named } = useText()
  const fields = changedFields(change.before, change.after)
  return (
    <li className="change">
      <div className="change-head"><strong>{named('table', change.table)}</strong> <span className="muted">{change.row}</span><Badge tone={tones[change.operation]}>{t(`activity.operation.${change.operation}`)}</Badge></div>
      {fields.length > 0 ? (
        <dl className="change-fields">
          {fields.map(({ name, before, after }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{before === null ? null : <del title={t('activity.before')}>{before}</del>}{after === null ? null : <ins title={t('activity.after')}>{after}</ins>}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </li>
  )
}
