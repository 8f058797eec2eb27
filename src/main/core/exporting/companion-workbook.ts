/**
 * The internal companion of an annex: what the table was made from, each of its figures with the number and the sum of the
 * records behind it, and those records down to file, sheet and cell. Written in a stream, sheet by sheet.
 */
import type { Writable } from 'node:stream'
import type ExcelJS from 'exceljs'
import type { AnnexTable } from '../../../shared/contract/annexes.ts'
import { bienniumLabel } from '../../../shared/domain/dates.ts'
import type { MessageKey } from '../../../shared/messages/en/index.ts'
import { formatMessage, type MessageParams } from '../../../shared/messages/format.ts'
import type { ProvenanceRow } from '../matrices/provenance.ts'
import { words } from './annex-workbook.ts'
import { dollarCell, type FigureCell } from './figure-cell.ts'
import { createPlainWorkbook } from './plain-workbook.ts'

export interface CompanionBackground {
  readonly table: AnnexTable
  /** The counting rule as it was applied, as it stands in the reference data. */
  readonly rule: unknown
  readonly workspace: string
  readonly contentHash: string
  /** ISO time in UTC. */
  readonly now: string
}

export interface Companion {
  /** Rows in the order of `orderProvenance`: counted ones first. */
  add(rows: readonly ProvenanceRow[]): void
  /** Ends the file. Throws where the records of a figure do not sum to it: an internal failure. */
  finish(): Promise<void>
}

/** A sheet holds 1,048,576 rows; the records go on in another one before that. */
const sheetRows = 1_000_000

const recordHeadings = [
  'line', 'column', 'symbol', 'project', 'partner', 'partner-state', 'country', 'modality', 'period', 'state', 'original', 'currency', 'usd', 'file', 'source-sheet', 'cell', 'other-cells', 'correction',
] as const
const recordWidths = [30, 10, 22, 46, 30, 12, 20, 10, 16, 12, 18, 9, 18, 30, 18, 12, 30, 60]

export function createCompanion(sink: Writable, background: CompanionBackground): Companion {
  const { table } = background
  const { spec } = table
  const text = (key: MessageKey, params: MessageParams = {}): string => formatMessage(spec.locale, key, params)
  const workbook = createPlainWorkbook(sink, text('annex.companion.title'), new Date(background.now))
  const sums = createFigureSums()
  const names = new Map(table.rows.map((row) => [row.key, row.name]))
  const records = createPagedSheet(workbook, text('annex.companion.sheet.records'), recordHeadings.map((key) => text(`annex.companion.${key}`)), recordWidths)
  const leftOut = createPagedSheet(workbook, text('annex.companion.sheet.left-out'), recordHeadings.filter((key) => key !== 'column').map((key) => text(`annex.companion.${key === 'line' ? 'category' : key}`)), recordWidths.toSpliced(1, 1))
  const described = (row: ProvenanceRow): (FigureCell | null)[] => {
    const shown = (value: string | null, ...fields: string[]): FigureCell | null =>
      fields.some((field) => row.withheld.includes(field)) ? words(text('annex.companion.withheld')) : value === null || value === '' ? null : words(value)
    return [
      shown(row.symbol, 'symbol', 'symbol_written'), shown(row.title, 'title'), shown(row.partner), shown(text(`annex.companion.${row.isPartnerConfirmed ? 'confirmed' : 'proposed'}`)),
      shown(row.country, 'area_id'), shown(row.modality), shown(row.period), shown(text(`state.${row.state}`)),
      // Exact decimal text: a number of Excel would not hold every original.
      shown(row.original, 'original'), shown(row.currency, 'currency'), row.usdCents === null ? null : dollarCell(row.usdCents),
      shown(row.file), shown(row.sheet), shown(row.cells), shown(row.otherCells), shown(correctionText(row.correction, text)),
    ]
  }
  return {
    add(rows) {
      for (const row of rows) {
        if (row.leftOut !== null) {
          leftOut.add([words(text(`left-out.${row.leftOut}`)), ...described(row)])
          continue
        }
        sums.add(row)
        records.add([words(names.get(row.line ?? '') ?? row.line ?? ''), words(row.column ?? ''), ...described(row)])
      }
    },
    async finish() {
      records.end()
      leftOut.end()
      writeFigures(workbook, table, sums, text)
      writeAboveAudience(workbook, table, text)
      writeAbout(workbook, background, text)
      // Written last, shown first.
      workbook.views = [{ x: 0, y: 0, width: 24_000, height: 16_000, firstSheet: 0, activeTab: records.sheets() + leftOut.sheets() + 2, visibility: 'visible' }]
      await workbook.commit()
    },
  }
}

