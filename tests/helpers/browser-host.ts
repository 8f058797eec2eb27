/** The built browser host as its own process, as `npm start` starts it, with a data folder of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface BrowserHost {
  /** Address of the first window; works once. */
  readonly url: string
  /** Addresses of further windows, in the order the host printed them: one each time an address was used. */
  readonly addresses: readonly string[]
  readonly dataDir: string
  readonly pid: number
  /** Ends the host as Ctrl-C does and gives its exit code; removes the data folder if it was made here, unless it is to be kept. */
  stop(options?: { readonly isKeepingData?: boolean }): Promise<number | null>
  removeData(): Promise<void>
}

export const entryFile = join(import.meta.dirname, '..', '..', 'out', 'main', 'browser.js')

export async function startBrowserHost(options: { readonly dataDir?: string; readonly workspaces?: readonly string[]; readonly isStaying?: boolean; readonly entry?: string } = {}): Promise<BrowserHost> {
  const entry = options.entry ?? entryFile
  if (!existsSync(entry)) throw new Error('the application is not built: run npm test, or npm run build')
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'rmms-data-')))
  const args = ['--with-parent', ...(options.isStaying === false ? [] : ['--stay']), ...(options.workspaces ?? [])]
  const child = spawn(process.execPath, [entry, ...args], { env: { ...process.env, RMMS_DATA_DIR: dataDir, RMMS_PARSE_OUTPUTS: '1' }, stdio: ['pipe', 'pipe', 'pipe'] })
  const exited = once(child, 'exit')
  const removeData = (): Promise<void> => rm(dataDir, { recursive: true, force: true, maxRetries: 3 })
  let complaint = ''
  child.stderr.on('data', (chunk) => (complaint += String(chunk)))
  const addresses: string[] = []
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => addresses.push(line))
  const [url]: unknown[] = await Promise.race([once(lines, 'line'), exited.then(() => Promise.reject(new Error(`the browser host did not start: ${complaint}`)))])
  return {
    url: String(url),
    addresses,
    dataDir,
    pid: child.pid ?? 0,
    stop: async ({ isKeepingData = options.dataDir !== undefined } = {}) => {
      child.kill('SIGTERM')
      await exited
      if (!isKeepingData) await removeData()
      return child.exitCode
    },
    removeData,
  }
}
