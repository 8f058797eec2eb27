/** Where the person is: a section and what is open in it. Kept in the browser's own history entries, so that Back, Forward and a reload work without anything in the address. */
import { z } from 'zod'

const Route = z.object({ section: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
export interface Route {
  readonly section: string
  readonly params: Readonly<Record<string, string | number>>
}

export interface Navigation {
  readonly get: () => Route
  readonly subscribe: (listener: () => void) => () => void
  readonly go: (section: string, params?: Route['params']) => void
  /** Changes what is open in the section without a new entry in the history. */
  readonly replace: (params: Route['params']) => void
  readonly back: () => void
  readonly forward: () => void
}

const HistoryState = z.object({ route: Route })

export function createNavigation(window: Window, first: string): Navigation {
  const listeners = new Set<() => void>()
  const read = (state: unknown): Route => {
    const parsed = HistoryState.safeParse(state)
    return parsed.success ? parsed.data.route : { section: first, params: {} }
  }
  let current = read(window.history.state)
  const enter = (route: Route): void => {
    current = route
    for (const listener of listeners) listener()
  }
  window.addEventListener('popstate', (event) => enter(read(event.state)))
  return {
    get: () => current,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    go: (section, params = {}) => {
      const route = { section, params }
      if (JSON.stringify(route) !== JSON.stringify(current)) window.history.pushState({ route }, '')
      enter(route)
    },
    replace: (params) => {
      const route = { section: current.section, params }
      window.history.replaceState({ route }, '')
      enter(route)
    },
    back: () => window.history.back(),
    forward: () => window.history.forward(),
  }
}
