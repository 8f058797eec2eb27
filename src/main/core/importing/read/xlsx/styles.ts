import type { ZipEntry } from '../zip.ts'
import { builtInFormat, formatKind, type FormatKind } from './number-format.ts'
import { visitPart, type XlsxPackage } from './package-part.ts'
import { token } from './xml-scanner.ts'

export interface CellFormat {
  readonly kind: FormatKind
  /** Undefined for General. */
  readonly code: string | undefined
}

export const generalFormat: CellFormat = Object.freeze({ kind: 'number', code: undefined })

/** The number format of every cell style, by style index (`s`). */
export async function readCellFormats(pack: XlsxPackage, entry: ZipEntry): Promise<readonly CellFormat[]> {
  const custom = new Map<number, string>()
  const ids: number[] = []
  let isInCellXfs = false
  await visitPart(pack, entry, (kind, scanner) => {
    if (kind === token.text) return
    if (scanner.is('cellXfs')) isInCellXfs = kind === token.open && !scanner.isSelfClosing
    else if (kind === token.open && scanner.is('numFmt')) custom.set(Number(scanner.attribute('numFmtId')), scanner.attribute('formatCode') ?? '')
    else if (kind === token.open && isInCellXfs && scanner.is('xf')) ids.push(Number(scanner.attribute('numFmtId') ?? 0))
  })
  const known = new Map<number, CellFormat>()
  return ids.map((id) => {
    const format = known.get(id) ?? cellFormat(custom.get(id) ?? builtInFormat(id))
    known.set(id, format)
    return format
  })
}

function cellFormat(code: string | undefined): CellFormat {
  if (code === undefined || /^(general)?$/i.test(code)) return generalFormat
  return { kind: formatKind(code), code }
}
