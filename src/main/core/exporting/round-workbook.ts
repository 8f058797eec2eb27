/**
 * The workbook of one office in a confirmation round: its projects with "our figure" and "your figure" side by side, an answer for
 * "nothing to report", and a sheet with guidance, our questions and the reference by which the file is known when it comes back. The
 * hidden first row and two hidden columns carry what the import reads (importing/map/round-tags.ts).
 */
import type { Writable } from 'node:stream'
import type ExcelJS from 'exceljs'
import { columnName } from '../../../shared/domain/sheet.ts'
import { periodMark, periodText } from '../../../shared/domain/period.ts'
import type { MessageKey } from '../../../shared/messages/en/index.ts'
import { formatMessage, type MessageParams } from '../../../shared/messages/format.ts'
import { nilMark, roundTag } from '../importing/map/round-tags.ts'
import { answerTag, referenceTag } from '../importing/returning/marker.ts'
import { asideStamp, stampText, tagText } from '../importing/map/template-tags.ts'
import type { OfficeRound, RoundRow } from '../offices/round-content.ts'
import { dayText } from '../offices/reminder-text.ts'
import { cellText, createPlainWorkbook, textFormat } from './plain-workbook.ts'

export interface RoundWorkbookInput {
  readonly content: OfficeRound
  readonly marker: string
  /** Of the round, as the workbook prints it: `2011`. */
  readonly periodText: string
  readonly dueOn: string
  readonly madeOn: string
}

export const roundHeaderRow = 6
/** Cell in which an office says that it has nothing to report. */
export const nilAnswer = 'E4'
/** Rows under the last one that are ready for projects that are missing. */
const spareRows = 50
const pageSetup = { orientation: 'landscape', paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0 } as const
const moneyFormat = '#,##0.00##'
const grey = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE9ECEF' } } as const
const headFill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFD6E0EA' } } as const
const line = { style: 'thin', color: { argb: 'FF7A8694' } } as const

interface Column {
  readonly tag: string
  readonly header: string
  readonly width: number
  readonly isHidden?: boolean
  readonly kind: 'text' | 'ours' | 'yours'
  readonly value: (row: RoundRow) => string | number | null
}

/** A figure as a number where a spreadsheet can hold it exactly, else as text. */
function figure(text: string | undefined): string | number | null {
  if (text === undefined) return null
  const number = Number(text)
  return Number.isFinite(number) && text.replace(/[-.]/g, '').replace(/^0+/, '').length <= 15 ? number : text
}

