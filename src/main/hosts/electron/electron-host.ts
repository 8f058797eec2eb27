/**
 * The desktop host: one process, one core, one window a workspace. What Electron wants before it is ready runs before the
 * first wait; then ports -> core -> windows; at the end windows, sessions, core and files are closed in this order.
 */
import { mkdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { z } from 'zod'
import type { Settings } from '../../../shared/contract/app.ts'
import { appError, AppFailure, type AppError } from '../../../shared/result.ts'
import { buildLayout, type BuildLayout } from '../../core/build-layout.ts'
import { createCore } from '../../core/core.ts'
import type { InvokeOptions, RequestContext } from '../../core/dispatcher.ts'
import { readPageFiles } from '../../core/files/page-files.ts'
import { createLocalPorts } from '../../core/local-ports.ts'
import { appScheme, appSchemes, serveApp } from './app-scheme.ts'
import type { ElectronModule, HostWindow } from './electron-module.ts'
import { lockContents, lockSession } from './lock-down.ts'
import { menuTemplate } from './menu.ts'
import { servePageBridge } from './page-bridge.ts'
import { spawnUtilityParser } from './utility-parser.ts'
import { createWindowDesk } from './window-desk.ts'
import { createWindowStateFile } from './window-state.ts'

export interface ElectronHostOptions {
  readonly dataDir: string
  readonly platform: NodeJS.Platform
  /** Arguments of the process, and the folder that relative names in them start from. */
  readonly args: readonly string[]
  readonly folder: string
  readonly outputs?: InvokeOptions['outputs']
  /** Where the built page and preload script lie, if not where the build puts them. */
  readonly layout?: Pick<BuildLayout, 'rendererDir' | 'preloadFile'>
}

const SecondInstance = z.object({ files: z.array(z.string()) })
const inside = (): RequestContext => ({ signal: new AbortController().signal, report: () => undefined })

export async function startElectronHost<W extends HostWindow>(electron: ElectronModule<W>, { dataDir, platform, args, folder, outputs = 'shape', layout = buildLayout }: ElectronHostOptions): Promise<void> {
  const { app } = electron
  const profile = join(dataDir, 'window')
  mkdirSync(profile, { recursive: true, mode: 0o700 })
  app.setName('RMMS Workbench')
  // Before the lock, which lies in this folder.
  app.setPath('userData', profile)
  electron.protocol.registerSchemesAsPrivileged(appSchemes)

  const named = args.filter((arg) => !arg.startsWith('-') && arg.endsWith('.rmms')).map((path) => resolve(folder, path))
  if (!app.requestSingleInstanceLock({ files: named })) return app.quit()
  /** What is asked for before the windows are there. */
  const early = [...named]
  let openFiles = (paths: readonly string[]): void => void early.push(...paths)
  app.on('open-file', (event, path) => {
    event.preventDefault()
    openFiles([path])
  })
  app.on('second-instance', (_event, _argv, _folder, additional) => {
    const asked = SecondInstance.safeParse(additional)
    openFiles(asked.success ? asked.data.files : [])
  })

  await app.whenReady()
  const local = await createLocalPorts({ host: 'electron', dataDir, spawnParser: spawnUtilityParser(electron.utilityProcess, buildLayout.parserEntry) })
  const { ports } = local
  const { log } = ports
  const core = createCore(ports)
  const hasDevTools = !app.isPackaged
  app.on('web-contents-created', (_event, contents) => lockContents(contents, log))
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit' && reason !== 'killed') log.error('child process ended', { type, reason, exitCode })
  })
  lockSession(electron.session.defaultSession, { hasDevTools, log })
  electron.protocol.handle(appScheme, serveApp(readPageFiles(layout.rendererDir)))

  const desk = createWindowDesk(electron, {
    core,
    log,
    outputs,
    preloadFile: layout.preloadFile,
    states: createWindowStateFile(join(dataDir, 'window.json'), log),
    locale: async () => (await ports.settings.read()).locale,
    onFront: () => refreshMenu(),
  })
  servePageBridge(electron.ipcMain, { windowOf: (contentsId) => desk.byContents(contentsId), files: local.files, log })

  const tell = async (error: unknown): Promise<void> => {
    if (!(error instanceof AppFailure)) log.error('unexpected failure', { stack: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    const shown: AppError = error instanceof AppFailure ? error.error : appError('internal', 'error.unexpected', { reference: '-' })
    await (desk.front() ?? desk.open(null)).tell(shown)
  }
  const openPath = async (path: string): Promise<void> => {
    const file = await ports.files.register(path).catch(() => {
      throw new AppFailure(appError('not-found', 'error.workspace-missing', { name: basename(path) }))
    })
    desk.show((await core.handlers.workspaces.open({ file: file.token }, inside())).id)
  }
  const trying = (work: () => Promise<unknown>): void => void work().catch(tell)
  const inWindow = (): void => (desk.front() ?? desk.open(null)).focus()

  let menuTurn = 0
  const refreshMenu = (): void => void drawMenu(++menuTurn).catch((error: unknown) => log.error('menu not drawn', { message: String(error) }))
  async function drawMenu(turn: number): Promise<void> {
    const [settings, recent] = await Promise.all([ports.settings.read(), core.handlers.workspaces.list({}, inside())])
    // A later drawing is on its way.
    if (turn !== menuTurn || ending) return
    electron.nativeTheme.themeSource = settings.theme
    const template = menuTemplate({ platform, settings, recent, hasDevTools, hasWorkspace: desk.frontWorkspace() !== null }, {
      newWindow: () => void desk.open(null),
      openFile: () => trying(async () => {
        const [path] = await (desk.front() ?? desk.open(null)).askFiles({ kind: 'workspace' })
        if (path !== undefined) await openPath(path)
      }),
      openRecent: (id) => trying(async () => desk.show((await core.handlers.workspaces.open({ id }, inside())).id)),
      command: (command) => (desk.front() ? desk.command(command) : inWindow()),
      setTheme: (theme: Settings['theme']) => trying(async () => core.handlers.app.saveSettings({ theme }, inside())),
      about: () => app.showAboutPanel(),
    })
    electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(template))
  }
  core.onEvent((name) => {
    if (name === 'settings-changed') refreshMenu()
  })

  let ending: Promise<void> | null = null
  let isEnded = false
  app.on('activate', () => (ending ? undefined : inWindow()))
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit()
  })
  app.on('before-quit', (event) => {
    if (isEnded) return
    event.preventDefault()
    ending ??= end()
      .catch((error: unknown) => log.error('not ended in order', { message: String(error) }))
      .then(() => {
        isEnded = true
        app.quit()
      })
  })
  async function end(): Promise<void> {
    await desk.closeAll()
    await core.dispose()
    await local.dispose()
  }

  openFiles = (paths) => {
    if (ending) return
    if (paths.length === 0) inWindow()
    for (const path of paths) trying(() => openPath(path))
  }
  desk.open(null)
  if (early.length > 0) openFiles(early)
}
