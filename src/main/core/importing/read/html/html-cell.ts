import type { SheetCell } from '../../../../../shared/domain/sheet.ts'
import { plainDecimal } from '../xlsx/decimal-text.ts'
import { formatKind } from '../xlsx/number-format.ts'
import { serialToIso } from '../xlsx/serial-date.ts'

/** Attributes of a cell and what its styles say. */
export interface HtmlCellParts {
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
  readonly format: string | undefined
  readonly isStruck: boolean
  readonly isInHiddenColumn: boolean
}

/**
 * The cell without its column; undefined where it holds nothing. What a page shows is text; only what a spreadsheet program put beside it says
 * more: `x:num`, `x:bool`, `x:err`, `x:fmla` (Excel), `sdval` and `sdnum` (LibreOffice), `data-sheets-value` (Google).
 */
export function htmlCell({ attributes, text, format, isStruck, isInHiddenColumn }: HtmlCellParts): Omit<SheetCell, 'column'> | undefined {
  const formula = attributes['x:fmla']?.replace(/^=/, '')
  const code = format ?? attributes['sdnum']?.split(';').slice(2).join(';') ?? /"2":"([^"]+)"/.exec(attributes['data-sheets-numberformat'] ?? '')?.[1]
  const given = code === undefined || code === '' || /^(?:general|standard)$/i.test(code) ? undefined : code
  const content = contentOf(attributes, text, given)
  if (content === undefined && formula === undefined) return undefined
  return {
    ...(content ?? { type: 'blank', raw: '', text: '' }),
    ...(given === undefined ? {} : { format: given }),
    ...(formula === undefined ? {} : { formula }),
    ...(content !== undefined && content.text !== text && text !== '' ? { displayed: text } : {}),
    ...(isInHiddenColumn ? { isInHiddenColumn: true } : {}),
    ...(isStruck ? { isStruck: true } : {}),
  }
}

function contentOf(attributes: HtmlCellParts['attributes'], text: string, format: string | undefined): Pick<SheetCell, 'type' | 'raw' | 'text'> | undefined {
  const isTrue = attributes['x:bool']
  if (isTrue !== undefined) {
    const shown = isTrue === '' ? text : isTrue
    return { type: 'boolean', raw: shown, text: /^(?:true|vrai|1)$/i.test(shown) ? 'TRUE' : 'FALSE' }
  }
  if (attributes['x:err'] !== undefined) return { type: 'error', raw: text, text: text === '' ? '#N/A' : text }
  const written = attributes['x:num'] === undefined ? (attributes['sdval'] ?? sheetsNumber(attributes['data-sheets-value'])) : attributes['x:num'] === '' ? text : attributes['x:num']
  const plain = written === undefined || written === '' ? undefined : plainDecimal(written)
  if (written !== undefined && plain !== undefined) {
    const kind = format === undefined ? 'number' : formatKind(format)
    const iso = kind === 'date' || kind === 'time' ? serialToIso(Number(plain), false, kind === 'time') : undefined
    return iso === undefined ? { type: 'number', raw: written, text: plain } : { type: 'date', raw: written, text: iso }
  }
  // What looks like an error value counts as one only where a formula stands behind it.
  if (attributes['x:fmla'] !== undefined && /^#(?:N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!)$/.test(text)) return { type: 'error', raw: text, text }
  return text === '' ? undefined : { type: 'text', raw: text, text }
}

/** The number in `{"1":3,"3":40179}`, where 3 names the type. */
const sheetsNumber = (value: string | undefined): string | undefined => /^\{"1":3,"3":(-?[\d.eE+-]+)\}$/.exec(value ?? '')?.[1]
