import type { ColumnMapping, ControlSum, TotalCheck } from '../../../../shared/domain/submission.ts'
import { addDecimals, createDecimalSum } from '../../../../shared/domain/decimal.ts'
import type { AmountReading } from './read-amount-cell.ts'

/** Exact sums of every money column, as its cells stand in the sheet, with the totals that the sheet itself gives. */
export interface ControlSums {
  readonly add: (column: number, reading: AmountReading, kind: 'accepted' | 'rejected' | 'parked' | 'total' | 'repeated') => void
  readonly addCheck: (check: TotalCheck) => void
  readonly result: () => ControlSum[]
}

/** Totals of a column that are kept one by one. */
const mostTotals = 100

export function createControlSums(columns: readonly ColumnMapping[]): ControlSums {
  const all = columns.map((column) => ({
    column, accepted: createDecimalSum(), rejected: createDecimalSum(), parked: createDecimalSum(), total: createDecimalSum(), repeated: createDecimalSum(), unreadable: 0, totals: [] as TotalCheck[], totalCount: 0, totalsDiffering: 0,
  }))
  const sums: (typeof all)[number][] = []
  for (const sum of all) sums[sum.column.column] = sum
  return {
    add(column, reading, kind) {
      const sum = sums[column]
      if (!sum) return
      if (reading.state === 'unreadable' && kind !== 'total') sum.unreadable += 1
      if (reading.state === 'value') sum[kind].add(reading.inColumn)
    },
    addCheck(check) {
      const sum = sums[check.column]
      if (!sum) return
      sum.totalCount += 1
      if (check.difference !== '0') sum.totalsDiffering += 1
      if (sum.totals.length < mostTotals) sum.totals.push(check)
    },
    result: () => all.map(({ column, accepted, rejected, parked, total, repeated, unreadable, totals, totalCount, totalsDiffering }) => ({
      column: column.column, header: column.header, currency: column.currency ?? null,
      sheet: addDecimals(addDecimals(accepted.value(), rejected.value()), parked.value()), accepted: accepted.value(), rejected: rejected.value(), ...(parked.value() === '0' ? {} : { parked: parked.value() }), totalRows: total.value(), ...(repeated.value() === '0' ? {} : { repeated: repeated.value() }),
      unreadable, totals: totals.toSorted((a, b) => a.row - b.row), totalCount, totalsDiffering,
    })),
  }
}
