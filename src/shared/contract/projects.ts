import { z } from 'zod'
import { InWorkspace, Page, Table, WorkspaceId } from './common.ts'
import { AmountTrace } from './matrices.ts'
import { call } from './procedure.ts'

export const ProjectDetail = z.object({
  id: z.int(),
  symbol: z.string().nullable(),
  written: z.string().nullable(),
  title: z.string().nullable(),
  modality: z.string().nullable(),
  country: z.string().nullable(),
  startDate: z.string().nullable(),
  endDate: z.string().nullable(),
  status: z.string().nullable(),
  fields: z.array(z.object({ name: z.string(), value: z.string() })),
  amounts: z.array(AmountTrace),
})
export type ProjectDetail = z.infer<typeof ProjectDetail>

export const projects = {
  /** Columns: id, symbol, title, partner, partnerState, country, modality, approved (cents), start, end, audience, sourceFile. */
  page: call(z.object({ workspace: WorkspaceId }).extend(Page.shape).extend({ onlyProposed: z.boolean().default(false) }), Table),
  show: call(InWorkspace.extend({ project: z.int() }), ProjectDetail),
  /** A person confirms or replaces the proposed partner of the contributions of projects; null keeps each proposal as it is. */
  confirmPartner: call(InWorkspace.extend({ projects: z.array(z.int()).min(1).max(100_000), partnerKey: z.string().nullable() }), z.object({ changeset: z.int(), contributions: z.int() })),
}
