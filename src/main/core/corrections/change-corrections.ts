/**
 * Corrections of figures by a person (rules of the same figure): the amount holds what was said, the correction what its source
 * gives. Adding, withdrawing and answering are edits of the record, each one changeset. Functions fail with not-found,
 * invalid-input or conflict, and write nothing then.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { CorrectedFigure, CorrectionState } from '../../../shared/domain/correction.ts'
import { canonicalDecimal, toCents } from '../../../shared/domain/decimal.ts'
import { fail } from '../../../shared/result.ts'
import type { WritableDb } from '../store/database.ts'
import { quietTask, type StoreTask } from '../store/store-task.ts'
import { inChangeset, type Writer } from '../store/write-gate.ts'
import { ioFailure } from '../importing/read/file-source.ts'
import { figureColumnsOf, isSameFigure, keptFigure, readKept, type FigureColumns, type KeptFigure } from '../importing/stage/corrected-figure.ts'
import { keepSourceBytes, mostKeptBytes, type SourceFile } from '../importing/stage/keep-source-bytes.ts'
import { createPutCorrection, ended } from '../importing/stage/plan-corrections.ts'

interface By {
  readonly person: string
  readonly now: string
}

export interface AddCorrection extends By {
  readonly amount: number
  readonly figure: CorrectedFigure
  readonly saidBy: string
  readonly channel: string
  readonly saidOn: string
  readonly note: string
  readonly attachment: Omit<SourceFile, 'sha256'> | null
}

interface AmountRow extends FigureColumns {
  readonly id: number
  readonly natural_key: string
}

const columns = 'id, natural_key, state, original, currency, other_original, other_currency, rate, rate_source, rate_date, usd_cents, is_usd_recorded'
const readAmount = (db: WritableDb, id: number): AmountRow =>
  db.prepare<[number], AmountRow>(`SELECT ${columns} FROM amount WHERE id = ? AND to_changeset IS NULL`).get(id) ?? fail('not-found', 'error.correction-no-amount')

/** Of an amount of the register, which holds the corrected figure afterwards. Fails with conflict where a correction of it is in force. */
export function addCorrection(db: WritableDb, request: AddCorrection, task: StoreTask = quietTask): { readonly changeset: number; readonly correction: number } {
  const { amount: id, saidBy, channel, saidOn, note, person, now } = request
  if (saidOn > now.slice(0, 10)) fail('invalid-input', 'error.correction-in-future', { date: saidOn })
  // Refused before any byte is kept.
  checkFree(db, id)
  const attachment = request.attachment && keepAttachment(db, request.attachment, task)
  const { changeset, value } = inChangeset(db, { person, kind: 'edit', reason: note === '' ? saidBy : `${saidBy}: ${note}`, now }, (writer) => correctAmount(db, writer, id, request.figure, { saidBy, channel, saidOn, note, attachment }))
  return { changeset: changeset?.id ?? 0, correction: value }
}

export interface Said extends Pick<AddCorrection, 'saidBy' | 'channel' | 'saidOn' | 'note'> {
  readonly attachment: { readonly name: string; readonly sha256: string } | null
}

/** The same within a changeset that is being written; gives the correction's id. */
export function correctAmount(db: WritableDb, writer: Writer, id: number, said: CorrectedFigure, how: Said): number {
  checkFree(db, id)
  const amount = readAmount(db, id)
  const source = keptFigure(amount)
  const figure = completeFigure(said, source)
  if (isSameFigure(figure, source)) fail('invalid-input', 'error.correction-same')
  const correction = createPutCorrection(db)(writer, { amount: id, key: amount.natural_key, source, figure, ...how })
  amend(db, writer, amount, figure)
  return correction
}

function keepAttachment(db: WritableDb, file: Omit<SourceFile, 'sha256'>, task: StoreTask): { readonly name: string; readonly sha256: string } {
  if (file.size > mostKeptBytes) fail('invalid-input', 'error.correction-attachment-too-large', { name: file.name })
  const sha256 = createHash('sha256').update(readAttachment(file)).digest('hex')
  keepSourceBytes(db, { ...file, sha256 }, task)
  return { name: file.name, sha256 }
}
function readAttachment({ path, name }: Omit<SourceFile, 'sha256'>): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    return ioFailure(error, name)
  }
}

function checkFree(db: WritableDb, amount: number): void {
  readAmount(db, amount)
  const live = db.prepare<[number], { said_by: string; said_on: string }>(`SELECT said_by, said_on FROM correction WHERE amount_id = ? AND state IN ('live', 'asked') AND removed_in IS NULL`).get(amount)
  if (live) fail('conflict', 'error.correction-live', { person: live.said_by, date: live.said_on })
}

