import { cellAddress, type SheetCell, type SheetRow } from '../../../../../shared/domain/sheet.ts'
import { fail } from '../../../../../shared/result.ts'
import { createFindingCounter, type FindingCode } from '../file-finding.ts'
import type { ReadLimits } from '../limits.ts'
import { isTemplateRow } from '../template-row.ts'
import { cellFrom, cellKind, cellKindOf, missingText, type CellKind } from './cell-value.ts'
import { withComments, type SheetComments } from './comments.ts'
import { createHiddenColumns, isZero } from './hidden-columns.ts'
import { applyMerges, createMergeFinder, type MergedRange } from './merges.ts'
import { takePlainCells, type PlainCellContext, type RowCells } from './plain-cells.ts'
import { shiftFormula } from './shared-formula.ts'
import { createRunStrikes, type Strike } from './strikes.ts'
import { generalFormat } from './styles.ts'
import { isTrue, token, XmlScanner } from './xml-scanner.ts'

/**
 * Turns the XML of one sheet into rows while it streams. The declared `dimension` is never looked at; a row or cell without an
 * address follows the one before it; what has a style only costs nothing. It stops at the end of the sheet's data.
 */
export interface SheetContext extends PlainCellContext {
  readonly part: string
  readonly merges: readonly MergedRange[]
  readonly comments: SheetComments
  readonly limits: ReadLimits
  readonly maxRows: number
}

export class SheetScanner {
  readonly findings = createFindingCounter()
  readonly hiddenColumnsUsed = new Set<number>()
  rows = 0
  lastRow = 0
  private readonly context: SheetContext
  private readonly xml: XmlScanner
  private readonly mergesAt: (row: number) => readonly MergedRange[]
  private readonly shared = new Map<string, { text: string; column: number; row: number }>()
  private readonly hiddenColumns = createHiddenColumns()
  private readonly runs = createRunStrikes()
  private batch: SheetRow[] = []
  private cellCount = 0
  private isInData = false
  // The row being read.
  private row = 0
  private isHidden = false
  private isInRow = false
  private readonly current: RowCells = { column: -1, cells: [], isSorted: true, days: new Map() }
  // The cell being read, and which of its texts.
  private isInCell = false
  private kind: CellKind = cellKind.number
  private style = 0
  private value: string | undefined
  private formula: string | undefined
  private sharedIndex: string | undefined
  private target: 'none' | 'value' | 'formula' = 'none'
  private phonetic = 0

  constructor(context: SheetContext) {
    this.context = context
    this.xml = new XmlScanner(context.part, context.limits.tokenChars)
    this.mergesAt = createMergeFinder(context.merges)
  }

  /** Takes a chunk; false when nothing more is wanted. */
  write(chunk: Buffer): boolean {
    const { xml } = this
    xml.feed(chunk)
    for (;;) {
      if (this.isInRow && !this.isInCell) takePlainCells(xml, this.context, this.current)
      const kind = xml.next()
      if (kind === token.needMore) return true
      if (kind === token.text) this.addText()
      else if (kind === token.open) this.open()
      else if (!this.close()) return false
    }
  }

  /** No more chunks: the part must be closed properly. */
  end(): void {
    this.xml.end()
  }

  takeRows(): readonly SheetRow[] {
    const { batch } = this
    this.batch = []
    return batch
  }

  private addText(): void {
    if (this.target === 'none' || this.phonetic > 0) return
    const text = this.xml.textValue()
    if (this.target === 'value') {
      this.value = (this.value ?? '') + text
      this.runs.text(text)
    } else this.formula = (this.formula ?? '') + text
  }

  private open(): void {
    const { xml } = this
    if (this.isInCell) this.openInCell()
    else if (this.isInData) {
      if (xml.is('c')) this.openCell()
      else if (xml.is('row')) this.openRow()
    } else if (xml.is('sheetData')) this.isInData = !xml.isSelfClosing
    else this.hiddenColumns.visit(xml)
  }

