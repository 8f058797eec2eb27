import { z } from 'zod'
import { Measure } from '../domain/amount.ts'
import { recordTypes } from '../domain/register/record-types.ts'
import { AmountRecord, LeftOutCategory } from './matrices.ts'
import { InWorkspace } from './common.ts'
import { call } from './procedure.ts'

/** Something found by any of its names and codes. */
export const Hit = z.object({
  kind: z.enum([...recordTypes, 'office', 'area', 'objective', 'result', 'submission']),
  id: z.int(), key: z.string(), name: z.string(),
  /** The name or code that matched, where it is not the name. */
  matched: z.string().nullable(),
  /** What tells it from its namesakes: code, country, partner. */
  hint: z.string(),
})
export type Hit = z.infer<typeof Hit>

/** What a question was understood to ask; each part with the words it was read from, so that a person sees what was guessed. */
export const Understood = z.object({
  measure: Measure, countingRule: z.string(),
  partner: z.object({ key: z.string(), name: z.string() }).nullable(), area: z.object({ key: z.string(), name: z.string() }).nullable(), modality: z.object({ key: z.string(), name: z.string() }).nullable(), office: z.object({ key: z.string(), name: z.string() }).nullable(),
  fromYear: z.int().nullable(), toYear: z.int().nullable(), isBiennium: z.boolean(),
  words: z.array(z.object({ text: z.string(), as: z.enum(['measure', 'partner', 'area', 'modality', 'office', 'period', 'counting-rule', 'filler']) })),
  /** Words that nothing was made of: shown, never dropped silently. */
  unread: z.array(z.string()),
  /** Other readings of ambiguous words. */
  alternatives: z.array(z.object({ text: z.string(), as: z.string(), key: z.string(), name: z.string() })),
})
export type Understood = z.infer<typeof Understood>

export const Answer = z.object({
  understood: Understood,
  /** Integer cents; null where nothing is recorded, which is said and is not zero. */
  cents: z.int().nullable(),
  rows: z.int(),
  countingRule: z.object({ code: z.string(), name: z.string() }),
  /** Read, counted and left out, each with its rows. */
  leftOut: z.array(z.object({ category: LeftOutCategory, rows: z.int(), cents: z.int() })),
  withoutUsd: z.int(), proposed: z.int(),
  byYear: z.array(z.object({ period: z.string(), cents: z.int().nullable() })),
  records: z.array(AmountRecord).max(200),
  /** Files that the figures came from, most figures first. */
  sources: z.array(z.object({ file: z.string(), at: z.string(), rows: z.int() })),
  asAt: z.string(), changeset: z.int(),
  /** Whole and in the window's language, always with unit, as-at date and source. */
  sentence: z.string(),
  /** The same as a table: HTML for word processors and mail, tab-separated text for spreadsheets. */
  html: z.string(), text: z.string(),
})
export type Answer = z.infer<typeof Answer>

/** The palette's questions. */
export const search = {
  find: call(InWorkspace.extend({ query: z.string().max(200), limit: z.int().min(1).max(100).default(20), kinds: z.array(z.string()).max(40).optional() }), z.object({ hits: z.array(Hit), more: z.int() })),
  /** Null where the text asks for no figure: neither a measure nor a period, or no partner, country, modality or office. */
  answer: call(InWorkspace.extend({ query: z.string().max(200) }), Answer.nullable()),
}
