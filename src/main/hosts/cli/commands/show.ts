import type { HistoryEntry, RecordSheet } from '../../../../shared/contract/records.ts'
import { parseProjectSymbol } from '../../../../shared/domain/project-symbol.ts'
import { fieldSpec, recordSpec } from '../../../../shared/domain/register/record-catalogue.ts'
import { recordTypes, type RecordType } from '../../../../shared/domain/register/record-types.ts'
import { fail } from '../../../../shared/result.ts'
import { neededOption, usage, type Command, type CommandContext } from '../command.ts'
import { messageText } from '../message-text.ts'

/** Changes that `--history` gives. */
const mostEntries = 500

export const showCommand: Command = {
  name: 'show',
  summary: 'one record with its values, parts, sources and history',
  usage: 'show TYPE ID|KEY|SYMBOL|NAME --workspace W.rmms [--history] [--json]',
  details: `TYPE is one of ${recordTypes.join(', ')}.
A record is found by its number, by a symbol in any spelling, by a code or key, or by its name as the grid shows it.
--history  what the change log says of it, newest first`,
  options: { workspace: { type: 'string' }, history: { type: 'boolean' } },
  words: [2, 2],
  async execute(context, [word = '', text = ''], options) {
    const type = recordTypeOf(word)
    const workspace = await context.workspace(neededOption(options, 'workspace'))
    const id = await findRecord(context, workspace, type, text)
    const sheet = await context.run('records.show', { workspace, type, id })
    if (options['history'] !== true) return { json: sheet, text: sheetText(sheet) }
    const history = await context.run('records.history', { workspace, type, id, limit: mostEntries })
    return { json: { ...sheet, history }, text: `${sheetText(sheet)}\n\nHistory\n${history.entries.map(entryText).join('\n')}` }
  },
}

export const recordTypeOf = (word: string): RecordType => recordTypes.find((type) => type === word) ?? usage(`“${word}” is none of ${recordTypes.join(', ')}`)

/** Id of the one record that a text means: its number, symbol, code or name. Several, or none, are refused with what was found. */
export async function findRecord(context: Pick<CommandContext, 'run'>, workspace: string, type: RecordType, text: string): Promise<number> {
  if (/^#?\d{1,15}$/.test(text)) return Number(text.replace('#', ''))
  const symbol = type === 'project' ? parseProjectSymbol(text) : null
  const asked: [field: string, value: string][] = [...(symbol ? [['normalized-symbol', symbol.normalized] as [string, string]] : []), ...namingFields(type).map((field): [string, string] => [field, text])]
  const found = new Set<number>()
  for (const [field, value] of asked) {
    const { ids } = await context.run('records.ids', { workspace, type, filter: { values: [{ field, values: [value] }] }, limit: 10 })
    for (const id of ids) found.add(id)
    if (found.size > 0) break
  }
  if (found.size === 0) for (const id of (await context.run('records.ids', { workspace, type, filter: { search: text }, limit: 10 })).ids) found.add(id)
  const [first, ...more] = found
  if (first === undefined) return fail('not-found', 'error.not-found', { name: text })
  return more.length === 0 ? first : fail('conflict', 'error.record-several', { name: text, ids: [...found].slice(0, 10).map((id) => `#${id}`).join(', ') })
}

/** Fields by which a record may be named, codes first. */
function namingFields(type: RecordType): string[] {
  const { fields, name } = recordSpec(type)
  const codes = fields.filter(({ key, store }) => store.in === 'identifier' || key === 'code' || key === 'reference').map(({ key }) => key)
  const names = [...name, ...fields.filter(({ store }) => store.in === 'label').map(({ key }) => key)]
  return [...new Set([...codes, ...names])].filter((key) => fieldSpec(type, key)?.type !== 'choice')
}

const words = (key: string): string => messageText({ key, params: {} })

function sheetText(sheet: RecordSheet): string {
  const values = sheet.values.flatMap(({ field, text, to }) => (text === null ? [] : [[words(`field.${field}`), to ? `${text} (#${to.id})` : text] as const]))
  const width = Math.max(0, ...values.map(([label]) => label.length))
  const counted = [...sheet.parts, ...sheet.mentions].filter(({ count }) => count > 0).map(({ type, count }) => `${count} ${words(`records.${type}`)}`)
  const changed = sheet.changed ? [`changed ${sheet.changed.at} by ${sheet.changed.person} (changeset ${sheet.changed.changeset})`] : []
  return [
    `${words(`record.${sheet.type}`)} #${sheet.id}: ${sheet.name}`,
    ...values.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`),
    ...(counted.length > 0 ? [`  ${counted.join(', ')}`] : []),
    ...(sheet.notes + sheet.tasks > 0 ? [`  ${sheet.notes} notes, ${sheet.tasks} open tasks`] : []),
    ...sheet.sources.map((source) => `  ${source.file}, ${source.sheet}!${source.address}: ${source.raw}`),
    ...changed.map((line) => `  ${line}`),
  ].join('\n')
}

function entryText({ changeset, at, person, field, part, before, after, reason }: HistoryEntry): string {
  const what = field !== null ? words(`field.${field}`) : part !== null ? words(`record.${part}`) : 'record'
  return `  ${changeset}  ${at}  ${person}  ${what}: ${before ?? '-'} → ${after ?? '-'}${reason === '' ? '' : `  (${reason})`}`
}
