import { basename, extname } from 'node:path'
import type { Problem } from '../../../../shared/domain/submission.ts'
import { AppFailure, appError, fail } from '../../../../shared/result.ts'
import { openCsv } from './csv.ts'
import { fileFinding } from './file-finding.ts'
import { openFileSource, type FileSource } from './file-source.ts'
import { detectFileKind, type FileKind } from './file-type.ts'
import { createDeadline, defaultReadLimits, type ReadLimits } from './limits.ts'
import type { Workbook } from './workbook.ts'
import { findMainPart } from './xlsx/workbook-part.ts'
import { openXlsx } from './xlsx/open-xlsx.ts'
import type { XlsxPackage } from './xlsx/package-part.ts'
import { openZip } from './zip.ts'

export interface OpenWorkbookOptions {
  readonly limits?: ReadLimits
  /** Name to tell the analyst and to compare the content with; the path's own by default. */
  readonly fileName?: string
  readonly signal?: AbortSignal
}

const endings: Readonly<Record<Workbook['kind'], readonly string[]>> = {
  xlsx: ['.xlsx', '.xlsm', '.xltx', '.xltm'],
  xlsb: ['.xlsb'],
  xls: ['.xls', '.xlt'],
  ods: ['.ods', '.ots'],
  html: ['.html', '.htm', '.mht', '.mhtml'],
  docx: ['.docx', '.docm', '.dotx'],
  csv: ['.csv', '.txt', '.tsv', '.tab', '.asc', '.psv'],
}

/**
 * Opens a file of rows by what its bytes are: `.xlsx` and `.xlsm` packages and delimited text. Anything else, and a file that is damaged,
 * locked or built to do harm, is an AppFailure (`unreadable-file`) whose reason says what to do; its params carry `name`.
 */
export async function openWorkbook(path: string, options: OpenWorkbookOptions = {}): Promise<Workbook> {
  const limits = options.limits ?? defaultReadLimits
  const name = options.fileName ?? basename(path)
  const source = await openFileSource(path, limits).catch((error: unknown) => rethrow(error, name))
  try {
    const opened = await openByKind(source, name, limits, options.signal)
    return {
      ...opened,
      findings: [...endingFindings(name, opened.kind), ...opened.findings],
      readRows: (sheetIndex, readOptions, onRows) => opened.readRows(sheetIndex, readOptions, onRows).catch((error: unknown) => rethrow(error, name)),
      close: () => source.close(),
    }
  } catch (error) {
    await source.close()
    return rethrow(error, name)
  }
}

async function openByKind(source: FileSource, name: string, limits: ReadLimits, signal: AbortSignal | undefined): Promise<Omit<Workbook, 'close'>> {
  const deadline = createDeadline(limits.timeMs, signal)
  deadline.check()
  const kind = await detectFileKind(source)
  if (kind === 'text') return openCsv(source, basename(name, extname(name)), limits, deadline)
  if (kind !== 'zip') return refuse(kind)
  const pack: XlsxPackage = { zip: await openZip(source, limits), limits, deadline }
  return openXlsx(pack, await spreadsheetPart(pack))
}

const oldFormats: Readonly<Partial<Record<FileKind, string>>> = { xls: 'Excel 97-2003 (.xls)', xml: 'XML' }

function refuse(kind: FileKind): never {
  const format = oldFormats[kind]
  if (format !== undefined) fail('unreadable-file', 'error.file-old-format', { format })
  if (kind === 'encrypted') fail('unreadable-file', 'error.file-encrypted')
  if (kind === 'html') fail('unreadable-file', 'error.file-web-page')
  fail('unreadable-file', 'error.file-not-a-spreadsheet')
}

async function spreadsheetPart(pack: XlsxPackage): Promise<string> {
  const main = await findMainPart(pack)
  if (main !== undefined && /\.xml$/i.test(main)) return main
  if (main !== undefined) return fail('unreadable-file', 'error.file-old-format', { format: 'Excel Binary (.xlsb)' })
  const isOds = pack.zip.find('content.xml') !== undefined && pack.zip.find('mimetype') !== undefined
  return isOds ? fail('unreadable-file', 'error.file-old-format', { format: 'OpenDocument (.ods)' }) : fail('unreadable-file', 'error.file-zip-without-workbook')
}

function endingFindings(name: string, kind: Workbook['kind']): readonly Problem[] {
  const ending = extname(name).toLowerCase()
  return endings[kind].includes(ending) ? [] : [fileFinding('warning', 'finding.file.wrong-ending', { name, kind })]
}

function rethrow(error: unknown, name: string): never {
  if (error instanceof AppFailure) {
    const { code, reason, params } = error.error
    throw new AppFailure(appError(code, reason, { ...params, name }))
  }
  throw error
}
