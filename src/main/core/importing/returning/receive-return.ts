/** What the store keeps of workbooks that go out and come back: what was sent, what a staged file brings back, and, once it is committed, that it came. */
import { z } from 'zod'
import { ReturnedDifference, ReturnOrigin } from '../../../../shared/contract/offices.ts'
import type { WritableDb } from '../../store/database.ts'
import { inChangeset, type Writer } from '../../store/write-gate.ts'
import { receiveRound } from '../../offices/returned-round.ts'
import { inStaging } from '../stage/staging-transaction.ts'
import { referenceSql, type SentPurpose } from './marker.ts'

/** JSON of `staging_batch.return_origin`: where the file comes from, and how it differs from what went out. */
export const ReturnNote = ReturnOrigin.extend({
  differences: z.array(ReturnedDifference),
  total: z.int(),
  unchanged: z.int(),
  answers: z.array(z.object({ reference: z.string(), text: z.string() })),
  isNil: z.boolean(),
})
export type ReturnNote = z.infer<typeof ReturnNote>

export const keepReturn = (db: WritableDb, batch: number, note: ReturnNote): void =>
  inStaging(db, () => void db.prepare<[string, number]>('UPDATE staging_batch SET return_origin = ? WHERE id = ?').run(JSON.stringify(note), batch))

export interface SentWorkbook {
  /** Uuid of the marker. */
  readonly marker: string
  readonly purpose: SentPurpose
  readonly office: string | null
  readonly language: string
  readonly fileName: string
  readonly sha256: string
  readonly sheet: string
  /** Of importing/returning/sent-rows.ts. */
  readonly sentRows: string
  readonly person: string
  readonly now: string
}

export function recordSent(db: WritableDb, { marker, purpose, office, language, fileName, sha256, sheet, sentRows, person, now }: SentWorkbook): { readonly changeset: number } {
  const { changeset } = inChangeset(db, { person, kind: 'edit', reason: `${fileName} · ${sheet}`, now }, (writer) =>
    writer.insert('sent_workbook', { natural_key: marker, purpose, office_key: office, language, file_name: fileName, file_sha256: sha256, sheet, sent_on: now.slice(0, 10), sent_rows: sentRows, state: 'sent' }))
  return { changeset: changeset?.id ?? 0 }
}

/** Within the commit of a staged file: its answers belong to their questions, and what was sent has come back. Writes nothing for other files. */
export function receiveReturn(db: WritableDb, writer: Writer, batch: number, now: string): void {
  const row = db.prepare<[number], { note: string; name: string }>('SELECT return_origin AS note, file_name AS name FROM staging_batch WHERE id = ? AND return_origin IS NOT NULL').get(batch)
  if (!row) return
  const note = ReturnNote.parse(JSON.parse(row.note))
  const day = now.slice(0, 10)
  const find = db.prepare<[string], { id: number; answer: string | null }>(`SELECT q.id, q.answer FROM office_question q WHERE ${referenceSql('q')} = ? AND q.state <> 'withdrawn' AND q.removed_in IS NULL`)
  for (const { reference, text } of note.answers) {
    for (const { id, answer } of find.all(reference)) if (answer !== text) writer.update('office_question', id, { state: 'answered', answer: text, answered_on: day, answered_in: row.name })
  }
  if (note.purpose === 'round') {
    // Its rows are staged no more once they are committed.
    const compared = receiveRound(db, writer, { batch, sent: note.sent, isNil: note.isNil, on: day, file: row.name })
    if (compared) db.prepare<[string, number]>('UPDATE staging_batch SET return_origin = ? WHERE id = ?').run(JSON.stringify({ ...note, ...compared }), batch)
    return
  }
  // Who sent the same sheet back twice has its answer with the first file that comes.
  const sent = db.prepare<[number], number>(
    `SELECT s.id FROM sent_workbook o JOIN sent_workbook s ON s.file_sha256 = o.file_sha256 AND s.sheet = o.sheet AND s.purpose = o.purpose WHERE o.id = ? AND s.state = 'sent' AND s.removed_in IS NULL`,
  ).pluck().all(note.sent)
  for (const id of sent) writer.update('sent_workbook', id, { state: 'received', received_on: day, received_name: row.name })
}

/** The same for a file that brings no figures that are new: in a changeset of its own, where there is something to write. */
export function receiveWithoutNews(db: WritableDb, batch: number, { person, now, reason }: { readonly person: string; readonly now: string; readonly reason: string }): void {
  inChangeset(db, { person, kind: 'edit', reason, now }, (writer) => receiveReturn(db, writer, batch, now))
}
