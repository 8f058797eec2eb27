import type { CellType, SheetCell } from '../../../../../shared/domain/sheet.ts'
import { plainDecimal } from '../xlsx/decimal-text.ts'
import { formatKind } from '../xlsx/number-format.ts'
import { isoDateText, serialToIso } from '../xlsx/serial-date.ts'
import type { CellLook } from './ods-styles.ts'

/** What the attributes of a cell and its text say. */
export interface OdsCellParts {
  readonly type: string | undefined
  /** `office:value`, `date-value`, `time-value`, `boolean-value` or `string-value`, by the type. */
  readonly value: string | undefined
  readonly isError: boolean
  readonly formula: string | undefined
  readonly text: string
  readonly comment: string
  readonly look: CellLook
  readonly isInHiddenColumn: boolean
}

/** The cell without its column; undefined where it holds nothing. Dates are the text that the file gives, numbers its digits. */
export function odsCell(parts: OdsCellParts): Omit<SheetCell, 'column'> | undefined {
  const { type, text, formula, comment, look } = parts
  const content = contentOf(parts)
  if (content === undefined && formula === undefined && comment === '') return undefined
  return {
    ...(content ?? { type: 'blank', raw: '', text: '' }),
    ...(look.format === undefined ? {} : { format: look.format }),
    ...(formula === undefined ? {} : { formula: plainFormula(formula) }),
    ...(formula !== undefined && content === undefined && type === undefined ? { isUncached: true } : {}),
    ...(content !== undefined && text !== '' && text !== content.text ? { displayed: text } : {}),
    ...(parts.isInHiddenColumn ? { isInHiddenColumn: true } : {}),
    ...(look.isStruck ? { isStruck: true } : {}),
    ...(comment === '' ? {} : { comment }),
  }
}

function contentOf({ type, value, isError, formula, text, look }: OdsCellParts): { readonly type: CellType; readonly raw: string; readonly text: string } | undefined {
  if (isError || (formula !== undefined && /^(?:#(?:N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!)|Err:\d{3})$/.test(text))) return { type: 'error', raw: text, text: text === '' ? '#N/A' : text }
  if (type === 'boolean' && value !== undefined) return { type: 'boolean', raw: value, text: value === 'true' ? 'TRUE' : 'FALSE' }
  if (type === 'date' && value !== undefined) {
    const iso = isoDateText(value)
    return iso === undefined ? { type: 'text', raw: value, text: value } : { type: 'date', raw: value, text: iso }
  }
  if (type === 'time' && value !== undefined) return timeContent(value)
  if ((type === 'float' || type === 'percentage' || type === 'currency') && value !== undefined) {
    const plain = plainDecimal(value)
    const kind = plain === undefined || type !== 'float' || look.format === undefined ? 'number' : formatKind(look.format)
    // A bare number that is shown as a date, as in the other formats.
    const iso = kind === 'date' || kind === 'time' ? serialToIso(Number(plain), false, kind === 'time') : undefined
    if (iso !== undefined) return { type: 'date', raw: value, text: iso }
    return plain === undefined ? { type: 'text', raw: value, text: value } : { type: 'number', raw: value, text: plain }
  }
  // Where a format adds to the text, the file gives the plain text beside it; line breaks live in the paragraphs only.
  const held = value === undefined || value === '' || text.includes('\n') ? text : value
  return held === '' ? undefined : { type: 'text', raw: held, text: held }
}

/** `PT13H30M00S`: a time of day as in every format, a longer stretch as days. */
function timeContent(value: string): { readonly type: CellType; readonly raw: string; readonly text: string } {
  const match = /^(-?)PT(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:[.,]\d+)?S)?$/.exec(value)
  if (match === null) return { type: 'text', raw: value, text: value }
  const seconds = Number(match[2] ?? 0) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0)
  const two = (part: number): string => String(part).padStart(2, '0')
  if (match[1] === '' && seconds < 86_400) return { type: 'date', raw: value, text: `T${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}` }
  return { type: 'number', raw: value, text: plainDecimal(`${match[1]}${seconds / 86_400}`) ?? value }
}

/** `of:=SUM([.A1:.B2];[Other.C3])` -> `SUM(A1:B2;Other!C3)`. */
function plainFormula(formula: string): string {
  return formula.replace(/^(?:[\w-]+:)?=/, '').replace(/\[\$?('(?:[^']|'')*'|[^\].']*)\.([$A-Z0-9]+)(?::(?:[^\].]*)\.([$A-Z0-9]+))?\]/g, (_all: string, sheet: string, from: string, to: string | undefined) => `${sheet === '' ? '' : `${sheet}!`}${from}${to === undefined ? '' : `:${to}`}`)
}
