import { dateText, type Moment } from './displayed-date.ts'
import { generalText, literalOf, numberText } from './displayed-number.ts'
import { formatSections, type FormatSection } from './format-sections.ts'
import type { SheetCell } from './sheet.ts'

/**
 * What Excel shows of a cell in a column wide enough, with English names of months and days, by the number format (ECMA-376 18.8.31):
 * General and its eleven signs, grouping, percent, powers of ten, dates and times in the format's order, a section for each sign,
 * conditions, literals and signs of currencies. Where a format shows fractions (`# ?/?`), other digits, an era's calendar or names in
 * another language, the cell's plain text is given: a wrong rendering would be worse than a plain one.
 */
export function displayedText(cell: SheetCell): string {
  if (cell.displayed !== undefined) return cell.displayed
  if (cell.type === 'blank' || cell.type === 'boolean' || cell.type === 'error') return cell.text
  const { format } = cell
  if (format === undefined) return cell.type === 'number' ? generalText(cell.text) : cell.text
  if (format.length > longestFormat) return cell.text
  const sections = formatSections(format)
  if (cell.type === 'text') return textText(sections, cell.text)
  const value = cell.type === 'number' ? Number(cell.text) : 1
  const { section, isSigned } = chooseSection(sections, value)
  // None of the conditions holds: the programs fill the cell with number signs.
  if (section === undefined) return tooWide
  if (section.tokens.some(({ kind }) => kind === 'date' || kind === 'half-day')) {
    const moment = momentOf(cell)
    if (moment === undefined) return cell.type === 'number' ? tooWide : cell.text
    return dateText(section, moment) ?? cell.text
  }
  if (cell.type === 'date' || section.isForeign) return cell.text
  return numberText(section, cell.text, isSigned && value < 0) ?? cell.text
}

/** Excel takes no longer ones. */
const longestFormat = 255

const tooWide = '########'

/** 31 December 9999. */
const lastSerial = 2_958_465

function textText(sections: readonly FormatSection[], text: string): string {
  const own = sections[3] ?? sections.findLast((section, at) => at === sections.length - 1 && section.tokens.some(({ kind }) => kind === 'text'))
  return own === undefined ? text : own.tokens.map((one) => (one.kind === 'text' || one.kind === 'general' ? text : literalOf(one))).join('')
}

/** The section for a number, and whether a negative one is shown with its sign. */
function chooseSection(all: readonly FormatSection[], value: number): { readonly section: FormatSection | undefined; readonly isSigned: boolean } {
  // A last section with `@` is for texts, in whatever place.
  const isTextLast = all.length < 4 && all.length > 1 && all.at(-1)?.tokens.some(({ kind }) => kind === 'text') === true
  const sections = isTextLast ? all.slice(0, -1) : all.slice(0, 3)
  const isSigned = sections.length === 1
  const [first, second, third] = sections
  if (first?.condition === undefined && second?.condition === undefined) {
    if (sections.length === 1) return { section: first, isSigned }
    const section = value > 0 || (value === 0 && third === undefined) ? first : value < 0 ? second : third
    return { section, isSigned }
  }
  if (sections.length === 1) return { section: first !== undefined && holds(first, value, '>=', 0) ? first : undefined, isSigned }
  if (first !== undefined && holds(first, value, '>', 0)) return { section: first, isSigned }
  if (second !== undefined && (third === undefined ? second.condition === undefined || holds(second, value, '<', 0) : holds(second, value, '<', 0))) return { section: second, isSigned }
  return { section: third, isSigned }
}

function holds({ condition }: FormatSection, value: number, usual: string, bound: number): boolean {
  const { operator, value: limit } = condition ?? { operator: usual, value: bound }
  switch (operator) {
    case '>': return value > limit
    case '<': return value < limit
    case '>=': return value >= limit
    case '<=': return value <= limit
    case '<>': return value !== limit
    default: return value === limit
  }
}

/** Undefined where the cell names no day. */
function momentOf({ type, raw, text }: SheetCell): Moment | undefined {
  const serial = /^-?[\d.]+(?:e[+-]?\d+)?$/i.test(raw.trim()) ? Number(raw) : undefined
  if (type === 'number') {
    // The two days of the 1900 system that the calendar does not have, and durations.
    const day = serial === undefined ? -1 : Math.floor(serial)
    if (serial === undefined || day < 0 || day > lastSerial) return undefined
    const seconds = (serial - day) * 86_400
    return { year: 1900, month: day === 60 ? 2 : 1, day: day === 60 ? 29 : 0, weekday: (day + 6) % 7, seconds, serial }
  }
  const match = /^(?:(\d{4})-(\d{2})-(\d{2}))?(?:T(\d{2}):(\d{2}):(\d{2}))?$/.exec(text)
  if (match === null) return undefined
  const [year = 1900, month = 1, day = 0, hours = 0, minutes = 0, whole = 0] = match.slice(1).map((part) => (part === undefined ? undefined : Number(part)))
  const rounded = hours * 3600 + minutes * 60 + whole
  const exact = serial === undefined ? rounded : (serial - Math.floor(serial)) * 86_400
  const seconds = Math.abs(exact - rounded) < 1 ? exact : rounded
  return { year, month, day, weekday: weekdayOf(year, month, day, serial), seconds, serial: serial ?? seconds / 86_400 }
}

/** The 1900 system counts weekdays from its own first of January, a Sunday that was a Monday; they are right from March 1900 on. */
function weekdayOf(year: number, month: number, day: number, serial: number | undefined): number {
  if (serial !== undefined && serial < 60 && year === 1900) return (Math.floor(serial) + 6) % 7
  const [shiftedYear, shiftedMonth] = month < 3 ? [year - 1, month + 12] : [year, month]
  const century = Math.floor(shiftedYear / 100)
  const inCentury = shiftedYear % 100
  // Zeller's congruence, counted from Sunday.
  return (day + Math.floor((13 * (shiftedMonth + 1)) / 5) + inCentury + Math.floor(inCentury / 4) + Math.floor(century / 4) + 5 * century + 6) % 7
}
