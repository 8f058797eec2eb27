/**
 * The pure stages as the parser's process runs them: what a sheet seems to be (score, propose, survey) and what its rows mean (run).
 */
import type { SheetInfo, SheetRow } from '../../../../shared/domain/sheet.ts'
import type { z } from 'zod'
import type { TableSummary as TableSummarySchema, ValueDecision } from '../../../../shared/contract/submissions.ts'
import type { KindGuess, SubmissionKind } from '../../../../shared/domain/kinds.ts'
import type { ControlSum, PartnerMatch, Problem, RowAccounting, RowKind, SubmissionMapping, ValidatedRow, ValueMatch } from '../../../../shared/domain/submission.ts'
import { detectLayout, layoutWithHeader, type SheetTable } from '../detect/sheet-layout.ts'
import type { PartnerDecision } from '../map/partner-matcher.ts'
import type { PartnerRegister } from '../map/partner-register.ts'
import { proposeMapping, type RememberedColumn } from '../map/propose-mapping.ts'
import { kindsOfTable } from '../map/recognize-kind.ts'
import { isTemplateAside, readTemplateTags, searchedRows, templateFindings } from '../map/template-tags.ts'
import { createValidator, listMatches } from '../validate/create-validator.ts'

export type TableSummary = z.infer<typeof TableSummarySchema>

export interface PipelineRequest {
  readonly mapping: SubmissionMapping
  readonly register: PartnerRegister
  readonly decisions: readonly PartnerDecision[]
  readonly values?: readonly ValueDecision[]
  readonly isWithoutCells?: boolean
  /** Leaves the texts of the rows out, which are kept elsewhere. */
  readonly isWithoutTexts?: boolean
  /** Rows that a person set aside. */
  readonly parked?: ReadonlySet<number>
}

export interface RowPipeline {
  /** Takes rows in file order; gives those whose meaning is settled. */
  push(rows: readonly SheetRow[]): readonly ValidatedRow[]
  /** Takes a row whose meaning is known, for what it says of the rows below it. */
  skip(row: SheetRow, kind: RowKind): void
  /** After the last row: what was held back, and the account of the whole sheet, up to `lastRow` where it is known to go on. */
  finish(lastRow?: number): PipelineResult
}

export interface PipelineResult {
  readonly rows: readonly ValidatedRow[]
  readonly accounting: RowAccounting
  readonly controlSums: readonly ControlSum[]
  readonly problems: readonly Problem[]
  readonly partners: readonly PartnerMatch[]
  readonly values: readonly ValueMatch[]
}

