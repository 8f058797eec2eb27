import { cellAddress, type SheetCell, type SheetRow } from '../../../../shared/domain/sheet.ts'
import { fail } from '../../../../shared/result.ts'
import { createTextDecoder, detectEncoding, encodingFindings } from './csv-encoding.ts'
import { detectDialect, type Delimiter } from './csv-dialect.ts'
import { createFindingCounter, type FindingCode, type FindingCounter } from './file-finding.ts'
import type { FileSource } from './file-source.ts'
import type { Deadline, ReadLimits } from './limits.ts'
import type { Workbook } from './workbook.ts'

/**
 * Delimited text (RFC 4180 and what is found in its place). Every field is text: what it means is decided by the mapping. Rows are counted in
 * records, as a spreadsheet program shows them, so a line break inside quotes makes no new row.
 */
export async function openCsv(source: FileSource, name: string, limits: ReadLimits, deadline: Deadline): Promise<Omit<Workbook, 'close'>> {
  const guess = await detectEncoding(source, deadline)
  const sampleBytes = await source.read(guess.skip, Math.min(source.size - guess.skip, 64 * 1024))
  const { delimiter, skip } = detectDialect(createTextDecoder(guess.encoding).write(sampleBytes))
  return {
    kind: 'csv',
    unknown: ['number-format', 'displayed-text', 'merge', 'hidden', 'strike-through', 'comment', 'formula', 'cached-value'],
    sheets: [{ index: 0, name, visibility: 'visible' }],
    findings: encodingFindings(guess),
    async readRows(sheetIndex, options, onRows) {
      if (sheetIndex !== 0) fail('not-found', 'error.unknown-sheet', { number: sheetIndex + 1 })
      deadline.restart()
      const scanner = new CsvScanner(delimiter, skip, limits, options.maxRows ?? Number.POSITIVE_INFINITY)
      const decoder = createTextDecoder(guess.encoding)
      let read = guess.skip
      let isWanted = (options.maxRows ?? 1) > 0
      for await (const bytes of source.stream(isWanted ? guess.skip : source.size, source.size)) {
        deadline.check()
        options.onBytes?.((read += bytes.length), source.size)
        isWanted = scanner.write(decoder.write(bytes), false)
        const rows = scanner.takeRows()
        if (rows.length > 0 && (await onRows(rows)) === false) isWanted = false
        if (!isWanted) break
      }
      if (isWanted) {
        scanner.write(decoder.end(), true)
        const rows = scanner.takeRows()
        if (rows.length > 0) await onRows(rows)
      }
      return { rows: scanner.rows, lastRow: scanner.lastRow, findings: scanner.findings.list(name) }
    },
  }
}

const lineFeed = 10
const carriageReturn = 13
const quote = 34

class CsvScanner {
  readonly findings: FindingCounter = createFindingCounter()
  rows = 0
  lastRow = 0
  private readonly delimiterCode: number
  private readonly limits: ReadLimits
  private readonly maxRows: number
  private skip: number
  private text = ''
  private isLast = false
  private row = 0
  private cellCount = 0
  private batch: SheetRow[] = []
  private cells: SheetCell[] = []
  private column = 0
  /** Fields of the record before. */
  private previousFields = 0
  /** Of the record being read; kept back because a record cut by a chunk's end is read again. */
  private notes: { code: FindingCode; column: number }[] = []

  constructor(delimiter: Delimiter, skip: number, limits: ReadLimits, maxRows: number) {
    this.delimiterCode = delimiter.charCodeAt(0)
    this.skip = skip
    this.limits = limits
    this.maxRows = maxRows
  }

  takeRows(): readonly SheetRow[] {
    const { batch } = this
    this.batch = []
    return batch
  }

  /** Takes a chunk; a record cut by its end waits for the next one. False when nothing more is wanted. */
  write(chunk: string, isLast: boolean): boolean {
    this.text += chunk
    this.isLast = isLast
    let at = Math.min(this.skip, this.text.length)
    this.skip -= at
    while (at < this.text.length) {
      const next = this.readRecord(at)
      if (next < 0) break
      at = next
      if (this.rows >= this.maxRows) return false
    }
    this.text = this.text.slice(at)
    if (this.text.length > this.limits.tokenChars * 4) fail('unreadable-file', 'error.file-not-a-spreadsheet')
    return true
  }

