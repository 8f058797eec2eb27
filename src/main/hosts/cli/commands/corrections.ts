import { correctionChannels, correctionStates, type CorrectedFigure } from '../../../../shared/domain/correction.ts'
import { canonicalDecimal, toCents } from '../../../../shared/domain/decimal.ts'
import { choiceOption, listOption, neededOption, textOption, usage, type Command, type CommandContext, type CommandResult, type OptionValues } from '../command.ts'
import { messageText } from '../message-text.ts'
import { alignColumns, centsIn, figureIn } from '../text-table.ts'

const actions = ['list', 'add', 'withdraw', 'answer'] as const
type Work = (context: CommandContext, workspace: string, id: number, options: OptionValues) => Promise<CommandResult>

export const correctionsCommand: Command = {
  name: 'corrections',
  summary: 'corrections of figures: listed with age and effect, added, withdrawn, answered',
  usage: 'corrections [list | add AMOUNT | withdraw ID | answer ID] --workspace W.rmms [--json]',
  details: `list      corrections in force; --state ${correctionStates.join(', ')}, repeatable (live and asked)
add       of a figure of the register, by the number that “matrix” and “reconcile” give with --json
          --figure 1250000.50, “not-reported” or “not-applicable”; --currency EUR (USD); --usd 1360000.00 where it is another
          currency; --by NAME; --channel ${correctionChannels.join(', ')};
          --on 2026-11-20 (today); --note TEXT; --attach FILE, a note or message
withdraw  the source's figure counts again; --reason TEXT
answer    a correction that a newer figure contradicts: --take corrected, newer

A correction survives imports. It retires itself once its source gives the corrected figure.`,
  options: {
    workspace: { type: 'string' }, state: { type: 'string', multiple: true }, figure: { type: 'string' }, currency: { type: 'string' }, usd: { type: 'string' }, by: { type: 'string' },
    channel: { type: 'string' }, on: { type: 'string' }, note: { type: 'string' }, attach: { type: 'string' }, reason: { type: 'string' }, take: { type: 'string' },
  },
  words: [0, 2],
  async execute(context, [word = 'list', id], options) {
    const action = actions.find((name) => name === word) ?? usage(`“${word}” is none of ${actions.join(', ')}`)
    if (action === 'list') {
      if (id !== undefined) usage(`“${id}” is too much`)
      return list(context, await context.workspace(neededOption(options, 'workspace')), options)
    }
    if (id === undefined || !/^\d{1,15}$/.test(id)) usage(action === 'add' ? 'the number of a figure is needed' : 'the number of a correction is needed')
    return works[action](context, await context.workspace(neededOption(options, 'workspace')), Number(id), options)
  },
}

async function list(context: CommandContext, workspace: string, options: OptionValues): Promise<CommandResult> {
  const states = listOption(options, 'state').map((text) => correctionStates.find((state) => state === text) ?? usage(`--state is one of ${correctionStates.join(', ')}, not “${text}”`))
  const found = await context.run('corrections.list', { workspace, limit: 2000, ...(states.length > 0 ? { states } : {}) })
  const rows = found.entries.map((entry) => [
    `${entry.id} ${entry.project}`, entry.partner, `${entry.measure} ${entry.period}`, figureIn(entry.source), figureIn(entry.corrected), entry.newer ? figureIn(entry.newer) : '', entry.effect === null ? '…' : centsIn(entry.effect, 'usd'),
    `${entry.age} days`, `${entry.saidBy}, ${entry.channel}, ${entry.saidOn}`, entry.endReason === null ? entry.state : messageText({ key: entry.endReason, params: {} }),
  ])
  const head = ['correction', 'partner', 'figure', 'source says', 'corrected', 'newer', 'effect (USD)', 'age', 'said by', 'state']
  return { json: found, text: found.total === 0 ? 'No corrections.' : `${alignColumns([head, ...rows])}\n${found.total} corrections, together ${centsIn(found.effect, 'usd')} USD` }
}

function figureOf(options: OptionValues): CorrectedFigure {
  const text = neededOption(options, 'figure')
  const currency = (textOption(options, 'currency') ?? 'USD').toUpperCase()
  if (!/^[A-Z]{3}$/.test(currency)) usage(`--currency takes three letters, not “${currency}”`)
  if (text === 'not-reported' || text === 'not-applicable') return { state: text, original: null, currency, usdCents: null }
  const original = canonicalDecimal(text) ?? usage(`--figure takes a number such as 1250000.50, not “${text}”`)
  const usd = textOption(options, 'usd')
  const usdCents = usd === undefined ? (currency === 'USD' ? toCents(original) : null) : toCents(canonicalDecimal(usd) ?? usage(`--usd takes a number, not “${usd}”`))
  return { state: 'value', original, currency, usdCents }
}

const works: Readonly<Record<'add' | 'withdraw' | 'answer', Work>> = {
  async add(context, workspace, amount, options) {
    const attach = textOption(options, 'attach')
    const saidOn = textOption(options, 'on') ?? new Date().toISOString().slice(0, 10)
    if (!/^\d{4}-\d{2}-\d{2}$/.test(saidOn)) usage(`--on takes a day such as 2026-11-20, not “${saidOn}”`)
    const done = await context.run('corrections.add', {
      workspace, amount, figure: figureOf(options), saidBy: neededOption(options, 'by'), channel: choiceOption(options, 'channel', correctionChannels) ?? usage('--channel is needed'),
      saidOn, note: textOption(options, 'note') ?? '', attachment: attach === undefined ? null : await context.token(attach),
    })
    return { json: done, text: `Correction ${done.correction} is in force (changeset ${done.changeset}).` }
  },
  async withdraw(context, workspace, correction, options) {
    const done = await context.run('corrections.withdraw', { workspace, correction, reason: textOption(options, 'reason') ?? '' })
    return { json: done, text: `Correction ${correction} is withdrawn; the source's figure counts again (changeset ${done.changeset}).` }
  },
  async answer(context, workspace, correction, options) {
    const take = choiceOption(options, 'take', ['corrected', 'newer'] as const) ?? usage('--take is needed: corrected or newer')
    const done = await context.run('corrections.answer', { workspace, correction, take })
    return { json: done, text: `${take === 'newer' ? 'The newer figure counts; the correction has ended' : 'The corrected figure stays'} (changeset ${done.changeset}).` }
  },
}