/** Who said the figure, and what its source says in the cells that are named. */
function correctionText(correction: ProvenanceRow['correction'], text: (key: MessageKey, params?: MessageParams) => string): string | null {
  if (correction === null) return null
  if (correction === 'withheld') return text('annex.companion.withheld')
  const { saidBy, channel, saidOn, source } = correction
  const figure = source.original === null ? text(`state.${source.state}`) : `${source.currency ?? ''} ${source.original}`.trim()
  return text('correction.trace.text', { person: saidBy, channel: text(`correction.channel.${channel}`), date: saidOn, source: figure })
}

interface Sum { rows: number; cents: number }
interface FigureSums {
  add(row: ProvenanceRow): void
  /** Null stands for every line or every column. */
  of(line: string | null, column: string | null): Sum
}

function createFigureSums(): FigureSums {
  const sums = new Map<string, Sum>()
  const put = (key: string, cents: number | null): void => {
    const sum = sums.get(key) ?? { rows: 0, cents: 0 }
    sums.set(key, { rows: sum.rows + 1, cents: sum.cents + (cents ?? 0) })
  }
  const keyOf = (line: string | null, column: string | null): string => JSON.stringify([line, column])
  return {
    add({ line, column, usdCents }) {
      for (const key of new Set([keyOf(line, column), keyOf(line, null), keyOf(null, column), keyOf(null, null)])) put(key, usdCents)
    },
    of: (line, column) => sums.get(keyOf(line, column)) ?? { rows: 0, cents: 0 },
  }
}

function writeFigures(workbook: ExcelJS.stream.xlsx.WorkbookWriter, table: AnnexTable, sums: FigureSums, text: (key: MessageKey, params?: MessageParams) => string): void {
  const { biennium } = table.spec
  const headings = (['line', 'column', 'figure', 'records', 'sum'] as const).map((key) => text(`annex.companion.${key}`))
  const sheet = createPagedSheet(workbook, text('annex.companion.sheet.figures'), headings, [46, 12, 20, 12, 24])
  for (const row of table.rows) {
    const line = row.kind === 'total' ? null : row.key
    const columns: [name: string, key: string | null, figure: (typeof row.cents)[number] | undefined][] = [
      [String(biennium), String(biennium), row.cents[0]],
      [String(biennium + 1), String(biennium + 1), row.cents[1]],
      // Recorded for the biennium as a whole: in the total only, not a figure of the printed table.
      [bienniumLabel(biennium), bienniumLabel(biennium), undefined],
      [text('annex.heading.total'), null, row.cents[2]],
    ]
    for (const [name, key, figure] of columns) {
      const behind = sums.of(line, key)
      if (figure === undefined && behind.rows === 0) continue
      const cents = typeof figure === 'number' ? figure : 0
      if (figure !== undefined && cents !== behind.cents) throw new Error(`the records of ${row.key} ${name} sum to ${behind.cents}, the table says ${cents}`)
      const shown = figure === undefined || figure === null ? null : figure === 'not-reported' ? words(text('sign.not-reported')) : figure === 'not-applicable' ? words(text('sign.not-applicable')) : dollarCell(figure)
      sheet.add([words(row.name), words(name), shown, { value: behind.rows, format: '#,##0' }, dollarCell(behind.cents)])
    }
  }
  sheet.end()
}

