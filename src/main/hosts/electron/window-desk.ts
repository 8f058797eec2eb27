/** Which windows there are and which workspace each has: one window a workspace, and a workspace without a window is closed. */
import type { MenuCommand } from '../../../shared/contract/index.ts'
import type { Core } from '../../core/core.ts'
import type { Log } from '../../core/ports.ts'
import { createAppWindow, type AppWindow, type AppWindowOptions } from './app-window.ts'
import type { ElectronModule, HostWindow } from './electron-module.ts'
import { handlersForWindow } from './window-handlers.ts'
import { placeWindow, type WindowStateFile } from './window-state.ts'

export interface WindowDeskOptions extends Pick<AppWindowOptions, 'preloadFile' | 'outputs' | 'locale' | 'log'> {
  readonly core: Core
  readonly states: WindowStateFile
  /** Told when the window in front is another one, or has another workspace. */
  readonly onFront: () => void
}

export interface WindowDesk {
  /** A new window, on the first screen or on a workspace that is open in the core. */
  open(workspace: string | null): AppWindow
  /** Brings a workspace that is open in the core to the front: its window, else one on the first screen, else a new one. */
  show(workspace: string): void
  byContents(contentsId: number): AppWindow | null
  /** The window used last. */
  front(): AppWindow | null
  frontWorkspace(): string | null
  command(command: MenuCommand): void
  /** Closes every window; resolves when what they did has ended. */
  closeAll(): Promise<void>
}

export function createWindowDesk<W extends HostWindow>(electron: ElectronModule<W>, { core, states, onFront, ...shared }: WindowDeskOptions): WindowDesk {
  /** Each window with its workspace, the one used last at the end. */
  const windows = new Map<AppWindow, string | null>()
  const closings = new Set<Promise<void>>()

  const holderOf = (workspace: string): AppWindow | null => [...windows].find(([, held]) => held === workspace)?.[0] ?? null
  const front = (): AppWindow | null => [...windows.keys()].at(-1) ?? null
  const closeWorkspace = async (workspace: string): Promise<void> => {
    await core.handlers.workspaces.close({ workspace }, { signal: new AbortController().signal, report: () => undefined })
  }
  const followed = (work: Promise<void>, log: Log): void => {
    const closing = work.catch((error: unknown) => log.error('window not closed in order', { message: String(error) })).finally(() => closings.delete(closing))
    closings.add(closing)
  }

  function claim(window: AppWindow, workspace: string): boolean {
    const holder = holderOf(workspace)
    if (holder && holder !== window) {
      holder.focus()
      return false
    }
    const before = windows.get(window)
    if (before === undefined) {
      // The window has gone meanwhile: nobody will look at this workspace.
      followed(closeWorkspace(workspace), shared.log)
      return false
    }
    windows.set(window, workspace)
    if (before !== null && before !== workspace) followed(closeWorkspace(before), shared.log)
    onFront()
    return true
  }

  async function release(window: AppWindow, workspace: string): Promise<boolean> {
    if (windows.get(window) !== workspace) return false
    windows.set(window, null)
    onFront()
    await closeWorkspace(workspace)
    return true
  }

  async function end(window: AppWindow): Promise<void> {
    const workspace = windows.get(window) ?? null
    windows.delete(window)
    onFront()
    await window.endSession()
    // It may have been opened again in another window meanwhile.
    if (workspace !== null && !holderOf(workspace)) await closeWorkspace(workspace)
  }

  function open(workspace: string | null): AppWindow {
    const kept = states.read()
    const displays = [electron.screen.getPrimaryDisplay(), ...electron.screen.getAllDisplays()].map(({ workArea }) => workArea)
    const bounds = placeWindow(kept.bounds, displays, [...windows.keys()].map((other) => other.state().bounds))
    const handlers = handlersForWindow(core.handlers, { claim: (id) => claim(window, id), release: (id) => release(window, id) })
    const window = createAppWindow(electron, { ...shared, state: { bounds, isMaximized: kept.isMaximized && windows.size === 0 }, handlers, onCoreEvent: (listener) => core.onEvent(listener) })
    windows.set(window, workspace)
    window.on('focus', () => {
      const held = windows.get(window)
      if (held === undefined || front() === window) return
      windows.delete(window)
      windows.set(window, held)
      onFront()
    })
    window.on('close', () => states.write(window.state()))
    window.on('closed', () => followed(end(window), shared.log))
    onFront()
    window.load(workspace)
    return window
  }

  return {
    open,
    show: (workspace) => {
      const holder = holderOf(workspace)
      if (holder) return holder.focus()
      const free = [...windows].findLast(([, held]) => held === null)?.[0]
      if (!free) return void open(workspace)
      windows.set(free, workspace)
      onFront()
      free.load(workspace)
      free.focus()
    },
    byContents: (contentsId) => [...windows.keys()].find(({ contents }) => contents.id === contentsId) ?? null,
    front,
    frontWorkspace: () => [...windows.values()].at(-1) ?? null,
    command: (command) => front()?.command(command),
    closeAll: async () => {
      const last = front()
      if (last) states.write(last.state())
      for (const window of windows.keys()) window.destroy()
      while (closings.size > 0) await Promise.all(closings)
    },
  }
}
