import { cellAddress, columnName, type SheetCell, type SheetRow } from '../../../../../shared/domain/sheet.ts'
import { fail } from '../../../../../shared/result.ts'
import { createFindingCounter, type FindingCode } from '../file-finding.ts'
import type { ReadLimits } from '../limits.ts'
import { cellFrom, cellKind, missingText, type CellContext, type CellKind } from './cell-value.ts'
import { applyMerges, createMergeFinder, type MergedRange } from './merges.ts'
import { shiftFormula } from './shared-formula.ts'
import { generalFormat, type CellFormat } from './styles.ts'
import { decodeXml, token, XmlScanner } from './xml-scanner.ts'

/**
 * Turns the XML of one sheet into rows while it streams. The declared `dimension` is never looked at; a row or cell without an
 * address follows the one before it; what has a style only costs nothing. It stops at the end of the sheet's data.
 */
export interface SheetContext extends CellContext {
  readonly part: string
  readonly formats: readonly CellFormat[]
  readonly merges: readonly MergedRange[]
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
  private readonly hiddenColumns: { from: number; to: number }[] = []
  private batch: SheetRow[] = []
  private cellCount = 0
  private isInData = false
  // The row being read.
  private row = 0
  private isHidden = false
  private cells: SheetCell[] = []
  private isSorted = true
  // The cell being read, and which of its texts.
  private isInCell = false
  private column = -1
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
  write(chunk: string): boolean {
    this.xml.feed(chunk)
    for (let kind = this.xml.next(); kind !== token.needMore; kind = this.xml.next()) {
      if (kind === token.text) this.addText()
      else if (kind === token.open) this.open()
      else if (!this.close()) return false
    }
    return true
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
    if (this.target === 'value') this.value = (this.value ?? '') + text
    else this.formula = (this.formula ?? '') + text
  }

  private open(): void {
    const { xml } = this
    if (this.isInCell) this.openInCell()
    else if (this.isInData) {
      if (xml.is('c')) this.openCell()
      else if (xml.is('row')) this.openRow()
    } else if (xml.is('sheetData')) this.isInData = !xml.isSelfClosing
    else if (xml.is('col')) this.openColumn()
  }

  private openColumn(): void {
    const hidden = this.xml.attribute('hidden')
    if (hidden !== '1' && hidden !== 'true') return
    this.hiddenColumns.push({ from: Number(this.xml.attribute('min')) - 1, to: Number(this.xml.attribute('max')) - 1 })
  }

  private openRow(): void {
    const { xml } = this
    const written = Number(xml.attribute('r') ?? 0)
    const previous = this.row
    this.row = Number.isInteger(written) && written > 0 ? written : previous + 1
    // All later stages count on ascending rows; spreadsheet programs, too, take anything else for damage.
    if (this.row <= previous) fail('unreadable-file', 'error.file-rows-out-of-order', { part: this.context.part, row: this.row, previous })
    if (this.row > this.context.limits.rows) fail('unreadable-file', 'error.file-too-many-rows', { limit: this.context.limits.rows })
    const hidden = xml.attribute('hidden')
    this.isHidden = hidden === '1' || hidden === 'true'
    this.cells = []
    this.isSorted = true
    this.column = -1
  }

  private openCell(): void {
    const { xml } = this
    this.kind = cellKind.number
    this.style = 0
    this.value = undefined
    this.formula = undefined
    this.sharedIndex = undefined
    const previous = this.column
    this.column = previous + 1
    this.readCellAttributes()
    if (this.column <= previous) this.isSorted = false
    if (this.column >= this.context.limits.columns) fail('unreadable-file', 'error.file-too-many-columns', { limit: this.context.limits.columns })
    if (xml.isSelfClosing) return
    // Nearly every cell is `<v>…</v></c>` and wholly in this chunk: taken at once, four tokens are saved. Anything else goes the general way.
    const { text, position } = xml
    if (text.startsWith('<v>', position)) {
      const end = text.indexOf('<', position + 3)
      if (end > 0 && text.startsWith('</v></c>', end)) {
        const value = text.slice(position + 3, end)
        this.value = value.includes('&') || value.includes('\r') ? decodeXml(value) : value
        xml.position = end + 8
        xml.depth--
        this.finishCell()
        return
      }
    }
    this.isInCell = true
  }

