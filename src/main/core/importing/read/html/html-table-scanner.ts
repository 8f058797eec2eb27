import { Parser } from 'htmlparser2'
import { fail } from '../../../../../shared/result.ts'
import type { SheetCell } from '../../../../../shared/domain/sheet.ts'
import type { ReadLimits } from '../limits.ts'
import type { MergedRange } from '../xlsx/merges.ts'
import { cssClasses, cssMarks, type CssMarks } from './css-marks.ts'
import { htmlCell } from './html-cell.ts'

/** A row of a table, its cells placed in the grid that `colspan` and `rowspan` make. */
export interface HtmlRow {
  readonly table: number
  /** One-based, of all rows of this table. */
  readonly row: number
  readonly cells: readonly SheetCell[]
  readonly opened: readonly MergedRange[]
  /** Columns of cells whose text is struck through in part. */
  readonly strikes: readonly number[]
  readonly isHidden: boolean
}

export interface HtmlListener {
  /** `heading` is the caption, else the text just above. */
  onTable(table: number, heading: string, isHidden: boolean): void
  onCaption(table: number, caption: string): void
  onRow(row: HtmlRow): void
}

interface OpenTable {
  readonly index: number
  row: number
  isInRow: boolean
  rowHidden: boolean
  column: number
  cells: SheetCell[]
  opened: MergedRange[]
  strikes: number[]
  /** Column -> last row that a `rowspan` from above takes. */
  readonly taken: Map<number, number>
  readonly hiddenColumns: Set<number>
  columns: number
  cell: { readonly attributes: Readonly<Record<string, string>>; readonly marks: CssMarks; text: string; hasPlain: boolean; hasStruck: boolean } | undefined
  struck: number
  hiddenDepth: number
  /** Text of the caption while it is open. */
  caption: string | undefined
}

const breaking = new Set(['p', 'div', 'li', 'ul', 'ol', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'blockquote', 'tr', 'dd', 'dt'])
const unread = new Set(['script', 'style', 'template', 'noscript', 'title', 'select'])
const striking = new Set(['s', 'strike', 'del'])
const maxNesting = 50
/** Stand-ins, since line feeds of the source are mere white space. */
const lineBreak = '\u2028'
const blockBreak = '\u2029'

