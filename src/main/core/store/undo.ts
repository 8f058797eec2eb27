/**
 * Takes a changeset back by appending its inverse; the log is never shortened. All of it or nothing; undo-import.ts takes back
 * what nobody has touched since.
 *
 * Closed versions stay in the file, because "known to us on" an earlier day must still show them, and so must the rows they
 * refer to. Therefore rows of partners, projects, contributions, files and submissions are hidden (removed_in), not deleted;
 * only rows that no version can point to are. What is hidden is in no view, no total and no content hash, and its natural key
 * is free for another row.
 */
import type { ChangesetEntry } from '../../../shared/contract/activity.ts'
import type { WritableDb } from './database.ts'
import { quietTask, type StoreTask } from './store-task.ts'
import { invertChanges, type InverseRules } from './undo-inverse.ts'
import { checkUndoable, findTouched, refuseUndo, writersOf } from './undo-plan.ts'
import { readHead, runChangeset } from './write-gate.ts'

/**
 * Appends the inverse of a changeset. Fails with not-found, invalid-input (`create`, `packs`), or conflict: already undone, or
 * later changesets in force touched the same rows or refer to them (they are named). Nothing is written then.
 */
export function undoChangeset(db: WritableDb, changeset: number, by: { readonly person: string; readonly now: string }, task: StoreTask = quietTask): ChangesetEntry {
  // Looked at before the lock is taken; the expected head makes sure that nothing was written in between.
  const expectedHead = readHead(db).id
  const { reason } = checkUndoable(db, changeset)
  const touched = findTouched(db, changeset)
  if (touched.length > 0) refuseUndo(changeset, touched)
  const rules: InverseRules = {
    stays: () => false,
    onObstacle(_row, obstacle, error) {
      if (obstacle.reason === 'reference-gone') throw error
      refuseUndo(changeset, writersOf(db, obstacle.rows))
    },
  }
  const result = runChangeset(
    db,
    { ...by, kind: 'undo', reason, undoes: changeset, expectedHead },
    (writer) => invertChanges(db, changeset, writer, rules, task),
    (dependents) => refuseUndo(changeset, writersOf(db, dependents)),
  )
  if (!result.changeset) throw new Error(`changeset ${changeset} holds no change`)
  return result.changeset
}
