import type { SheetCell } from '../../../../shared/domain/sheet.ts'
import { foldSpace } from '../../../../shared/domain/text-key.ts'
import { isKnownHeader } from '../map/read-header.ts'
import { columnsOf, isDatum, isLabel, isYear, type SheetLine } from './sheet-lines.ts'

/** The rows of one header: the line found, the second lines below it, the bands above it that name groups of columns; and the path that they give each column. */

export interface DetectedColumn {
  readonly column: number
  /** Bands first, then the column's own name, then a unit that stands under it; empty where the sheet gives none. */
  readonly path: readonly string[]
}

/** Indexes into the lines of a sheet, all included; `top` is the highest band. */
export interface HeaderZone {
  readonly top: number
  readonly last: number
}

const mostLines = 4

/** The label over each column in one row: its own, that of the merge it lies in, or (in a band without merges) of the nearest label to its left. */
function labelsOver(line: SheetLine, columns: readonly number[], isBand: boolean, above: SheetLine | undefined): Map<number, string> {
  const cells = new Map(line.all.map((cell) => [cell.column, cell]))
  const upper = new Map(above?.all.map((cell) => [cell.column, cell]))
  const labels = new Map<number, string>()
  // A band that is not merged reaches to the next one; a row that names nearly every column has no such bands.
  const reaches = isBand && line.cells.length >= 2
  let current: { text: string; isMerged: boolean } | null = null
  for (const column of columns) {
    const cell = cells.get(column)
    if (cell && isLabel(cell)) current = { text: foldSpace(cell.text), isMerged: cell.merge === 'origin' }
    else if (current && (current.isMerged ? cell?.merge !== 'covered' || isCoveredFromAbove(upper, column) : !reaches)) current = null
    if (current) labels.set(column, current.text)
  }
  return labels
}

const isCoveredFromAbove = (upper: ReadonlyMap<number, SheetCell>, column: number): boolean => upper.get(column)?.merge === 'origin' && upper.get(column + 1)?.merge !== 'covered'

/** Does a row above a header name groups of its columns? Titles, one band over all, names of every single column and lines such as `Country: X` do not. */
export function isBandLine(line: SheetLine, columns: readonly number[]): boolean {
  const leftmost = columns[0] ?? 0
  if (line.cells.some((cell) => isDatum(cell) || cell.text.length > 80 || /[:：]\s*$/.test(cell.text))) return false
  const over = labelsOver(line, columns, true, undefined)
  if (line.cells.length >= 2) {
    const distinct = new Set(over.values()).size
    return (distinct >= 2 || over.size < columns.length) && (distinct < columns.length || over.size < line.cells.length)
  }
  const [only] = line.cells
  if (!only || over.size === 0 || only.column <= leftmost) return false
  // One word over the right part of a table is a band where it is merged, or speaks of money or time: else it is a title or a label.
  return only.merge === 'origin' ? over.size >= 2 : isYear(only) || isKnownHeader(only.text)
}

/** Is the row after a header line its second line: names only, under merges or blanks of the first, with data below? */
function isSecondLine(upper: SheetLine, lower: SheetLine | undefined, below: SheetLine | undefined): boolean {
  if (!lower || !below || lower.row !== upper.row + 1) return false
  const { cells } = lower
  if (cells.length < 2 || cells.some((cell) => isDatum(cell) || cell.text.length > 60)) return false
  const tops = new Map(upper.all.map((cell) => [cell.column, cell]))
  const under = new Map(lower.all.map((cell) => [cell.column, cell]))
  const isMergedDown = upper.cells.some((cell) => cell.merge === 'origin' && under.get(cell.column)?.merge === 'covered' && tops.get(cell.column + 1)?.merge !== 'covered')
  if (!isMergedDown && !below.cells.some(isDatum)) return false
  const filled = new Set(cells.map((cell) => cell.column))
  const isUnder = cells.every((cell) => {
    const top = tops.get(cell.column)
    return !top || !isLabel(top) || top.merge === 'origin' || (filled.has(cell.column + 1) && !tops.get(cell.column + 1)?.text.trim())
  })
  return isUnder && (isMergedDown || upper.cells.some((cell) => !filled.has(cell.column)))
}

const spanOf = (lines: readonly SheetLine[]): number[] => columnsOf(lines.map(({ cells }) => cells))

/** The rows of the header that line `at` belongs to; `floor` is the first line that may be one of them. A header that a person chose ends where it was chosen. */
export function headerZone(lines: readonly SheetLine[], at: number, floor: number, isChosen = false): HeaderZone {
  let last = at
  const isGoingOn = (upper: SheetLine | undefined): boolean => upper !== undefined && last - at < mostLines - 1 && isSecondLine(upper, lines[last + 1], lines[last + 2])
  if (!isChosen) while (isGoingOn(lines[last])) last += 1
  let top = at
  while (top > floor && last - top < mostLines - 1) {
    const upper = lines[top - 1]
    const columns = spanOf(lines.slice(at, last + 1))
    if (!upper || upper.row !== (lines[top]?.row ?? 0) - 1 || !isBandLine(upper, columns)) break
    top -= 1
  }
  return { top, last }
}

/** The path of each of the columns under a header. In: the lines of its zone, top first, and the line of units that stands under it, if any. */
export function headerPaths(zone: readonly SheetLine[], columns: readonly number[], units: SheetLine | undefined): DetectedColumn[] {
  const rows = zone.map((line, index) => labelsOver(line, columns, index < zone.length - 1, zone[index - 1]))
  if (units) rows.push(new Map(units.cells.map((cell) => [cell.column, foldSpace(cell.text)])))
  return columns.map((column) => {
    const path: string[] = []
    for (const labels of rows) {
      const label = labels.get(column)
      if (label !== undefined && label !== path.at(-1)) path.push(label)
    }
    return { column, path }
  })
}

/** Columns that the lines of a header name, with their path. */
export const namedColumns = (zone: readonly SheetLine[]): DetectedColumn[] => headerPaths(zone, spanOf(zone), undefined)

/** A header path as one line. */
export const headerText = (path: readonly string[]): string => path.join(' > ')
