/** The text of a reminder in the office's language, plain and ready to copy. */
import { en, type MessageKey } from '../../../shared/messages/en/index.ts'
import { formatMessage, type MessageParams } from '../../../shared/messages/format.ts'
import type { Locale } from '../../../shared/messages/locales.ts'
import type { ReminderFacts } from '../store/reading/office-tracker.ts'

const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(en, key)

/** A date as the language writes it; `2012-01-31` is a day, whatever the time zone. */
export const dayText = (language: Locale, iso: string): string => new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${iso.slice(0, 10)}T00:00:00Z`))

export function reminderText({ duty, questions, lastTime, lastFile, sentBackOn }: ReminderFacts, language: Locale): { readonly subject: string; readonly text: string } {
  const say = (key: MessageKey, params: MessageParams = {}): string => formatMessage(language, key, params)
  const common = { kind: say(`submission-kind.${duty.kind}`), period: duty.periodText, due: dayText(language, duty.dueOn), isLate: duty.daysLate > 0 ? 'yes' : 'no', days: Math.abs(duty.daysLate), file: duty.file ?? '' }
  const state = {
    awaited: [say('reminder.owed', common)],
    late: [say('reminder.owed', common)],
    staged: [say('reminder.staged', common)],
    returned: [say('reminder.sent-back', { ...common, on: dayText(language, sentBackOn ?? duty.dueOn) })],
    committed: [say('reminder.received', common)],
    nil: [say('reminder.nil', common)],
  }[duty.state]
  const asked = questions.length === 0 ? [] : [
    '', say('reminder.questions', { count: duty.openQuestions }),
    ...questions.map(({ file, address, subject, text }) => say('reminder.question', { subject: subject === '' ? 'none' : subject, file, address, text })),
  ]
  const isOwed = duty.state === 'awaited' || duty.state === 'late' || duty.state === 'returned'
  const problems = !isOwed || lastTime.length === 0 ? [] : [
    '', say('reminder.last-time', { file: lastFile ?? '' }),
    ...lastTime.map(({ code, count, params }) => say('reminder.problem', { count, text: problemText(language, code, count, params) })),
  ]
  const nothing = duty.state === 'awaited' || duty.state === 'late' ? ['', say('reminder.nothing')] : []
  return { subject: say('reminder.subject', common), text: [say('reminder.greeting', { office: duty.officeName }), '', ...state, ...asked, ...problems, ...nothing, '', say('reminder.close')].join('\n') }
}

/** Words of the first problem of its kind; … where they are not kept any more. */
function problemText(language: Locale, code: string, count: number, params: MessageParams): string {
  if (!isMessageKey(code)) return code
  const values = new Proxy(params, { has: () => true, get: (known, name) => (typeof name === 'string' ? (known[name] ?? (name === 'count' ? count : '…')) : undefined) })
  return formatMessage(language, code, values)
}
