import { foldSpace } from '../../../../shared/domain/text-key.ts'
import { saysInstruction } from './block-notes.ts'
import { beginsTable, findMainHeader, profileOf, scoreLine, usualWidth, type ColumnProfile, type HeaderWords } from './header-evidence.ts'
import { headerZone, isBandLine, namedColumns, type DetectedColumn, type HeaderZone } from './header-path.ts'
import { createColumnComparison } from './same-columns.ts'
import { isTotalLine, readsLikeNames, soleLabel, type SheetLine } from './sheet-lines.ts'

/**
 * All headers of a sheet (or of one of its tables side by side), each with the table that it heads: the row that looks most like a
 * header, every row that repeats a header or says the same in other words, and after a break every row that begins other columns.
 */

export interface FoundHeader extends HeaderZone {
  /** Headers of the same number name the same columns. */
  readonly table: number
  readonly columns: readonly DetectedColumn[]
  readonly score: number
  readonly known: number
  readonly names: number
  readonly isChosen: boolean
}

const mostTables = 40

/** A header of one row above another, `Approved | Delivery` over their years, is found with the lower one. */
function isBandOfNext(lines: readonly SheetLine[], at: number): boolean {
  const line = lines[at]
  const next = lines[at + 1]
  if (!line || !next || next.row !== line.row + 1 || next.cells.length <= line.cells.length || !readsLikeNames(next)) return false
  return isBandLine(line, next.cells.map((cell) => cell.column)) && headerZone(lines, at, at).last === at
}

/** Words alone, and under a figure. */
function breaksOff(line: SheetLine, before: SheetLine): boolean {
  if (line.cells.some(({ type }) => type !== 'text') || !before.cells.some(({ type }) => type === 'number')) return false
  const figures = new Set(before.cells.flatMap(({ type, column }) => (type === 'number' ? [column] : [])))
  return line.cells.some(({ column }) => figures.has(column))
}

/** A blank row, a label, a total, a band or figures where this line has words stand before the line, or nothing. */
function followsBreak(lines: readonly SheetLine[], at: number): boolean {
  const line = lines[at]
  const before = lines[at - 1]
  if (!line || !before || before.row < line.row - 1 || before.cells.length === 1) return true
  return isTotalLine(before) || soleLabel(before) !== null || breaksOff(line, before) || isBandOfNext(lines, at - 1)
}

/** Rows with two values or more that follow within reach of a header, up to eight and up to the next gap. */
function rowsBelow(lines: readonly SheetLine[], last: number): SheetLine[] {
  const below: SheetLine[] = []
  for (let at = last + 1; at < Math.min(lines.length, last + 14) && below.length < 8; at++) {
    const line = lines[at]
    if (!line || line.row - (lines[at - 1]?.row ?? 0) > (below.length === 0 ? 3 : 1)) break
    if (line.cells.length >= 2) below.push(line)
  }
  return below
}

/** A header in two languages: lines that name every column again, right above or below, are of the header too. */
function withTranslations(lines: readonly SheetLine[], zone: HeaderZone, floor: number, words: HeaderWords): HeaderZone {
  const names = lines[zone.last]?.cells.length ?? 0
  const isTranslation = (at: number, neighbour: number): boolean => {
    const line = lines[at]
    const other = lines[neighbour]
    if (!line || !other || Math.abs(line.row - other.row) !== 1 || line.cells.length < Math.max(3, names * 0.8) || names < line.cells.length * 0.8 || !readsLikeNames(line) || saysInstruction(line)) return false
    return line.cells.filter((cell) => words(cell.text)).length >= line.cells.length * 0.6
  }
  return {
    top: zone.top > floor && isTranslation(zone.top - 1, zone.top) ? zone.top - 1 : zone.top,
    last: zone.last === zone.top && isTranslation(zone.last + 1, zone.last) && lines.length > zone.last + 2 ? zone.last + 1 : zone.last,
  }
}

/** The first cells of a header, by which a repeated one is known at once. */
const firstTexts = (line: SheetLine): string[] => line.cells.slice(0, 2).map((cell) => cell.text)

const beginningOf = (column: number, text: string): string => `${column} ${text.trim().slice(0, 3).toLowerCase()}`
const beginningsOf = (columns: readonly DetectedColumn[]): string[] => columns.map(({ column, path }) => beginningOf(column, path.at(-1) ?? ''))

const isSameLine = (line: SheetLine | undefined, other: SheetLine | undefined): boolean =>
  line !== undefined && line.cells.length === other?.cells.length && line.cells.every((cell, index) => cell.text === other.cells[index]?.text && cell.column === other.cells[index]?.column)

