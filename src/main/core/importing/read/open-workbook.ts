import { basename, extname } from 'node:path'
import type { Problem } from '../../../../shared/domain/submission.ts'
import { AppFailure, appError, fail } from '../../../../shared/result.ts'
import { openBinary } from './binary/open-binary.ts'
import { requireWholeCompound, requireWholeRecords } from './compound-file.ts'
import { openCsv } from './csv.ts'
import { openDocx } from './docx/open-docx.ts'
import { fileFinding } from './file-finding.ts'
import { openFileSource, type FileSource } from './file-source.ts'
import { detectFileKind } from './file-type.ts'
import { createDeadline, defaultReadLimits, judgeWhole, type Deadline, type ReadLimits } from './limits.ts'
import { openOds } from './ods/open-ods.ts'
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
 * Opens a file of rows by what its bytes are: workbooks of Excel and OpenDocument, delimited text, tables of web pages and of Word documents.
 * Anything else, and a file that is damaged, locked or built to do harm, is an AppFailure (`unreadable-file`) whose reason says what to do;
 * its params carry `name`.
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
  switch (kind) {
    case 'text': return openCsv(source, basename(name, extname(name)), limits, deadline)
    case 'html':
    // Its library is large, and few files need it.
    case 'mht': return (await import('./html/open-html.ts')).openHtml(source, kind, limits, deadline)
    case 'xls':
    case 'xls-records': return openOldWorkbook(source, kind, limits, deadline)
    case 'zip': return openPackage({ zip: await openZip(source, limits), limits, deadline }, source)
    case 'encrypted': return fail('unreadable-file', 'error.file-encrypted')
    case 'xml': return fail('unreadable-file', 'error.file-old-format', { format: 'XML' })
    case 'other': break
  }
  return fail('unreadable-file', 'error.file-not-a-spreadsheet')
}

async function openOldWorkbook(source: FileSource, kind: 'xls' | 'xls-records', limits: ReadLimits, deadline: Deadline): Promise<Omit<Workbook, 'close'>> {
  judgeWhole(source.size, limits)
  const bytes = await source.read(0, source.size)
  if (kind === 'xls') await requireWholeCompound(bytes)
  else requireWholeRecords(bytes)
  return openBinary('xls', bytes, limits, deadline)
}

/** What a package holds is told by its main part, or by the mark of an OpenDocument file. */
async function openPackage(pack: XlsxPackage, source: FileSource): Promise<Omit<Workbook, 'close'>> {
  const main = await findMainPart(pack)
  if (main === undefined) {
    const isOpenDocument = pack.zip.find('content.xml') !== undefined && pack.zip.find('mimetype') !== undefined
    return isOpenDocument ? openOds(pack) : fail('unreadable-file', 'error.file-zip-without-workbook')
  }
  if (/(?:^|\/)document\d*\.xml$/i.test(main)) return openDocx(pack, main)
  if (/\.xml$/i.test(main)) return openXlsx(pack, main)
  judgeWhole(pack.zip.entries.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0), pack.limits)
  // The library believes what the package says of itself; here each part is proved to unpack to what was judged.
  for (const entry of pack.zip.entries) {
    const chunks = pack.zip.read(entry, pack.deadline)
    while ((await chunks.next()).done !== true);
  }
  return openBinary('xlsb', await source.read(0, source.size), pack.limits, pack.deadline)
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
