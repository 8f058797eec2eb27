/** What only Electron's own runtime can prove: the stand-in takes these promises on trust. Each is proved in the running application. */
import type { ElectronApplication, Page } from 'playwright'

export interface RealProperty {
  readonly name: string
  /** Throws where the property does not hold. */
  readonly prove: (app: ElectronApplication, page: Page) => Promise<void>
}

function hold(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`does not hold: ${what}`)
}

/** Web preferences as the running window has them, not as they were asked for. */
const preferences = (app: ElectronApplication): Promise<Record<string, unknown>> => app.evaluate(({ BrowserWindow }) => {
  const contents: object | undefined = BrowserWindow.getAllWindows()[0]?.webContents
  const read: unknown = contents && Reflect.get(contents, 'getLastWebPreferences')
  // Not in Electron's declarations, though its documentation of the security checklist uses it.
  return typeof read === 'function' ? { ...(read.call(contents) as object) } : {}
})

const failsToLoad = (page: Page, address: string): Promise<boolean> => page.evaluate((url) => fetch(url).then(() => false, () => true), address)

export const realProperties: readonly RealProperty[] = [
  { name: 'the page process runs in the sandbox, as far as this user may start one', prove: async (app) => hold((await preferences(app))['sandbox'] === true, 'sandbox') },
  { name: 'the page has neither Node nor the world of the preload script', prove: async (app, page) => {
    hold((await preferences(app))['contextIsolation'] === true, 'contextIsolation')
    hold(await page.evaluate(() => ['require', 'process', 'Buffer', 'global', 'module'].every((name) => !(name in window))), 'an isolated world')
  } },
  { name: 'the own scheme is a secure origin with modules, and has no further privilege', prove: async (_app, page) => hold(await page.evaluate(() => isSecureContext && origin === 'app://rmms' && document.readyState === 'complete'), 'a secure origin') },
  { name: 'the Content-Security-Policy of the own scheme is kept by the page process', prove: async (_app, page) => hold(await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.isRun = true'
    document.head.append(script)
    return !('isRun' in window)
  }), 'no script from the page itself') },
  { name: 'requests beyond the own scheme end in the network service', prove: async (_app, page) => hold(await failsToLoad(page, 'http://127.0.0.1:9/'), 'no request outside') },
  { name: 'navigation and new windows are refused by the browser process', prove: async (app, page) => {
    await page.evaluate(() => {
      open('https://example.org/')
      location.assign('https://example.org/')
    })
    hold(new URL(page.url()).protocol === 'app:', 'the page stays')
    hold(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length === 1), 'one window')
  } },
  { name: 'permissions are refused by the browser process', prove: async (_app, page) => hold(await page.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true }).then(() => false, () => true)), 'no microphone') },
  { name: 'a MessagePort crosses from the main process to the page', prove: async (_app, page) => page.getByRole('heading', { level: 1 }).waitFor() },
  { name: 'the parser runs in a utility process of its own', prove: async (app) => hold(await app.evaluate(({ utilityProcess }) => typeof utilityProcess.fork === 'function'), 'utilityProcess') },
  { name: 'the menu of the platform holds the accelerators', prove: async (app) => hold(await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.some(({ submenu }) => submenu?.items.some(({ accelerator }) => accelerator === 'CmdOrCtrl+O')) === true), 'CmdOrCtrl+O') },
  { name: 'the lock of the first instance is held', prove: async (app) => hold(await app.evaluate(({ app: running }) => running.hasSingleInstanceLock()), 'the lock') },
]