function repeats(line: SheetLine, header: SheetLine): boolean {
  const texts = new Map(header.cells.map((cell) => [cell.column, foldSpace(cell.text)]))
  let same = 0
  for (const cell of line.cells) if (texts.get(cell.column) === foldSpace(cell.text)) same += 1
  return same >= 2 && same >= Math.max(header.cells.length, line.cells.length) * 0.6
}

/** In: the lines of a sheet, and the one that a person chose as the header (its index), from which then all is read. */
export function findHeaders(lines: readonly SheetLine[], words: HeaderWords, chosen: number | null): FoundHeader[] {
  const width = usualWidth(lines)
  const main = chosen === null ? findMainHeader(lines, width, words) : { ...scoreLine(lines, chosen, width, words), at: chosen }
  if (!main) return []
  const hasSameColumns = createColumnComparison()
  const found: FoundHeader[] = []
  const tables: FoundHeader[] = []
  const leaves = new Map<string, { readonly line: SheetLine; readonly header: FoundHeader | null }>()
  /** Columns and first letters of the names of all tables: what no name begins like is not compared further. */
  const beginnings = new Set<string>()
  const mainLine = lines[main.at]
  const mainZone = chosen === null ? withTranslations(lines, headerZone(lines, main.at, 0), 0, words) : headerZone(lines, main.at, 0, true)
  const mainColumns = namedColumns(lines.slice(mainZone.top, mainZone.last + 1))
  if (mainLine) for (const text of firstTexts(mainLine)) leaves.set(text, { line: mainLine, header: null })
  for (const text of beginningsOf(mainColumns)) beginnings.add(text)
  let profile: ColumnProfile | null = null
  /** What the table above a line holds; asked for seldom, so not before. */
  const profileAbove = (): ColumnProfile | null => {
    const above = found.at(-1)
    if (above) profile ??= profileOf(lines.slice(above.last + 1, above.last + 31))
    return profile
  }

  const add = (zone: HeaderZone, columns: readonly DetectedColumn[], evidence: Pick<FoundHeader, 'score' | 'known'>, isMain: boolean, twin: FoundHeader | null = null): void => {
    const same = twin ?? tables.find((other) => hasSameColumns(other.columns, columns))
    if (!same && tables.length >= mostTables) return
    const { score, known } = evidence
    const header: FoundHeader = { ...zone, table: same?.table ?? tables.length, columns, score, known, names: columns.length, isChosen: isMain && chosen !== null }
    found.push(header)
    profile = null
    const line = lines[zone.last]
    if (twin || !line) return
    if (!same) {
      tables.push(header)
      for (const text of beginningsOf(columns)) beginnings.add(text)
    }
    for (const text of firstTexts(line)) leaves.set(text, { line, header })
  }

  for (let at = chosen ?? 0; at < lines.length; at++) {
    const line = lines[at]
    if (!line || line.cells.length < 2) continue
    if (at >= mainZone.top && at <= mainZone.last) {
      add(mainZone, mainColumns, main, true)
      at = mainZone.last
      continue
    }
    const floor = (found.at(-1)?.last ?? -1) + 1
    const leaf = leaves.get(line.cells[0]?.text ?? '') ?? leaves.get(line.cells[1]?.text ?? '')
    if (leaf && repeats(line, leaf.line)) {
      // Only bands that the first header has are taken: the row above may be data.
      const owner = leaf.header ?? mainZone
      let top = at
      while (owner.last - owner.top > at - top && top - 1 >= floor && isSameLine(lines[top - 1], lines[owner.last - (at - top) - 1])) top -= 1
      const isTwin = leaf.header !== null && isSameLine(line, leaf.line) && at - top === owner.last - owner.top
      add({ top, last: at }, isTwin ? leaf.header.columns : namedColumns(lines.slice(top, at + 1)), leaf.header ?? main, false, isTwin ? leaf.header : null)
      continue
    }
    if (!followsBreak(lines, at) || !readsLikeNames(line) || soleLabel(line) !== null || isBandOfNext(lines, at)) continue
    const below = rowsBelow(lines, at)
    const isLikely = line.cells.some((cell) => beginnings.has(beginningOf(cell.column, cell.text)))
    if (below.length === 0 || (!isLikely && !beginsTable(line, below, profileAbove(), words))) continue
    const zone = withTranslations(lines, headerZone(lines, at, floor), floor, words)
    if (at < mainZone.top && zone.last >= mainZone.top) continue
    const columns = namedColumns(lines.slice(zone.top, zone.last + 1))
    const isOfTable = isLikely && [mainColumns, ...tables.map((table) => table.columns)].some((other) => hasSameColumns(other, columns))
    if (!isOfTable && !beginsTable(line, rowsBelow(lines, zone.last), profileAbove(), words)) continue
    add(zone, columns, scoreLine(lines, at, line.cells.length, words), false)
    at = zone.last
  }
  return found
}
