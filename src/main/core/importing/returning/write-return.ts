/**
 * Makes the workbook that goes back to an office, where the file is read: its own package with comments and a last sheet, every other part as it
 * came; of a format that cannot carry them a new workbook with the same rows. What the rows said is kept on the way, to be compared later.
 */
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Locale } from '../../../../shared/messages/locales.ts'
import type { SheetRow } from '../../../../shared/domain/sheet.ts'
import { fail } from '../../../../shared/result.ts'
import { addDocumentComments } from '../../exporting/package/document-comments.ts'
import { createPackageEdits, xmlHead } from '../../exporting/package/package-edits.ts'
import { visitPlaces } from '../../exporting/package/part-places.ts'
import { patchPackage } from '../../exporting/package/patch-package.ts'
import { addSheetComments } from '../../exporting/package/sheet-comments.ts'
import { addSummarySheet } from '../../exporting/package/summary-sheet.ts'
import { cellText, createPlainWorkbook, textFormat } from '../../exporting/plain-workbook.ts'
import { writeInOneStep } from '../../exporting/write-in-one-step.ts'
import { createRowPipeline, type PipelineRequest } from '../parser/pipeline.ts'
import { openFileSource, type FileSource } from '../read/file-source.ts'
import { createDeadline, defaultReadLimits, type ReadLimits } from '../read/limits.ts'
import type { Workbook } from '../read/workbook.ts'
import type { XlsxPackage } from '../read/xlsx/package-part.ts'
import { findMainPart, readWorkbookPart } from '../read/xlsx/workbook-part.ts'
import { token } from '../read/xlsx/xml-scanner.ts'
import { openZip } from '../read/zip.ts'
import { composeReturn, type ComposedReturn, type ReturnMaterial, type RowPlace } from './compose-return.ts'
import { markPart } from './recognize-return.ts'
import { createSentRows, packSentRows, type SentRows } from './sent-rows.ts'

export interface ReturnRequest {
  readonly sheetIndex: number
  readonly pipeline: PipelineRequest
  readonly material: ReturnMaterial
  readonly language: Locale
  readonly marker: string
  /** Path of the workbook to make; nothing is there yet. */
  readonly target: string
  /** ISO time in UTC. */
  readonly now: string
}

export interface WrittenReturn {
  readonly isOwnWorkbook: boolean
  /** Cells that carry a comment. */
  readonly comments: number
  readonly problems: number
  /** The package was signed as a whole; macros' own signatures still hold. */
  readonly isSignatureBroken: boolean
  /** For `sent_workbook.sent_rows`. */
  readonly sentRows: string
}

/** Sheets that a new workbook takes over. */
const mostSheets = 50

export async function writeReturn(workbook: Workbook, path: string, request: ReturnRequest, limits: ReadLimits = defaultReadLimits): Promise<WrittenReturn> {
  const { sent, placeOf } = await readSheet(workbook, request)
  const compose: Compose = (sheet, isSignatureBroken) => composeReturn({ material: request.material, language: request.language, marker: request.marker, sheet, isSignatureBroken, placeOf })
  const sentRows = packSentRows(sent)
  if (workbook.kind === 'xlsx' || workbook.kind === 'docx') {
    const written = await inPackage(path, limits, (source, pack) => patchOwn(source, pack, workbook.kind, request, compose))
    if (written !== null) return { ...written, isOwnWorkbook: true, sentRows }
  }
  const plain = `${request.target}.rows`
  try {
    await writeRows(workbook, plain, request)
    const written = await inPackage(plain, limits, (source, pack) => patchOwn(source, pack, 'xlsx', { ...request, sheetIndex: Math.min(request.sheetIndex, mostSheets - 1) }, compose))
    return written === null ? fail('unreadable-file', 'error.file-damaged', { part: request.material.sheet }) : { ...written, isOwnWorkbook: false, sentRows }
  } finally {
    await rm(plain, { force: true })
  }
}

/** Reads the sheet as the import does; keeps its rows of data, and of each row with something to say what it is about. */
async function readSheet(workbook: Workbook, { sheetIndex, pipeline: understanding, material }: ReturnRequest): Promise<{ readonly sent: SentRows; readonly placeOf: (row: number) => RowPlace }> {
  const wanted = new Set(material.rows.map(({ row }) => row))
  const places = new Map<number, RowPlace>()
  const { columns } = understanding.mapping
  const named = (['identifier', 'entity-code', 'agreement', 'title', 'activity', 'description', 'partner'] as const).flatMap((field) => columns.filter((column) => column.field === field))
  const rows = createRowPipeline(understanding)
  const sent = createSentRows(understanding.mapping)
  const take = (of: ReturnType<typeof rows.push>): void => {
    for (const row of of) {
      sent.add(row)
      if (!wanted.has(row.row)) continue
      const textOf = (column: number): string => row.cells.texts[row.cells.columns.indexOf(column)] ?? ''
      const subject = named.map(({ column }) => textOf(column)).filter((text) => text.trim() !== '').slice(0, 2).join(' · ')
      places.set(row.row, { subject: subject.slice(0, 200), column: named.find(({ column }) => textOf(column).trim() !== '')?.column ?? row.cells.columns[0] ?? 0 })
    }
  }
  await workbook.readRows(sheetIndex, {}, (some) => take(rows.push(some)))
  take(rows.finish().rows)
  return { sent: sent.rows, placeOf: (row) => places.get(row) ?? { subject: '', column: named[0]?.column ?? 0 } }
}

