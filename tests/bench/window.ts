/** A host in its own process, as it is started for people, and a page of a warm Chromium that watches its own frames. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { chromium, type Browser, type Page } from 'playwright'
import { entryFile } from '../helpers/browser-host.ts'
import { chromiumFlags, findChromium } from '../../tools/lib/chromium.mjs'

export interface BenchHost {
  readonly url: string
  readonly pid: number
  /** Epoch time of the start, ms. */
  readonly startedAt: number
  stop(): Promise<void>
}

export async function startHost(dataDir: string, workspaces: readonly string[] = []): Promise<BenchHost> {
  const startedAt = performance.timeOrigin + performance.now()
  const child = spawn(process.execPath, [entryFile, '--with-parent', '--stay', ...workspaces], { env: { ...process.env, RMMS_DATA_DIR: dataDir }, stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const [url]: unknown[] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), exited.then(() => Promise.reject(new Error('the browser host did not start')))])
  return {
    url: String(url),
    pid: child.pid ?? 0,
    startedAt,
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('no Chromium found: name its binary in RMMS_CHROMIUM')
  return chromium.launch({ executablePath, args: [...chromiumFlags(), '--disable-gpu'] })
}

/** A stretch of the page's time, from a moment of its clock. */
export interface Stretch {
  readonly at: number
  readonly ms: number
}

export interface Frames {
  readonly tasks: readonly Stretch[]
  readonly gaps: readonly Stretch[]
}

declare global {
  interface Window {
    benchFrames: { readonly tasks: Stretch[]; readonly gaps: Stretch[] }
  }
}

/** Opens the host's page. `clicks` are pressed one after the other as soon as each is there, as fast as a script can. */
export async function openBenchPage(browser: Browser, host: BenchHost, clicks: readonly string[] = []): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' })
  await context.addInitScript(() => {
    const tasks: Window['benchFrames']['tasks'] = []
    const gaps: Window['benchFrames']['gaps'] = []
    window.benchFrames = { tasks, gaps }
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push({ at: entry.startTime, ms: entry.duration })
    }).observe({ type: 'longtask', buffered: true })
    let last = performance.now()
    const tick = (now: number): void => {
      if (now - last > 20) gaps.push({ at: last, ms: now - last })
      last = now
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  await context.addInitScript((wanted: readonly string[]) => {
    const left = [...wanted]
    new MutationObserver((_, observer) => {
      const [next] = left
      if (next === undefined) return observer.disconnect()
      const button = [...document.querySelectorAll<HTMLButtonElement>('button:enabled')].find((candidate) => candidate.textContent.includes(next))
      if (!button) return
      left.shift()
      button.click()
    }).observe(document, { childList: true, subtree: true, attributes: true })
  }, clicks)
  const page = await context.newPage()
  await page.goto(host.url)
  return page
}

export const pageTime = (page: Page): Promise<number> => page.evaluate(() => performance.now())

/** Long tasks (over 50 ms) and distances between frames (over 20 ms) since a moment of the page. */
export const framesSince = (page: Page, since: number): Promise<Frames> =>
  page.evaluate((from) => ({ tasks: window.benchFrames.tasks.filter(({ at }) => at >= from), gaps: window.benchFrames.gaps.filter(({ at }) => at >= from) }), since)
