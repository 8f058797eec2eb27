import type { Period } from '../../../../shared/domain/amount.ts'
import { monthPeriod, parseDateText } from '../../../../shared/domain/dates.ts'
import { quoted } from './problem.ts'
import type { RowCells } from './row-cells.ts'

/** Period of a month column: a date, `2011-03`, or the month alone (`March`, `3`) with the year of the row's year column. Null where it is blank or says no month. */
export function readMonth(cells: RowCells, year: Period | null): Period | null {
  const cell = cells.cell('month')
  if (!cell) return null
  const text = cell.type === 'date' ? cell.text.slice(0, 10) : cells.text('month')
  if (text === null) return null
  const own = parseDateText(text, cells.mapping('month')?.dateOrder)
  if (own.kind === 'month') return monthPeriod(own.year, own.month)
  if (own.kind === 'day') return monthPeriod(Number(own.iso.slice(0, 4)), Number(own.iso.slice(5, 7)))
  if (own.kind === 'blank') return null
  const yearText = year?.precision === 'year' ? (year.start?.slice(0, 4) ?? '') : ''
  if (yearText !== '') {
    if (/^(?:0?[1-9]|1[0-2])$/.test(text)) return monthPeriod(Number(yearText), Number(text))
    const named = parseDateText(`${text} ${yearText}`)
    if (named.kind === 'month') return monthPeriod(named.year, named.month)
  }
  cells.note('warning', 'finding.cell.unreadable-date', 'month', { text: quoted(text) })
  return null
}
