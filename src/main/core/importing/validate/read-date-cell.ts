import type { SheetCell } from '../../../../shared/domain/sheet.ts'
import type { ColumnMapping, Problem } from '../../../../shared/domain/submission.ts'
import type { Period } from '../../../../shared/domain/amount.ts'
import { monthPeriod, parseDateText, periodOfReading, periodOfSpan, yearPeriod, type DateReading } from '../../../../shared/domain/dates.ts'
import { periodOfMark } from '../../../../shared/domain/period.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'
import { isSpanMadeDate } from '../map/header-period.ts'
import { problem, quoted } from './problem.ts'

/** Dates and periods of a row. A date that cannot be read is left out with a warning: it costs the row its date, not its money. */
export interface DateField {
  readonly iso: string | null
  /** As precise as the cell, for the amounts that it dates. */
  readonly period: Period | null
}

const storedDate = /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])/
/** The number 2012 under a date format shows a day of 1905, forty years before there was an FAO: it is the year. Serial numbers 1950 to 2100. */
function yearShownAsDate(iso: string): number | null {
  if (!iso.startsWith('1905-')) return null
  const serial = Math.round((Date.parse(`${iso}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000)
  return serial >= 1950 && serial <= 2100 ? serial : null
}
const none: DateField = { iso: null, period: null }
const absent: ReadonlySet<string> = new Set(['', 'n a', 'na', 'nd', 'n d', 'tbd', 'tbc', 'unspecified', 'non specifie', 'no especificado', 's n', 'not available', 'not applicable', 'unknown', 'inconnu', 'imprevu', 'unplanned', 'sin fecha'])

export function readDateCell(cell: SheetCell | undefined, mapping: ColumnMapping, row: number, address: (column: number, row: number) => string, problems: Problem[], edge: 'first' | 'last'): DateField {
  if (!cell || cell.merge === 'covered' || cell.type === 'blank') return none
  const refuse = (): DateField => {
    problems.push(problem('warning', 'finding.cell.unreadable-date', mapping.field === 'ignore' ? 'row' : mapping.field, { text: quoted(cell.text) }, address(mapping.column, row)))
    return none
  }
  if (cell.type === 'error' || cell.type === 'boolean' || cell.isUncached) return refuse()
  // Most dates of most files: ISO text made by the reader from a serial number.
  if (cell.type === 'date' && storedDate.test(cell.text)) {
    const stored = cell.text.slice(0, 10)
    const year = yearShownAsDate(stored)
    if (year !== null) {
      problems.push(problem('warning', 'finding.cell.year-as-date', mapping.field === 'ignore' ? 'row' : mapping.field, { text: stored, year: String(year) }, address(mapping.column, row)))
      const period = yearPeriod(year)
      return { iso: edge === 'first' ? period.start : period.end, period }
    }
    return { iso: stored, period: { start: stored, end: stored, precision: 'day' } }
  }
  // A date cell carries ISO text; its time of day is of no interest here.
  const reading: DateReading = parseDateText(cell.type === 'date' ? cell.text.slice(0, 10) : cell.text, mapping.dateOrder)
  if (reading.kind === 'day') return { iso: reading.iso, period: { start: reading.iso, end: reading.iso, precision: 'day' } }
  if (reading.kind === 'blank' || (reading.kind === 'unreadable' && absent.has(textKey(cell.text)))) return none
  const period = reading.kind === 'month' ? monthPeriod(reading.year, reading.month) : reading.kind === 'year' ? yearPeriod(reading.year) : null
  if (!period) return refuse()
  const iso = edge === 'first' ? period.start : period.end
  problems.push(problem('info', 'finding.cell.date-without-day', mapping.field === 'ignore' ? 'row' : mapping.field, { text: quoted(cell.text), date: iso ?? '' }, address(mapping.column, row)))
  return { iso, period }
}

/** Period of a year column; null where it is blank or does not say one period. */
export function readYearCell(cell: SheetCell | undefined, mapping: ColumnMapping, row: number, address: (column: number, row: number) => string, problems: Problem[]): Period | null {
  if (!cell || cell.merge === 'covered' || cell.type === 'blank') return null
  const marked = cell.text.startsWith('period=') ? periodOfMark(cell.text) : null
  if (marked) return marked
  const text = cell.type === 'date' ? cell.text.slice(0, 10) : cell.text
  const reading = cell.type === 'error' || cell.type === 'boolean' || cell.isUncached ? { kind: 'unreadable' as const } : parseDateText(text, mapping.dateOrder)
  const meaning = mapping.spanMeaning ?? (/bienn|bienio/i.test(mapping.header) ? 'biennium' : null)
  if (reading.kind === 'blank' || (reading.kind === 'unreadable' && absent.has(textKey(text)))) return null
  if (reading.kind === 'day' && !(cell.type === 'date' && isSpanMadeDate(reading.iso))) return yearPeriod((cell.type === 'date' ? yearShownAsDate(reading.iso) : null) ?? Number(reading.iso.slice(0, 4)))
  const period = reading.kind !== 'day' ? periodOfReading(reading, text, meaning) : meaning === null ? null : periodOfSpan(reading.iso, meaning)
  if (!period) problems.push(problem('warning', reading.kind === 'unreadable' ? 'finding.cell.unreadable-date' : 'finding.cell.ambiguous-period', 'year', { text: quoted(text) }, address(mapping.column, row)))
  return period
}

/** The date that a header gives for its figures, `as of December 2015`: the last day it may mean. */
export function asOfHeader(header: string): string | null {
  const match = /\b(?:as of|as at|au|al|hasta|until)\s+(.{4,30})$/i.exec(header.replace(/[()]/g, ' ').trim())
  if (!match) return null
  const reading = parseDateText((match[1] ?? '').trim())
  if (reading.kind === 'day') return reading.iso
  if (reading.kind === 'month') return monthPeriod(reading.year, reading.month).end
  return reading.kind === 'year' ? yearPeriod(reading.year).end : null
}
