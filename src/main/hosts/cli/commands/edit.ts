import { readFile } from 'node:fs/promises'
import type { OutputOf } from '../../../../shared/contract/procedure.ts'
import { RecordChanges, type FieldText, type records } from '../../../../shared/contract/records.ts'
import { correctionChannels } from '../../../../shared/domain/correction.ts'
import { recordTypes } from '../../../../shared/domain/register/record-types.ts'
import { choiceOption, listOption, neededOption, textOption, usage, type Command, type OptionValues } from '../command.ts'
import { messageText } from '../message-text.ts'
import { findRecord, recordTypeOf } from './show.ts'

type Outcome = OutputOf<typeof records.write>

export const editCommand: Command = {
  name: 'edit',
  summary: 'records changed, made and removed by hand, whole or not at all',
  usage: 'edit TYPE (RECORD --set FIELD=TEXT … | RECORD --remove | --new --set FIELD=TEXT … | --from FILE.json) --workspace W.rmms [--dry-run] [--json]',
  details: `TYPE is one of ${recordTypes.join(', ')}.
RECORD is a number, symbol, code or name, as “show” takes it. Texts are read as the window's grid reads them; FIELD= empties.
--from      many at once: {"edits": [{"id", "field", "text", "was"}], "creates": [{"rowKey", "values": [{"field", "text"}]}], "removes": [id]}
--reason    what the change log says
--dry-run   only say what it would do
--partial   write what can be written and leave the refused cells
--by NAME --channel ${correctionChannels.join('|')} --on DAY [--note TEXT]
            who said that an imported figure is another one; without it such a figure is not changed`,
  options: {
    workspace: { type: 'string' }, set: { type: 'string', multiple: true }, new: { type: 'boolean' }, remove: { type: 'boolean' }, from: { type: 'string' }, reason: { type: 'string' },
    'dry-run': { type: 'boolean' }, partial: { type: 'boolean' }, by: { type: 'string' }, channel: { type: 'string' }, on: { type: 'string' }, note: { type: 'string' },
  },
  words: [1, 2],
  async execute(context, [word = '', record], options) {
    const type = recordTypeOf(word)
    const way = wayOf(record, options)
    const values = listOption(options, 'set').map(fieldText)
    const said = saidBy(options)
    const read = way === 'from' ? await changesIn(neededOption(options, 'from')) : null
    const workspace = await context.workspace(neededOption(options, 'workspace'))
    const id = record === undefined ? null : await findRecord(context, workspace, type, record)
    const changes: RecordChanges = read ?? { edits: way === 'set' && id !== null ? values.map((value) => ({ id, ...value })) : [], creates: way === 'new' ? [{ rowKey: 'new', values }] : [], removes: way === 'remove' && id !== null ? [id] : [] }
    const isDry = options['dry-run'] === true
    const outcome = await context.run('records.write', { workspace, type, ...changes, isDry, isPartial: options['partial'] === true, reason: textOption(options, 'reason') ?? '', ...(said ? { correction: said } : {}) })
    return { json: outcome, text: outcomeText(outcome, isDry), isRefused: outcome.refusedCount > 0 }
  },
}

type Way = 'set' | 'remove' | 'new' | 'from'

/** Exactly one thing is asked at a time. */
function wayOf(record: string | undefined, options: OptionValues): Way {
  const asked = (['remove', 'new', 'from'] as const).filter((name) => options[name] !== undefined)
  const [way = 'set', ...more] = asked
  if (more.length > 0) usage(`--${asked.join(' and --')} do not go together`)
  const hasValues = listOption(options, 'set').length > 0
  if ((way === 'set' || way === 'remove') && record === undefined) usage('a record is needed')
  if ((way === 'new' || way === 'from') && record !== undefined) usage(`“${record}” is too much`)
  if ((way === 'set' || way === 'new') !== hasValues) usage(hasValues ? `--set does not go with --${way}` : '--set FIELD=TEXT is needed')
  return way
}

function fieldText(text: string): FieldText {
  const at = text.indexOf('=')
  if (at < 1) return usage(`--set takes FIELD=TEXT, not “${text}”`)
  const value = text.slice(at + 1)
  return { field: text.slice(0, at), text: value === '' ? null : value }
}

function saidBy(options: OptionValues) {
  const name = textOption(options, 'by')
  if (name === undefined) return null
  const saidOn = neededOption(options, 'on')
  if (!/^\d{4}-\d{2}-\d{2}$/.test(saidOn)) usage(`--on takes a day such as 2026-11-20, not “${saidOn}”`)
  return { saidBy: name, channel: choiceOption(options, 'channel', correctionChannels) ?? usage('--channel is needed'), saidOn, note: textOption(options, 'note') ?? '' }
}

async function changesIn(path: string): Promise<RecordChanges> {
  const text = await readFile(path, 'utf8').catch(() => usage(`“${path}” cannot be read`))
  const read = RecordChanges.strict().safeParse(jsonIn(text))
  if (read.success) return read.data
  const [first] = read.error.issues
  return usage(`“${path}” holds no changes: ${first?.path.join('.') ?? ''} ${first?.message ?? ''}`.trim())
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function outcomeText(outcome: Outcome, isDry: boolean): string {
  const name = (id: number | null, rowKey: string | null): string => (id === null ? `new record ${rowKey ?? ''}`.trim() : `#${id}`)
  const fieldName = (field: string): string => messageText({ key: `field.${field}`, params: {} })
  const done = outcome.changeset === null ? (isDry ? 'It would change' : 'Nothing was written. It asked for') : `Changeset ${outcome.changeset}:`
  return [
    `${done} ${outcome.cells} cells of ${outcome.records} records, ${outcome.created.length} of them new; ${outcome.removed} removed.`,
    ...outcome.created.filter(() => !isDry).map(({ id, rowKey }) => `  ${rowKey} is #${id}`),
    ...outcome.changes.map(({ id, field, before, after }) => `  #${id} ${fieldName(field)}: ${before ?? '-'} → ${after ?? '-'}`),
    ...outcome.refused.map(({ id, rowKey, field, text, reason, now }) => `  refused: ${name(id, rowKey)} ${fieldName(field)} “${text ?? ''}”: ${messageText(reason)}${now === null ? '' : ` It says “${now}” now.`}`),
    ...outcome.warnings.map(({ id, message }) => `  mind: ${id === null ? '' : `#${id} `}${messageText(message)}`),
  ].join('\n')
}
