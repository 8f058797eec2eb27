import type { SheetInfo } from '../../../../../shared/domain/sheet.ts'
import type { Problem } from '../../../../../shared/domain/submission.ts'
import { fail } from '../../../../../shared/result.ts'
import { fileFinding } from '../file-finding.ts'
import { createRowCollector } from '../row-collector.ts'
import { tableName } from '../table-name.ts'
import type { Workbook } from '../workbook.ts'
import type { MergedRange } from '../xlsx/merges.ts'
import { partBytes, requirePart, type XlsxPackage } from '../xlsx/package-part.ts'
import { token, XmlScanner } from '../xlsx/xml-scanner.ts'
import { createDocxTableScanner, type DocxListener } from './docx-table-scanner.ts'

interface DocumentTable {
  readonly index: number
  readonly heading: string
  rows: number
  merges: ReadonlyMap<number, readonly MergedRange[]>
}

/**
 * The tables of a Word document, each a sheet, its cells addressed as those of a sheet are. A vertical merge shows its end only at the end, so the
 * document is read once for its tables and merges and again for the rows of one. Text that tracked changes deleted is left out and named.
 */
export async function openDocx(pack: XlsxPackage, mainPart: string): Promise<Omit<Workbook, 'close'>> {
  const document = requirePart(pack.zip, mainPart)
  const tables: DocumentTable[] = []
  await scan({
    onTable: (index, heading) => void tables.push({ index, heading, rows: 0, merges: new Map() }),
    onRow({ table, cells, deletions }) {
      const known = tables[table]
      if (known !== undefined && (cells.length > 0 || deletions.length > 0)) known.rows++
    },
    onTableEnd(index, merges) {
      const known = tables[index]
      if (known !== undefined) known.merges = Map.groupBy(merges, ({ top }) => top)
    },
  })
  const filled = tables.filter(({ rows }) => rows > 0)
  if (filled.length === 0) fail('unreadable-file', 'error.file-document-without-table')
  const sheets = filled.map(({ heading }, index): SheetInfo => ({ index, name: tableName(index, heading), visibility: 'visible' }))

  async function scan(listener: DocxListener, afterChunk?: () => Promise<boolean>, onPacked?: (bytes: number) => void): Promise<void> {
    const scanner = new XmlScanner(document.name, pack.limits.tokenChars)
    const reader = createDocxTableScanner(pack.limits, listener)
    for await (const chunk of partBytes(pack, document, onPacked)) {
      scanner.feed(chunk)
      for (let kind = scanner.next(); kind !== token.needMore; kind = scanner.next()) {
        if (kind === token.open) reader.open(scanner)
        else if (kind === token.close) reader.close(scanner)
        else reader.text(scanner.textValue())
      }
      if (afterChunk !== undefined && !(await afterChunk())) return
    }
    scanner.end()
  }

  return {
    kind: 'docx',
    unknown: ['type', 'number-format', 'hidden', 'comment', 'formula', 'cached-value'],
    sheets,
    findings: contentFindings(pack),
    async readRows(sheetIndex, options, onRows) {
      const table = filled[sheetIndex] ?? fail('not-found', 'error.unknown-sheet', { number: sheetIndex + 1 })
      pack.deadline.restart()
      const collector = createRowCollector(sheets[sheetIndex]?.name ?? '', pack.limits, options.maxRows ?? Number.POSITIVE_INFINITY)
      let isWanted = (options.maxRows ?? 1) > 0
      const give = async (): Promise<void> => {
        const rows = collector.take()
        if (rows.length > 0 && (await onRows(rows)) === false) isWanted = false
      }
      let packed = 0
      const listener: DocxListener = {
        onTable: () => undefined,
        onTableEnd: () => undefined,
        onRow({ table: index, row, cells, deletions, strikes, isDeleted }) {
          if (index !== table.index || !isWanted) return
          if (isDeleted) collector.note('warning', 'finding.file.deleted-text', 0, row)
          else {
            for (const column of deletions) collector.note('warning', 'finding.file.deleted-text', column, row)
            for (const column of strikes) collector.note('warning', 'finding.file.partly-struck-cells', column, row)
          }
          isWanted = collector.add(row, isDeleted ? [] : cells, { opened: table.merges.get(row) ?? [] })
        },
      }
      if (isWanted) await scan(listener, async () => { await give(); return isWanted }, (bytes) => options.onBytes?.((packed += bytes), document.packedBytes))
      await give()
      return collector.result()
    },
  }
}

function contentFindings({ zip }: XlsxPackage): readonly Problem[] {
  const count = (pattern: RegExp): number => zip.entries.filter(({ name }) => pattern.test(name.toLowerCase())).length
  const embedded = count(/\/(?:embeddings|activex)\/[^/]+\.(?!rels$)[^/.]+$/)
  return [
    ...(count(/vbaproject\.bin$/) > 0 ? [fileFinding('warning', 'finding.file.macros')] : []),
    ...(embedded > 0 ? [fileFinding('warning', 'finding.file.embedded-objects', { count: embedded })] : []),
    ...(count(/\/comments\.xml$/) > 0 ? [fileFinding('info', 'finding.file.comments', { count: 1 })] : []),
  ]
}
