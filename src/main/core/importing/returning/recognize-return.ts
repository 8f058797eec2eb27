/** Is a file one that went out? Its marker stands on one of its last sheets, in a part of its own, or in a comment of a document; answers stand beside their questions. */
import type { SheetRow } from '../../../../shared/domain/sheet.ts'
import { AppFailure } from '../../../../shared/result.ts'
import { openFileSource } from '../read/file-source.ts'
import { createDeadline, defaultReadLimits, type ReadLimits } from '../read/limits.ts'
import type { Workbook } from '../read/workbook.ts'
import { visitPart, type XlsxPackage } from '../read/xlsx/package-part.ts'
import { token } from '../read/xlsx/xml-scanner.ts'
import { openZip } from '../read/zip.ts'
import { nilMark } from '../map/round-tags.ts'
import { answerOffset, answerTag, findMarker, parseReference, referenceTag, type Marker, type SentPurpose } from './marker.ts'

export interface ReturnMark {
  /** Null where it was edited to something else. */
  readonly marker: Marker | null
  readonly answers: readonly { readonly reference: string; readonly text: string }[]
  /** The office says that it has nothing to report. */
  readonly isNil: boolean
}

/** Sheets, from the last on, and rows of each in which the marker is looked for. */
const searchedSheets = 12
const searchedRows = 40
/** Rows of the sheet with the marker in which answers may stand. */
const answerRows = 20_000
/** Larger parts are none of ours. */
const markPartBytes = 4096
const commentPartBytes = 64 * 1024 * 1024
const longestAnswer = 4000
/** Beside “nothing to report”: there is something. */
const denial = /^(?:no|non|false|faux|0)$/i

/** Part of a workbook that repeats the marker, where the sheet with it was deleted. */
export const markPart = 'customXml/rmms-return.xml'

/** Null for a file that bears no marker. */
export async function recognizeReturn(workbook: Workbook, path: string, limits: ReadLimits = defaultReadLimits): Promise<ReturnMark | null> {
  const sheets = workbook.sheets.slice(-searchedSheets).reverse()
  let found: Marker | 'damaged' | null = null
  for (const sheet of sheets) {
    const rows = await firstRows(workbook, sheet.index, searchedRows)
    const here = markerOf(rows.flatMap(({ cells }) => cells.map(({ text }) => text)))
    found = here ?? found
    if (found !== null && found !== 'damaged') break
  }
  const mark = found === null || found === 'damaged' ? await markOfPackage(path, workbook.kind, limits) : { marker: found, answers: [], isNil: false }
  if (mark === null || mark.marker === null) return mark ?? (found === 'damaged' ? { marker: null, answers: [], isNil: false } : null)
  const answers = [...mark.answers]
  let isNil = false
  for (const sheet of sheets) {
    const read = readAnswers(await firstRows(workbook, sheet.index, answerRows), mark.marker.purpose)
    for (const answer of read.answers) if (!answers.some(({ reference }) => reference === answer.reference)) answers.push(answer)
    isNil ||= read.isNil
  }
  return { marker: mark.marker, answers, isNil }
}

async function firstRows(workbook: Workbook, sheetIndex: number, maxRows: number): Promise<readonly SheetRow[]> {
  const rows: SheetRow[] = []
  await workbook.readRows(sheetIndex, { maxRows }, (some) => void rows.push(...some))
  return rows
}

function markerOf(texts: readonly string[]): Marker | 'damaged' | null {
  let found: 'damaged' | null = null
  for (const text of texts) {
    const one = findMarker(text)
    if (one !== null && one !== 'damaged') return one
    found ??= one
  }
  return found
}

/** Answers stand in the row of their question's reference, in the column that the hidden tag names. */
function readAnswers(rows: readonly SheetRow[], purpose: SentPurpose): Pick<ReturnMark, 'answers' | 'isNil'> {
  const answers: { reference: string; text: string }[] = []
  let column: number | null = null
  let isNil = false
  for (const { cells } of rows) {
    const tagged = cells.find(({ text }) => text.trim() === answerTag)
    if (tagged && cells.some(({ text }) => text.trim() === referenceTag)) column = tagged.column
    // The mark, what it means in words, and whatever the office put beside it.
    if (cells.some(({ text }) => text.trim() === nilMark) && cells.filter(({ text }) => text.trim() !== '' && !denial.test(text.trim())).length > 2) isNil = true
    const named = cells.find(({ text }) => parseReference(text) !== null)
    const reference = named === undefined ? null : parseReference(named.text)
    if (named === undefined || reference === null) continue
    const place = column ?? named.column + answerOffset[purpose]
    const text = cells.find((cell) => cell.column === place)?.text.trim() ?? ''
    if (text !== '') answers.push({ reference, text: text.slice(0, longestAnswer) })
  }
  return { answers, isNil }
}

async function markOfPackage(path: string, kind: Workbook['kind'], limits: ReadLimits): Promise<ReturnMark | null> {
  if (kind !== 'xlsx' && kind !== 'docx') return null
  const source = await openFileSource(path, limits)
  try {
    const pack: XlsxPackage = { zip: await openZip(source, limits), limits, deadline: createDeadline(limits.timeMs) }
    if (kind === 'docx') return await markOfComments(pack)
    for (const entry of pack.zip.entries.filter(({ name, unpackedBytes }) => /^customxml\/[^/]+\.xml$/i.test(name) && unpackedBytes <= markPartBytes)) {
      let text = ''
      for await (const chunk of pack.zip.read(entry, pack.deadline)) text += chunk.toString('utf8')
      const found = findMarker(text)
      if (found !== null && found !== 'damaged') return { marker: found, answers: [], isNil: false }
    }
    return null
  } catch (error) {
    // A part that cannot be read is no marker; the file itself was read.
    if (error instanceof AppFailure) return null
    throw error
  } finally {
    await source.close()
  }
}

async function markOfComments(pack: XlsxPackage): Promise<ReturnMark | null> {
  const texts: string[] = []
  for (const entry of pack.zip.entries.filter(({ name, unpackedBytes }) => /^word\/comments\d*\.xml$/i.test(name) && unpackedBytes <= commentPartBytes)) {
    let isInText = false
    await visitPart(pack, entry, (kind, scanner) => {
      if (kind === token.text) {
        if (isInText) texts.push(`${texts.pop() ?? ''}${scanner.textValue()}`)
      } else if (scanner.is('t')) isInText = kind === token.open && !scanner.isSelfClosing
      else if (scanner.is('comment') && kind === token.open) texts.push('')
      else if (scanner.is('p') && kind === token.close) texts.push(`${texts.pop() ?? ''}\n`)
    })
  }
  const marked = markerOf(texts.toReversed())
  if (marked === null) return null
  const answers = texts.flatMap((text) => [...text.matchAll(/\((Q-[0-9A-F]{12})\)\s*[:：]([\s\S]*?)(?=\n[^\n]*\(Q-[0-9A-F]{12}\)|$)/gi)].flatMap(([, reference = '', answer = '']) => {
    const known = parseReference(reference)
    return known === null || answer.trim() === '' ? [] : [{ reference: known, text: answer.trim().slice(0, longestAnswer) }]
  }))
  return { marker: marked === 'damaged' ? null : marked, answers, isNil: false }
}
