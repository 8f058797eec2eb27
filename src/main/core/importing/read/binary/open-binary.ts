import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx'
import type { SheetInfo } from '../../../../../shared/domain/sheet.ts'
import { AppFailure, fail } from '../../../../../shared/result.ts'
import type { Problem } from '../../../../../shared/domain/submission.ts'
import { fileFinding } from '../file-finding.ts'
import type { Deadline, ReadLimits } from '../limits.ts'
import { createRowCollector, sheetFindings } from '../row-collector.ts'
import type { Workbook } from '../workbook.ts'
import type { MergedRange } from '../xlsx/merges.ts'
import { binaryCell } from './binary-cell.ts'

/**
 * `.xls` (BIFF 2 to 8) and `.xlsb` through SheetJS, which is loaded only here and holds the whole workbook in memory: its size is judged
 * before, its time and memory by the watch of the parser's process. Dates are computed from the serial by our own arithmetic.
 */
export async function openBinary(kind: 'xls' | 'xlsb', bytes: Buffer, limits: ReadLimits, deadline: Deadline): Promise<Omit<Workbook, 'close'>> {
  deadline.check()
  const book = await load(bytes)
  deadline.check()
  const is1904 = book.Workbook?.WBProps?.date1904 === true
  const sheets = book.SheetNames.map((name, index): SheetInfo => ({ index, name, visibility: visibilityOf(book.Workbook?.Sheets?.[index]?.Hidden) }))
  return {
    kind,
    unknown: ['displayed-text', 'strike-through'],
    sheets,
    findings: [...sheetFindings(sheets), ...contentFindings(book)],
    async readRows(sheetIndex, options, onRows) {
      const info = sheets[sheetIndex] ?? fail('not-found', 'error.unknown-sheet', { number: sheetIndex + 1 })
      const sheet: WorkSheet = book.Sheets[info.name] ?? {}
      deadline.restart()
      const collector = createRowCollector(info.name, limits, options.maxRows ?? Number.POSITIVE_INFINITY)
      const merges = mergesByRow(sheet, limits)
      const data = sheet['!data'] ?? []
      const hidden = (sheet['!cols'] ?? []).map((column) => column?.hidden === true)
      let isWanted = (options.maxRows ?? 1) > 0
      for (let index = 0; index < data.length && isWanted; index++) {
        const cells = (data[index] ?? []).flatMap((cell: CellObject | undefined, column) => {
          const found = cell === undefined ? undefined : binaryCell(cell, column, is1904, hidden[column] === true)
          if (found?.formula !== undefined && /\[\d+\]|\[[^\]]+\.xls\w?\]/i.test(found.formula)) collector.note('warning', 'finding.file.formulas-to-other-workbooks', column, index + 1)
          return found === undefined ? [] : [found]
        })
        isWanted = collector.add(index + 1, cells, { isHidden: sheet['!rows']?.[index]?.hidden === true, opened: merges.get(index + 1) ?? [] })
        if (index % 1000 === 999 || !isWanted) {
          deadline.check()
          if ((await onRows(collector.take())) === false) isWanted = false
        }
      }
      const rest = collector.take()
      if (rest.length > 0) await onRows(rest)
      options.onBytes?.(bytes.length, bytes.length)
      return collector.result()
    },
  }
}

async function load(bytes: Buffer): Promise<WorkBook> {
  const [library, codePages] = await Promise.all([import('@e965/xlsx'), import('@e965/xlsx/dist/cpexcel.full.mjs')])
  library.set_cptable(codePages)
  // Asked for styles, which hidden columns need, the library would also make a cell of every blank that has a format: tens of thousands of them in an old file.
  const options = { type: 'buffer', dense: true, nodim: true, cellNF: true, cellFormula: true, cellDates: false, cellText: false, cellHTML: false, bookVBA: true, cellStyles: true, get sheetStubs() { return false }, set sheetStubs(_wanted) {} } as const
  try {
    return library.read(bytes, options)
  } catch (error) {
    if (error instanceof AppFailure) throw error
    if (error instanceof Error && /password|encrypt/i.test(error.message)) fail('unreadable-file', 'error.file-encrypted')
    return fail('unreadable-file', 'error.file-damaged', { part: 'Workbook' })
  }
}

function visibilityOf(hidden: number | undefined): SheetInfo['visibility'] {
  if (hidden === 2) return 'very-hidden'
  return hidden === 1 ? 'hidden' : 'visible'
}

function contentFindings(book: WorkBook): readonly Problem[] {
  return book.vbaraw === undefined ? [] : [fileFinding('warning', 'finding.file.macros')]
}

function mergesByRow(sheet: WorkSheet, limits: ReadLimits): ReadonlyMap<number, readonly MergedRange[]> {
  const merges = sheet['!merges'] ?? []
  if (merges.length > limits.merges) fail('unreadable-file', 'error.file-too-many-merges', { limit: limits.merges })
  return Map.groupBy(merges.map(({ s, e }): MergedRange => ({ left: s.c, right: e.c, top: s.r + 1, bottom: e.r + 1 })), ({ top }) => top)
}