  /** Start of the next record, or -1 where this one is not complete yet. */
  private readRecord(start: number): number {
    this.cells = []
    this.notes = []
    this.column = 0
    let at = start
    for (;;) {
      const end = this.readField(at)
      if (end < 0) return -1
      const code = end < this.text.length ? this.text.charCodeAt(end) : Number.NaN
      if (code === this.delimiterCode) {
        at = end + 1
        this.column++
        if (at === this.text.length && !this.isLast) return -1
        continue
      }
      if (Number.isNaN(code) && !this.isLast) return -1
      if (code === carriageReturn && end + 1 === this.text.length && !this.isLast) return -1
      this.finishRow()
      return code === carriageReturn && this.text.charCodeAt(end + 1) === lineFeed ? end + 2 : end + 1
    }
  }

  /** Reads one field and gives the place of what ends it: delimiter, line end or the end of the text; -1 where more text is needed. */
  private readField(start: number): number {
    if (this.text.charCodeAt(start) !== quote) return this.readPlain(start, '')
    let from = start + 1
    let value = ''
    for (;;) {
      const end = this.text.indexOf('"', from)
      if (end < 0) {
        if (!this.isLast && this.text.length - start < this.limits.tokenChars) return -1
        break
      }
      if (end - start > this.limits.tokenChars) break
      value += this.text.slice(from, end)
      if (this.text.charCodeAt(end + 1) === quote) {
        value += '"'
        from = end + 2
        continue
      }
      if (end + 1 === this.text.length && !this.isLast) return -1
      if (!value.includes('\n') && !value.includes('\r')) return this.afterQuote(end + 1, value)
      // Behind an unclosed quote the next one found opens a field of a later row, and text follows it: only what ends as a field ends is closed.
      if (!this.endsField(end + 1)) break
      if (this.looksLikeRows(value)) this.note('finding.file.quote-over-rows')
      this.push(value)
      return end + 1
    }
    // A quote that nothing closes is taken as a character, so that it costs one field and not the rest of the file.
    this.note('finding.file.unclosed-quote')
    return this.readPlain(start, '')
  }

  private endsField(at: number): boolean {
    const code = at < this.text.length ? this.text.charCodeAt(at) : lineFeed
    return code === this.delimiterCode || code === lineFeed || code === carriageReturn
  }

  /** Whether every whole line inside a quoted text has as many separators as the row before: rows that a lost quote has joined. */
  private looksLikeRows(value: string): boolean {
    const lines = value.split(/\r\n|\r|\n/).slice(1, -1)
    const delimiter = String.fromCharCode(this.delimiterCode)
    return this.previousFields > 1 && lines.length > 0 && lines.every((line) => line.split(delimiter).length === this.previousFields)
  }

  private afterQuote(at: number, value: string): number {
    const code = at < this.text.length ? this.text.charCodeAt(at) : Number.NaN
    if (Number.isNaN(code) || code === this.delimiterCode || code === lineFeed || code === carriageReturn) {
      this.push(value)
      return at
    }
    const end = this.readPlain(at, value)
    if (end >= 0) this.note('finding.file.stray-quote')
    return end
  }

  private readPlain(start: number, prefix: string): number {
    const { text, delimiterCode } = this
    let end = start
    for (let code = text.charCodeAt(end); end < text.length && code !== delimiterCode && code !== lineFeed && code !== carriageReturn; code = text.charCodeAt(++end));
    if (end === text.length && !this.isLast) return -1
    this.push(prefix + text.slice(start, end))
    return end
  }

  private note(code: FindingCode): void {
    this.notes.push({ code, column: this.column })
  }

  private push(value: string): void {
    let text = value
    if (text.includes('\0')) {
      this.note('finding.file.zero-bytes')
      text = text.replaceAll('\0', '')
    }
    if (text === '') return
    if (this.column >= this.limits.columns) fail('unreadable-file', 'error.file-too-many-columns', { limit: this.limits.columns })
    this.cells.push({ column: this.column, type: 'text', raw: text, text })
  }

  private finishRow(): void {
    this.row++
    this.previousFields = this.column + 1
    for (const { code, column } of this.notes) this.findings.add('warning', code, cellAddress(column, this.row))
    if (this.cells.length === 0) return
    if (this.row > this.limits.rows) fail('unreadable-file', 'error.file-too-many-rows', { limit: this.limits.rows })
    this.cellCount += this.cells.length
    if (this.cellCount > this.limits.cells) fail('unreadable-file', 'error.file-too-many-cells', { limit: this.limits.cells })
    this.rows++
    this.lastRow = this.row
    this.batch.push({ row: this.row, isHidden: false, cells: this.cells })
  }
}