  private openRow(): void {
    const { xml } = this
    const written = Number(xml.attribute('r') ?? 0)
    const previous = this.row
    this.row = Number.isInteger(written) && written > 0 ? written : previous + 1
    // All later stages count on ascending rows; spreadsheet programs, too, take anything else for damage.
    if (this.row <= previous) fail('unreadable-file', 'error.file-rows-out-of-order', { part: this.context.part, row: this.row, previous })
    if (this.row > this.context.limits.rows) fail('unreadable-file', 'error.file-too-many-rows', { limit: this.context.limits.rows })
    this.isHidden = isTrue(xml.attribute('hidden')) || isZero(xml.attribute('ht'))
    this.isInRow = !xml.isSelfClosing
    this.current.cells = []
    this.current.isSorted = true
    this.current.column = -1
  }

  private openCell(): void {
    const { xml } = this
    this.kind = cellKind.number
    this.style = 0
    this.value = undefined
    this.formula = undefined
    this.sharedIndex = undefined
    const { current } = this
    const previous = current.column
    current.column++
    this.readCellAttributes()
    if (current.column <= previous) current.isSorted = false
    if (current.column >= this.context.limits.columns) fail('unreadable-file', 'error.file-too-many-columns', { limit: this.context.limits.columns })
    this.isInCell = !xml.isSelfClosing
  }

  /** `r`, `s` and `t` of the cell, read in place. */
  private readCellAttributes(): void {
    const { bytes, nameEnd, attributesEnd } = this.xml
    for (let at = nameEnd; at < attributesEnd; ) {
      let equals = at
      while (equals < attributesEnd && bytes[equals] !== 61) equals++
      let open = equals + 1
      while (open < attributesEnd && bytes[open] !== 34 && bytes[open] !== 39) open++
      let close = open + 1
      while (close < attributesEnd && bytes[close] !== bytes[open]) close++
      let keyEnd = equals
      while (keyEnd > at && (bytes[keyEnd - 1] ?? 0) <= 32) keyEnd--
      if ((bytes[keyEnd - 2] ?? 0) <= 32 && close < attributesEnd) this.cellAttribute(bytes[keyEnd - 1] ?? 0, open + 1, close)
      at = close + 1
    }
  }

  private cellAttribute(key: number, start: number, end: number): void {
    const { bytes } = this.xml
    const code = (at: number): number => bytes[at] ?? 0
    if (key === 114) {
      let column = 0
      for (let at = start; at < end && (code(at) & 0xdf) >= 65 && (code(at) & 0xdf) <= 90; at++) column = column * 26 + (code(at) & 0xdf) - 64
      if (column > 0) this.current.column = column - 1
    } else if (key === 115) {
      let style = 0
      for (let at = start; at < end; at++) style = style * 10 + code(at) - 48
      this.style = style
    } else if (key === 116) this.kind = cellKindOf(bytes.toString('latin1', start, end))
  }

  private openInCell(): void {
    const { xml } = this
    if (xml.is('f')) {
      this.formula = ''
      const type = xml.attribute('t')
      if (type === 'shared') this.sharedIndex = xml.attribute('si')
      else if (type === 'dataTable') this.formula = `TABLE(${xml.attribute('r1') ?? ''},${xml.attribute('r2') ?? ''})`
      if (xml.isSelfClosing) this.finishFormula()
      else this.target = 'formula'
    } else if (xml.is('v') || xml.is('t')) {
      this.value ??= ''
      if (!xml.isSelfClosing) this.target = 'value'
    } else if (xml.is('rPh')) this.phonetic += xml.isSelfClosing ? 0 : 1
    else this.runs.visit(token.open, xml)
  }

  private close(): boolean {
    const { xml } = this
    if (this.isInCell) {
      if (xml.is('c')) {
        this.isInCell = false
        this.target = 'none'
        this.phonetic = 0
        this.finishCell()
      } else if (xml.is('rPh')) this.phonetic--
      else if (xml.is('v') || xml.is('t')) this.target = 'none'
      else if (xml.is('f')) {
        this.target = 'none'
        this.finishFormula()
      } else this.runs.visit(token.close, xml)
      return true
    }
    if (!this.isInData) return true
    if (xml.is('row')) {
      this.isInRow = false
      if (this.current.cells.length > 0) this.finishRow()
      return this.rows < this.context.maxRows
    }
    return !xml.is('sheetData')
  }

