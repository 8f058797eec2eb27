/**
 * A stand-in for the members of Electron that hosts/electron uses, in plain Node: the compiler compares electron-module.ts
 * with Electron's declarations (hosts/electron/index.ts) and this object with electron-module.ts. Beside the module come the
 * hands and eyes of a person: choosing in the menu, answering dialogs, closing windows, starting a second instance.
 */
import type { BrowserWindowConstructorOptions, CustomScheme, Menu, MenuItemConstructorOptions, MessageBoxOptions, MessagePortMain, OpenDialogOptions, Rectangle, SaveDialogOptions } from 'electron'
import type { ElectronModule, HostFrame, HostIpcEvent, HostSession } from '../../../src/main/hosts/electron/electron-module.ts'
import { cancellable, StandInEmitter } from './events.ts'
import { createPorts } from './ports.ts'
import { forkUtility } from './utility-process.ts'
import { StandInWindow, type PageDriver } from './windows.ts'

export interface StandInOptions {
  readonly isPackaged?: boolean
  readonly isFirstInstance?: boolean
  /** Work areas, the primary display first. */
  readonly displays?: readonly Rectangle[]
  readonly documents?: string
  readonly driver?: PageDriver
}

type Asked = { readonly kind: 'open'; readonly options: OpenDialogOptions } | { readonly kind: 'save'; readonly options: SaveDialogOptions } | { readonly kind: 'message'; readonly options: MessageBoxOptions }
export type ElectronStandIn = ReturnType<typeof createElectronStandIn>

