import { useSyncExternalStore } from 'react'
import { useSession, useWorkspace } from '../platform/session.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useText } from '../ui/text.tsx'

export function StatusBar() {
  const { t, of, format } = useText()
  const { platform, settings } = useSession()
  const { workspace } = useWorkspace()
  const state = useSyncExternalStore(platform.connection.subscribe, platform.connection.get)
  return (
    <footer className="status">
      <span title={t('status.changeset.hint')}>{t('status.changeset', { number: format.integer(workspace.changeset) })}</span>
      <span>{t('status.counts', { projects: workspace.counts.projects, amounts: workspace.counts.amounts })}</span>
      <span className="status-item truncate" title={settings.person}><Icon name="person" />{settings.person}</span>
      {workspace.readOnly === null ? null : <span className="status-item status-warning" title={of(workspace.readOnly)}><Icon name="lock" /><span className="truncate">{of(workspace.readOnly)}</span></span>}
      <span className="status-item status-end" data-state={state} role="status"><span className="dot" aria-hidden="true" />{t(`status.connection.${state}`)}</span>
    </footer>
  )
}
