import { z } from 'zod'
import { InWorkspace, Page, Table, WorkspaceId } from './common.ts'
import { call } from './procedure.ts'

export const referenceKinds = ['partners', 'areas', 'offices', 'framework', 'modalities', 'counting-rules'] as const
export const ReferenceKind = z.enum(referenceKinds)

export const PackSummary = z.object({ id: z.string(), title: z.string(), version: z.string(), hash: z.string(), source: z.string(), licence: z.string(), entries: z.int(), unverified: z.int() })

export const reference = {
  packs: call(InWorkspace, z.array(PackSummary)),
  /** Columns depend on the kind; `status` says verified or unverified. */
  page: call(z.object({ workspace: WorkspaceId, kind: ReferenceKind }).extend(Page.shape), Table),
  /** Partners for a chooser: key, name, type; best match first. */
  findPartners: call(InWorkspace.extend({ search: z.string().max(200), limit: z.int().min(1).max(100).default(20) }), z.array(z.object({ key: z.string(), name: z.string(), type: z.string(), parent: z.string().nullable() }))),
}
