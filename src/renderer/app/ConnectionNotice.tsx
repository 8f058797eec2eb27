import { useSyncExternalStore } from 'react'
import { useSession } from '../platform/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Callout } from '../ui/Callout.tsx'
import { useText } from '../ui/text.tsx'

/** Says above the section that this window has lost its host for good; a short break shows in the status bar only. */
export function ConnectionNotice() {
  const { t } = useText()
  const { connection, reloadReconnects } = useSession().platform
  const state = useSyncExternalStore(connection.subscribe, connection.get)
  if (state !== 'lost' && state !== 'replaced') return null
  const canReload = state === 'replaced' || reloadReconnects
  return (
    <div className="connection-notice">
      <Callout tone="danger" title={t(`status.connection.${state}`)} actions={canReload ? <Button onClick={() => location.reload()}>{t('shell.reload')}</Button> : undefined}>{canReload ? null : t('shell.no-session.text')}</Callout>
    </div>
  )
}
