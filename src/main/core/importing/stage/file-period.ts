/** What a file covers: the period that a person gave, else from the first day to the last of its figures; and the day of a snapshot. */
import type { Period } from '../../../../shared/domain/amount.ts'
import type { ImportOptions } from '../../../../shared/domain/import-options.ts'

export interface FilePeriod {
  note(period: Period): void
  columns(options: ImportOptions): { readonly as_at: string | null; readonly period_start: string | null; readonly period_end: string | null }
}

export function createFilePeriod(): FilePeriod {
  let first: string | null = null
  let last: string | null = null
  return {
    note({ start, end }) {
      const until = end ?? start
      if (start !== null && (first === null || start < first)) first = start
      if (until !== null && (last === null || until > last)) last = until
    },
    columns: ({ period, asAt }) => ({ as_at: asAt ?? last, period_start: period?.start ?? first, period_end: period?.end ?? last }),
  }
}
