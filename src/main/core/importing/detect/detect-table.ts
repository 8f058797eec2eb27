import type { SheetCell, SheetRow } from '../../../../shared/domain/sheet.ts'
import type { Message } from '../../../../shared/domain/submission.ts'
import { foldSpace } from '../../../../shared/domain/text-key.ts'
import { isProjectSymbol } from '../../../../shared/domain/project-symbol.ts'
import { isSpanMadeDate } from '../map/header-period.ts'
import { isKnownHeader } from '../map/read-header.ts'

/**
 * Where a sheet's table begins: the last header row, the bands above it that name groups of columns, and the first data row.
 * Titles, blank rows and a band that spans the whole table say nothing about a column and are left out.
 */

export interface DetectedColumn {
  readonly column: number
  /** Bands first, then the column's own name; empty where the sheet gives none. */
  readonly path: readonly string[]
}

export interface DetectedTable {
  /** One-based row of the last header row; 0 where the sheet has none. */
  readonly headerRow: number
  /** Rows that the header takes, from the first band that names columns. */
  readonly headerRows: number
  readonly columns: readonly DetectedColumn[]
  readonly firstDataRow: number
  readonly confidence: number
  readonly reason: Message
}

const hasValue = (cell: SheetCell): boolean => cell.merge !== 'covered' && cell.text.trim() !== ''
const isYear = (cell: SheetCell): boolean => (cell.type === 'number' || cell.type === 'text') && /^(?:19|20)\d\d$/.test(cell.text.trim())
const isNumberText = (cell: SheetCell): boolean => cell.type === 'text' && /\d/.test(cell.text) && /^[-(]?[\d.,' ]+\)?$/.test(cell.text.trim()) && !isYear(cell)
const isDatum = (cell: SheetCell): boolean => ((cell.type === 'number' && !isYear(cell)) || (cell.type === 'date' && !isSpanMadeDate(cell.text)) || cell.type === 'boolean' || cell.type === 'error' || isNumberText(cell) || (/^\d{4}-\d\d-\d\d|^\d\d?[/.]\d\d?[/.]\d{2,4}$/.test(cell.text) && !isSpanMadeDate(cell.text))) && hasValue(cell)
const isLabel = (cell: SheetCell): boolean => hasValue(cell) && !isDatum(cell)

interface Candidate {
  readonly at: number
  readonly score: number
  readonly known: number
  readonly labels: number
}

/** Label share, known words and contrast with the rows below; 0 to about 2. */
function scoreRow(rows: readonly SheetRow[], at: number, width: number): Candidate {
  const cells = (rows[at]?.cells ?? []).filter(hasValue)
  const labels = cells.filter((cell) => isLabel(cell) && cell.text.length <= 120 && !isProjectSymbol(cell.text.trim()))
  const named = labels.filter((cell) => !isYear(cell))
  const known = named.filter((cell) => isKnownHeader(cell.text)).length
  const texts = new Map(labels.map((cell) => [cell.column, cell.text]))
  // Reports repeat their header further down; such a row says nothing against the first one.
  const isSameHeader = (row: SheetRow): boolean => row.cells.filter((cell) => texts.get(cell.column) === cell.text).length >= labels.length * 0.6
  const below = rows.slice(at + 1, at + 16).filter((row) => !isSameHeader(row))
  let contrast = 0
  const withData = new Set<number>()
  const again = new Set<number>()
  for (const row of below) {
    for (const other of row.cells) {
      const label = texts.get(other.column)
      if (label === undefined) continue
      if (label === other.text) again.add(other.column)
      if (!withData.has(other.column) && isDatum(other)) withData.add(other.column)
    }
  }
  for (const cell of labels) if (withData.has(cell.column)) contrast += 1
  const repeated = named.filter((cell) => again.has(cell.column)).length
  if (labels.length < 2 || named.length === 0 || below.length === 0) return { at, score: 0, known, labels: labels.length }
  const fill = Math.min(1, labels.length / width)
  const share = labels.length / cells.length
  const score = fill * share * share * (0.5 + 0.5 * (known / named.length) + 0.5 * (contrast / labels.length)) * (1 - repeated / labels.length)
  return { at, score, known, labels: labels.length }
}

/** The label over each column in one row: its own, that of the merge it lies in, or (unmerged) of the nearest label to its left where the row below goes on. */
function labelsOver(row: SheetRow, columns: readonly number[], isBand: boolean): Map<number, string> {
  const cells = new Map(row.cells.map((cell) => [cell.column, cell]))
  const labels = new Map<number, string>()
  const count = row.cells.filter(isLabel).length
  let current: { text: string; isMerged: boolean } | null = null
  for (const column of columns) {
    const cell = cells.get(column)
    if (cell && hasValue(cell)) current = { text: foldSpace(cell.text), isMerged: cell.merge === 'origin' }
    else if (current && (current.isMerged ? cell?.merge !== 'covered' : !isBand || count < 2)) current = null
    if (current) labels.set(column, current.text)
  }
  return labels
}

/** Does a row above the header name groups of its columns? Titles, one band over all, and lines such as `Country: X` do not. */
function isBandRow(row: SheetRow, columns: readonly number[]): boolean {
  const values = row.cells.filter(hasValue)
  if (values.length === 0 || values.some((cell) => !isLabel(cell) || cell.text.length > 80 || cell.text.trim().endsWith(':'))) return false
  const over = labelsOver(row, columns, true)
  if (values.length >= 2) return new Set(over.values()).size >= 2 || over.size < columns.length
  const isMerged = values[0]?.merge === 'origin'
  return isMerged && over.size >= 2 && over.size < columns.length * 0.8
}

/** Is the row after a header row its second line: names only, under merges or blanks of the first, with data below? */
function isSecondLine(upper: SheetRow, lower: SheetRow | undefined, below: SheetRow | undefined): boolean {
  if (!lower || !below || lower.row !== upper.row + 1) return false
  const values = lower.cells.filter(hasValue)
  if (values.length < 2 || values.some((cell) => !isLabel(cell) || cell.text.length > 60)) return false
  if (!below.cells.some(isDatum)) return false
  const tops = new Map(upper.cells.map((cell) => [cell.column, cell]))
  const under = new Set(values.map((cell) => cell.column))
  const covered = upper.cells.filter((cell) => hasValue(cell) && !under.has(cell.column))
  const isUnder = values.every((cell) => {
    const top = tops.get(cell.column)
    return !top || !hasValue(top) || top.merge === 'origin' || (under.has(cell.column + 1) && !tops.get(cell.column + 1)?.text.trim())
  })
  return isUnder && covered.length > 0
}

/** In: the first rows of a sheet (up to 200) and its last row. A sheet without a header gives headerRow 0 and low confidence. */
export function detectTable(rows: readonly SheetRow[], lastRow: number): DetectedTable {
  const filled = rows.filter((row) => row.cells.some(hasValue))
  const widths = filled.map((row) => row.cells.filter(hasValue).length).sort((a, b) => a - b)
  const width = Math.max(2, widths[Math.floor(widths.length * 0.75)] ?? 2)

  let best: Candidate = { at: -1, score: 0, known: 0, labels: 0 }
  for (let at = 0; at < Math.min(filled.length, 100); at++) {
    const candidate = scoreRow(filled, at, width)
    if (candidate.score > best.score * 1.15) best = candidate
  }
  const bestRow = filled[best.at]
  if (!bestRow || best.score < 0.25) {
    const first = filled[0]?.row ?? 1
    return { headerRow: 0, headerRows: 0, columns: columnsWithValues(filled).map((column) => ({ column, path: [] })), firstDataRow: first, confidence: 0.2, reason: { key: 'reason.no-header', params: { row: first, last: lastRow } } }
  }
  const last = isSecondLine(bestRow, filled[best.at + 1], filled[best.at + 2]) ? best.at + 1 : best.at
  const confidence = Math.min(0.99, Math.max(0.3, 0.35 + 0.45 * best.score + 0.2 * Math.min(1, best.known / 4)))
  return tableUnder(filled, best.at, last, confidence, { key: 'reason.header-found', params: { row: (filled[last] ?? bestRow).row, names: best.labels, known: best.known } })
}

/** The table under a header row that a person chose; a row without content gives the table that is found below it. */
export function tableWithHeader(rows: readonly SheetRow[], headerRow: number, lastRow: number): DetectedTable {
  const filled = rows.filter((row) => row.cells.some(hasValue))
  const at = filled.findIndex((row) => row.row === headerRow)
  if (at < 0) return detectTable(rows.filter((row) => row.row > headerRow), lastRow)
  return tableUnder(filled, at, at, 1, { key: 'reason.header-chosen', params: { row: headerRow } })
}

const columnsWithValues = (filled: readonly SheetRow[]): number[] => [...new Set(filled.flatMap((row) => row.cells.filter(hasValue).map((cell) => cell.column)))].sort((a, b) => a - b)

/** The table whose header runs from row `first` to row `last` (indexes), with the bands above it that name groups of columns. */
function tableUnder(filled: readonly SheetRow[], first: number, last: number, confidence: number, reason: Message): DetectedTable {
  const upperLine = filled[first]
  const headerLine = filled[last] ?? upperLine
  if (!headerLine || !upperLine) throw new RangeError(`no row ${first}`)
  const all = columnsWithValues(filled)
  const from = headerLine.cells.filter(hasValue).concat(upperLine.cells.filter(hasValue)).map((cell) => cell.column)
  const leftmost = Math.min(...from)
  const rightmost = Math.max(...from, ...all)
  const columns = all.filter((column) => column >= leftmost && column <= rightmost)

  const lines: Map<number, string>[] = [labelsOver(headerLine, columns, false)]
  let top = headerLine.row
  for (let at = last - 1; at >= 0 && top - (filled[at]?.row ?? 0) === 1 && lines.length < 4; at--) {
    const row = filled[at]
    if (!row || (at !== first && !isBandRow(row, columns))) break
    lines.unshift(labelsOver(row, columns, true))
    top = row.row
  }
  const paths = columns.map((column) => {
    const path: string[] = []
    for (const line of lines) {
      const label = line.get(column)
      if (label !== undefined && label !== path.at(-1)) path.push(label)
    }
    return { column, path }
  })
  return { headerRow: headerLine.row, headerRows: headerLine.row - top + 1, columns: paths, firstDataRow: headerLine.row + 1, confidence, reason }
}

/** A header path as one line. */
export const headerText = (path: readonly string[]): string => path.join(' > ')