async function inPackage<T>(path: string, limits: ReadLimits, work: (source: FileSource, pack: XlsxPackage) => Promise<T>): Promise<T> {
  const source = await openFileSource(path, limits)
  try {
    return await work(source, { zip: await openZip(source, limits), limits, deadline: createDeadline(limits.timeMs) })
  } finally {
    await source.close()
  }
}

type Compose = (sheet: string | null, isSignatureBroken: boolean) => ComposedReturn
type Patched = Pick<WrittenReturn, 'comments' | 'problems' | 'isSignatureBroken'>

/** Null where a part of the package is written in a way that nothing can be added to it. */
async function patchOwn(source: FileSource, pack: XlsxPackage, kind: Workbook['kind'], request: ReturnRequest, compose: Compose): Promise<Patched | null> {
  const isSignatureBroken = pack.zip.entries.some(({ name }) => name.toLowerCase().startsWith('_xmlsignatures/'))
  const main = (await findMainPart(pack)) ?? fail('unreadable-file', 'error.file-zip-without-workbook')
  const edits = createPackageEdits(pack)
  let composed: ComposedReturn
  let comments: number | null
  if (kind === 'docx') {
    composed = compose(null, isSignatureBroken)
    comments = await addDocumentComments(pack, edits, main, request.sheetIndex, composed.summaryText, composed.comments, request.now)
  } else {
    const book = await readWorkbookPart(pack, main)
    const sheet = book.sheets.filter(({ type }) => type === 'worksheet')[request.sheetIndex] ?? fail('not-found', 'error.unknown-sheet', { number: request.sheetIndex + 1 })
    composed = compose(sheet.name, isSignatureBroken)
    const isStrict = await isStrictPart(pack, main)
    comments = await addSheetComments(pack, edits, sheet.part, composed.comments, isStrict)
    if (!(await addSummarySheet(pack, edits, book, composed.summary, isStrict))) return null
    if (pack.zip.find(markPart) === undefined) await edits.relate(main, `${isStrict ? 'http://purl.oclc.org/ooxml/officeDocument' : 'http://schemas.openxmlformats.org/officeDocument/2006'}/relationships/customXml`, markPart)
    edits.declareEnding('xml', 'application/xml')
    edits.put(markPart, `${xmlHead}<rmms xmlns="urn:rmms:return">${request.marker}</rmms>`)
  }
  if (comments === null) return null
  const patches = await edits.patches()
  await writeInOneStep(request.target, (sink) => pipeline(Readable.from(patchPackage(source, pack.zip, patches, pack.deadline)), sink))
  return { comments, problems: composed.problems, isSignatureBroken }
}

async function isStrictPart(pack: XlsxPackage, part: string): Promise<boolean> {
  let isStrict = false
  const entry = pack.zip.find(part)
  if (entry) await visitPlaces(pack, entry, (kind, scanner) => {
    if (kind === token.open && scanner.is('workbook')) isStrict = scanner.bytes.subarray(scanner.nameEnd, scanner.attributesEnd).includes('purl.oclc.org/ooxml/spreadsheetml')
  })
  return isStrict
}

/** A workbook with the rows of every sheet as they were read; texts stay texts, whatever they begin with. */
async function writeRows(workbook: Workbook, path: string, { material, now }: ReturnRequest): Promise<void> {
  const sink = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  const book = createPlainWorkbook(sink, material.file, new Date(now))
  const taken = new Set<string>()
  for (const { index, name, visibility } of workbook.sheets.slice(0, mostSheets)) {
    const cleaned = (name.replace(/[[\]:*?/\\]/g, ' ').replace(/^'|'$/g, '').trim() || `Sheet ${index + 1}`).slice(0, 31)
    const free = taken.has(cleaned.toLowerCase()) ? `${cleaned.slice(0, 24)} ${index + 1}` : cleaned
    taken.add(free.toLowerCase())
    const sheet = book.addWorksheet(free, { state: visibility === 'very-hidden' ? 'veryHidden' : visibility })
    await workbook.readRows(index, {}, (rows) => {
      for (const row of rows) writeRow(sheet, row)
    })
    sheet.commit()
  }
  await book.commit()
}

function writeRow(sheet: ReturnType<ReturnType<typeof createPlainWorkbook>['addWorksheet']>, { row, cells, isHidden }: SheetRow): void {
  const line = sheet.getRow(row)
  if (isHidden) line.hidden = true
  for (const { column, type, text, merge } of cells) {
    if (text === '' || merge === 'covered' || column >= 16_384) continue
    const cell = line.getCell(column + 1)
    if (type === 'number' && String(Number(text)) === text) cell.value = Number(text)
    else if (type === 'date' && /^(19(?!00)|2\d)\d\d-\d\d-\d\d$/.test(text)) {
      cell.value = new Date(`${text}T00:00:00Z`)
      cell.numFmt = 'yyyy-mm-dd'
    } else {
      cell.value = cellText(text)
      cell.numFmt = textFormat
    }
  }
  line.commit()
}
