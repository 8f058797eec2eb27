import { z } from 'zod'

/**
 * What an amount measures. Flows may be summed over time, stocks hold at one date, ratios are never summed.
 * Delivery is actuals plus commitments as the field-programme system posts them.
 */
export const measures = ['approval', 'revision', 'receipt', 'commitment', 'delivery', 'disbursement', 'expenditure', 'pledge', 'in-kind', 'pipeline', 'undelivered', 'unpaid-pledge'] as const
export type Measure = (typeof measures)[number]
export const Measure = z.enum(measures)
export const isMeasure = (name: string): name is Measure => measures.some((measure) => measure === name)

export type MeasureKind = 'flow' | 'stock'
const stocks: ReadonlySet<Measure> = new Set<Measure>(['pipeline', 'undelivered', 'unpaid-pledge'])
export const measureKind = (measure: Measure): MeasureKind => (stocks.has(measure) ? 'stock' : 'flow')

/** Zero is a value; a missing figure is not. */
export const amountStates = ['value', 'not-reported', 'not-applicable'] as const
export type AmountState = (typeof amountStates)[number]
export const AmountState = z.enum(amountStates)

export const precisions = ['day', 'month', 'quarter', 'year', 'biennium', 'none'] as const

/** ISO dates, both ends included; precision `none` means that the figure belongs to no single year (its ends may still be known). */
export const Period = z.object({ start: z.iso.date().nullable(), end: z.iso.date().nullable(), precision: z.enum(precisions) })
export type Period = z.infer<typeof Period>

/** Exact decimal text: sign, digits, point; never an exponent, never rounded. */
export const DecimalText = z.string().regex(/^-?\d+(\.\d+)?$/)
export const CurrencyCode = z.string().regex(/^[A-Z]{3}$/)

export const audiences = ['public', 'internal', 'confidential'] as const
export type Audience = (typeof audiences)[number]
export const Audience = z.enum(audiences)
