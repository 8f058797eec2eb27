import { columnName } from '../../../../shared/domain/sheet.ts'
import type { ColumnMapping, Problem } from '../../../../shared/domain/submission.ts'
import { headerPeriods } from '../map/header-period.ts'
import { problem, quoted } from './problem.ts'

/** What is to be known of the money columns as wholes. */
export const headerFindings = (columns: readonly ColumnMapping[]): Problem[] => [...periodFindings(columns), ...exponentFindings(columns)]

/** Figures such as `3e+05` are read exactly as they stand; what wrote them so may have rounded them. */
function exponentFindings(columns: readonly ColumnMapping[]): Problem[] {
  return columns.flatMap(({ column, field, header, grammar }) => {
    const exponent = field === 'amount' ? grammar?.number?.exponent : undefined
    return exponent === undefined ? [] : [problem('info', 'finding.cell.exponent', 'file', { column: columnName(column), header: quoted(header) || '…', text: exponent.text, read: exponent.read, row: exponent.row })]
  })
}

/** How the periods in the headers were read, where the text allows another reading; once for each text. */
function periodFindings(columns: readonly ColumnMapping[]): Problem[] {
  const periods = headerPeriods(columns)
  const supposed = new Map<string, number[]>()
  const fiscal = new Map<string, number[]>()
  for (const { column, field, isCumulative, period, spanMeaning, asks } of columns) {
    // What a person said, or is asked, needs no remark.
    const isSettled = period !== undefined || spanMeaning !== undefined || asks?.includes('span-meaning') === true
    const found = field === 'amount' && isCumulative !== true && !isSettled ? periods.get(column) : undefined
    const list = found?.kind === 'fiscal-year' ? fiscal : found?.isSupposed ? supposed : undefined
    if (found) list?.set(found.text, [...(list.get(found.text) ?? []), column])
  }
  const named = (list: readonly number[]): string => list.map(columnName).join(', ')
  const bienniums = [...supposed].map(([text, list]) => problem('info', 'finding.row.header-biennium', 'file', { text, columns: named(list), month: Number(text.slice(-2)), year: text.slice(0, 4) }))
  if (fiscal.size === 0) return bienniums
  return [...bienniums, problem('warning', 'finding.row.header-fiscal-years', 'file', { text: [...fiscal.keys()].join(', '), columns: named([...fiscal.values()].flat()), count: fiscal.size })]
}
