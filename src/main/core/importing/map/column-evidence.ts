import type { SheetCell, SheetRow } from '../../../../shared/domain/sheet.ts'
import { isCurrencyCode } from '../../../../shared/domain/currency.ts'
import { parseDateText, type DateOrder } from '../../../../shared/domain/dates.ts'
import { parseNumberText, possibleMarks, type DecimalMark } from '../../../../shared/domain/number-text.ts'
import { isProjectSymbol } from '../../../../shared/domain/project-symbol.ts'
import { foldSpace } from '../../../../shared/domain/text-key.ts'

/** What the values of a column look like: shares are of the cells that hold something, 0 to 1. */
export interface ColumnEvidence {
  readonly filled: number
  readonly samples: readonly string[]
  readonly numbers: number
  readonly dates: number
  /** A single calendar year, or a biennium in full. */
  readonly years: number
  readonly symbols: number
  readonly currencies: number
  /** Short, with a digit, without blanks or with few: an identifier rather than a name. */
  readonly idLike: number
  readonly partners: number
  readonly countries: number
  readonly distinct: number
  /** Text cells that are read as dates; they need an order of day and month. */
  readonly typedDates: number
  readonly dateOrder: DateOrder
  readonly isDateOrderCertain: boolean
  readonly typedNumbers: number
  readonly decimalMark: DecimalMark
  readonly isDecimalMarkCertain: boolean
}

export interface KnownNames {
  readonly isPartner: (text: string) => boolean
  readonly isCountry: (text: string) => boolean
}

const hasValue = (cell: SheetCell): boolean => cell.merge !== 'covered' && cell.text.trim() !== ''
const isDay = (text: string, order: DateOrder): boolean => parseDateText(text, order).kind === 'day'

/** The cells with content by their column: one pass, however many columns a sheet has. */
export function cellsByColumn(rows: readonly SheetRow[]): ReadonlyMap<number, readonly SheetCell[]> {
  const found = new Map<number, SheetCell[]>()
  for (const row of rows) {
    for (const cell of row.cells) {
      if (!hasValue(cell)) continue
      const cells = found.get(cell.column)
      if (cells) cells.push(cell)
      else found.set(cell.column, [cell])
    }
  }
  return found
}

/** In: the cells of one column that hold something, in the order of their rows. */
export function evidenceOf(cells: readonly SheetCell[], names: KnownNames): ColumnEvidence {
  const texts = cells.filter((cell) => cell.type === 'text').map((cell) => cell.text)
  const share = (test: (cell: SheetCell) => boolean): number => (cells.length === 0 ? 0 : cells.filter(test).length / cells.length)
  const orders: readonly DateOrder[] = ['dmy', 'mdy', 'ymd']
  const counts = orders.map((order) => texts.filter((text) => isDay(text, order)).length)
  const most = Math.max(...counts)
  const dateOrder = orders[counts.indexOf(most)] ?? 'dmy'
  const slashed = texts.filter((text) => /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}/.test(text.trim()))
  const numeric = texts.filter((text) => parseNumberText(text, '.').kind === 'value' || parseNumberText(text, ',').kind === 'value')
  const marks = possibleMarks(numeric)
  const votes = { '.': numeric.filter((text) => parseNumberText(text, '.').kind === 'value').length, ',': numeric.filter((text) => parseNumberText(text, ',').kind === 'value').length }
  const decimalMark: DecimalMark = votes[','] > votes['.'] ? ',' : '.'
  return {
    filled: cells.length,
    samples: cells.slice(0, 5).map((cell) => foldSpace(cell.text).slice(0, 80)),
    numbers: share((cell) => cell.type === 'number' || (cell.type === 'text' && (parseNumberText(cell.text, decimalMark).kind === 'value'))),
    dates: share((cell) => cell.type === 'date' || (cell.type === 'text' && parseDateText(cell.text, dateOrder).kind === 'day')),
    years: share((cell) => (cell.type === 'number' || cell.type === 'text') && ['year', 'years', 'ambiguous'].includes(parseDateText(cell.text.trim()).kind)),
    symbols: share((cell) => cell.type === 'text' && isProjectSymbol(cell.text)),
    currencies: share((cell) => isCurrencyCode(cell.text.trim())),
    idLike: share((cell) => /\d/.test(cell.text) && cell.text.trim().length <= 40 && (cell.text.trim().match(/\s/g)?.length ?? 0) <= 2 && cell.type !== 'date'),
    partners: share((cell) => cell.type === 'text' && names.isPartner(cell.text)),
    countries: share((cell) => cell.type === 'text' && names.isCountry(cell.text)),
    distinct: cells.length === 0 ? 0 : new Set(cells.map((cell) => cell.text)).size / cells.length,
    typedDates: most, dateOrder,
    isDateOrderCertain: slashed.length === 0 || counts.filter((count) => count === most).length === 1,
    typedNumbers: numeric.length, decimalMark,
    isDecimalMarkCertain: marks.size === 1 || numeric.every((text) => !/[.,]/.test(text)),
  }
}
