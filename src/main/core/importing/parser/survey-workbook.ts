/**
 * What a whole file is understood to be, sheet by sheet and table by table, with nothing written: the layout from the first
 * rows, then every row of the sheet through the checks of each of its tables, in one reading.
 */
import type { SheetSurvey, TableSurvey } from '../../../../shared/contract/submissions.ts'
import type { SheetInfo, SheetRow } from '../../../../shared/domain/sheet.ts'
import type { Problem, ValidatedRow } from '../../../../shared/domain/submission.ts'
import type { PartnerRegister } from '../map/partner-register.ts'
import { isReferenceList, referenceListFinding } from '../map/reference-list.ts'
import type { Workbook } from '../read/workbook.ts'
import { createFirstRows } from './layout-rows.ts'
import { createRowPipeline, proposeTables, type RowPipeline, type TableProposal } from './pipeline.ts'
import { rowsAtOnce, surveyProblems, surveySheets, surveyTables, type SurveyResult } from './protocol.ts'

export interface SurveyProgress {
  readonly tell: (rows: number) => void
  readonly onBytes: (read: number, total: number) => void
}

/** Rows that are checked before the process gives a sign of life. */
const signRows = 2000
const mostNames = 20

export async function surveyWorkbook(workbook: Workbook, register: PartnerRegister, progress: SurveyProgress): Promise<SurveyResult> {
  const sheets: SheetSurvey[] = []
  for (const sheet of workbook.sheets.slice(0, surveySheets)) sheets.push(await surveySheet(workbook, sheet, register, progress))
  const more = workbook.sheets.slice(surveySheets)
  const findings = [...workbook.findings, ...(more.length === 0 ? [] : [fileProblem('finding.file.more-sheets', { count: more.length, sheets: more.slice(0, mostNames).map(({ name }) => `“${name}”`).join(', ') })])]
  return { kind: workbook.kind, unknown: [...workbook.unknown], findings, sheets }
}

/** One reading: the first rows are kept until the tables are found, then all go through the checks. */
async function surveySheet(workbook: Workbook, sheet: SheetInfo, register: PartnerRegister, progress: SurveyProgress): Promise<SheetSurvey> {
  const first = createFirstRows()
  let tables: readonly TableAccount[] | null = null
  let more = 0
  let sinceSign = 0
  const push = async (of: readonly TableAccount[], rows: readonly SheetRow[]): Promise<void> => {
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      const some = rows.slice(at, at + rowsAtOnce)
      for (const table of of) table.push(some)
      progress.tell(some.length)
      sinceSign += some.length * of.length
      if (sinceSign < signRows) continue
      sinceSign = 0
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const understand = async (): Promise<readonly TableAccount[]> => {
    const { rows, lastRow, isComplete } = first.take()
    const proposals = proposeTables(sheet, rows, lastRow, isComplete, register)
    more = proposals.length - surveyTables
    const found = proposals.slice(0, surveyTables).map((proposal) => createTableAccount(proposal, register))
    await push(found, rows)
    return found
  }
  const read = await workbook.readRows(sheet.index, { onBytes: progress.onBytes }, async (rows) => {
    const rest = tables === null ? first.add(rows) : rows
    if (tables === null && first.isFull()) tables = await understand()
    if (tables !== null) await push(tables, rest)
  })
  const accounts = tables ?? (await understand())
  return {
    index: sheet.index, name: sheet.name, visibility: sheet.visibility, rows: read.rows, lastRow: read.lastRow,
    findings: [...read.findings, ...(more > 0 ? [fileProblem('finding.file.more-tables', { count: more, sheet: sheet.name })] : [])],
    tables: accounts.map((table) => table.finish(read.lastRow)),
  }
}

interface TableAccount {
  push(rows: readonly SheetRow[]): void
  finish(lastRow: number): TableSurvey
}

function createTableAccount({ mapping, kinds }: TableProposal, register: PartnerRegister): TableAccount {
  const pipeline: RowPipeline = createRowPipeline({ mapping, register, decisions: [], isWithoutCells: true })
  const counts = new Map<string, { code: string; severity: string; count: number; first: string }>()
  const problems: Problem[] = []
  const isReference = isReferenceList(mapping)
  const take = (rows: readonly ValidatedRow[]): void => {
    for (const row of rows) {
      for (const found of row.problems) {
        const key = `${found.severity} ${found.code}`
        const known = counts.get(key)
        if (known) known.count += 1
        else counts.set(key, { code: found.code, severity: found.severity, count: 1, first: found.address ?? String(row.row) })
        if (problems.length < surveyProblems) problems.push(found)
      }
    }
  }
  return {
    push(rows) {
      const checked = pipeline.push(rows)
      if (!isReference) take(checked)
    },
    finish(lastRow) {
      const { rows, accounting, controlSums, problems: ofTable, partners, values } = pipeline.finish(lastRow)
      if (isReference) {
        const { accepted, rejected, note } = accounting
        return { mapping, kinds: [...kinds], accounting: { ...accounting, note: note + accepted + rejected, accepted: 0, rejected: 0 }, controlSums: [], problemCounts: [], problems: [referenceListFinding, ...ofTable.filter(({ code }) => code !== 'finding.row.no-amount-column')], partners: [], values: [] }
      }
      take(rows)
      return { mapping, kinds: [...kinds], accounting, controlSums: [...controlSums], problemCounts: [...counts.values()].sort((a, b) => b.count - a.count), problems: [...ofTable, ...problems], partners: [...partners], values: [...values] }
    },
  }
}

const fileProblem = (code: string, params: Problem['params']): Problem => ({ severity: 'warning', code, params, field: 'file' })
