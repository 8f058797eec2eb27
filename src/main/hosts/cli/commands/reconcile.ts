import { reconciliationStates } from '../../../../shared/contract/reconciliation.ts'
import { measures } from '../../../../shared/domain/amount.ts'
import { figureSources } from '../../../../shared/domain/import-options.ts'
import { choiceOption, integerOption, listOption, neededOption, textOption, usage, type Command, type CommandContext, type CommandResult, type OptionValues } from '../command.ts'
import { alignColumns, centsIn, figureIn } from '../text-table.ts'

type Work = (context: CommandContext, workspace: string, numbers: readonly number[], options: OptionValues) => Promise<CommandResult>

export const reconcileCommand: Command = {
  name: 'reconcile',
  summary: 'figures of the register beside those of other sources, and which source counts',
  usage: 'reconcile [rules | set-rule | remove-rule ID | gaps | settle-gaps ID...] --workspace W.rmms [--json]',
  details: `Without a word: what other sources say, the largest differences first
             --state ${reconciliationStates.join(', ')}, repeatable; --measure ${measures.slice(0, 3).join(', ')}…;
             --source ${figureSources.join(', ')}; --office KEY; --limit 200
rules        the source of record of each measure and period
set-rule     --measure M --source S, for every period or --from 2010-01-01 --to 2011-12-31; --reason TEXT
             Figures of other sources are then kept beside at their next import and never added. The narrowest period wins.
remove-rule  by the number that “rules” gives
gaps         projects that a full snapshot did not hold; --all also those that are settled
settle-gaps  --as kept, closed (closed also ends the projects); --note TEXT`,
  options: {
    workspace: { type: 'string' }, state: { type: 'string', multiple: true }, measure: { type: 'string' }, source: { type: 'string' }, office: { type: 'string' }, limit: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' },
    reason: { type: 'string' }, all: { type: 'boolean' }, as: { type: 'string' }, note: { type: 'string' },
  },
  words: [0, 2001],
  async execute(context, [word, ...rest], options) {
    const numbers = rest.map((text) => (/^\d{1,15}$/.test(text) ? Number(text) : usage(`“${text}” is no number`)))
    const work = word === undefined ? compare : (Object.hasOwn(works, word) ? works[word] : undefined) ?? usage(`“${word}” is none of ${Object.keys(works).join(', ')}`)
    return work(context, await context.workspace(neededOption(options, 'workspace')), numbers, options)
  },
}

const compare: Work = async (context, workspace, _numbers, options) => {
  const states = listOption(options, 'state').map((text) => reconciliationStates.find((state) => state === text) ?? usage(`--state is one of ${reconciliationStates.join(', ')}, not “${text}”`))
  const [measure, source, office] = [choiceOption(options, 'measure', measures), choiceOption(options, 'source', figureSources), textOption(options, 'office')]
  const page = await context.run('reconciliation.page', {
    workspace, limit: Math.min(integerOption(options, 'limit') ?? 200, 2000), ...(states.length > 0 ? { states } : {}), ...(measure ? { measure } : {}), ...(source ? { source } : {}), ...(office ? { office } : {}),
  })
  const rows = page.rows.map((row) => [
    row.project, row.partner, `${row.measure} ${row.period}`, row.state, row.here ? figureIn(row.here) : '-', row.there ? figureIn(row.there) : '-', row.difference === null ? '…' : centsIn(row.difference, 'usd'), row.amount === null ? '' : `#${row.amount}`,
    row.file === null ? row.source : `${row.source}: ${row.file} ${row.cell ?? ''}`,
  ])
  const head = ['project', 'partner', 'figure', 'state', 'register', 'other source', 'difference (USD)', 'number', 'source']
  const counts = page.counts.map(({ state, rows: count, difference }) => `${state} ${count} (${centsIn(difference, 'usd')} USD)`).join(', ')
  return { json: page, text: page.total === 0 ? 'No other source says anything.' : `${alignColumns([head, ...rows])}\n${counts}` }
}

const works: Readonly<Record<string, Work>> = {
  async rules(context, workspace) {
    const rules = await context.run('reconciliation.rules', { workspace })
    const rows = rules.map(({ id, measure, start, end, source, reason }) => [`${id} ${measure}`, start === null && end === null ? 'every period' : `${start ?? '…'} to ${end ?? '…'}`, source, reason])
    return { json: rules, text: rules.length === 0 ? 'No rules: whoever gives a figure counts.' : alignColumns([['rule', 'period', 'source', 'reason'], ...rows]) }
  },
  async 'set-rule'(context, workspace, _numbers, options) {
    const measure = choiceOption(options, 'measure', measures) ?? usage('--measure is needed')
    const source = choiceOption(options, 'source', figureSources) ?? usage('--source is needed')
    const done = await context.run('reconciliation.setRule', { workspace, measure, source, start: textOption(options, 'from') ?? null, end: textOption(options, 'to') ?? null, reason: textOption(options, 'reason') ?? '' })
    return { json: done, text: done.changeset === 0 ? 'This rule is in force already.' : `The rule is in force (changeset ${done.changeset}).` }
  },
  async 'remove-rule'(context, workspace, [rule], _options) {
    const done = await context.run('reconciliation.removeRule', { workspace, rule: rule ?? usage('the number of a rule is needed') })
    return { json: done, text: `The rule is removed (changeset ${done.changeset}).` }
  },
  async gaps(context, workspace, _numbers, options) {
    const found = await context.run('reconciliation.gaps', { workspace, isOpen: options['all'] !== true, limit: 2000 })
    const rows = found.gaps.map(({ id, name, state, file, note }) => [`${id} ${name}`, state, file, note])
    return { json: found, text: found.total === 0 ? 'No project is missing from a snapshot.' : alignColumns([['project', 'state', 'not in', 'note'], ...rows]) }
  },
  async 'settle-gaps'(context, workspace, gaps, options) {
    if (gaps.length === 0) usage('the numbers of the projects in “gaps” are needed')
    const as = choiceOption(options, 'as', ['kept', 'closed'] as const) ?? usage('--as is needed: kept or closed')
    const done = await context.run('reconciliation.settleGaps', { workspace, gaps: [...gaps], as, note: textOption(options, 'note') ?? '' })
    return { json: done, text: `${gaps.length} projects are ${as} (changeset ${done.changeset}).` }
  },
}
