import { columnName, type SheetCell, type SheetInfo, type SheetRow } from '../../../../shared/domain/sheet.ts'
import type { SubmissionField } from '../../../../shared/domain/kinds.ts'
import type { ColumnMapping, ContributionDraft, ControlSum, PartnerMatch, Problem, RowAccounting, RowKind, SubmissionMapping, ValidatedRow } from '../../../../shared/domain/submission.ts'
import { createPartnerMatcher, decisionKey, type PartnerDecision, type PartnerSuggestion } from '../map/partner-matcher.ts'
import type { PartnerRegister } from '../map/partner-register.ts'
import { createControlSums } from './control-sums.ts'
import { headerFindings } from './header-findings.ts'
import { createIgnoredSums } from './ignored-sums.ts'
import { createRowReader } from './read-row.ts'
import { problem, quoted } from './problem.ts'
import { readAmountCell, type AmountReading } from './read-amount-cell.ts'
import { hasValue, isRepeatedHeader, totalLabel } from './row-kind.ts'

/**
 * Rows of a sheet become accepted contributions, rejected rows with the reason, totals, or nothing to read; every row from 1 to
 * the last is exactly one of these. State across rows: sums, identifiers seen, and counts of partner names.
 */

export interface ValidatorInput {
  readonly mapping: SubmissionMapping
  readonly register: PartnerRegister
  readonly partnerDecisions: readonly PartnerDecision[]
  readonly sheet: SheetInfo
}

/** Rows that the file does not hold at all, both ends included. */
export interface RowGap {
  readonly from: number
  readonly to: number
  readonly kind: 'above' | 'blank'
}

export interface ValidationSummary {
  readonly gaps: readonly RowGap[]
  readonly accounting: RowAccounting
  readonly controlSums: readonly ControlSum[]
  /** About the file as a whole. */
  readonly problems: readonly Problem[]
  readonly partners: readonly PartnerMatch[]
}

export interface Validator {
  /** Rows in ascending order. */
  readonly push: (row: SheetRow) => ValidatedRow
  readonly finish: (lastRow: number) => ValidationSummary
}

const noProblems: readonly Problem[] = []

