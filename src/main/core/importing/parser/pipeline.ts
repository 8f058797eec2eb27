/**
 * The pure stages as the parser's process runs them: what a sheet seems to be (survey, propose) and what its rows mean (run).
 */
import type { SheetInfo, SheetRow } from '../../../../shared/domain/sheet.ts'
import type { z } from 'zod'
import type { TableSummary as TableSummarySchema } from '../../../../shared/contract/submissions.ts'
import type { KindGuess, SubmissionKind } from '../../../../shared/domain/kinds.ts'
import type { ControlSum, PartnerMatch, Problem, RowAccounting, SubmissionMapping, ValidatedRow, ValueMatch } from '../../../../shared/domain/submission.ts'
import { detectLayout, layoutWithHeader, type SheetTable } from '../detect/sheet-layout.ts'
import type { PartnerDecision } from '../map/partner-matcher.ts'
import type { PartnerRegister } from '../map/partner-register.ts'
import { proposeMapping, type RememberedColumn } from '../map/propose-mapping.ts'
import { createValidator, listPartnerMatches } from '../validate/create-validator.ts'

export type TableSummary = z.infer<typeof TableSummarySchema>

export interface PipelineRequest {
  readonly mapping: SubmissionMapping
  readonly register: PartnerRegister
  readonly decisions: readonly PartnerDecision[]
}

export interface RowPipeline {
  /** Takes rows in file order; gives those whose meaning is settled. */
  push(rows: readonly SheetRow[]): readonly ValidatedRow[]
  /** After the last row: what was held back, and the account of the whole sheet. */
  finish(): PipelineResult
}

export interface PipelineResult {
  readonly rows: readonly ValidatedRow[]
  readonly accounting: RowAccounting
  readonly controlSums: readonly ControlSum[]
  readonly problems: readonly Problem[]
  readonly partners: readonly PartnerMatch[]
  readonly values: readonly ValueMatch[]
}

export function createRowPipeline({ mapping, register, decisions }: PipelineRequest): RowPipeline {
  const validator = createValidator({ mapping, register, partnerDecisions: decisions, sheet: { index: mapping.sheetIndex, name: mapping.sheetName, visibility: 'visible' } })
  let lastRow = 0
  return {
    push: (rows) =>
      rows.map((row) => {
        lastRow = row.row
        return validator.push(row)
      }),
    finish() {
      const { accounting, controlSums, problems, partners } = validator.finish(lastRow)
      return { rows: [], accounting, controlSums, problems, partners, values: [] }
    },
  }
}

export interface ProposalRequest {
  readonly register: PartnerRegister
  /** One-based header row, table and kind that a person chose; found where they are not given. */
  readonly headerRow?: number | undefined
  readonly table?: number | undefined
  readonly kind?: SubmissionKind | undefined
  /** What was confirmed before under the same header. */
  readonly remembered?: readonly RememberedColumn[] | undefined
}

export interface SheetProposal {
  readonly mapping: SubmissionMapping
  readonly partners: readonly PartnerMatch[]
  readonly values: readonly ValueMatch[]
  readonly tables: readonly TableSummary[]
  readonly kinds: readonly KindGuess[]
}

/** What a sheet and the columns of one of its tables seem to be, from its first rows; `isComplete` where these are all. */
export function proposeSheet(sheet: SheetInfo, rows: readonly SheetRow[], lastRow: number, isComplete: boolean, { register, headerRow, table: asked = 0, kind: chosen, remembered }: ProposalRequest): SheetProposal {
  const { tables } = headerRow === undefined ? detectLayout(rows, lastRow, isComplete) : layoutWithHeader(rows, headerRow, lastRow, isComplete)
  const table = tables[asked] ?? tables[0]
  if (!table) throw new RangeError('a layout without a table')
  const kinds: readonly KindGuess[] = [onlyKind]
  const mapping = proposeMapping({ table, kind: chosen ?? onlyKind.kind, rows, sheet, register, remembered })
  return { mapping, partners: listPartnerMatches({ mapping, register, partnerDecisions: [], sheet }, rows), values: [], tables: tables.map((one) => summaryOf(one, onlyKind)), kinds }
}

const onlyKind: KindGuess = { kind: 'project-contributions', confidence: 0.5, reason: { key: 'reason.no-match', params: {} } }

function summaryOf({ table, blocks, columns }: SheetTable, kind: KindGuess): TableSummary {
  const [first] = blocks
  const last = blocks.at(-1)
  return {
    table, firstRow: first?.firstRow ?? 1, lastRow: last?.lastRow ?? null, headerRow: first?.headerRow ?? 0, headerRows: first?.headerRows ?? 0, columns: columns.length,
    blocks: blocks.length, labels: blocks.flatMap(({ labels }) => labels.map(({ text }) => text)).slice(0, 5), kind,
  }
}

/** How much a sheet looks like a table of contributions: the sum of the confidence of the fields found, amounts counting most. */
export function scoreSheet(sheet: SheetInfo, rows: readonly SheetRow[], lastRow: number, register: PartnerRegister): number {
  if (rows.length < 2) return 0
  const { tables: [table] } = detectLayout(rows, lastRow, false)
  if (!table) return 0
  const { columns } = proposeMapping({ table, kind: onlyKind.kind, rows, sheet, register })
  return columns.reduce((sum, column) => sum + (column.field === 'ignore' ? 0 : column.confidence * (column.field === 'amount' ? 3 : 1)), 0)
}
