import { z } from 'zod'
import { InWorkspace } from './common.ts'
import { call } from './procedure.ts'

const Money = z.object({ currency: z.string(), /** Exact decimal text. */ original: z.string(), usdCents: z.int().nullable() })

export const AgreementPosition = z.object({
  id: z.int(), name: z.string(), partner: z.string(), state: z.string(),
  agreed: Money.nullable(),
  /** Due until the day asked for, received, and what of it is late; by currency. */
  due: z.array(Money), received: z.array(Money), late: z.array(Money), lateCount: z.int(),
  rate: z.object({ category: z.string().nullable(), /** Millionths. */ agreed: z.int().nullable(), standard: z.int().nullable(), ceiling: z.int(), exception: z.string().nullable(), verdict: z.enum(['above-ceiling', 'below-standard', 'not-agreed', 'fine']) }),
  missingClearances: z.array(z.string()),
  reports: z.object({ due: z.int(), sent: z.int(), late: z.int() }),
  daysToEnd: z.int().nullable(),
  projects: z.array(z.object({ id: z.int(), symbol: z.string().nullable(), title: z.string().nullable() })),
})
export type AgreementPosition = z.infer<typeof AgreementPosition>

export const PoolPosition = z.object({
  id: z.int(), title: z.string(), modality: z.string(), parent: z.int().nullable(),
  /** Integer cents: receipts of its account project in; allocations and advances out; repayments of advances back in; refunds to partners out. `approved` is what partners agreed to pay in, for comparison. */
  contributionsIn: z.int(), approved: z.int(), allocations: z.int(), advances: z.int(), repayments: z.int(), refunds: z.int(), balance: z.int(),
  /** Movements and receipts without a USD figure: not in the balance. */
  withoutUsd: z.int(),
  contributors: z.array(z.object({ id: z.int(), partner: z.string(), received: z.int(), approved: z.int() })),
  projects: z.array(z.object({ id: z.int(), symbol: z.string().nullable(), allocated: z.int(), /** What the project's own contribution marked as from this pool says; null where none is marked. */ recorded: z.int().nullable() })),
})
export type PoolPosition = z.infer<typeof PoolPosition>

/** Required, available and gap by result and by country framework: both add up to the same requirements. */
export const RequirementTable = z.object({
  rows: z.array(z.object({ key: z.string(), name: z.string(), level: z.int(), required: z.int().nullable(), available: z.int().nullable(), gap: z.int().nullable(), records: z.int() })),
  total: z.object({ required: z.int(), available: z.int(), gap: z.int(), records: z.int() }),
  /** Requirements that this view cannot place: without a result, or without a framework. */
  unplaced: z.object({ required: z.int(), available: z.int(), records: z.int() }),
})
export type RequirementTable = z.infer<typeof RequirementTable>

export const BudgetTable = z.object({
  biennium: z.string(),
  /** Shares are millionths of the total; null where the total is nil. */
  rows: z.array(z.object({ key: z.string(), name: z.string(), netAppropriation: z.int(), coreVoluntary: z.int(), technicalAssistance: z.int(), emergency: z.int(), total: z.int(), voluntaryShare: z.int().nullable() })),
  total: z.object({ netAppropriation: z.int(), coreVoluntary: z.int(), technicalAssistance: z.int(), emergency: z.int(), total: z.int(), voluntaryShare: z.int().nullable() }),
})
export type BudgetTable = z.infer<typeof BudgetTable>

/** Where agreements, pools, requirements and the integrated budget stand. */
export const agreements = {
  position: call(InWorkspace.extend({ agreement: z.int() }), AgreementPosition),
  pools: call(InWorkspace, z.array(PoolPosition)),
  /** Biennia (`2012-13`) for which there are requirements or budget lines, earliest first. */
  biennia: call(InWorkspace, z.object({ requirements: z.array(z.string()), budget: z.array(z.string()) })),
  requirements: call(InWorkspace.extend({ by: z.enum(['result', 'framework']), biennium: z.string().nullable().default(null) }), RequirementTable),
  budget: call(InWorkspace.extend({ biennium: z.string() }), BudgetTable),
  /** Categories of support costs with their standards in force today. */
  supportCosts: call(InWorkspace, z.array(z.object({ category: z.string(), name: z.string(), standard: z.int().nullable(), status: z.string() }))),
}
