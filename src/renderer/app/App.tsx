/** The session of the window: settings, the open workspace, and what is shown while either is missing. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Settings } from '../../shared/contract/app.ts'
import type { WorkspaceSummary } from '../../shared/contract/workspaces.ts'
import type { AppError } from '../../shared/result.ts'
import type { Navigation } from '../platform/navigation.ts'
import type { Platform } from '../platform/platform.ts'
import { SessionContext, WorkspaceContext, type Session } from '../platform/session.tsx'
import { ErrorCallout } from '../ui/Callout.tsx'
import { TextProvider } from '../ui/text.tsx'
import { ToastProvider } from '../ui/Toast.tsx'
import { FirstScreen } from './FirstScreen.tsx'
import { openAgain, rememberOpen } from './remembered-workspace.ts'
import { Shell } from './Shell.tsx'

interface AppProps { readonly platform: Platform; readonly navigation: Navigation }

export function App({ platform, navigation }: AppProps) {
  const { client } = platform
  const [settings, setSettings] = useState<Settings | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const [workspace, setWorkspace] = useState<WorkspaceSummary | null>(null)
  const [isReady, setReady] = useState(false)
  const [revision, setRevision] = useState(0)

  useEffect(() => {
    const readSettings = async (): Promise<void> => {
      const result = await client.app.settings({})
      if (result.ok) setSettings(result.value)
      else setError(result.error)
    }
    const start = async (): Promise<void> => {
      await readSettings()
      setWorkspace(await openAgain(client))
      setReady(true)
    }
    void start()
    return client.onEvent('settings-changed', () => void readSettings().then(() => setRevision((count) => count + 1)))
  }, [client])

  const id = workspace?.id
  useEffect(() => {
    if (id === undefined) return
    return client.onEvent('workspace-changed', (change) => {
      if (change.workspace !== id) return
      setRevision((count) => count + 1)
      void client.workspaces.summary({ workspace: id }).then((result) => (result.ok ? setWorkspace(result.value) : undefined))
    })
  }, [client, id])

  useEffect(() => {
    if (settings) document.documentElement.dataset['theme'] = settings.theme
  }, [settings])
  useEffect(() => {
    document.title = workspace ? `${workspace.name} - RMMS Workbench` : 'RMMS Workbench'
  }, [workspace])

  const saveSettings = useCallback<Session['saveSettings']>(async (change) => {
    const result = await client.app.saveSettings(change)
    if (!result.ok) return result.error
    setSettings(result.value)
    setRevision((count) => count + 1)
    return null
  }, [client])
  const enter = useCallback((opened: WorkspaceSummary) => {
    rememberOpen(opened.id)
    setWorkspace(opened)
  }, [])
  const leave = useCallback(() => {
    rememberOpen(null)
    setWorkspace(null)
    navigation.go('overview')
    if (id !== undefined && platform.hasOneWindowPerWorkspace) void client.workspaces.close({ workspace: id })
  }, [navigation, platform, client, id])
  const session = useMemo<Session | null>(() => (settings ? { platform, client, navigation, settings, saveSettings, revision } : null), [platform, client, navigation, settings, saveSettings, revision])
  const open = useMemo(() => (workspace ? { workspace, leave } : null), [workspace, leave])

  if (!session || !isReady) return <main className="full">{error ? <ErrorCallout error={error} onRetry={() => location.reload()} /> : null}</main>
  return (
    <SessionContext value={session}>
      <TextProvider locale={session.settings.locale}>
        <ToastProvider>
          {open ? <WorkspaceContext value={open}><Shell key={open.workspace.id} onOpened={enter} /></WorkspaceContext> : <FirstScreen onOpened={enter} />}
        </ToastProvider>
      </TextProvider>
    </SessionContext>
  )
}
