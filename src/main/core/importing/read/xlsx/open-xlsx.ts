import type { SheetInfo } from '../../../../../shared/domain/sheet.ts'
import { fail } from '../../../../../shared/result.ts'
import { fileFinding } from '../file-finding.ts'
import type { Workbook } from '../workbook.ts'
import { readMerges, type MergedRange } from './merges.ts'
import { findPackageContents } from './package-findings.ts'
import { partText, requirePart, type XlsxPackage } from './package-part.ts'
import { readSharedStrings } from './shared-strings.ts'
import { columnList, SheetScanner } from './sheet-scanner.ts'
import { readCellFormats, type CellFormat } from './styles.ts'
import { readWorkbookPart } from './workbook-part.ts'

interface Common {
  readonly strings: readonly string[]
  readonly formats: readonly CellFormat[]
}

/** Opens a workbook package. Shared texts and styles are read at the first sheet, merges at the first reading of each. */
export async function openXlsx(pack: XlsxPackage, mainPart: string): Promise<Omit<Workbook, 'close'>> {
  const workbook = await readWorkbookPart(pack, mainPart)
  const worksheets = workbook.sheets.filter((sheet) => sheet.type === 'worksheet')
  const sheets: readonly SheetInfo[] = worksheets.map(({ name, visibility }, index) => ({ index, name, visibility }))
  const mergesOf = new Map<string, readonly MergedRange[]>()
  let common: Promise<Common> | undefined

  async function readCommon(): Promise<Common> {
    const partOf = (type: string) => {
      const relation = workbook.relationships.find((one) => one.type === type && !one.isExternal)
      return relation === undefined ? undefined : pack.zip.find(relation.target)
    }
    const [texts, styles] = [partOf('sharedStrings'), partOf('styles')]
    return { strings: texts === undefined ? [] : await readSharedStrings(pack, texts), formats: styles === undefined ? [] : await readCellFormats(pack, styles) }
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
      common ??= readCommon()
      const { strings, formats } = await common
      const merges = mergesOf.get(sheet.part) ?? (await readMerges(pack, entry))
      mergesOf.set(sheet.part, merges)
      const scanner = new SheetScanner({
        part: entry.name, strings, formats, merges, is1904: workbook.is1904, limits: pack.limits, maxRows: options.maxRows ?? Number.POSITIVE_INFINITY,
      })
      let packed = 0
      const onPacked = (bytes: number): void => options.onBytes?.((packed += bytes), entry.packedBytes)
      let isWanted = (options.maxRows ?? 1) > 0
      if (isWanted) {
        for await (const chunk of partText(pack, entry, onPacked)) {
          isWanted = scanner.write(chunk)
          const rows = scanner.takeRows()
          if (rows.length > 0) await onRows(rows)
          if (!isWanted) break
        }
        if (isWanted) scanner.end()
      }
      const hidden = scanner.hiddenColumnsUsed
      const aboutColumns = hidden.size === 0 ? [] : [fileFinding('info', 'finding.file.hidden-columns', { sheet: sheet.name, count: hidden.size, columns: columnList(hidden) })]
      return { rows: scanner.rows, lastRow: scanner.lastRow, findings: [...scanner.findings.list(sheet.name), ...aboutColumns] }
    },
  }
}
