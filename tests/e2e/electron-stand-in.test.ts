/** The desktop application on the stand-in: its main code in this process, its preload script and page in a real Chromium. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startElectronHost } from '../../src/main/hosts/electron/electron-host.ts'
import { buildLayout } from '../../src/main/core/build-layout.ts'
import { chromiumFlags, findChromium } from '../../tools/lib/chromium.mjs'
import { createPageWindows, type PageWindows } from '../helpers/electron-stand-in/page-driver.ts'
import { createElectronStandIn, type ElectronStandIn } from '../helpers/electron-stand-in/stand-in.ts'
import { eventually } from '../helpers/eventually.ts'
import { makeWorkspace } from '../helpers/window.ts'
import { shellSpec, type ShellStart } from './electron-shell.ts'

let browser: Browser
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findChromium() ?? '', args: [...chromiumFlags(), '--disable-gpu'] })
})
afterAll(() => browser.close())

interface Started { readonly standIn: ElectronStandIn; readonly windows: PageWindows; readonly pageOf: (index: number) => Promise<Page> }

async function start({ dataDir, documents, dropped, args }: ShellStart): Promise<Started> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', colorScheme: 'light' })
  const windows = createPageWindows(context, buildLayout.preloadFile)
  windows.droppable.set(basename(dropped), dropped)
  const standIn = createElectronStandIn({ documents, driver: windows.driver })
  windows.attach(standIn)
  await startElectronHost(standIn.electron, { dataDir, platform: 'linux', args, folder: documents, outputs: 'parsed' })
  const pageOf = async (index: number): Promise<Page> => {
    await eventually(`the page of window ${index}`, () => standIn.windows[index] !== undefined && windows.pageOf(standIn.windows[index]) !== undefined)
    const window = standIn.windows[index]
    return (window && windows.pageOf(window)) ?? Promise.reject(new Error('the window has gone'))
  }
  return { standIn, windows, pageOf }
}

/** Starts in a fresh folder for one test. */
async function startAlone(): Promise<Started & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'rmms-shell-'))
  const started = await start({ dataDir: join(folder, 'data'), documents: folder, dropped: join(folder, 'none'), args: [] })
  onTestFinished(async () => {
    await started.standIn.quit()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  })
  return { ...started, folder }
}

describe('the desktop window on the stand-in', () => {
  shellSpec(async (options) => {
    const { standIn, windows, pageOf } = await start(options)
    return {
      page: () => pageOf(0),
      answer: async (kind, path) => void (kind === 'open' ? standIn.answers.open.push([path]) : standIn.answers.save.push(path)),
      choose: async (...labels) => {
        await eventually(`the menu ${labels.join(' > ')}`, () => standIn.menuItem(...labels).enabled !== false)
        standIn.choose(...labels)
      },
      quit: () => standIn.quit(),
      problems: () => windows.problems,
    }
  })
})

describe('a page in the desktop window', () => {
  it('finds the calls of the preload script and nothing else', async () => {
    const { pageOf } = await startAlone()
    const page = await pageOf(0)
    await page.getByLabel('Your name').waitFor()
    expect(await page.evaluate(() => Object.keys(window.rmms ?? {}).sort())).toEqual(['connect', 'pickFiles', 'save', 'takeDropped'])
    expect(await page.evaluate(() => ['require', 'process', 'Buffer', 'global', 'module'].filter((name) => name in window))).toEqual([])
  })

  it('that wants to be elsewhere stays, also with a new window; a file without a place is refused', async () => {
    const { pageOf, windows, standIn } = await startAlone()
    const page = await pageOf(0)
    await page.getByLabel('Your name').waitFor()
    const address = page.url()
    await page.evaluate(() => { location.href = 'https://example.org/' })
    await page.evaluate(() => { location.assign('/assets/') })
    await page.evaluate(() => { open('https://example.org/') })
    await page.evaluate(async () => {
      const link = document.createElement('a')
      link.href = 'https://example.org/'
      link.target = '_blank'
      link.click()
      await fetch('https://example.org/').catch(() => undefined)
    })
    expect(await page.evaluate(() => window.rmms?.takeDropped(new File(['x'], 'made-up.csv')))).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
    expect(page.url()).toBe(address)
    await page.getByLabel('Your name').waitFor()
    expect(standIn.windows).toHaveLength(1)
    expect(windows.problems.filter((problem) => problem.startsWith('a window was opened'))).toEqual([])
    expect(windows.problems.some((problem) => problem.includes('policy violated: connect-src'))).toBe(true)
  })

  it('and a second one: the same workspace comes to the front in its own', async () => {
    const { pageOf, standIn } = await startAlone()
    const first = await pageOf(0)
    await makeWorkspace(first, 'Register')
    standIn.choose('File', 'New window')
    const second = await pageOf(1)
    await second.getByRole('button', { name: /Register/ }).click()
    await eventually('the first window in front', () => standIn.windows[0]?.focusCount === 1)
    await second.getByRole('button', { name: 'New workspace' }).waitFor()
    expect(await second.getByRole('alert').count()).toBe(0)
    await first.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  })
})

it('the built main file starts, opens its window and ends, with the stand-in in place of Electron', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rmms-shell-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true, maxRetries: 3 }))
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', join(import.meta.dirname, '..', 'helpers', 'electron-stand-in', 'run-built.ts'), join(import.meta.dirname, '..', '..', 'out', 'main', 'electron.js')], { env: { ...process.env, RMMS_DATA_DIR: dataDir } })
  expect(stdout).toBe('loaded app://rmms/\nended\n')
})