export function createValidator({ mapping, register, partnerDecisions }: ValidatorInput): Validator {
  const width = mapping.columns.reduce((most, column) => Math.max(most, column.column + 1), 0)
  const byColumn: (ColumnMapping | undefined)[] = Array.from({ length: width })
  for (const column of mapping.columns) byColumn[column.column] = column
  const letters = Array.from({ length: width }, (_, column) => columnName(column))
  const address = (column: number, row: number): string => `${letters[column] ?? columnName(column)}${row}`
  const fieldOf = (column: number): ColumnMapping['field'] => byColumn[column]?.field ?? 'ignore'
  const leaves = byColumn.map((column) => column?.header.split(' > ').at(-1) ?? '')
  const amounts = mapping.columns.filter((column) => column.field === 'amount')
  const mappedFields = new Set<SubmissionField | 'ignore'>(mapping.columns.map((column) => column.field))
  mappedFields.delete('ignore')

  const matcher = createPartnerMatcher(register, partnerDecisions)
  const sums = createControlSums(amounts)
  const ignored = createIgnoredSums(mapping.columns)
  const reader = createRowReader({ mapping, register, matcher, address })
  const counts = { above: 0, header: 0, label: 0, note: 0, blank: 0, total: 0, elsewhere: 0, accepted: 0, rejected: 0 }
  const gaps: RowGap[] = []
  const firstRows = new Map<string, number>()
  const partners = new Map<string, { readonly suggestion: PartnerSuggestion; rows: number }>()
  const slots: (SheetCell | undefined)[] = Array.from({ length: width })
  let previous = 0

  const gap = (from: number, to: number): void => {
    const add = (start: number, end: number, kind: RowGap['kind']): void => {
      if (start > end) return
      gaps.push({ from: start, to: end, kind })
      counts[kind] += end - start + 1
    }
    add(from, Math.min(to, mapping.headerRow), 'above')
    add(Math.max(from, mapping.headerRow + 1), to, 'blank')
  }
  const done = (row: SheetRow, kind: RowKind, problems: readonly Problem[], draft?: ContributionDraft): ValidatedRow => {
    counts[kind] += 1
    const cells = row.cells.filter(hasValue).map((cell) => ({ address: address(cell.column, row.row), text: cell.text }))
    return { row: row.row, kind, problems, cells, ...(draft ? { drafts: [draft] } : {}) }
  }

  function readAmounts(row: SheetRow, problems: Problem[]): Map<number, AmountReading> {
    const readings = new Map<number, AmountReading>()
    for (const column of amounts) readings.set(column.column, readAmountCell(slots[column.column], column, row.row, address, problems))
    return readings
  }
  const addSums = (readings: ReadonlyMap<number, AmountReading>, kind: 'accepted' | 'rejected' | 'total'): void => {
    for (const [column, reading] of readings) sums.add(column, reading, kind)
  }

  function countPartner(suggestion: PartnerSuggestion, problems: Problem[], where: string | undefined): void {
    const key = decisionKey(suggestion.from, suggestion.text)
    const known = partners.get(key)
    if (known) known.rows += 1
    else {
      partners.set(key, { suggestion, rows: 1 })
      if (suggestion.status === 'new') problems.push(problem('info', 'finding.row.partner-new', 'partner', { text: quoted(suggestion.text) }, where))
    }
  }

  function pushData(row: SheetRow, filled: readonly SheetCell[]): ValidatedRow {
    const problems: Problem[] = []
    const readings = readAmounts(row, problems)
    ignored.add(filled)
    const reject = (): ValidatedRow => {
      addSums(readings, 'rejected')
      return done(row, 'rejected', problems)
    }
    const [only] = filled
    if (filled.length === 1 && only && mappedFields.size >= 3 && only.type === 'text' && fieldOf(only.column) !== 'amount') {
      problems.push(problem('error', 'finding.row.single-cell', 'row', { row: row.row, text: quoted(only.text) }, address(only.column, row.row)))
      return reject()
    }
    const { draft, partner, identity } = reader.read(row, slots, readings, problems)
    if (draft.identifier === null && draft.title === null && draft.partnerText === null) problems.push(problem('error', 'finding.row.no-subject', 'row', { row: row.row }))
    if (problems.some(({ severity }) => severity === 'error')) return reject()
    if (row.isHidden) problems.push(problem('info', 'finding.row.hidden', 'row', { row: row.row }))
    if (identity) {
      const first = firstRows.get(identity.key)
      if (first === undefined) firstRows.set(identity.key, row.row)
      else problems.push(problem('warning', 'finding.row.repeated-identifier', 'identifier', { text: quoted(identity.text), first, row: row.row }, identity.address))
    }
    countPartner(partner.suggestion, problems, partner.address)
    reader.count(draft)
    addSums(readings, 'accepted')
    return done(row, 'accepted', problems, draft)
  }

  return {
    push(row) {
      if (row.row <= previous) throw new RangeError(`row ${row.row} after row ${previous}`)
      gap(previous + 1, row.row - 1)
      previous = row.row
      if (row.row <= mapping.headerRow) return done(row, row.row > mapping.headerRow - mapping.headerRows ? 'header' : 'above', noProblems)
      slots.fill(undefined)
      for (const cell of row.cells) if (cell.column < width) slots[cell.column] = cell
      const filled = row.cells.filter(hasValue)
      if (filled.length === 0) return done(row, 'blank', noProblems)
      if (isRepeatedHeader(filled, (column) => leaves[column])) return done(row, 'header', noProblems)
      const label = totalLabel(filled, fieldOf)
      if (label) {
        addSums(readAmounts(row, []), 'total')
        return done(row, 'total', [problem('info', 'finding.row.total-label', 'row', { row: row.row, text: quoted(label.text) }, address(label.column, row.row))])
      }
      return pushData(row, filled)
    },
    finish(lastRow) {
      gap(previous + 1, lastRow)
      previous = Math.max(previous, lastRow)
      const problems: Problem[] = []
      if (amounts.length === 0) problems.push(problem('warning', 'finding.row.no-amount-column', 'file', {}))
      if (!mappedFields.has('currency')) for (const column of amounts) if (column.currency === undefined) problems.push(problem('warning', 'finding.row.no-currency', 'file', { column: columnName(column.column), text: quoted(column.header) }))
      problems.push(...reader.findings(), ...headerFindings(mapping.columns), ...ignored.findings())
      return {
        gaps, problems,
        accounting: { read: previous, ...counts },
        controlSums: sums.result(),
        partners: [...partners.values()].map(({ suggestion, rows }) => ({ ...suggestion, rows })).sort((a, b) => b.rows - a.rows),
      }
    },
  }
}

/** The partners that a sample of rows names, with how many accepted rows name each. */
export function listPartnerMatches(input: ValidatorInput, rows: readonly SheetRow[]): readonly PartnerMatch[] {
  const validator = createValidator(input)
  for (const row of rows) validator.push(row)
  return validator.finish(rows.at(-1)?.row ?? 0).partners
}
