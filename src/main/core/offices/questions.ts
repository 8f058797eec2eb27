/** Questions to offices, each about a cell of a file: asked, withdrawn, answered. They travel in the workbook that goes back, and so do their answers. */
import { cellAddress } from '../../../shared/domain/sheet.ts'
import { readMapping } from '../../../shared/domain/mapping-version.ts'
import { fail } from '../../../shared/result.ts'
import type { WritableDb } from '../store/database.ts'
import { createRowTexts } from '../store/reading/staging/row-texts.ts'
import { inChangeset } from '../store/write-gate.ts'

interface By {
  readonly person: string
  /** ISO time in UTC. */
  readonly now: string
}

export interface NewQuestion extends By {
  readonly batch: number
  /** One-based row, zero-based column of the staged sheet. */
  readonly row: number
  readonly column: number
  readonly text: string
}

interface Written {
  readonly changeset: number
}

/** Fails with not-found where the batch is gone. */
export function askQuestion(db: WritableDb, { batch, row, column, text, person, now }: NewQuestion): Written & { readonly question: number } {
  const file = db.prepare<[number], { sha256: string; name: string; sheet: string; mapping: string }>('SELECT file_sha256 AS sha256, file_name AS name, sheet, mapping FROM staging_batch WHERE id = ?').get(batch) ?? fail('not-found', 'error.batch-gone')
  const mapping = readMapping(JSON.parse(file.mapping))
  const cells = createRowTexts(db, batch)(row)
  const textOf = (at: number): string => cells.texts[cells.columns.indexOf(at)] ?? ''
  const subject = mapping.columns.filter(({ field }) => field === 'identifier' || field === 'title').map((known) => textOf(known.column)).filter((part) => part !== '').join(' · ')
  const address = cellAddress(column, row)
  const place = `${file.sha256}|${file.sheet}|${address}|`
  const { changeset, value } = inChangeset(db, { person, kind: 'edit', reason: `${file.name} · ${file.sheet} · ${address}`, now }, (writer) => {
    const known = new Set(db.prepare<[string, string, string], string>('SELECT natural_key FROM office_question WHERE file_sha256 = ? AND sheet = ? AND address = ? AND removed_in IS NULL').pluck().all(file.sha256, file.sheet, address))
    let ordinal = 1
    while (known.has(`${place}${ordinal}`)) ordinal += 1
    return writer.insert('office_question', {
      natural_key: `${place}${ordinal}`, office_key: mapping.constants.office ?? null, file_sha256: file.sha256, file_name: file.name, sheet: file.sheet, address,
      cell_text: textOf(column).slice(0, 2000), subject: subject.slice(0, 300), text, state: 'open', asked_on: now.slice(0, 10), asked_by: person,
    })
  })
  return { changeset: changeset?.id ?? 0, question: value }
}

/** Open questions are withdrawn; the others are left. Fails with not-found for one that is gone. */
export function withdrawQuestions(db: WritableDb, { questions, person, now }: By & { readonly questions: readonly number[] }): Written {
  const { changeset } = inChangeset(db, { person, kind: 'edit', reason: String(questions.length), now }, (writer) => {
    for (const id of new Set(questions)) if (stateOf(db, id) === 'open') writer.update('office_question', id, { state: 'withdrawn' })
  })
  return { changeset: changeset?.id ?? 0 }
}

/** Also replaces an earlier answer. Fails with not-found for a question that is gone, with conflict for one that was withdrawn. */
export function answerQuestion(db: WritableDb, { question, text, person, now }: By & { readonly question: number; readonly text: string }): Written {
  const { changeset } = inChangeset(db, { person, kind: 'edit', reason: text.slice(0, 200), now }, (writer) => {
    if (stateOf(db, question) === 'withdrawn') fail('conflict', 'error.question-withdrawn')
    writer.update('office_question', question, { state: 'answered', answer: text, answered_on: now.slice(0, 10), answered_in: null })
  })
  return { changeset: changeset?.id ?? 0 }
}

const stateOf = (db: WritableDb, id: number): string =>
  db.prepare<[number], string>('SELECT state FROM office_question WHERE id = ? AND removed_in IS NULL').pluck().get(id) ?? fail('not-found', 'error.question-gone')
