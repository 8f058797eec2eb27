import { z } from 'zod'
import { FileEntry, FileToken, InWorkspace, Nothing, WorkspaceId } from './common.ts'
import { call, job } from './procedure.ts'

export const workspaceKinds = ['register', 'sample'] as const

export const WorkspaceEntry = z.object({
  id: WorkspaceId,
  name: z.string(),
  /** Name of its file without the folder: copies of one workspace bear one name. */
  fileName: z.string(),
  kind: z.enum(workspaceKinds),
  lastOpened: z.iso.datetime().nullable(),
  isOpen: z.boolean(),
  /** False where the file is no longer where it was. */
  isThere: z.boolean(),
})
export type WorkspaceEntry = z.infer<typeof WorkspaceEntry>

export const WorkspaceSummary = z.object({
  id: WorkspaceId,
  name: z.string(),
  kind: z.enum(workspaceKinds),
  /** Why nothing can be written, as a message key; null where writing works. */
  readOnly: z.string().nullable(),
  /** Last changeset. */
  changeset: z.int(),
  counts: z.object({ partners: z.int(), projects: z.int(), amounts: z.int(), submissions: z.int() }),
})
export type WorkspaceSummary = z.infer<typeof WorkspaceSummary>

export const VerifyReport = z.object({
  isWhole: z.boolean(),
  checks: z.array(z.object({ name: z.enum(['integrity', 'foreign-keys', 'chain', 'versions', 'packs']), isGood: z.boolean(), details: z.array(z.string()) })),
  contentHash: z.string(),
  changeset: z.int(),
})
export type VerifyReport = z.infer<typeof VerifyReport>

export const workspaces = {
  list: call(Nothing, z.array(WorkspaceEntry)),
  /** Without a target the file is made in the application's data folder. */
  create: call(z.object({ name: z.string().trim().min(1).max(120), target: FileToken.optional() }), WorkspaceSummary),
  open: call(z.union([z.object({ id: WorkspaceId }), z.object({ file: FileToken })]), WorkspaceSummary),
  close: call(InWorkspace, Nothing),
  /** The sample workspace of invented data, with three submissions waiting in its inbox. */
  createSample: job(z.object({ target: FileToken.optional() }), WorkspaceSummary),
  summary: call(InWorkspace, WorkspaceSummary),
  verify: job(InWorkspace, VerifyReport),
  /** Hash of the record itself, without ids, times and log: equal content, equal hash. */
  contentHash: job(InWorkspace, z.object({ contentHash: z.string(), changeset: z.int() })),
  /** A copy as a file that the host then delivers. */
  saveCopy: job(InWorkspace, FileEntry),
}