export async function writeRoundWorkbook(sink: Writable, { content, marker, periodText: ofRound, dueOn, madeOn }: RoundWorkbookInput): Promise<void> {
  const { language, officeName, office, measures, rows, questions } = content
  const text = (key: MessageKey, params: MessageParams = {}): string => formatMessage(language, key, params)
  const plain = (tag: string, header: MessageKey, width: number, value: Column['value']): Column => ({ tag, header: text(header), width, kind: 'text', value })
  const columns: Column[] = [
    { ...plain(roundTag.key(marker, office), 'round.column.key', 4, (row) => row.key), isHidden: true },
    { ...plain(roundTag.period, 'round.column.period', 4, (row) => periodMark(row.period)), isHidden: true },
    plain(tagText({ field: 'identifier' }), 'round.column.symbol', 22, (row) => row.identifier),
    plain(tagText({ field: 'title' }), 'round.column.title', 46, (row) => row.title),
    plain(tagText({ field: 'partner' }), 'round.column.partner', 26, (row) => row.partner),
    plain(tagText({ field: 'country' }), 'round.column.country', 20, (row) => row.country),
    plain(roundTag.period, 'round.column.period', 14, (row) => periodText(row.period) || text('round.no-period')),
    plain(tagText({ field: 'currency' }), 'round.column.currency', 10, (row) => row.currency),
    ...measures.flatMap((measure): Column[] => {
      const name = text(`measure.${measure}`)
      return [
        { tag: roundTag.ours(measure), header: text('round.column.ours', { measure: name }), width: 18, kind: 'ours', value: (row) => figure(row.figures[measure]) },
        { tag: roundTag.yours(measure), header: text('round.column.yours', { measure: name }), width: 18, kind: 'yours', value: () => null },
      ]
    }),
    plain(tagText({ field: 'note' }), 'round.column.note', 40, () => null),
  ]
  const names = { data: text('round.sheet.data'), reply: text('round.sheet.reply') }
  const title = text('round.title', { office: officeName, period: ofRound })
  const workbook = createPlainWorkbook(sink, title, new Date(`${madeOn}T00:00:00Z`))
  const sheet = workbook.addWorksheet(names.data, { views: [{ state: 'frozen', ySplit: roundHeaderRow, xSplit: 3 }], pageSetup })
  sheet.columns = columns.map(({ width, kind, isHidden = false }) => ({ width, hidden: isHidden, style: { numFmt: kind === 'text' ? textFormat : moneyFormat } }))
  const put = (values: readonly (string | null)[], look: Partial<ExcelJS.Font> = {}): ExcelJS.Row => {
    const row = sheet.addRow(values.map((value) => (value === null ? null : cellText(value))))
    row.eachCell((cell) => { cell.numFmt = textFormat })
    row.font = look
    return row
  }
  const tags = put(columns.map(({ tag }, index) => (index === 0 ? stampText('project-contributions', tag) : tag)))
  tags.hidden = true
  tags.commit()
  put([null, null, title], { bold: true, size: 14 }).commit()
  const [firstMeasure = 'approval'] = measures
  put([null, null, text('round.how', { yours: text('round.column.yours', { measure: text(`measure.${firstMeasure}`) }) })], { italic: true, color: { argb: 'FF5A6472' } }).commit()
  const nil = put([nilMark, null, text('round.nothing', { period: ofRound, yes: text('round.yes') })], { bold: true })
  const answer = sheet.getCell(nilAnswer)
  answer.value = null
  answer.border = { top: line, left: line, bottom: line, right: line }
  nil.commit()
  sheet.addRow([]).commit()
  const header = put(columns.map((column) => column.header), { bold: true })
  header.height = 32
  header.eachCell((cell) => {
    cell.fill = headFill
    cell.alignment = { wrapText: true, vertical: 'middle' }
  })
  header.commit()
  for (const row of rows) {
    const values = columns.map(({ value }) => value(row))
    const written = sheet.addRow(values.map((value) => (typeof value === 'string' ? cellText(value) : value)))
    columns.forEach(({ kind }, index) => {
      const cell = written.getCell(index + 1)
      if (typeof values[index] === 'string') cell.numFmt = textFormat
      if (kind === 'ours') Object.assign(cell, { fill: grey, font: { color: { argb: 'FF5A6472' } } })
      if (kind === 'yours') cell.border = { top: line, left: line, bottom: line, right: line }
    })
    written.commit()
  }
  // exceljs' streaming sheet has the member; only its declarations lack it.
  const { dataValidations } = sheet as unknown as { readonly dataValidations: { add(address: string, validation: ExcelJS.DataValidation): void } }
  dataValidations.add(nilAnswer, { type: 'list', allowBlank: true, showErrorMessage: false, formulae: [`"${text('round.yes')}"`] })
  const last = roundHeaderRow + rows.length
  columns.forEach(({ kind }, index) => {
    // What cannot be a figure is told while it is typed; a spreadsheet that ignores it is read all the same.
    if (kind === 'yours') dataValidations.add(`${columnName(index)}${roundHeaderRow + 1}:${columnName(index)}${last + spareRows}`, { type: 'decimal', operator: 'between', allowBlank: true, showErrorMessage: true, errorStyle: 'warning', formulae: [-1e15, 1e15] })
  })
  sheet.autoFilter = { from: { row: roundHeaderRow, column: 1 }, to: { row: Math.max(last, roundHeaderRow + 1), column: columns.length } }
  sheet.commit()

  const reply = workbook.addWorksheet(names.reply, { pageSetup })
  reply.columns = [34, 60, 60, 40].map((width) => ({ width, style: { numFmt: textFormat } }))
  const add = (values: readonly (string | null)[], look: Partial<ExcelJS.Font> = {}, isHidden = false): void => {
    const row = reply.addRow(values.map((value) => (value === null ? null : cellText(value))))
    row.eachCell((cell) => {
      cell.numFmt = textFormat
      cell.alignment = { wrapText: values.length > 1, vertical: 'top' }
    })
    row.font = look
    row.hidden = isHidden
    row.commit()
  }
  add([asideStamp], {}, true)
  add([title], { bold: true, size: 14 })
  add([text('round.reference', { marker })], { color: { argb: 'FF5A6472' } })
  add([])
  const said = { period: ofRound, made: dayText(language, madeOn), due: dayText(language, dueOn), sheet: names.data, yes: text('round.yes'), note: text('round.column.note') }
  for (const key of ['round.guide.1', 'round.guide.2', 'round.guide.3', 'round.guide.4', 'round.guide.5'] as const) add([text(key, said)])
  add([])
  add([text('round.questions')], { bold: true })
  if (questions.length === 0) add([text('round.no-questions')])
  else add([null, null, answerTag, referenceTag], {}, true)
  if (questions.length > 0) add([text('round.question.about'), text('round.question.text'), text('round.question.answer'), text('round.question.reference')], { bold: true })
  for (const { about, text: asked, reference } of questions) add([about, asked, null, reference])
  reply.commit()
  await workbook.commit()
}
