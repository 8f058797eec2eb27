import { columnName } from '../../../../shared/domain/sheet.ts'
import type { ColumnAsk, Problem, SubmissionMapping } from '../../../../shared/domain/submission.ts'
import { problem, quoted, type FindingKey } from './problem.ts'

const asked: Readonly<Record<ColumnAsk, FindingKey>> = {
  measure: 'finding.ask.measure', currency: 'finding.ask.currency', 'decimal-mark': 'finding.ask.decimal-mark', 'date-order': 'finding.ask.date-order', 'span-meaning': 'finding.ask.span-meaning',
}

/** What only a person can say and nobody has said yet: each keeps the file from being committed. */
export function openQuestions({ columns, repeatedAmounts }: Pick<SubmissionMapping, 'columns' | 'repeatedAmounts'>): Problem[] {
  const headerOf = (column: number): string => quoted(columns.find((one) => one.column === column)?.header ?? '') || '…'
  const ofColumns = columns.flatMap(({ column, field, asks = [] }) =>
    field === 'ignore' ? [] : asks.map((ask) => problem('error', asked[ask], 'file', { column: columnName(column), text: headerOf(column) })))
  const ofAmounts = repeatedAmounts.filter(({ isOneAmount }) => isOneAmount === null).map(({ column, projects, rows, firstRows }) =>
    problem('error', 'finding.ask.repeated', 'file', { column: columnName(column), text: headerOf(column), projects, rows, first: firstRows[0] ?? 0 }))
  return [...ofColumns, ...ofAmounts]
}
