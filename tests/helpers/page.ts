/**
 * Pages of an installed Chromium for the end-to-end tests. A page that broke the Content-Security-Policy, threw, or wrote an
 * error to its console fails the test that opened it (or, opened in a beforeAll, the closePage of its afterAll).
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright'
import { onTestFinished } from 'vitest'
import { chromiumFlags, findChromium } from '../../tools/lib/chromium.mjs'

const root = join(import.meta.dirname, '..', '..')
const problems = new WeakMap<Page, string[]>()
let browser: Promise<Browser> | null = null

function sharedBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('no Chromium found: name its binary in RMMS_CHROMIUM')
  return (browser ??= chromium.launch({ executablePath, args: [...chromiumFlags(), '--disable-gpu'], ignoreDefaultArgs: ['--hide-scrollbars'] }))
}

interface PageOptions extends Pick<BrowserContextOptions, 'viewport' | 'colorScheme' | 'locale' | 'reducedMotion'> {
  /** The page outlives the test that runs, or none runs: the caller closes it by closePage. */
  readonly isShared?: boolean
}

/** Opens a window of the host at its address, in a context of its own. */
export async function openPage(host: { readonly url: string }, { isShared = false, ...options }: PageOptions = {}): Promise<Page> {
  const context = await (await sharedBrowser()).newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-GB', acceptDownloads: true, ...options })
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) => console.error(`policy violated: ${effectiveDirective} ${blockedURI} ${sourceFile}`))
  })
  const page = await context.newPage()
  const found: string[] = []
  problems.set(page, found)
  page.on('pageerror', (error) => found.push(`page error: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(`console: ${message.text()}`)
  })
  if (!isShared) onTestFinished(() => closePage(page))
  await page.goto(host.url)
  return page
}

/** Problems that the page has had so far. */
const problemsOf = (page: Page): readonly string[] => problems.get(page) ?? []

/** Closes a page and its context; fails when the page had problems. */
export async function closePage(page: Page): Promise<void> {
  await page.context().close()
  const found = problemsOf(page)
  if (found.length > 0) throw new Error(`the page had problems:\n${found.join('\n')}`)
}

/** To be called in the afterAll of a file that opened pages. */
export async function closeBrowser(): Promise<void> {
  const opened = await browser
  browser = null
  await opened?.close()
}

/** Saves a picture under test-results/screenshots; `npm run screenshots` puts those for the README into docs/screenshots. */
export async function screenshot(page: Page, name: string, { isForReadme = false } = {}): Promise<void> {
  const folder = isForReadme && process.env['RMMS_SCREENSHOTS'] === '1' ? join(root, 'docs', 'screenshots') : join(root, 'test-results', 'screenshots')
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
}
