/** The annex table as a sheet for printing: caption, headings, lines, notes and reconciliation; landscape A4, heading row repeated. */
import type { Writable } from 'node:stream'
import type ExcelJS from 'exceljs'
import type { AnnexTable } from '../../../shared/contract/annexes.ts'
import type { MessageKey } from '../../../shared/messages/en/index.ts'
import { formatMessage, type MessageParams } from '../../../shared/messages/format.ts'
import { figureCell, shareCell, type FigureCell } from './figure-cell.ts'
import { cellText, createPlainWorkbook, textFormat } from './plain-workbook.ts'

const columnWidths = [7, 52, 14, 14, 14, 12]
const lastColumn = columnWidths.length
const headingRow = 2
const thin = { style: 'thin' } as const
const font = 'Calibri'

/** Writes the workbook to the sink and ends it. `made` becomes the only date in the package. */
export async function writeAnnexWorkbook(sink: Writable, table: AnnexTable, made: Date): Promise<void> {
  const { locale } = table.spec
  const text = (key: MessageKey, params: MessageParams = {}): string => formatMessage(locale, key, params)
  const workbook = createPlainWorkbook(sink, table.caption, made)
  const sheet = workbook.addWorksheet(text('annex.sheet'), {
    views: [{ state: 'frozen', ySplit: headingRow, showGridLines: false }],
    pageSetup: {
      paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, horizontalCentered: true,
      margins: { left: 0.6, right: 0.6, top: 0.8, bottom: 0.7, header: 0.35, footer: 0.35 },
      printTitlesRow: `${headingRow}:${headingRow}`,
    },
    headerFooter: { oddHeader: `&C${headerText(table.caption)}`, oddFooter: `&L${headerText(text('annex.note.audience', { audience: text(`audience.${table.spec.audience}`) }))}&R${headerText(text('annex.page', { page: '\u0001', pages: '\u0002' })).replace('\u0001', '&P').replace('\u0002', '&N')}` },
  })
  sheet.columns = columnWidths.map((width) => ({ width }))
  writeCaption(sheet, table.caption)
  writeHeadings(sheet, headingRow, table.headings)
  const total = table.rows.find((row) => row.kind === 'total')?.cents[2] ?? null
  for (const row of table.rows) {
    const figures = [...row.cents.map((cell) => figureCell(cell, table.spec.unit)), shareCell(row.cents[2], total)]
    writeLine(sheet, [row.rank === null ? null : { value: row.rank, format: '0' }, words(row.name), ...figures], row.kind === 'total')
  }
  sheet.addRow([]).commit()
  for (const note of table.notes) writeSpanned(sheet, note, { size: 9 })
  sheet.addRow([]).commit()
  const lastRow = writeReconciliation(sheet, table, text)
  // exceljs puts a dollar before each end, not before the rows.
  sheet.pageSetup.printArea = `A$1:${String.fromCodePoint(64 + lastColumn)}$${lastRow}`
  sheet.commit()
  await workbook.commit()
}

/** A cell of words. */
export const words = (value: string): FigureCell => ({ value: cellText(value), format: textFormat })

/** Text of a page header: an ampersand begins a code there, and 255 characters are its limit. */
const headerText = (value: string): string => value.slice(0, 180).replaceAll('&', '&&')

function writeCaption(sheet: ExcelJS.Worksheet, caption: string): void {
  const row = sheet.addRow([cellText(caption)])
  sheet.mergeCells(row.number, 1, row.number, lastColumn)
  const cell = row.getCell(1)
  cell.numFmt = textFormat
  cell.font = { name: font, size: 12, bold: true }
  cell.alignment = { vertical: 'middle', wrapText: true }
  row.height = heightOf(caption, 12)
  row.commit()
}

function writeHeadings(sheet: ExcelJS.Worksheet, number: number, headings: readonly string[]): void {
  const row = sheet.getRow(number)
  headings.forEach((heading, index) => {
    const cell = row.getCell(index + 1)
    cell.value = cellText(heading)
    cell.numFmt = textFormat
    cell.font = { name: font, size: 10, bold: true }
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE6ECEE' } }
    cell.border = { top: thin, bottom: thin }
    cell.alignment = { horizontal: index === 1 ? 'left' : index === 0 ? 'center' : 'right', vertical: 'middle', wrapText: true }
  })
  row.height = 20
  row.commit()
}

function writeLine(sheet: ExcelJS.Worksheet, cells: readonly (FigureCell | null)[], isTotal: boolean): number {
  const row = sheet.addRow([])
  for (const [index, figure] of cells.entries()) {
    const cell = row.getCell(index + 1)
    cell.font = { name: font, size: 10, bold: isTotal }
    if (isTotal) cell.border = { top: thin, bottom: thin }
    cell.alignment = { horizontal: index === 1 ? 'left' : index === 0 ? 'center' : 'right', wrapText: index === 1 }
    if (figure === null) continue
    cell.value = figure.value
    cell.numFmt = figure.format
  }
  row.commit()
  return row.number
}

function writeSpanned(sheet: ExcelJS.Worksheet, value: string, style: { readonly size: number; readonly bold?: boolean }): void {
  const row = sheet.addRow([cellText(value)])
  sheet.mergeCells(row.number, 1, row.number, lastColumn)
  const cell = row.getCell(1)
  cell.numFmt = textFormat
  cell.font = { name: font, size: style.size, bold: style.bold === true }
  cell.alignment = { vertical: 'top', wrapText: true }
  row.height = heightOf(value, style.size)
  row.commit()
}

/** Merged cells do not grow with their text: about so many characters fit the width of the table. */
const heightOf = (value: string, size: number): number => Math.ceil((value.length * size) / 1150) * (size * 1.4)

/** Gives the last row. */
function writeReconciliation(sheet: ExcelJS.Worksheet, { reconciliation, spec, headings }: AnnexTable, text: (key: MessageKey, params?: MessageParams) => string): number {
  writeSpanned(sheet, `${text('annex.reconciliation.title')} (${text(`unit.${spec.unit}`)})`, { size: 10, bold: true })
  const line = (name: string, rows: number, cents: number, isTotal = false): number =>
    writeLine(sheet, [null, words(name), null, { value: rows, format: '#,##0' }, figureCell(cents, spec.unit), null], isTotal)
  writeLine(sheet, [null, words(text('annex.reconciliation.heading.line')), null, words(text('annex.reconciliation.heading.rows')), words(headings[4] ?? ''), null], true)
  line(text('annex.reconciliation.counted'), reconciliation.counted.rows, reconciliation.counted.cents)
  for (const { category, rows, cents } of reconciliation.leftOut) line(text('annex.reconciliation.left-out', { category: text(`left-out.${category}`) }), rows, cents)
  return line(text('annex.reconciliation.read'), reconciliation.read.rows, reconciliation.read.cents, true)
}
