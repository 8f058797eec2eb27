import { z } from 'zod'
import type { FileSurvey } from '../../../../shared/contract/submissions.ts'
import type { CellFact, SheetInfo, SheetRow, SpreadsheetKind } from '../../../../shared/domain/sheet.ts'
import type { ControlSum, PartnerMatch, Problem, RowAccounting, ValueMatch } from '../../../../shared/domain/submission.ts'
import { AppErrorSchema } from '../../../../shared/result.ts'
import type { ReadLimits } from '../read/limits.ts'
import type { PartnerRegister } from '../map/partner-register.ts'
import type { ReturnRequest } from '../returning/write-return.ts'
import type { PipelineRequest, ProposalRequest, SheetProposal } from './pipeline.ts'

/** Messages between the application and the parser's own process: structured clones, one call at a time. */

export interface FileRef {
  readonly path: string
  /** As the analyst knows the file; the path may be that of a copy. */
  readonly fileName: string
}

export type ParserCall =
  | { readonly operation: 'describe' }
  | { readonly operation: 'sample'; readonly sheetIndex: number; readonly maxRows: number }
  | { readonly operation: 'score'; readonly register: PartnerRegister }
  | { readonly operation: 'survey'; readonly register: PartnerRegister }
  | { readonly operation: 'propose'; readonly sheetIndex: number; readonly request: ProposalRequest }
  /** `hasCells`: what was made of the rows is followed by their cells, column by column; the rows themselves carry none. */
  | { readonly operation: 'run'; readonly sheetIndex: number; readonly request: PipelineRequest; readonly maxRows?: number; readonly hasCells?: boolean }
  /** Is the file one that went out? */
  | { readonly operation: 'recognize' }
  /** How a sheet differs from what went out: `sent` of importing/returning/sent-rows.ts. */
  | { readonly operation: 'compare'; readonly sheetIndex: number; readonly request: PipelineRequest; readonly sent: string }
  | { readonly operation: 'return'; readonly request: ReturnRequest }

/** What the application sends. `ack` says that one batch of a run has been taken care of. */
export type ToParser =
  | { readonly kind: 'call'; readonly id: number; readonly file: FileRef; readonly call: ParserCall; readonly limits?: ReadLimits }
  | { readonly kind: 'ack'; readonly id: number }

export interface FileDescription {
  readonly kind: SpreadsheetKind
  readonly unknown: readonly CellFact[]
  readonly sheets: readonly SheetInfo[]
  readonly findings: readonly Problem[]
}

export interface SheetSample {
  readonly rows: readonly SheetRow[]
  /** Number of the last row given; 0 where the sheet is empty. */
  readonly lastRow: number
  readonly findings: readonly Problem[]
}

export interface ProposalResult extends SheetProposal {
  /** The first of the rows that the proposal rests on. */
  readonly sample: SheetSample
}

export interface RunResult {
  /** Rows with content that were read. */
  readonly rows: number
  readonly lastRow: number
  /** About the sheet, found while reading. */
  readonly findings: readonly Problem[]
  readonly accounting: RowAccounting
  readonly controlSums: readonly ControlSum[]
  /** About the sheet, found by the pipeline. */
  readonly problems: readonly Problem[]
  /** The partners that the rows name, as matched. */
  readonly partners: readonly PartnerMatch[]
  readonly values: readonly ValueMatch[]
}

export interface RunProgress {
  readonly rowsRead: number
  readonly bytesRead: number
  readonly bytesTotal: number
}

/** What the parser sends. Its process handles foreign files, so nothing it says is taken without a look at its shape. */
export const FromParser = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('alive'), residentBytes: z.number() }),
  z.object({ kind: z.literal('progress'), id: z.int(), rowsRead: z.int(), bytesRead: z.number(), bytesTotal: z.number() }),
  /** UTF-8 JSON of an array of ValidatedRow; of CheckedRow where the cells follow column by column. */
  z.object({ kind: z.literal('batch'), id: z.int(), rows: z.int(), bytes: z.instanceof(Uint8Array) }),
  /** The rows of a run and then their cells, a column at a time: shared/domain/staged-sheet.ts. */
  z.object({ kind: z.literal('rows'), id: z.int(), rows: z.instanceof(Uint8Array), hidden: z.array(z.int()) }),
  z.object({ kind: z.literal('column'), id: z.int(), column: z.int(), isSparse: z.boolean(), texts: z.instanceof(Uint8Array), forms: z.string(), codes: z.instanceof(Uint8Array) }),
  z.object({ kind: z.literal('done'), id: z.int(), value: z.unknown() }),
  z.object({ kind: z.literal('failed'), id: z.int(), error: AppErrorSchema }),
  /** An exception nobody foresaw, with its stack for the log. */
  z.object({ kind: z.literal('crashed'), id: z.int(), detail: z.string() }),
])
export type FromParser = z.infer<typeof FromParser>

/** What the application adds: which file it is. */
export type SurveyResult = Omit<FileSurvey, 'file' | 'sha256'>

/** First rows of a sheet that a person is shown. */
export const sampleRows = 200
/** Rows, and about how many cells, that layout and proposal rest on. */
export const layoutRows = 20_000
export const layoutCells = 100_000
/** First rows of each sheet that decide which sheet is suggested, and the most sheets looked at. */
export const scoredRows = 60
export const scoredSheets = 20
/** Most sheets of a file, tables of a sheet and findings of a table that a survey tells of; what is more is named. */
export const surveySheets = 50
export const surveyTables = 50
export const surveyProblems = 200

/** Rows that are understood at once: what is made of them dies young, so that the process stays small. */
export const rowsAtOnce = 50

/** Rows in a batch of a run, and batches that may be on their way at once. */
export const batchRows = 1000
export const maxBatchesAhead = 4
