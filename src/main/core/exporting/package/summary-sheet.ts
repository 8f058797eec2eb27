/** A sheet of texts at the end of a workbook, with links into its other sheets; the parts that list sheets and formats are added to, nothing else is touched. */
import { cellAddress } from '../../../../shared/domain/sheet.ts'
import type { XlsxPackage } from '../../importing/read/xlsx/package-part.ts'
import { token } from '../../importing/read/xlsx/xml-scanner.ts'
import type { WorkbookPart } from '../../importing/read/xlsx/workbook-part.ts'
import { cellText } from '../plain-workbook.ts'
import { strictRelationships, transitionalRelationships, xmlHead, type PackageEdits } from './package-edits.ts'
import { appendInside, visitPlaces, xmlText, type Splice } from './part-places.ts'

export interface SummaryCell {
  readonly text: string
  readonly isBold?: boolean
  readonly size?: number
  /** Runs on over the cells beside it, which are empty. */
  readonly isWide?: boolean
  /** A cell of the workbook that a click leads to. */
  readonly link?: { readonly sheet: string; readonly address: string }
}

export interface SummaryRow {
  readonly cells: readonly (SummaryCell | null)[]
  readonly isHidden?: boolean
}

export interface SummarySheet {
  readonly name: string
  /** Widths of its columns in characters. */
  readonly widths: readonly number[]
  readonly rows: readonly SummaryRow[]
}

const worksheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml'
const mainNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const strictNamespace = 'http://purl.oclc.org/ooxml/spreadsheetml/main'

/** A name of at most 31 signs that no sheet has. */
export function freeSheetName(wanted: string, taken: readonly string[]): string {
  const known = new Set(taken.map((name) => name.toLowerCase()))
  const base = wanted.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31)
  for (let number = 1; ; number++) {
    const ending = number === 1 ? '' : ` ${number}`
    const name = `${base.slice(0, 31 - ending.length)}${ending}`
    if (!known.has(name.toLowerCase())) return name
  }
}

/** Plans the sheet. False where the workbook's own part cannot be added to. */
export async function addSummarySheet(pack: XlsxPackage, edits: PackageEdits, workbook: WorkbookPart, sheet: SummarySheet, isStrict: boolean): Promise<boolean> {
  const entry = pack.zip.find(workbook.name)
  if (entry === undefined) return false
  let highest = 0
  await visitPlaces(pack, entry, (kind, scanner) => {
    if (kind === token.open && scanner.is('sheet')) highest = Math.max(highest, Number(scanner.attribute('sheetId') ?? 0) || 0)
  })
  const part = edits.freeName(`${workbook.name.slice(0, workbook.name.lastIndexOf('/') + 1)}worksheets/sheet#.xml`)
  const types = isStrict ? strictRelationships : transitionalRelationships
  const id = await edits.relate(workbook.name, `${types}/worksheet`, part)
  const name = freeSheetName(sheet.name, workbook.sheets.map((one) => one.name))
  const listed = await appendInside(pack, entry, 'sheets', (prefix) => `<${prefix}sheet xmlns:r="${types}" name="${xmlText(name)}" sheetId="${highest + 1}" r:id="${id}"/>`)
  if (listed === null) return false
  edits.splice(workbook.name, listed)
  edits.put(part, sheetXml(sheet, await addTextFormat(pack, edits, workbook), isStrict), worksheetType)
  return true
}

/** Adds a format for texts (wrapped, never a formula) behind those of the workbook and gives its number; null where there is no list of formats. */
async function addTextFormat(pack: XlsxPackage, edits: PackageEdits, workbook: WorkbookPart): Promise<number | null> {
  const target = workbook.relationships.find(({ type, isExternal }) => type === 'styles' && !isExternal)?.target
  const entry = target === undefined ? undefined : pack.zip.find(target)
  if (entry === undefined) return null
  let count = 0
  let isInside = false
  let list: Splice | null = null
  let stated = (_count: number): Splice[] => []
  const isText = await visitPlaces(pack, entry, (kind, scanner, place) => {
    if (kind === token.text) return
    if (scanner.is('cellXfs')) {
      isInside = kind === token.open && !scanner.isSelfClosing
      if (isInside) {
        const { start, end } = place()
        // A stated count that is wrong makes Excel repair the file.
        const match = /\scount\s*=\s*["'](\d+)["']/.exec(scanner.bytes.toString('latin1', scanner.position - (end - start), scanner.position))
        const digits = match?.[1] ?? ''
        if (match) stated = (now) => [{ at: start + match.index + match[0].length - 1 - digits.length, remove: digits.length, insert: String(now) }]
      }
      if (kind === token.close) {
        const { start, prefix } = place()
        list = { at: start, insert: `<${prefix}xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1"><${prefix}alignment vertical="top" wrapText="1"/></${prefix}xf>` }
      }
    } else if (isInside && kind === token.open && scanner.is('xf')) count += 1
  })
  if (!isText || list === null) return null
  edits.splice(entry.name, [list, ...stated(count + 1)])
  return count
}

function sheetXml({ widths, rows }: SummarySheet, format: number | null, isStrict: boolean): string {
  const style = format === null ? '' : ` s="${format}"`
  const links: string[] = []
  const body = rows.map(({ cells, isHidden }, index) => {
    const row = index + 1
    const xml = cells.map((cell, column) => {
      if (cell === null) return style === '' ? '' : `<c r="${cellAddress(column, row)}"${style}/>`
      const { text, isBold = false, size, link, isWide = false } = cell
      const address = cellAddress(column, row)
      if (link) links.push(`<hyperlink ref="${address}" location="${xmlText(`'${link.sheet.replaceAll("'", "''")}'!${link.address}`)}" display="${xmlText(text)}"/>`)
      const looks = isBold || link ? `${isBold ? '<b/>' : ''}${link ? '<color rgb="FF0563C1"/>' : ''}<sz val="${size ?? 11}"/>${link ? '<u/>' : ''}<rFont val="Calibri"/>` : ''
      const value = `<t xml:space="preserve">${xmlText(cellText(text))}</t>`
      return `<c r="${address}"${isWide ? '' : style} t="inlineStr"><is>${looks === '' ? value : `<r><rPr>${looks}</rPr>${value}</r>`}</is></c>`
    })
    return `<row r="${row}"${isHidden ? ' hidden="1"' : ''}>${xml.join('')}</row>`
  })
  const columns = widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join('')
  return `${xmlHead}<worksheet xmlns="${isStrict ? strictNamespace : mainNamespace}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><cols>${columns}</cols><sheetData>${body.join('')}</sheetData>${links.length === 0 ? '' : `<hyperlinks>${links.join('')}</hyperlinks>`}<pageSetup orientation="landscape" fitToHeight="0"/></worksheet>`
}
