/** A round that was made: one changeset with the round and its workbooks, each with what it said. */
import { fail } from '../../../shared/result.ts'
import type { Locale } from '../../../shared/messages/locales.ts'
import type { WritableDb } from '../store/database.ts'
import { inChangeset } from '../store/write-gate.ts'
import type { Span } from './duties.ts'
import type { SentRound } from './round-content.ts'

export interface MadeWorkbook {
  /** Of its marker. */
  readonly uuid: string
  readonly office: string
  readonly language: Locale
  readonly fileName: string
  readonly sha256: string
  readonly sheet: string
  readonly sent: SentRound
}

export interface MadeRound {
  /** Natural key of the round: a free one as `nextRoundKey` gives it. */
  readonly key: string
  readonly name: string
  readonly period: Span
  readonly dueOn: string
  readonly madeOn: string
  readonly workbooks: readonly MadeWorkbook[]
  readonly person: string
  readonly now: string
}

/** Period, name and how often such a round was made, those that were taken back included: markers are never given twice. */
export function nextRoundKey(db: WritableDb, { period, name }: { readonly period: Span; readonly name: string }): { readonly key: string; readonly workspace: string } {
  const prefix = `${period.start}/${period.end}|${name.replaceAll('|', '/')}|`
  const count = db.prepare<[string, string], number>('SELECT count(*) FROM confirmation_round WHERE substr(natural_key, 1, length(?)) = ?').pluck().get(prefix, prefix) ?? 0
  return { key: `${prefix}${count + 1}`, workspace: db.prepare<[], string>('SELECT uuid FROM workspace').pluck().get() ?? '' }
}

/** Fails with conflict where a round of this key was made meanwhile. */
export function recordRound(db: WritableDb, { key, name, period, dueOn, madeOn, workbooks, person, now }: MadeRound): { readonly changeset: number; readonly round: number } {
  const taken = db.prepare<[string], number>('SELECT 1 FROM confirmation_round WHERE natural_key = ?').pluck()
  const { changeset, value } = inChangeset(db, { person, kind: 'edit', reason: name, now }, (writer) => {
    if (taken.get(key) !== undefined) fail('conflict', 'error.round-made-meanwhile', { name })
    const round = writer.insert('confirmation_round', { natural_key: key, name, period_start: period.start, period_end: period.end, due_on: dueOn, made_on: madeOn })
    for (const { uuid, office, language, fileName, sha256, sheet, sent } of workbooks) {
      writer.insert('sent_workbook', {
        natural_key: uuid, purpose: 'round', round_id: round, office_key: office, language, file_name: fileName, file_sha256: sha256, sheet, sent_on: madeOn, sent_rows: JSON.stringify(sent), state: 'sent',
      })
    }
    return round
  })
  return { changeset: changeset?.id ?? 0, round: value }
}
