/** The real host over the stand-in, with the real core, a page of two files, and pages that speak over their ports without a browser. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { startElectronHost, type ElectronHostOptions } from '../../../src/main/hosts/electron/electron-host.ts'
import { contract, type AppContract } from '../../../src/shared/contract/index.ts'
import { noncePlaceholder } from '../../../src/shared/content-security-policy.ts'
import { createClient, type Client } from '../../../src/shared/rpc/client.ts'
import { channels } from '../../../src/shared/rpc/electron-host.ts'
import { createElectronStandIn, type ElectronStandIn, type StandInOptions } from '../../helpers/electron-stand-in/stand-in.ts'
import type { StandInWindow } from '../../helpers/electron-stand-in/windows.ts'
import { eventually } from '../../helpers/eventually.ts'

export interface StartedHost {
  readonly standIn: ElectronStandIn
  readonly folder: string
  readonly dataDir: string
  /** The window in this place of the order of opening. */
  readonly window: (index: number) => StandInWindow
  /** Connects as the page of the window does after each load. */
  readonly connect: (window: StandInWindow) => Promise<Client<AppContract>>
}

export interface StartOptions extends StandInOptions, Partial<Pick<ElectronHostOptions, 'platform' | 'args' | 'dataDir'>> {}

/** Starts in a fresh folder that goes away, with everything in it, at the end of the test. */
export async function startHost({ platform = 'linux', args = [], dataDir, ...options }: StartOptions = {}): Promise<StartedHost> {
  const folder = await mkdtemp(join(tmpdir(), 'rmms-electron-'))
  const rendererDir = join(folder, 'page')
  const preloadFile = join(folder, 'preload.cjs')
  await mkdir(join(rendererDir, 'assets'), { recursive: true })
  await mkdir(join(folder, 'documents'))
  await writeFile(join(rendererDir, 'index.html'), `<!doctype html><style nonce="${noncePlaceholder}"></style><script type="module" src="/assets/page.js"></script>`)
  await writeFile(join(rendererDir, 'assets', 'page.js'), 'export {}')
  await writeFile(join(folder, 'secret.txt'), 'never served')
  const standIn = createElectronStandIn({ documents: join(folder, 'documents'), ...options })
  const data = dataDir ?? join(folder, 'data')
  await startElectronHost(standIn.electron, { dataDir: data, platform, args, folder, outputs: 'parsed', layout: { rendererDir, preloadFile } })
  onTestFinished(async () => {
    if (standIn.told.lock && options.isFirstInstance !== false) await standIn.quit()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  })
  return {
    standIn,
    folder,
    dataDir: data,
    window: (index) => {
      const window = standIn.windows[index]
      if (!window) throw new Error(`there is no window ${index}`)
      return window
    },
    connect: async (window) => {
      const before = window.webContents.posted.length
      standIn.send(window, channels.connect)
      await eventually('the port', () => window.webContents.posted.length > before)
      const port = window.webContents.posted.at(-1)?.ports[0]
      if (!port) throw new Error('no port came')
      return createClient(contract, {
        send: (frame) => port.postMessage(frame),
        onFrame: (listener) => {
          port.on('message', ({ data: frame }: { readonly data: unknown }) => listener(frame))
          port.start()
        },
        onClose: (listener) => void port.on('close', listener),
      })
    },
  }
}

/** The value of a result that must be good. */
export async function good<T>(result: Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }>): Promise<T> {
  const settled = await result
  if (!settled.ok) throw new Error(JSON.stringify(settled.error))
  return settled.value
}
