import { z } from 'zod'
import { recordTypes } from '../domain/register/record-types.ts'
import { Message, severities } from '../domain/submission.ts'
import { InWorkspace, Page } from './common.ts'
import { call } from './procedure.ts'

/** Where in the window a finding is put right: a record and its field, a submission, or a section. */
export const Place = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('record'), type: z.enum(recordTypes), id: z.int(), field: z.string().nullable() }),
  z.object({ kind: z.literal('submission'), batch: z.int() }),
  /** `params` say what is open in it. */
  z.object({ kind: z.literal('section'), section: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
])
export type Place = z.infer<typeof Place>

export const findingAreas = ['submissions', 'partners', 'agreements', 'projects', 'figures', 'offices', 'requirements', 'tasks'] as const

/** Something that needs a person. */
export const Finding = z.object({
  /** Stable: the same finding has the same key each time it is looked for. */
  key: z.string(),
  /** Message key under `finding.*`; groups findings of one rule. */
  code: z.string(),
  area: z.enum(findingAreas),
  severity: z.enum(severities),
  message: Message,
  /** What it is about. */
  subject: z.string(),
  place: Place,
  /** ISO date that it hangs on, where one does: due, ends, happened. */
  on: z.string().nullable(),
  snooze: z.object({ until: z.string(), reason: z.string(), person: z.string() }).nullable(),
})
export type Finding = z.infer<typeof Finding>

const FindingFilter = z.object({ areas: z.array(z.enum(findingAreas)).default([]), codes: z.array(z.string()).max(200).default([]), severities: z.array(z.enum(severities)).default([]), /** Only those, none of those, or all. */ snoozed: z.enum(['only', 'without', 'all']).default('without'), about: z.object({ type: z.enum(recordTypes), id: z.int() }).optional() })

/** One list of everything that needs a person. */
export const findings = {
  list: call(InWorkspace.extend(Page.shape).extend({ filter: FindingFilter.default({ areas: [], codes: [], severities: [], snoozed: 'without' }) }), z.object({ total: z.int(), findings: z.array(Finding), codes: z.array(z.object({ code: z.string(), severity: z.enum(severities), count: z.int() })), areas: z.array(z.object({ area: z.enum(findingAreas), count: z.int() })), snoozed: z.int() })),
  /** Put off until a day, with a reason; it comes back earlier where what it says changes. */
  snooze: call(InWorkspace.extend({ keys: z.array(z.string()).min(1).max(1000), until: z.iso.date(), reason: z.string().min(1).max(2000) }), z.object({ changeset: z.int() })),
  wake: call(InWorkspace.extend({ keys: z.array(z.string()).min(1).max(1000) }), z.object({ changeset: z.int() })),
}
