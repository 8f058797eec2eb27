/** What a plan makes of each row of a file: counted while its figures are settled, some of them only when the whole file is read. */
import type { Problem } from '../../../../shared/domain/submission.ts'

export type RowChange = 'added' | 'changed' | 'unchanged'

export interface PlannedRow {
  readonly row: number
  /** Says something else than the register, which the file may only add to. */
  isKept: boolean
  isNew: boolean
  isTouched: boolean
  amounts: number
  added: number
  changed: number
}

export interface PlannedRows {
  /** The row, made where it is named for the first time. */
  open(row: number): PlannedRow
  get(row: number): PlannedRow | undefined
  /** In the order in which they were opened. */
  all(): readonly PlannedRow[]
}

export function createPlannedRows(): PlannedRows {
  const rows = new Map<number, PlannedRow>()
  return {
    open(row) {
      const known = rows.get(row)
      if (known) return known
      const planned = { row, isKept: false, isNew: false, isTouched: false, amounts: 0, added: 0, changed: 0 }
      rows.set(row, planned)
      return planned
    },
    get: (row) => rows.get(row),
    all: () => [...rows.values()],
  }
}

export function countChange(planned: PlannedRow, change: string | null): void {
  if (change === 'added') planned.added += 1
  if (change === 'changed') planned.changed += 1
}

export const changeOf = ({ isNew, isTouched, amounts, added, changed }: PlannedRow): RowChange => {
  if (isNew || (added > 0 && added === amounts)) return 'added'
  return added + changed > 0 || isTouched ? 'changed' : 'unchanged'
}

/** With `add-only`: rows that say something else than the register, which stays as it is. */
export function keptFinding(rows: readonly PlannedRow[]): Problem[] {
  const kept = rows.filter(({ isKept }) => isKept)
  return kept.length === 0 ? [] : [{ severity: 'info', code: 'finding.store.left-as-held', params: { count: kept.length, rows: kept.slice(0, 10).map(({ row }) => row).join(', ') }, field: 'file' }]
}
