import type { SubmissionMapping } from '../../../../shared/domain/submission.ts'

/** One amount that stands in several rows of a project, a row a place: counted in the first of them. */
export interface RepeatedAmounts {
  /** The row that already counts the figure; null where this is the first. */
  readonly firstRow: (column: number, row: number, subject: string, figure: string) => number | null
  readonly isEmpty: boolean
}

export function createRepeatedAmounts({ repeatedAmounts }: Pick<SubmissionMapping, 'repeatedAmounts'>): RepeatedAmounts {
  const seen = new Map<number, Map<string, number>>(repeatedAmounts.filter(({ isOneAmount }) => isOneAmount === true).map(({ column }) => [column, new Map()]))
  return {
    isEmpty: seen.size === 0,
    firstRow(column, row, subject, figure) {
      const figures = seen.get(column)
      if (!figures || subject === '') return null
      const key = `${subject}\n${figure}`
      const first = figures.get(key)
      if (first === undefined) figures.set(key, row)
      return first ?? null
    },
  }
}
