/** What an office is told about its file, in its language: a comment for each cell with a finding or a question, and the sheet that sums it up. */
import { cellAddress } from '../../../../shared/domain/sheet.ts'
import type { Problem } from '../../../../shared/domain/submission.ts'
import { en, type MessageKey } from '../../../../shared/messages/en/index.ts'
import { formatMessage, type MessageParams } from '../../../../shared/messages/format.ts'
import type { Locale } from '../../../../shared/messages/locales.ts'
import { asideStamp } from '../map/template-tags.ts'
import type { CellComment } from '../../exporting/package/sheet-comments.ts'
import type { SummaryRow, SummarySheet } from '../../exporting/package/summary-sheet.ts'
import type { ReturnFacts } from '../../store/reading/returns.ts'
import { answerTag, referenceTag } from './marker.ts'

/** What is known of the file: no finding that compares with the register, which holds the figures of others. */
export interface ReturnMaterial extends Pick<ReturnFacts, 'sheet' | 'receivedOn' | 'counts' | 'rows' | 'fileProblems'> {
  readonly file: string
  readonly questions: readonly { readonly reference: string; readonly address: string; readonly subject: string; readonly text: string }[]
}

/** What the sheet says of a row: what it is about, and the cell that stands for all of it. */
export interface RowPlace {
  readonly subject: string
  readonly column: number
}

export interface ComposedReturn {
  readonly comments: readonly CellComment[]
  readonly summary: SummarySheet
  /** The first comment of a document, which has no last sheet. */
  readonly summaryText: string
  readonly problems: number
}

/** Problems that the sheet lists; the comments stand for all. */
const mostListed = 5000
/** What a comment holds. */
const mostSentences = 12

export interface ComposeRequest {
  readonly material: ReturnMaterial
  readonly language: Locale
  readonly marker: string
  readonly isSignatureBroken: boolean
  /** Sheet of the cells in the workbook that is made; null for a document, which has no last sheet: answers are written into its comments. */
  readonly sheet: string | null
  readonly placeOf: (row: number) => RowPlace
}

export function composeReturn({ material, language, marker, isSignatureBroken, sheet, placeOf }: ComposeRequest): ComposedReturn {
  const hasSheet = sheet !== null
  const say = (key: MessageKey, params: MessageParams = {}): string => formatMessage(language, key, params)
  const sentences = new Map<string, { readonly column: number; readonly row: number; readonly lines: string[]; readonly answers: string[] }>()
  const at = (column: number, row: number) => {
    const key = cellAddress(column, row)
    const known = sentences.get(key) ?? { column, row, lines: [], answers: [] }
    sentences.set(key, known)
    return known
  }
  const listed: SummaryRow[] = []
  let problems = 0
  const note = (column: number, row: number, text: string): void => {
    problems += 1
    const { lines } = at(column, row)
    if (lines.length < mostSentences && !lines.includes(text)) lines.push(text)
    if (listed.length < mostListed) listed.push({ cells: [{ text: String(problems) }, cellLink(sheet, column, row), { text: placeOf(row).subject }, { text }] })
  }
  for (const { row, problems: found, isRefused } of material.rows) {
    const told = found.filter(({ severity }) => severity !== 'info')
    for (const problem of told) {
      const place = problem.address === undefined ? null : parseAddress(problem.address)
      note(place?.row === row ? place.column : placeOf(row).column, row, problemText(language, problem))
    }
    if (isRefused) note(placeOf(row).column, row, say('return.refused'))
  }
  for (const { reference, address, text } of material.questions) {
    const place = parseAddress(address)
    if (place === null) continue
    const { lines, answers } = at(place.column, place.row)
    lines.push(say('return.comment-question', { text }))
    answers.push(hasSheet ? say('return.comment-answer', { sheet: say('return.sheet'), reference }) : say('return.comment-answer-here', { reference }))
  }
  const comments = [...sentences.values()].map(({ column, row, lines, answers }) => ({ column, row, text: [...lines, ...answers].join('\n') }))
  const fileLines = [...new Set(material.fileProblems.filter(({ severity, code }) => severity !== 'info' && !code.startsWith('finding.store.') && !code.startsWith('finding.ask.')).map((problem) => problemText(language, problem)))].slice(0, 50)
  const head = [
    say('return.file', { file: material.file, sheet: material.sheet, on: material.receivedOn }),
    say('return.counts', { ...material.counts }),
    say(hasSheet ? 'return.what-to-do' : 'return.what-to-do-document', { sheet: sheet ?? material.sheet }),
    ...(isSignatureBroken ? [say('return.signature')] : []),
    say('return.reference', { marker }),
  ]
  const questionRows = material.questions.map(({ reference, address, subject, text }): SummaryRow => {
    const place = parseAddress(address)
    return { cells: [{ text: reference }, place === null ? { text: address } : cellLink(sheet, place.column, place.row), { text: subject }, { text }, { text: '' }] }
  })
  const bold = (...texts: string[]): SummaryRow => ({ cells: texts.map((text) => ({ text, isBold: true })) })
  const heading = (text: string): SummaryRow => ({ cells: [{ text, isBold: true, size: 12, isWide: true }] })
  const blank: SummaryRow = { cells: [] }
  const rows: SummaryRow[] = [
    { cells: [{ text: asideStamp }], isHidden: true },
    { cells: [{ text: say('return.title'), isBold: true, size: 14, isWide: true }] },
    ...head.map((text): SummaryRow => ({ cells: [{ text, isWide: true }] })),
    ...(questionRows.length === 0 ? [] : [
      blank, heading(say('return.questions', { count: questionRows.length })), { cells: [{ text: referenceTag }, null, null, null, { text: answerTag }], isHidden: true },
      bold(say('return.column.reference'), say('return.column.cell'), say('return.column.about'), say('return.column.question'), say('return.column.answer')), ...questionRows,
    ]),
    ...(fileLines.length === 0 ? [] : [blank, heading(say('return.file-problems')), ...fileLines.map((text): SummaryRow => ({ cells: [{ text, isWide: true }] }))]),
    ...(problems === 0 ? [] : [
      blank, heading(say('return.problems', { count: problems })), bold(say('return.column.number'), say('return.column.cell'), say('return.column.about'), say('return.column.problem')), ...listed,
      ...(problems > listed.length ? [{ cells: [{ text: say('return.more', { count: problems - listed.length }), isWide: true }] }] : []),
    ]),
  ]
  return {
    comments, problems,
    summary: { name: say('return.sheet'), widths: [18, 10, 34, 90, 50], rows },
    summaryText: [say('return.title'), ...head, ...fileLines].join('\n'),
  }
}

function cellLink(sheet: string | null, column: number, row: number): { text: string; link?: { sheet: string; address: string } } {
  const text = cellAddress(column, row)
  return sheet !== null ? { text, link: { sheet, address: text } } : { text }
}

function parseAddress(address: string): { readonly column: number; readonly row: number } | null {
  const [, letters, digits] = /^([A-Z]{1,3})(\d{1,7})$/.exec(address) ?? []
  if (letters === undefined || digits === undefined || digits === '0') return null
  return { column: Array.from(letters, (letter) => letter.charCodeAt(0) - 64).reduce((sum, number) => sum * 26 + number, 0) - 1, row: Number(digits) }
}

/** The sentence of a finding; its code where a later version wrote it. */
function problemText(language: Locale, { code, params }: Problem): string {
  try {
    return Object.hasOwn(en, code) ? formatMessage(language, code as MessageKey, params) : code
  } catch {
    // Stored by a version whose text had other values.
    return code
  }
}