/** Tables of a web page as they stream by; a table inside a cell is a table of its own and no text of that cell. Marked-up text never runs and nothing is fetched. */
export function createHtmlTableScanner(limits: ReadLimits, listener: HtmlListener): { write(chunk: string): void; end(): void } {
  const stack: OpenTable[] = []
  let count = 0
  let above = ''
  let css = ''
  let classes: ReadonlyMap<string, CssMarks> = new Map()
  let skipped = 0
  let isStyle = false

  const marksOf = (attributes: Readonly<Record<string, string>>): CssMarks => {
    let marks: CssMarks = attributes['hidden'] === undefined ? {} : { isHidden: true }
    for (const name of (attributes['class'] ?? '').split(/\s+/)) marks = { ...marks, ...classes.get(name) }
    return attributes['style'] === undefined ? marks : { ...marks, ...cssMarks(attributes['style']) }
  }
  const span = (value: string | undefined, most: number): number => Math.min(most, Math.max(1, Math.floor(Number(value ?? 1)) || 1))

  function addText(value: string): void {
    const table = stack.at(-1)
    if (table?.caption !== undefined) table.caption = `${table.caption}${value}`.slice(0, 1000)
    else if (table?.cell !== undefined && table.hiddenDepth === 0) {
      table.cell.text += value
      if (/\S/.test(value)) table.cell[table.struck > 0 ? 'hasStruck' : 'hasPlain'] = true
      if (table.cell.text.length > limits.tokenChars) fail('unreadable-file', 'error.file-too-much-text')
    } else if (table === undefined) above = `${above}${value}`.slice(-1000)
  }

  function finishCell(table: OpenTable): void {
    const { cell } = table
    if (cell === undefined) return
    table.cell = undefined
    const { attributes, marks } = cell
    while ((table.taken.get(table.column) ?? 0) >= table.row) table.column++
    const width = span(attributes['colspan'], 1000)
    const height = span(attributes['rowspan'], 65_534)
    if (table.column + width > limits.columns) fail('unreadable-file', 'error.file-too-many-columns', { limit: limits.columns })
    const found = htmlCell({ attributes, text: tidy(cell.text), format: marks.format, isStruck: marks.isStruck === true || (cell.hasStruck && !cell.hasPlain), isInHiddenColumn: marks.isHidden === true || table.hiddenColumns.has(table.column) })
    if (found !== undefined) table.cells.push({ column: table.column, ...found })
    if (cell.hasStruck && cell.hasPlain) table.strikes.push(table.column)
    if (width > 1 || height > 1) table.opened.push({ left: table.column, right: table.column + width - 1, top: table.row, bottom: table.row + height - 1 })
    if (height > 1) for (let at = 0; at < width; at++) table.taken.set(table.column + at, table.row + height - 1)
    table.column += width
    table.struck = 0
    table.hiddenDepth = 0
  }

  function finishRow(table: OpenTable): void {
    finishCell(table)
    if (!table.isInRow) return
    table.isInRow = false
    if (table.row > limits.rows) fail('unreadable-file', 'error.file-too-many-rows', { limit: limits.rows })
    listener.onRow({ table: table.index, row: table.row, cells: table.cells, opened: table.opened, strikes: table.strikes, isHidden: table.rowHidden })
  }

  function startRow(table: OpenTable, marks: CssMarks): void {
    finishRow(table)
    Object.assign(table, { isInRow: true, row: table.row + 1, rowHidden: marks.isHidden === true, column: 0, cells: [], opened: [], strikes: [] } satisfies Partial<OpenTable>)
  }

  function startTable(marks: CssMarks): void {
    if (stack.length >= maxNesting) fail('unreadable-file', 'error.file-damaged', { part: '<table>' })
    const heading = tidy(above).split('\n').findLast((line) => line !== '') ?? ''
    above = ''
    listener.onTable(count, heading, marks.isHidden === true)
    stack.push({ index: count++, row: 0, isInRow: false, rowHidden: false, column: 0, cells: [], opened: [], strikes: [], taken: new Map(), hiddenColumns: new Set(), columns: 0, cell: undefined, struck: 0, hiddenDepth: 0, caption: undefined })
  }

  function startColumn(table: OpenTable, attributes: Readonly<Record<string, string>>): void {
    const width = span(attributes['span'], 1000)
    if (marksOf(attributes).isHidden) for (let at = 0; at < width; at++) table.hiddenColumns.add(table.columns + at)
    table.columns = Math.min(limits.columns, table.columns + width)
  }

  function open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (unread.has(name)) {
      skipped++
      isStyle = name === 'style'
      return
    }
    if (name === 'table') return startTable(marksOf(attributes))
    const table = stack.at(-1)
    if (breaking.has(name)) addText(blockBreak)
    if (table === undefined) return
    if (name === 'tr') startRow(table, marksOf(attributes))
    else if (name === 'td' || name === 'th') {
      finishCell(table)
      if (!table.isInRow) startRow(table, {})
      table.cell = { attributes, marks: marksOf(attributes), text: '', hasPlain: false, hasStruck: false }
    } else if (name === 'col') startColumn(table, attributes)
    else if (name === 'caption') table.caption = ''
    else if (name === 'br') addText(lineBreak)
    else if (table.cell !== undefined && (table.hiddenDepth > 0 || marksOf(attributes).isHidden)) table.hiddenDepth += voidTags.has(name) ? 0 : 1
    else if (table.cell !== undefined && striking.has(name)) table.struck++
  }

  function close(name: string): void {
    if (unread.has(name)) {
      skipped = Math.max(0, skipped - 1)
      if (name === 'style') classes = cssClasses(css)
      isStyle = false
      return
    }
    const table = stack.at(-1)
    if (name === 'table' && table !== undefined) {
      finishRow(table)
      stack.pop()
    } else if (table === undefined) {
      if (breaking.has(name)) addText(blockBreak)
    } else if (name === 'tr') finishRow(table)
    else if (name === 'td' || name === 'th') finishCell(table)
    else if (name === 'caption' && table.caption !== undefined) {
      listener.onCaption(table.index, tidy(table.caption).replaceAll('\n', ' '))
      table.caption = undefined
    } else if (table.hiddenDepth > 0 && !voidTags.has(name)) table.hiddenDepth--
    else if (striking.has(name)) table.struck = Math.max(0, table.struck - 1)
    else if (breaking.has(name)) addText(blockBreak)
  }

  const parser = new Parser({
    onopentag: open,
    onclosetag: close,
    ontext(value) {
      if (isStyle) css = `${css}${value}`.slice(0, limits.tokenChars)
      else if (skipped === 0) addText(value)
    },
  })
  return {
    write: (chunk) => parser.write(chunk),
    end() {
      parser.end()
      for (let table = stack.pop(); table !== undefined; table = stack.pop()) finishRow(table)
    },
  }
}

const voidTags = new Set(['br', 'img', 'hr', 'input', 'col', 'wbr', 'area', 'base', 'embed', 'link', 'meta', 'source', 'track'])

/** White space as a browser shows it: runs and no-break spaces are one space; what `<br>` and blocks left here becomes line breaks. */
function tidy(text: string): string {
  return text.replace(/[ \t\r\n\f\u00a0]+/g, ' ').replace(/ ?\u2029[ \u2029]*/g, '\n').replace(/ ?\u2028 ?/g, '\n').trim()
}
