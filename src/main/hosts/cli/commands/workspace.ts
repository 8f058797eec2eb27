import { messageText } from '../message-text.ts'
import { neededOption, textOption, type Command } from '../command.ts'

export const newCommand: Command = {
  name: 'new',
  summary: 'make an empty workspace with the reference data',
  usage: 'new --workspace W.rmms [--json]',
  details: 'The workspace is named after its file. An existing file is never overwritten.',
  options: { workspace: { type: 'string' } },
  words: [0, 0],
  async execute(context, _words, options) {
    const path = neededOption(options, 'workspace')
    const workspace = await context.workspace(path, 'make')
    const summary = await context.run('workspaces.summary', { workspace })
    return { json: summary, text: `${summary.name}: ${summary.counts.partners} partners of the reference data, ${summary.counts.projects} projects` }
  },
}

export const sampleCommand: Command = {
  name: 'sample',
  summary: 'make the sample workspace of invented data',
  usage: 'sample --workspace W.rmms [--json]',
  details: 'Every figure in it is invented, from a fixed seed. Three submissions wait in the folder “W.rmms.inbox” beside it.',
  options: { workspace: { type: 'string' } },
  words: [0, 0],
  async execute(context, _words, options) {
    const summary = await context.run('workspaces.createSample', { target: await context.place(neededOption(options, 'workspace')) })
    return { json: summary, text: `${summary.name}: ${summary.counts.partners} partners, ${summary.counts.projects} projects, ${summary.counts.amounts} amounts (invented data)` }
  },
}

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'check integrity, foreign keys and the chain of the change log',
  usage: 'verify --workspace W.rmms [--json]',
  details: 'Exit code 1 where a check fails; the answer names the first broken changeset.',
  options: { workspace: { type: 'string' } },
  words: [0, 0],
  async execute(context, _words, options) {
    const workspace = await context.workspace(neededOption(options, 'workspace'))
    const report = await context.run('workspaces.verify', { workspace })
    const lines = report.checks.map((check) => `${check.isGood ? 'good' : 'BROKEN'}  ${check.name}${check.details.length > 0 ? `: ${check.details.join('; ')}` : ''}`)
    return { json: report, text: [...lines, `changeset ${report.changeset}, content hash ${report.contentHash}`].join('\n'), isRefused: !report.isWhole }
  },
}

export const logCommand: Command = {
  name: 'log',
  summary: 'list the changesets, latest first',
  usage: 'log --workspace W.rmms [--json]',
  details: 'Who changed what, when and why; a changeset that was undone says by which.',
  options: { workspace: { type: 'string' }, limit: { type: 'string' } },
  words: [0, 0],
  async execute(context, _words, options) {
    const workspace = await context.workspace(neededOption(options, 'workspace'))
    const limit = Number(textOption(options, 'limit') ?? '50')
    const { entries, total } = await context.run('activity.list', { workspace, limit: Number.isInteger(limit) && limit > 0 ? Math.min(limit, 2000) : 50 })
    const lines = entries.map((entry) => `${String(entry.id).padStart(6)}  ${entry.at}  ${entry.person}  ${messageText({ key: entry.kind, params: {} })}: ${entry.reason} (${entry.changes} changes)${entry.undoneBy === null ? '' : `, undone by ${entry.undoneBy}`}`)
    return { json: { total, entries }, text: lines.join('\n') }
  },
}
