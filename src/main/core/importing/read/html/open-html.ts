import type { SheetInfo } from '../../../../../shared/domain/sheet.ts'
import { fail } from '../../../../../shared/result.ts'
import { createTextDecoder, detectEncoding, encodingFindings, type TextDecoderLike } from '../csv-encoding.ts'
import type { FileSource } from '../file-source.ts'
import { judgeWhole, type Deadline, type ReadLimits } from '../limits.ts'
import { createRowCollector, sheetFindings } from '../row-collector.ts'
import { tableName } from '../table-name.ts'
import type { Workbook } from '../workbook.ts'
import { createHtmlTableScanner, type HtmlListener } from './html-table-scanner.ts'
import { mailPages } from './mail-pages.ts'

interface PageTable {
  readonly index: number
  heading: string
  readonly isHidden: boolean
  rows: number
}

/**
 * The tables of a web page, whatever its ending: what reporting systems call `.xls`, what a browser or Excel saved, what was pasted. Each
 * table that holds something is a sheet. The page is read as a stream, once for its tables and again for the rows of one.
 */
export async function openHtml(source: FileSource, kind: 'html' | 'mht', limits: ReadLimits, deadline: Deadline): Promise<Omit<Workbook, 'close'>> {
  if (kind === 'mht') judgeWhole(source.size, limits)
  const page = kind === 'html' ? await htmlPage(source, deadline) : { findings: [], text: () => mailText(source) }
  const tables: PageTable[] = []
  let isFromProgram = false
  await scan({
    onTable: (index, heading, isHidden) => void tables.push({ index, heading, isHidden, rows: 0 }),
    onCaption(index, caption) {
      const table = tables[index]
      if (table !== undefined && caption !== '') table.heading = caption
    },
    onRow({ table, cells }) {
      const known = tables[table]
      if (known !== undefined && cells.length > 0) known.rows++
      isFromProgram ||= cells.some(({ type }) => type !== 'text')
    },
  })
  const filled = tables.filter(({ rows }) => rows > 0)
  if (filled.length === 0) fail('unreadable-file', 'error.file-web-page')
  const sheets: readonly SheetInfo[] = filled.map(({ heading, isHidden }, index) => ({ index, name: tableName(index, heading), visibility: isHidden ? 'hidden' : 'visible' }))

  async function scan(listener: HtmlListener, afterChunk?: (bytes: number) => Promise<boolean>): Promise<void> {
    const scanner = createHtmlTableScanner(limits, listener)
    let read = 0
    for await (const { text, bytes } of page.text()) {
      deadline.check()
      scanner.write(text)
      read += bytes
      if (afterChunk !== undefined && !(await afterChunk(read))) return
    }
    scanner.end()
  }

  return {
    kind: 'html',
    unknown: isFromProgram ? ['comment', 'cached-value'] : ['type', 'number-format', 'comment', 'formula', 'cached-value'],
    sheets,
    findings: [...page.findings, ...sheetFindings(sheets)],
    async readRows(sheetIndex, options, onRows) {
      const table = filled[sheetIndex] ?? fail('not-found', 'error.unknown-sheet', { number: sheetIndex + 1 })
      deadline.restart()
      const collector = createRowCollector(sheets[sheetIndex]?.name ?? '', limits, options.maxRows ?? Number.POSITIVE_INFINITY)
      let isWanted = (options.maxRows ?? 1) > 0
      const give = async (): Promise<void> => {
        const rows = collector.take()
        if (rows.length > 0 && (await onRows(rows)) === false) isWanted = false
      }
      if (isWanted) {
        const listener: HtmlListener = {
          onTable: () => undefined,
          onCaption: () => undefined,
          onRow: ({ table: index, row, cells, opened, strikes, isHidden }) => {
            if (index !== table.index || !isWanted) return
            for (const column of strikes) collector.note('warning', 'finding.file.partly-struck-cells', column, row)
            isWanted = collector.add(row, cells, { opened, isHidden })
          },
        }
        await scan(listener, async (read) => {
          options.onBytes?.(read, source.size)
          await give()
          return isWanted
        })
      }
      await give()
      return collector.result()
    },
  }
}

interface TextChunk {
  readonly text: string
  readonly bytes: number
}

async function htmlPage(source: FileSource, deadline: Deadline): Promise<{ readonly findings: Workbook['findings']; readonly text: () => AsyncGenerator<TextChunk, void> }> {
  const guess = await detectEncoding(source, deadline)
  const head = await source.read(0, Math.min(source.size, 8192))
  const declared = guess.skip > 0 || guess.encoding.startsWith('utf-16') ? undefined : /<meta[^>]{1,200}charset=["']?\s*([\w-]+)/i.exec(head.toString('latin1'))?.[1]
  // Pages that say one encoding and are written in UTF-8 are many; bytes that form valid UTF-8 throughout are no accident.
  const decoder = declared === undefined || guess.encoding === 'utf-8' ? undefined : decoderOf(declared)
  return {
    findings: decoder === undefined ? encodingFindings(guess) : [],
    async *text() {
      const own = decoder?.() ?? createTextDecoder(guess.encoding)
      for await (const bytes of source.stream(guess.skip, source.size)) yield { text: own.write(bytes), bytes: bytes.length }
      yield { text: own.end(), bytes: 0 }
    },
  }
}

function decoderOf(label: string): (() => TextDecoderLike) | undefined {
  try {
    const { encoding } = new TextDecoder(label)
    return () => {
      const decoder = new TextDecoder(encoding)
      return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() }
    }
  } catch {
    return undefined
  }
}

async function* mailText(source: FileSource): AsyncGenerator<TextChunk, void> {
  for (const { text } of mailPages(await source.read(0, source.size))) yield { text, bytes: source.size }
}
