/**
 * How a figure stands in a cell: the exact value in the unit, and the number format that rounds it for print. Every line is
 * rounded by its own format; nothing is adjusted.
 */
import type { AnnexSpec } from '../../../shared/contract/annexes.ts'
import type { MatrixCell } from '../../../shared/contract/matrices.ts'

export interface FigureCell {
  readonly value: number | string
  readonly format: string
}

interface UnitFormat { readonly cents: number; readonly format: string; readonly nothing: string }

const units: Readonly<Record<AnnexSpec['unit'], UnitFormat>> = {
  'usd-million': { cents: 100_000_000, format: '#,##0.0;(#,##0.0);0.0', nothing: '0.0;0.0;0.0' },
  'usd-thousand': { cents: 100_000, format: '#,##0;(#,##0);0', nothing: '0;0;0' },
}
/** Nil is the number nothing, printed as its sign: sums over the column still work. */
const nilFormat = '"-";"-";"-"'
const dollars = '#,##0.00;(#,##0.00);0.00'
const percent = { format: '0.0%;(0.0%);0.0%', nothing: '0.0%;0.0%;0.0%' }

/** A negative figure that rounds to nothing prints as 0.0, not as (0.0); half a digit rounds away from zero, as Excel prints. */
export function figureCell(cell: MatrixCell, unit: AnnexSpec['unit']): FigureCell {
  if (cell === null) return { value: 0, format: nilFormat }
  if (cell === 'not-reported') return { value: '…', format: '@' }
  if (cell === 'not-applicable') return { value: 'n/a', format: '@' }
  const { cents, format, nothing } = units[unit]
  const digits = unit === 'usd-million' ? 10 : 1
  return { value: cell / cents, format: Math.abs(cell) * digits * 2 < cents ? nothing : format }
}

/** Share of a total as a real ratio. */
export function shareCell(part: MatrixCell, total: MatrixCell): FigureCell {
  if (typeof part !== 'number' || typeof total !== 'number' || total === 0) return { value: 'n/a', format: '@' }
  const ratio = part / total
  return { value: ratio, format: Math.abs(ratio) < 0.0005 ? percent.nothing : percent.format }
}

export const dollarCell = (cents: number): FigureCell => ({ value: cents / 100, format: dollars })
