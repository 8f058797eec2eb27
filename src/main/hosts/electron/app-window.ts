/** One window: the page, its session with the core over a port that is renewed at each load, and the platform's dialogs. */
import { join } from 'node:path'
import { contract } from '../../../shared/contract/index.ts'
import type { MenuCommand } from '../../../shared/contract/index.ts'
import { formatMessage } from '../../../shared/messages/format.ts'
import type { Locale } from '../../../shared/messages/locales.ts'
import { channels, type PickOptions } from '../../../shared/rpc/electron-host.ts'
import type { AppError } from '../../../shared/result.ts'
import type { Core } from '../../core/core.ts'
import { serve, type InvokeOptions, type Session } from '../../core/dispatcher.ts'
import type { Log } from '../../core/ports.ts'
import { pageAddress } from './app-scheme.ts'
import type { ElectronModule, HostContents, HostFrame, HostPort, HostWindow } from './electron-module.ts'
import { portWire } from './port-wire.ts'
import { smallestWindow, type WindowState } from './window-state.ts'

export interface AppWindowOptions {
  readonly preloadFile: string
  readonly state: WindowState & { readonly bounds: NonNullable<WindowState['bounds']> }
  readonly handlers: Core['handlers']
  readonly onCoreEvent: Core['onEvent']
  readonly outputs: InvokeOptions['outputs']
  readonly locale: () => Promise<Locale>
  readonly log: Log
}

export interface AppWindow {
  readonly contents: HostContents
  /** Hands the page in this frame the port of its session. */
  connect(frame: HostFrame): void
  /** Tells the page what was chosen in the menu. */
  command(command: MenuCommand): void
  /** Loads the page, with the workspace that it opens at its start. */
  load(workspace: string | null): void
  focus(): void
  state(): WindowState & { readonly bounds: NonNullable<WindowState['bounds']> }
  askFiles(options: PickOptions): Promise<readonly string[]>
  /** Asks where a file of this name is to be put; null where the person changed their mind. */
  askTarget(name: string): Promise<string | null>
  tell(error: AppError): Promise<void>
  destroy(): void
  /** Ends the session; what runs is cancelled, and a commit in progress ends. */
  endSession(): Promise<void>
  on(event: 'close' | 'closed' | 'focus', listener: () => void): void
}

const extensions = { spreadsheet: ['xlsx', 'xlsm', 'xltx', 'xlsb', 'xls', 'ods', 'csv', 'tsv', 'tab', 'txt', 'html', 'htm', 'mht', 'docx', 'docm'], workspace: ['rmms'] } as const

export function createAppWindow<W extends HostWindow>(electron: ElectronModule<W>, { preloadFile, state, handlers, onCoreEvent, outputs, locale, log }: AppWindowOptions): AppWindow {
  const window = new electron.BrowserWindow({
    ...state.bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'RMMS Workbench',
    // The page's own ground (tokens.css), so that nothing flashes before it is drawn.
    backgroundColor: electron.nativeTheme.shouldUseDarkColors ? '#11171a' : '#f4f6f7',
    webPreferences: {
      preload: preloadFile,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Its dictionaries would be fetched from the network.
      spellcheck: false,
      devTools: !electron.app.isPackaged,
    },
  })
  const contents = window.webContents
  const menuListeners = new Set<(name: string, value: unknown) => void>()
  let session: Session | null = null
  let port: HostPort | null = null
  let isGone = false

  window.once('ready-to-show', () => {
    if (state.isMaximized) window.maximize()
    window.show()
  })
  window.on('closed', () => (isGone = true))
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (isGone || reason === 'clean-exit') return
    log.error('page process ended', { reason, exitCode })
    void offerReload()
  })

  async function offerReload(): Promise<void> {
    const language = await locale()
    const text = (key: 'window.gone.title' | 'window.gone.text' | 'shell.reload' | 'ui.close'): string => formatMessage(language, key)
    const { response } = await electron.dialog.showMessageBox(window, { type: 'error', message: text('window.gone.title'), detail: text('window.gone.text'), buttons: [text('shell.reload'), text('ui.close')], defaultId: 0, cancelId: 1 })
    if (isGone) return
    if (response === 0) contents.reload()
    else window.destroy()
  }
  const subscribe = (listener: (name: string, value: unknown) => void): (() => void) => {
    menuListeners.add(listener)
    const stop = onCoreEvent(listener)
    return () => {
      menuListeners.delete(listener)
      stop()
    }
  }

  return {
    contents,
    connect: (frame) => {
      const { port1, port2 } = new electron.MessageChannelMain()
      const wire = portWire(port1)
      if (session) session.attach(wire)
      else session = serve(contract, handlers, wire, { log, outputs, subscribe, onExpired: () => (session = null) })
      port?.close()
      port = port1
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- goes to one frame, whose origin was checked
      frame.postMessage(channels.port, null, [port2])
    },
    command: (command) => {
      for (const listener of menuListeners) listener('menu-command', { command })
    },
    load: (workspace) => {
      window.loadURL(pageAddress(workspace)).catch((error: unknown) => log.error('page not loaded', { message: String(error) }))
    },
    focus: () => {
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    state: () => ({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }),
    askFiles: async ({ kind, isMultiple = false }) => {
      const name = formatMessage(await locale(), kind === 'workspace' ? 'menu.filter.workspace' : 'menu.filter.spreadsheet')
      const { canceled, filePaths } = await electron.dialog.showOpenDialog(window, { properties: isMultiple ? ['openFile', 'multiSelections'] : ['openFile'], filters: kind === 'any' ? [] : [{ name, extensions: [...extensions[kind]] }] })
      return canceled ? [] : filePaths
    },
    askTarget: async (name) => {
      const { canceled, filePath } = await electron.dialog.showSaveDialog(window, { defaultPath: join(electron.app.getPath('documents'), name), properties: ['showOverwriteConfirmation', 'createDirectory'] })
      return canceled || filePath === '' ? null : filePath
    },
    tell: async ({ reason, params }) => {
      await electron.dialog.showMessageBox(window, { type: 'error', message: formatMessage(await locale(), reason, params) })
    },
    destroy: () => window.destroy(),
    endSession: async () => {
      await session?.close()
      port?.close()
    },
    on: (event, listener) => void window.on(event, listener),
  }
}
