/**
 * What a submission says, whatever its file looks like: a line for each draft of an accepted row, with its fields in one order and as
 * canonical text. Order of rows and columns, wording of headers, formats and names of sheets leave no trace, so that two files are the
 * same content exactly when their lines are. Beside the hash the lines themselves are kept for committed files, to be compared with the next.
 */
import { hash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Database } from 'better-sqlite3'
import type { Period } from '../../../../shared/domain/amount.ts'
import { periodText } from '../../../../shared/domain/period.ts'
import type { AmountDraft, ContributionDraft, RecordDraft } from '../../../../shared/domain/submission.ts'
import { foldSpace, textKey } from '../../../../shared/domain/text-key.ts'
import { readDraftText } from '../../../../shared/domain/draft-text.ts'
import type { WritableDb } from '../../store/database.ts'
import { newPartnerKey, subjectKey } from './natural-keys.ts'

export interface ContentLine {
  /** Of the file; no part of the content. */
  readonly row: number
  /** Fields that hold something. */
  readonly cells: number
  /** JSON of [subject, field, value, field, value, …]. */
  readonly text: string
}

/** What a row was understood as. */
export type RowDrafts = readonly ContributionDraft[] | RecordDraft

export interface ContentCollector {
  readonly add: (row: number, drafts: RowDrafts) => void
  /** 64 hexadecimal digits. */
  hash(): string
  /** In the order they came; empty where lines are not kept. */
  lines(): readonly ContentLine[]
}

/** Content beyond this is known by its hash alone. */
const mostContentBytes = 64 * 1024 * 1024

export function createContentCollector({ keepsLines }: { readonly keepsLines: boolean }): ContentCollector {
  const hashes: string[] = []
  const lines: ContentLine[] = []
  return {
    add(row, drafts) {
      for (const parts of linesOf(drafts)) {
        const text = JSON.stringify(parts)
        hashes.push(hash('sha256', text, 'hex'))
        if (keepsLines) lines.push({ row, cells: (parts.length - 1) / 2, text })
      }
    },
    hash: () => hash('sha256', hashes.sort().join('\n'), 'hex'),
    lines: () => lines,
  }
}

const linesOf = (drafts: RowDrafts): string[][] => ('amounts' in drafts ? [recordLine(drafts)] : drafts.map(draftLine))

function draftLine(draft: ContributionDraft): string[] {
  const line = [draft.symbol?.normalized ?? subjectKey(draft)]
  const put = (field: string, value: string | null): void => {
    if (value !== null && value !== '') line.push(field, value)
  }
  const putText = (field: string, value: string | null): void => {
    if (value !== null) put(field, isPlain(value) ? value : foldSpace(value))
  }
  put('identifier', draft.symbol?.normalized ?? (draft.identifier === null ? null : foldSpace(draft.identifier)))
  putText('title', draft.title)
  put('partner', draft.partnerKey ?? newPartnerKey(draft.partnerName))
  put('country', draft.countryKey ?? (draft.countryText === null ? null : foldSpace(draft.countryText)))
  put('modality', draft.modality)
  putText('executing-agency', draft.executingAgency)
  putText('implementing-agency', draft.implementingAgency)
  putText('sector', draft.sector)
  putText('status', draft.status)
  put('approval-date', draft.approvalDate)
  put('start-date', draft.startDate)
  put('end-date', draft.endDate)
  putText('note', draft.note)
  const cells: Cell[] = []
  for (const amount of draft.amounts) {
    // A blank says no more than a column that is not there.
    if (amount.state !== 'not-reported') cells.push([periodField(amount.measure, amount.period), amountText(amount)])
  }
  for (const [field, value] of numbered(cells)) line.push(field, value)
  return line
}

type Cell = readonly [field: string, value: string]

/** Nothing to fold in it: most texts, told without taking them apart. */
const isPlain = (text: string): boolean => plain.test(text) && !text.includes('_x000D_')
const plain = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/

