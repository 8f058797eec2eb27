/** Figures of amounts as an import compares them, and what becomes of one. */
import type { Period } from '../../../../shared/domain/amount.ts'
import type { AmountDraft } from '../../../../shared/domain/submission.ts'
import { figureColumnsOf, figureText, type FigureColumns } from './corrected-figure.ts'
import { lastSaid } from './plan-corrections.ts'
import { periodOf } from './redated-amounts.ts'
import type { AmountFigure, StoredAmount } from './register-rows.ts'

/** `kept`: the register holds another figure, which stays since the file may only add; `asked`: nothing is written, the row is an error. */
export type AmountOutcome = { readonly kind: 'added' | 'changed' | 'unchanged' | 'kept' | 'asked'; readonly before: OutcomeFigure | null; readonly after: OutcomeFigure | null }
export interface OutcomeFigure {
  readonly period: Period
  /** Of USD. */
  readonly cents: number | null
  /** Figure and currency as a person reads them; null where none is reported. */
  readonly text: string | null
  readonly isRepeat: boolean
}

const textOf = (figure: FigureColumns): string | null => (figure.state === 'not-reported' ? null : figureText(figure))
export const outcomeFigure = (period: Period, figure: AmountFigure): OutcomeFigure => ({ period, cents: figure.usd_cents, text: textOf(figure), isRepeat: figure.is_repeat === 1 })
export const storedFigure = (stored: StoredAmount): OutcomeFigure => outcomeFigure(periodOf(stored), stored)

export const figureOf = (amount: AmountDraft, isRepeat: boolean): AmountFigure => ({
  state: amount.state,
  original: amount.original,
  currency: amount.currency,
  other_original: amount.otherOriginal,
  other_currency: amount.otherCurrency,
  rate: amount.rate,
  rate_source: amount.rateSource,
  rate_date: amount.rateDate,
  usd_cents: amount.usdCents,
  is_usd_recorded: amount.isUsdRecorded ? 1 : 0,
  is_repeat: isRepeat ? 1 : 0,
})
const figureColumns = ['state', 'original', 'currency', 'other_original', 'other_currency', 'rate', 'rate_source', 'rate_date', 'usd_cents', 'is_usd_recorded', 'is_repeat'] as const
export const figureKeyOf = (figure: AmountFigure): string => JSON.stringify(figureColumns.map((column) => figure[column]))
export const isSame = (stored: StoredAmount, figure: AmountFigure): boolean => figureColumns.every((column) => stored[column] === figure[column])
/** As its source gave it, where a person corrected it. */
export const asGiven = (stored: StoredAmount): StoredAmount => (stored.correction ? { ...stored, ...figureColumnsOf(lastSaid(stored.correction)) } : stored)
