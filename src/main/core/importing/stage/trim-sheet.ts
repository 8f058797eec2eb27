import type { WritableDb } from '../../store/database.ts'
import { loadStagedRows } from '../../store/reading/staging/staged-rows.ts'
import { createCellColumns } from '../parser/cell-columns.ts'
import { inStaging } from './staging-transaction.ts'
import { insertColumn, insertRows } from './staged-sheet.ts'

/** Of a committed file only the cells of the rows that stay are kept, with the texts that counted. */
export function trimSheet(db: WritableDb, batch: number): void {
  const isLarger = db.prepare<[number, number], number>('SELECT length(rows) / 4 > (SELECT count(*) FROM staged_row WHERE batch_id = ?) FROM staged_sheet WHERE batch_id = ?').pluck()
  if (isLarger.get(batch, batch) !== 1) return
  inStaging(db, () => {
    const rows = loadStagedRows(db, batch)
    const cells = createCellColumns()
    for (let place = 0; place < rows.length; place++) {
      const kind = rows.kindAt(place)
      if (kind !== null) cells.add(rows.sheetRow(place), kind)
    }
    for (const table of ['staged_sheet', 'staged_column', 'staged_edit', 'staged_touch']) db.prepare<[number]>(`DELETE FROM ${table} WHERE batch_id = ?`).run(batch)
    insertRows(db, batch, cells.rows())
    for (const column of cells.columns()) insertColumn(db, batch, column)
    db.prepare<[number]>('UPDATE staging_batch SET edition = edition + 1, restated = edition + 1 WHERE id = ?').run(batch)
  })
}
