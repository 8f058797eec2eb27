/**
 * What this host uses of Electron, and no more: index.ts passes the real module in, where the compiler compares every member
 * with Electron's declarations; the tests pass a stand-in. `W` is the module's own kind of window.
 */
import type {
  BrowserWindowConstructorOptions, CustomScheme, Event, ForkOptions, Menu, MenuItemConstructorOptions, MessageBoxOptions, MessageBoxReturnValue, MessagePortMain,
  OpenDialogOptions, OpenDialogReturnValue, Rectangle, RenderProcessGoneDetails, SaveDialogOptions, SaveDialogReturnValue,
} from 'electron'

export interface ElectronModule<W extends HostWindow = HostWindow> {
  readonly app: HostApp
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => W
  readonly MessageChannelMain: new () => { readonly port1: HostPort; readonly port2: MessagePortMain }
  readonly Menu: { buildFromTemplate(template: MenuItemConstructorOptions[]): Menu; setApplicationMenu(menu: Menu): void }
  readonly dialog: HostDialog<W>
  readonly ipcMain: HostIpc
  readonly nativeTheme: { themeSource: 'system' | 'light' | 'dark'; readonly shouldUseDarkColors: boolean }
  readonly protocol: { registerSchemesAsPrivileged(schemes: CustomScheme[]): void; handle(scheme: string, handler: (request: Request) => Response | Promise<Response>): void }
  readonly screen: { getPrimaryDisplay(): { readonly workArea: Rectangle }; getAllDisplays(): readonly { readonly workArea: Rectangle }[] }
  readonly session: { readonly defaultSession: HostSession }
  readonly utilityProcess: { fork(path: string, args: string[], options: ForkOptions): HostChild }
}

export interface HostApp {
  readonly isPackaged: boolean
  setName(name: string): void
  setPath(name: 'userData', path: string): void
  getPath(name: 'documents'): string
  requestSingleInstanceLock(additionalData: Record<string, unknown>): boolean
  whenReady(): Promise<void>
  quit(): void
  showAboutPanel(): void
  on(event: 'second-instance', listener: (event: Event, argv: string[], folder: string, additionalData: unknown) => void): unknown
  on(event: 'open-file', listener: (event: Event, path: string) => void): unknown
  on(event: 'activate' | 'window-all-closed', listener: () => void): unknown
  on(event: 'before-quit', listener: (event: Event) => void): unknown
  on(event: 'child-process-gone', listener: (event: Event, details: { readonly type: string; readonly reason: string; readonly exitCode: number }) => void): unknown
  on(event: 'web-contents-created', listener: (event: Event, contents: HostContents) => void): unknown
}

export interface HostWindow {
  readonly webContents: HostContents
  loadURL(url: string): Promise<void>
  show(): void
  focus(): void
  restore(): void
  maximize(): void
  destroy(): void
  isMinimized(): boolean
  isMaximized(): boolean
  getNormalBounds(): Rectangle
  on(event: 'close' | 'closed' | 'focus', listener: () => void): unknown
  once(event: 'ready-to-show', listener: () => void): unknown
}

/** An event that can be refused, with the address it is about. */
export interface Refusable {
  readonly url: string
  readonly isMainFrame: boolean
  preventDefault(): void
}

export interface HostContents {
  readonly id: number
  readonly mainFrame: HostFrame
  getURL(): string
  reload(): void
  setWindowOpenHandler(handler: () => { action: 'deny' }): void
  on(event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect', listener: (details: Refusable) => void): unknown
  on(event: 'will-attach-webview', listener: (event: Event) => void): unknown
  on(event: 'render-process-gone', listener: (event: Event, details: Pick<RenderProcessGoneDetails, 'reason' | 'exitCode'>) => void): unknown
}

export interface HostFrame {
  readonly frameToken: string
  readonly origin: string
  readonly parent: unknown
  postMessage(channel: string, message: unknown, transfer: MessagePortMain[]): void
}

export interface HostIpcEvent {
  readonly sender: { readonly id: number }
  readonly senderFrame: HostFrame | null
}

export interface HostIpc {
  on(channel: string, listener: (event: HostIpcEvent) => void): unknown
  handle(channel: string, listener: (event: HostIpcEvent, argument: unknown) => unknown): void
}

export interface HostPort {
  postMessage(message: unknown): void
  start(): void
  close(): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
}

export interface HostDialog<W> {
  showOpenDialog(window: W, options: OpenDialogOptions): Promise<OpenDialogReturnValue>
  showSaveDialog(window: W, options: SaveDialogOptions): Promise<SaveDialogReturnValue>
  showMessageBox(window: W, options: MessageBoxOptions): Promise<MessageBoxReturnValue>
}

export interface HostSession {
  setPermissionRequestHandler(handler: (contents: unknown, permission: string, answer: (isGranted: boolean) => void) => void): void
  setPermissionCheckHandler(handler: () => boolean): void
  setDevicePermissionHandler(handler: () => boolean): void
  readonly webRequest: { onBeforeRequest(listener: (details: { readonly url: string }, answer: (response: { cancel: boolean }) => void) => void): void }
}

export interface HostChild {
  readonly pid: number | undefined
  readonly stderr: NodeJS.ReadableStream | null
  postMessage(message: unknown): void
  kill(): boolean
  on(event: 'message', listener: (message: unknown) => void): unknown
  once(event: 'exit', listener: (code: number) => void): unknown
}
