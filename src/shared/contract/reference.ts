import { z } from 'zod'
import { InWorkspace, Nothing, Page, Table, WorkspaceId } from './common.ts'
import { call } from './procedure.ts'

export const referenceKinds = ['partners', 'areas', 'offices', 'framework', 'modalities', 'counting-rules'] as const
export const ReferenceKind = z.enum(referenceKinds)

export const PackSummary = z.object({ id: z.string(), title: z.string(), version: z.string(), hash: z.string(), source: z.string(), licence: z.string(), entries: z.int(), unverified: z.int() })

export const rememberedTypes = ['partner', 'donor-code', 'country', 'office', 'result', 'modality'] as const
export type RememberedType = (typeof rememberedTypes)[number]

export const reference = {
  packs: call(InWorkspace, z.array(PackSummary)),
  /** Columns depend on the kind; `status` says verified or unverified. */
  page: call(z.object({ workspace: WorkspaceId, kind: ReferenceKind }).extend(Page.shape), Table),
  /** Names that persons matched in earlier imports, latest first: id, type, text, key, name, office (null: holds everywhere), person, at. */
  rememberedValues: call(InWorkspace.extend(Page.shape), Table),
  /** From now on the name is matched, or asked about, as if nobody had said anything. */
  forgetValue: call(InWorkspace.extend({ id: z.int() }), Nothing),
  /** Partners for a chooser: key, name, type; best match first. */
  findPartners: call(InWorkspace.extend({ search: z.string().max(200), limit: z.int().min(1).max(100).default(20) }), z.array(z.object({ key: z.string(), name: z.string(), type: z.string(), parent: z.string().nullable() }))),
}