/** In: what a person said. Out: the whole figure; dollars are their own USD, another currency takes the rate of the source where it is the same. */
function completeFigure(said: CorrectedFigure, source: KeptFigure): KeptFigure {
  const none = { otherOriginal: null, otherCurrency: null, rate: null, rateSource: null, rateDate: null, isUsdRecorded: false }
  if (said.state !== 'value') return { state: said.state, original: null, currency: said.currency ?? source.currency, usdCents: null, ...none }
  const original = said.original === null ? null : canonicalDecimal(said.original)
  if (original === null) return fail('invalid-input', 'error.correction-no-figure')
  const { currency } = said
  if (currency === 'USD') {
    const usdCents = toCents(original) ?? fail('invalid-input', 'error.correction-no-figure')
    if (said.usdCents !== null && said.usdCents !== usdCents) fail('invalid-input', 'error.correction-usd-differs')
    return { state: 'value', original, currency, usdCents, ...none, isUsdRecorded: true }
  }
  const isRated = currency !== null && currency === source.currency && source.rate !== null && said.usdCents === null
  if (isRated) return { state: 'value', original, currency, usdCents: toCents(original, 1, source.rate), ...none, rate: source.rate, rateSource: source.rateSource, rateDate: source.rateDate }
  return { state: 'value', original, currency, usdCents: said.usdCents, ...none, isUsdRecorded: said.usdCents !== null }
}

/** The amount's key names its currency and follows it. */
function amend(db: WritableDb, writer: Writer, amount: AmountRow, figure: KeptFigure): void {
  const key = figure.currency === amount.currency ? amount.natural_key : freeKey(db, amount, figure.currency)
  writer.amend('amount', amount.id, { ...figureColumnsOf(figure), natural_key: key })
}

function freeKey(db: WritableDb, { natural_key: key }: AmountRow, currency: string | null): string {
  const taken = db.prepare<[string], number>('SELECT 1 FROM amount WHERE natural_key = ? AND to_changeset IS NULL').pluck()
  const parts = key.split('|').slice(0, -2).join('|')
  let ordinal = 1
  while (taken.get(`${parts}|${currency ?? '-'}|${ordinal}`)) ordinal += 1
  return `${parts}|${currency ?? '-'}|${ordinal}`
}

interface CorrectionRow {
  readonly id: number
  readonly amount_id: number
  readonly state: CorrectionState
  readonly source_figure: string
  readonly figure: string
  readonly newer_figure: string | null
}

function readCorrection(db: WritableDb, id: number): CorrectionRow {
  const row = db.prepare<[number], CorrectionRow>('SELECT id, amount_id, state, source_figure, figure, newer_figure FROM correction WHERE id = ? AND removed_in IS NULL').get(id)
  if (!row) return fail('not-found', 'error.correction-gone')
  return row.state === 'live' || row.state === 'asked' ? row : fail('conflict', 'error.correction-ended')
}

/** What the source says last counts again. */
export function withdrawCorrection(db: WritableDb, { correction, reason, person, now }: By & { readonly correction: number; readonly reason: string }): { readonly changeset: number } {
  const { changeset } = inChangeset(db, { person, kind: 'edit', reason, now }, (writer) => {
    const row = readCorrection(db, correction)
    amend(db, writer, readAmount(db, row.amount_id), readKept(row.newer_figure ?? row.source_figure))
    writer.update('correction', row.id, { ...ended('withdrawn', now.slice(0, 10), 'correction.end.withdrawn'), ...(row.newer_figure === null ? {} : { source_figure: row.newer_figure, newer_figure: null }) })
  })
  return { changeset: changeset?.id ?? 0 }
}

/** Of a correction that a newer figure contradicts: it goes on against the newer figure, or gives way to it. Fails with conflict where nothing is asked. */
export function answerCorrection(db: WritableDb, { correction, take, person, now }: By & { readonly correction: number; readonly take: 'corrected' | 'newer' }): { readonly changeset: number } {
  const { changeset } = inChangeset(db, { person, kind: 'edit', reason: '', now }, (writer) => {
    const row = readCorrection(db, correction)
    if (row.newer_figure === null) return fail('conflict', 'error.correction-not-asked')
    if (take === 'corrected') writer.update('correction', row.id, { state: 'live', source_figure: row.newer_figure, newer_figure: null })
    else {
      amend(db, writer, readAmount(db, row.amount_id), readKept(row.newer_figure))
      writer.update('correction', row.id, ended('retired', now.slice(0, 10), 'correction.end.newer-taken'))
    }
    return undefined
  })
  return { changeset: changeset?.id ?? 0 }
}
