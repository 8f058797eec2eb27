import type { UndoItem } from '../../../../shared/contract/activity.ts'
import { neededOption, usage, type Command, type CommandContext, type CommandResult } from '../command.ts'
import { messageText } from '../message-text.ts'

export const undoCommand: Command = {
  name: 'undo',
  summary: 'take a changeset back by appending its inverse',
  usage: 'undo [CHANGESET] --workspace W.rmms [--keep-edited [--dry-run]] [--json]',
  details: `Without a number the latest changeset that can be undone is taken back. The change log keeps both.
Refused where a later changeset touched the same rows; the answer names it.
--keep-edited  take back what nobody has touched since; what stays is listed with the reason (an import, most often)
--dry-run      with --keep-edited: only say what it would do`,
  options: { workspace: { type: 'string' }, 'keep-edited': { type: 'boolean' }, 'dry-run': { type: 'boolean' } },
  words: [0, 1],
  async execute(context, [word], options) {
    const workspacePath = neededOption(options, 'workspace')
    const isDry = options['dry-run'] === true
    if (isDry && options['keep-edited'] !== true) usage('--dry-run goes with --keep-edited')
    if (word !== undefined && !/^\d{1,9}$/.test(word)) usage(`“${word}” is not the number of a changeset`)
    const workspace = await context.workspace(workspacePath)
    const changeset = word === undefined ? await latest(context, workspace) : Number(word)
    const before = await context.run('workspaces.contentHash', { workspace })
    if (options['keep-edited'] === true) return keepEdited(context, workspace, changeset, isDry, before.contentHash)
    const entry = await context.run('activity.undo', { workspace, changeset })
    const after = await context.run('workspaces.contentHash', { workspace })
    return {
      json: { undone: changeset, changeset: entry.id, changes: entry.changes, contentHashBefore: before.contentHash, contentHash: after.contentHash },
      text: `Changeset ${changeset} is undone by changeset ${entry.id} (${entry.changes} changes).\ncontent hash ${after.contentHash}`,
    }
  },
}

async function latest(context: CommandContext, workspace: string): Promise<number> {
  const { entries } = await context.run('activity.list', { workspace, limit: 200 })
  return entries.find((entry) => entry.canUndo && entry.kind !== 'changeset.undo')?.id ?? usage('there is nothing to undo')
}

async function keepEdited(context: CommandContext, workspace: string, changeset: number, isDry: boolean, contentHashBefore: string): Promise<CommandResult> {
  const outcome = await context.run('activity.undoImport', { workspace, changeset, isDry })
  const { contentHash } = await context.run('workspaces.contentHash', { workspace })
  const head = isDry ? `Changeset ${changeset}: nothing was written.` : outcome.changeset ? `Changeset ${changeset} is undone by changeset ${outcome.changeset.id}.` : `Changeset ${changeset}: nothing could be restored.`
  const lines = [head, `restored ${outcome.restored}, kept because edited since ${outcome.kept}, could not be restored ${outcome.failed}`, ...linesOf('kept', outcome.keptItems), ...linesOf('failed', outcome.failedItems)]
  return { json: { undone: changeset, isDry, ...outcome, contentHashBefore, contentHash }, text: [...lines, `content hash ${contentHash}`].join('\n') }
}

const linesOf = (word: string, items: readonly UndoItem[]): string[] =>
  items.map(({ table, name, by, reason }) => `${word.padEnd(6)}  ${table} ${name}: ${messageText({ key: reason, params: {} })}${by.length === 0 ? '' : ` (changeset ${by.join(', ')})`}`)