function periodField(measure: string, period: Period): string {
  const text = periodText(period)
  return text === '' ? measure : `${measure} ${text}`
}
const money = (figure: string | null, currency: string | null): string => (currency === null ? (figure ?? '') : `${figure ?? ''} ${currency}`)

function amountText({ state, original, currency, otherOriginal, otherCurrency, rate }: AmountDraft): string {
  if (state !== 'value') return 'n/a'
  const other = otherOriginal === null ? '' : ` = ${money(otherOriginal, otherCurrency)}`
  return `${money(original, currency)}${other}${rate === null ? '' : ` @ ${rate}`}`
}

/** Sorted, so that the order of columns does not matter; a field that stands several times is told apart by its number. */
function numbered(cells: readonly Cell[]): Cell[] {
  if (cells.length < 2) return [...cells]
  const sorted = [...cells].sort(([fieldA, valueA], [fieldB, valueB]) => (fieldA < fieldB ? -1 : fieldA > fieldB ? 1 : valueA < valueB ? -1 : valueA > valueB ? 1 : 0))
  let ordinal = 1
  return sorted.map(([field, value], index) => {
    ordinal = index > 0 && sorted[index - 1]?.[0] === field ? ordinal + 1 : 1
    return [ordinal === 1 ? field : `${field} (${ordinal})`, value]
  })
}

/** Fields that name what a record is about, the surest first. */
const subjectFields = ['identifier', 'agreement', 'entity-code', 'title', 'activity', 'responsibility', 'output', 'outcome', 'programme', 'description', 'theme', 'purpose'] as const

function recordLine({ values, amounts }: RecordDraft): string[] {
  const texts = new Map(values.map(({ field, key, value }) => [field, key ?? value]))
  const subject = subjectFields.map((field) => texts.get(field)).find((text) => text !== undefined) ?? ''
  const ofValues = values.map(({ field, key, value }): Cell => [field, key ?? foldSpace(value)])
  const ofAmounts = amounts.flatMap(({ measure, state, original, currency, period }): Cell[] => (state === 'not-reported' ? [] : [[periodField(measure, period), state === 'value' ? money(original, currency) : 'n/a']]))
  return [textKey(subject), ...numbered([...ofValues, ...ofAmounts]).flat()]
}

/** The accepted rows of a staged batch, as the store wrote them. */
export function collectStagedRows(db: Database, batch: number, collector: ContentCollector): void {
  const rows = db.prepare<[number], { row: number; draft: string }>(`SELECT row, draft FROM staged_row WHERE batch_id = ? AND kind = 'accepted' ORDER BY row`)
  // addRows stored this text from the drafts of the row.
  for (const { row, draft } of rows.iterate(batch)) collector.add(row, readDraftText(draft))
}

/** Keeps the lines of a submission that is being committed; no part of the record. Content that is too large is left out. */
export function keepContent(db: WritableDb, submission: number, lines: readonly ContentLine[]): void {
  const bytes = Buffer.from(lines.map(({ row, cells, text }) => `${row}\t${cells}\t${text}`).join('\n'))
  if (bytes.length > mostContentBytes) return
  db.prepare<[number, Buffer]>('INSERT OR REPLACE INTO submission_content (submission_id, content) VALUES (?, ?)').run(submission, deflateRawSync(bytes, { level: 1 }))
}

/** Null where nothing is kept: a submission of an earlier version, or one that was too large. */
export function readContent(db: Database, submission: number): readonly ContentLine[] | null {
  const content = db.prepare<[number], Buffer>('SELECT content FROM submission_content WHERE submission_id = ?').pluck().get(submission)
  if (content === undefined) return null
  const text = inflateRawSync(content, { maxOutputLength: mostContentBytes }).toString('utf8')
  if (text === '') return []
  return text.split('\n').map((line) => {
    const first = line.indexOf('\t')
    const second = line.indexOf('\t', first + 1)
    return { row: Number(line.slice(0, first)), cells: Number(line.slice(first + 1, second)), text: line.slice(second + 1) }
  })
}
