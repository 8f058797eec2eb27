/** May a changeset be taken back, and if not, what stands in the way. */
import { fail } from '../../../shared/result.ts'
import type { WritableDb } from './database.ts'
import type { Dependent } from './dependents.ts'
import { isUndoable } from './write-gate.ts'

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

/** Later changesets that count: those that are not undone, and are not themselves the undo of one later than `changeset`. */
function laterInForce(db: WritableDb, changeset: number): ReadonlySet<number> {
  const links = db.prepare<[number], Link>('SELECT id, kind, reason, undoes FROM changeset WHERE id > ? ORDER BY id DESC').all(changeset)
  const undone = new Set<number>()
  const inForce = new Set<number>()
  // Newest first: whether a changeset is undone is known before it is looked at.
  for (const { id, undoes } of links) {
    if (undone.has(id)) continue
    if (undoes !== null) undone.add(undoes)
    if (undoes === null || undoes < changeset) inForce.add(id)
  }
  return inForce
}

/** Later changesets in force that touched a row of this one. */
export function findTouched(db: WritableDb, changeset: number): readonly number[] {
  const inForce = laterInForce(db, changeset)
  if (inForce.size === 0) return []
  const later = db
    .prepare<[number], number>('SELECT DISTINCT l.changeset_id FROM change t JOIN change l ON l.table_name = t.table_name AND l.row_id = t.row_id AND l.changeset_id > t.changeset_id WHERE t.changeset_id = ?')
    .pluck()
    .all(changeset)
  return later.filter((id) => inForce.has(id))
}

/** Fails with conflict and names the changesets. */
export function refuseUndo(changeset: number, conflicts: Iterable<number>): never {
  return fail('conflict', 'error.store-undo-conflict', { changeset, conflicts: [...new Set(conflicts)].sort((a, b) => a - b).join(', ') })
}

/** Changeset that last wrote each of these rows. */
export function writersOf(db: WritableDb, rows: readonly Dependent[]): readonly number[] {
  const last = db.prepare<[string, number], number>('SELECT max(changeset_id) FROM change WHERE table_name = ? AND row_id = ?').pluck()
  return rows.map(({ table, id }) => last.get(table, id) ?? 0).filter((id) => id > 0)
}