  private finishFormula(): void {
    const { sharedIndex, row } = this
    const { column } = this.current
    if (sharedIndex !== undefined) {
      const master = this.shared.get(sharedIndex)
      if (this.formula !== '' && this.formula !== undefined) this.shared.set(sharedIndex, { text: this.formula, column, row })
      else if (master !== undefined) this.formula = shiftFormula(master.text, column - master.column, row - master.row)
    }
    if (this.formula !== undefined && /\[\d+\]/.test(this.formula)) this.note('warning', 'finding.file.formulas-to-other-workbooks')
  }

  private note(severity: 'warning' | 'info', code: FindingCode): void {
    this.findings.add(severity, code, cellAddress(this.current.column, this.row))
  }

  private finishCell(): void {
    const format = this.context.formats[this.style] ?? generalFormat
    const { kind, value, formula } = this
    const inCell = this.runs.take()
    const byRuns = kind === cellKind.shared ? this.context.strings.strikes.get(Number(value)) : inCell
    const found = cellFrom({ column: this.current.column, kind, value, formula, format }, this.context)
    if (found === undefined) return
    if (found.isUncached) this.note('warning', 'finding.file.formulas-without-value')
    else if (found.type === 'error' && found.text === missingText) this.note('warning', 'finding.file.missing-text')
    this.current.cells.push(this.withStrike(found, byRuns ?? (format.isStruck ? 'all' : 'none')))
  }

  private withStrike(cell: SheetCell, strike: Strike): SheetCell {
    if (strike === 'none' || cell.type === 'blank') return cell
    this.note('warning', strike === 'all' ? 'finding.file.struck-cells' : 'finding.file.partly-struck-cells')
    return strike === 'all' ? { ...cell, isStruck: true } : cell
  }

  private finishRow(): void {
    const { context, row, current } = this
    let cells: readonly SheetCell[] = current.isSorted ? current.cells : this.sorted(current.cells)
    const merges = this.mergesAt(row)
    if (merges.length > 0) cells = applyMerges(row, cells, merges, (column) => this.findings.add('warning', 'finding.file.value-under-merge', cellAddress(column, row)))
    const comments = context.comments.byRow.get(row)
    if (comments !== undefined) cells = withComments(cells, comments)
    if (this.hiddenColumns.isAny()) cells = this.markHidden(cells)
    this.cellCount += cells.length
    if (this.cellCount > context.limits.cells) fail('unreadable-file', 'error.file-too-many-cells', { limit: context.limits.cells })
    if (this.isHidden && !isTemplateRow(cells)) this.findings.add('info', 'finding.file.hidden-rows', cellAddress(0, row))
    this.rows++
    this.lastRow = Math.max(this.lastRow, row)
    this.batch.push({ row, isHidden: this.isHidden, cells })
  }

  /** Column order; where a file gives one cell twice the later wins, as in the spreadsheet programs. */
  private sorted(cells: readonly SheetCell[]): readonly SheetCell[] {
    const byColumn = new Map<number, SheetCell>()
    for (const cell of cells) {
      if (byColumn.has(cell.column)) this.findings.add('warning', 'finding.file.repeated-cell', cellAddress(cell.column, this.row))
      byColumn.set(cell.column, cell)
    }
    return [...byColumn.values()].sort((a, b) => a.column - b.column)
  }

  private markHidden(cells: readonly SheetCell[]): readonly SheetCell[] {
    return cells.map((cell) => {
      if (!this.hiddenColumns.has(cell.column)) return cell
      if (cell.type !== 'blank' || cell.formula !== undefined) this.hiddenColumnsUsed.add(cell.column)
      return { ...cell, isInHiddenColumn: true }
    })
  }
}
