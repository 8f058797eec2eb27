import { listSeparators, spanMeanings } from '../../../shared/domain/column-grammar.ts'
import { columnMeasures } from '../../../shared/domain/kinds.ts'
import type { ColumnAsk, ColumnMapping, SubmissionMapping } from '../../../shared/domain/submission.ts'
import { usage } from './command.ts'

/** `AB -> 27`; null for anything but letters of a column. */
export function columnIndex(letters: string): number | null {
  if (!/^[A-Za-z]{1,3}$/.test(letters)) return null
  return letters.toUpperCase().split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

const choose = <T extends string>(text: string, value: string, choices: readonly T[]): T => choices.find((choice) => choice === value) ?? usage(`--answer “${text}” is one of ${choices.join(' ')}`)

/** What an answer says of a column, and the question that it answers; `one-amount` is about the column's repeated figures. */
function partsOf(text: string, ask: string, value: string): { readonly ask: ColumnAsk | 'list'; readonly parts: Partial<ColumnMapping> } {
  switch (ask) {
    case 'measure': return { ask, parts: { measure: choose(text, value, columnMeasures) } }
    case 'currency': return { ask, parts: { currency: /^[A-Z]{3}$/.test(value) ? value : usage(`--answer “${text}” takes a currency code such as EUR`) } }
    case 'decimal-mark': return { ask, parts: { decimalMark: choose(text, value, ['.', ','] as const) } }
    case 'date-order': return { ask, parts: { dateOrder: choose(text, value, ['dmy', 'mdy', 'ymd'] as const) } }
    case 'span-meaning': return { ask, parts: { spanMeaning: choose(text, value, spanMeanings) } }
    case 'list': return { ask, parts: { listSeparator: choose(text, value, listSeparators) } }
    default: return usage(`--answer “${text}” answers no question: measure, currency, decimal-mark, date-order, span-meaning, list, one-amount`)
  }
}

/** Applies `--answer LETTERS=QUESTION:VALUE`; what is answered is asked no more. */
export function answerQuestions(mapping: SubmissionMapping, answers: readonly string[]): SubmissionMapping {
  let { columns, repeatedAmounts } = mapping
  for (const text of answers) {
    const [, letters = '', ask = '', value = ''] = /^([^=]*)=([^:]*):(.*)$/s.exec(text) ?? []
    const index = columnIndex(letters.trim())
    if (index === null || !columns.some(({ column }) => column === index)) usage(`--answer “${text}” names no column of the table`)
    if (ask === 'one-amount') {
      const isOneAmount = choose(text, value, ['yes', 'no']) === 'yes'
      repeatedAmounts = repeatedAmounts.map((repeated) => (repeated.column === index ? { ...repeated, isOneAmount } : repeated))
      continue
    }
    const answer = partsOf(text, ask, value)
    columns = columns.map((column) => {
      if (column.column !== index) return column
      const { asks = [], ...rest } = column
      const open = asks.filter((one) => one !== answer.ask)
      return { ...rest, ...answer.parts, ...(open.length > 0 ? { asks: open } : {}) }
    })
  }
  return { ...mapping, columns, repeatedAmounts }
}
