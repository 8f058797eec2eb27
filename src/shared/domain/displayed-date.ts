import type { FormatSection, FormatToken } from './format-sections.ts'
import { literalOf } from './displayed-number.ts'

/** A moment as a format shows it; day 0 of January 1900 and 29 February 1900 are days of the spreadsheets' calendar. */
export interface Moment {
  readonly year: number
  readonly month: number
  readonly day: number
  /** 0 is Sunday. */
  readonly weekday: number
  /** Since midnight, with fractions. */
  readonly seconds: number
  /** Days with fractions, for elapsed time. */
  readonly serial: number
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
/** Primary language of a Windows language code. */
const english = 0x09

/** A moment by a section of a format; undefined where names of months or days are asked for in another language, or another calendar. */
export function dateText(section: FormatSection, moment: Moment): string | undefined {
  const { tokens, language } = section
  const isOtherLanguage = language !== undefined && language !== 0 && (language & 0x3ff) !== english && language < 0xf000
  if (section.isForeign || (isOtherLanguage && tokens.some((one) => one.kind === 'date' && (one.letter === 'm' || one.letter === 'd') && one.length > 2))) return undefined
  const isHalfDays = tokens.some(({ kind }) => kind === 'half-day')
  const digits = Math.max(0, ...tokens.map((one) => (one.kind === 'part-of-second' ? one.digits : 0)))
  const factor = 10 ** digits
  const isElapsed = tokens.some((one) => one.kind === 'date' && one.isElapsed)
  const units = Math.round((isElapsed ? moment.serial * 86_400 : moment.seconds) * factor)
  const seconds = Math.floor(units / factor)
  return tokens.map((one, at) => {
    if (one.kind === 'half-day') return seconds % 86_400 < 43_200 ? one.am : one.pm
    if (one.kind === 'part-of-second') return `.${String(units % factor).padStart(digits, '0').slice(0, one.digits)}`
    if (one.kind === 'comma') return ','
    if (one.kind === 'point') return '.'
    if (one.kind === 'digit') return one.sign === '0' ? '0' : ''
    if (one.kind !== 'date') return literalOf(one)
    if (one.letter === 's') return padded(one.isElapsed ? seconds : seconds % 60, one.length)
    if (one.letter === 'h') {
      const hours = Math.floor(seconds / 3600)
      return padded(one.isElapsed ? hours : isHalfDays ? ((hours % 24) + 11) % 12 + 1 : hours % 24, one.length)
    }
    if (one.letter === 'm' && (one.isElapsed || isMinute(tokens, at))) return padded(one.isElapsed ? Math.floor(seconds / 60) : Math.floor(seconds / 60) % 60, one.length)
    return calendarText(one.letter, one.length, moment)
  }).join('')
}

const padded = (value: number, length: number): string => String(value).padStart(Math.min(length, 20), '0')

/** `m` is a minute behind an hour or before a second. */
function isMinute(tokens: readonly FormatToken[], at: number): boolean {
  const isLetter = (one: FormatToken | undefined, letter: string): boolean => one?.kind === 'date' && one.letter === letter
  const before = tokens.slice(0, at).findLast(({ kind }) => kind === 'date')
  const after = tokens.slice(at + 1).find(({ kind }) => kind === 'date')
  return isLetter(before, 'h') || isLetter(after, 's')
}

function calendarText(letter: 'y' | 'm' | 'd', length: number, { year, month, day, weekday }: Moment): string {
  if (letter === 'y') return length <= 2 ? padded(year % 100, 2) : padded(year, 4)
  const value = letter === 'm' ? month : day
  if (length <= 2) return padded(value, length)
  const name = letter === 'm' ? (months[month - 1] ?? '') : (days[weekday] ?? '')
  if (length === 3) return name.slice(0, 3)
  return letter === 'm' && length === 5 ? name.slice(0, 1) : name
}
