import type { SheetCell, SheetRow } from '../../../../shared/domain/sheet.ts'

/** A row of data with the number of its block. */
export interface DataRow {
  readonly row: SheetRow
  readonly block: number
}

const hasValue = (cell: SheetCell): boolean => cell.merge !== 'covered' && cell.type !== 'blank' && cell.text.trim() !== ''

/** What has to be blank before blanks are a habit: a share of the rows, in several places; less where the next column is blank in some of the same rows only. */
const leastBlank = 0.25
const leastNested = 0.05
const leastGroups = 3
/** Its first text says so; totals leave the columns of groups blank. */
const isTotalRow = ({ cells }: SheetRow): boolean => /^\W*(?:grand |sub-?|sous-)?total/i.test(cells.find((cell) => cell.type === 'text' && hasValue(cell))?.text ?? '')

/**
 * Columns whose blanks stand for the value above them: cells merged downwards, and grouped lists, in which the leading columns are written
 * once a group. A leading column counts where each block begins with a value in it, no two rows that follow each other repeat one, and the
 * columns to its left are of the same sort; a blank further right may simply be missing.
 * In: the rows of data and the columns of the table from left to right, those with content only.
 */
export function filledDownColumns(data: readonly DataRow[], columns: readonly number[]): ReadonlySet<number> {
  const filled = new Set<number>()
  const rows = data.filter(({ row }) => !isTotalRow(row))
  if (rows.length < 3) return filled
  const merged = mergedDown(rows)
  for (const [column, count] of merged) if (count >= 2) filled.add(column)
  let isLeading = true
  columns.forEach((column, index) => {
    if (filled.has(column) || !isLeading) return
    if (!rows.some(({ row }) => isBlankAt(row, column))) {
      isLeading = false
      return
    }
    // The last column has nothing beside it that could be full.
    const next = columns[index + 1]
    const before = columns[index - 1]
    const isNested = (next !== undefined && nests(rows, column, next)) || (before !== undefined && nests(rows, before, column))
    if (next !== undefined && isGrouped(rows, column, filled, isNested ? leastNested : leastBlank)) filled.add(column)
    else isLeading = false
  })
  return filled
}

const isBlankAt = (row: SheetRow, column: number): boolean => !row.cells.some((cell) => cell.column === column && hasValue(cell))

/** Is the right column blank in a good part of the rows in which the left one is, and hardly in others? So outer groups hold inner ones. */
function nests(rows: readonly DataRow[], left: number, right: number): boolean {
  let inner = 0
  let missing = 0
  let outer = 0
  for (const { row } of rows) {
    const isOuter = isBlankAt(row, left)
    const isInner = isBlankAt(row, right)
    if (isOuter) outer += 1
    if (isInner && isOuter) inner += 1
    else if (isInner) missing += 1
  }
  return inner >= 3 && inner >= 0.3 * outer && missing <= 0.25 * inner
}

/** Covered cells whose merge began in a row above, by column. */
function mergedDown(rows: readonly DataRow[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const { row } of rows) {
    let last = -2
    let isInRow = false
    for (const cell of row.cells) {
      if (cell.merge === 'origin') isInRow = true
      else if (cell.merge !== 'covered' || cell.column !== last + 1) isInRow = false
      if (cell.merge === 'covered' && !isInRow) counts.set(cell.column, (counts.get(cell.column) ?? 0) + 1)
      last = cell.column
    }
  }
  return counts
}

function isGrouped(rows: readonly DataRow[], column: number, outer: ReadonlySet<number>, least: number): boolean {
  let blank = 0
  let values = 0
  let groups = 0
  let previous: string | null = null
  let isAfterBlank = false
  let block = -1
  for (const { row, block: own } of rows) {
    const others = row.cells.some((cell) => cell.column !== column && hasValue(cell))
    if (!others) continue
    const cell = row.cells.find((candidate) => candidate.column === column)
    const text = cell && hasValue(cell) ? cell.text : null
    if (own !== block) {
      block = own
      if (text === null) return false
      previous = null
      isAfterBlank = false
    }
    if (text === null) {
      blank += 1
      if (!isAfterBlank) groups += 1
      isAfterBlank = true
      continue
    }
    // In a new group of the columns before, the same value is written again.
    if (row.cells.some((other) => other.column < column && outer.has(other.column) && hasValue(other))) previous = null
    // A value that is written again in the next row shows that blanks are blanks.
    if (text === previous && !isAfterBlank) return false
    values += 1
    previous = text
    isAfterBlank = false
  }
  return values >= 2 && groups >= leastGroups && blank >= least * (blank + values)
}
