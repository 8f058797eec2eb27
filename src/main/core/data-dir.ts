import { accessSync, constants, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fail } from '../../shared/result.ts'

const name = 'RMMS Workbench'

/** The application's own data folder of this user, by the platform's custom; `RMMS_DATA_DIR` names another one. */
export function dataDirFor(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>, home: string): string {
  if (env['RMMS_DATA_DIR']) return env['RMMS_DATA_DIR']
  if (platform === 'win32') return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), name)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', name)
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'rmms-workbench')
}

/** Makes the data folder, for this user only, and returns its path; fails with conflict where it cannot be. */
export function openDataDir(): string {
  const dir = dataDirFor(process.platform, process.env, homedir())
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    accessSync(dir, constants.W_OK)
    return dir
  } catch (error) {
    // Told where the application is started, never to a page: the path is what a person needs.
    return fail('conflict', 'error.data-folder', { folder: dir, detail: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' })
  }
}
