import type { ColumnGrammar } from '../../../../shared/domain/column-grammar.ts'
import { currencyOfText, isCurrencyCode } from '../../../../shared/domain/currency.ts'
import type { DateOrder } from '../../../../shared/domain/dates.ts'
import { splitList } from '../../../../shared/domain/list-text.ts'
import type { DecimalMark } from '../../../../shared/domain/number-text.ts'
import { isProjectSymbol } from '../../../../shared/domain/project-symbol.ts'
import { foldSpace } from '../../../../shared/domain/text-key.ts'
import type { ColumnValues, TextEntry } from './column-values.ts'
import { findDates, type DateFindings } from './date-grammar.ts'
import { findLists } from './list-grammar.ts'
import { findNumbers, type NumberFindings } from './number-grammar.ts'
import { findYears } from './year-grammar.ts'

/** What the values of a column look like: shares are of the cells that hold something, 0 to 1. */
export interface ColumnEvidence {
  readonly filled: number
  readonly samples: readonly string[]
  readonly numbers: number
  readonly dates: number
  /** Whole numbers that a date system takes for a day. */
  readonly serials: number
  /** A single calendar year, or a span of years. */
  readonly years: number
  /** Several years in one cell. */
  readonly severalYears: number
  readonly symbols: number
  readonly currencies: number
  /** Short, with a digit, without blanks or with few: an identifier rather than a name. */
  readonly idLike: number
  readonly partners: number
  readonly countries: number
  readonly distinct: number
  /** Average length of the texts, in characters. */
  readonly length: number
  /** Text cells that are read as dates; they need an order of day and month. */
  readonly typedDates: number
  readonly dateOrder: DateOrder
  readonly isDateOrderCertain: boolean
  readonly typedNumbers: number
  readonly decimalMark: DecimalMark
  readonly isDecimalMarkCertain: boolean
  readonly grammar: ColumnGrammar
}

export interface KnownNames {
  readonly isPartner: (text: string) => boolean
  readonly isCountry: (text: string) => boolean
}

/** Distinct texts of a column that are looked up in the register. */
const mostNames = 400
const symbolLike = /\/|^\s*[A-Za-z]{3,5}[ -][A-Za-z]{3}[ -]/
const idLike = /^(?=.*\d)\s*\S+(?:\s\S*){0,2}$/s

function shareOf(entries: readonly TextEntry[], filled: number, test: (text: string) => boolean): number {
  let count = 0
  for (const entry of entries) if (test(entry.text)) count += entry.count
  return filled === 0 ? 0 : count / filled
}

/** Of the texts that were looked up, how much of their cells name something known; lists count by their parts. */
function namedShare(values: ColumnValues, lists: ColumnGrammar['list'], isName: (text: string) => boolean): number {
  const looked = values.texts.slice(0, mostNames)
  const cells = looked.reduce((sum, { count }) => sum + count, 0)
  const texts = values.texts.reduce((sum, { count }) => sum + count, 0)
  if (cells === 0) return 0
  let named = 0
  for (const { text, count } of looked) {
    if (text.length > 200) continue
    if (isName(text)) named += count
    else if (lists) {
      const parts = splitList(text, lists.separator)
      named += parts.length > 1 ? (count * parts.filter(isName).length) / parts.length : 0
    }
  }
  return (named / cells) * (texts / values.filled)
}

export interface FoundNumbersAndDates {
  readonly numbers: NumberFindings
  readonly dates: DateFindings
}

/** Where the columns that decide agree on a decimal mark and an order of day and month, those that cannot decide follow them. */
export function findNumbersAndDates(columns: readonly ColumnValues[]): readonly FoundNumbersAndDates[] {
  const first = columns.map((values) => ({ numbers: findNumbers(values), dates: findDates(values) }))
  const marks = new Set(first.flatMap(({ numbers }) => (numbers.grammar && numbers.votes['.'] + numbers.votes[','] > 0 ? [numbers.decimalMark] : [])))
  const orders = new Set(first.flatMap(({ dates }) => (dates.grammar && dates.votes.dmy + dates.votes.mdy + dates.votes.ymd > 0 ? [dates.order] : [])))
  const mark = marks.size === 1 ? [...marks][0] : undefined
  const order = orders.size === 1 ? [...orders][0] : undefined
  return first.map((found, index) => {
    const values = columns[index]
    if (!values) return found
    return {
      numbers: mark !== undefined && !found.numbers.isCertain ? findNumbers(values, mark) : found.numbers,
      dates: order !== undefined && !found.dates.isCertain ? findDates(values, order) : found.dates,
    }
  })
}

/** In: all values of a column, and how its numbers and dates are written. */
export function evidenceOf(values: ColumnValues, { numbers, dates }: FoundNumbersAndDates, header: string, names: KnownNames): ColumnEvidence {
  const { filled, texts } = values
  const years = findYears(values, header)
  const isMostlyText = numbers.numeric + dates.dated + years.single < 0.8 * filled
  const part = (count: number): number => (filled === 0 ? 0 : count / filled)
  const list = isMostlyText ? findLists(values, (text) => names.isPartner(text) || names.isCountry(text)) : null
  const textCells = texts.reduce((sum, { count }) => sum + count, 0)
  return {
    filled,
    samples: values.samples.map((cell) => foldSpace(cell.text).slice(0, 80)),
    numbers: numbers.numeric === 0 ? 0 : numbers.numeric / (filled - numbers.without), dates: part(dates.dated), serials: part(values.serialNumbers + dates.serials), years: part(years.single), severalYears: part(years.grammar?.several ?? 0),
    symbols: shareOf(texts, filled, (text) => text.length <= 120 && symbolLike.test(text) && isProjectSymbol(text)),
    currencies: shareOf(texts, filled, (text) => text.length <= 6 && (isCurrencyCode(text.trim()) || (!/\p{Nd}/u.test(text) && currencyOfText(text) !== null))),
    idLike: part(values.numbers) + shareOf(texts, filled, (text) => text.length <= 60 && text.trim().length <= 40 && idLike.test(text)),
    partners: isMostlyText ? namedShare(values, list, names.isPartner) : 0,
    countries: isMostlyText ? namedShare(values, list, names.isCountry) : 0,
    distinct: part(values.distinct), length: textCells === 0 ? 0 : texts.reduce((sum, { text, count }) => sum + text.length * count, 0) / textCells,
    typedDates: dates.typed, dateOrder: dates.order, isDateOrderCertain: dates.isCertain,
    typedNumbers: numbers.typed, decimalMark: numbers.decimalMark, isDecimalMarkCertain: numbers.isCertain,
    grammar: {
      filled, rows: values.rows, texts: Math.max(0, textCells - (numbers.typed + dates.typed)), errors: values.errors + values.booleans,
      number: numbers.grammar, date: dates.grammar, year: years.grammar, list,
    },
  }
}
