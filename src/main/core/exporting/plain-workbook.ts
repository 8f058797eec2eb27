/**
 * A workbook that says nothing about who made it: exceljs' streaming writer without author, company or program properties, and
 * with every text cell marked as text, so that a text that begins with = + - or @ can never become a formula.
 */
import type { Writable } from 'node:stream'
import ExcelJS from 'exceljs'

/** Number format of text cells: what marks them in the style table, and what Excel itself calls text. */
export const textFormat = '@'
const textFormatId = 49

interface Parts { append(content: unknown, entry: { readonly name: string; readonly date?: Date }): void }

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** Overrides what exceljs 4.4.0 writes into three parts of the package; a test reads them back. */
class PlainWorkbookWriter extends ExcelJS.stream.xlsx.WorkbookWriter {
  private declare readonly zip: { append: Parts['append'] }
  private declare readonly styles: { readonly xml: string }
  private readonly caption: string
  /** The constructor of exceljs packs two parts at once, before there is a date to give them. */
  private readonly isMade: true | undefined

  constructor(sink: Writable, title: string, made: Date) {
    super({ stream: sink, useStyles: true, useSharedStrings: true })
    this.caption = title
    // The same workbook made at the same time has the same bytes: no part bears the moment at which it was packed.
    const append = this.zip.append.bind(this.zip)
    this.zip.append = (content, entry) => append(content, { ...entry, date: made })
    this.created = made
    this.modified = made
    this.isMade = true
    void this.addThemes()
    void this.addOfficeRels()
  }

  override addThemes(): Promise<void> {
    return this.isMade === true ? super.addThemes() : Promise.resolve()
  }

  override addOfficeRels(): Promise<void> {
    return this.isMade === true ? super.addOfficeRels() : Promise.resolve()
  }

  override addCore(): Promise<void> {
    const at = this.created.toISOString().replace(/\.\d+Z$/, 'Z')
    this.zip.append(
      `${declaration}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
        `<dc:title>${escapeXml(this.caption)}</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created></cp:coreProperties>`,
      { name: 'docProps/core.xml' },
    )
    return Promise.resolve()
  }

  override addApp(): Promise<void> {
    this.zip.append(`${declaration}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>`, { name: 'docProps/app.xml' })
    return Promise.resolve()
  }

  override addStyles(): Promise<void> {
    // Only the formats of cells (cellXfs) know the prefix, not the named styles they are based on.
    const xml = this.styles.xml.replace(/<cellXfs[\s\S]*?<\/cellXfs>/, (formats) => formats.replaceAll(`<xf numFmtId="${textFormatId}" `, `<xf quotePrefix="1" numFmtId="${textFormatId}" `))
    this.zip.append(xml, { name: 'xl/styles.xml' })
    return Promise.resolve()
  }
}

export const createPlainWorkbook = (sink: Writable, title: string, made: Date): ExcelJS.stream.xlsx.WorkbookWriter => new PlainWorkbookWriter(sink, title, made)

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeXml = (text: string): string => plainText(text).replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)

/** Longest text that a cell may hold. */
const cellLimit = 32_767

/** No control characters that XML forbids, cut at the limit of a cell. */
// oxlint-disable-next-line no-control-regex
const plainText = (text: string): string => text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').slice(0, cellLimit)

/** A text as a cell can hold it. What looks like the format's own escape of a character (`_x0041_`) is escaped itself (ECMA-376, ST_Xstring), or it would be read as that character. */
export const cellText = (text: string): string => plainText(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