export function createRowPipeline({ mapping, register, decisions, values = [], ...how }: PipelineRequest): RowPipeline {
  const validator = createValidator({ mapping, register, partnerDecisions: decisions, valueDecisions: values, ...how })
  let last = 0
  const above: SheetRow[] = []
  return {
    skip: validator.skip,
    push: (rows) =>
      rows.map((row) => {
        last = row.row
        if (row.row < mapping.headerRow && above.length < searchedRows) above.push(row)
        return validator.push(row)
      }),
    finish(lastRow = last) {
      const { gaps: _gaps, problems, ...summary } = validator.finish(lastRow)
      return { rows: [], ...summary, problems: [...templateFindings(readTemplateTags(above)), ...problems] }
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

/** First rows whose partners and countries a proposal names; staging names those of all. */
const namedRows = 2000

/** A table with the mapping proposed for it. */
export interface TableProposal {
  readonly mapping: SubmissionMapping
  readonly kinds: readonly KindGuess[]
}

/** What a sheet and the columns of one of its tables seem to be, from its first rows; `isComplete` where these are all. */
export function proposeSheet(sheet: SheetInfo, rows: readonly SheetRow[], lastRow: number, isComplete: boolean, { register, headerRow, table: asked = 0, kind: chosen, remembered }: ProposalRequest): SheetProposal {
  const { tables } = headerRow === undefined ? detectLayout(rows, lastRow, isComplete) : layoutWithHeader(rows, headerRow, lastRow, isComplete)
  const table = tables[asked] ?? tables[0] ?? bareTable(rows, lastRow, isComplete)
  const guesses = new Map(tables.map((one) => [one, kindsOfTable(one, rows, sheet.name)]))
  const kinds = guesses.get(table) ?? kindsOfTable(table, rows, sheet.name)
  const mapping = besideOthers(proposeMapping({ table, kind: chosen ?? likeliest(kinds).kind, rows, sheet, register, remembered }), table, tables)
  const { partners, values } = listMatches({ mapping, register, partnerDecisions: [] }, rows.slice(0, namedRows))
  return { mapping, partners, values, tables: tables.map((one) => summaryOf(one, likeliest(guesses.get(one) ?? []))), kinds }
}

/** Every table of a sheet with its proposal; none where the sheet holds no table. */
export function proposeTables(sheet: SheetInfo, rows: readonly SheetRow[], lastRow: number, isComplete: boolean, register: PartnerRegister): TableProposal[] {
  if (isTemplateAside(rows)) return []
  const { tables } = detectLayout(rows, lastRow, isComplete)
  return tables.map((table) => {
    const kinds = kindsOfTable(table, rows, sheet.name)
    return { kinds, mapping: besideOthers(proposeMapping({ table, kind: likeliest(kinds).kind, rows, sheet, register }), table, tables) }
  })
}

const defaultKind: KindGuess = { kind: 'project-contributions', confidence: 0.1, reason: { key: 'reason.kind-default', params: {} } }
const likeliest = (kinds: readonly KindGuess[]): KindGuess => kinds[0] ?? defaultKind

/** A sheet in which no table was found, so that a person can still look at it and choose a header row. */
function bareTable(rows: readonly SheetRow[], lastRow: number, isComplete: boolean): SheetTable {
  const columns = [...new Set(rows.flatMap(({ cells }) => cells.map(({ column }) => column)))].sort((a, b) => a - b)
  const blocks = [{ firstRow: 1, lastRow: isComplete ? lastRow : null, headerRow: 0, headerRows: 0, labels: [], notes: [] }]
  return { table: 0, blocks, columns: columns.map((column) => ({ column, path: [] })), confidence: 0, reason: { key: 'reason.no-header', params: { row: rows[0]?.row ?? 1, last: lastRow } } }
}

/** Tables side by side share rows: the columns of the others are none of this table's, and what lies in them is not its money. */
function besideOthers(mapping: SubmissionMapping, table: SheetTable, tables: readonly SheetTable[]): SubmissionMapping {
  const meets = (other: SheetTable): boolean => other.blocks.some((theirs) => table.blocks.some((ours) => theirs.firstRow <= (ours.lastRow ?? Infinity) && ours.firstRow <= (theirs.lastRow ?? Infinity)))
  const own = new Set(table.columns.map(({ column }) => column))
  const others = tables.filter((other) => other !== table && meets(other)).flatMap(({ columns }) => columns.map(({ column }) => column)).filter((column) => !own.has(column))
  return others.length === 0 ? mapping : { ...mapping, otherColumns: [...new Set(others)].sort((a, b) => a - b) }
}

function summaryOf({ table, blocks, columns }: SheetTable, kind: KindGuess): TableSummary {
  const [first] = blocks
  const last = blocks.at(-1)
  return {
    table, firstRow: first?.firstRow ?? 1, lastRow: last?.lastRow ?? null, headerRow: first?.headerRow ?? 0, headerRows: first?.headerRows ?? 0, columns: columns.length,
    blocks: blocks.length, labels: blocks.flatMap(({ labels }) => labels.map(({ text }) => text)).slice(0, 5), kind,
  }
}

/** Tables of a sheet that its score looks at. */
const scoredTables = 5

/** How much a sheet looks like data of some kind: the confidence of the fields found in its best table, amounts counting most. */
export function scoreSheet(sheet: SheetInfo, rows: readonly SheetRow[], lastRow: number, register: PartnerRegister): number {
  if (rows.length < 2 || isTemplateAside(rows)) return 0
  const { tables } = detectLayout(rows, lastRow, false)
  return tables.slice(0, scoredTables).reduce((best, table) => {
    const { kind } = likeliest(kindsOfTable(table, rows, sheet.name))
    const { columns } = proposeMapping({ table, kind, rows, sheet, register })
    return Math.max(best, columns.reduce((sum, column) => sum + (column.field === 'ignore' ? 0 : column.confidence * (column.field === 'amount' ? 3 : 1)), 0))
  }, 0)
}
