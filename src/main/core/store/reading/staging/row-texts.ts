import type { Database } from 'better-sqlite3'
import type { RowTexts } from '../../../../../shared/domain/submission.ts'
import { loadStagedRows, type StagedRows } from './staged-rows.ts'

/** Texts of the rows of a batch as they count now, edits included, in whatever state it is; its cells are loaded at the first question. */
export function createRowTexts(db: Database, batch: number): (row: number) => RowTexts {
  let loaded: StagedRows | null = null
  return (row) => {
    loaded ??= loadStagedRows(db, batch)
    const rows = loaded
    const place = rows.placeOf(row)
    const found = rows.columns().flatMap(({ column }) => {
      const text = rows.textAt(place, column)
      return text === null ? [] : [{ column, text }]
    })
    return { columns: found.map(({ column }) => column), texts: found.map(({ text }) => text) }
  }
}
