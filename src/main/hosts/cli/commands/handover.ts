import { neededOption, textOption, usage, type Command } from '../command.ts'

const dayOf = (text: string | undefined): string | null => (text === undefined ? null : /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : usage(`--since takes a day such as 2011-03-01, not “${text}”`))

export const handoverCommand: Command = {
  name: 'handover',
  summary: 'write one file with the workspace and what whoever takes over must know',
  usage: 'handover --workspace W.rmms --out FILE.rmms [--to NAME] [--note TEXT] [--since 2011-03-01] [--json]   |   handover --workspace W.rmms [--since 2011-03-01] [--json]',
  details: 'Without --out it only tells what goes along: things to settle, tasks, questions, corrections, drafts, and the changes since a day.',
  options: { workspace: { type: 'string' }, out: { type: 'string' }, to: { type: 'string' }, note: { type: 'string' }, since: { type: 'string' } },
  words: [0, 0],
  async execute(context, _words, options) {
    const since = dayOf(textOption(options, 'since'))
    const out = textOption(options, 'out')
    const workspace = await context.workspace(neededOption(options, 'workspace'))
    const summary = await context.run('handover.summary', { workspace, since })
    if (out !== undefined) {
      const made = await context.run('handover.make', { workspace, since, to: textOption(options, 'to') ?? '', note: textOption(options, 'note') ?? '' })
      await context.deliver([{ token: made.token, path: out }])
    }
    const { findings, tasks, questions, corrections, drafts, changesets } = summary
    const told = `${findings} findings, ${tasks} tasks and follow-ups, ${questions} questions, ${corrections} live corrections, ${drafts} drafts, ${changesets} changes${since === null ? '' : ` since ${since}`}`
    return { json: { ...summary, ...(out === undefined ? {} : { out }) }, text: out === undefined ? told : `${out}: ${told}` }
  },
}

export const compareCommand: Command = {
  name: 'compare',
  summary: 'compare two copies of one workspace by their logs',
  usage: 'compare OTHER.rmms --workspace W.rmms [--json]',
  details: 'Neither file is changed. Exit code 1 where both have moved on.',
  options: { workspace: { type: 'string' } },
  words: [1, 1],
  async execute(context, [other = ''], options) {
    const workspace = await context.workspace(neededOption(options, 'workspace'))
    const report = await context.run('handover.compare', { workspace, other: { file: await context.token(other) } })
    const side = (title: string, entries: typeof report.here, count: number): string[] => (count === 0 ? [] : [`${title}: ${count}`, ...entries.map(({ id, at, person, reason }) => `${String(id).padStart(6)}  ${at}  ${person}  ${reason}`)])
    return {
      json: report,
      text: [`${report.relation}${report.commonChangeset === null ? '' : `, last common changeset ${report.commonChangeset}`}`, ...side('only here', report.here, report.hereCount), ...side('only there', report.there, report.thereCount)].join('\n'),
      isRefused: report.relation === 'diverged',
    }
  },
}
