/** What the workbook of one office holds in a confirmation round, and what of it is kept, so that the file that comes back can be held against it. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Measure, Period } from '../../../shared/domain/amount.ts'
import type { Locale } from '../../../shared/messages/locales.ts'

export const RoundRow = z.object({
  /** Stands in a hidden cell of the row: importing/map/round-tags.ts. */
  key: z.string(),
  identifier: z.string().nullable(),
  title: z.string().nullable(),
  partner: z.string().nullable(),
  country: z.string().nullable(),
  period: Period,
  currency: z.string().nullable(),
  /** Exact decimal text by measure, `n/a` where it does not apply; a measure that is missing is one that we do not have. */
  figures: z.partialRecord(Measure, z.string()),
})
export type RoundRow = z.infer<typeof RoundRow>

/** The JSON of `sent_workbook.sent_rows` of a round. */
export const SentRound = z.object({ version: z.literal(1), rows: z.array(RoundRow), questions: z.array(z.string()) })
export type SentRound = z.infer<typeof SentRound>

export interface RoundQuestion {
  /** By which the answer finds its question. */
  readonly reference: string
  readonly about: string
  readonly text: string
}

export interface OfficeRound {
  readonly office: string
  /** In the workbook's language. */
  readonly officeName: string
  readonly language: Locale
  readonly measures: readonly Measure[]
  readonly rows: readonly RoundRow[]
  readonly questions: readonly RoundQuestion[]
  /** Projects and figures above "internal", which stay here. */
  readonly leftOut: number
}

/** Natural key of a workbook that goes out, of which its marker is made: the same for the same workspace, round and office. */
export function roundUuid(workspace: string, round: string, office: string): string {
  const digest = createHash('sha256').update(`${workspace}\n${round}\n${office}`).digest('hex')
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-${digest.slice(12, 16)}-${digest.slice(16, 20)}-${digest.slice(20, 32)}`
}
