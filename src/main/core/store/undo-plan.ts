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

/** Fails where the changeset is unknown or cannot be undone. `undoneBy`: its undo, the undo of that, and so on. */
function readLinks(db: WritableDb, changeset: number): { readonly target: Link; readonly undoneBy: readonly number[] } {
  const target = db.prepare<[number], Link>('SELECT id, kind, reason, undoes FROM changeset WHERE id = ?').get(changeset)
  if (!target) fail('not-found', 'error.store-undo-unknown', { changeset })
  if (!isUndoable(target.kind)) fail('invalid-input', 'error.store-undo-not-possible', { changeset })
  const next = db.prepare<[number], number>('SELECT id FROM changeset WHERE undoes = ?').pluck()
  const undoneBy: number[] = []
  for (let by = next.get(changeset); by !== undefined; by = next.get(by)) undoneBy.push(by)
  return { target, undoneBy }
}

const refuseUndone = (changeset: number, undoneBy: readonly number[]): never =>
  fail('conflict', undoneBy.length % 2 === 1 ? 'error.store-undo-done' : 'error.store-undo-redone', { changeset, by: undoneBy.at(-1) ?? 0 })

/**
 * Fails where the changeset is unknown, cannot be undone, or already was. Undoing an undo brings the first changeset back;
 * from then on it is that second undo which can be undone.
 */
export function checkUndoable(db: WritableDb, changeset: number): Link {
  const { target, undoneBy } = readLinks(db, changeset)
  return undoneBy.length > 0 ? refuseUndone(changeset, undoneBy) : target
}

/** The same for what an undo in part has left: `undone` are the rows that are taken back already. */
export function checkRestUndoable(db: WritableDb, changeset: number): { readonly reason: string; readonly isRest: boolean; readonly touched: readonly TouchedRow[]; readonly undone: readonly Dependent[] } {
  const { target, undoneBy } = readLinks(db, changeset)
  if (undoneBy.length > 0 && undoneBy.length % 2 === 0) refuseUndone(changeset, undoneBy)
  const rows = readLaterWork(db, changeset)
  const all = db.prepare<[number], number>('SELECT count(*) FROM (SELECT DISTINCT table_name, row_id FROM change WHERE changeset_id = ?)').pluck().get(changeset) ?? 0
  if (undoneBy.length > 0 && rows.undone.length >= all) refuseUndone(changeset, undoneBy)
  return { reason: target.reason, isRest: undoneBy.length > 0, ...rows }
}

export interface TouchedRow extends Dependent {
  /** Later changesets that count for it, newest first. */
  readonly by: readonly number[]
}

/**
 * Rows of a changeset that later ones touched. Those count for a row that are not undone in it, and are not themselves the undo
 * of one later than `changeset`: an undo may have left rows as they were, and takes back its changeset in the others only.
 */
function readLaterWork(db: WritableDb, changeset: number): { readonly touched: readonly TouchedRow[]; readonly undone: readonly Dependent[] } {
  if (readHead(db).id === changeset) return { touched: [], undone: [] }
  const later = db.prepare<[number], { table: string; id: number; by: number; undoes: number | null }>(
    `SELECT DISTINCT t.table_name AS "table", t.row_id AS id, l.changeset_id AS "by", c.undoes
     FROM change t JOIN change l ON l.table_name = t.table_name AND l.row_id = t.row_id AND l.changeset_id > t.changeset_id JOIN changeset c ON c.id = l.changeset_id
     WHERE t.changeset_id = ? ORDER BY 1, 2, 3 DESC`,
  )
  const touched: TouchedRow[] = []
  const alreadyUndone: Dependent[] = []
  let row: Dependent = { table: '', id: 0 }
  let undone = new Set<number>()
  let inForce: number[] = []
  const close = (): void => {
    if (undone.has(changeset)) alreadyUndone.push(row)
    else if (inForce.length > 0) touched.push({ ...row, by: inForce })
  }
  for (const { table, id, by, undoes } of later.iterate(changeset)) {
    if (row.table !== table || row.id !== id) {
      close()
      row = { table, id }
      undone = new Set()
      inForce = []
    }
    // Newest first: whether a changeset is undone is known before it is looked at.
    if (undone.has(by)) continue
    if (undoes !== null) undone.add(undoes)
    if (undoes === null || undoes < changeset) inForce.push(by)
  }
  close()
  return { touched, undone: alreadyUndone }
}

/** Later changesets in force that touched a row of this one. */
export const findTouched = (db: WritableDb, changeset: number): readonly number[] => [...new Set(readLaterWork(db, changeset).touched.flatMap(({ by }) => by))]

/** Fails with conflict and names the changesets. */
export function refuseUndo(changeset: number, conflicts: Iterable<number>): never {
  return fail('conflict', 'error.store-undo-conflict', { changeset, conflicts: [...new Set(conflicts)].sort((a, b) => a - b).join(', ') })
}

/** Changeset that last wrote each of these rows. */
export function writersOf(db: WritableDb, rows: readonly Dependent[]): readonly number[] {
  const last = db.prepare<[string, number], number>('SELECT max(changeset_id) FROM change WHERE table_name = ? AND row_id = ?').pluck()
  return rows.map(({ table, id }) => last.get(table, id) ?? 0).filter((id) => id > 0)
}
