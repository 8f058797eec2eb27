/** The desktop application on Electron's own runtime, where that is installed (RMMS_ELECTRON, else where its package puts it). */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { findElectron } from '../../tools/lib/electron-runtime.mjs'
import { shellSpec, type ShellStart } from './electron-shell.ts'
import { realProperties } from './real-electron.ts'

const executablePath = process.env['RMMS_ELECTRON'] ?? findElectron()
const root = join(import.meta.dirname, '..', '..')
// As root Chromium has no sandbox of its own to start.
const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : []

function launch(dataDir: string, args: readonly string[]): Promise<ElectronApplication> {
  if (executablePath === null) throw new Error("Electron's runtime is not installed")
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
  return _electron.launch({ executablePath, args: [...flags, root, ...args], env: { ...env, RMMS_DATA_DIR: dataDir, RMMS_PARSE_OUTPUTS: '1', LANG: 'en_GB.UTF-8' } })
}

describe.skipIf(executablePath === null)('the desktop window on Electron', () => {
  shellSpec(async ({ dataDir, args }: ShellStart) => {
    const app = await launch(dataDir, args)
    const page = await app.firstWindow()
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(String(error)))
    return {
      page: () => Promise.resolve(page),
      // The dialogs of the platform cannot be reached from outside: the one member that opens them answers at once.
      answer: (kind, path) => app.evaluate(({ dialog }, [asked, chosen]) => {
        if (asked === 'open') dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
        else dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
      }, [kind, path] as const),
      choose: (...labels) => app.evaluate(({ Menu, BrowserWindow }, names) => {
        let items = Menu.getApplicationMenu()?.items ?? []
        let found = items[0]
        for (const name of names) {
          found = items.find(({ label }) => label === name)
          items = found?.submenu?.items ?? []
        }
        found?.click(undefined, BrowserWindow.getAllWindows()[0])
      }, labels),
      quit: async () => {
        const closed = app.waitForEvent('close')
        await app.evaluate(({ app: running }) => running.quit())
        await closed
      },
      problems: () => problems,
    }
  })
})

describe("Electron's own runtime", () => {
  let folder: string
  let app: ElectronApplication | null = null
  let page: Page
  beforeAll(async () => {
    if (executablePath === null) return
    folder = await mkdtemp(join(tmpdir(), 'rmms-real-'))
    app = await launch(join(folder, 'data'), [])
    page = await app.firstWindow()
    await page.getByRole('heading', { level: 1 }).waitFor()
  })
  afterAll(async () => {
    await app?.close()
    if (app) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  })
  for (const { name, prove } of realProperties) {
    it.skipIf(executablePath === null)(name, async () => {
      if (app) await prove(app, page)
    })
  }
})
