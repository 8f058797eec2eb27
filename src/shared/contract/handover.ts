import { z } from 'zod'
import { ChangesetEntry } from './activity.ts'
import { FileEntry, FileToken, InWorkspace, WorkspaceId } from './common.ts'
import { call, job } from './procedure.ts'
import { Finding } from './findings.ts'

export const HandoverSummary = z.object({
  since: z.string().nullable(),
  findings: z.int(), questions: z.int(), tasks: z.int(), corrections: z.int(), drafts: z.int(), changesets: z.int(),
  openFindings: z.array(Finding).max(200),
  openTasks: z.array(z.object({ text: z.string(), responsible: z.string(), dueOn: z.string().nullable() })).max(200),
  openQuestions: z.array(z.object({ office: z.string(), text: z.string(), askedOn: z.string() })).max(200),
  liveCorrections: z.array(z.object({ project: z.string(), saidBy: z.string(), saidOn: z.string(), effect: z.int().nullable() })).max(200),
  /** Submissions that wait in staging. */
  waiting: z.array(z.object({ file: z.string(), at: z.string(), rows: z.int() })).max(200),
  changes: z.array(ChangesetEntry).max(200),
})
export type HandoverSummary = z.infer<typeof HandoverSummary>

/** Two files of one workspace, told by their logs. */
export const TwinReport = z.object({
  relation: z.enum(['same', 'this-is-ahead', 'other-is-ahead', 'diverged', 'unrelated']),
  /** Last changeset that both have. */
  commonChangeset: z.int().nullable(), commonAt: z.string().nullable(),
  here: z.array(ChangesetEntry).max(500), there: z.array(ChangesetEntry).max(500), hereCount: z.int(), thereCount: z.int(),
})
export type TwinReport = z.infer<typeof TwinReport>

/** One file with the workspace and everything that whoever takes over must know; copies that moved on are told apart, never merged silently. */
export const handover = {
  summary: call(InWorkspace.extend({ since: z.iso.date().nullable().default(null) }), HandoverSummary),
  /** Writes the workspace, with the summary inside, to where the host saves files. */
  make: job(InWorkspace.extend({ since: z.iso.date().nullable().default(null), to: z.string().max(200).default(''), note: z.string().max(4000).default('') }), FileEntry),
  /** What the file that is open was handed over with, where it was. */
  received: call(InWorkspace, z.object({ at: z.string(), person: z.string(), to: z.string(), note: z.string(), since: z.string().nullable() }).nullable()),
  /** Compares with another copy, a file or a workspace that this machine knows; neither is changed. */
  compare: call(InWorkspace.extend({ other: z.union([z.object({ file: FileToken }), z.object({ id: WorkspaceId })]) }), TwinReport),
  /** Copies of the open workspace that this machine knows and that have other changes. */
  twins: call(InWorkspace, z.array(z.object({ name: z.string(), report: TwinReport }))),
}
