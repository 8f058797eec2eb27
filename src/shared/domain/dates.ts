import type { Period } from './amount.ts'

/** Dates as people type them, and the periods they stand for. ISO text throughout; no `Date` object, so no time zone. */

export type DateOrder = 'dmy' | 'mdy' | 'ymd'

export type DateReading =
  | { readonly kind: 'day'; readonly iso: string }
  | { readonly kind: 'month'; readonly year: number; readonly month: number }
  | { readonly kind: 'year'; readonly year: number }
  /** Calendar years `first` to `last`, both ends written in full. */
  | { readonly kind: 'years'; readonly first: number; readonly last: number }
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

const months: Readonly<Record<string, number>> = {
  jan: 1, january: 1, janv: 1, janvier: 1, ene: 1, enero: 1,
  feb: 2, february: 2, fev: 2, fevr: 2, fevrier: 2, febrero: 2,
  mar: 3, march: 3, mars: 3, marzo: 3,
  apr: 4, april: 4, avr: 4, avril: 4, abr: 4, abril: 4,
  may: 5, mai: 5, mayo: 5,
  jun: 6, june: 6, juin: 6, junio: 6,
  jul: 7, july: 7, juil: 7, juillet: 7, julio: 7,
  aug: 8, august: 8, aout: 8, ago: 8, agosto: 8,
  sep: 9, sept: 9, september: 9, septembre: 9, septiembre: 9, setiembre: 9,
  oct: 10, october: 10, octobre: 10, octubre: 10,
  nov: 11, november: 11, novembre: 11, noviembre: 11,
  dec: 12, december: 12, decembre: 12, dic: 12, diciembre: 12,
}

/** Two-digit years: 00 to 49 are of this century. */
const fullYear = (text: string): number => (text.length === 2 ? (Number(text) < 50 ? 2000 : 1900) + Number(text) : Number(text))

const day = (year: number, month: number, dayOfMonth: number): DateReading => {
  const iso = isoDate(year, month, dayOfMonth)
  return iso === null ? { kind: 'unreadable' } : { kind: 'day', iso }
}
const monthOf = (year: number, month: number): DateReading => (isYear(year) && month >= 1 && month <= 12 ? { kind: 'month', year, month } : { kind: 'unreadable' })

function readNamedMonth(text: string): DateReading {
  const key = text.normalize('NFKD').replace(/\p{Mn}/gu, '').toLowerCase()
  const words = key.match(/[a-z]+|\d+/g) ?? []
  const names = words.filter((word) => months[word] !== undefined)
  const numbers = words.filter((word) => /^\d+$/.test(word))
  const rest = words.filter((word) => months[word] === undefined && !/^\d+$/.test(word))
  const month = months[names[0] ?? '']
  if (names.length !== 1 || month === undefined || rest.some((word) => !['de', 'del', 'of', 'the', 'st', 'nd', 'rd', 'th', 'er', 'le', 'el'].includes(word))) return { kind: 'unreadable' }
  const [first = '', second] = numbers
  if (numbers.length === 1) return first.length === 4 || (first.length === 2 && /[a-z][-'’. ]*\d\d$/.test(key)) ? monthOf(fullYear(first), month) : { kind: 'unreadable' }
  if (numbers.length !== 2 || second === undefined) return { kind: 'unreadable' }
  return first.length === 4 ? day(Number(first), month, Number(second)) : day(fullYear(second), month, Number(first))
}

/**
 * In: the text of a cell and the order of day and month in its column. A text that only makes sense in the other order is
 * unreadable, since its neighbours may then have been misread too.
 */
export function parseDateText(text: string, order: DateOrder = 'dmy'): DateReading {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]+Z?)?$/.exec(text)
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const value = text.replace(/\p{Cf}/gu, '').normalize('NFKC').replace(/[‐‑‒–—−]/g, '-').replace(/\s+/g, ' ').trim()
  if (value === '' || value === '-' || value === '...') return { kind: 'blank' }
  if (value.length > 40) return { kind: 'unreadable' }
  if (/^\d{4}$/.test(value)) return isYear(Number(value)) ? { kind: 'year', year: Number(value) } : { kind: 'unreadable' }
  const serial = /^(\d{5})(?:\.\d+)?$/.exec(value)
  if (serial) {
    const date = isoOfSerial(Number(serial[1]))
    return date === null ? { kind: 'unreadable' } : { kind: 'day', iso: date }
  }
  if (/\p{L}/u.test(value) && !/^[\d/.\- ]+T[\d:.]+Z?$/.test(value)) return readNamedMonth(value)
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
  const parts = /^(\d{1,4}) ?[-/. ] ?(\d{1,2}) ?[-/. ] ?(\d{1,4})(?:[T ][\d:.]+Z?)?$/.exec(value)
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

/** Period of a reading that names one; null for those that do not. `isBiennium`: the column says that its values are biennia. */
export function periodOfReading(reading: DateReading, text: string, isBiennium = false): Period | null {
  if (reading.kind === 'day') return dayPeriod(reading.iso)
  if (reading.kind === 'month') return monthPeriod(reading.year, reading.month)
  if (reading.kind === 'year') return yearPeriod(reading.year)
  if (reading.kind === 'years') return reading.last === reading.first + 1 && reading.first % 2 === 0 ? bienniumPeriod(reading.first) : null
  if (reading.kind === 'ambiguous' && isBiennium && Number(text.trim().slice(0, 4)) % 2 === 0) return bienniumPeriod(Number(text.trim().slice(0, 4)))
  return null
}
