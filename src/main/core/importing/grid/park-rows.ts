/** Rows that a person sets aside with a question to the office, and takes back. What they then are is found by the check that follows. */
import type { WritableDb } from '../../store/database.ts'
import { inChangeset } from '../../store/write-gate.ts'
import { fail } from '../../../../shared/result.ts'
import { readMapping } from '../../../../shared/domain/mapping-version.ts'
import { readBatchRow } from '../stage/staged-batch.ts'
import { inStaging } from '../stage/staging-transaction.ts'
import type { ParkTarget } from './grid-session.ts'
import { editionOf, setEdition, touch } from './write-edits.ts'

export interface ParkRequest {
  readonly batch: number
  readonly targets: readonly ParkTarget[]
  readonly question: string
  readonly person: string
  readonly now: string
}

/** A question a row, attached to its cell, in one changeset; a row that is parked already gets another one. */
export function parkRows(db: WritableDb, { batch, targets, question, person, now }: ParkRequest): { readonly changeset: number } {
  const { file_sha256: sha256, file_name: fileName, sheet, mapping } = readBatchRow(db, batch)
  const office = readMapping(JSON.parse(mapping)).constants.office ?? null
  const count = db.prepare<[string, string], number>('SELECT count(*) FROM office_question WHERE natural_key > ? AND natural_key < ?').pluck()
  const { changeset } = inChangeset(db, { person, kind: 'edit', reason: `${fileName} · ${sheet}`, now }, (writer) => {
    const edition = editionOf(db, batch) + 1
    for (const { address, text, subject } of targets) {
      const cell = `${sha256}|${sheet}|${address}|`
      writer.insert('office_question', {
        natural_key: `${cell}${(count.get(cell, `${cell}~`) ?? 0) + 1}`, office_key: office, file_sha256: sha256, file_name: fileName, sheet, address, cell_text: text, subject, text: question,
        state: 'open', asked_on: now.slice(0, 10), asked_by: person, answer: null, answered_on: null, answered_in: null, audience: 'internal',
      })
    }
    setKind(db, batch, targets.map(({ row }) => row), 'parked', edition)
  })
  return { changeset: changeset?.id ?? 0 }
}

export interface UnparkRequest {
  readonly batch: number
  readonly rows: readonly number[]
  readonly person: string
  readonly now: string
}

/** Open questions about the rows are withdrawn. Fails with invalid-input where a row is not parked. */
export function unparkRows(db: WritableDb, { batch, rows, person, now }: UnparkRequest): { readonly changeset: number } {
  const { file_sha256: sha256, file_name: fileName, sheet } = readBatchRow(db, batch)
  const kind = db.prepare<[number, number], string>('SELECT kind FROM staged_row WHERE batch_id = ? AND row = ?').pluck()
  const wanted = new Set(rows)
  function takeBack(): void {
    const edition = editionOf(db, batch) + 1
    for (const row of wanted) if (kind.get(batch, row) !== 'parked') fail('invalid-input', 'error.staging-not-parked', { row })
    // Whether they are accepted is for the check to say.
    setKind(db, batch, [...wanted], 'rejected', edition)
  }
  const open = db.prepare<[string, string], { id: number; address: string }>(`SELECT id, address FROM office_question WHERE file_sha256 = ? AND sheet = ? AND state = 'open' AND removed_in IS NULL`).all(sha256, sheet)
  const asked = open.filter(({ address }) => wanted.has(Number(/\d+$/.exec(address)?.[0] ?? 0)))
  if (asked.length === 0) {
    inStaging(db, takeBack)
    return { changeset: 0 }
  }
  const { changeset } = inChangeset(db, { person, kind: 'edit', reason: `${fileName} · ${sheet}`, now }, (writer) => {
    takeBack()
    for (const { id } of asked) writer.update('office_question', id, { state: 'withdrawn' })
  })
  return { changeset: changeset?.id ?? 0 }
}

function setKind(db: WritableDb, batch: number, rows: readonly number[], kind: 'parked' | 'rejected', edition: number): void {
  const update = db.prepare<[string, number, number]>(`UPDATE staged_row SET kind = ?, change = 'none', draft = NULL, store_problems = '[]' WHERE batch_id = ? AND row = ?`)
  for (const row of rows) if (update.run(kind, batch, row).changes !== 1) fail('not-found', 'error.staging-row', { row })
  touch(db, batch, rows, edition)
  const state = db.prepare<[number, number, number]>('UPDATE staged_touch SET stated = ? WHERE batch_id = ? AND row = ?')
  for (const row of rows) state.run(edition, batch, row)
  setEdition(db, batch, edition)
}
