import type { Period } from './amount.ts'
import type { YearGrammar } from './column-grammar.ts'

/** Dates as people type them, and the periods they stand for. ISO text throughout; no `Date` object, so no time zone. */

export type DateOrder = 'dmy' | 'mdy' | 'ymd'

/** What `2010-11` means. */
export type SpanMeaning = YearGrammar['spanMeaning']

export type DateReading =
  | { readonly kind: 'day'; readonly iso: string }
  | { readonly kind: 'month'; readonly year: number; readonly month: number }
  | { readonly kind: 'year'; readonly year: number }
  /** Calendar years `first` to `last`, both ends written in full. */
  | { readonly kind: 'years'; readonly first: number; readonly last: number }
  /** `FY2011`: a partner's own year, whose months nobody knows; calendar years that it may touch. */
  | { readonly kind: 'fiscal-year'; readonly first: number; readonly last: number }
  /** `2010-11`: a biennium, a partner's fiscal year or a month; only evidence from outside the cell can tell. */
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'blank' }
  | { readonly kind: 'unreadable' }

const pad = (value: number, width = 2): string => String(value).padStart(width, '0')
const isYear = (year: number): boolean => year >= 1900 && year <= 2100
const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
export const daysInMonth = (year: number, month: number): number => (month === 2 && isLeapYear(year) ? 29 : (lengths[month - 1] ?? 0))

/** ISO date of parts, or null where the calendar has no such day between 1900 and 2100. */
export function isoDate(year: number, month: number, day: number): string | null {
  return isYear(year) && day >= 1 && day <= daysInMonth(year, month) ? `${pad(year, 4)}-${pad(month)}-${pad(day)}` : null
}

/** Days since 1970-01-01 to an ISO date (proleptic Gregorian calendar; H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days). */
export function isoOfDays(days: number): string {
  const shifted = days + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const part = Math.floor((5 * dayOfYear + 2) / 153)
  const month = part < 10 ? part + 3 : part - 9
  return `${pad(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4)}-${pad(month)}-${pad(dayOfYear - Math.floor((153 * part + 2) / 5) + 1)}`
}

/** A spreadsheet serial (1900 system) typed as a number, where it is plausible as a date: 1954-10-03 to 2064-04-08. */
export const isoOfSerial = (serial: number): string | null => (serial >= 20000 && serial < 60000 ? isoOfDays(Math.floor(serial) - 25569) : null)

/** Names of months in the six languages, lower case without accents (and so without Arabic hamzas); index 0 is January. */
const monthNames: readonly string[] = [
  'jan january janv janvier ene enero janeiro يناير جانفي', 'feb february fev fevr fevrier febrero fevereiro فبراير فيفري شباط',
  'mar march mars marzo marco مارس اذار', 'apr april avr avril abr abril ابريل افريل نيسان', 'may mai mayo maio مايو ماي ايار', 'jun june juin junio junho يونيو جوان حزيران',
  'jul july juil juillet julio julho يوليو جويلية تموز', 'aug august aout ago agosto اغسطس اوت اب', 'sep sept september septembre septiembre setiembre set setembro سبتمبر ايلول',
  'oct october octobre octubre out outubro اكتوبر', 'nov november novembre noviembre novembro نوفمبر', 'dec december decembre dic diciembre dez dezembro ديسمبر',
]
const months: ReadonlyMap<string, number> = new Map([
  ...monthNames.flatMap((names, index) => names.split(' ').map((name): [string, number] => [name, index + 1])),
  ['كانون الثاني', 1], ['تشرين الاول', 10], ['تشرين الثاني', 11], ['كانون الاول', 12],
])
const foldMarks = (text: string): string => text.normalize('NFKD').replace(/\p{Mn}/gu, '')

/** Two-digit years: 00 to 49 are of this century. */
const fullYear = (text: string): number => (text.length === 2 ? (Number(text) < 50 ? 2000 : 1900) + Number(text) : Number(text))

const day = (year: number, month: number, dayOfMonth: number): DateReading => {
  const iso = isoDate(year, month, dayOfMonth)
  return iso === null ? { kind: 'unreadable' } : { kind: 'day', iso }
}
const monthOf = (year: number, month: number): DateReading => (isYear(year) && month >= 1 && month <= 12 ? { kind: 'month', year, month } : { kind: 'unreadable' })

const dateWords: ReadonlySet<string> = new Set(['de', 'del', 'of', 'the', 'st', 'nd', 'rd', 'th', 'er', 'le', 'el', 'do', 'م'])

