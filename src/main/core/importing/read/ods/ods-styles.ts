import type { XlsxPackage } from '../xlsx/package-part.ts'
import { visitPart } from '../xlsx/package-part.ts'
import type { XmlScanner } from '../xlsx/xml-scanner.ts'
import { token } from '../xlsx/xml-scanner.ts'

/** What a named style of an OpenDocument file says of the cells, rows, columns and tables that use it. */
export interface OdsStyle {
  readonly parent: string | undefined
  readonly format: string | undefined
  isStruck: boolean
  isHidden: boolean
}

/** Styles by `family name`, and number formats as codes of the usual form by name. */
export interface OdsStyles {
  readonly styles: Map<string, OdsStyle>
  readonly formats: Map<string, string>
}

export interface CellLook {
  readonly format: string | undefined
  readonly isStruck: boolean
}

const plainLook: CellLook = { format: undefined, isStruck: false }

/** Format and strike-through of a cell style, its own or inherited. */
export function lookOf({ styles, formats }: OdsStyles, name: string | undefined): CellLook {
  if (name === undefined) return plainLook
  let format: string | undefined
  let isStruck = false
  let style = styles.get(`table-cell ${name}`)
  for (let steps = 0; style !== undefined && steps < 20; steps++) {
    format ??= style.format === undefined ? undefined : formats.get(style.format)
    isStruck ||= style.isStruck
    style = style.parent === undefined ? undefined : styles.get(`table-cell ${style.parent}`)
  }
  return { format, isStruck }
}

/** Listens to the style elements of a part (ODF 1.3, parts 16 and 16.29); `open` and `close` are told every element. */
export function createStyleReader(into: OdsStyles): { open(scanner: XmlScanner): void; close(scanner: XmlScanner): void; text(value: string): void } {
  let style: OdsStyle | undefined
  let format: { readonly name: string; code: string } | undefined
  let isLiteral = false
  return {
    open(scanner) {
      const name = scanner.name()
      if (name === 'style') {
        style = { parent: scanner.attribute('style:parent-style-name'), format: scanner.attribute('style:data-style-name'), isStruck: false, isHidden: false }
        into.styles.set(`${scanner.attribute('style:family') ?? ''} ${scanner.attribute('style:name') ?? ''}`, style)
        if (scanner.isSelfClosing) style = undefined
      } else if (style !== undefined && name === 'text-properties') {
        const line = scanner.attribute('style:text-line-through-style') ?? scanner.attribute('style:text-line-through-type') ?? 'none'
        style.isStruck = line !== 'none'
      } else if (style !== undefined && name === 'table-properties') style.isHidden = scanner.attribute('table:display') === 'false'
      else if (/^(?:number|percentage|currency|date|time|text|boolean)-style$/.test(name)) {
        format = { name: scanner.attribute('style:name') ?? '', code: '' }
        if (scanner.isSelfClosing) format = undefined
      } else if (format !== undefined) {
        isLiteral = (name === 'text' || name === 'currency-symbol') && !scanner.isSelfClosing
        format.code += piece(name, scanner)
      }
    },
    close(scanner) {
      const name = scanner.name()
      isLiteral = false
      if (name === 'style') style = undefined
      else if (format !== undefined && name.endsWith('-style')) {
        if (format.code !== '' && format.code !== 'General') into.formats.set(format.name, format.code)
        format = undefined
      }
    },
    text(value) {
      if (format !== undefined && isLiteral) format.code += /^[-/:. ,%$]*$/.test(value) ? value : `"${value.replaceAll('"', '')}"`
    },
  }
}

/** One element of a number style as the code that spreadsheet programs show for it. */
function piece(name: string, scanner: XmlScanner): string {
  const isLong = scanner.attribute('number:style') === 'long'
  switch (name) {
    case 'number': {
      const places = scanner.attribute('number:decimal-places')
      if (places === undefined && scanner.attribute('number:grouping') !== 'true') return 'General'
      const decimals = Math.min(30, Number(places ?? 0) || 0)
      return `${scanner.attribute('number:grouping') === 'true' ? '#,##0' : '0'}${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}`
    }
    case 'scientific-number': return '0.00E+00'
    case 'fraction': return '# ?/?'
    case 'text-content': return '@'
    case 'year': return isLong ? 'yyyy' : 'yy'
    case 'month': return scanner.attribute('number:textual') === 'true' ? (isLong ? 'mmmm' : 'mmm') : isLong ? 'mm' : 'm'
    case 'day': return isLong ? 'dd' : 'd'
    case 'day-of-week': return isLong ? 'dddd' : 'ddd'
    case 'hours': return isLong ? 'hh' : 'h'
    case 'minutes': return isLong ? 'mm' : 'm'
    case 'seconds': return isLong ? 'ss' : 's'
    case 'am-pm': return 'AM/PM'
    default: return ''
  }
}

/** Styles of a part that holds nothing else of use. */
export async function readStylePart(pack: XlsxPackage, name: string, into: OdsStyles): Promise<void> {
  const entry = pack.zip.find(name)
  if (entry === undefined) return
  const reader = createStyleReader(into)
  await visitPart(pack, entry, (kind, scanner) => {
    if (kind === token.open) reader.open(scanner)
    else if (kind === token.close) reader.close(scanner)
    else reader.text(scanner.textValue())
  })
}
