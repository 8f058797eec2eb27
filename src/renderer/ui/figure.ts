import type { MatrixCell } from '../../shared/contract/matrices.ts'
import type { CorrectedFigure } from '../../shared/domain/correction.ts'
import type { MoneyUnit } from './format.ts'
import type { Text } from './text.tsx'

/** A figure in a unit, or the printed sign of what is no figure: nil, not reported, not applicable. */
export function figureText({ t, format }: Text, cell: MatrixCell, unit: MoneyUnit): string {
  if (cell === null) return t('sign.nil')
  return typeof cell === 'number' ? format.money(cell, unit) : t(`sign.${cell}`)
}

/** A figure as its source gives it, in its own currency; the word for its state where it is none. */
export function sourceFigureText({ named, format }: Text, { state, original, currency, usdCents }: CorrectedFigure): string {
  if (state !== 'value') return named('state', state)
  if (original !== null) return `${currency ?? ''} ${format.original(original)}`.trim()
  return usdCents === null ? named('state', 'not-reported') : `USD ${format.money(usdCents, 'usd', 2)}`
}
