import type { WorkspaceSummary } from '../../shared/contract/workspaces.ts'
import { workspaceParameter } from '../../shared/rpc/electron-host.ts'
import type { AppClient } from '../platform/platform.ts'

const key = 'rmms.workspace'

/** A reload of the window goes on in its workspace. */
export function rememberOpen(id: string | null): void {
  if (id === null) sessionStorage.removeItem(key)
  else sessionStorage.setItem(key, id)
}

/** The workspace that the address names, once: it stays neither in the address nor in the history. */
function takeNamed(): string | null {
  const named = new URLSearchParams(location.search).get(workspaceParameter)
  if (named !== null) {
    history.replaceState(history.state, '', location.pathname)
    rememberOpen(named)
  }
  return named
}

/** The workspace that this window was opened for, or had open before its reload; null where there is none or it cannot be opened any more. */
export async function openAgain(client: AppClient): Promise<WorkspaceSummary | null> {
  const id = takeNamed() ?? sessionStorage.getItem(key)
  if (id === null) return null
  const result = await client.workspaces.open({ id })
  if (result.ok) return result.value
  rememberOpen(null)
  return null
}
