/** Files of the sample as bytes that are the same at every making: workbooks without a trace of the present time, and CSV. */
import type ExcelJS from 'exceljs'

export type SheetValue = string | number | Date | null

export interface SheetFile {
  readonly name: string
  readonly sheet: string
  /** Rows above the header: titles and blank rows. */
  readonly above: readonly (readonly SheetValue[])[]
  /** A row of group names over the header; a name reaches to the next one. */
  readonly band?: readonly (string | null)[]
  readonly header: readonly string[]
  readonly rows: readonly (readonly SheetValue[])[]
}

/** A date of the sample, at midnight UTC as exceljs expects it. */
export const dateValue = (iso: string | null): Date | null => (iso === null ? null : new Date(`${iso}T00:00:00Z`))

const made = new Date('2014-01-31T00:00:00Z')

/** The library is loaded when a sample is made, not when the application starts. */
export async function workbookBytes(file: SheetFile): Promise<Uint8Array> {
  const { default: library } = await import('exceljs')
  const workbook = new library.Workbook()
  workbook.created = made
  workbook.modified = made
  const sheet = workbook.addWorksheet(file.sheet, { views: [{ state: 'frozen', ySplit: file.above.length + (file.band ? 1 : 0) + 1 }] })
  for (const row of file.above) sheet.addRow([...row]).font = { bold: true, size: 12 }
  if (file.band) addBand(sheet, file.band)
  const header = sheet.addRow([...file.header])
  header.font = { bold: true }
  header.alignment = { wrapText: true, vertical: 'middle' }
  for (const values of file.rows) {
    const row = sheet.addRow([...values])
    values.forEach((value, index) => {
      if (value instanceof Date) row.getCell(index + 1).numFmt = 'dd/mm/yyyy'
      else if (typeof value === 'number') row.getCell(index + 1).numFmt = '#,##0.00'
    })
  }
  file.header.forEach((name, index) => (sheet.getColumn(index + 1).width = /tit|intitul/i.test(name) ? 48 : 18))
  return withoutTime(Buffer.from(await workbook.xlsx.writeBuffer()))
}

function addBand(sheet: ExcelJS.Worksheet, band: readonly (string | null)[]): void {
  const row = sheet.addRow([...band])
  row.font = { bold: true, italic: true }
  band.forEach((name, index) => {
    if (name === null) return
    let last = index
    while (last + 1 < band.length && band[last + 1] === null) last += 1
    if (last > index) sheet.mergeCells(row.number, index + 1, row.number, last + 1)
  })
}

const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50
/** 1 January 1980, midnight: the first moment that a zip entry can name. */
const firstMoment = 0x00210000

/** exceljs packs with the present time on every entry; equal content is to give equal bytes. */
function withoutTime(zip: Buffer): Buffer {
  let end = zip.length - 22
  while (end >= 0 && zip.readUInt32LE(end) !== endOfDirectory) end -= 1
  if (end < 0) throw new Error('the workbook has no directory')
  let at = zip.readUInt32LE(end + 16)
  while (zip.readUInt32LE(at) === directoryEntry) {
    zip.writeUInt32LE(firstMoment, at + 12)
    zip.writeUInt32LE(firstMoment, zip.readUInt32LE(at + 42) + 10)
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return zip
}

/** Semicolons and Windows-1252, as spreadsheet programs of half of Europe and Latin America save a sheet. */
export function csvBytes(file: SheetFile): Uint8Array {
  const field = (value: SheetValue): string => {
    const text = value === null ? '' : value instanceof Date ? value.toISOString().slice(0, 10).split('-').reverse().join('/') : typeof value === 'number' ? spanishNumber(value) : value
    return /[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const width = file.header.length
  const lines = [...file.above, file.header, ...file.rows].map((row) => Array.from({ length: width }, (_, index) => field(row[index] ?? null)).join(';'))
  // Within the characters used here, Windows-1252 is Latin-1.
  return Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1')
}

const spanishNumber = (value: number): string => {
  const [whole = '', cents = ''] = value.toFixed(2).split('.')
  return `${whole.replace(/\B(?=(?:\d{3})+$)/g, '.')},${cents}`
}
