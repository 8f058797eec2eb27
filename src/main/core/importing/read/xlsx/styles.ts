import type { ZipEntry } from '../zip.ts'
import { builtInFormat, formatKind, type FormatKind } from './number-format.ts'
import { visitPart, type XlsxPackage } from './package-part.ts'
import { isOn } from './strikes.ts'
import { token } from './xml-scanner.ts'

export interface CellFormat {
  readonly kind: FormatKind
  /** Undefined for General. */
  readonly code: string | undefined
  /** The font is struck through. */
  readonly isStruck: boolean
}

export const generalFormat: CellFormat = Object.freeze({ kind: 'number', code: undefined, isStruck: false })

/** What matters of every cell style, by style index (`s`). */
export async function readCellFormats(pack: XlsxPackage, entry: ZipEntry): Promise<readonly CellFormat[]> {
  const custom = new Map<number, string>()
  const styles: { id: number; font: number }[] = []
  const struckFonts: boolean[] = []
  let isInCellXfs = false
  let isInFonts = false
  await visitPart(pack, entry, (kind, scanner) => {
    if (kind === token.text) return
    if (scanner.is('cellXfs')) isInCellXfs = kind === token.open && !scanner.isSelfClosing
    else if (scanner.is('fonts')) isInFonts = kind === token.open && !scanner.isSelfClosing
    else if (kind === token.open && isInFonts) {
      if (scanner.is('font')) struckFonts.push(false)
      else if (scanner.is('strike')) struckFonts[struckFonts.length - 1] = isOn(scanner.attribute('val'))
    } else if (kind === token.open && scanner.is('numFmt')) custom.set(Number(scanner.attribute('numFmtId')), scanner.attribute('formatCode') ?? '')
    else if (kind === token.open && isInCellXfs && scanner.is('xf')) styles.push({ id: Number(scanner.attribute('numFmtId') ?? 0), font: Number(scanner.attribute('fontId') ?? 0) })
  })
  const known = new Map<string, CellFormat>()
  return styles.map(({ id, font }) => {
    const isStruck = struckFonts[font] ?? false
    const key = `${id} ${isStruck}`
    const format = known.get(key) ?? cellFormat(custom.get(id) ?? builtInFormat(id), isStruck)
    known.set(key, format)
    return format
  })
}

function cellFormat(code: string | undefined, isStruck: boolean): CellFormat {
  if (code === undefined || /^(general)?$/i.test(code)) return isStruck ? { ...generalFormat, isStruck } : generalFormat
  return { kind: formatKind(code), code, isStruck }
}
