import type { WorkspaceSummary } from '../../shared/contract/workspaces.ts'
import type { AppClient } from '../platform/platform.ts'

const key = 'rmms.workspace'

/** A reload of the window goes on in its workspace. */
export function rememberOpen(id: string | null): void {
  if (id === null) sessionStorage.removeItem(key)
  else sessionStorage.setItem(key, id)
}

/** The workspace that this window had open before its reload; null where there was none or it cannot be opened any more. */
export async function openAgain(client: AppClient): Promise<WorkspaceSummary | null> {
  const id = sessionStorage.getItem(key)
  if (id === null) return null
  const result = await client.workspaces.open({ id })
  if (result.ok) return result.value
  rememberOpen(null)
  return null
}
