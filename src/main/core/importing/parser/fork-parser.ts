import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ParserSpawn } from './parser-client.ts'

const keptErrorChars = 4000

/**
 * Cells live for a moment only, but those of the first rows, which wait for the layout, make the engine believe otherwise and put all that follow
 * among the old. Without that belief a survey of 100,000 rows takes 180 MB instead of 300, and a tenth less time (measured); a heap that is cleared
 * before it has more than doubled, and a small nursery, do the rest.
 */
export const parserFlags: readonly string[] = ['--max-semi-space-size=16', '--heap-growing-percent=100', '--no-allocation-site-pretenuring']

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
