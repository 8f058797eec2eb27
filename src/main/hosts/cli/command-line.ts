/**
 * The command line: the handlers of the core without a window. Human output by default, `--json` for machines;
 * exit code 0 done, 1 refused with a clear reason, 2 wrong usage; progress on standard error.
 */
import { stat } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { contract } from '../../../shared/contract/index.ts'
import { formatMessage } from '../../../shared/messages/format.ts'
import { AppFailure, fail } from '../../../shared/result.ts'
import { createCore } from '../../core/core.ts'
import { invoke } from '../../core/dispatcher.ts'
import { createLocalPorts } from '../../core/local-ports.ts'
import { UsageError, type Command, type CommandContext } from './command.ts'
import { annexCommand } from './commands/annex.ts'
import { correctionsCommand } from './commands/corrections.ts'
import { editCommand } from './commands/edit.ts'
import { findingsCommand } from './commands/findings.ts'
import { compareCommand, handoverCommand } from './commands/handover.ts'
import { importCommand } from './commands/import.ts'
import { inspectCommand } from './commands/inspect.ts'
import { matrixCommand } from './commands/matrix.ts'
import { confirmRoundCommand, officesCommand } from './commands/offices.ts'
import { recipeCommand } from './commands/recipe.ts'
import { reconcileCommand } from './commands/reconcile.ts'
import { returnCommand } from './commands/return.ts'
import { showCommand } from './commands/show.ts'
import { templateCommand } from './commands/template.ts'
import { undoCommand } from './commands/undo.ts'
import { logCommand, newCommand, sampleCommand, verifyCommand } from './commands/workspace.ts'
import { createProgressLine } from './progress-line.ts'

const commands: readonly Command[] = [newCommand, sampleCommand, inspectCommand, importCommand, undoCommand, recipeCommand, reconcileCommand, correctionsCommand, returnCommand, matrixCommand, annexCommand, showCommand, findingsCommand, editCommand, templateCommand, officesCommand, confirmRoundCommand, handoverCommand, compareCommand, logCommand, verifyCommand]

const shared = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' }, as: { type: 'string' } } as const

function generalHelp(): string {
  const widest = Math.max(...commands.map((command) => command.name.length))
  return [
    'RMMS Workbench on the command line',
    '',
    'rmms <command> [options]',
    '',
    ...commands.map((command) => `  ${command.name.padEnd(widest)}  ${command.summary}`),
    '',
    'Every command takes',
    '  --json        the answer as JSON on standard output',
    '  --as NAME     whom the change log names (else the person chosen in the window)',
    '  --help        what the command does and takes',
    '',
    'Exit code: 0 done, 1 refused with the reason on standard error, 2 wrong usage.',
  ].join('\n')
}

const commandHelp = (command: Command): string => `rmms ${command.usage}\n\n${command.summary}\n\n${command.details}\n\nand --json, --as NAME, --help (see rmms --help)`

/** Runs one command line and gives its exit code; output goes to the process's streams. */
export async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(`${generalHelp()}\n`)
    return name === undefined ? 2 : 0
  }
  const command = commands.find((known) => known.name === name)
  if (!command) {
    process.stderr.write(`There is no command “${name}”.\n\n${generalHelp()}\n`)
    return 2
  }
  try {
    const { values, positionals } = parseArgs({ args: [...rest], options: { ...shared, ...command.options }, allowPositionals: true })
    if (values.help === true) {
      process.stdout.write(`${commandHelp(command)}\n`)
      return 0
    }
    const [fewest, most] = command.words
    if (positionals.length < fewest || positionals.length > most) throw new UsageError(positionals.length < fewest ? 'something is missing' : `“${positionals[most]}” is too much`)
    return await execute(command, positionals, values)
  } catch (error) {
    if (error instanceof AppFailure) {
      process.stderr.write(`${formatMessage('en', error.error.reason, error.error.params)}\n`)
      return 1
    }
    const isWrongUsage = error instanceof UsageError || (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    if (!isWrongUsage) throw error
    process.stderr.write(`${error.message}\n\nrmms ${command.usage}\nrmms ${command.name} --help says more.\n`)
    return 2
  }
}

async function execute(command: Command, words: readonly string[], options: Parameters<Command['execute']>[2]): Promise<number> {
  const local = await createLocalPorts({ host: 'cli' })
  const { ports, files } = local
  const core = createCore(ports)
  const controller = new AbortController()
  const interrupt = (): void => controller.abort()
  process.once('SIGINT', interrupt)
  const progress = createProgressLine(process.stderr)
  const person = options['as']

  const run: CommandContext['run'] = async (method, input) => {
    const result = await invoke(contract, core.handlers, method, input, {
      log: ports.log,
      signal: controller.signal,
      onProgress: (step) => progress.show(step),
      ...(typeof person === 'string' ? { person } : {}),
    })
    progress.clear()
    if (!result.ok) throw new AppFailure(result.error)
    return result.value
  }
  const context: CommandContext = {
    run,
    async token(path) {
      const found = await stat(resolve(path)).catch(() => null)
      if (!found) fail('not-found', 'error.no-such-file', { name: path })
      if (!found.isFile()) fail('invalid-input', 'error.not-a-file', { name: path })
      return (await ports.files.register(resolve(path))).token
    },
    place: async (path) => (await ports.files.registerPlace(resolve(path))).token,
    deliver: (finished) => files.deliverTogether(finished.map(({ token, path }) => ({ token, target: resolve(path) }))),
    async workspace(path, ifMissing = 'refuse') {
      const isThere = (await stat(resolve(path)).catch(() => null)) !== null
      if (isThere || ifMissing === 'refuse') return (await run('workspaces.open', { file: await context.token(path) })).id
      if (ifMissing === 'make') progress.note(`${path} does not exist yet and is made.`)
      const place = ifMissing === 'make' ? resolve(path) : (await ports.files.reserve('dry-run.rmms')).path
      return (await run('workspaces.create', { name: basename(path, extname(path)), target: await context.place(place) })).id
    },
  }
  try {
    const result = await command.execute(context, words, options)
    process.stdout.write(options['json'] === true ? `${JSON.stringify(result.json, null, 2)}\n` : `${result.text}\n`)
    return result.isRefused === true ? 1 : 0
  } catch (error) {
    if (!(error instanceof AppFailure)) throw error
    progress.clear()
    process.stderr.write(`${formatMessage('en', error.error.reason, error.error.params)}\n`)
    if (options['json'] === true) process.stdout.write(`${JSON.stringify({ error: error.error }, null, 2)}\n`)
    return 1
  } finally {
    process.off('SIGINT', interrupt)
    await core.dispose()
    await local.dispose()
  }
}
