/**
 * Figures of the register beside those of other sources (rules of the same figure). Pure. Compared are figures of one project,
 * partner, measure and period: first those that say the same, then in their order, the same currency before another one, where
 * only the dollars can be compared. What the register alone holds is only told where the other source speaks of such figures.
 */
import type { ReconciliationRow, ReconciliationState } from '../../../shared/contract/reconciliation.ts'
import type { Measure, Period } from '../../../shared/domain/amount.ts'
import type { CorrectedFigure } from '../../../shared/domain/correction.ts'
import { compareDecimals } from '../../../shared/domain/decimal.ts'
import type { FigureSource } from '../../../shared/domain/import-options.ts'
import { periodKey, periodText } from '../../../shared/domain/period.ts'

interface Placed extends CorrectedFigure {
  readonly projectKey: string
  readonly project: string
  readonly partnerKey: string
  readonly partner: string
  readonly measure: Measure
  readonly period: Period
}
export interface FigureHere extends Placed {
  readonly amount: number
  /** Keys; null where none is known. */
  readonly office: string | null
  readonly source: FigureSource | null
}
export interface FigureThere extends Placed {
  readonly source: FigureSource
  /** The office that sent it. */
  readonly office: string | null
  /** Of a file that holds everything there is. */
  readonly isFull: boolean
  readonly file: string
  readonly cell: string
}

/** A row of the list and the office that it concerns. */
export interface Reconciled {
  readonly row: ReconciliationRow
  readonly office: string | null
}

const placeOf = ({ projectKey, partnerKey, measure, period }: Placed): string => `${projectKey}|${partnerKey}|${spanOf({ measure, period })}`
const spanOf = ({ measure, period }: Pick<Placed, 'measure' | 'period'>): string => `${measure}|${periodKey(period)}`
const figureOf = ({ state, original, currency, usdCents }: CorrectedFigure): CorrectedFigure => ({ state, original, currency, usdCents })

function areEqual(a: CorrectedFigure, b: CorrectedFigure): boolean {
  if (a.state !== b.state) return false
  if (a.original === null || b.original === null) return a.original === b.original
  return a.currency === b.currency ? compareDecimals(a.original, b.original) === 0 : a.usdCents !== null && a.usdCents === b.usdCents
}

/** In: live figures of the register (repeats left out) and of other sources. Out: a row for each comparison, in no order. */
export function reconcile(here: readonly FigureHere[], there: readonly FigureThere[]): Reconciled[] {
  const heres = Map.groupBy(here, placeOf)
  return [...Map.groupBy(there, ({ source, office }) => `${source}|${office ?? ''}`).values()].flatMap((figures) => ofSpeaker(here, heres, figures))
}

function ofSpeaker(here: readonly FigureHere[], heres: ReadonlyMap<string, readonly FigureHere[]>, figures: readonly FigureThere[]): Reconciled[] {
  const rows: Reconciled[] = []
  const paired = new Set<number>()
  for (const [place, group] of Map.groupBy(figures, placeOf)) {
    const ours = [...(heres.get(place) ?? [])]
    const open = [...group]
    // Surest first: a figure that was paired is compared no more.
    for (const fits of [areEqual, (a: Placed, b: Placed) => a.currency === b.currency, () => true]) {
      for (const figure of open.splice(0)) {
        const at = ours.findIndex((candidate) => fits(candidate, figure))
        const [own] = at < 0 ? [] : ours.splice(at, 1)
        if (!own) {
          open.push(figure)
          continue
        }
        paired.add(own.amount)
        rows.push(toRow(areEqual(own, figure) ? 'agree' : 'differ', own, figure, figure.source))
      }
    }
    for (const figure of open) rows.push(toRow('only-there', null, figure, figure.source))
  }
  const [first] = figures
  return first ? [...rows, ...onlyHere(here, figures, paired, first.source)] : rows
}

function onlyHere(here: readonly FigureHere[], figures: readonly FigureThere[], paired: ReadonlySet<number>, source: FigureSource): Reconciled[] {
  const isFull = figures.some((figure) => figure.isFull)
  const office = figures[0]?.office ?? null
  const spans = new Set(figures.map(spanOf))
  return here
    .filter((own) => own.state === 'value' && own.source !== source && !paired.has(own.amount) && (isFull || (office !== null && own.office === office)) && spans.has(spanOf(own)))
    .map((own) => toRow('only-here', own, null, source))
}

function toRow(state: ReconciliationState, here: FigureHere | null, there: FigureThere | null, source: FigureSource): Reconciled {
  const either = here ?? there
  if (!either) throw new TypeError('a comparison of nothing')
  const known = (here === null || here.usdCents !== null) && (there === null || there.usdCents !== null)
  return {
    office: there?.office ?? here?.office ?? null,
    row: {
      project: either.project, partner: either.partner, measure: either.measure, period: periodText(either.period), state, amount: here?.amount ?? null,
      here: here && figureOf(here), there: there && figureOf(there), source, difference: known ? (there?.usdCents ?? 0) - (here?.usdCents ?? 0) : null, file: there?.file ?? null, cell: there?.cell ?? null,
    },
  }
}
