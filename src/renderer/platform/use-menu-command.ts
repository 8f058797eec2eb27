import { useEffect } from 'react'
import type { MenuCommand } from '../../shared/contract/index.ts'
import { useSession } from './session.tsx'

/** Does what is chosen in the menu of a host that has one. Give the same object on each render; what it leaves out is not done here. */
export function useMenuCommand(actions: Readonly<Partial<Record<MenuCommand, () => void>>>): void {
  const { client } = useSession()
  useEffect(() => client.onEvent('menu-command', ({ command }) => actions[command]?.()), [client, actions])
}
