/** Figures as corrections keep them: what the contract shows, and what else an amount says of a figure, so that a source's figure can be given back whole. */
import { z } from 'zod'
import type { AmountState } from '../../../../shared/domain/amount.ts'
import { CorrectedFigure } from '../../../../shared/domain/correction.ts'
import { compareDecimals } from '../../../../shared/domain/decimal.ts'

const text = z.string().nullable().default(null)
export const KeptFigure = CorrectedFigure.extend({ otherOriginal: text, otherCurrency: text, rate: text, rateSource: text, rateDate: text, isUsdRecorded: z.boolean().default(false) })
export type KeptFigure = z.infer<typeof KeptFigure>

/** A figure as the columns of an amount hold it. */
export interface FigureColumns {
  readonly state: AmountState
  readonly original: string | null
  readonly currency: string | null
  readonly other_original: string | null
  readonly other_currency: string | null
  readonly rate: string | null
  readonly rate_source: string | null
  readonly rate_date: string | null
  readonly usd_cents: number | null
  readonly is_usd_recorded: number
}

export const keptFigure = (figure: FigureColumns): KeptFigure => ({
  state: figure.state, original: figure.original, currency: figure.currency, usdCents: figure.usd_cents, otherOriginal: figure.other_original, otherCurrency: figure.other_currency,
  rate: figure.rate, rateSource: figure.rate_source, rateDate: figure.rate_date, isUsdRecorded: figure.is_usd_recorded === 1,
})
export const figureColumnsOf = (kept: KeptFigure): FigureColumns => ({
  state: kept.state, original: kept.original, currency: kept.currency, other_original: kept.otherOriginal, other_currency: kept.otherCurrency,
  rate: kept.rate, rate_source: kept.rateSource, rate_date: kept.rateDate, usd_cents: kept.usdCents, is_usd_recorded: kept.isUsdRecorded ? 1 : 0,
})

/** The store wrote these texts itself. */
export const readKept = (json: string): KeptFigure => KeptFigure.parse(JSON.parse(json))

/** The same money: state, figure and currency; USD where both sides give it. */
export function isSameFigure(a: CorrectedFigure, b: CorrectedFigure): boolean {
  if (a.state !== b.state || (a.original === null) !== (b.original === null)) return false
  if (a.original === null || b.original === null) return true
  return compareDecimals(a.original, b.original) === 0 && a.currency === b.currency && (a.usdCents === null || b.usdCents === null || a.usdCents === b.usdCents)
}

/** As findings and lists of changes name a figure; the printed signs of what is no number. */
export const figureText = ({ state, original, currency }: Pick<FigureColumns, 'state' | 'original' | 'currency'>): string =>
  state === 'not-applicable' ? 'n/a' : state === 'not-reported' ? '…' : `${original ?? '…'} ${currency ?? ''}`.trim()
