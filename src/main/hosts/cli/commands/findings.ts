import { findingAreas, type Finding } from '../../../../shared/contract/findings.ts'
import { severities } from '../../../../shared/domain/submission.ts'
import { choiceOption, listOption, neededOption, textOption, usage, type Command, type CommandContext, type CommandResult, type OptionValues } from '../command.ts'
import { messageText } from '../message-text.ts'
import { alignColumns } from '../text-table.ts'

const actions = ['list', 'snooze', 'wake'] as const
const mostListed = 2000
/** Codes are named without what all of them begin with. */
const prefix = 'finding.register.'

export const findingsCommand: Command = {
  name: 'findings',
  summary: 'everything that needs a person, put off and taken back',
  usage: 'findings [list | snooze KEY... | wake KEY...] --workspace W.rmms [--json]',
  details: `list      --area ${findingAreas.join(', ')}; --code, such as delivered-above-approved; --severity ${severities.join(', ')}; each repeatable
          --search TEXT; --sort severity, area, code, subject, on; --snoozed: those that were put off; --all: both
          the first ${mostListed} are listed, all are counted
snooze    puts off until a day, or until it says something else: --until 2026-12-24 --reason TEXT; keys as list --json gives them
wake      takes back what was put off`,
  options: {
    workspace: { type: 'string' }, area: { type: 'string', multiple: true }, code: { type: 'string', multiple: true }, severity: { type: 'string', multiple: true }, search: { type: 'string' }, sort: { type: 'string' },
    snoozed: { type: 'boolean' }, all: { type: 'boolean' }, until: { type: 'string' }, reason: { type: 'string' },
  },
  words: [0, 1001],
  async execute(context, [word = 'list', ...keys], options) {
    const action = actions.find((name) => name === word) ?? usage(`“${word}” is none of ${actions.join(', ')}`)
    if (action === 'list') {
      if (keys[0] !== undefined) usage(`“${keys[0]}” is too much`)
      return list(context, await context.workspace(neededOption(options, 'workspace')), options)
    }
    if (keys.length === 0) usage('the key of a finding is needed')
    const workspace = await context.workspace(neededOption(options, 'workspace'))
    if (action === 'wake') {
      const done = await context.run('findings.wake', { workspace, keys: [...keys] })
      return { json: done, text: `Taken back: ${keys.length} (changeset ${done.changeset}).` }
    }
    const until = neededOption(options, 'until')
    if (!/^\d{4}-\d{2}-\d{2}$/.test(until)) usage(`--until takes a day such as 2026-12-24, not “${until}”`)
    const done = await context.run('findings.snooze', { workspace, keys: [...keys], until, reason: neededOption(options, 'reason') })
    return { json: done, text: `Put off until ${until}: ${keys.length} (changeset ${done.changeset}).` }
  },
}

/** Values of a repeatable option, each one of a list. */
const chosen = <T extends string>(options: OptionValues, name: string, choices: readonly T[]): T[] =>
  listOption(options, name).map((text) => choices.find((choice) => choice === text) ?? usage(`--${name} is one of ${choices.join(', ')}, not “${text}”`))

async function list(context: CommandContext, workspace: string, options: OptionValues): Promise<CommandResult> {
  const filter = {
    areas: chosen(options, 'area', findingAreas), severities: chosen(options, 'severity', severities), codes: listOption(options, 'code').map((code) => (code.startsWith(prefix) ? code : `${prefix}${code}`)),
    snoozed: options['all'] === true ? 'all' : options['snoozed'] === true ? 'only' : 'without',
  } as const
  const search = textOption(options, 'search')
  const sort = choiceOption(options, 'sort', ['severity', 'area', 'code', 'subject', 'on'] as const)
  const found = await context.run('findings.list', { workspace, limit: mostListed, filter, ...(search === undefined ? {} : { search }), ...(sort === undefined ? {} : { sort: { key: sort, direction: 'asc' } }) })
  const asked = found.areas.filter(({ area }) => filter.areas.length === 0 || filter.areas.includes(area))
  const counted = `${found.total} findings${asked.length < 2 ? '' : ` (${asked.map(({ area, count }) => `${area} ${count}`).join(', ')})`}, ${found.snoozed} put off`
  return { json: found, text: found.total === 0 ? `Nothing waits; ${found.snoozed} put off.` : `${alignColumns(found.findings.map(lineOf), mostShown)}\n${counted}` }
}

/** Characters of the column that holds the sentence. */
const mostShown = 160

function lineOf({ severity, message, on, code, place, snooze }: Finding): string[] {
  const where = place.kind === 'record' ? `${place.type} #${place.id}` : place.kind === 'submission' ? `batch ${place.batch}` : place.section
  return [`${severity.padEnd(8)}${messageText(message)}`, on ?? '', code.replace(prefix, ''), where, ...(snooze ? [`until ${snooze.until}: ${snooze.reason}`] : [])]
}
