import { isProjectSymbol } from '../../../../shared/domain/project-symbol.ts'
import type { SheetCell, SheetRow } from '../../../../shared/domain/sheet.ts'
import { foldSpace } from '../../../../shared/domain/text-key.ts'
import { isSpanMadeDate } from '../map/header-period.ts'
import { hasValue, totalLabel } from '../validate/row-kind.ts'

/** Rows with content, and what a cell or a row looks like by itself; the words that the finders of headers, labels and notes share. */

export interface LineCell extends SheetCell {
  /** A date that names a column: `Jan-11`, `Feb-11`, as spreadsheets keep months. */
  readonly isName?: true
}

export interface SheetLine {
  /** One-based row of the sheet. */
  readonly row: number
  /** Cells with a value, in column order. */
  readonly cells: readonly LineCell[]
  /** All cells that the file holds, covered ones of merges included. */
  readonly all: readonly LineCell[]
}

const monthNumber = (iso: string): number => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7))

/** Three dates or more side by side, as many months apart each, among texts alone: months as the names of columns. */
function namesMonths(cells: readonly SheetCell[]): boolean {
  const dates = cells.filter(({ type }) => type === 'date')
  if (dates.length < 3 || cells.some(({ type }) => type !== 'date' && type !== 'text')) return false
  const steps = dates.slice(1).map((cell, index) => monthNumber(cell.text) - monthNumber(dates[index]?.text ?? ''))
  const isEven = steps.every((step) => step > 0 && step === steps[0])
  const days = new Set(dates.map(({ text }) => text.slice(8, 10)))
  const isLastDay = dates.every(({ text }) => Number(text.slice(8, 10)) >= 28)
  return isEven && (days.size === 1 || isLastDay) && dates.every((cell, index) => index === 0 || cell.column === (dates[index - 1]?.column ?? 0) + 1)
}

const asName = (cell: SheetCell): LineCell => (cell.type === 'date' ? { ...cell, isName: true } : cell)

/** Rows that hold a value, in ascending order. */
export function linesOf(rows: readonly SheetRow[]): SheetLine[] {
  const lines: SheetLine[] = []
  for (const { row, cells } of rows) {
    const filled = cells.filter(hasValue)
    if (filled.length >= 3 && namesMonths(filled)) lines.push({ row, cells: filled.map(asName), all: cells.map(asName) })
    else if (filled.length > 0) lines.push({ row, cells: filled.length === cells.length ? cells : filled, all: cells })
  }
  return lines
}