export function createElectronStandIn({ isPackaged = false, isFirstInstance = true, displays = [{ x: 0, y: 0, width: 1920, height: 1040 }], documents = '/documents', driver }: StandInOptions = {}) {
  const windows: StandInWindow[] = []
  const appEvents = new StandInEmitter()
  const ipcListeners = new Map<string, (event: HostIpcEvent) => void>()
  const ipcHandlers = new Map<string, (event: HostIpcEvent, argument: unknown) => unknown>()
  const paths = new Map<string, string>()
  const schemes: CustomScheme[] = []
  const protocolHandlers = new Map<string, (request: Request) => Response | Promise<Response>>()
  const asked: Asked[] = []
  const answers = { open: [] as string[][], save: [] as (string | null)[], message: [] as number[] }
  const rules: { request?: Parameters<HostSession['setPermissionRequestHandler']>[0]; check?: () => boolean; device?: () => boolean; network?: Parameters<HostSession['webRequest']['onBeforeRequest']>[0] } = {}
  const told = { names: [] as string[], lock: null as Record<string, unknown> | null, about: 0, isQuitting: false }
  const quit = Promise.withResolvers<void>()
  let menu: readonly MenuItemConstructorOptions[] = []

  const onDestroyed = (window: StandInWindow): void => {
    windows.splice(windows.indexOf(window), 1)
    if (windows.length === 0 && !told.isQuitting) appEvents.emit('window-all-closed')
  }
  const answered = <T>(kind: Asked['kind'], waiting: T[]): T => {
    const [answer] = waiting.splice(0, 1)
    if (answer === undefined) throw new Error(`a dialog was shown that the test does not expect: ${kind}`)
    return answer
  }
  class BrowserWindow extends StandInWindow {
    constructor(options: BrowserWindowConstructorOptions) {
      super(options, driver ?? null, onDestroyed)
      windows.push(this)
      appEvents.emit('web-contents-created', cancellable({}), this.webContents)
    }
  }

  const electron = {
    app: {
      isPackaged,
      setName: (name) => void told.names.push(name),
      setPath: (name, path) => void paths.set(name, path),
      getPath: () => documents,
      requestSingleInstanceLock: (data) => {
        told.lock = data
        return isFirstInstance
      },
      whenReady: () => Promise.resolve(),
      quit: () => {
        if (told.isQuitting) return
        const event = cancellable({})
        appEvents.emit('before-quit', event)
        if (event.defaultPrevented) return
        told.isQuitting = true
        while (windows[0]) windows[0].close()
        quit.resolve()
      },
      showAboutPanel: () => void (told.about += 1),
      on: (event: string, listener: (...args: never[]) => unknown) => appEvents.on(event, listener),
    },
    BrowserWindow,
    // The ports of this module are the stand-in's own; the host only hands them on.
    MessageChannelMain: class { readonly port1; readonly port2: MessagePortMain; constructor() { const { port1, port2 } = createPorts(); this.port1 = port1; this.port2 = port2 as unknown as MessagePortMain } },
    // A menu is its template here.
    Menu: { buildFromTemplate: (template) => template as unknown as Menu, setApplicationMenu: (built) => void (menu = built as unknown as MenuItemConstructorOptions[]) },
    dialog: {
      showOpenDialog: async (_window, options) => {
        asked.push({ kind: 'open', options })
        const filePaths = answered('open', answers.open)
        return { canceled: filePaths.length === 0, filePaths }
      },
      showSaveDialog: async (_window, options) => {
        asked.push({ kind: 'save', options })
        const filePath = answered('save', answers.save)
        return { canceled: filePath === null, filePath: filePath ?? '' }
      },
      showMessageBox: async (_window, options) => {
        asked.push({ kind: 'message', options })
        return { response: answered('message', answers.message), checkboxChecked: false }
      },
    },
    ipcMain: { on: (channel, listener) => ipcListeners.set(channel, listener), handle: (channel, listener) => void ipcHandlers.set(channel, listener) },
    nativeTheme: { themeSource: 'system', shouldUseDarkColors: false },
    protocol: { registerSchemesAsPrivileged: (list) => void schemes.push(...list), handle: (scheme, handler) => void protocolHandlers.set(scheme, handler) },
    screen: { getPrimaryDisplay: () => ({ workArea: displays[0] ?? { x: 0, y: 0, width: 0, height: 0 } }), getAllDisplays: () => displays.map((workArea) => ({ workArea })) },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (handler) => void (rules.request = handler),
        setPermissionCheckHandler: (handler) => void (rules.check = handler),
        setDevicePermissionHandler: (handler) => void (rules.device = handler),
        webRequest: { onBeforeRequest: (listener) => void (rules.network = listener) },
      },
    },
    utilityProcess: { fork: forkUtility },
  } satisfies ElectronModule<StandInWindow>

  const senderOf = (window: StandInWindow, frame?: HostFrame | null): HostIpcEvent => ({ sender: { id: window.webContents.id }, senderFrame: frame === undefined ? window.webContents.mainFrame : frame })
  const menuItem = (...labels: readonly string[]): MenuItemConstructorOptions => {
    let items: readonly MenuItemConstructorOptions[] = menu
    let found: MenuItemConstructorOptions | undefined
    for (const label of labels) {
      found = items.find((item) => item.label === label)
      items = Array.isArray(found?.submenu) ? found.submenu : []
    }
    if (!found) throw new Error(`no such item in the menu: ${labels.join(' > ')}`)
    return found
  }
  return {
    electron,
    windows,
    /** Dialogs that were shown, and the answers that wait for the next ones. */
    asked,
    answers,
    rules,
    schemes,
    paths,
    told,
    hasQuit: quit.promise,
    menu: () => menu,
    menuItem,
    choose: (...labels: readonly string[]): void => {
      const { click, enabled } = menuItem(...labels)
      if (enabled === false || !click) throw new Error(`this item of the menu cannot be chosen: ${labels.join(' > ')}`)
      // No item of this application looks at what Electron passes.
      ;(click as () => void)()
    },
    /** The message of a page, from the given frame or from its main frame. */
    send: (window: StandInWindow, channel: string, frame?: HostFrame | null): void => ipcListeners.get(channel)?.(senderOf(window, frame)),
    invoke: async (window: StandInWindow, channel: string, argument: unknown, frame?: HostFrame | null): Promise<unknown> => ipcHandlers.get(channel)?.(senderOf(window, frame), argument),
    fetch: async (url: string, method = 'GET'): Promise<Response> => (await protocolHandlers.get(new URL(url).protocol.slice(0, -1))?.(new Request(url, { method }))) ?? Response.error(),
    /** True where the network rule lets a request of a page go. */
    isLetGo: (url: string): Promise<boolean> => new Promise((resolve) => (rules.network ? rules.network({ url }, ({ cancel }) => resolve(!cancel)) : resolve(true))),
    startSecond: (additionalData: unknown): void => appEvents.emit('second-instance', cancellable({}), [], '', additionalData),
    openFile: (path: string): void => appEvents.emit('open-file', cancellable({}), path),
    activate: (): void => appEvents.emit('activate'),
    quit: async (): Promise<void> => {
      electron.app.quit()
      await quit.promise
    },
  }
}
