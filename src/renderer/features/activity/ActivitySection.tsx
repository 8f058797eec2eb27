/** Every change of the workspace, newest first, what it touched, and its undo. */
import { useMemo, useState } from 'react'
import type { ChangesetEntry } from '../../../shared/contract/activity.ts'
import type { GridColumn } from '../../grid/columns.ts'
import { DataGrid } from '../../grid/DataGrid.tsx'
import { useRoute, useSession, useWorkspace } from '../../platform/session.tsx'
import { UndoConfirmation } from '../../platform/UndoConfirmation.tsx'
import { useCall } from '../../platform/use-call.ts'
import { useSettled } from '../../platform/use-settled.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SearchField } from '../../ui/Field.tsx'
import { Page } from '../../ui/Page.tsx'
import { SplitView } from '../../ui/SplitView.tsx'
import { useText, type Text } from '../../ui/text.tsx'
import { ChangesPanel } from './ChangesPanel.tsx'

const stateText = ({ undoes, undoneBy }: ChangesetEntry, { t }: Text): string => (undoneBy !== null ? t('activity.undone-by', { changeset: undoneBy }) : undoes !== null ? t('activity.undoes', { changeset: undoes }) : '')

const activityColumns = (text: Text): readonly GridColumn<ChangesetEntry>[] => {
  const { t, of, format } = text
  return [
    { key: 'id', header: t('activity.number'), width: 60, value: ({ id }) => id, text: ({ id }) => format.integer(id) },
    { key: 'at', header: t('activity.at'), width: 160, value: ({ at }) => at, text: ({ at }) => format.dateTime(at) },
    { key: 'person', header: t('activity.person'), width: 120, value: ({ person }) => person },
    { key: 'kind', header: t('activity.kind'), width: 150, value: ({ kind }) => of(kind) },
    { key: 'reason', header: t('activity.reason'), flex: 1, minWidth: 180, value: ({ reason }) => of(reason) },
    { key: 'changes', header: t('activity.changes'), kind: 'number', width: 122, value: ({ changes }) => changes, text: ({ changes }) => format.integer(changes) },
    {
      key: 'state',
      header: t('activity.state'),
      width: 150,
      value: (entry) => stateText(entry, text),
      render: (entry) => (stateText(entry, text) === '' ? null : <Badge tone={entry.undoneBy === null ? 'info' : 'neutral'} icon="undo">{stateText(entry, text)}</Badge>),
    },
  ]
}

const entryId = ({ id }: ChangesetEntry) => String(id)
const step = 500

export function ActivitySection() {
  const text = useText()
  const { t } = text
  const { navigation } = useSession()
  const { workspace } = useWorkspace()
  const { params } = useRoute()
  const [typed, setTyped] = useState('')
  const search = useSettled(typed.trim())
  const [limit, setLimit] = useState(step)
  const [undoing, setUndoing] = useState<ChangesetEntry | null>(null)
  const list = useCall('activity.list', { workspace: workspace.id, limit, ...(search === '' ? {} : { search }) })
  const columns = useMemo(() => activityColumns(text), [text])
  const entries = list.value?.entries ?? null
  const open = entries?.find(({ id }) => id === params['changeset']) ?? null
  const show = (id: number | null) => navigation.replace(id === null ? {} : { changeset: id })
  const hasMore = list.value !== null && list.value.entries.length < list.value.total && limit < 2000

  return (
    <>
      <SplitView
        label={t('ui.resize')}
        size={460}
        start={
          <Page fill title={t('activity.title')} lead={t('activity.lead')}>
            <div className="toolbar">
              <SearchField label={t('activity.search')} value={typed} onChange={setTyped} />
              {hasMore ? <Button onClick={() => setLimit(limit + step)}>{t('activity.more')}</Button> : null}
            </div>
            {list.error ? <ErrorCallout error={list.error} onRetry={list.refetch} /> : (
              <DataGrid
                label={t('activity.title')}
                columns={columns}
                rows={entries}
                rowId={entryId}
                openRow={open === null ? null : String(open.id)}
                onActivate={(entry) => show(entry.id)}
                empty={search === '' ? <EmptyState icon="activity" title={t('activity.empty.title')}>{t('activity.empty.text')}</EmptyState> : <EmptyState icon="search" title={t('ui.nothing-found')}>{t('activity.none-found')}</EmptyState>}
              />
            )}
          </Page>
        }
        end={open === null ? null : <ChangesPanel key={open.id} entry={open} onClose={() => show(null)} onUndo={() => setUndoing(open)} />}
      />
      {undoing === null ? null : <UndoConfirmation entry={undoing} onClose={() => setUndoing(null)} />}
    </>
  )
}
