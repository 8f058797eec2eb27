/**
 * A template workbook: a hidden row of tags by which the import knows every column again, header, instruction, example, drop-downs over
 * a bounded number of rows, and sheets with guidance and lists. Nothing in it says who made it.
 */
import type { Writable } from 'node:stream'
import type ExcelJS from 'exceljs'
import type { FieldType } from '../../../shared/domain/catalogue.ts'
import { columnName } from '../../../shared/domain/sheet.ts'
import type { SubmissionKind } from '../../../shared/domain/kinds.ts'
import type { MessageKey } from '../../../shared/messages/en/index.ts'
import { formatMessage, type MessageParams } from '../../../shared/messages/format.ts'
import type { Locale } from '../../../shared/messages/locales.ts'
import { asideStamp, stampText, tagText, templateVersion } from '../importing/map/template-tags.ts'
import { cellText, createPlainWorkbook, textFormat } from './plain-workbook.ts'
import { planTemplate, templateLists, type TemplateColumn, type TemplateList } from './template-plan.ts'

export interface TemplateInput {
  readonly kind: SubmissionKind
  readonly language: Locale
  /** What the drop-downs offer; without values there is no drop-down. */
  readonly lists: Readonly<Record<TemplateList, readonly string[]>>
  /** ISO time in UTC. */
  readonly now: string
}

const headerRow = 4
const exampleRow = 6
/** Rows with drop-downs: a drop-down over whole columns makes a small file slow to open. */
export const filledRows = 500

const formats: Readonly<Record<FieldType, string>> = {
  text: textFormat, code: textFormat, date: 'yyyy-mm-dd', year: '0', month: textFormat, number: '#,##0.###', percent: '0.##', money: '#,##0.00', partner: textFormat, country: textFormat, office: textFormat, result: textFormat, modality: textFormat, letter: textFormat,
}

/** Member of exceljs' streaming sheets that its declarations leave out. */
interface WithValidations { readonly dataValidations: { add(address: string, validation: ExcelJS.DataValidation): void } }

export async function writeTemplateWorkbook(sink: Writable, { kind, language, lists, now }: TemplateInput): Promise<void> {
  const text = (key: MessageKey, params: MessageParams = {}): string => formatMessage(language, key, params)
  const title = text(`submission-kind.${kind}`)
  const columns = planTemplate(kind, language)
  const workbook = createPlainWorkbook(sink, title, new Date(now))
  const names = { data: text('template.sheet.data'), guidance: text('template.sheet.guidance'), lists: text('template.sheet.lists') }
  const sheet = workbook.addWorksheet(names.data, { views: [{ state: 'frozen', ySplit: headerRow }] })
  sheet.columns = columns.map(({ header, type }) => ({ width: Math.min(44, Math.max(type === 'text' ? 28 : 18, header.length + 4)), style: { numFmt: formats[type] } }))
  const tags = sheet.addRow(columns.map(({ tag }, index) => (index === 0 ? stampText(kind, tag) : tagText(tag))))
  tags.hidden = true
  asText(tags)
  const titleLine = sheet.addRow([cellText(title)])
  titleLine.font = { bold: true, size: 14 }
  asText(titleLine)
  sheet.addRow([]).commit()
  const header = sheet.addRow(columns.map((column) => cellText(column.header)))
  header.font = { bold: true }
  header.eachCell((cell) => {
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF4' } }
    cell.alignment = { wrapText: true, vertical: 'middle' }
  })
  asText(header)
  const instruction = sheet.addRow(columns.map(({ need, format }) => cellText(text('template.instruction', { need, format }))))
  instruction.font = { italic: true, size: 9, color: { argb: 'FF5A6472' } }
  instruction.alignment = { wrapText: true, vertical: 'top' }
  instruction.height = 52
  asText(instruction)
  const example = sheet.addRow(columns.map((column, index) => cellText(index === 0 ? text('template.example', { text: column.example }) : column.example)))
  example.font = { italic: true, color: { argb: 'FF5A6472' } }
  asText(example)
  // exceljs' streaming sheet has the member; only its declarations lack it.
  const { dataValidations } = sheet as unknown as WithValidations
  columns.forEach(({ list }, index) => {
    const count = list === null ? 0 : lists[list].length
    if (list === null || count === 0) return
    const at = columnName(templateLists.indexOf(list))
    const address = `${columnName(index)}${exampleRow + 1}:${columnName(index)}${exampleRow + filledRows}`
    // Other values stay possible: what no list knows is asked about at the import.
    dataValidations.add(address, { type: 'list', allowBlank: true, showErrorMessage: false, showInputMessage: true, prompt: text('template.choose'), formulae: [`'${names.lists}'!$${at}$3:$${at}$${count + 2}`] })
  })
  sheet.commit()
  writeGuidance(workbook.addWorksheet(names.guidance), columns, [title, text('template.row', { row: text(`submission-row.${kind}`) }), text('template.begin', { sheet: names.data }), text('template.version', { version: templateVersion })], [text('template.column'), text('template.needed'), text('template.format'), text('template.sample')])
  writeLists(workbook.addWorksheet(names.lists), lists, templateLists.map((list) => text(list === 'letter' ? 'field.assignment' : list === 'result' ? 'field.organizational-result' : `field.${list}`)))
  await workbook.commit()
}

/** Texts stay texts, whatever they begin with. */
function asText(row: ExcelJS.Row): void {
  row.eachCell((cell) => {
    cell.numFmt = textFormat
  })
  row.commit()
}

/** The import leaves the sheet alone. */
function markAside(sheet: ExcelJS.Worksheet): void {
  const row = sheet.addRow([asideStamp])
  row.hidden = true
  asText(row)
}

function writeGuidance(sheet: ExcelJS.Worksheet, columns: readonly TemplateColumn[], lines: readonly string[], headings: readonly string[]): void {
  sheet.columns = [36, 44, 44, 34].map((width) => ({ width }))
  markAside(sheet)
  for (const line of lines) asText(sheet.addRow([cellText(line)]))
  sheet.addRow([]).commit()
  const heading = sheet.addRow([...headings])
  heading.font = { bold: true }
  asText(heading)
  for (const { header, need, format, example } of columns) asText(sheet.addRow([header, need, format, example].map(cellText)))
  sheet.commit()
}

function writeLists(sheet: ExcelJS.Worksheet, lists: TemplateInput['lists'], headings: readonly string[]): void {
  sheet.columns = templateLists.map(() => ({ width: 26 }))
  markAside(sheet)
  const heading = sheet.addRow(headings.map(cellText))
  heading.font = { bold: true }
  asText(heading)
  const most = Math.max(0, ...templateLists.map((list) => lists[list].length))
  for (let at = 0; at < most; at++) asText(sheet.addRow(templateLists.map((list) => cellText(lists[list][at] ?? ''))))
  sheet.commit()
}
