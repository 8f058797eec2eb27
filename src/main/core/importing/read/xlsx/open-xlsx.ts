import type { SheetInfo } from '../../../../../shared/domain/sheet.ts'
import { fail } from '../../../../../shared/result.ts'
import { fileFinding } from '../file-finding.ts'
import type { Workbook } from '../workbook.ts'
import type { ZipEntry } from '../zip.ts'
import { readComments, readPersons, type SheetComments } from './comments.ts'
import { columnList } from './hidden-columns.ts'
import { readMerges, type MergedRange } from './merges.ts'
import { findPackageContents } from './package-findings.ts'
import { partBytes, requirePart, type XlsxPackage } from './package-part.ts'
import { noSharedStrings, readSharedStrings, type SharedStrings } from './shared-strings.ts'
import { SheetScanner } from './sheet-scanner.ts'
import { readCellFormats, type CellFormat } from './styles.ts'
import { readWorkbookPart } from './workbook-part.ts'

interface Common {
  readonly strings: SharedStrings
  readonly formats: readonly CellFormat[]
  readonly authors: ReadonlyMap<string, string>
}

/** What is known of a sheet before its first row. */
interface Surroundings {
  readonly merges: readonly MergedRange[]
  readonly comments: SheetComments
}

/** Opens a workbook package. Shared texts and styles are read at the first sheet, merges and comments at the first reading of each. */
export async function openXlsx(pack: XlsxPackage, mainPart: string): Promise<Omit<Workbook, 'close'>> {
  const workbook = await readWorkbookPart(pack, mainPart)
  const worksheets = workbook.sheets.filter((sheet) => sheet.type === 'worksheet')
  const sheets: readonly SheetInfo[] = worksheets.map(({ name, visibility }, index) => ({ index, name, visibility }))
  const surroundings = new Map<string, Surroundings>()
  let common: Promise<Common> | undefined

  async function readCommon(): Promise<Common> {
    const partOf = (type: string) => {
      const relation = workbook.relationships.find((one) => one.type === type && !one.isExternal)
      return relation === undefined ? undefined : pack.zip.find(relation.target)
    }
    const [texts, styles, persons] = [partOf('sharedStrings'), partOf('styles'), partOf('person')]
    return {
      strings: texts === undefined ? noSharedStrings : await readSharedStrings(pack, texts),
      formats: styles === undefined ? [] : await readCellFormats(pack, styles),
      authors: persons === undefined ? new Map() : await readPersons(pack, persons.name),
    }
  }

  /** The sheet is searched while the shared texts are read: unpacking has threads of its own. */
  async function readAround(entry: ZipEntry): Promise<Surroundings> {
    const [merges, { authors }] = await Promise.all([readMerges(pack, entry), (common ??= readCommon())])
    return { merges, comments: await readComments(pack, entry.name, authors) }
  }

  return {
    kind: 'xlsx',
    unknown: [],
    sheets,
    findings: findPackageContents(pack.zip, workbook),
    async readRows(sheetIndex, options, onRows) {
      const sheet = worksheets[sheetIndex] ?? fail('not-found', 'error.unknown-sheet', { number: sheetIndex + 1 })
      const entry = requirePart(pack.zip, sheet.part)
      pack.deadline.restart()
      const around = surroundings.get(sheet.part) ?? (await readAround(entry))
      surroundings.set(sheet.part, around)
      const { strings, formats } = await (common ??= readCommon())
      const scanner = new SheetScanner({
        part: entry.name, strings, formats, ...around, is1904: workbook.is1904, limits: pack.limits, maxRows: options.maxRows ?? Number.POSITIVE_INFINITY,
      })
      let packed = 0
      const onPacked = (bytes: number): void => options.onBytes?.((packed += bytes), entry.packedBytes)
      let isWanted = (options.maxRows ?? 1) > 0
      if (isWanted) {
        for await (const chunk of partBytes(pack, entry, onPacked)) {
          isWanted = scanner.write(chunk)
          const rows = scanner.takeRows()
          if (rows.length > 0 && (await onRows(rows)) === false) isWanted = false
          if (!isWanted) break
        }
        if (isWanted) scanner.end()
      }
      const { count, first } = around.comments
      const aboutComments = count === 0 ? [] : [fileFinding('info', 'finding.file.comments', { sheet: sheet.name, count, first }, first)]
      const hidden = scanner.hiddenColumnsUsed
      const aboutColumns = hidden.size === 0 ? [] : [fileFinding('info', 'finding.file.hidden-columns', { sheet: sheet.name, count: hidden.size, columns: columnList(hidden) })]
      return { rows: scanner.rows, lastRow: scanner.lastRow, findings: [...scanner.findings.list(sheet.name), ...aboutColumns, ...aboutComments] }
    },
  }
}
