import { columnName, type SheetCell, type SheetRow } from '../../../../shared/domain/sheet.ts'
import { contributionKinds, type SubmissionField } from '../../../../shared/domain/kinds.ts'
import { isMeasure } from '../../../../shared/domain/amount.ts'
import type { ValueDecision } from '../../../../shared/contract/submissions.ts'
import type { BlockLabel, ColumnMapping, ControlSum, PartnerMatch, Problem, RowAccounting, RowKind, SubmissionMapping, ValidatedRow, ValueMatch } from '../../../../shared/domain/submission.ts'
import { createPartnerMatcher, decisionKey, type PartnerDecision, type PartnerSuggestion } from '../map/partner-matcher.ts'
import type { PartnerRegister } from '../map/partner-register.ts'
import { createControlSums } from './control-sums.ts'
import { createDuplicateRows } from './duplicate-rows.ts'
import { createFillDown } from './fill-down.ts'
import { headerFindings } from './header-findings.ts'
import { createIgnoredSums } from './ignored-sums.ts'
import { createNameCounts } from './name-counts.ts'
import { openQuestions } from './open-questions.ts'
import { problem, quoted } from './problem.ts'
import { readAmountCell, type AmountReading } from './read-amount-cell.ts'
import { createRecordReader } from './read-record.ts'
import { createRowReader, type NamedPartner } from './read-row.ts'
import { createRepeatedAmounts, isSubject, noRepeats, repeatOf } from './repeated-amounts.ts'
import { hasValue, headerLeaves, isRepeatedHeader } from './row-kind.ts'
import { createRowPlaces, type RowGap, type RowPlace } from './row-places.ts'
import { createShareCheck } from './row-rules.ts'
import { createSections } from './sections.ts'
import { createTotalColumns } from './total-columns.ts'
import { createTotalRows } from './total-rows.ts'
import { createTotalSums } from './total-sums.ts'
import { createValueKeys } from './value-keys.ts'

/**
 * Rows of a sheet become accepted records, rejected rows with the reason, totals, labels, headers, or nothing to read; every row
 * from 1 to the last is exactly one of these. State across rows: where the layout is, what labels and cells above hold, sums,
 * identifiers seen, and counts of names.
 */

export interface ValidatorInput {
  readonly mapping: SubmissionMapping
  readonly register: PartnerRegister
  readonly partnerDecisions: readonly PartnerDecision[]
  readonly valueDecisions?: readonly ValueDecision[]
  /** Leaves the cells of the rows out, where nobody will look at them. */
  readonly isWithoutCells?: boolean
  /** Leaves only the texts of the rows out: they are kept elsewhere. */
  readonly isWithoutTexts?: boolean
  /** Rows that a person set aside with a question: neither accepted nor rejected, their money on a side of its own. */
  readonly parked?: ReadonlySet<number>
}

export interface ValidationSummary {
  readonly gaps: readonly RowGap[]
  readonly accounting: RowAccounting
  readonly controlSums: readonly ControlSum[]
  /** About the file as a whole. */
  readonly problems: readonly Problem[]
  readonly partners: readonly PartnerMatch[]
  readonly values: readonly ValueMatch[]
}

export interface Validator {
  /** Rows in ascending order. */
  readonly push: (row: SheetRow) => ValidatedRow
  /** Takes a row that is known already, only for what it says of the rows below: labels, and values that are filled down. */
  readonly skip: (row: SheetRow, kind: RowKind) => void
  readonly finish: (lastRow: number) => ValidationSummary
}

const noProblems: readonly Problem[] = []
const noRows: ReadonlySet<number> = new Set()
const noCells: ValidatedRow['cells'] = { columns: [], texts: [] }
const isFilledCell = (cell: SheetCell | undefined): boolean => cell !== undefined && hasValue(cell)

