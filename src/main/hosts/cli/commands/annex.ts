import { resolve } from 'node:path'
import { annexNames, type AnnexBlocking } from '../../../../shared/contract/annexes.ts'
import { audiences, measures } from '../../../../shared/domain/amount.ts'
import { locales } from '../../../../shared/messages/locales.ts'
import { choiceOption, integerOption, neededOption, textOption, usage, type Command } from '../command.ts'
import { messageText } from '../message-text.ts'
import { alignColumns, cellIn, centsIn } from '../text-table.ts'

const units = ['usd-million', 'usd-thousand'] as const

export const annexCommand: Command = {
  name: 'annex',
  summary: 'an annex table for the governing bodies as a workbook, with its internal companion',
  usage: 'annex NAME --workspace W.rmms --out F.xlsx [--biennium 2012] [--json]   |   annex --list',
  details: `NAME        ${annexNames.join(', ')}
--out        the table for printing; the companion with every record, file and cell goes beside it
             as “F companion.xlsx”, or where --companion says
--biennium   its first year, even (the latest that has amounts)
--measure    ${measures.join(', ')} (approval)
--unit       ${units.join(', ')} (usd-million)
--ranks      partners named before “Others” (20)
--rule       code of the counting rule (voluntary-contributions)
--lang       ${locales.join(', ')} (en)
--audience   ${audiences.join(', ')} (internal): records above it are left out and counted
--anyway     also while figures are to be settled first (partners not confirmed, no USD value, no period)`,
  options: {
    workspace: { type: 'string' },
    out: { type: 'string' },
    companion: { type: 'string' },
    biennium: { type: 'string' },
    measure: { type: 'string' },
    unit: { type: 'string' },
    ranks: { type: 'string' },
    rule: { type: 'string' },
    lang: { type: 'string' },
    audience: { type: 'string' },
    anyway: { type: 'boolean' },
    list: { type: 'boolean' },
  },
  words: [0, 1],
  async execute(context, [word], options) {
    if (options['list'] === true) return { json: annexNames, text: annexNames.join('\n') }
    const name = annexNames.find((known) => known === word) ?? usage(word === undefined ? 'which annex? see annex --list' : `there is no annex “${word}”; see annex --list`)
    const out = neededOption(options, 'out')
    const companionPath = textOption(options, 'companion') ?? out.replace(/(\.xlsx)?$/i, ' companion.xlsx')
    if (resolve(out) === resolve(companionPath)) usage('the table and its companion need two names')
    const measure = choiceOption(options, 'measure', measures)
    const unit = choiceOption(options, 'unit', units) ?? 'usd-million'
    const ranks = integerOption(options, 'ranks')
    const countingRule = textOption(options, 'rule')
    const locale = choiceOption(options, 'lang', locales)
    const audience = choiceOption(options, 'audience', audiences)
    const asked = integerOption(options, 'biennium')
    const workspace = await context.workspace(neededOption(options, 'workspace'))
    const biennium = asked ?? (await context.run('annexes.biennia', { workspace }))[0] ?? usage('the workspace has no dated amounts: name a --biennium')
    const spec = {
      name,
      biennium: biennium - (biennium % 2),
      unit,
      ...(measure ? { measure } : {}),
      ...(ranks === undefined ? {} : { ranks }),
      ...(countingRule ? { countingRule } : {}),
      ...(locale ? { locale } : {}),
      ...(audience ? { audience } : {}),
    }
    const isForced = options['anyway'] === true
    const { blocking } = await context.run('annexes.preview', { workspace, spec })
    if (blocking.length > 0 && !isForced) return { json: { isWritten: false, blocking }, text: [messageText({ key: 'annexes.blocking.title', params: {} }), ...blockingLines(blocking), 'Nothing was written; --anyway exports it all the same.'].join('\n'), isRefused: true }
    const { table, companion, annex } = await context.run('annexes.export', { workspace, spec, isForced })
    await context.deliver([{ token: companion.token, path: companionPath }, { token: table.token, path: out }])
    const { reconciliation } = annex
    const text = [
      annex.caption,
      alignColumns([annex.headings.slice(1), ...annex.rows.map((row) => [row.name, ...row.cents.map((cell) => cellIn(cell, unit)), `${(row.share / 10_000).toFixed(1)}%`])]),
      '',
      ...annex.notes,
      ...blockingLines(blocking),
      '',
      alignColumns([
        ['reconciliation', 'rows', unit],
        ['counted', String(reconciliation.counted.rows), centsIn(reconciliation.counted.cents, unit)],
        ...reconciliation.leftOut.map((part) => [`left out: ${part.category}`, String(part.rows), centsIn(part.cents, unit)]),
        ['read', String(reconciliation.read.rows), centsIn(reconciliation.read.cents, unit)],
      ]),
      '',
      `Written: ${out}`,
      `Companion: ${companionPath}`,
    ].join('\n')
    return { json: { out, companion: companionPath, ...annex }, text }
  },
}

const blockingLines = (blocking: readonly AnnexBlocking[]): string[] =>
  blocking.map(({ reason, count, cents, examples }) => messageText({ key: `annexes.blocking.${reason}`, params: { count, amount: centsIn(cents, 'usd'), examples: examples.join(', ') } }))
