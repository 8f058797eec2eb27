import { z } from 'zod'
import { FigureSource, ImportOptions } from '../domain/import-options.ts'
import { KindGuess, SubmissionKind } from '../domain/kinds.ts'
import { cellFacts, fileKinds } from '../domain/sheet.ts'
import { locales } from '../messages/locales.ts'
import { ControlSum, PartnerMatch, Problem, RowAccounting, rowKinds, SubmissionMapping, ValueMatch, valueTypes } from '../domain/submission.ts'
import { FileEntry, FileToken, InWorkspace, Nothing, Page, WorkspaceId } from './common.ts'
import { ReturnOrigin } from './offices.ts'
import { call, job } from './procedure.ts'

const InFile = z.object({ workspace: WorkspaceId, file: FileToken })

export const SheetEntry = z.object({ index: z.int(), name: z.string(), visibility: z.enum(['visible', 'hidden', 'very-hidden']) })

export const FileInspection = z.object({
  file: FileEntry,
  sha256: z.string(),
  kind: z.enum(fileKinds),
  /** What this format's reader cannot know of a cell. */
  unknown: z.array(z.enum(cellFacts)),
  sheets: z.array(SheetEntry),
  findings: z.array(Problem),
  /** Sheet that looks most like a table of contributions. */
  suggestedSheet: z.int(),
  /** Set where the file went to an office before and came back. */
  returnOf: ReturnOrigin.nullable(),
  /** Set where the same bytes were committed before. */
  committedBefore: z.object({ submission: z.int(), at: z.iso.datetime(), sheet: z.string() }).nullable(),
})
export type FileInspection = z.infer<typeof FileInspection>

/** Rows as the sheet shows them: one text a column, null where the cell is empty. */
export const SheetSample = z.object({
  columns: z.int(),
  lastRow: z.int(),
  rows: z.array(z.object({
    row: z.int(),
    isHidden: z.boolean(),
    texts: z.array(z.string().nullable()),
    /** Cells of which more is known than their text: what the spreadsheet shows where it differs, struck through, a comment, a hidden column. */
    marks: z.array(z.object({ column: z.int(), displayed: z.string().nullable(), isStruck: z.boolean(), comment: z.string().nullable(), isHidden: z.boolean() })),
  })),
})

/** A table of a sheet in one line. */
export const TableSummary = z.object({
  table: z.int(), firstRow: z.int(), lastRow: z.int().nullable(), headerRow: z.int(), headerRows: z.int(), columns: z.int(),
  blocks: z.int(), /** Texts of the first labels. */ labels: z.array(z.string()).max(5), kind: KindGuess,
})
export type TableSummary = z.infer<typeof TableSummary>

/** How a form differs from the one confirmed before for the same office or the same header. */
export const Drift = z.object({
  at: z.iso.datetime(), person: z.string(), file: z.string(), office: z.string().nullable(),
  items: z.array(z.object({ change: z.enum(['renamed', 'moved', 'new', 'missing']), column: z.int().nullable(), header: z.string(), before: z.string().nullable(), columnBefore: z.int().nullable() })),
})
export type Drift = z.infer<typeof Drift>

export const MappingProposal = z.object({
  mapping: SubmissionMapping,
  partners: z.array(PartnerMatch),
  values: z.array(ValueMatch),
  sample: SheetSample,
  /** All tables of the sheet, this one among them. */
  tables: z.array(TableSummary),
  /** What the table may be, likeliest first; the mapping's kind is one of them or was chosen. */
  kinds: z.array(KindGuess),
  drift: Drift.nullable(),
})
export type MappingProposal = z.infer<typeof MappingProposal>