function readNamedMonth(text: string): DateReading {
  const key = foldMarks(text).toLowerCase()
  const words = key.match(/(?:كانون|تشرين) \p{L}+|\p{L}+|\d+/gu) ?? []
  const names = words.filter((word) => months.has(word))
  const numbers = words.filter((word) => /^\d+$/.test(word))
  const rest = words.filter((word) => !months.has(word) && !/^\d+$/.test(word))
  const month = months.get(names[0] ?? '')
  if (names.length !== 1 || month === undefined || rest.some((word) => !dateWords.has(word))) return { kind: 'unreadable' }
  const [first = '', second] = numbers
  if (numbers.length === 1) return first.length === 4 || (first.length === 2 && /\p{L}[-'’. ]*\d\d$/u.test(key)) ? monthOf(fullYear(first), month) : { kind: 'unreadable' }
  if (numbers.length !== 2 || second === undefined) return { kind: 'unreadable' }
  return first.length === 4 ? day(Number(first), month, Number(second)) : day(fullYear(second), month, Number(first))
}

/** A time of day after a day: it says nothing that an import of money needs. */
const timeOfDay = /^(.*\d)(?: ?T ?|,? )\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?(?:Z| ?[+-]\d\d:?\d\d)?$/i

/** `FY2011`, `FY 2010/11`, `exercice 2010-2011`; one year alone may begin or end in it, as the partner counts. */
function readFiscalYear(text: string): DateReading | null {
  const match = /^(?:fy|fiscal year|exercice|ejercicio(?: fiscal)?|ano fiscal|año fiscal|财年)\.? ?['’]?(\d{4}|\d\d)(?: ?[-/] ?(\d{4}|\d\d))?$/i.exec(text)
  if (!match) return null
  const first = fullYear(match[1] ?? '')
  const last = match[2] === undefined ? null : fullYear(match[2])
  if (!isYear(first) || (last !== null && last !== first + 1)) return { kind: 'unreadable' }
  return last === null ? { kind: 'fiscal-year', first: first - 1, last: first + 1 } : { kind: 'fiscal-year', first, last }
}

/**
 * In: the text of a cell and the order of day and month in its column. A text that only makes sense in the other order is
 * unreadable, since its neighbours may then have been misread too.
 */
export function parseDateText(text: string, order: DateOrder = 'dmy'): DateReading {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]+Z?)?$/.exec(text)
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const value = text.replace(/\p{Cf}/gu, '').normalize('NFKC').replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15)).replace(/[‐‑‒–—−]/g, '-').replace(/\s+/g, ' ').trim().replace(timeOfDay, '$1')
  if (value === '' || value === '-' || value === '...') return { kind: 'blank' }
  if (value.length > 40) return { kind: 'unreadable' }
  if (/^\d{4}$/.test(value)) return isYear(Number(value)) ? { kind: 'year', year: Number(value) } : { kind: 'unreadable' }
  const serial = /^(\d{5})(?:\.\d+)?$/.exec(value)
  if (serial) {
    const date = isoOfSerial(Number(serial[1]))
    return date === null ? { kind: 'unreadable' } : { kind: 'day', iso: date }
  }
  if (/\p{L}/u.test(value)) {
    const chinese = /^(\d{4}) ?年(?: ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?[日号])?)?$/.exec(value)
    if (chinese) return chinese[2] === undefined ? (isYear(Number(chinese[1])) ? { kind: 'year', year: Number(chinese[1]) } : { kind: 'unreadable' }) : chinese[3] === undefined ? monthOf(Number(chinese[1]), Number(chinese[2])) : day(Number(chinese[1]), Number(chinese[2]), Number(chinese[3]))
    return readFiscalYear(value) ?? readNamedMonth(value)
  }
  const spans = /^(\d{4}) ?[-/] ?(\d{2}|\d{4})$/.exec(value)
  if (spans) {
    const first = Number(spans[1])
    const tail = spans[2] ?? ''
    if (!isYear(first)) return { kind: 'unreadable' }
    if (tail.length === 4) return Number(tail) > first && Number(tail) <= first + 10 ? { kind: 'years', first, last: Number(tail) } : { kind: 'unreadable' }
    if (Number(tail) > first % 100 && Number(tail) <= (first % 100) + 10 && (Number(tail) > 12 || Number(tail) === (first % 100) + 1)) return { kind: 'ambiguous' }
    return monthOf(first, Number(tail))
  }
  const monthYear = /^(\d{1,2})[-/.](\d{4})$/.exec(value)
  if (monthYear) return monthOf(Number(monthYear[2]), Number(monthYear[1]))
  const parts = /^(\d{1,4}) ?[-/. ] ?(\d{1,2}) ?[-/. ] ?(\d{1,4})$/.exec(value)
  if (!parts) return { kind: 'unreadable' }
  const [, a = '', b = '', c = ''] = parts
  if (a.length === 4 && c.length <= 2) return day(Number(a), Number(b), Number(c))
  if (a.length > 2 || (order === 'ymd' ? c.length > 2 : c.length !== 2 && c.length !== 4)) return { kind: 'unreadable' }
  if (order === 'ymd') return day(fullYear(a.padStart(2, '0')), Number(b), Number(c))
  return order === 'dmy' ? day(fullYear(c), Number(b), Number(a)) : day(fullYear(c), Number(a), Number(b))
}

