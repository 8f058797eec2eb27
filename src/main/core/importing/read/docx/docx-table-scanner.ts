import type { SheetCell } from '../../../../../shared/domain/sheet.ts'
import { fail } from '../../../../../shared/result.ts'
import type { ReadLimits } from '../limits.ts'
import type { MergedRange } from '../xlsx/merges.ts'
import type { XmlScanner } from '../xlsx/xml-scanner.ts'

/** A row of a table; `isDeleted` where a tracked change has taken it out. */
export interface DocxRow {
  readonly table: number
  readonly row: number
  readonly cells: readonly SheetCell[]
  /** Columns of cells from which a tracked change has taken text, and of cells whose text is struck through in part. */
  readonly deletions: readonly number[]
  readonly strikes: readonly number[]
  readonly isDeleted: boolean
}

export interface DocxListener {
  /** `heading` is the nearest paragraph above. */
  onTable(table: number, heading: string): void
  onRow(row: DocxRow): void
  /** All merged ranges of a table, known at its end. */
  onTableEnd(table: number, merges: readonly MergedRange[]): void
}

type Range = { -readonly [Key in keyof MergedRange]: MergedRange[Key] }

interface OpenTable {
  readonly index: number
  row: number
  column: number
  cells: SheetCell[]
  deletions: number[]
  strikes: number[]
  isDeleted: boolean
  readonly merges: Range[]
  /** First column -> the vertical merge that may go on in the next row. */
  readonly vertical: Map<number, Range>
  cell: { text: string; paragraphs: number; width: number; vertical: 'none' | 'restart' | 'continue'; hasStruck: boolean; hasPlain: boolean; hasDeleted: boolean } | undefined
}

const maxNesting = 50
/** Revisions that are no longer, or not here, part of the text. */
const removing = new Set(['del', 'moveFrom'])
/** Content that stands beside the text of its paragraph: the second form of a drawing, text boxes, field codes. */
const aside = new Set(['Fallback', 'txbxContent', 'instrText', 'delText', 'delInstrText', 'rPrChange', 'pPrChange', 'tcPrChange', 'trPrChange', 'tblPrChange'])

