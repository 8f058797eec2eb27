/** The desktop window. Usage: electron . [workspace.rmms …] */
import { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, nativeTheme, protocol, screen, session, utilityProcess } from 'electron'
import { openDataDir } from '../../core/data-dir.ts'
import { startElectronHost } from './electron-host.ts'

// Not awaited: Electron becomes ready only when this module has been evaluated.
startElectronHost(
  { app, BrowserWindow, MessageChannelMain, Menu, dialog, ipcMain, nativeTheme, protocol, screen, session, utilityProcess },
  { dataDir: openDataDir(), platform: process.platform, args: process.argv.slice(1), folder: process.cwd(), outputs: process.env['RMMS_PARSE_OUTPUTS'] === '1' ? 'parsed' : 'shape' },
).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  app.exit(1)
})
