/** May a changeset be taken back, and if not, what stands in the way. */
import { fail } from '../../../shared/result.ts'
import type { WritableDb } from './database.ts'
import type { Dependent } from './dependents.ts'
import { isUndoable, readHead } from './write-gate.ts'

interface Link {
  readonly id: number
  readonly kind: string
  readonly reason: string
  readonly undoes: number | null
}

/**
 * Fails where the changeset is unknown, cannot be undone, or already was. Undoing an undo brings the first changeset back;
 * from then on it is that second undo which can be undone.
 */
export function checkUndoable(db: WritableDb, changeset: number): Link {
  const target = db.prepare<[number], Link>('SELECT id, kind, reason, undoes FROM changeset WHERE id = ?').get(changeset)
  if (!target) fail('not-found', 'error.store-undo-unknown', { changeset })
  if (!isUndoable(target.kind)) fail('invalid-input', 'error.store-undo-not-possible', { changeset })
  const next = db.prepare<[number], number>('SELECT id FROM changeset WHERE undoes = ?').pluck()
  let last = changeset
  let length = 0
  for (let by = next.get(last); by !== undefined; by = next.get(last)) {
    last = by
    length += 1
  }
  if (length > 0) fail('conflict', length % 2 === 1 ? 'error.store-undo-done' : 'error.store-undo-redone', { changeset, by: last })
  return target
}

export interface TouchedRow extends Dependent {
  /** Later changesets that count for it, newest first. */
  readonly by: readonly number[]
}

/**
 * Rows of a changeset that later ones touched. Those count for a row that are not undone in it, and are not themselves the undo
 * of one later than `changeset`: an undo may have left rows as they were, and takes back its changeset in the others only.
 */
export function touchedRows(db: WritableDb, changeset: number): readonly TouchedRow[] {
  if (readHead(db).id === changeset) return []
  const later = db.prepare<[number], { table: string; id: number; by: number; undoes: number | null }>(
    `SELECT DISTINCT t.table_name AS "table", t.row_id AS id, l.changeset_id AS "by", c.undoes
     FROM change t JOIN change l ON l.table_name = t.table_name AND l.row_id = t.row_id AND l.changeset_id > t.changeset_id JOIN changeset c ON c.id = l.changeset_id
     WHERE t.changeset_id = ? ORDER BY 1, 2, 3 DESC`,
  )
  const touched: (Dependent & { by: number[] })[] = []
  let row = { table: '', id: 0 }
  let undone = new Set<number>()
  for (const { table, id, by, undoes } of later.iterate(changeset)) {
    if (row.table !== table || row.id !== id) {
      row = { table, id }
      undone = new Set()
    }
    // Newest first: whether a changeset is undone is known before it is looked at.
    if (undone.has(by)) continue
    if (undoes !== null) undone.add(undoes)
    if (undoes !== null && undoes >= changeset) continue
    const last = touched.at(-1)
    if (last?.table === table && last.id === id) last.by.push(by)
    else touched.push({ table, id, by: [by] })
  }
  return touched
}

/** Later changesets in force that touched a row of this one. */
export const findTouched = (db: WritableDb, changeset: number): readonly number[] => [...new Set(touchedRows(db, changeset).flatMap(({ by }) => by))]

/** Fails with conflict and names the changesets. */
export function refuseUndo(changeset: number, conflicts: Iterable<number>): never {
  return fail('conflict', 'error.store-undo-conflict', { changeset, conflicts: [...new Set(conflicts)].sort((a, b) => a - b).join(', ') })
}

/** Changeset that last wrote each of these rows. */
export function writersOf(db: WritableDb, rows: readonly Dependent[]): readonly number[] {
  const last = db.prepare<[string, number], number>('SELECT max(changeset_id) FROM change WHERE table_name = ? AND row_id = ?').pluck()
  return rows.map(({ table, id }) => last.get(table, id) ?? 0).filter((id) => id > 0)
}
