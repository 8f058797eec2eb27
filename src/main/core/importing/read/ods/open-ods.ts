import type { SheetInfo, SheetVisibility } from '../../../../../shared/domain/sheet.ts'
import type { Problem } from '../../../../../shared/domain/submission.ts'
import { fail } from '../../../../../shared/result.ts'
import { fileFinding } from '../file-finding.ts'
import { createRowCollector, sheetFindings } from '../row-collector.ts'
import type { Workbook } from '../workbook.ts'
import { partBytes, requirePart, visitPart, type XlsxPackage } from '../xlsx/package-part.ts'
import { token, XmlScanner } from '../xlsx/xml-scanner.ts'
import { createOdsTableReader } from './ods-scanner.ts'
import { createStyleReader, readStylePart, type OdsStyles } from './ods-styles.ts'

/** Tables of the document stand at this depth: document, body, spreadsheet, table. Others are those of links and of cells. */
const tableDepth = 4

interface OdsTable {
  readonly name: string
  readonly visibility: SheetVisibility
  /** Position among the tables at this depth. */
  readonly position: number
  /** Saved values of another document, not a sheet of this one. */
  readonly isLinked: boolean
}

/** OpenDocument spreadsheets (ODF 1.0 to 1.3), streaming: numbers keep the digits and dates the text that the file holds, so neither passes through a double or a time zone. */
export async function openOds(pack: XlsxPackage): Promise<Omit<Workbook, 'close'>> {
  await refuseEncrypted(pack)
  const content = requirePart(pack.zip, 'content.xml')
  const styles: OdsStyles = { styles: new Map(), formats: new Map() }
  await readStylePart(pack, 'styles.xml', styles)
  const tables = await listTables(pack, styles)
  const visible = tables.filter(({ isLinked }) => !isLinked)
  const sheets: readonly SheetInfo[] = visible.map(({ name, visibility }, index) => ({ index, name, visibility }))
  return {
    kind: 'ods',
    unknown: [],
    sheets,
    findings: [...contentFindings(pack, tables.length - visible.length), ...sheetFindings(sheets)],
    async readRows(sheetIndex, options, onRows) {
      const table = visible[sheetIndex] ?? fail('not-found', 'error.unknown-sheet', { number: sheetIndex + 1 })
      pack.deadline.restart()
      const collector = createRowCollector(table.name, pack.limits, options.maxRows ?? Number.POSITIVE_INFINITY)
      const reader = createOdsTableReader(styles, pack.limits, collector)
      const scanner = new XmlScanner(content.name, pack.limits.tokenChars)
      let position = -1
      let isWanted = (options.maxRows ?? 1) > 0
      let packed = 0

      function take(): boolean {
        for (let kind = scanner.next(); kind !== token.needMore; kind = scanner.next()) {
          const isEdge = kind !== token.text && scanner.is('table')
          if (isEdge && kind === token.open && scanner.depth === tableDepth) position++
          else if (isEdge && kind === token.close && scanner.depth === tableDepth - 1 && position === table.position) return false
          else if (position !== table.position) continue
          else if (kind === token.open) reader.open(scanner)
          else if (kind === token.text) reader.text(scanner.textValue())
          else if (!reader.close(scanner)) return false
        }
        return true
      }

      if (isWanted) {
        for await (const chunk of partBytes(pack, content, (bytes) => options.onBytes?.((packed += bytes), content.packedBytes))) {
          scanner.feed(chunk)
          isWanted = take()
          const rows = collector.take()
          if (rows.length > 0 && (await onRows(rows)) === false) isWanted = false
          if (!isWanted) break
        }
        if (isWanted) scanner.end()
      }
      return collector.result()
    },
  }
}

async function listTables(pack: XlsxPackage, styles: OdsStyles): Promise<readonly OdsTable[]> {
  const tables: OdsTable[] = []
  const reader = createStyleReader(styles)
  let isSpreadsheet = false
  await visitPart(pack, requirePart(pack.zip, 'content.xml'), (kind, scanner) => {
    if (kind === token.open) {
      reader.open(scanner)
      if (scanner.is('spreadsheet')) isSpreadsheet = true
      else if (isSpreadsheet && scanner.is('table') && scanner.depth === tableDepth) {
        const name = scanner.attribute('table:name') ?? `Table ${tables.length + 1}`
        const isHidden = styles.styles.get(`table ${scanner.attribute('table:style-name') ?? ''}`)?.isHidden === true
        tables.push({ name, visibility: isHidden ? 'hidden' : 'visible', position: tables.length, isLinked: name.startsWith("'file:") })
      }
    } else if (kind === token.close) reader.close(scanner)
    else reader.text(scanner.textValue())
  })
  return isSpreadsheet ? tables : fail('unreadable-file', 'error.file-zip-without-workbook')
}

/** The manifest is searched, not scanned: that of old programs names a DTD. */
async function refuseEncrypted(pack: XlsxPackage): Promise<void> {
  const manifest = pack.zip.find('META-INF/manifest.xml')
  if (manifest === undefined) return
  let tail = ''
  for await (const chunk of partBytes(pack, manifest)) {
    const text = tail + chunk.toString('latin1')
    if (text.includes('encryption-data')) fail('unreadable-file', 'error.file-encrypted')
    tail = text.slice(-20)
  }
}

function contentFindings({ zip }: XlsxPackage, links: number): readonly Problem[] {
  const count = (pattern: RegExp): number => zip.entries.filter(({ name }) => pattern.test(name)).length
  const embedded = count(/^Object[^/]*\/content\.xml$/)
  return [
    ...(count(/^(?:Basic|Scripts)\/./) > 0 ? [fileFinding('warning', 'finding.file.macros')] : []),
    ...(links > 0 ? [fileFinding('warning', 'finding.file.external-links', { count: links })] : []),
    ...(embedded > 0 ? [fileFinding('warning', 'finding.file.embedded-objects', { count: embedded })] : []),
  ]
}
