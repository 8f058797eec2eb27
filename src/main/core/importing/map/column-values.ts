import type { SheetCell, SheetRow } from '../../../../shared/domain/sheet.ts'
import { isSpanMadeDate } from './header-period.ts'

/**
 * What the columns of a table hold, gathered row by row: numbers and dates as stored are counted, texts are kept once each with how often
 * they stand, so that whatever is asked of a text later is asked once, however many rows a table has.
 */

export interface TextEntry {
  readonly text: string
  count: number
  /** Of its first cell. */
  readonly row: number
}

export interface ColumnValues {
  /** Rows that were looked at. */
  readonly rows: number
  /** Cells with content. */
  readonly filled: number
  readonly numbers: number
  readonly dates: number
  readonly booleans: number
  readonly errors: number
  /** Of the numbers: whole ones from 1900 to 2100, whole ones that a date system would take for a day, and those whose format prints per cent. */
  readonly yearNumbers: number
  readonly serialNumbers: number
  readonly percentNumbers: number
  /** Of the dates: first days of a month that a typed `2010-11` would have become. */
  readonly spanDates: number
  readonly texts: readonly TextEntry[]
  readonly distinct: number
  /** First number format that is not General. */
  readonly format: string | null
  readonly samples: readonly SheetCell[]
}

interface Slot {
  filled: number
  numbers: number
  dates: number
  booleans: number
  errors: number
  yearNumbers: number
  serialNumbers: number
  percentNumbers: number
  spanDates: number
  format: string | null
  readonly texts: Map<string, TextEntry>
  readonly others: Set<string>
  readonly samples: SheetCell[]
}

const newSlot = (): Slot => ({ filled: 0, numbers: 0, dates: 0, booleans: 0, errors: 0, yearNumbers: 0, serialNumbers: 0, percentNumbers: 0, spanDates: 0, format: null, texts: new Map(), others: new Set(), samples: [] })
const none: ColumnValues = { rows: 0, filled: 0, numbers: 0, dates: 0, booleans: 0, errors: 0, yearNumbers: 0, serialNumbers: 0, percentNumbers: 0, spanDates: 0, texts: [], distinct: 0, format: null, samples: [] }

function addNumber(slot: Slot, cell: SheetCell): void {
  slot.numbers += 1
  slot.others.add(cell.text)
  const value = Number(cell.text)
  if (Number.isInteger(value)) {
    if (value >= 1900 && value <= 2100) slot.yearNumbers += 1
    else if (value >= 20_000 && value < 60_000) slot.serialNumbers += 1
  }
  if (cell.format === undefined) return
  slot.format ??= cell.format
  if (cell.format.includes('%')) slot.percentNumbers += 1
}

export interface ColumnCollector {
  readonly add: (row: SheetRow) => void
  readonly valuesOf: (column: number) => ColumnValues
}

export function createColumnCollector(): ColumnCollector {
  const slots = new Map<number, Slot>()
  let rows = 0
  return {
    add({ row, cells }) {
      rows += 1
      for (const cell of cells) {
        const { type, text } = cell
        if (type === 'blank' || cell.merge === 'covered' || (type === 'text' && text.trim() === '')) continue
        let slot = slots.get(cell.column)
        if (!slot) slots.set(cell.column, (slot = newSlot()))
        slot.filled += 1
        if (slot.samples.length < 5) slot.samples.push(cell)
        if (type === 'number') addNumber(slot, cell)
        else if (type === 'text') {
          const known = slot.texts.get(text)
          if (known) known.count += 1
          else slot.texts.set(text, { text, count: 1, row })
        } else {
          slot.others.add(text)
          if (type === 'date') {
            slot.dates += 1
            if (isSpanMadeDate(text)) slot.spanDates += 1
          } else if (type === 'boolean') slot.booleans += 1
          else slot.errors += 1
        }
      }
    },
    valuesOf(column) {
      const slot = slots.get(column)
      if (!slot) return { ...none, rows }
      const { texts, others, ...counts } = slot
      return { ...counts, rows, texts: [...texts.values()], distinct: texts.size + others.size }
    },
  }
}
