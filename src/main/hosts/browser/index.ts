/**
 * The same application for an installed browser on this machine. Usage: browser.js [--stay] [--with-parent] [workspace.rmms …]
 * Prints one address a line on standard output; each opens one window. With --stay it serves until it is told to stop and
 * prints the next address whenever one was used; else it ends a minute after its last window. With --with-parent it ends when
 * standard input does: a launcher that is killed leaves no host behind.
 */
import { resolve } from 'node:path'
import { contract } from '../../../shared/contract/index.ts'
import { formatMessage } from '../../../shared/messages/format.ts'
import { AppFailure, fail } from '../../../shared/result.ts'
import { buildLayout } from '../../core/build-layout.ts'
import { createCore, type Core } from '../../core/core.ts'
import { createLocalPorts } from '../../core/local-ports.ts'
import { startBrowserServer } from './browser-server.ts'

/** How long the first window may take to come. */
const firstWindowMs = 120_000

const args = process.argv.slice(2)
const isStaying = args.includes('--stay')
const named = args.filter((arg) => !arg.startsWith('--'))

const local = await createLocalPorts({ host: 'browser', listedWorkspaces: 'data-folder' }).catch((error: unknown) => {
  if (!(error instanceof AppFailure)) throw error
  process.stderr.write(`${formatMessage('en', error.error.reason, error.error.params)}\n`)
  process.exit(1)
})
const { log } = local.ports
const core = createCore(local.ports)
const server = await startBrowserServer({
  contract,
  handlers: withoutUploadedWorkspaces(core.handlers),
  files: local.files,
  rendererDir: buildLayout.rendererDir,
  log,
  outputs: process.env['RMMS_PARSE_OUTPUTS'] === '1' ? 'parsed' : 'shape',
  subscribe: (listener) => core.onEvent(listener),
  onLastWindow: () => (isStaying ? undefined : void stop()),
  onTokenUsed: () => (isStaying ? printAddress() : undefined),
})

let stopping: Promise<void> | null = null
const stop = (): Promise<void> =>
  (stopping ??= (async () => {
    await server.close()
    await core.dispose()
    await local.dispose()
    process.exit(0)
  })())
process.on('SIGINT', () => void stop())
process.on('SIGTERM', () => void stop())
process.on('SIGHUP', () => void stop())
if (args.includes('--with-parent')) process.stdin.on('end', () => void stop()).resume()

for (const path of named) await openNamed(core, path)
printAddress()
if (!isStaying) setTimeout(() => (server.hasWindows() ? undefined : void stop()), firstWindowMs).unref()

function printAddress(): void {
  process.stdout.write(`${server.issueAddress()}\n`)
}

/** A workspace lies where it lies: a copy that came as an upload would be lost with this process. */
function withoutUploadedWorkspaces(handlers: Core['handlers']): Core['handlers'] {
  const { open, create, createSample } = handlers.workspaces
  const refuse = (): never => fail('invalid-input', 'error.workspace-not-uploaded')
  const workspaces: Core['handlers']['workspaces'] = {
    ...handlers.workspaces,
    open: (input, context) => ('file' in input ? refuse() : open(input, context)),
    create: (input, context) => (input.target === undefined ? create(input, context) : refuse()),
    createSample: (input, context) => (input.target === undefined ? createSample(input, context) : refuse()),
  }
  return { ...handlers, workspaces }
}

/** Opens a workspace named on the command line, so that it is in the list of the first screen. */
async function openNamed({ handlers }: Core, path: string): Promise<void> {
  try {
    const file = await local.files.register(resolve(path))
    await handlers.workspaces.open({ file: file.token }, { signal: new AbortController().signal, report: () => undefined })
  } catch (error) {
    log.error('named workspace not opened', { message: String(error) })
    process.stderr.write(`${path}: ${String(error)}\n`)
  }
}
