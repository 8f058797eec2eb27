/**
 * Takes a changeset back by appending its inverse; the log is never shortened.
 *
 * Closed versions stay in the file, because "known to us on" an earlier day must still show them, and so must the rows they
 * refer to. Therefore rows of partners, projects, contributions, files and submissions are hidden (removed_in), not deleted;
 * only rows that no version can point to are. What is hidden is in no view, no total and no content hash, and its natural key
 * is free for another row.
 */
import { z } from 'zod'
import type { ChangesetEntry } from '../../../shared/contract/activity.ts'
import { storeContext, type WritableDb } from './database.ts'
import type { Dependent } from './dependents.ts'
import type { LoggedWriter } from './logged-writer.ts'
import { quietTask, type StoreTask } from './store-task.ts'
import { liveCondition, type Cell, type Row, type TableSchema } from './table-schema.ts'
import { checkUndoable, findTouched, refuseUndo, writersOf } from './undo-plan.ts'
import { readHead, runChangeset } from './write-gate.ts'

interface Change {
  readonly id: number
  readonly table_name: string
  readonly row_id: number
  readonly operation: 'insert' | 'update' | 'delete' | 'close'
  readonly before: string | null
  readonly after: string | null
}

const chunk = 1000
const Values = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))
const valuesOf = (json: string | null): Row => (json === null ? {} : Values.parse(JSON.parse(json)))

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
  const result = runChangeset(
    db,
    { ...by, kind: 'undo', reason, undoes: changeset, expectedHead },
    (writer) => invert(db, changeset, writer, task),
    (dependents) => refuseUndo(changeset, writersOf(db, dependents)),
  )
  if (!result.changeset) throw new Error(`changeset ${changeset} holds no change`)
  return result.changeset
}

/** Newest change first, in chunks: each step finds the rows as they were right after it. */
function invert(db: WritableDb, changeset: number, writer: LoggedWriter, task: StoreTask): void {
  const total = db.prepare<[number], number>('SELECT count(*) FROM change WHERE changeset_id = ?').pluck().get(changeset) ?? 0
  const read = db.prepare<[number, number], Change>(`SELECT id, table_name, row_id, operation, before, after FROM change WHERE changeset_id = ? AND id < ? ORDER BY id DESC LIMIT ${chunk}`)
  let done = 0
  for (let changes = read.all(changeset, Number.MAX_SAFE_INTEGER); changes.length > 0; changes = read.all(changeset, changes.at(-1)?.id ?? 0)) {
    task.throwIfCancelled()
    for (const change of changes) {
      try {
        invertOne(db, writer, change)
      } catch (error) {
        const obstacles = obstaclesOf(db, change, error)
        if (obstacles.length === 0) throw error
        refuseUndo(changeset, writersOf(db, obstacles))
      }
    }
    done += changes.length
    task.report({ phase: 'progress.undo', done, total })
  }
}

function invertOne(db: WritableDb, writer: LoggedWriter, { table_name: table, row_id: id, operation, before }: Change): void {
  const isVersioned = db[storeContext].schema.get(table)?.form === 'versioned'
  if (operation === 'delete' || operation === 'close') writer.revive(table, id, valuesOf(before))
  else if (isVersioned && operation === 'insert') writer.close(table, id)
  else if (isVersioned) writer.amend(table, id, valuesOf(before))
  else if (operation === 'insert') writer.remove(table, id)
  else writer.update(table, id, valuesOf(before))
}

const failure = /^(UNIQUE|FOREIGN KEY) constraint failed(?:: (.+))?$/

/** Live rows that SQLite's own constraints guard: another row holds the same key by now, or refers to the one to be deleted. */
function obstaclesOf(db: WritableDb, change: Change, error: unknown): readonly Dependent[] {
  const [, kind, columns = ''] = failure.exec(error instanceof Error ? error.message : '') ?? []
  const { schema } = db[storeContext]
  const table = schema.get(change.table_name)
  if (!table || !kind) return []
  if (kind === 'UNIQUE') return sameKey(db, table, change, columns.split(', ').map((column) => column.slice(column.indexOf('.') + 1)))
  return [...schema.values()].flatMap((child) =>
    child.references
      .filter((reference) => reference.table === table.name)
      .flatMap(({ column }) => db.prepare<[number], number>(`SELECT id FROM ${child.name} x WHERE "${column}" = ? AND ${liveCondition(child, 'x')} LIMIT 20`).pluck().all(change.row_id).map((id) => ({ table: child.name, id }))),
  )
}

function sameKey(db: WritableDb, table: TableSchema, change: Change, columns: readonly string[]): readonly Dependent[] {
  const known = columns.filter((column) => table.names.has(column))
  if (known.length === 0) return []
  const row = table.form === 'plain' || change.operation === 'update' ? { ...readRow(db, table, change.row_id), ...valuesOf(change.before) } : readRow(db, table, change.row_id)
  const where = known.map((column) => `x."${column}" IS ?`).join(' AND ')
  return db
    .prepare<Cell[], number>(`SELECT id FROM ${table.name} x WHERE ${where} AND x.id <> ? AND ${liveCondition(table, 'x')}`)
    .pluck()
    .all(...known.map((column) => row[column] ?? null), change.row_id)
    .map((id) => ({ table: table.name, id }))
}

const readRow = (db: WritableDb, table: TableSchema, id: number): Row => db.prepare<[number], Record<string, Cell>>(`SELECT * FROM ${table.name} WHERE id = ?`).get(id) ?? {}
