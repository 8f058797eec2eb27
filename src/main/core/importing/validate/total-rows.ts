/**
 * Rows of totals: by their words, by formulas that sum the rows of their own column, or because a row under one text gives exactly
 * the sum of the rows before it. They are left out of the data and compared with what they stand for.
 */
import type { SheetCell, SheetRow } from '../../../../shared/domain/sheet.ts'
import type { ColumnMapping, Problem, TotalCheck } from '../../../../shared/domain/submission.ts'
import type { ControlSums } from './control-sums.ts'
import { problem, quoted } from './problem.ts'
import type { AmountReading } from './read-amount-cell.ts'
import type { AddressOf } from './row-cells.ts'
import { totalLabel } from './row-kind.ts'
import { summedRows } from './total-formula.ts'
import type { PrintedTotal, TotalSums } from './total-sums.ts'

export interface TotalRows {
  /** True where the row is one of totals; what is said of it goes to `problems`. */
  readonly take: (row: SheetRow, filled: readonly SheetCell[], slots: readonly (SheetCell | undefined)[], read: () => ReadonlyMap<number, AmountReading>, problems: Problem[]) => boolean
  /** Figures of a label's row: totals of the rows down to the next label of its level. */
  readonly pushAbove: (row: number, label: string, readings: ReadonlyMap<number, AmountReading>, level: number, problems: Problem[]) => void
  /** What is said of totals above their rows, once these have passed. */
  readonly finish: () => Problem[]
}

export interface TotalRowsInput {
  readonly totals: TotalSums
  readonly sums: ControlSums
  readonly fieldOf: (column: number) => ColumnMapping['field']
  readonly address: AddressOf
}

type Recognized = { readonly by: 'label' | 'formula' | 'sum'; readonly cell: SheetCell | null; readonly above: number | null }

export function createTotalRows({ totals, sums, fieldOf, address }: TotalRowsInput): TotalRows {
  const late: Problem[] = []

  /** What a formula of a total leaves out is the likeliest reason why it differs. */
  function differs({ address: where, label, printed, summed, difference, from, to, column, row }: TotalCheck, slots: readonly (SheetCell | undefined)[]): Problem {
    const params = { address: where, text: quoted(label) || '…', printed: printed ?? '…', summed, difference: difference ?? '…', from, to }
    const formula = slots[column]?.formula
    const range = formula === undefined ? null : summedRows(formula, column, row)
    if (range && (range.from > from || range.to < to)) return problem('warning', 'finding.row.total-range', 'amount', { ...params, first: range.from, last: range.to }, where)
    return problem('warning', 'finding.row.total-differs', 'amount', params, where)
  }
  function note(checks: readonly TotalCheck[], problems: Problem[], slots: readonly (SheetCell | undefined)[] = []): void {
    for (const check of checks) {
      sums.addCheck(check)
      if (check.difference !== '0') problems.push(differs(check, slots))
    }
  }
  function printedOf(row: number, readings: ReadonlyMap<number, AmountReading>): PrintedTotal[] {
    return [...readings].flatMap(([column, reading]) => {
      if (reading.state !== 'value' && reading.state !== 'unreadable') return []
      return [{ column, address: address(column, row), printed: reading.state === 'value' ? reading.inColumn : null }]
    })
  }

  /** Money that is nothing but sums of its own column, beside no identifier. */
  function byFormula(row: number, filled: readonly SheetCell[]): Recognized | null {
    let lowest = Infinity
    let highest = 0
    let figures = 0
    for (const cell of filled) {
      const field = fieldOf(cell.column)
      if (field === 'identifier' || field === 'entity-code') return null
      if (field !== 'amount') continue
      const summed = cell.formula === undefined ? null : summedRows(cell.formula, cell.column, row)
      if (summed === null) return null
      figures += 1
      lowest = Math.min(lowest, summed.from)
      highest = Math.max(highest, summed.to)
    }
    return figures === 0 ? null : { by: 'formula', cell: filled.find(({ type }) => type === 'text') ?? null, above: lowest > row ? highest : null }
  }
  /** One text and figures, each the exact sum of the rows since the last total. */
  function bySum(row: number, filled: readonly SheetCell[], read: () => ReadonlyMap<number, AmountReading>): Recognized | null {
    let only: SheetCell | null = null
    for (const cell of filled) {
      if (fieldOf(cell.column) === 'amount') continue
      if (only !== null || cell.type !== 'text') return null
      only = cell
    }
    if (only === null || filled.length === 1) return null
    const field = fieldOf(only.column)
    if (field === 'identifier' || field === 'entity-code') return null
    return totals.isSum(printedOf(row, read())) ? { by: 'sum', cell: only, above: null } : null
  }

  return {
    take(row, filled, slots, read, problems) {
      const label = totalLabel(filled, fieldOf)
      const hasFormula = filled.some(({ formula }) => formula !== undefined)
      const formula = hasFormula ? byFormula(row.row, filled) : null
      const found: Recognized | null = label ? { by: 'label', cell: label, above: formula?.above ?? null } : (formula ?? bySum(row.row, filled, read))
      if (found === null) return false
      const readings = read()
      const text = found.cell?.text ?? ''
      const where = found.cell === null ? undefined : address(found.cell.column, row.row)
      const code = found.by === 'label' ? 'finding.row.total-label' : found.by === 'formula' ? 'finding.row.total-formula' : 'finding.row.total-equal'
      const formulaText = slots.find((cell, column) => cell?.formula !== undefined && fieldOf(column) === 'amount')?.formula ?? ''
      problems.push(problem('info', code, 'row', { row: row.row, text: quoted(found.by === 'formula' ? formulaText : text) }, where))
      for (const [column, reading] of readings) sums.add(column, reading, 'total')
      const total = { row: row.row, label: text, totals: printedOf(row.row, readings) }
      if (found.above !== null) totals.totalAbove(total, { row: found.above })
      else note(totals.total(total), problems, slots)
      note(totals.settled(), late)
      return true
    },
    pushAbove(row, label, readings, level, problems) {
      for (const [column, reading] of readings) sums.add(column, reading, 'total')
      totals.totalAbove({ row, label, totals: printedOf(row, readings) }, { level })
      problems.push(problem('info', 'finding.row.label-total', 'row', { row, text: quoted(label) }))
    },
    finish() {
      note(totals.finish(), late)
      return late
    },
  }
}
