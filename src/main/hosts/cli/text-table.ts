import type { CorrectedFigure } from '../../../shared/domain/correction.ts'
import type { MatrixCell } from '../../../shared/contract/matrices.ts'

/** Integer cents as a plain decimal text in a unit, rounded half away from zero in the last digit shown. */
export function centsIn(cents: number, unit: 'usd' | 'usd-thousand' | 'usd-million'): string {
  const [scale, decimals] = unit === 'usd' ? [100, 2] : unit === 'usd-thousand' ? [100_000, 0] : [100_000_000, 1]
  const text = new Intl.NumberFormat('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(Math.abs(cents) / scale)
  return cents < 0 ? `(${text})` : text
}

/** A cell of a matrix in a unit, or the sign of what is no number: nil, not reported, not applicable. */
export function cellIn(cell: MatrixCell, unit: Parameters<typeof centsIn>[1]): string {
  if (cell === null) return '-'
  if (cell === 'not-reported') return '…'
  return cell === 'not-applicable' ? 'n/a' : centsIn(cell, unit)
}

/** A figure as its source gives it, or the sign of what is no number. */
export const figureIn = ({ state, original, currency }: CorrectedFigure): string => (state === 'value' ? `${original ?? '…'} ${currency ?? ''}`.trim() : state === 'not-applicable' ? 'n/a' : '…')

/** Rows as aligned columns; the first column starts at the margin, the others end at theirs. */
export function alignColumns(rows: readonly (readonly string[])[], longestFirst = 48): string {
  const shown = rows.map((row) => row.map((cell, index) => (index === 0 && cell.length > longestFirst ? `${cell.slice(0, longestFirst - 1)}…` : cell)))
  const widths: number[] = []
  for (const row of shown) for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length)
  return shown.map((row) => row.map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0))).join('  ').trimEnd()).join('\n')
}
