import type { SheetCell } from '../../../../shared/domain/sheet.ts'
import type { ColumnMapping, Problem, SubmissionMapping } from '../../../../shared/domain/submission.ts'
import { amountsOfTheirOwn } from '../map/repeated-amounts.ts'
import { problem } from './problem.ts'
import type { AmountReading } from './read-amount-cell.ts'
import type { AddressOf } from './row-cells.ts'

/** One amount that stands in several rows of a project, a row a place: counted in the first of them. */
export interface RepeatedAmounts {
  /** The money columns of a row whose figures an earlier row about the same thing already counts; each figure is told. */
  readonly find: (row: number, slots: readonly (SheetCell | undefined)[], readings: ReadonlyMap<number, AmountReading>, problems: Problem[]) => ReadonlySet<number>
}

export interface RepeatedAmountsInput {
  readonly mapping: Pick<SubmissionMapping, 'columns' | 'repeatedAmounts'>
  /** Those of the sheet and of its labels. */
  readonly columns: readonly ColumnMapping[]
  readonly address: AddressOf
}

/** What a row is about. */
export const isSubject = ({ field }: ColumnMapping): boolean => field === 'identifier' || field === 'title' || field === 'partner'
export const noRepeats: ReadonlySet<number> = new Set()

/** A figure that counts no money of its own. */
export const repeatOf = (reading: AmountReading): AmountReading => (reading.state === 'value' ? { state: 'not-reported', repeated: reading.amount } : { state: 'not-reported' })

export function createRepeatedAmounts({ mapping, columns, address }: RepeatedAmountsInput): RepeatedAmounts {
  const firstRows = new Map<number, Map<string, number>>(mapping.repeatedAmounts.filter(({ isOneAmount }) => isOneAmount === true).map(({ column }) => [column, new Map()]))
  if (firstRows.size === 0) return { find: () => noRepeats }
  const ofSubject = columns.filter(isSubject)
  const ofAmount = columns.filter(({ field }) => amountsOfTheirOwn.has(field))
  const inOtherCurrency = Map.groupBy(mapping.columns.filter(({ field }) => field === 'amount'), ({ sameMoneyAs }) => sameMoneyAs)
  return {
    find(row, slots, readings, problems) {
      const textOf = ({ column }: ColumnMapping): string => slots[column]?.text.trim() ?? ''
      if (ofSubject.every((column) => textOf(column) === '')) return noRepeats
      const subject = ofAmount.map(textOf).join('\n')
      const repeats = new Set<number>()
      for (const [column, figures] of firstRows) {
        const reading = readings.get(column)
        if (reading?.state !== 'value') continue
        const key = `${subject}\n${reading.inColumn}`
        const first = figures.get(key)
        if (first === undefined) {
          figures.set(key, row)
          continue
        }
        repeats.add(column)
        // The same money in another currency is as little money again.
        for (const other of inOtherCurrency.get(column) ?? []) repeats.add(other.column)
        problems.push(problem('info', 'finding.cell.repeated-amount', 'amount', { text: reading.inColumn, first, row }, address(column, row)))
      }
      return repeats
    },
  }
}
