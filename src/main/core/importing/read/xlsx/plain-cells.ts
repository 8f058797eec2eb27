import type { SheetCell } from '../../../../../shared/domain/sheet.ts'
import { cell, type CellContext } from './cell-value.ts'
import { serialToIso } from './serial-date.ts'
import { generalFormat, type CellFormat } from './styles.ts'
import type { XmlScanner } from './xml-scanner.ts'

/**
 * Cells in the form that nearly every program writes nearly every cell in: `<c r="B7" s="3" t="s"><v>12</v></c>`, read from the bytes
 * in one go. It stops before anything else, however right: that goes the general way, which reads all of XML, and comes back here.
 */
export interface PlainCellContext extends CellContext {
  readonly formats: readonly CellFormat[]
  readonly limits: { readonly columns: number }
}

/** The row being read: the column last seen, and its cells so far. */
export interface RowCells {
  column: number
  cells: SheetCell[]
  isSorted: boolean
  /** ISO text of the days read so far: the same few thousand stand in all rows. */
  readonly days: Map<number, string>
}

/** Cells end well before this many bytes when they are plain. */
const margin = 128
const maxDigits = 15
const mostDays = 20_000

export function takePlainCells(xml: XmlScanner, context: PlainCellContext, row: RowCells): void {
  const { bytes } = xml
  const { formats, is1904 } = context
  const { texts, strikes } = context.strings
  const { cells, days } = row
  const last = bytes.length - margin
  const lastColumn = context.limits.columns - 1
  const hasStrikes = strikes.size > 0
  let start = xml.position
  let { column } = row
  while (start < last && bytes[start] === 60 && bytes[start + 1] === 99 && bytes[start + 2] === 32) {
    let at = start + 3
    let style = 0
    let isShared = false
    let own = column + 1
    let isPlain = true
    for (;;) {
      const key = bytes[at]
      if (bytes[at + 1] !== 61 || bytes[at + 2] !== 34) {
        isPlain = false
        break
      }
      at += 3
      let code = bytes[at] ?? 0
      if (key === 114) {
        own = 0
        for (; code >= 65 && code <= 90; code = bytes[++at] ?? 0) own = own * 26 + code - 64
        own--
        for (; code >= 48 && code <= 57; code = bytes[++at] ?? 0);
      } else if (key === 115) for (; code >= 48 && code <= 57; code = bytes[++at] ?? 0) style = style * 10 + code - 48
      else if (key === 116 && (code === 115 || code === 110)) {
        isShared = code === 115
        at++
      }
      if (bytes[at] !== 34) {
        isPlain = false
        break
      }
      code = bytes[++at] ?? 0
      if (code !== 32) break
      at++
    }
    // Order, limits and repeated cells are judged in one place only, on the general way.
    if (!isPlain || own <= column || own > lastColumn) break
    if (bytes[at] === 47 && bytes[at + 1] === 62) {
      column = own
      start = at + 2
      continue
    }
    // `><v>`
    if (bytes[at] !== 62 || bytes[at + 1] !== 60 || bytes[at + 2] !== 118 || bytes[at + 3] !== 62) break
    const valueStart = at + 4
    at = valueStart
    let code = bytes[at] ?? 0
    let value = 0
    for (; code >= 48 && code <= 57; code = bytes[++at] ?? 0) value = value * 10 + code - 48
    let isWhole = at > valueStart && at - valueStart <= maxDigits
    if (!isShared && (code === 46 || code === 45)) {
      const isNegative = code === 45
      if (isNegative && at > valueStart) break
      if (isNegative) {
        code = bytes[++at] ?? 0
        const firstDigit = at
        for (; code >= 48 && code <= 57; code = bytes[++at] ?? 0);
        if (at === firstDigit) break
      } else if (at === valueStart) break
      isWhole = false
      if (code === 46) {
        const point = at
        for (code = bytes[++at] ?? 0; code >= 48 && code <= 57; code = bytes[++at] ?? 0);
        if (at === point + 1) break
      }
    } else if (!isWhole) break
    // `</v></c>`
    if (code !== 60 || bytes[at + 1] !== 47 || bytes[at + 2] !== 118 || bytes[at + 3] !== 62 || bytes[at + 4] !== 60 || bytes[at + 5] !== 47 || bytes[at + 6] !== 99 || bytes[at + 7] !== 62) break
    const format = formats[style] ?? generalFormat
    if (format.isStruck) break
    if (isShared) {
      const shared = texts[value]
      if (shared === undefined || (hasStrikes && strikes.has(value))) break
      if (shared !== '') cells.push(cell(own, 'text', shared, shared, format.code, undefined))
    } else {
      // Most numbers are whole, and the platform writes those faster than it copies them.
      const raw = isWhole && (bytes[valueStart] !== 48 || at === valueStart + 1) ? String(value) : bytes.toString('latin1', valueStart, at)
      const { kind } = format
      const known = isWhole && kind === 'date' ? days.get(value) : undefined
      const iso = known ?? (kind === 'date' || kind === 'time' ? serialToIso(isWhole ? value : Number(raw), is1904, kind === 'time') : undefined)
      if (known === undefined && iso !== undefined && isWhole && kind === 'date' && days.size < mostDays) days.set(value, iso)
      cells.push(iso === undefined ? cell(own, 'number', raw, raw, format.code, undefined) : cell(own, 'date', raw, iso, format.code, undefined))
    }
    column = own
    start = at + 8
  }
  row.column = column
  xml.position = start
}
