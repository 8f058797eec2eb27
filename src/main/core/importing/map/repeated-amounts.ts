import type { SheetRow } from '../../../../shared/domain/sheet.ts'
import type { ColumnMapping, RepeatedAmounts, SectionMapping, TableBlock } from '../../../../shared/domain/submission.ts'
import type { SubmissionField } from '../../../../shared/domain/kinds.ts'
import type { DataRow } from './fill-down.ts'

/**
 * One project in several rows with the same figure in each: a row a place, most likely, and then one amount; but it may be an amount a row.
 * The place may also be a label above the rows, a country's name above its block. Rows that are equal throughout are duplicates and none
 * of this; rows that differ in what makes an amount one of its own (title, partner, time) are amounts of their own.
 */

/** Rows that differ in one of these are not one amount. */
export const amountsOfTheirOwn: ReadonlySet<SubmissionField | 'ignore'> = new Set<SubmissionField>([
  'identifier', 'title', 'partner', 'year', 'month', 'approval-date', 'start-date', 'end-date', 'revised-end-date', 'receipt-date', 'due-date', 'expected-date', 'document-date', 'as-of-date', 'instalment',
])
const placeHeader = /country|pays|pais|país|region|région|región|province|provincia|district|distrito|departement|département|departamento|commune|municip|location|lieu|lugar|site|zone|area|localit|state|ville|city|ciudad|admin|المنطقة|地区|省/i
const isPlace = (differing: ColumnMapping | SectionMapping): boolean => differing.field === 'country' || differing.field === 'region' || ('header' in differing && placeHeader.test(differing.header))

interface Group {
  readonly rows: readonly SheetRow[]
  /** Columns and levels of labels in which its rows differ. */
  readonly differing: readonly (ColumnMapping | SectionMapping)[]
}

const textAt = (row: SheetRow, column: number): string => row.cells.find((cell) => cell.column === column && cell.merge !== 'covered')?.text ?? ''

/** The labels in force at each row, by level. */
function labelsOf(rows: readonly DataRow[], blocks: readonly TableBlock[]): ReadonlyMap<SheetRow, ReadonlyMap<number, string>> {
  const found = new Map<SheetRow, ReadonlyMap<number, string>>()
  const labels = blocks.flatMap((block) => block.labels).sort((a, b) => a.row - b.row)
  if (labels.length === 0) return found
  let inForce: ReadonlyMap<number, string> = new Map()
  let at = 0
  for (const { row } of rows) {
    for (let label = labels[at]; label && label.row < row.row; label = labels[++at]) {
      const { level, text } = label
      inForce = new Map([...inForce].filter(([outer]) => outer < level).concat([[level, text]]))
    }
    found.set(row, inForce)
  }
  return found
}

/** The rows of each project that has several, with the columns and labels that tell them apart. */
function groupsOf(rows: readonly DataRow[], key: number, { columns, sections, blocks }: RepeatedQuestion): Group[] {
  const labels = labelsOf(rows, blocks)
  const byIdentity = Map.groupBy(rows.map(({ row }) => row), (row) => textAt(row, key).trim())
  byIdentity.delete('')
  const groups: Group[] = []
  for (const [identity, members] of byIdentity) {
    const [first] = members
    if (members.length < 2 || !first || /^(?:sub-?|grand )?total/i.test(identity)) continue
    const texts = new Map(first.cells.map((cell) => [cell.column, cell.text]))
    const differing = new Set<number>()
    for (const { cells } of members.slice(1)) {
      let same = 0
      for (const cell of cells) {
        if (texts.get(cell.column) === cell.text) same += 1
        else differing.add(cell.column)
      }
      if (same < texts.size) for (const column of texts.keys()) if (!differing.has(column) && !cells.some((cell) => cell.column === column)) differing.add(column)
    }
    const under = sections.filter(({ level }) => new Set(members.map((row) => labels.get(row)?.get(level))).size > 1)
    groups.push({ rows: members, differing: [...columns.filter(({ column }) => differing.has(column)), ...under] })
  }
  return groups
}

export interface RepeatedQuestion {
  readonly columns: readonly ColumnMapping[]
  readonly sections: readonly SectionMapping[]
  readonly blocks: readonly TableBlock[]
}

/** In: the rows of data and what is proposed. Out: for each money column with repeated figures, how many, and whether they are one amount. */
export function findRepeatedAmounts(rows: readonly DataRow[], question: RepeatedQuestion): RepeatedAmounts[] {
  const { columns } = question
  const amounts = columns.filter(({ field, sameMoneyAs }) => field === 'amount' && sameMoneyAs === undefined)
  const key = columns.find(({ field }) => field === 'identifier') ?? columns.find(({ field }) => field === 'title')
  if (!key || amounts.length === 0) return []
  const groups = groupsOf(rows, key.column, question).filter(({ differing }) => differing.length > 0 && !differing.some(({ field }) => amountsOfTheirOwn.has(field)))
  return amounts.flatMap((amount): RepeatedAmounts[] => {
    let others = 0
    const repeated: Group[] = []
    for (const group of groups) {
      const figures = new Set(group.rows.map((row) => textAt(row, amount.column)))
      if (figures.size === 1 && /[1-9]/.test([...figures][0] ?? '')) repeated.push(group)
      else if (figures.size > 1) others += 1
    }
    if (repeated.length === 0) return []
    const isOnlyPlaces = repeated.every(({ differing }) => differing.every((column) => isPlace(column)))
    const isOneAmount = others > repeated.length ? false : isOnlyPlaces && others === 0 && repeated.length >= 3 ? true : null
    const reason = isOneAmount === true ? 'reason.repeated-places' : isOneAmount === false ? 'reason.repeated-differs' : 'reason.repeated'
    return [{
      column: amount.column, projects: repeated.length, rows: repeated.reduce((sum, group) => sum + group.rows.length, 0), firstRows: repeated.slice(0, 5).map((group) => group.rows[0]?.row ?? 0),
      isOneAmount, reason: { key: reason, params: { count: repeated.length, others } },
    }]
  })
}
