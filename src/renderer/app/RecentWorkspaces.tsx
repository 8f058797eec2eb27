import type { OutputOf } from '../platform/procedures.ts'
import type { CallState } from '../platform/use-call.ts'
import { Badge } from '../ui/Badge.tsx'
import { ErrorCallout } from '../ui/Callout.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useText } from '../ui/text.tsx'

interface RecentWorkspacesProps {
  readonly list: CallState<OutputOf<'workspaces.list'>>
  readonly isBusy: boolean
  readonly onOpen: (id: string) => void
}

export function RecentWorkspaces({ list, isBusy, onOpen }: RecentWorkspacesProps) {
  const { t, format } = useText()
  return (
    <section className="first-recent" aria-labelledby="first-recent">
      <h2 id="first-recent">{t('first.recent')}</h2>
      {list.error ? <ErrorCallout error={list.error} onRetry={list.refetch} /> : null}
      {list.isLoading ? <Skeleton lines={3} height={32} /> : null}
      {list.value?.length === 0 ? <p className="muted">{t('first.recent.none')}</p> : null}
      <ul>
        {list.value?.map((entry) => (
          <li key={entry.id}>
            <button type="button" className="recent" disabled={isBusy || !entry.isThere} onClick={() => onOpen(entry.id)}>
              <Icon name="workspace" />
              <span className="truncate recent-name" title={entry.name}>{entry.name}</span>
              <span className="truncate recent-file muted" title={entry.fileName}>{entry.fileName}</span>
              {entry.kind === 'sample' ? <Badge tone="warning">{t('shell.sample.short')}</Badge> : null}
              {entry.isOpen ? <Badge tone="accent">{t('first.recent.open')}</Badge> : null}
              {entry.isThere ? null : <Badge tone="danger" icon="warning">{t('first.recent.gone')}</Badge>}
              <span className="recent-time muted">{entry.lastOpened ? format.dateTime(entry.lastOpened) : t('first.recent.never')}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
