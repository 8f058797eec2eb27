/** BrowserWindow and its web contents: what was asked of them is kept; a page is shown in them by page-driver.ts. */
import type { BrowserWindowConstructorOptions, MessagePortMain, Rectangle } from 'electron'
import type { HostContents, HostFrame, HostWindow } from '../../../src/main/hosts/electron/electron-module.ts'
import { cancellable, StandInEmitter } from './events.ts'
import type { StandInPort } from './ports.ts'

/** A message that the host sent to a page, with the ports it carries. */
interface PostedMessage { readonly channel: string; readonly ports: readonly StandInPort[] }

/** Shows a window's page somewhere; without one a load only notes its address. */
export interface PageDriver {
  load(window: StandInWindow, url: string): Promise<void>
  reload(window: StandInWindow): Promise<void>
  close(window: StandInWindow): Promise<void>
}

export class StandInContents extends StandInEmitter implements HostContents {
  static #last = 0
  readonly id = ++StandInContents.#last
  readonly posted: PostedMessage[] = []
  readonly mainFrame: HostFrame
  url = ''
  reloads = 0
  openHandler: (() => { action: 'deny' }) | null = null
  /** Takes over what is posted to the page. */
  deliver: ((message: PostedMessage) => void) | null = null
  onReload: () => void = () => undefined

  constructor() {
    super()
    const post = (message: PostedMessage): void => (this.deliver ? this.deliver(message) : void this.posted.push(message))
    const origin = (): string => /^[a-z-]+:\/\/[^/]*/.exec(this.url)?.[0] ?? 'null'
    this.mainFrame = {
      frameToken: `frame-${this.id}`,
      get origin() { return origin() },
      parent: null,
      // The ports of this module are the stand-in's own.
      postMessage: (channel, _message, transfer: MessagePortMain[]) => post({ channel, ports: transfer as unknown as StandInPort[] }),
    }
  }

  getURL(): string { return this.url }
  setWindowOpenHandler(handler: () => { action: 'deny' }): void { this.openHandler = handler }
  reload(): void {
    this.reloads += 1
    this.onReload()
  }

  /** Asks as a page does that wants to be elsewhere; true where the host lets it. */
  tries(event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect' | 'will-attach-webview', url: string, isMainFrame = true): boolean {
    const details = cancellable({ url, isMainFrame })
    this.emit(event, details)
    return !details.defaultPrevented
  }
}

export class StandInWindow extends StandInEmitter implements HostWindow {
  readonly webContents = new StandInContents()
  readonly loaded: string[] = []
  readonly options: BrowserWindowConstructorOptions
  readonly #driver: PageDriver | null
  readonly #onDestroyed: (window: StandInWindow) => void
  bounds: Rectangle
  isVisible = false
  isDestroyed = false
  focusCount = 0
  #isMaximized = false
  #isMinimized = false

  constructor(options: BrowserWindowConstructorOptions, driver: PageDriver | null, onDestroyed: (window: StandInWindow) => void) {
    super()
    this.options = options
    this.#driver = driver
    this.#onDestroyed = onDestroyed
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 }
    this.webContents.onReload = () => void driver?.reload(this)
  }

  async loadURL(url: string): Promise<void> {
    this.webContents.url = url
    this.loaded.push(url)
    await this.#driver?.load(this, url)
    if (this.loaded.length === 1) this.emit('ready-to-show')
  }

  show(): void { this.isVisible = true }
  focus(): void {
    this.focusCount += 1
    this.emit('focus')
  }
  minimize(): void { this.#isMinimized = true }
  restore(): void { this.#isMinimized = false }
  maximize(): void { this.#isMaximized = true }
  isMinimized(): boolean { return this.#isMinimized }
  isMaximized(): boolean { return this.#isMaximized }
  getNormalBounds(): Rectangle { return this.bounds }

  /** As a person closes it. */
  close(): void {
    this.emit('close', cancellable({}))
    this.destroy()
  }
  destroy(): void {
    if (this.isDestroyed) return
    this.isDestroyed = true
    void this.#driver?.close(this)
    this.emit('closed')
    this.#onDestroyed(this)
  }
}