const year = /^(?:19|20)\d\d$/
/** A year alone, or beside a currency or a unit: `2012 USD` names a column, `12 USD` is a figure. */
const namesYear = /^(?:[^\p{Nd}]*[^\p{Nd}-])?(?:19|20)\d\d(?:$|[^\p{Nd}.,/'’-][^\p{Nd}]*$)/u
const numberText = /^[-–(+]?\s*(?:usd|us\$|eur|gbp|php|[$€£¥])?\s*[\p{Nd}.,'’٫٬\s]+(?:%|[mk]|mn|bn|millions?|usd|eur|€)?\s*[-)]?$/iu
const dateText = /^\d{4}-\d\d-\d\d|^\d\d?[/.]\d\d?[/.](?:\d{2}|\d{4})(?:\s+\d\d?:\d\d(?::\d\d)?)?$/
const noFigure = /^(?:[-‐–—…]+|\.{2,3}|n\/?a|n\.a\.|n\/?d|n\.d\.|tb[acd]|yes|no|oui|non|s[ií]|x)$/i

/** Western, Arabic-Indic, Persian and full-width digits; a loop, since this is asked of every cell of a large sheet. */
function hasDigit(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if ((code >= 48 && code <= 57) || (code >= 0x660 && code <= 0x669) || (code >= 0x6f0 && code <= 0x6f9) || (code >= 0xff10 && code <= 0xff19)) return true
  }
  return false
}

export const isYear = (cell: SheetCell): boolean => (cell.type === 'number' || cell.type === 'text') && year.test(cell.text.trim())

/** A figure, a date, a truth value, an error, or the sign that one is missing: what stands under a header and never in it. */
export function isDatum(cell: LineCell): boolean {
  if (cell.isName) return false
  if (cell.isUncached === true) return true
  if (cell.type === 'text') {
    const text = cell.text.trim()
    if (text.length > 40) return false
    if (!hasDigit(text)) return text.length < 5 && noFigure.test(text)
    return numberText.test(text) ? !namesYear.test(text) : dateText.test(text) && !isSpanMadeDate(text)
  }
  if (cell.type === 'number') return !isYear(cell)
  return cell.type !== 'date' || !isSpanMadeDate(cell.text)
}

export const isLabel = (cell: LineCell): boolean => hasValue(cell) && !isDatum(cell)

/** A code such as a symbol or a number: digits, and hardly a word around them. */
export const isCode = ({ text }: SheetCell): boolean => text.length <= 40 && hasDigit(text) && /^\s*\S+(?:\s+\S+){0,2}\s*$/.test(text)

/** Columns that rows of cells take, in ascending order. Rows like the one before are passed over: that is nearly all of them. */
export function columnsOf(rows: Iterable<readonly SheetCell[]>, known: Iterable<number> = []): number[] {
  const columns = new Set(known)
  let first = -1
  let last = -1
  for (const cells of rows) {
    const from = cells[0]?.column ?? 0
    const to = cells.at(-1)?.column ?? -1
    const isWhole = to - from === cells.length - 1
    if (isWhole && from >= first && to <= last) continue
    for (const { column } of cells) columns.add(column)
    if (isWhole && to - from > last - first) [first, last] = [from, to]
  }
  return [...columns].sort((a, b) => a - b)
}

/** Every cell reads like the name of a column, or like a year. */
export function readsLikeNames(line: SheetLine): boolean {
  let named = 0
  for (const cell of line.cells) {
    if (cell.text.length > 120 || !isLabel(cell)) return false
    if (isYear(cell)) continue
    if (hasDigit(cell.text) && isProjectSymbol(cell.text.trim())) return false
    named += 1
  }
  return named > 0 && line.cells.length >= 2
}

/** Only the first cells are looked at: the word stands at the beginning of a row. */
export const isTotalLine = (line: SheetLine): boolean => totalLabel(line.cells.length > 4 ? line.cells.slice(0, 4) : line.cells, () => 'ignore') !== null

/** The hidden row by which a template of this application names its columns. */
export const isTagRow = (line: Pick<SheetLine, 'cells'>): boolean => line.cells.some(({ type, text }) => type === 'text' && text.startsWith('rmms:v'))

const pageText = /^(?:page|p[áa]gina|seite|页|第)\s*\.?\s*\d+|^\d+\s*(?:\/|of|de|sur)\s*\d+$/i

/** `Page 2 of 5`, as reports print it between their rows. */
export const isPageLine = (line: SheetLine): boolean => line.cells.length === 1 && pageText.test(line.cells[0]?.text.trim() ?? '')

/**
 * The cell that makes a row a label or a title: its only one, or the second of `Country: | Japan`. Null for figures, totals, page
 * numbers, and for a cell to the right of a merged one that covers this row: such a row goes on with the one above.
 */
export function soleLabel(line: SheetLine): SheetCell | null {
  const [first, second, third] = line.cells
  if (!first || third) return null
  if (line.all.some((cell) => cell.merge === 'covered' && cell.column < first.column)) return null
  const cell = second ? (/[:：]\s*$/.test(first.text) ? second : null) : first
  if (!cell || cell.text.length > 160 || !isLabel(cell) || isTotalLine(line) || isPageLine(line)) return null
  return cell
}

/** What a label says: `Japan`; `Country: Japan` where its name stands in a cell before it. */
export const labelText = (line: SheetLine): string => line.cells.map((cell) => foldSpace(cell.text)).join(' ')
