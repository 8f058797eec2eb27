import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { dutyStates } from '../../../../shared/contract/offices.ts'
import { submissionKinds } from '../../../../shared/domain/kinds.ts'
import { locales, type Locale } from '../../../../shared/messages/locales.ts'
import { choiceOption, integerOption, listOption, neededOption, textOption, usage, type Command, type OptionValues } from '../command.ts'
import { alignColumns } from '../text-table.ts'

interface Span {
  readonly start: string
  readonly end: string
}

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)

function dayOption(options: OptionValues, name: string): string | undefined {
  const text = textOption(options, name)
  if (text === undefined) return undefined
  try {
    if (isDay(text)) return text
  } catch {
    // No day of the calendar.
  }
  return usage(`--${name} takes a day like 2012-01-31, not “${text}”`)
}

/** `2011`, the biennium `2010-11`, or two days parted by a slash. */
function periodOption(options: OptionValues): Span | undefined {
  const text = textOption(options, 'period')
  if (text === undefined) return undefined
  const [, year, next] = /^(\d{4})(?:-(\d\d))?$/.exec(text) ?? []
  if (year !== undefined) {
    if (next !== undefined && Number(next) !== (Number(year) + 1) % 100) usage(`--period ${text}: a biennium is two years that follow each other`)
    return { start: `${year}-01-01`, end: `${next === undefined ? year : Number(year) + 1}-12-31` }
  }
  const [start = '', end = ''] = text.split('/')
  const days = dayOption({ period: start }, 'period')
  const last = dayOption({ period: end }, 'period')
  return days !== undefined && last !== undefined ? { start: days, end: last } : usage(`--period takes 2011, 2010-11 or 2011-01-01/2011-06-30, not “${text}”`)
}

/** `RAF=fr`. */
function officeOption(text: string, language: Locale): { readonly office: string; readonly language: Locale } {
  const [office = '', own] = text.split('=')
  if (own === undefined) return { office, language }
  return { office, language: locales.find((known) => known === own) ?? usage(`--office ${text}: the language is one of ${locales.join(', ')}`) }
}

export const confirmRoundCommand: Command = {
  name: 'confirm-round',
  summary: 'one prefilled workbook an office: its projects, our figures, empty cells for its own, our questions',
  usage: 'confirm-round --period 2011 --due 2012-01-31 --out DIR --workspace W.rmms [--language fr] [--office RAF=fr]… [--name TEXT] [--json]   |   confirm-round --list --workspace W.rmms',
  details: `--period     2011, the biennium 2010-11, or 2011-01-01/2011-06-30
--due        day by which the offices answer
--out        folder for the workbooks; it is made where it is missing
--office     key of an office, with a language of its own where wanted; several (all that have projects)
--language   of the workbooks: ${locales.join(', ')} (en)
--name       of the round (the period)
--list       the rounds that were made, and what came back

What an office sends back is imported like any other file: rmms import. Records above “internal” never go out; they are counted.`,
  options: { workspace: { type: 'string' }, period: { type: 'string' }, due: { type: 'string' }, out: { type: 'string' }, office: { type: 'string', multiple: true }, language: { type: 'string' }, name: { type: 'string' }, list: { type: 'boolean' } },
  words: [0, 0],
  async execute(context, _words, options) {
    const language = choiceOption(options, 'language', locales) ?? 'en'
    if (options['list'] === true) {
      const rounds = await context.run('offices.rounds', { workspace: await context.workspace(neededOption(options, 'workspace')), locale: language })
      return { json: rounds, text: rounds.length === 0 ? 'No round was made.' : rounds.map(({ name, madeOn, dueOn, workbooks }) => `${name}, made ${madeOn}, due ${dueOn}: ${workbooks.length} workbooks, ${workbooks.filter(({ state }) => state !== 'sent').length} back`).join('\n') }
    }
    const period = periodOption(options) ?? usage('--period is needed')
    const dueOn = dayOption(options, 'due') ?? usage('--due is needed')
    const out = neededOption(options, 'out')
    const chosen = listOption(options, 'office').map((text) => officeOption(text, language))
    const name = textOption(options, 'name') ?? textOption(options, 'period') ?? ''
    const workspace = await context.workspace(neededOption(options, 'workspace'))
    const { round, files, leftOut } = await context.run('offices.makeRound', { workspace, name, period, dueOn, language, offices: chosen.length === 0 ? null : chosen })
    await mkdir(out, { recursive: true })
    await context.deliver(files.map(({ token, name: file }) => ({ token, path: join(out, file) })))
    return {
      json: { ...round, out, files: files.map(({ name: file, size }) => ({ file: join(out, file), size })), leftOut },
      text: [
        ...round.workbooks.map(({ officeName, file, rows, questions }) => `${join(out, file)}: ${officeName}, ${rows} rows, ${questions} questions`),
        ...leftOut.map(({ officeName, reason, records }) => (reason === 'no-projects' ? `Left out: ${officeName} has no project in the period.` : `Left out of the workbook of ${officeName}: ${records} records above “internal”.`)),
      ].join('\n'),
    }
  },
}