  /** `r`, `s` and `t` of the cell, read in place. */
  private readCellAttributes(): void {
    const { text, nameEnd, attributesEnd } = this.xml
    for (let at = nameEnd; at < attributesEnd; ) {
      const equals = text.indexOf('=', at)
      if (equals < 0 || equals >= attributesEnd) return
      let open = equals + 1
      while (open < attributesEnd && text.charCodeAt(open) !== 34 && text.charCodeAt(open) !== 39) open++
      let close = open + 1
      const mark = text.charCodeAt(open)
      while (close < attributesEnd && text.charCodeAt(close) !== mark) close++
      let keyEnd = equals
      while (keyEnd > at && text.charCodeAt(keyEnd - 1) <= 32) keyEnd--
      const before = text.charCodeAt(keyEnd - 2)
      if (before <= 32) this.cellAttribute(text.charCodeAt(keyEnd - 1), open + 1, close)
      at = close + 1
    }
  }

  private cellAttribute(key: number, start: number, end: number): void {
    const { text } = this.xml
    if (key === 114) {
      let at = start
      let column = 0
      for (let code = text.charCodeAt(at) & 0xdf; at < end && code >= 65 && code <= 90; code = text.charCodeAt(++at) & 0xdf) column = column * 26 + code - 64
      if (column > 0) this.column = column - 1
    } else if (key === 115) {
      let style = 0
      for (let at = start; at < end; at++) style = style * 10 + text.charCodeAt(at) - 48
      this.style = style
    } else if (key === 116) this.kind = kindOf(text.slice(start, end))
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
    } else if (xml.is('rPh') && !xml.isSelfClosing) this.phonetic++
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
      }
      return true
    }
    if (!this.isInData) return true
    if (xml.is('row')) {
      if (this.cells.length > 0) this.finishRow()
      return this.rows < this.context.maxRows
    }
    return !xml.is('sheetData')
  }

  private finishFormula(): void {
    const { sharedIndex } = this
    if (sharedIndex !== undefined) {
      const master = this.shared.get(sharedIndex)
      if (this.formula !== '' && this.formula !== undefined) this.shared.set(sharedIndex, { text: this.formula, column: this.column, row: this.row })
      else if (master !== undefined) this.formula = shiftFormula(master.text, this.column - master.column, this.row - master.row)
    }
    if (this.formula !== undefined && /\[\d+\]/.test(this.formula)) this.note('warning', 'finding.file.formulas-to-other-workbooks')
  }

  private note(severity: 'warning' | 'info', code: FindingCode): void {
    this.findings.add(severity, code, cellAddress(this.column, this.row))
  }

  private finishCell(): void {
    const format = this.context.formats[this.style] ?? generalFormat
    const found = cellFrom({ column: this.column, kind: this.kind, value: this.value, formula: this.formula, format }, this.context)
    if (found === undefined) return
    if (found.isUncached) this.note('warning', 'finding.file.formulas-without-value')
    else if (found.type === 'error' && found.text === missingText) this.note('warning', 'finding.file.missing-text')
    this.cells.push(found)
  }

  private finishRow(): void {
    const { context, row } = this
    let cells: readonly SheetCell[] = this.isSorted ? this.cells : this.sorted(this.cells)
    if (this.hiddenColumns.length > 0) this.noteHiddenColumns(cells)
    const merges = this.mergesAt(row)
    if (merges.length > 0) cells = applyMerges(row, cells, merges, (column) => this.findings.add('warning', 'finding.file.value-under-merge', cellAddress(column, row)))
    this.cellCount += cells.length
    if (this.cellCount > context.limits.cells) fail('unreadable-file', 'error.file-too-many-cells', { limit: context.limits.cells })
    if (this.isHidden) this.findings.add('info', 'finding.file.hidden-rows', cellAddress(0, row))
    this.rows++
    this.lastRow = Math.max(this.lastRow, row)
    this.batch.push({ row, isHidden: this.isHidden, cells })
    this.cells = []
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

  private noteHiddenColumns(cells: readonly SheetCell[]): void {
    for (const { column } of cells) {
      if (!this.hiddenColumnsUsed.has(column) && this.hiddenColumns.some(({ from, to }) => column >= from && column <= to)) this.hiddenColumnsUsed.add(column)
    }
  }
}

function kindOf(type: string): CellKind {
  switch (type) {
    case 's': return cellKind.shared
    case 'str': return cellKind.formulaText
    case 'inlineStr': return cellKind.inline
    case 'b': return cellKind.boolean
    case 'e': return cellKind.error
    case 'd': return cellKind.date
    default: return cellKind.number
  }
}

/** `C, D, AA` of zero-based columns, shortened. */
export function columnList(columns: Iterable<number>): string {
  const names = [...columns].sort((a, b) => a - b).map(columnName)
  return names.length > 12 ? `${names.slice(0, 12).join(', ')}…` : names.join(', ')
}

