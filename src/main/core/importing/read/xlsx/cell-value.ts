import type { CellType, SheetCell } from '../../../../../shared/domain/sheet.ts'
import { plainDecimal } from './decimal-text.ts'
import { isoDateText, serialToIso } from './serial-date.ts'
import type { SharedStrings } from './shared-strings.ts'
import type { CellFormat } from './styles.ts'
import { decodeEscapes } from './xml-scanner.ts'

/** The `t` attribute of a cell. */
export const cellKind = { number: 0, shared: 1, formulaText: 2, inline: 3, boolean: 4, error: 5, date: 6 } as const
export type CellKind = (typeof cellKind)[keyof typeof cellKind]

export function cellKindOf(type: string): CellKind {
  switch (type) {
    case 's': return cellKind.shared
    case 'str': return cellKind.formulaText
    case 'inlineStr': return cellKind.inline
    case 'b': return cellKind.boolean
    case 'e': return cellKind.error
    case 'd': return cellKind.date
    default: return cellKind.number
  }
}

/** A cell as the XML gives it; `value` is undefined where there is neither `v` nor `is`. */
export interface CellParts {
  readonly column: number
  readonly kind: CellKind
  readonly value: string | undefined
  readonly formula: string | undefined
  readonly format: CellFormat
}

export interface CellContext {
  readonly strings: SharedStrings
  readonly is1904: boolean
}

/** Text of a cell whose shared string the file does not hold. */
export const missingText = '#missing-text'

/** The cell a person sees; undefined where the file gives it a style only. */
export function cellFrom(parts: CellParts, context: CellContext): SheetCell | undefined {
  const { column, value, formula } = parts
  const code = parts.format.code
  if (value === undefined || value === '') {
    if (formula === undefined) return undefined
    if (value === undefined || parts.kind !== cellKind.formulaText) return { ...cell(column, 'blank', '', '', code, formula), isUncached: true }
    return cell(column, 'blank', '', '', code, formula)
  }
  switch (parts.kind) {
    case cellKind.number: {
      const text = plainDecimal(value)
      if (text === undefined) return cell(column, 'text', value, value, code, formula)
      if (parts.format.kind === 'date' || parts.format.kind === 'time') {
        const iso = serialToIso(Number(text), context.is1904, parts.format.kind === 'time')
        if (iso !== undefined) return cell(column, 'date', value, iso, code, formula)
      }
      return cell(column, 'number', value, text, code, formula)
    }
    case cellKind.shared: {
      const text = context.strings.texts[Number(value)]
      if (text === undefined) return cell(column, 'error', value, missingText, code, formula)
      return text === '' && formula === undefined ? undefined : cell(column, text === '' ? 'blank' : 'text', text, text, code, formula)
    }
    case cellKind.formulaText:
    case cellKind.inline: {
      const text = decodeEscapes(value)
      return cell(column, 'text', text, text, code, formula)
    }
    case cellKind.boolean:
      return cell(column, 'boolean', value, value === '1' || value === 'true' ? 'TRUE' : 'FALSE', code, formula)
    case cellKind.error:
      return cell(column, 'error', value, value, code, formula)
    case cellKind.date:
      break
  }
  const iso = isoDateText(value)
  return cell(column, iso === undefined ? 'text' : 'date', value, iso ?? value, code, formula)
}

/** A cell's facts in the shape that most cells have. */
export function cell(column: number, type: CellType, raw: string, text: string, format: string | undefined, formula: string | undefined): SheetCell {
  if (formula === undefined) return format === undefined ? { column, type, raw, text } : { column, type, raw, text, format }
  return format === undefined ? { column, type, raw, text, formula } : { column, type, raw, text, format, formula }
}