export const officesCommand: Command = {
  name: 'offices',
  summary: 'which office owes what for which period, what came, and how good it was',
  usage: 'offices --workspace W.rmms [--period 2011] [--state late]… [--language fr] [--json]   |   offices --add KIND --period 2011 --due 2012-01-31 --office RAF…   |   offices --remind ID',
  details: `--state      ${dutyStates.join(', ')}; several
--period     only what is about it
--add        what the offices of --office owe: ${submissionKinds.slice(0, 4).join(', ')} …
--nil        ID of an entry whose office has nothing to report; --said-by who said so
--remind     ID of an entry: the text of a reminder, ready to copy
--language   ${locales.join(', ')} (en): of names and reminders`,
  options: { workspace: { type: 'string' }, period: { type: 'string' }, due: { type: 'string' }, office: { type: 'string', multiple: true }, add: { type: 'string' }, nil: { type: 'string' }, 'said-by': { type: 'string' }, remind: { type: 'string' }, state: { type: 'string', multiple: true }, language: { type: 'string' } },
  words: [0, 0],
  async execute(context, _words, options) {
    const locale = choiceOption(options, 'language', locales) ?? 'en'
    const kind = choiceOption(options, 'add', submissionKinds)
    const period = periodOption(options)
    const dueOn = dayOption(options, 'due')
    const states = listOption(options, 'state').map((text) => dutyStates.find((state) => state === text) ?? usage(`--state is one of ${dutyStates.join(', ')}, not “${text}”`))
    const offices = listOption(options, 'office')
    const remind = integerOption(options, 'remind')
    const nil = integerOption(options, 'nil')
    const saidBy = nil === undefined ? '' : neededOption(options, 'said-by')
    if (kind !== undefined && (period === undefined || dueOn === undefined || offices.length === 0)) usage('--add needs --period, --due and --office')
    const workspace = await context.workspace(neededOption(options, 'workspace'))
    if (remind !== undefined) {
      const reminder = await context.run('offices.reminder', { workspace, duty: remind, language: locale })
      return { json: reminder, text: `${reminder.subject}\n\n${reminder.text}` }
    }
    if (kind !== undefined && period !== undefined && dueOn !== undefined) await context.run('offices.addDuties', { workspace, offices, kind, period, dueOn })
    if (nil !== undefined) await context.run('offices.markNil', { workspace, duty: nil, saidBy })
    const entries = await context.run('offices.tracker', { workspace, locale, ...period, ...(states.length === 0 ? {} : { states }) })
    const lines = entries.map(({ id, officeName, kind: owed, periodText, dueOn: due, state, daysLate, quality, trend, openQuestions, file }) => [officeName, String(id), owed, periodText, due, state, String(daysLate), quality === null ? '' : [...trend, quality].join(' '), openQuestions === 0 ? '' : String(openQuestions), file ?? ''])
    return { json: entries, text: entries.length === 0 ? 'Nothing is owed.' : alignColumns([['office', 'id', 'kind', 'period', 'due', 'state', 'days late', 'quality', 'questions', 'file'], ...lines]) }
  },
}
