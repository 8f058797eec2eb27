/** Does each row say what the log says: every insert, update, close and removal, followed from the first to the last. */
import type { Database } from 'better-sqlite3'
import type { StoreTask } from './store-task.ts'
import { readSchema, type Cell, type Row, type TableSchema } from './table-schema.ts'

interface Change { readonly row_id: number; readonly operation: string; readonly after: string | null }
interface Told { values: Record<string, Cell>; isLive: boolean }

const chunk = 2000

/** At most `most` findings: table and row. */
export function checkRows(db: Database, most: number, task: StoreTask): string[] {
  const found: string[] = []
  for (const table of readSchema(db).values()) {
    for (const finding of checkTable(db, table, task)) {
      found.push(finding)
      if (found.length >= most) return found
    }
  }
  return found
}

function* checkTable(db: Database, table: TableSchema, task: StoreTask): Generator<string> {
  const { name } = table
  const rows = db.prepare<[number], Record<string, Cell>>(`SELECT * FROM ${name} WHERE id > ? ${table.form === 'versioned' ? 'AND version_of IS NULL' : ''} ORDER BY id LIMIT ${chunk}`)
  const changes = db.prepare<[string, number, number], Change>('SELECT row_id, operation, after FROM change WHERE table_name = ? AND row_id > ? AND row_id <= ? ORDER BY row_id, id')
  const columns = [...(table.hasUuid ? ['uuid'] : []), ...table.names]
  /** What a column holds that was added to the table after a row was logged. */
  const defaults = Object.fromEntries(table.columns.map(({ name: column, fallback }) => [column, fallback]))
  let from = -1
  let page: Record<string, Cell>[]
  do {
    task.throwIfCancelled()
    page = rows.all(from)
    const to = page.length < chunk ? Number.MAX_SAFE_INTEGER : Number(page.at(-1)?.['id'])
    const told = replay(changes.all(name, from, to), defaults)
    for (const row of page) {
      const id = Number(row['id'])
      const expected = told.get(id)
      told.delete(id)
      if (!expected) yield `${name} ${id} is in no changeset`
      else if (expected.isLive !== isLive(table, row)) yield `${name} ${id} is ${expected.isLive ? 'gone' : 'there'}, against the log`
      else if (columns.some((column) => (expected.values[column] ?? null) !== row[column])) yield `${name} ${id} does not say what the log says`
    }
    for (const [id, { isLive: isExpected }] of told) if (isExpected || table.form !== 'plain') yield `${name} ${id} is missing`
    from = to
  } while (page.length === chunk)
}

const isLive = (table: TableSchema, row: Row): boolean => (table.form === 'versioned' ? row['to_changeset'] === null : table.form === 'plain' || row['removed_in'] === null)

function replay(changes: readonly Change[], defaults: Readonly<Record<string, Cell>>): Map<number, Told> {
  const told = new Map<number, Told>()
  for (const { row_id: id, operation, after } of changes) {
    const known = told.get(id) ?? { values: {}, isLive: false }
    // The log's own text, written by the gate; the chain vouches for it.
    const values = after === null ? {} : (JSON.parse(after) as Record<string, Cell>)
    told.set(id, operation === 'insert' ? { values: { ...defaults, ...values }, isLive: true } : operation === 'update' ? { values: { ...known.values, ...values }, isLive: known.isLive } : { values: known.values, isLive: false })
  }
  return told
}
