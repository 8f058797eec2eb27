import { fileURLToPath } from 'node:url'
import type { Ports } from '../../core/ports.ts'
import type { ElectronModule } from './electron-module.ts'

const keptErrorChars = 4000

/** Starts the parser as a utility process: a Node process of Electron's own, apart from the windows. */
export function spawnUtilityParser(utilityProcess: ElectronModule['utilityProcess'], entryUrl: URL): Ports['spawnParser'] {
  return () => {
    // The child is a parser and nothing else: it takes no options of the process that starts it.
    const { NODE_OPTIONS: _options, ...env } = process.env
    const child = utilityProcess.fork(fileURLToPath(entryUrl), [], { serviceName: 'rmms-parser', stdio: ['ignore', 'ignore', 'pipe'], execArgv: [], env })
    let errors = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => { errors = (errors + text).slice(-keptErrorChars) })
    return {
      // Known only once the process runs.
      get pid() { return child.pid },
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process has no origin
      send: (message) => child.postMessage(message),
      onMessage: (listener) => { child.on('message', listener) },
      onExit: (listener) => { child.once('exit', (code) => listener(`parser process ended (code ${code}) ${errors}`)) },
      kill: () => {
        // Electron's own kill only asks.
        if (child.pid !== undefined) killAtOnce(child.pid)
        child.kill()
      },
    }
  }
}

function killAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    return // It has ended already.
  }
}
