/** Runs the entry of a utility process in a plain child process, under a stand-in for `process.parentPort`. */
import { fork } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { ForkOptions } from 'electron'
import type { HostChild } from '../../../src/main/hosts/electron/electron-module.ts'

const entry = process.argv[2]
if (entry !== undefined && import.meta.filename === process.argv[1]) {
  Object.assign(process, {
    parentPort: {
      postMessage: (message: unknown) => process.send?.(message),
      on: (_event: 'message', listener: (event: { readonly data: unknown }) => void) => process.on('message', (data) => listener({ data })),
    },
  })
  process.on('disconnect', () => process.exit(0))
  await import(pathToFileURL(entry).href)
}

export function forkUtility(path: string, args: string[], { env }: ForkOptions): HostChild {
  const child = fork(fileURLToPath(import.meta.url), [path, ...args], { serialization: 'advanced', execArgv: [], env: { ...env }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let isRunning = false
  child.once('spawn', () => (isRunning = true))
  child.once('exit', () => (isRunning = false))
  return {
    // As in Electron: known only while the process runs.
    get pid() { return isRunning ? child.pid : undefined },
    stderr: child.stderr,
    postMessage: (message) => void (child.connected && child.send(message as object, () => undefined)),
    kill: () => child.kill('SIGTERM'),
    on: (event, listener) => child.on(event, listener),
    once: (event, listener) => child.once(event, (code) => listener(code ?? 1)),
  }
}
