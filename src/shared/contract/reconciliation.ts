import { z } from 'zod'
import { Measure } from '../domain/amount.ts'
import { CorrectedFigure } from '../domain/correction.ts'
import { FigureSource } from '../domain/import-options.ts'
import { InWorkspace, Page } from './common.ts'
import { call } from './procedure.ts'

export const reconciliationStates = ['agree', 'differ', 'only-here', 'only-there'] as const
export type ReconciliationState = (typeof reconciliationStates)[number]

/** A figure of the register beside what another source says of the same project, partner, measure and period. */
export const ReconciliationRow = z.object({
  project: z.string(),
  partner: z.string(),
  measure: Measure,
  period: z.string(),
  state: z.enum(reconciliationStates),
  /** Of the register; null where only another source has it. */
  amount: z.int().nullable(),
  here: CorrectedFigure.nullable(),
  there: CorrectedFigure.nullable(),
  source: FigureSource,
  /** Integer cents of USD: there less here, where what one side does not have is nothing; null where a figure has no USD. */
  difference: z.int().nullable(),
  file: z.string().nullable(),
  cell: z.string().nullable(),
})
export type ReconciliationRow = z.infer<typeof ReconciliationRow>

export const SourceRule = z.object({ id: z.int(), measure: Measure, start: z.iso.date().nullable(), end: z.iso.date().nullable(), source: FigureSource, reason: z.string() })
export type SourceRule = z.infer<typeof SourceRule>

export const SnapshotGap = z.object({ id: z.int(), project: z.int(), name: z.string(), file: z.string(), receivedAt: z.iso.datetime(), state: z.enum(['open', 'kept', 'closed', 'returned']), note: z.string() })
export type SnapshotGap = z.infer<typeof SnapshotGap>

const Written = z.object({ changeset: z.int() })

/** Which source counts for a measure and period, and what the others say. */
export const reconciliation = {
  rules: call(InWorkspace, z.array(SourceRule)),
  /** A new rule, or another source for the same measure and period. */
  setRule: call(InWorkspace.extend({ measure: Measure, start: z.iso.date().nullable(), end: z.iso.date().nullable(), source: FigureSource, reason: z.string().max(2000).default('') }), Written),
  removeRule: call(InWorkspace.extend({ rule: z.int() }), Written),
  /** The largest differences first. `office`: the sender, else the project's; `counts`: of all states, within the other conditions. */
  page: call(
    InWorkspace.extend(Page.shape).extend({ states: z.array(z.enum(reconciliationStates)).optional(), measure: Measure.optional(), source: FigureSource.optional(), office: z.string().optional() }),
    z.object({ total: z.int(), counts: z.array(z.object({ state: z.enum(reconciliationStates), rows: z.int(), difference: z.int() })), rows: z.array(ReconciliationRow) }),
  ),
  /** Projects that a full snapshot did not hold. */
  gaps: call(InWorkspace.extend(Page.shape).extend({ isOpen: z.boolean().default(true) }), z.object({ total: z.int(), gaps: z.array(SnapshotGap) })),
  /** `closed` also ends the project in the register. */
  settleGaps: call(InWorkspace.extend({ gaps: z.array(z.int()).min(1).max(20_000), as: z.enum(['kept', 'closed']), note: z.string().max(2000).default('') }), Written),
}
