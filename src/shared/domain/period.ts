import { precisions, type Period } from './amount.ts'
import { bienniumLabel, daysInMonth } from './dates.ts'

/** The period as lists print it: `2010-03-05`, `2010 M03` (`2010-03` would read as a biennium), `2010 Q1`, `2010`, `2010-11`; a life-to-date figure names its ends; empty where nothing is known. */
export function periodText({ start, end, precision }: Period): string {
  if (start === null) return end === null ? '' : `…/${end}`
  switch (precision) {
    case 'day': return start
    case 'month': return `${start.slice(0, 4)} M${start.slice(5, 7)}`
    case 'quarter': return `${start.slice(0, 4)} Q${Math.ceil(Number(start.slice(5, 7)) / 3)}`
    case 'year': return start.slice(0, 4)
    case 'biennium': return bienniumLabel(Number(start.slice(0, 4)))
    case 'none': return `${start}/${end ?? '…'}`
    default: throw new TypeError('unknown precision of a period')
  }
}

/** The year that a figure belongs to: `2010`, `2010-11` for a biennium, `none` where it belongs to no single one. */
export function periodYear({ start, precision }: Period): string {
  if (start === null || precision === 'none') return 'none'
  return precision === 'biennium' ? bienniumLabel(Number(start.slice(0, 4))) : start.slice(0, 4)
}

/** Part of an amount's natural key (rules of the same figure): everything that tells one period from another. */
export const periodKey = ({ start, end, precision }: Period): string => (start === null && end === null ? 'none' : `${precision}:${start ?? ''}/${end ?? ''}`)

const writtenKey = /^period=(?:none|([a-z]+):(\d{4}-\d\d-\d\d)?\/(\d{4}-\d\d-\d\d)?)$/

/** A period as a prefilled workbook carries it in a cell that nobody is meant to see, and back; null for any other text. */
export const periodMark = (period: Period): string => `period=${periodKey(period)}`
export function periodOfMark(text: string): Period | null {
  const found = writtenKey.exec(text.trim())
  if (!found) return null
  const [, name, start = null, end = null] = found
  if (name === undefined) return { start: null, end: null, precision: 'none' }
  const precision = precisions.find((known) => known === name)
  return precision === undefined ? null : { start, end, precision }
}

/** A span of days as a period: a year, a biennium (which begins with an even year), a quarter or a month where it is just that, else one of no single year. */
export function periodOfDays({ start, end }: { readonly start: string; readonly end: string }): Period {
  const year = Number(start.slice(0, 4))
  if (start === `${year}-01-01` && end === `${year}-12-31`) return { start, end, precision: 'year' }
  if (start === `${year}-01-01` && end === `${year + 1}-12-31` && year % 2 === 0) return { start, end, precision: 'biennium' }
  const month = Number(start.slice(5, 7))
  const isWhole = start.endsWith('-01') && start.slice(0, 4) === end.slice(0, 4) && Number(end.slice(8)) === daysInMonth(year, Number(end.slice(5, 7)))
  const months = Number(end.slice(5, 7)) - month + 1
  if (isWhole && months === 1) return { start, end, precision: 'month' }
  if (isWhole && months === 3 && month % 3 === 1) return { start, end, precision: 'quarter' }
  return { start, end, precision: start === end ? 'day' : 'none' }
}