export function createValidator({ mapping, register, partnerDecisions, valueDecisions = [], isWithoutCells = false, isWithoutTexts = false, parked = noRows }: ValidatorInput): Validator {
  const width = mapping.columns.reduce((most, column) => Math.max(most, column.column + 1), 0)
  const sections = createSections(mapping, width)
  const columns: readonly ColumnMapping[] = [...mapping.columns, ...sections.columns]
  const byColumn: (ColumnMapping | undefined)[] = Array.from({ length: width })
  for (const column of mapping.columns) byColumn[column.column] = column
  const letters = Array.from({ length: width }, (_, column) => columnName(column))
  function address(column: number, row: number): string {
    if (column < width) return `${letters[column] ?? ''}${row}`
    const label = sections.placeOf(column)
    return label === null ? `${columnName(column)}${row}` : `${columnName(label.column)}${label.row}`
  }
  const fieldOf = (column: number): ColumnMapping['field'] => byColumn[column]?.field ?? 'ignore'
  const leaves = headerLeaves(byColumn.map((column) => column?.header.split(' > ').at(-1) ?? ''))
  const isContribution = contributionKinds.has(mapping.kind)
  const amounts = mapping.columns.filter((column) => column.field === 'amount')
  // The register measures less than plans and requirements do: such money is summed and said, never recorded as something else.
  const isHeld = ({ field, measure }: ColumnMapping): boolean => field !== 'amount' || measure === undefined || !isContribution || isMeasure(measure)
  // Nor is money whose measure is still asked for.
  const isAsked = ({ asks }: ColumnMapping): boolean => asks?.includes('measure') === true
  const asked = new Set(amounts.filter(isAsked).map(({ column }) => column))
  const held = columns.filter((column) => isHeld(column) && !isAsked(column) && (column.sameMoneyAs === undefined || !asked.has(column.sameMoneyAs)))
  const filledSubjects = columns.filter((column) => column.isFilledDown === true && isSubject(column))
  const mappedFields = new Set<SubmissionField | 'ignore'>(columns.map((column) => column.field))
  mappedFields.delete('ignore')
  const others = new Set(mapping.otherColumns)
  const isOwn = (cell: SheetCell): boolean => others.size === 0 || !others.has(cell.column)
  const isFilled = (cell: SheetCell): boolean => hasValue(cell) && isOwn(cell)

  const matcher = createPartnerMatcher(register, partnerDecisions, mapping.columns.find(({ field }) => field === 'partner')?.listSeparator)
  const values = createValueKeys(register, mapping.columns, valueDecisions)
  const places = createRowPlaces(mapping)
  const filler = createFillDown(mapping.columns)
  const repeated = createRepeatedAmounts({ mapping, columns, address })
  const sums = createControlSums(amounts)
  const totals = createTotalSums(amounts.map(({ column }) => column))
  const totalRows = createTotalRows({ totals, sums, fieldOf, address })
  const ignored = createIgnoredSums(mapping.columns)
  const contributions = isContribution ? createRowReader({ mapping: { ...mapping, columns: held }, register, matcher, values, address, isWithoutCells }) : null
  const records = isContribution ? null : createRecordReader({ mapping: { ...mapping, columns: held }, matcher, values, address })
  const counts = { above: 0, header: 0, label: 0, note: 0, blank: 0, total: 0, elsewhere: 0, accepted: 0, rejected: 0, parked: 0 }
  const gaps: RowGap[] = []
  const duplicates = createDuplicateRows()
  const checkShares = createShareCheck(columns, address)
  const totalColumns = createTotalColumns(mapping.columns)
  const partners = createNameCounts<PartnerSuggestion>(({ from, text }) => decisionKey(from, text))
  const slots: (SheetCell | undefined)[] = Array.from({ length: width + sections.columns.length })
  const labelColumns = new Set(mapping.blocks.flatMap(({ labels }) => labels.map(({ column }: BlockLabel) => column)))
  let previous = 0
  let block = -1

  const gap = (from: number, to: number): void => {
    if (from > to) return
    for (const part of places.gaps(from, to)) {
      gaps.push(part)
      counts[part.kind] += part.to - part.from + 1
    }
  }
  const done = (row: SheetRow, kind: RowKind, problems: readonly Problem[], draft: Pick<ValidatedRow, 'drafts' | 'record'> = {}): ValidatedRow => {
    counts[kind] += 1
    if (isWithoutCells) return { row: row.row, kind, problems, cells: noCells }
    if (isWithoutTexts) return { row: row.row, kind, problems, cells: noCells, ...draft }
    const found: number[] = []
    const texts: string[] = []
    for (const cell of row.cells) {
      if (!hasValue(cell)) continue
      found.push(cell.column)
      texts.push(cell.text)
    }
    return { row: row.row, kind, problems, cells: { columns: found, texts }, ...draft }
  }

  /** Of one row at a time: the columns are the same in each. */
  const readings = new Map<number, AmountReading>()
  function readAmounts(row: SheetRow, problems: Problem[]): ReadonlyMap<number, AmountReading> {
    for (const column of amounts) readings.set(column.column, readAmountCell(slots[column.column], column, row.row, address, problems))
    return readings
  }

  /** Figures of a row go to one side of the control sums, those that repeat an amount apart. */
  function addSums(row: number, readings: ReadonlyMap<number, AmountReading>, repeats: ReadonlySet<number>, kind: 'accepted' | 'rejected' | 'parked'): void {
    for (const [column, reading] of readings) {
      const isRepeat = repeats.has(column)
      sums.add(column, reading, isRepeat ? 'repeated' : kind)
      if (reading.state === 'value') totals.add(column, row, reading.inColumn, isRepeat)
    }
  }

  function startRow(row: SheetRow, filled: readonly SheetCell[]): void {
    slots.fill(undefined)
    for (const cell of filled) if (cell.column < width) slots[cell.column] = cell
    if (filled.length < row.cells.length) for (const cell of row.cells) if (cell.column < width && isOwn(cell)) slots[cell.column] ??= cell
  }

  /** A lone text under a column of labels, further down than the layout was looked at. */
  function isLateLabel(row: SheetRow, filled: readonly SheetCell[]): boolean {
    const [only] = filled
    return filled.length === 1 && only?.type === 'text' && labelColumns.has(only.column) && mapping.blocks[block]?.lastRow === null && sections.columns.length > 0 && sections.startText(row.row, only.column, only.text) >= 0
  }

  function pushLabel(row: SheetRow, level: number): ValidatedRow {
    totals.startLabel(Math.max(level, 0))
    const problems: Problem[] = []
    const readings = readAmounts(row, [])
    if (![...readings.values()].some(({ state }) => state === 'value')) return done(row, 'label', noProblems)
    totalRows.pushAbove(row.row, sections.cells()[0]?.text ?? row.cells.find(hasValue)?.text ?? '', readings, Math.max(level, 0), problems)
    return done(row, 'total', problems)
  }

  /** A row of figures alone, which nothing of its own makes one of a group: money of the row above it is not, only because its cells are blank. */
  function lacksSubject(): boolean {
    if (filledSubjects.length === 0) return false
    const isMerged = filledSubjects.some(({ column }) => slots[column]?.merge === 'covered')
    return !isMerged && mapping.columns.every(({ column, field }) => field === 'amount' || field === 'ignore' || field === 'currency' || !isFilledCell(slots[column]))
  }

  function pushData(row: SheetRow, filled: readonly SheetCell[]): ValidatedRow {
    const problems: Problem[] = []
    const isNameless = lacksSubject()
    filler.fill(slots)
    for (const cell of sections.cells()) slots[cell.column] = cell
    const readings = readAmounts(row, problems)
    ignored.add(filled)
    if (parked.has(row.row)) {
      addSums(row.row, readings, noRepeats, 'parked')
      return done(row, 'parked', problems)
    }
    const reject = (repeats = noRepeats): ValidatedRow => {
      addSums(row.row, readings, repeats, 'rejected')
      return done(row, 'rejected', problems)
    }
    if (isNameless && [...readings.values()].some(({ state }) => state === 'value')) {
      problems.push(problem('error', 'finding.row.no-subject', 'row', { row: row.row }))
      return reject()
    }
    const [only] = filled
    if (filled.length === 1 && only && mappedFields.size >= 3 && only.type === 'text' && fieldOf(only.column) !== 'amount' && !slots.some((cell, column) => column !== only.column && cell !== undefined && filler.has(column))) {
      problems.push(problem('error', 'finding.row.single-cell', 'row', { row: row.row, text: quoted(only.text) }, address(only.column, row.row)))
      return reject()
    }
    return contributions ? pushContribution(row, readings, problems, reject) : pushRecord(row, readings, problems, reject)
  }

  /** A name that the register does not know is told where it is first met. */
  function countPartners(named: readonly NamedPartner[], problems: Problem[]): void {
    for (const { suggestion, address: where } of named) {
      if (partners.count(suggestion) && suggestion.status === 'new') problems.push(problem('annex', 'finding.row.partner-new', 'partner', { text: quoted(suggestion.text) }, where))
    }
  }

  function pushContribution(row: SheetRow, readings: ReadonlyMap<number, AmountReading>, problems: Problem[], reject: (repeats?: ReadonlySet<number>) => ValidatedRow): ValidatedRow {
    if (!contributions) throw new TypeError('no reader of contributions')
    const repeats = repeated.find(row.row, slots, readings, problems)
    const counted = repeats.size === 0 ? readings : new Map([...readings].map(([column, reading]) => [column, repeats.has(column) ? repeatOf(reading) : reading]))
    const { drafts, partners: named, identity } = contributions.read(row, slots, counted, problems)
    const [draft] = drafts
    if (draft && draft.identifier === null && draft.title === null && draft.partnerText === null) problems.push(problem('error', 'finding.row.no-subject', 'row', { row: row.row }))
    if (problems.some(({ severity }) => severity === 'error')) return reject(repeats)
    if (row.isHidden) problems.push(problem('info', 'finding.row.hidden', 'row', { row: row.row }))
    const duplicate = duplicates(row.row, identity, drafts)
    if (duplicate && repeats.size === 0) problems.push(duplicate)
    checkShares(row.row, slots, problems)
    totalColumns.add(row.row, slots, readings)
    countPartners(named, problems)
    if (draft && draft.countryText !== null) values.count('country', draft.countryText)
    contributions.count(drafts)
    addSums(row.row, readings, repeats, 'accepted')
    return done(row, 'accepted', problems, { drafts })
  }

  function pushRecord(row: SheetRow, readings: ReadonlyMap<number, AmountReading>, problems: Problem[], reject: () => ValidatedRow): ValidatedRow {
    if (!records) throw new TypeError('no reader of records')
    const { record, partners: named } = records.read(row, slots, readings, problems)
    if (record.values.length === 0) problems.push(problem('error', 'finding.row.no-value', 'row', { row: row.row }))
    if (problems.some(({ severity }) => severity === 'error')) return reject()
    if (row.isHidden) problems.push(problem('info', 'finding.row.hidden', 'row', { row: row.row }))
    countPartners(named, problems)
    checkShares(row.row, slots, problems)
    totalColumns.add(row.row, slots, readings)
    records.count(record)
    addSums(row.row, readings, noRepeats, 'accepted')
    return done(row, 'accepted', problems, { record })
  }

  function enter(row: number): RowPlace {
    const place = places.at(row)
    if (place.block >= 0 && place.block !== block) {
      block = place.block
      totals.startBlock()
      filler.startBlock()
      sections.startBlock(block)
    }
    return place
  }

  return {
    skip(row, kind) {
      gap(previous + 1, row.row - 1)
      previous = row.row
      const place = enter(row.row)
      const filled = row.cells.filter(isFilled)
      if (place.kind === 'label') sections.startRow(block, row.row)
      else if (kind === 'label') isLateLabel(row, filled)
      else if (kind === 'accepted' || kind === 'rejected' || kind === 'parked') {
        startRow(row, filled)
        filler.fill(slots)
      }
    },
    push(row) {
      if (row.row <= previous) throw new RangeError(`row ${row.row} after row ${previous}`)
      gap(previous + 1, row.row - 1)
      previous = row.row
      const place = enter(row.row)
      if (place.kind !== 'data' && place.kind !== 'label') return done(row, place.kind, noProblems)
      const filled = row.cells.every(isFilled) ? row.cells : row.cells.filter(isFilled)
      startRow(row, filled)
      if (place.kind === 'label') return pushLabel(row, sections.startRow(block, row.row))
      if (filled.length === 0) return done(row, row.cells.some(hasValue) ? 'elsewhere' : 'blank', noProblems)
      if (isRepeatedHeader(filled, leaves)) return done(row, 'header', noProblems)
      const problems: Problem[] = []
      if (totalRows.take(row, filled, slots, () => readAmounts(row, []), problems)) return done(row, 'total', problems)
      if (isLateLabel(row, filled)) return done(row, 'label', noProblems)
      return pushData(row, filled)
    },
    finish(lastRow) {
      gap(previous + 1, lastRow)
      previous = Math.max(previous, lastRow)
      const problems: Problem[] = [...openQuestions(mapping)]
      if (amounts.length === 0 && isContribution) problems.push(problem('warning', 'finding.row.no-amount-column', 'file', {}))
      if (!mappedFields.has('currency')) for (const column of amounts) if (column.currency === undefined && !column.asks?.includes('currency')) problems.push(problem('annex', 'finding.row.no-currency', 'file', { column: columnName(column.column), text: quoted(column.header) }))
      for (const column of columns) if (!isHeld(column)) problems.push(problem('warning', 'finding.row.measure-not-held', 'file', { column: columnName(column.column), text: quoted(column.header) || '…' }))
      problems.push(...(contributions ?? records)?.findings() ?? [], ...headerFindings(mapping.columns), ...ignored.findings(), ...totalColumns.findings(), ...totalRows.finish())
      return {
        gaps, problems,
        accounting: { read: previous, ...counts },
        controlSums: sums.result(),
        partners: partners.matches(),
        values: values.matches(),
      }
    },
  }
}

/** What a sample of rows names, with how many accepted rows name each. */
export function listMatches(input: ValidatorInput, rows: readonly SheetRow[]): { readonly partners: readonly PartnerMatch[]; readonly values: readonly ValueMatch[] } {
  const validator = createValidator(input)
  for (const row of rows) validator.push(row)
  const { partners, values } = validator.finish(rows.at(-1)?.row ?? 0)
  return { partners, values }
}
