/**
 * Shows the windows of the stand-in as pages of an installed Chromium: the real preload script and page, requests answered by
 * the host's own scheme handler under an https origin that does not exist, ports carried frame by frame.
 */
import { readFileSync } from 'node:fs'
import type { BrowserContext, Frame, Page, Route } from 'playwright'
import type { HostFrame } from '../../../src/main/hosts/electron/electron-module.ts'
import { createPageElectron, type FromPage, type ToPage } from './page-electron.ts'
import type { StandInPort } from './ports.ts'
import type { ElectronStandIn } from './stand-in.ts'
import type { PageDriver, StandInWindow } from './windows.ts'

const appOrigin = 'app://rmms'
const pageOrigin = 'https://rmms.invalid'

export interface PageWindows {
  readonly driver: PageDriver
  /** To be called with the stand-in that the driver was given to. */
  attach(standIn: ElectronStandIn): void
  /** The page of a window, once it is there. */
  pageOf(window: StandInWindow): Page | undefined
  /** Lets a file of this name be dropped: the place that the platform would know. To be said before the page is loaded. */
  readonly droppable: Map<string, string>
  /** What the pages complained of: errors, and breaches of their Content-Security-Policy. */
  readonly problems: string[]
}

export function createPageWindows(context: BrowserContext, preloadFile: string): PageWindows {
  const pages = new Map<StandInWindow, Page>()
  /** Pages that are there or on their way: a second load meanwhile is one of the same page. */
  const openings = new Map<StandInWindow, Promise<Page>>()
  /** What the host asked for last. A page that changes its own address meanwhile does not take that back. */
  const asked = new Map<StandInWindow, string>()
  const problems: string[] = []
  const droppable = new Map<string, string>()
  let standIn: ElectronStandIn | null = null
  const host = (): ElectronStandIn => standIn ?? fail('the pages have no host')

  async function answer(window: StandInWindow, page: Page, route: Route): Promise<void> {
    const request = route.request()
    const url = request.url().replace(pageOrigin, appOrigin)
    const frame = request.isNavigationRequest() ? request.frame() : null
    if (frame && url !== window.webContents.url && url !== asked.get(window)) {
      // Not asked for by the host: the page, or a frame in it, wants to be elsewhere.
      const isMainFrame = frame === page.mainFrame()
      if (!window.webContents.tries('will-frame-navigate', url, isMainFrame) || (isMainFrame && !window.webContents.tries('will-navigate', url))) return route.abort('aborted')
    }
    if (!(await host().isLetGo(url))) return route.abort('blockedbyclient')
    const response = await host().fetch(url, request.method())
    await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body: Buffer.from(await response.arrayBuffer()) })
  }

  async function open(window: StandInWindow): Promise<Page> {
    const page = await context.newPage()
    pages.set(window, page)
    const { webContents } = window
    let ports = new Map<number, StandInPort>()
    let last = 0
    // Calls of one page arrive in the order they were made.
    const tell = (message: ToPage): void => void page.evaluate(([name, told]) => Reflect.get(globalThis, name)(told), ['__fromHost', message] as const).catch(() => undefined)
    const frameOf = (frame: Frame): HostFrame => (frame === page.mainFrame() ? webContents.mainFrame : { frameToken: 'frame-within', origin: new URL(frame.url()).origin.replace(pageOrigin, appOrigin), parent: webContents.mainFrame, postMessage: () => undefined })

    webContents.deliver = ({ channel, ports: given }) => {
      const ids = given.map((port) => {
        const id = ++last
        ports.set(id, port)
        port.on('message', ({ data }: { readonly data: unknown }) => tell({ kind: 'frame', port: id, data }))
        port.on('close', () => tell({ kind: 'close', port: id }))
        return id
      })
      tell({ kind: 'message', channel, ports: ids })
      for (const port of given) port.start()
    }
    await page.exposeBinding('__toHost', async ({ frame }, message: FromPage) => {
      if (message.kind === 'document') {
        // The page before this one is gone, and its ports with it.
        for (const port of ports.values()) port.close()
        ports = new Map()
      } else if (message.kind === 'send') host().send(window, message.channel, frameOf(frame))
      else if (message.kind === 'frame') ports.get(message.port)?.postMessage(message.data)
      return message.kind === 'invoke' ? host().invoke(window, message.channel, message.argument, frameOf(frame)) : null
    })
    const preload = readFileSync(preloadFile, 'utf8')
    await page.addInitScript({
      content: `if (window === window.top) {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => console.error('policy violated: ' + effectiveDirective + ' ' + blockedURI))
        const toHost = window.__toHost
        const side = (${createPageElectron.toString()})({ toHost, pathOf: ${JSON.stringify(Object.fromEntries(droppable))} })
        window.__fromHost = side.fromHost
        toHost({ kind: 'document' })
        ;((require) => { ${preload} })((name) => { if (name === 'electron') return side.electron; throw new Error('no module ' + name) })
      }`,
    })
    await page.route('**/*', (route) => answer(window, page, route))
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) webContents.url = frame.url().replace(pageOrigin, appOrigin)
    })
    page.on('popup', (popup) => {
      if (webContents.openHandler?.().action !== 'deny') problems.push(`a window was opened: ${popup.url()}`)
      void popup.close()
    })
    page.on('pageerror', (error) => problems.push(`page error: ${error.stack ?? error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`console: ${message.text()}`)
    })
    return page
  }

  return {
    driver: {
      load: async (window, url) => {
        asked.set(window, url)
        const opening = openings.get(window) ?? open(window)
        openings.set(window, opening)
        const page = await opening
        if (!window.isDestroyed) await page.goto(url.replace(appOrigin, pageOrigin))
      },
      reload: async (window) => void (await pages.get(window)?.reload()),
      close: async (window) => pages.get(window)?.close(),
    },
    attach: (given) => (standIn = given),
    pageOf: (window) => pages.get(window),
    droppable,
    problems,
  }
}

function fail(message: string): never {
  throw new Error(message)
}
