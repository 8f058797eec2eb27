import { z } from 'zod'
import { AmountState, CurrencyCode, DecimalText } from './amount.ts'

/** How a correction reached us. */
export const correctionChannels = ['telephone', 'message', 'meeting', 'letter', 'returned-file', 'edited-cell', 'other'] as const
export const CorrectionChannel = z.enum(correctionChannels)

/**
 * Life of a correction (rules of the same figure): `live` while its source still says something else, `asked` once a newer figure
 * contradicts both, `retired` when the source has caught up, `withdrawn` by a person.
 */
export const correctionStates = ['live', 'asked', 'retired', 'withdrawn'] as const
export const CorrectionState = z.enum(correctionStates)
export type CorrectionState = z.infer<typeof CorrectionState>

/** A figure as a source or a person gives it; USD as integer cents. */
export const CorrectedFigure = z.object({
  state: AmountState,
  original: DecimalText.nullable(),
  currency: CurrencyCode.nullable(),
  usdCents: z.int().nullable(),
})
export type CorrectedFigure = z.infer<typeof CorrectedFigure>
