/** What was decided for earlier files of the same sender, put into a proposal where it leaves something open. It stays a proposal: nothing is confirmed by memory. */
import type { ColumnAsk, ColumnMapping, SubmissionMapping } from '../../../../shared/domain/submission.ts'
import { ColumnMapping as ColumnSchema } from '../../../../shared/domain/submission.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'
import { answerFields } from './column-asks.ts'
import type { FormChange } from './compare-forms.ts'

export interface RememberedAnswer {
  /** Folded header. */
  readonly headerKey: string
  readonly ask: ColumnAsk
  readonly answer: string
}

/** The answers that a confirmed column holds, whether or not they were asked for. */
export function answersOf(column: ColumnMapping): RememberedAnswer[] {
  if (!column.isConfirmed || column.field === 'ignore') return []
  return Object.entries(answerFields).flatMap(([ask, field]) => {
    const answer = column[field]
    // The keys of the table above are the questions.
    return answer === undefined || column.asks?.includes(ask as ColumnAsk) === true ? [] : [{ headerKey: textKey(column.header), ask: ask as ColumnAsk, answer }]
  })
}

/** Answers open questions as the same office answered them under the same header. */
export function applyAnswers(mapping: SubmissionMapping, answers: readonly RememberedAnswer[]): SubmissionMapping {
  const known = new Map(answers.map(({ headerKey, ask, answer }) => [`${ask} ${headerKey}`, answer]))
  return { ...mapping, columns: mapping.columns.map((column) => (column.asks ?? []).reduce((answered, ask) => withAnswer(answered, ask, known.get(`${ask} ${textKey(column.header)}`)), column)) }
}

function withAnswer(column: ColumnMapping, ask: ColumnAsk, answer: string | undefined): ColumnMapping {
  if (answer === undefined) return column
  // An answer of another version that today's column does not take is as good as none.
  const answered = ColumnSchema.safeParse({ ...column, [answerFields[ask]]: answer, asks: column.asks?.filter((open) => open !== ask), reason: { key: 'reason.remembered-answer', params: {} } })
  return answered.success ? answered.data : column
}

/** A renamed column of which nothing is known takes the meaning of its former name; fields that another column carries already stay there. */
export function carryRenamed(mapping: SubmissionMapping, before: readonly ColumnMapping[], changes: readonly FormChange[]): SubmissionMapping {
  const taken = new Set<ColumnMapping['field']>(mapping.columns.map(({ field }) => field).filter((field) => field !== 'amount'))
  const columns = mapping.columns.map((column): ColumnMapping => {
    const change = column.field === 'ignore' ? changes.find((item) => item.change === 'renamed' && item.column === column.column) : undefined
    const old = change && before.find((candidate) => candidate.column === change.columnBefore)
    if (!old || old.field === 'ignore' || taken.has(old.field)) return column
    taken.add(old.field)
    const { field, measure, currency, scale, isCumulative, dateOrder, decimalMark, spanMeaning, listSeparator, isFilledDown } = old
    const kept = Object.fromEntries(Object.entries({ measure, currency, scale, isCumulative, dateOrder, decimalMark, spanMeaning, listSeparator, isFilledDown }).filter(([, value]) => value !== undefined))
    return { ...column, ...kept, field, confidence: 0.7, reason: { key: 'reason.remembered-renamed', params: { before: old.header } } }
  })
  return { ...mapping, columns }
}