/** What is understood of a file without anything being written: sheet by sheet, table by table. */
export const TableSurvey = z.object({
  mapping: SubmissionMapping, kinds: z.array(KindGuess), accounting: RowAccounting, controlSums: z.array(ControlSum),
  problemCounts: z.array(z.object({ code: z.string(), severity: z.string(), count: z.int(), first: z.string() })), problems: z.array(Problem), partners: z.array(PartnerMatch), values: z.array(ValueMatch),
})
export type TableSurvey = z.infer<typeof TableSurvey>
export const SheetSurvey = SheetEntry.extend({ rows: z.int(), lastRow: z.int(), findings: z.array(Problem), tables: z.array(TableSurvey) })
export type SheetSurvey = z.infer<typeof SheetSurvey>
export const FileSurvey = z.object({ file: FileEntry, sha256: z.string(), kind: z.enum(fileKinds), unknown: z.array(z.enum(cellFacts)), findings: z.array(Problem), sheets: z.array(SheetSurvey) })
export type FileSurvey = z.infer<typeof FileSurvey>

/** What a person decided about a partner as written: a key of the register, or null for a new partner of that name. */
export const PartnerDecision = z.object({ text: z.string(), from: z.enum(['column', 'symbol']), partnerKey: z.string().nullable() })
export type PartnerDecision = z.infer<typeof PartnerDecision>
/** The same for a country, office, result or modality; null where it is none of those known. */
export const ValueDecision = z.object({ type: z.enum(valueTypes), text: z.string(), key: z.string().nullable() })
export type ValueDecision = z.infer<typeof ValueDecision>

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
  /** Rows by what the commit will do with them; added + changed + unchanged + rejected = accepted + rejected of the accounting; parked rows are left. */
  diff: z.object({ added: z.int(), changed: z.int(), unchanged: z.int(), rejected: z.int() }),
  moneyEffect: z.array(MoneyEffect),
  /** Problems of the whole file, and those of rows counted by code. */
  fileProblems: z.array(Problem),
  problemCounts: z.array(z.object({ code: z.string(), severity: z.string(), count: z.int() })),
  partners: z.array(PartnerMatch),
  values: z.array(ValueMatch),
  kind: SubmissionKind,
  options: ImportOptions,
  /** Who speaks in the file, and the office that sends. */
  source: FigureSource,
  office: z.string().nullable(),
  /** Figures of the register that the commit takes out, because the file replaces its office's period. */
  removedFigures: z.int(),
  /** Figures that are kept beside, because another source is the source of record. */
  besideFigures: z.int(),
  /** What the file does to corrections: those its figures leave in force, those that it confirms, those that it contradicts. */
  corrections: z.object({ kept: z.int(), retired: z.int(), asked: z.int() }),
  /** Projects of earlier snapshots that this full snapshot does not hold. */
  missingProjects: z.int(),
  /** Fields of the register that change; listed by `changedCells`. */
  changedFields: z.int(),
  /** The submission that says the same but for so many cells, where one is near; 0: the same content. */
  nearest: z.object({ submission: z.int(), file: z.string(), at: z.iso.datetime(), cells: z.int() }).nullable(),
  /** Rows edited and not checked again. */
  unchecked: z.int(),
  /** False for kinds whose records the register does not hold yet: read, mapped and checked, they wait in staging. */
  isCommittable: z.boolean(),
})
export type BatchReport = z.infer<typeof BatchReport>

/** What a person saw of a commit before ordering it. */
export const SeenEffect = BatchReport.pick({ accounting: true, controlSums: true, diff: true, moneyEffect: true, removedFigures: true, besideFigures: true, corrections: true, missingProjects: true, changedFields: true })
export type SeenEffect = z.infer<typeof SeenEffect>

/**
 * A value before and after; `row` of the staged file, null where no row speaks of it any more. `field` is a SubmissionField, `partner-state`,
 * or a measure with its period (`approval 2010`). Dates are ISO, figures decimal text with their currency; partners, countries, offices, results and modalities have their names.
 */
export const ChangedCell = z.object({ row: z.int().nullable(), name: z.string(), field: z.string(), before: z.string().nullable(), after: z.string().nullable() })
export type ChangedCell = z.infer<typeof ChangedCell>

