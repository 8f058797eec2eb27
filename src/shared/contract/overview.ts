import { z } from 'zod'
import { InWorkspace } from './common.ts'
import { ChangesetEntry } from './activity.ts'
import { call } from './procedure.ts'

export const Overview = z.object({
  /** Approved by year under the counting rule, integer cents. */
  countingRule: z.object({ code: z.string(), name: z.string() }),
  byYear: z.array(z.object({ year: z.string(), cents: z.int() })),
  topPartners: z.array(z.object({ key: z.string(), name: z.string(), cents: z.int() })),
  /** What needs a person: message key under `attention.*`, how many, and the section that shows them. */
  attention: z.array(z.object({ key: z.string(), count: z.int(), section: z.string() })),
  recent: z.array(ChangesetEntry),
  changeset: z.int(),
})
export type Overview = z.infer<typeof Overview>

export const overview = {
  summary: call(InWorkspace, Overview),
}
