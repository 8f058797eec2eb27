import type { ColumnMapping, ControlSum } from '../../../../shared/domain/submission.ts'
import { createDecimalSum } from '../../../../shared/domain/decimal.ts'
import type { AmountReading } from './read-amount-cell.ts'

/** Exact sums of every money column, as its cells stand in the sheet. */
export interface ControlSums {
  readonly add: (column: number, reading: AmountReading, kind: 'accepted' | 'rejected' | 'total') => void
  readonly result: () => ControlSum[]
}

export function createControlSums(columns: readonly ColumnMapping[]): ControlSums {
  const sums = new Map(columns.map((column) => [column.column, { column, sheet: createDecimalSum(), accepted: createDecimalSum(), rejected: createDecimalSum(), total: createDecimalSum(), unreadable: 0 }]))
  return {
    add(column, reading, kind) {
      const sum = sums.get(column)
      if (!sum) return
      if (reading.state === 'unreadable' && kind !== 'total') sum.unreadable += 1
      if (reading.state !== 'value') return
      sum[kind].add(reading.inColumn)
      if (kind !== 'total') sum.sheet.add(reading.inColumn)
    },
    result: () => [...sums.values()].map(({ column, sheet, accepted, rejected, total, unreadable }) => ({
      column: column.column, header: column.header, currency: column.currency ?? null,
      sheet: sheet.value(), accepted: accepted.value(), rejected: rejected.value(), totalRows: total.value(), unreadable, totals: [], totalCount: 0, totalsDiffering: 0,
    })),
  }
}
