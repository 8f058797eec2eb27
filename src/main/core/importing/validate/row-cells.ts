import type { SheetCell, SheetRow } from '../../../../shared/domain/sheet.ts'
import type { SubmissionField } from '../../../../shared/domain/kinds.ts'
import type { ColumnMapping, Problem } from '../../../../shared/domain/submission.ts'
import { foldSpace, textKey } from '../../../../shared/domain/text-key.ts'
import { createDateOrders } from './date-orders.ts'
import { problem, quoted, type FindingKey } from './problem.ts'
import { readDateCell, readYearCell, type DateField } from './read-date-cell.ts'
import type { Period } from '../../../../shared/domain/amount.ts'

/**
 * The fields of one row at a time: text, date or cell of the column that carries a field, with what is odd about it. Where a
 * label above the rows gives the same field, it speaks for the rows whose own cell is blank.
 */
export interface RowCells {
  readonly start: (row: SheetRow, slots: readonly (SheetCell | undefined)[], problems: Problem[]) => void
  readonly cell: (field: SubmissionField) => SheetCell | undefined
  readonly mapping: (field: SubmissionField) => ColumnMapping | undefined
  /** White space folded; null where the cell is blank or an error. */
  readonly text: (field: SubmissionField) => string | null
  readonly date: (field: SubmissionField, edge: 'first' | 'last') => DateField
  readonly year: () => Period | null
  readonly where: (field: SubmissionField) => string | undefined
  readonly note: (severity: Problem['severity'], code: FindingKey, field: SubmissionField, params: Problem['params']) => void
  /** The same, once for each text. */
  readonly noteOnce: (code: FindingKey, field: SubmissionField, text: string) => void
  /** About columns as a whole. */
  readonly findings: () => Problem[]
}

export type AddressOf = (column: number, row: number) => string

const formulaText = /^[=@]|^[+-][A-Za-z]+\(/
/** Most texts: nothing to fold, and no formula. `_` may begin an escape. */
const isPlain = /^[A-Za-z0-9(][\x21-\x5e\x60-\x7e]*(?: [\x21-\x5e\x60-\x7e]+)*$/
const needsFolding = /[\s\p{Cf}]{2}|[^\S ]|^ | $|_x000D_|\p{Cf}/u
const noDate: DateField = { iso: null, period: null }

export function createRowCells(columns: readonly ColumnMapping[], address: AddressOf): RowCells {
  const columnsOf = new Map<SubmissionField, ColumnMapping[]>()
  for (const column of columns) if (column.field !== 'ignore' && column.field !== 'amount') columnsOf.set(column.field, [...(columnsOf.get(column.field) ?? []), column])
  const dateOrders = createDateOrders()
  const said = new Set<string>()
  let row = 0
  let slots: readonly (SheetCell | undefined)[] = []
  let problems: Problem[] = []

  /** Of several columns of a field the first that holds something; labels come after the columns of the sheet. */
  function mapping(field: SubmissionField): ColumnMapping | undefined {
    const known = columnsOf.get(field)
    if (known === undefined || known.length === 1) return known?.[0]
    return known.find(({ column }) => hasText(slots[column])) ?? known[0]
  }
  const cell = (field: SubmissionField): SheetCell | undefined => {
    const column = mapping(field)
    return column === undefined ? undefined : slots[column.column]
  }
  const where = (field: SubmissionField): string | undefined => {
    const column = mapping(field)
    return column === undefined ? undefined : address(column.column, row)
  }
  const note: RowCells['note'] = (severity, code, field, params) => void problems.push(problem(severity, code, field, params, where(field)))
  return {
    cell, mapping, where, note,
    start(nextRow, nextSlots, nextProblems) {
      row = nextRow.row
      slots = nextSlots
      problems = nextProblems
    },
    text(field) {
      const found = cell(field)
      if (!found || found.merge === 'covered' || found.type === 'blank' || found.type === 'error') return null
      if (isPlain.test(found.text)) return found.text
      const text = needsFolding.test(found.text) ? foldSpace(found.text) : found.text
      if (found.type === 'text' && formulaText.test(text)) note('info', 'finding.cell.formula-text', field, { text: quoted(text) })
      return text === '' ? null : text
    },
    date(field, edge) {
      const column = mapping(field)
      if (!column) return noDate
      dateOrders.add(slots[column.column], column)
      return readDateCell(slots[column.column], column, row, address, problems, edge)
    },
    year() {
      const column = mapping('year')
      if (!column) return null
      dateOrders.add(slots[column.column], column)
      return readYearCell(slots[column.column], column, row, address, problems)
    },
    noteOnce(code, field, text) {
      const written = `${code} ${text}`
      if (said.has(written)) return
      said.add(written)
      const key = `${code} ${textKey(text)}`
      if (key !== written && said.has(key)) return
      said.add(key)
      note('info', code, field, { text: quoted(text) })
    },
    findings: () => dateOrders.findings(),
  }
}

/** Some text of its own; that of a merged cell stands in the first of its cells. */
export const hasText = (cell: SheetCell | undefined): boolean => cell !== undefined && cell.merge !== 'covered' && cell.text.trim() !== ''
