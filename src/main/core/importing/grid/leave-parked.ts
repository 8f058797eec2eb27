/** What a commit leaves: parked rows wait on in a batch of their own, with all cells of the sheet, since those above may speak for them. */
import type { BatchReport } from '../../../../shared/contract/submissions.ts'
import type { WritableDb } from '../../store/database.ts'
import { readHead } from '../../store/write-gate.ts'

const nothing: Pick<BatchReport, 'diff' | 'moneyEffect' | 'problemCounts' | 'partners' | 'values' | 'removedFigures' | 'besideFigures' | 'corrections' | 'missingProjects' | 'changedFields' | 'nearest' | 'unchecked'> = {
  diff: { added: 0, changed: 0, unchanged: 0, rejected: 0 }, moneyEffect: [], problemCounts: [], partners: [], values: [], removedFigures: 0, besideFigures: 0,
  corrections: { kept: 0, retired: 0, asked: 0 }, missingProjects: 0, changedFields: 0, nearest: null, unchecked: 0,
}

/** In: a batch that is being committed, within its transaction, and its report. Gives the batch in which its parked rows wait; null where none is parked. */
export function leaveParked(db: WritableDb, batch: number, report: BatchReport): number | null {
  const count = db.prepare<[number, string], number>('SELECT count(*) FROM staged_row WHERE batch_id = ? AND kind = ?').pluck()
  const [parked, label] = [count.get(batch, 'parked') ?? 0, count.get(batch, 'label') ?? 0]
  if (parked === 0) return null
  const left = Number(db.prepare<[number, number]>(
    `INSERT INTO staging_batch (at, person, state, file_name, file_sha256, file_size, sheet, mapping, decisions, options, planned_at, usd_by_measure)
     SELECT at, person, 'staged', file_name, file_sha256, file_size, sheet, mapping, decisions, options, ?, '[]' FROM staging_batch WHERE id = ?`,
  ).run(readHead(db).id, batch).lastInsertRowid)
  db.prepare<[number, number]>(`INSERT INTO staged_row (batch_id, row, kind, problems) SELECT ?, row, kind, problems FROM staged_row WHERE batch_id = ? AND kind IN ('parked', 'label')`).run(left, batch)
  db.prepare<[number, number]>('INSERT INTO staged_sheet (batch_id, rows, hidden, findings) SELECT ?, rows, hidden, findings FROM staged_sheet WHERE batch_id = ?').run(left, batch)
  db.prepare<[number, number]>('INSERT INTO staged_column (batch_id, "column", is_sparse, texts, forms, codes) SELECT ?, "column", is_sparse, texts, forms, codes FROM staged_column WHERE batch_id = ?').run(left, batch)
  db.prepare<[number, number]>('INSERT INTO staged_edit (batch_id, row, "column", original, original_type, text, person, at) SELECT ?, row, "column", original, original_type, text, person, at FROM staged_edit WHERE batch_id = ?').run(left, batch)
  db.prepare<[number]>(`DELETE FROM staged_row WHERE batch_id = ? AND kind = 'parked'`).run(batch)
  const { accounting } = report
  const waiting: BatchReport = {
    ...report, ...nothing, batch: left,
    accounting: { ...accounting, read: parked + label, above: 0, header: 0, label, note: 0, blank: 0, total: 0, elsewhere: 0, accepted: 0, rejected: 0, parked },
    controlSums: report.controlSums.map(({ column, header, currency, parked: sum = '0' }) => ({ column, header, currency, sheet: sum, accepted: '0', rejected: '0', parked: sum, totalRows: '0', unreadable: 0, totals: [], totalCount: 0, totalsDiffering: 0 })),
  }
  db.prepare<[string, number]>('UPDATE staging_batch SET report = ? WHERE id = ?').run(JSON.stringify(waiting), left)
  return left
}
