import { z } from 'zod'
import { ControlSum, PartnerMatch, Problem, RowAccounting, rowKinds, SubmissionMapping } from '../domain/submission.ts'
import { FileEntry, FileToken, InWorkspace, Nothing, Page, WorkspaceId } from './common.ts'
import { call, job } from './procedure.ts'

const InFile = z.object({ workspace: WorkspaceId, file: FileToken })

export const SheetEntry = z.object({ index: z.int(), name: z.string(), visibility: z.enum(['visible', 'hidden', 'very-hidden']) })

export const FileInspection = z.object({
  file: FileEntry,
  sha256: z.string(),
  kind: z.enum(['xlsx', 'csv']),
  sheets: z.array(SheetEntry),
  findings: z.array(Problem),
  /** Sheet that looks most like a table of contributions. */
  suggestedSheet: z.int(),
  /** Set where the same bytes were committed before. */
  committedBefore: z.object({ submission: z.int(), at: z.iso.datetime(), sheet: z.string() }).nullable(),
})
export type FileInspection = z.infer<typeof FileInspection>

/** Rows as the sheet shows them: one text a column, null where the cell is empty. */
export const SheetSample = z.object({ columns: z.int(), lastRow: z.int(), rows: z.array(z.object({ row: z.int(), texts: z.array(z.string().nullable()) })) })

export const MappingProposal = z.object({ mapping: SubmissionMapping, partners: z.array(PartnerMatch), sample: SheetSample })
export type MappingProposal = z.infer<typeof MappingProposal>

/** What a person decided about a partner as written: a key of the register, or null for a new partner of that name. */
export const PartnerDecision = z.object({ text: z.string(), from: z.enum(['column', 'symbol']), partnerKey: z.string().nullable() })
export type PartnerDecision = z.infer<typeof PartnerDecision>

export const StagedAmount = z.object({ measure: z.string(), original: z.string().nullable(), currency: z.string().nullable(), usdCents: z.int().nullable(), period: z.string() })
export const StagedRow = z.object({
  row: z.int(),
  kind: z.enum(rowKinds),
  change: z.enum(['added', 'changed', 'unchanged', 'none']),
  identifier: z.string().nullable(),
  title: z.string().nullable(),
  partner: z.string().nullable(),
  amounts: z.array(StagedAmount),
  problems: z.array(Problem),
  cells: z.array(z.object({ address: z.string(), text: z.string() })),
})
export type StagedRow = z.infer<typeof StagedRow>

/** Money before and after the commit, by partner and year, of one measure; integer cents of USD. */
export const MoneyEffect = z.object({ partner: z.string(), year: z.string(), measure: z.string(), before: z.int(), after: z.int() })

export const BatchReport = z.object({
  batch: z.int(),
  file: z.string(),
  sheet: z.string(),
  accounting: RowAccounting,
  controlSums: z.array(ControlSum),
  /** Rows by what the commit will do with them; added + changed + unchanged + rejected = accepted + rejected of the accounting. */
  diff: z.object({ added: z.int(), changed: z.int(), unchanged: z.int(), rejected: z.int() }),
  moneyEffect: z.array(MoneyEffect),
  /** Problems of the whole file, and those of rows counted by code. */
  fileProblems: z.array(Problem),
  problemCounts: z.array(z.object({ code: z.string(), severity: z.string(), count: z.int() })),
  partners: z.array(PartnerMatch),
})
export type BatchReport = z.infer<typeof BatchReport>

export const CommitReport = z.object({
  submission: z.int(),
  /** 0 where nothing differed, and so nothing was written. */
  changeset: z.int(),
  diff: BatchReport.shape.diff,
  /** Accepted USD of the file by measure, integer cents. */
  usdByMeasure: z.array(z.object({ measure: z.string(), cents: z.int() })),
})
export type CommitReport = z.infer<typeof CommitReport>

export const SubmissionEntry = z.object({
  /** Batch of a staged file, submission of a committed one. */
  id: z.int(),
  /** Batch whose report and rejected rows can be read; null where none is kept. */
  batch: z.int().nullable(),
  state: z.enum(['staged', 'committed', 'undone']),
  file: z.string(),
  sheet: z.string(),
  at: z.iso.datetime(),
  person: z.string(),
  accepted: z.int(),
  rejected: z.int(),
  changeset: z.int().nullable(),
})
export type SubmissionEntry = z.infer<typeof SubmissionEntry>

const InBatch = z.object({ workspace: WorkspaceId, batch: z.int() })

export const submissions = {
  list: call(InWorkspace, z.array(SubmissionEntry)),
  /** Files that lie in the workspace's inbox folder and were not committed yet. */
  inbox: call(InWorkspace, z.array(FileEntry)),
  inspect: job(InFile, FileInspection),
  /** `headerRow` corrects the header that was found; everything below it is proposed again. */
  propose: job(InFile.extend({ sheetIndex: z.int().min(0), headerRow: z.int().min(1).optional() }), MappingProposal),
  /** The first rows of a sheet understood by a mapping, for the live preview. */
  preview: job(InFile.extend({ mapping: SubmissionMapping, decisions: z.array(PartnerDecision) }), z.object({ rows: z.array(StagedRow), partners: z.array(PartnerMatch) })),
  stage: job(InFile.extend({ mapping: SubmissionMapping, decisions: z.array(PartnerDecision) }), BatchReport),
  batch: call(InBatch, BatchReport),
  batchRows: call(InBatch.extend(Page.shape).extend({ kinds: z.array(z.enum(rowKinds)).optional(), problem: z.string().optional() }), z.object({ total: z.int(), rows: z.array(StagedRow) })),
  commit: job(InBatch, CommitReport),
  discard: call(InBatch, Nothing),
}
