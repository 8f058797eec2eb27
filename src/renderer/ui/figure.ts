import type { MatrixCell } from '../../shared/contract/matrices.ts'
import type { MoneyUnit } from './format.ts'
import type { Text } from './text.tsx'

/** A figure in a unit, or the printed sign of what is no figure: nil, not reported, not applicable. */
export function figureText({ t, format }: Text, cell: MatrixCell, unit: MoneyUnit): string {
  if (cell === null) return t('sign.nil')
  return typeof cell === 'number' ? format.money(cell, unit) : t(`sign.${cell}`)
}
