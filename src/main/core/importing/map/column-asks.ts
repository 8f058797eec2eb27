import { fieldType } from '../../../../shared/domain/catalogue.ts'
import type { ColumnAsk, ColumnMapping } from '../../../../shared/domain/submission.ts'
import { parseNumberText } from '../../../../shared/domain/number-text.ts'
import type { ColumnEvidence } from './column-evidence.ts'
import type { ColumnValues } from './column-values.ts'
import type { HeaderPeriod } from './header-period.ts'

/** Where the mapping of a column holds the answer to a question. */
export const answerFields = { measure: 'measure', currency: 'currency', 'decimal-mark': 'decimalMark', 'date-order': 'dateOrder', 'span-meaning': 'spanMeaning' } as const satisfies Record<ColumnAsk, keyof ColumnMapping>

/** What only a person can say of a column; nothing else is asked. */
export interface AskContext {
  readonly evidence: ColumnEvidence
  readonly values: ColumnValues
  readonly period: HeaderPeriod | null
  readonly hasCurrencyColumn: boolean
  /** The kind's amounts can measure several things. */
  readonly hasSeveralMeasures: boolean
}

/** Texts that are looked at for a currency in the cell. */
const mostTexts = 50

/** Do the cells themselves say their currency, `USD 2.3 m`? */
function saysCurrency({ texts, numbers }: ColumnValues, mark: ColumnEvidence['decimalMark']): boolean {
  if (numbers > 0) return false
  const read = texts.slice(0, mostTexts).map(({ text }) => parseNumberText(text, mark)).filter((reading) => reading.kind === 'value' && !reading.isNil)
  return read.length > 0 && read.every((reading) => reading.kind === 'value' && reading.currency !== null)
}

export function asksOf(column: ColumnMapping, { evidence, values, period, hasCurrencyColumn, hasSeveralMeasures }: AskContext): ColumnAsk[] {
  if (column.field === 'ignore' || evidence.filled === 0) return []
  const asks: ColumnAsk[] = []
  const type = fieldType(column.field)
  const isNumeric = type === 'money' || type === 'number' || type === 'percent'
  if (column.field === 'amount') {
    if (column.measure === undefined && column.sameMoneyAs === undefined && hasSeveralMeasures) asks.push('measure')
    if (column.currency === undefined && !hasCurrencyColumn && column.sameMoneyAs === undefined && !saysCurrency(values, evidence.decimalMark)) asks.push('currency')
    if (period?.isUnsure === true && column.spanMeaning === undefined && column.period === undefined && column.isCumulative !== true) asks.push('span-meaning')
  }
  if (isNumeric && !evidence.isDecimalMarkCertain) asks.push('decimal-mark')
  if ((type === 'date' || type === 'year' || type === 'month') && !evidence.isDateOrderCertain) asks.push('date-order')
  if (type === 'year' && evidence.grammar.year?.isCertain === false && column.spanMeaning === undefined) asks.push('span-meaning')
  return asks
}
