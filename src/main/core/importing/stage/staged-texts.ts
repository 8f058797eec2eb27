/** What cells of a staged file say now, edits included; for the few questions that a comparison with the register asks of them. */
import type { Database } from 'better-sqlite3'
import type { RowTexts } from '../../../../shared/domain/submission.ts'
import { loadStagedRows } from '../../store/reading/staging/staged-rows.ts'

export interface StagedTexts {
  /** Null where the cell is blank. */
  textOf(row: number, column: number): string | null
}

const shown = (text: string | null | undefined): string | null => (text === null || text === undefined || text.trim() === '' ? null : text)

export function readStagedTexts(db: Database, batch: number): StagedTexts {
  const isByColumn = db.prepare('SELECT 1 FROM staged_sheet WHERE batch_id = ?').get(batch) !== undefined
  if (isByColumn) {
    const rows = loadStagedRows(db, batch)
    return {
      textOf(row, column) {
        const place = rows.placeOf(row)
        return place < 0 ? null : shown(rows.textAt(place, column))
      },
    }
  }
  // Of earlier versions: a list of columns and texts a row.
  const cells = db.prepare<[number, number], string | null>('SELECT cells FROM staged_row WHERE batch_id = ? AND row = ?').pluck()
  return {
    textOf(row, column) {
      const { columns = [], texts = [] } = JSON.parse(cells.get(batch, row) ?? '{}') as Partial<RowTexts>
      return shown(texts[columns.indexOf(column)])
    },
  }
}
