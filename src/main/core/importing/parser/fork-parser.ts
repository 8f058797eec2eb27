import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ParserSpawn } from './parser-client.ts'

const keptErrorChars = 4000

/** Cells live for a moment only: a small nursery for them, and a heap that is cleared before it has doubled, keep the process at 180 MB instead of 300 on a large sheet and cost no time (measured). */
export const parserFlags: readonly string[] = ['--max-semi-space-size=8', '--heap-growing-percent=60']

/** Starts the parser as a plain Node child process; for the browser host, the command line and tests. */
export function forkParser(entryUrl: URL): ParserSpawn {
  return () => {
    // The child is a parser and nothing else: it takes no options of the process that starts it.
    const { NODE_OPTIONS: _options, ...env } = process.env
    const child = fork(fileURLToPath(entryUrl), [], { serialization: 'advanced', execArgv: [...parserFlags], env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
    let errors = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => { errors = (errors + text).slice(-keptErrorChars) })
    // Sending to a child that has just died fails here; its exit tells the rest.
    child.on('error', (error) => { errors = `${errors}${error.message}` })
    return {
      pid: child.pid,
      send: (message) => { if (child.connected) child.send(message, () => undefined) },
      onMessage: (listener) => { child.on('message', listener) },
      onExit: (listener) => { child.once('exit', (code, signal) => listener(`parser process ended (code ${code}, signal ${signal}) ${errors}`)) },
      kill: () => { child.kill('SIGKILL') },
    }
  }
}
