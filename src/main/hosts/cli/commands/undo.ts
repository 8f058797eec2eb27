import { neededOption, usage, type Command } from '../command.ts'

export const undoCommand: Command = {
  name: 'undo',
  summary: 'take a changeset back by appending its inverse',
  usage: 'undo [CHANGESET] --workspace W.rmms [--json]',
  details: `Without a number the latest changeset that can be undone is taken back. The change log keeps both.
Refused where a later changeset touched the same rows; the answer names it.`,
  options: { workspace: { type: 'string' } },
  words: [0, 1],
  async execute(context, [word], options) {
    const workspace = await context.workspace(neededOption(options, 'workspace'))
    if (word !== undefined && !/^\d{1,9}$/.test(word)) usage(`“${word}” is not the number of a changeset`)
    const changeset = word === undefined ? await latest(context, workspace) : Number(word)
    const before = await context.run('workspaces.contentHash', { workspace })
    const entry = await context.run('activity.undo', { workspace, changeset })
    const after = await context.run('workspaces.contentHash', { workspace })
    return {
      json: { undone: changeset, changeset: entry.id, changes: entry.changes, contentHashBefore: before.contentHash, contentHash: after.contentHash },
      text: `Changeset ${changeset} is undone by changeset ${entry.id} (${entry.changes} changes).\ncontent hash ${after.contentHash}`,
    }
  },
}

async function latest(context: Parameters<Command['execute']>[0], workspace: string): Promise<number> {
  const { entries } = await context.run('activity.list', { workspace, limit: 200 })
  return entries.find((entry) => entry.canUndo && entry.undoes === null)?.id ?? usage('there is nothing to undo')
}
