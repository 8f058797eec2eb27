import { z } from 'zod'
import { locales } from '../messages/locales.ts'
import { Audience, Measure } from '../domain/amount.ts'
import { FileEntry, InWorkspace, Nothing } from './common.ts'
import { MatrixCell, Reconciliation } from './matrices.ts'
import { call, job } from './procedure.ts'

export const annexNames = ['voluntary-contributions-by-partner'] as const
export const AnnexName = z.enum(annexNames)

/** Counting rule of an annex where no other is chosen. */
export const annexCountingRule = 'voluntary-contributions'

export const AnnexSpec = z.object({
  name: AnnexName.default('voluntary-contributions-by-partner'),
  /** First year of the biennium, even: 2010 for 2010-11. */
  biennium: z.int().min(1990).max(2100).multipleOf(2),
  measure: Measure.default('approval'),
  unit: z.enum(['usd-million', 'usd-thousand']).default('usd-million'),
  /** Partners listed by name before "Others". */
  ranks: z.int().min(1).max(500).default(20),
  countingRule: z.string().default(annexCountingRule),
  locale: z.enum(locales).default('en'),
  audience: Audience.default('internal'),
})
export type AnnexSpec = z.infer<typeof AnnexSpec>

export const AnnexRow = z.object({
  kind: z.enum(['partner', 'others', 'own-line', 'total']),
  rank: z.int().nullable(),
  key: z.string(),
  name: z.string(),
  /** First year, second year, total; the total also holds what is recorded for the biennium as a whole. */
  cents: z.tuple([MatrixCell, MatrixCell, MatrixCell]),
  /** Share of the total in millionths. */
  share: z.int(),
})

export const blockingReasons = ['proposed', 'without-usd', 'undated'] as const
/**
 * Figures that are to be settled before the table is printed: of a partner that is only proposed, without a USD value, without a
 * period that would say into which year they belong. One figure may stand under several reasons.
 */
export const AnnexBlocking = z.object({ reason: z.enum(blockingReasons), count: z.int(), cents: z.int(), /** Projects and partners of the largest. */ examples: z.array(z.string()) })
export type AnnexBlocking = z.infer<typeof AnnexBlocking>

export const AnnexTable = z.object({
  spec: AnnexSpec,
  caption: z.string(),
  headings: z.array(z.string()),
  rows: z.array(AnnexRow),
  notes: z.array(z.string()),
  reconciliation: Reconciliation,
  /** Empty where the table can be printed as it is. */
  blocking: z.array(AnnexBlocking),
  /** Records left out because their audience is above the export's. */
  aboveAudience: z.int(),
  /** The same without their content, by measure and time: a year, `2010-11` for a biennium as a whole, `none` without a date. */
  aboveAudienceBy: z.array(z.object({ measure: Measure, period: z.string(), rows: z.int() })),
  changeset: z.int(),
})
export type AnnexTable = z.infer<typeof AnnexTable>

export const annexes = {
  list: call(Nothing, z.array(z.object({ name: AnnexName, titleKey: z.string() }))),
  /** First years of the biennia in which the annex's own counting rule counts something, latest first. */
  biennia: call(InWorkspace, z.array(z.int())),
  preview: call(InWorkspace.extend({ spec: AnnexSpec }), AnnexTable),
  /** The table for printing and the internal companion with the provenance of each figure. Refused with conflict where figures block it, unless a person wants it all the same. */
  export: job(InWorkspace.extend({ spec: AnnexSpec, isForced: z.boolean().default(false) }), z.object({ table: FileEntry, companion: FileEntry, annex: AnnexTable })),
}
