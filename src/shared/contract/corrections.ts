import { z } from 'zod'
import { Measure } from '../domain/amount.ts'
import { CorrectedFigure, CorrectionChannel, CorrectionState } from '../domain/correction.ts'
import { FileToken, InWorkspace, Page } from './common.ts'
import { call } from './procedure.ts'

export const CorrectionEntry = z.object({
  id: z.int(),
  state: CorrectionState,
  amount: z.int(),
  project: z.string(),
  partner: z.string(),
  measure: Measure,
  /** As lists print it. */
  period: z.string(),
  source: CorrectedFigure,
  corrected: CorrectedFigure,
  /** Given by a later import, where it contradicts both. */
  newer: CorrectedFigure.nullable(),
  /** Integer cents of USD: corrected less source; null where either has none. */
  effect: z.int().nullable(),
  saidBy: z.string(),
  channel: CorrectionChannel,
  saidOn: z.iso.date(),
  /** Whole days since then. */
  age: z.int(),
  note: z.string(),
  attachment: z.string().nullable(),
  endedOn: z.string().nullable(),
  /** Message key under `correction.end.*`. */
  endReason: z.string().nullable(),
})
export type CorrectionEntry = z.infer<typeof CorrectionEntry>

const Written = z.object({ changeset: z.int() })

/** Corrections of figures: who said it, how and when; they survive imports until their source catches up. */
export const corrections = {
  list: call(InWorkspace.extend(Page.shape).extend({ states: z.array(CorrectionState).default(['live', 'asked']) }), z.object({ total: z.int(), /** Sum of the effects listed, of all pages; integer cents. */ effect: z.int(), entries: z.array(CorrectionEntry) })),
  /** Of an amount of the register (a figure's id). Fails with conflict where one is live already. */
  add: call(InWorkspace.extend({ amount: z.int(), figure: CorrectedFigure, saidBy: z.string().min(1).max(200), channel: CorrectionChannel, saidOn: z.iso.date(), note: z.string().max(4000).default(''), attachment: FileToken.nullable().default(null) }), Written.extend({ correction: z.int() })),
  /** The source's figure counts again. */
  withdraw: call(InWorkspace.extend({ correction: z.int(), reason: z.string().max(2000) }), Written),
  /** Of a correction that a newer figure contradicts: keep the corrected figure, or take the newer one and retire it. */
  answer: call(InWorkspace.extend({ correction: z.int(), take: z.enum(['corrected', 'newer']) }), Written),
}
