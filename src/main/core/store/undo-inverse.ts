/** The inverse of a changeset, change by change from the newest, and what stands in the way of one. */
import { z } from 'zod'
import { AppFailure } from '../../../shared/result.ts'
import { storeContext, type WritableDb } from './database.ts'
import type { Dependent } from './dependents.ts'
import type { LoggedWriter } from './logged-writer.ts'
import type { StoreTask } from './store-task.ts'
import { liveCondition, type Cell, type Row, type TableSchema } from './table-schema.ts'

interface Change {
  readonly id: number
  readonly table_name: string
  readonly row_id: number
  readonly operation: 'insert' | 'update' | 'delete' | 'close'
  readonly before: string | null
  readonly after: string | null
}

/** Live rows that use the one to go or hold its key, or rows that are gone and were referred to. */
export interface Obstacle {
  readonly reason: 'in-use' | 'key-taken' | 'reference-gone'
  readonly rows: readonly Dependent[]
}

export interface InverseRules {
  /** Rows that stay as they are now. */
  readonly stays: (table: string, id: number) => boolean
  /** Hears of each change that cannot be inverted: throws, or lets the next one come. */
  readonly onObstacle: (row: Dependent, obstacle: Obstacle, error: unknown) => void
}

const chunk = 1000
const Values = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))
const valuesOf = (json: string | null): Row => (json === null ? {} : Values.parse(JSON.parse(json)))

/** Newest change first, in chunks: each step finds the rows as they were right after it. */
export function invertChanges(db: WritableDb, changeset: number, writer: LoggedWriter, rules: InverseRules, task: StoreTask): void {
  const total = db.prepare<[number], number>('SELECT count(*) FROM change WHERE changeset_id = ?').pluck().get(changeset) ?? 0
  const read = db.prepare<[number, number], Change>(`SELECT id, table_name, row_id, operation, before, after FROM change WHERE changeset_id = ? AND id < ? ORDER BY id DESC LIMIT ${chunk}`)
  let done = 0
  for (let changes = read.all(changeset, Number.MAX_SAFE_INTEGER); changes.length > 0; changes = read.all(changeset, changes.at(-1)?.id ?? 0)) {
    task.throwIfCancelled()
    for (const change of changes) {
      if (rules.stays(change.table_name, change.row_id)) continue
      try {
        invertOne(db, writer, change)
      } catch (error) {
        const obstacle = obstacleOf(db, change, error)
        if (!obstacle) throw error
        rules.onObstacle({ table: change.table_name, id: change.row_id }, obstacle, error)
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

/** Null where the error is none of those that other rows cause. */
function obstacleOf(db: WritableDb, change: Change, error: unknown): Obstacle | null {
  const table = db[storeContext].schema.get(change.table_name)
  if (!table) return null
  if (error instanceof AppFailure) return error.error.reason === 'error.store-removed-reference' ? { reason: 'reference-gone', rows: goneReferences(db, table, change) } : null
  const [, kind, columns = ''] = failure.exec(error instanceof Error ? error.message : '') ?? []
  if (!kind) return null
  const isUnique = kind === 'UNIQUE'
  const rows = isUnique ? sameKey(db, table, change, columns.split(', ').map((column) => column.slice(column.indexOf('.') + 1))) : referring(db, table, change.row_id)
  return rows.length === 0 ? null : { reason: isUnique ? 'key-taken' : 'in-use', rows }
}

const referring = (db: WritableDb, table: TableSchema, id: number): readonly Dependent[] =>
  [...db[storeContext].schema.values()].flatMap((child) =>
    child.references
      .filter((reference) => reference.table === table.name)
      .flatMap(({ column }) => db.prepare<[number], number>(`SELECT id FROM ${child.name} x WHERE "${column}" = ? AND ${liveCondition(child, 'x')} LIMIT 20`).pluck().all(id).map((found) => ({ table: child.name, id: found }))),
  )

/** What the row would say again. */
const restored = (db: WritableDb, table: TableSchema, change: Change): Row =>
  table.form === 'plain' || change.operation === 'update' ? { ...readRow(db, table, change.row_id), ...valuesOf(change.before) } : readRow(db, table, change.row_id)

function sameKey(db: WritableDb, table: TableSchema, change: Change, columns: readonly string[]): readonly Dependent[] {
  const known = columns.filter((column) => table.names.has(column))
  if (known.length === 0) return []
  const row = restored(db, table, change)
  const where = known.map((column) => `x."${column}" IS ?`).join(' AND ')
  return db
    .prepare<Cell[], number>(`SELECT id FROM ${table.name} x WHERE ${where} AND x.id <> ? AND ${liveCondition(table, 'x')}`)
    .pluck()
    .all(...known.map((column) => row[column] ?? null), change.row_id)
    .map((id) => ({ table: table.name, id }))
}

function goneReferences(db: WritableDb, table: TableSchema, change: Change): readonly Dependent[] {
  const row = restored(db, table, change)
  return table.references.flatMap(({ column, table: name }) => {
    const target = db[storeContext].schema.get(name)
    const id = row[column]
    if (!target || typeof id !== 'number') return []
    return db.prepare<[number]>(`SELECT 1 FROM ${name} x WHERE x.id = ? AND ${liveCondition(target, 'x')}`).get(id) === undefined ? [{ table: name, id }] : []
  })
}

/** A row as it stands, live or not; empty where it was deleted. */
export const readRow = (db: WritableDb, table: TableSchema, id: number): Row => db.prepare<[number], Record<string, Cell>>(`SELECT * FROM ${table.name} WHERE id = ?`).get(id) ?? {}
