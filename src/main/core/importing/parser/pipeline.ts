/**
 * The pure stages as the parser's process runs them: what a sheet seems to be (survey, propose) and what its rows mean (run).
 */
import type { SheetInfo, SheetRow } from '../../../../shared/domain/sheet.ts'
import type { ControlSum, PartnerMatch, Problem, RowAccounting, SubmissionMapping, ValidatedRow } from '../../../../shared/domain/submission.ts'
import { detectTable, tableWithHeader } from '../detect/detect-table.ts'
import type { PartnerDecision } from '../map/partner-matcher.ts'
import type { PartnerRegister } from '../map/partner-register.ts'
import { proposeMapping, type RememberedColumn } from '../map/propose-mapping.ts'
import { createValidator, listPartnerMatches } from '../validate/create-validator.ts'

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
      return { rows: [], accounting, controlSums, problems, partners }
    },
  }
}

export interface ProposalRequest {
  readonly register: PartnerRegister
  /** One-based header row that a person chose; found where it is not given. */
  readonly headerRow?: number
  /** What was confirmed before under the same header. */
  readonly remembered?: readonly RememberedColumn[]
}

export interface SheetProposal {
  readonly mapping: SubmissionMapping
  readonly partners: readonly PartnerMatch[]
}

/** What the columns of a sheet seem to be, from its first rows. */
export function proposeSheet(sheet: SheetInfo, rows: readonly SheetRow[], lastRow: number, { register, headerRow, remembered }: ProposalRequest): SheetProposal {
  const table = headerRow === undefined ? detectTable(rows, lastRow) : tableWithHeader(rows, headerRow, lastRow)
  const mapping = proposeMapping({ table, rows, sheet, register, remembered })
  return { mapping, partners: listPartnerMatches({ mapping, register, partnerDecisions: [], sheet }, rows) }
}

/** How much a sheet looks like a table of contributions: the sum of the confidence of the fields found, amounts counting most. */
export function scoreSheet(sheet: SheetInfo, rows: readonly SheetRow[], lastRow: number, register: PartnerRegister): number {
  if (rows.length < 2) return 0
  const { columns } = proposeMapping({ table: detectTable(rows, lastRow), rows, sheet, register })
  return columns.reduce((sum, column) => sum + (column.field === 'ignore' ? 0 : column.confidence * (column.field === 'amount' ? 3 : 1)), 0)
}
