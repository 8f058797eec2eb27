/** Cells of a staged file as they lie in the workspace, column by column; read by store/reading/staged-rows.ts. */
import { ColumnForms, type ColumnCells, type SheetRows } from '../../../../shared/domain/staged-sheet.ts'
import type { Problem } from '../../../../shared/domain/submission.ts'
import { fail } from '../../../../shared/result.ts'
import type { WritableDb } from '../../store/database.ts'
import { inStaging } from './staging-transaction.ts'

/** All in: once a batch, after its rows. Fails with not-found where the batch is not loading any more. */
export function keepRows(db: WritableDb, batch: number, { rows, hidden }: SheetRows): void {
  inStaging(db, () => {
    checkLoading(db, batch)
    insertRows(db, batch, { rows, hidden })
  })
}
export function insertRows(db: WritableDb, batch: number, { rows, hidden }: SheetRows): void {
  db.prepare<[number, Uint8Array, string]>(`INSERT INTO staged_sheet (batch_id, rows, hidden, findings) VALUES (?, ?, ?, '[]')`).run(batch, whole(rows), JSON.stringify(hidden))
}

/** The bytes come from the process that reads foreign files: the forms are looked at, and who reads the codes takes none that points nowhere. All of them or none. */
export function keepColumns(db: WritableDb, batch: number, columns: readonly ColumnCells[]): void {
  for (const { forms } of columns) ColumnForms.parse(JSON.parse(forms))
  inStaging(db, () => {
    checkLoading(db, batch)
    for (const cells of columns) insertColumn(db, batch, cells)
  })
}
export function insertColumn(db: WritableDb, batch: number, { column, isSparse, texts, forms, codes }: ColumnCells): void {
  db.prepare<[number, number, number, Uint8Array, string, Uint8Array]>('INSERT INTO staged_column (batch_id, "column", is_sparse, texts, forms, codes) VALUES (?, ?, ?, ?, ?, ?)')
    .run(batch, column, isSparse ? 1 : 0, texts, forms, whole(codes))
}

/** What the reader found; nothing finds it again. */
export function keepFindings(db: WritableDb, batch: number, findings: readonly Problem[]): void {
  inStaging(db, () => db.prepare<[string, number]>('UPDATE staged_sheet SET findings = ? WHERE batch_id = ?').run(JSON.stringify(findings), batch))
}

function checkLoading(db: WritableDb, batch: number): void {
  const state = db.prepare<[number], string>('SELECT state FROM staging_batch WHERE id = ?').pluck().get(batch)
  if (state !== 'loading') fail('not-found', 'error.batch-gone')
}

function whole(numbers: Uint8Array): Uint8Array {
  if (numbers.byteLength % 4 !== 0) throw new TypeError('numbers of another length than 32 bits')
  return numbers
}
