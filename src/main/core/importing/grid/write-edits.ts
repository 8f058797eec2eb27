/** What the store does for the staging grid. A plan that rests on another edition of the batch is not written: it is made again. */
import type { BatchReport } from '../../../../shared/contract/submissions.ts'
import { addDecimals, subtractDecimals } from '../../../../shared/domain/decimal.ts'
import { fail } from '../../../../shared/result.ts'
import type { ControlSum } from '../../../../shared/domain/submission.ts'
import type { WritableDb } from '../../store/database.ts'
import type { StoreTask } from '../../store/store-task.ts'
import { finishBatch } from '../stage/batch-methods.ts'
import { readBatchRow, type BatchAccount } from '../stage/staged-batch.ts'
import { inStaging } from '../stage/staging-transaction.ts'
import type { CheckedRow } from '../stage/checked-row.ts'
import { rowsOfPlan, type EditPlan } from './edit-plan.ts'

export interface WrittenEdits {
  readonly cells: number
  readonly rows: number
  readonly unchecked: number
}

/** Edition of a batch that waits; fails with not-found where it is gone, with conflict where it was committed. */
export function editionOf(db: WritableDb, batch: number): number {
  if (readBatchRow(db, batch).state !== 'staged') return fail('not-found', 'error.batch-gone')
  return db.prepare<[number], number>('SELECT edition FROM staging_batch WHERE id = ?').pluck().get(batch) ?? 0
}

const countUnchecked = (db: WritableDb, batch: number): number => db.prepare<[number], number>('SELECT count(*) FROM staged_touch WHERE batch_id = ? AND is_dirty = 1').pluck().get(batch) ?? 0

/** Null where the batch is at another edition. */
export function writeEdits(db: WritableDb, plan: EditPlan, { person, now }: { readonly person: string; readonly now: string }): WrittenEdits | null {
  const { batch, columns, checked } = plan
  return inStaging(db, () => {
    const edition = editionOf(db, batch)
    if (edition !== plan.edition) return null
    const rows = rowsOfPlan(plan)
    const cells = columns.reduce((sum, { rows: ofColumn }) => sum + ofColumn.length, 0)
    if (rows.length === 0) return { cells, rows: 0, unchecked: countUnchecked(db, batch) }
    // All rows of one text at once: a replacement has tens of thousands.
    const put = db.prepare<[number, number, string | null, string | null, string | null, string, string, string]>(
      `INSERT INTO staged_edit (batch_id, row, "column", original, original_type, text, person, at) SELECT ?, value, ?, ?, ?, ?, ?, ? FROM json_each(?) WHERE true
       ON CONFLICT (batch_id, row, "column") DO UPDATE SET text = excluded.text, person = excluded.person, at = excluded.at`,
    )
    const drop = db.prepare<[number, number, string]>('DELETE FROM staged_edit WHERE batch_id = ? AND "column" = ? AND row IN (SELECT value FROM json_each(?))')
    for (const { column, texts, rows: ofColumn, textOf } of columns) {
      const rowsOfText: number[][] = texts.map(() => [])
      for (const [index, row] of ofColumn.entries()) rowsOfText[textOf[index] ?? -1]?.push(row)
      for (const [index, { original, originalType, text, isReverted }] of texts.entries()) {
        const list = JSON.stringify(rowsOfText[index])
        if (isReverted) drop.run(batch, column, list)
        else put.run(batch, column, original, originalType, text, person, now, list)
      }
    }
    touch(db, batch, rows, edition + 1)
    writeRows(db, batch, checked, edition + 1)
    setEdition(db, batch, edition + 1)
    return { cells, rows: rows.length, unchecked: countUnchecked(db, batch) }
  })
}

/** Marks rows as edited and not checked. */
export function touch(db: WritableDb, batch: number, rows: readonly number[], edition: number): void {
  db.prepare<[number, number, string]>(
    'INSERT INTO staged_touch (batch_id, row, edition, is_dirty) SELECT ?, value, ?, 1 FROM json_each(?) WHERE true ON CONFLICT (batch_id, row) DO UPDATE SET edition = excluded.edition, is_dirty = 1',
  ).run(batch, edition, JSON.stringify(rows))
}

export function setEdition(db: WritableDb, batch: number, edition: number): void {
  db.prepare<[number, number]>('UPDATE staging_batch SET edition = ? WHERE id = ?').run(edition, batch)
}

/** What the register said of the rows holds no more: it is asked again with all of them. */
function writeRows(db: WritableDb, batch: number, rows: readonly CheckedRow[], edition: number): void {
  const update = db.prepare<[string, string, string | null, string, number, number]>(`UPDATE staged_row SET kind = ?, change = ?, draft = ?, problems = ?, store_problems = '[]' WHERE batch_id = ? AND row = ?`)
  const state = db.prepare<[number, number, number, number]>(
    'INSERT INTO staged_touch (batch_id, row, edition, stated, is_dirty) VALUES (?, ?, ?, ?, 0) ON CONFLICT (batch_id, row) DO UPDATE SET stated = excluded.stated',
  )
  for (const { row, kind, draft, problems } of rows) {
    update.run(kind, kind === 'accepted' ? 'added' : 'none', draft, problems, batch, row)
    state.run(batch, row, edition, edition)
  }
}

/** Gives the new edition; null where the batch is at another than the check began with. */
export function writeChecked(db: WritableDb, { batch, edition, rows }: { readonly batch: number; readonly edition: number; readonly rows: readonly CheckedRow[] }): number | null {
  return inStaging(db, () => {
    if (editionOf(db, batch) !== edition) return null
    if (rows.length === 0) return edition
    writeRows(db, batch, rows, edition + 1)
    setEdition(db, batch, edition + 1)
    return edition + 1
  })
}

/** Every row is checked: compares with the register again. Null where somebody edited in between. */
export function finishCheck(db: WritableDb, { batch, edition, account }: { readonly batch: number; readonly edition: number; readonly account: BatchAccount }, task: StoreTask): BatchReport | null {
  return inStaging(db, () => {
    if (editionOf(db, batch) !== edition) return null
    db.prepare<[number]>('UPDATE staged_touch SET is_dirty = 0 WHERE batch_id = ?').run(batch)
    // finishBatch stored this text itself, as a BatchReport.
    const before = JSON.parse(readBatchRow(db, batch).report ?? '{"controlSums":[]}') as Pick<BatchReport, 'controlSums'>
    return finishBatch(db, batch, { ...account, controlSums: account.controlSums.map((sum) => withSheet(sum, before.controlSums)) }, task)
  })
}

/** The sheet's own sum stays what the sheet says; what edits changed stands beside it. */
function withSheet(sum: ControlSum, before: readonly ControlSum[]): ControlSum {
  const sheet = before.find(({ column }) => column === sum.column)?.sheet ?? sum.sheet
  const edited = subtractDecimals(addDecimals(addDecimals(sum.accepted, sum.rejected), sum.parked ?? '0'), sheet)
  return { ...sum, sheet, ...(edited === '0' ? {} : { edited }) }
}

/** Fails with conflict while rows were edited and not checked: nobody has seen what committing them would do. */
export function refuseUnchecked(db: WritableDb, batch: number): void {
  const count = countUnchecked(db, batch)
  if (count > 0) fail('conflict', 'error.batch-unchecked', { count })
}