/** What the audience leaves out: how many records of which measure and time, and nothing of what they say. */
function writeAboveAudience(workbook: ExcelJS.stream.xlsx.WorkbookWriter, table: AnnexTable, text: (key: MessageKey, params?: MessageParams) => string): void {
  const sheet = createPagedSheet(workbook, text('annex.companion.sheet.above-audience'), (['measure', 'period', 'records'] as const).map((key) => text(`annex.companion.${key}`)), [24, 16, 12])
  for (const { measure, period, rows } of table.aboveAudienceBy) sheet.add([words(text(`measure.${measure}`)), words(period === 'none' ? text('annex.companion.no-date') : period), { value: rows, format: '#,##0' }])
  sheet.end()
}

function writeAbout(workbook: ExcelJS.stream.xlsx.WorkbookWriter, { table, rule, workspace, contentHash, now }: CompanionBackground, text: (key: MessageKey, params?: MessageParams) => string): void {
  const sheet = createPagedSheet(workbook, text('annex.companion.sheet.about'), [text('annex.companion.title'), ''], [34, 110])
  const line = (name: string, value: string): void => sheet.add([words(name), words(value)])
  line(text('annex.companion.internal'), '')
  line('', table.caption)
  line(text('annex.companion.workspace'), workspace)
  line(text('annex.companion.made'), now)
  line(text('annex.companion.changeset'), String(table.changeset))
  line(text('annex.companion.content-hash'), contentHash)
  line(text('annex.companion.spec'), JSON.stringify(table.spec))
  line(text('annex.companion.rule'), JSON.stringify(rule))
  line(text('annex.companion.above-audience'), String(table.aboveAudience))
  for (const note of table.notes) line('', note)
  const { counted, leftOut, read } = table.reconciliation
  const part = (name: string, rows: number, cents: number): void => sheet.add([words(name), dollarCell(cents), { value: rows, format: '#,##0' }])
  line(text('annex.reconciliation.title'), '')
  part(text('annex.reconciliation.counted'), counted.rows, counted.cents)
  for (const { category, rows, cents } of leftOut) part(text('annex.reconciliation.left-out', { category: text(`left-out.${category}`) }), rows, cents)
  part(text('annex.reconciliation.read'), read.rows, read.cents)
  sheet.end()
}

interface PagedSheet {
  add(cells: readonly (FigureCell | null)[]): void
  end(): void
  /** How many sheets it took. */
  sheets(): number
}

/** Rows under a heading row; when a sheet is full they go on in "Name 2". */
function createPagedSheet(workbook: ExcelJS.stream.xlsx.WorkbookWriter, name: string, headings: readonly string[], widths: readonly number[]): PagedSheet {
  let number = 0
  let rows = 0
  const begin = (): ExcelJS.Worksheet => {
    number += 1
    rows = 0
    const made = workbook.addWorksheet(number === 1 ? name : `${name} ${number}`, { views: [{ state: 'frozen', ySplit: 1 }] })
    made.columns = widths.map((width) => ({ width }))
    writeRow(made, headings.map(words), true)
    return made
  }
  let sheet = begin()
  return {
    add(cells) {
      if (rows === sheetRows) {
        sheet.commit()
        sheet = begin()
      }
      rows += 1
      writeRow(sheet, cells, false)
    },
    end: () => sheet.commit(),
    sheets: () => number,
  }
}

function writeRow(sheet: ExcelJS.Worksheet, cells: readonly (FigureCell | null)[], isHeading: boolean): void {
  const row = sheet.addRow([])
  for (const [index, figure] of cells.entries()) {
    if (figure === null) continue
    const cell = row.getCell(index + 1)
    cell.value = figure.value
    cell.numFmt = figure.format
    if (isHeading) cell.font = { bold: true }
  }
  row.commit()
}