/** Tables of a Word document (ECMA-376 17.4), element by element; a table in a cell or a text box is a table of its own. */
export function createDocxTableScanner(limits: ReadLimits, listener: DocxListener): { open(scanner: XmlScanner): void; close(scanner: XmlScanner): void; text(value: string): void } {
  const stack: OpenTable[] = []
  let count = 0
  let merges = 0
  let heading = ''
  let paragraph = ''
  let removed = 0
  let skipped = 0
  let isInText = false
  let isInRun = false
  let isStruck = false
  let isInRowProperties = false

  function addText(value: string): void {
    if (skipped > 0) return
    const cell = stack.at(-1)?.cell
    if (cell === undefined) {
      if (stack.length === 0 && removed === 0) paragraph = `${paragraph}${value}`.slice(0, 1000)
      return
    }
    const isVisible = /\S/.test(value)
    if (removed > 0) return
    cell.text += value
    if (isVisible) cell[isStruck ? 'hasStruck' : 'hasPlain'] = true
    if (cell.text.length > limits.tokenChars) fail('unreadable-file', 'error.file-too-much-text')
  }

  function finishCell(table: OpenTable): void {
    const { cell, column, row } = table
    if (cell === undefined) return
    table.cell = undefined
    if (column + cell.width > limits.columns) fail('unreadable-file', 'error.file-too-many-columns', { limit: limits.columns })
    const text = cell.text.replaceAll('\u00a0', ' ').trim()
    if (text !== '') table.cells.push({ column, type: 'text', raw: text, text, ...(cell.hasStruck && !cell.hasPlain ? { isStruck: true } : {}) })
    if (cell.hasDeleted) table.deletions.push(column)
    if (cell.hasStruck && cell.hasPlain) table.strikes.push(column)
    const above = table.vertical.get(column)
    if (cell.vertical === 'continue' && above !== undefined && above.bottom === row - 1) {
      if (above.bottom === above.top && above.left === above.right) addMerge(table, above)
      above.bottom = row
    } else {
      const range: Range = { left: column, right: column + cell.width - 1, top: row, bottom: row }
      if (cell.vertical === 'restart') table.vertical.set(column, range)
      else table.vertical.delete(column)
      if (cell.width > 1) addMerge(table, range)
    }
    table.column += cell.width
  }

  function addMerge(table: OpenTable, range: Range): void {
    if (++merges > limits.merges) fail('unreadable-file', 'error.file-too-many-merges', { limit: limits.merges })
    table.merges.push(range)
  }

  function finishRow(table: OpenTable): void {
    const { index, row, cells, deletions, strikes, isDeleted } = table
    if (row > limits.rows) fail('unreadable-file', 'error.file-too-many-rows', { limit: limits.rows })
    listener.onRow({ table: index, row, cells, deletions, strikes, isDeleted })
  }

  function startTable(): void {
    if (stack.length >= maxNesting) fail('unreadable-file', 'error.file-damaged', { part: 'w:tbl' })
    listener.onTable(count, heading)
    heading = ''
    stack.push({ index: count++, row: 0, column: 0, cells: [], deletions: [], strikes: [], isDeleted: false, merges: [], vertical: new Map(), cell: undefined })
  }

  const number = (scanner: XmlScanner): number => Math.min(limits.columns + 1, Math.max(0, Math.floor(Number(scanner.attribute('val', true) ?? 1)) || 0))

  return {
    open(scanner) {
      const name = scanner.name()
      const isEmpty = scanner.isSelfClosing
      const table = stack.at(-1)
      if (aside.has(name)) {
        if (name === 'delText' && table?.cell !== undefined) table.cell.hasDeleted = true
        if (!isEmpty) skipped++
      } else if (name === 'tbl') {
        if (!isEmpty) startTable()
      } else if (name === 'p') {
        if (table === undefined) paragraph = ''
        else if (table.cell !== undefined && skipped === 0 && table.cell.paragraphs++ > 0 && table.cell.text !== '') table.cell.text += '\n'
      } else if (name === 'r') {
        isInRun = !isEmpty
        isStruck = false
      } else if (removing.has(name)) {
        // In the properties of a row it is the row that was deleted; in those of a run or paragraph it marks the paragraph's end.
        if (isInRowProperties && table !== undefined) table.isDeleted = true
        else if (!isEmpty) removed++
      } else if (name === 't') isInText = !isEmpty
      else if (name === 'br' || name === 'cr') {
        if (isInRun) addText('\n')
      } else if (name === 'tab') {
        if (isInRun) addText('\t')
      } else if (name === 'noBreakHyphen') addText('-')
      else if ((name === 'strike' || name === 'dstrike') && isInRun) isStruck ||= !/^(?:0|false|off)$/.test(scanner.attribute('val', true) ?? '1')
      if (table === undefined || skipped > 0) return
      if (name === 'tr') Object.assign(table, { row: table.row + 1, column: 0, cells: [], deletions: [], strikes: [], isDeleted: false } satisfies Partial<OpenTable>)
      else if (name === 'trPr') isInRowProperties = !isEmpty
      else if (name === 'gridBefore') table.column += number(scanner)
      else if (name === 'tc') table.cell = { text: '', paragraphs: 0, width: 1, vertical: 'none', hasStruck: false, hasPlain: false, hasDeleted: false }
      else if (name === 'gridSpan' && table.cell !== undefined) table.cell.width = Math.max(1, number(scanner))
      else if (name === 'vMerge' && table.cell !== undefined) table.cell.vertical = scanner.attribute('val', true) === 'restart' ? 'restart' : 'continue'
    },
    close(scanner) {
      const name = scanner.name()
      const table = stack.at(-1)
      if (aside.has(name)) skipped = Math.max(0, skipped - 1)
      else if (name === 'tbl' && table !== undefined) {
        stack.pop()
        listener.onTableEnd(table.index, table.merges)
      } else if (name === 'p' && table === undefined && paragraph.trim() !== '') heading = paragraph.trim()
      else if (name === 'r') isInRun = false
      else if (name === 't') isInText = false
      else if (name === 'trPr') isInRowProperties = false
      else if (removing.has(name) && !isInRowProperties) removed = Math.max(0, removed - 1)
      else if (name === 'tc' && table !== undefined) finishCell(table)
      else if (name === 'tr' && table !== undefined) finishRow(table)
    },
    text(value) {
      if (isInText) addText(value)
    },
  }
}