export const SincePrevious = z.object({
  previous: z.object({ submission: z.int(), file: z.string(), at: z.iso.datetime() }),
  added: z.int(), removed: z.int(), changed: z.int(), unchanged: z.int(),
  total: z.int(),
  /** In order of the rows. A row that only one of the two has is one cell of the field `row` without before or after: with its number where it was added, without where it was removed. */
  cells: z.array(ChangedCell),
})
export type SincePrevious = z.infer<typeof SincePrevious>

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
  /** `undone-in-part`: taken back but for what later work stands on. */
  state: z.enum(['staged', 'committed', 'undone', 'undone-in-part']),
  file: z.string(),
  sheet: z.string(),
  at: z.iso.datetime(),
  person: z.string(),
  accepted: z.int(),
  rejected: z.int(),
  /** Rows that wait with a question; those of a committed file wait in a staged entry of their own. */
  parked: z.int(),
  changeset: z.int().nullable(),
})
export type SubmissionEntry = z.infer<typeof SubmissionEntry>

const InBatch = z.object({ workspace: WorkspaceId, batch: z.int() })

export const submissions = {
  list: call(InWorkspace, z.array(SubmissionEntry)),
  /** Files that lie in the workspace's inbox folder, or in a folder within it, and were not committed yet. */
  inbox: call(InWorkspace, z.array(FileEntry)),
  /** Cells copied in another program become a file of the host; `html` is the clipboard's page where it has one. */
  paste: call(InWorkspace.extend({ text: z.string().max(10_000_000), html: z.string().max(10_000_000).nullable() }), FileEntry),
  /** A workbook for an office to fill in, whose columns the import knows again. */
  template: job(InWorkspace.extend({ kind: SubmissionKind, language: z.enum(locales) }), FileEntry),
  inspect: job(InFile, FileInspection),
  /** The first rows of a sheet, before anything is understood of them. */
  sample: job(InFile.extend({ sheetIndex: z.int().min(0) }), SheetSample),
  /** Every sheet and table of the file, understood and checked to its end; nothing is written. */
  survey: job(InFile, FileSurvey),
  /** `table`, `kind` and `headerRow` correct what was found; everything below is proposed again. `office` recalls what was confirmed for it. */
  propose: job(InFile.extend({ sheetIndex: z.int().min(0), table: z.int().min(0).optional(), headerRow: z.int().min(1).optional(), kind: SubmissionKind.optional(), office: z.string().optional() }), MappingProposal),
  /** The first rows of a sheet understood by a mapping, for the live preview. */
  preview: job(InFile.extend({ mapping: SubmissionMapping, decisions: z.array(PartnerDecision), values: z.array(ValueDecision).default([]) }), z.object({ rows: z.array(StagedRow), partners: z.array(PartnerMatch), values: z.array(ValueMatch) })),
  stage: job(InFile.extend({ mapping: SubmissionMapping, decisions: z.array(PartnerDecision), values: z.array(ValueDecision).default([]), options: ImportOptions.optional() }), BatchReport),
  /** How the file meets the register; the difference is computed again. */
  setOptions: job(InBatch.extend({ options: ImportOptions }), BatchReport),
  /** Fields of the register that the commit changes, with both values. */
  changedCells: call(InBatch.extend(Page.shape), z.object({ total: z.int(), cells: z.array(ChangedCell) })),
  /** Against the last submission of the same office and kind (else of the same file name and sheet); null where there is none to compare with. */
  sincePrevious: call(InBatch.extend(Page.shape), SincePrevious.nullable()),
  batch: call(InBatch, BatchReport),
  batchRows: call(InBatch.extend(Page.shape).extend({ kinds: z.array(z.enum(rowKinds)).optional(), problem: z.string().optional() }), z.object({ total: z.int(), rows: z.array(StagedRow) })),
  /** With `seen`, refused with `conflict` where the staged file was changed since and would now do something else. */
  commit: job(InBatch.extend({ seen: SeenEffect.optional() }), CommitReport),
  discard: call(InBatch, Nothing),
}
