/**
 * A "Total" beside columns of years is no money of its own, and is not imported; it is held against the sum of those columns, row by
 * row. Where it seldom equals that sum it says something else (a life total, other years too), and nothing is said.
 */
import { columnName, type SheetCell } from '../../../../shared/domain/sheet.ts'
import type { ColumnMapping, Problem } from '../../../../shared/domain/submission.ts'
import { addDecimals } from '../../../../shared/domain/decimal.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'
import { readHeader } from '../map/read-header.ts'
import { columnPeriods } from './amount-periods.ts'
import { problem, quoted } from './problem.ts'
import { readAmountCell, type AmountReading } from './read-amount-cell.ts'
import { differenceOf } from './total-sums.ts'

export interface TotalColumns {
  readonly add: (row: number, slots: readonly (SheetCell | undefined)[], readings: ReadonlyMap<number, AmountReading>) => void
  readonly findings: () => Problem[]
}

interface TotalColumn {
  readonly column: ColumnMapping
  /** It is read as they are. */
  readonly parts: readonly ColumnMapping[]
  checked: number
  differing: number
  readonly examples: { readonly row: number; readonly printed: string; readonly summed: string; readonly difference: string }[]
}

const totalWord = /(?:^| )(?:grand total|total|totals|totaux|total general|totale|gesamt|suma|somme|soma|合计|总计|المجموع|الاجمالي|الإجمالي)(?: |$)/
const mostExamples = 5

export function createTotalColumns(columns: readonly ColumnMapping[]): TotalColumns {
  const periods = columnPeriods(columns)
  const dated = columns.filter(({ column, field, sameMoneyAs }) => field === 'amount' && sameMoneyAs === undefined && periods.has(column))
  const isTotal = ({ field, header, reason }: ColumnMapping): boolean => field === 'ignore' && (reason.key === 'reason.total-of-years' || totalWord.test(textKey(header.split(' > ').at(-1) ?? '')))
  const totals = dated.length < 2 ? [] : columns.filter(isTotal).flatMap((column): TotalColumn[] => {
    const { measure, currency } = readHeader(column.header)
    const parts = dated.filter((part) => (measure === null || measure.isGeneric || part.measure === measure.measure) && (currency === null || part.currency === undefined || part.currency === currency))
    // Sums over several measures, currencies or units are no sums.
    const isOneThing = new Set(parts.map((part) => `${part.measure ?? ''} ${part.currency ?? ''} ${part.scale ?? 1} ${part.partnerText ?? ''}`)).size === 1
    return parts.length >= 2 && isOneThing ? [{ column, parts, checked: 0, differing: 0, examples: [] }] : []
  })
  const nowhere = (): string => ''
  return {
    add(row, slots, readings) {
      for (const total of totals) {
        const [like] = total.parts
        if (!like) continue
        const printed = readAmountCell(slots[total.column.column], { ...like, column: total.column.column }, row, nowhere, [])
        const figures = total.parts.flatMap(({ column }) => {
          const reading = readings.get(column)
          return reading?.state === 'value' ? [reading.inColumn] : []
        })
        if (printed.state !== 'value' || figures.length === 0) continue
        const summed = figures.reduce(addDecimals, '0')
        const difference = differenceOf(printed.inColumn, summed)
        total.checked += 1
        if (difference === '0') continue
        total.differing += 1
        if (total.examples.length < mostExamples) total.examples.push({ row, printed: printed.inColumn, summed, difference })
      }
    },
    findings: () =>
      totals.flatMap(({ column, parts, checked, differing, examples }) => {
        const [first] = examples
        if (!first || differing * 2 > checked) return []
        const params = { column: columnName(column.column), text: quoted(column.header) || '…', columns: parts.map((part) => columnName(part.column)).join(', '), count: differing, ...first, rows: examples.map(({ row }) => row).join(', ') }
        return [problem('warning', 'finding.row.total-column-differs', 'file', params)]
      }),
  }
}
