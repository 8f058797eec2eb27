/** What every part of the window can ask for: the host, the settings, the open workspace, the place, and when data are out of date. */
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Settings } from '../../shared/contract/app.ts'
import type { WorkspaceSummary } from '../../shared/contract/workspaces.ts'
import type { AppError } from '../../shared/result.ts'
import type { Navigation, Route } from './navigation.ts'
import type { AppClient, Platform } from './platform.ts'

export interface Session {
  readonly platform: Platform
  readonly client: AppClient
  readonly navigation: Navigation
  readonly settings: Settings
  /** Saves a change; the error where that failed. */
  readonly saveSettings: (change: Partial<Settings>) => Promise<AppError | null>
  /** Grows whenever the data or the language of the answers changed. */
  readonly revision: number
}

export interface OpenWorkspace {
  readonly workspace: WorkspaceSummary
  /** Leaves the workspace for the first screen. */
  readonly leave: () => void
}

export const SessionContext = createContext<Session | null>(null)
export const WorkspaceContext = createContext<OpenWorkspace | null>(null)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession outside of a session')
  return session
}

/** The open workspace; only for what is shown within one. */
export function useWorkspace(): OpenWorkspace {
  const open = useContext(WorkspaceContext)
  if (!open) throw new Error('useWorkspace outside of a workspace')
  return open
}

export function useRoute(): Route {
  const { navigation } = useSession()
  return useSyncExternalStore(navigation.subscribe, navigation.get)
}
