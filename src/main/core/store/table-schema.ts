/**
 * The tables and columns that may be written, as the open file declares them. Names in SQL come from here and from nowhere
 * else; a name that arrives from outside is looked up, never pasted.
 */
import type { Database } from 'better-sqlite3'

export type Cell = string | number | null
export type Row = Readonly<Record<string, Cell>>

/** Versioned: closed and copied, never changed. Markable: hidden by removed_in. Plain: deleted, with its last state in the log. */
export type TableForm = 'versioned' | 'markable' | 'plain'

export interface TableSchema {
  readonly name: string
  readonly form: TableForm
  readonly hasUuid: boolean
  /** Columns that a writer gives, in the order of the table, with their defaults; without those that the gate sets. */
  readonly columns: readonly { readonly name: string; readonly json: string; readonly fallback: Cell }[]
  readonly names: ReadonlySet<string>
  readonly references: readonly { readonly column: string; readonly table: string }[]
}

export type StoreSchema = ReadonlyMap<string, TableSchema>

/** Not part of the record: the log itself, persons, source bytes, staging, what was remembered of earlier imports and what they said, accounts of jobs. */
const unlogged = /^(changeset|change|person|chunk|source_chunk|staging_batch|staged_\w+|submission_content|recipe_run|remembered_\w+|sqlite_.*)$/
const ofTheGate: ReadonlySet<string> = new Set(['id', 'uuid', 'from_changeset', 'to_changeset', 'version_of', 'removed_in'])

interface ColumnInfo { readonly name: string; readonly dflt_value: string | null }

/** Reads the logged tables of an open workspace. */
export function readSchema(db: Database): StoreSchema {
  const tables = db.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all()
  return new Map(tables.filter(({ name }) => !unlogged.test(name)).map(({ name }) => [name, readTable(db, name)]))
}

function readTable(db: Database, name: string): TableSchema {
  const columns = db.prepare<[string], ColumnInfo>('SELECT name, dflt_value FROM pragma_table_info(?)').all(name)
  const all = new Set(columns.map((column) => column.name))
  const given = columns.filter((column) => !ofTheGate.has(column.name))
  const keys = db.prepare<[string], { column: string; table: string }>('SELECT "from" AS "column", "table" FROM pragma_foreign_key_list(?) ORDER BY id, seq').all(name)
  return {
    name,
    form: all.has('to_changeset') ? 'versioned' : all.has('removed_in') ? 'markable' : 'plain',
    hasUuid: all.has('uuid'),
    columns: given.map((column) => ({ name: column.name, json: JSON.stringify(column.name), fallback: defaultOf(db, column) })),
    names: new Set(given.map((column) => column.name)),
    references: keys,
  }
}

/** A default is SQL text of our own migrations; SQLite itself evaluates it. */
function defaultOf(db: Database, column: ColumnInfo): Cell {
  return column.dflt_value === null ? null : (db.prepare<[], Cell>(`SELECT ${column.dflt_value}`).pluck().get() ?? null)
}

/** SQL condition that a row of the table is live. */
export const liveCondition = (table: TableSchema, alias: string): string =>
  table.form === 'versioned' ? `${alias}.to_changeset IS NULL` : table.form === 'markable' ? `${alias}.removed_in IS NULL` : '1'