export const noPeriod: Period = { start: null, end: null, precision: 'none' }
export const dayPeriod = (iso: string): Period => ({ start: iso, end: iso, precision: 'day' })
export const monthPeriod = (year: number, month: number): Period => ({ start: `${pad(year, 4)}-${pad(month)}-01`, end: `${pad(year, 4)}-${pad(month)}-${pad(daysInMonth(year, month))}`, precision: 'month' })
export const yearPeriod = (year: number): Period => ({ start: `${pad(year, 4)}-01-01`, end: `${pad(year, 4)}-12-31`, precision: 'year' })

/** FAO's biennia begin in even years. */
export const bienniumStart = (year: number): number => year - (year % 2)
/** The biennium that holds a year. */
export const bienniumPeriod = (year: number): Period => ({ start: `${pad(bienniumStart(year), 4)}-01-01`, end: `${pad(bienniumStart(year) + 1, 4)}-12-31`, precision: 'biennium' })
/** `2010-11`, with a hyphen as the governing-body documents print it. */
export const bienniumLabel = (year: number): string => `${bienniumStart(year)}-${pad((bienniumStart(year) + 1) % 100)}`

const yearsPeriod = (first: number, last: number): Period => ({ start: `${pad(first, 4)}-01-01`, end: `${pad(last, 4)}-12-31`, precision: 'none' })

/**
 * Period of a reading that names one; null for those that do not. `meaning` is what spans of years mean in the column; a fiscal year is
 * of no single calendar year, so its period has ends and no precision.
 */
export function periodOfReading(reading: DateReading, text: string, meaning: SpanMeaning | null = null): Period | null {
  switch (reading.kind) {
    case 'day': return dayPeriod(reading.iso)
    case 'month': return meaning === null || meaning === 'month' || !isShortSpan.test(text.trim()) ? monthPeriod(reading.year, reading.month) : null
    case 'year': return yearPeriod(reading.year)
    case 'fiscal-year': return yearsPeriod(reading.first, reading.last)
    case 'years': return spanPeriod(reading.first, reading.last, meaning ?? 'biennium')
    case 'ambiguous': {
      if (meaning === null) return null
      const first = Number(text.trim().slice(0, 4))
      const tail = Number(text.trim().slice(-2))
      if (meaning === 'month') return tail >= 1 && tail <= 12 ? monthPeriod(first, tail) : null
      return spanPeriod(first, first - (first % 100) + tail + (tail < first % 100 ? 100 : 0), meaning)
    }
    case 'blank': case 'unreadable': return null
    default: throw new TypeError('unknown kind of reading')
  }
}

const isShortSpan = /^\d{4} ?[-/‐-―−] ?\d\d$/

/** Two years that follow each other: of a biennium only where the first is even. */
function spanPeriod(first: number, last: number, meaning: SpanMeaning): Period | null {
  if (last !== first + 1 || meaning === 'month') return null
  if (meaning === 'fiscal-year') return yearsPeriod(first, last)
  return first % 2 === 0 ? bienniumPeriod(first) : null
}

/** The period of `2010-11`, of `2010-2011`, or of `2010-11-01` that a spreadsheet made of the first, where the meaning of the column is known. */
export const periodOfSpan = (text: string, meaning: SpanMeaning): Period | null => {
  const made = /^(\d{4}-\d\d)-01$/.exec(text.trim())?.[1] ?? text
  const reading = parseDateText(made)
  return reading.kind === 'year' || reading.kind === 'day' ? null : periodOfReading(reading, made, meaning)
}
