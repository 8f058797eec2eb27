/**
 * Writes rows and logs each write. Three forms of table (table-schema.ts): versioned rows are closed and copied, markable rows
 * are hidden, plain rows are deleted. Change rows hold JSON of all columns at insert and delete, of the changed ones at update.
 */
import type { Statement } from 'better-sqlite3'
import { fail } from '../../../shared/result.ts'
import type { ChangeDigest } from './chain.ts'
import { storeContext, type WritableDb } from './database.ts'
import type { Cell, Row, TableSchema } from './table-schema.ts'

export interface Writer {
  /** Id of the changeset that is being written. */
  readonly changeset: number
  /** Inserts a row; columns left out take their default. Returns its id. uuid and version columns are set here. */
  insert(table: string, row: Row): number
  /** Changes columns of a row that has no versions; writes nothing where they already hold these values. */
  update(table: string, id: number, patch: Row): void
  /** Takes a row without versions out of sight. Fails at the end where a live row still refers to it. */
  remove(table: string, id: number): void
  /** Ends a versioned row. Rows that refer to it are closed by the caller. */
  close(table: string, id: number): void
  /** Changes a versioned row: what it said is kept as a closed copy. The row keeps its id, which is returned. */
  amend(table: string, id: number, patch: Row): number
}

export interface LoggedWriter extends Writer {
  /** Brings back a closed or removed row, or inserts a deleted one again, under its id. `values` is the JSON of the log. */
  revive(table: string, id: number, values: Row): void
  /** Change rows written so far. */
  count(): number
}

const cellJson = (value: Cell): string => (typeof value === 'string' ? JSON.stringify(value) : String(value))

export function createLoggedWriter(db: WritableDb, changeset: number, digest: ChangeDigest): LoggedWriter {
  const { schema } = db[storeContext]
  const insertChange = db.prepare<[number, string, number, string, string | null, string | null]>('INSERT INTO change (changeset_id, table_name, row_id, operation, before, after) VALUES (?, ?, ?, ?, ?, ?)')
  let count = 0
  const log = (table: string, id: number, operation: string, before: string | null, after: string | null): void => {
    insertChange.run(changeset, table, id, operation, before, after)
    digest.add(table, id, operation, before, after)
    count += 1
  }
  const writers = new Map<string, TableWriter>()
  const references = createReferenceCheck(db)
  const of = (name: string): TableWriter => {
    const known = writers.get(name)
    if (known) return known
    const table = schema.get(name)
    if (!table) throw new Error(`no logged table ${name}`)
    const made = createTableWriter(db, table, changeset, log, references)
    writers.set(name, made)
    return made
  }
  return {
    changeset,
    insert: (table, row) => of(table).insert(row),
    update: (table, id, patch) => of(table).update(id, patch),
    remove: (table, id) => of(table).remove(id),
    close: (table, id) => of(table).close(id),
    amend: (table, id, patch) => of(table).amend(id, patch),
    revive: (table, id, values) => of(table).revive(id, values),
    count: () => count,
  }
}

interface ReferenceCheck {
  check(table: TableSchema, values: Row): void
  removed(table: string): void
}

/** No row may be pointed at a removed one. Costs nothing while no row of the target table is removed. */
function createReferenceCheck(db: WritableDb): ReferenceCheck {
  const { schema } = db[storeContext]
  const targets = new Map<string, { statement: Statement<[number], number>; good: Set<number> } | null>()
  const targetOf = (name: string): { statement: Statement<[number], number>; good: Set<number> } | null => {
    const known = targets.get(name)
    if (known !== undefined) return known
    const isOpen = schema.get(name)?.form === 'markable' && db.prepare(`SELECT 1 FROM ${name} WHERE removed_in IS NOT NULL LIMIT 1`).get() !== undefined
    const target = isOpen ? { statement: db.prepare<[number], number>(`SELECT 1 FROM ${name} WHERE id = ? AND removed_in IS NULL`).pluck(), good: new Set<number>() } : null
    targets.set(name, target)
    return target
  }
  return {
    check(table, values) {
      for (const { column, table: name } of table.references) {
        const id = values[column]
        const target = typeof id === 'number' ? targetOf(name) : null
        if (!target || typeof id !== 'number' || target.good.has(id)) continue
        if (target.statement.get(id) === undefined) fail('conflict', 'error.store-removed-reference', { table: name })
        target.good.add(id)
      }
    },
    removed: (table) => void targets.delete(table),
  }
}

interface TableWriter {
  insert(row: Row): number
  update(id: number, patch: Row): void
  remove(id: number): void
  close(id: number): void
  amend(id: number, patch: Row): number
  revive(id: number, values: Row): void
}

function createTableWriter(db: WritableDb, table: TableSchema, changeset: number, log: (table: string, id: number, operation: string, before: string | null, after: string | null) => void, references: ReferenceCheck): TableWriter {
  const { name, form, columns } = table
  const { ids } = db[storeContext]
  const isVersioned = form === 'versioned'
  const list = [...(table.hasUuid ? ['uuid'] : []), ...columns.map((column) => column.name)].map((column) => `"${column}"`).join(', ')
  const width = columns.length + (table.hasUuid ? 2 : 1)
  const insertRow = db.prepare(`INSERT INTO ${name} (id, ${list}${isVersioned ? ', from_changeset' : ''}) VALUES (${Array.from({ length: width }, () => '?').join(', ')}${isVersioned ? `, ${changeset}` : ''})`)
  const readRow = db.prepare<[number], Record<string, Cell>>(`SELECT * FROM ${name} WHERE id = ?`)
  const statements = new Map<string, Statement>()
  // Ids are never given twice, not even after a deletion: the log speaks of rows by id.
  let lastId = Number(db.prepare(`SELECT max(coalesce((SELECT max(id) FROM ${name}), 0), coalesce((SELECT max(row_id) FROM change WHERE table_name = ?), 0))`).pluck().get(name))

  const must = (isGood: boolean, what: string, id: number): void => {
    if (!isGood) throw new Error(`${what}: ${name} ${id} is not a live row of a table of that form`)
  }
  const statement = (sql: string): Statement => {
    const known = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, known)
    return known
  }
  const run = (sql: string, ...values: Cell[]): void => {
    const { changes } = statement(sql).run(...values)
    if (changes !== 1) throw new Error(`${name}: ${changes} rows written in place of one`)
  }
  const isLive = (row: Record<string, Cell>): boolean => (isVersioned ? row['to_changeset'] === null : form === 'plain' || row['removed_in'] === null)
  const live = (id: number, what: string, isForm: boolean): Record<string, Cell> => {
    const row = isForm ? readRow.get(id) : undefined
    if (!row || !isLive(row)) throw new Error(`${what}: ${name} ${id} is not a live row of a table of that form`)
    return row
  }
  const put = (id: number, uuid: string | null, row: Row): string => {
    const values: Cell[] = uuid === null ? [id] : [id, uuid]
    let json = uuid === null ? '' : `"uuid":"${uuid}"`
    let found = 0
    for (const column of columns) {
      const given = row[column.name]
      const value = given === undefined ? column.fallback : given
      if (given !== undefined) found += 1
      values.push(value)
      if (value !== null) json += `${json ? ',' : ''}${column.json}:${cellJson(value)}`
    }
    if (found !== Object.keys(row).length) throw new Error(`${name} has no such column: ${Object.keys(row).filter((key) => !table.names.has(key)).join(', ')}`)
    references.check(table, row)
    const { changes } = insertRow.run(values)
    if (changes !== 1) throw new Error(`${name}: ${changes} rows inserted in place of one`)
    return `{${json}}`
  }
  const rowJson = (row: Record<string, Cell>): string => {
    const known = table.hasUuid ? ['uuid', ...table.names] : [...table.names]
    return JSON.stringify(Object.fromEntries(known.filter((key) => row[key] !== null).map((key) => [key, row[key]])))
  }
  const difference = (row: Record<string, Cell>, patch: Row): string[] => {
    for (const key of Object.keys(patch)) if (!table.names.has(key)) throw new Error(`${name} has no such column: ${key}`)
    return Object.keys(patch).filter((key) => row[key] !== patch[key])
  }
  const set = (id: number, row: Record<string, Cell>, patch: Row, changed: readonly string[]): void => {
    references.check(table, patch)
    const assignments = changed.map((key) => `"${key}" = ?`).join(', ')
    run(`UPDATE ${name} SET ${assignments}${isVersioned ? `, from_changeset = ${changeset}` : ''} WHERE id = ?`, ...changed.map((key) => patch[key] ?? null), id)
    const part = (source: Row): string => JSON.stringify(Object.fromEntries(changed.map((key) => [key, source[key] ?? null])))
    log(name, id, 'update', part(row), part(patch))
  }
  /** Keeps what the row says now as a closed version. */
  const keepVersion = (id: number, end: Cell): void => {
    run(`INSERT INTO ${name} (id, ${list}, from_changeset, to_changeset, version_of) SELECT ?, ${list}, from_changeset, ?, id FROM ${name} WHERE id = ?`, (lastId += 1), end, id)
  }

  return {
    insert(row) {
      const id = (lastId += 1)
      log(name, id, 'insert', null, put(id, table.hasUuid ? ids.next() : null, row))
      return id
    },
    update(id, patch) {
      const row = live(id, 'update', !isVersioned)
      const changed = difference(row, patch)
      if (changed.length > 0) set(id, row, patch, changed)
    },
    remove(id) {
      const row = live(id, 'remove', !isVersioned)
      if (form === 'plain') run(`DELETE FROM ${name} WHERE id = ?`, id)
      else run(`UPDATE ${name} SET removed_in = ${changeset} WHERE id = ?`, id)
      references.removed(name)
      log(name, id, 'delete', rowJson(row), null)
    },
    close(id) {
      must(isVersioned, 'close', id)
      run(`UPDATE ${name} SET to_changeset = ${changeset} WHERE id = ? AND to_changeset IS NULL`, id)
      log(name, id, 'close', null, null)
    },
    amend(id, patch) {
      const row = live(id, 'amend', isVersioned)
      const changed = difference(row, patch)
      if (changed.length === 0) return id
      if (row['from_changeset'] !== changeset) keepVersion(id, changeset)
      set(id, row, patch, changed)
      return id
    },
    revive(id, values) {
      const row = readRow.get(id)
      if (form === 'plain') {
        const { uuid, ...rest } = values
        must(row === undefined, 'revive', id)
        log(name, id, 'insert', null, put(id, typeof uuid === 'string' ? uuid : null, rest))
        return
      }
      if (!row || isLive(row)) throw new Error(`revive: ${name} ${id} is not a closed row`)
      references.check(table, row)
      if (isVersioned) {
        keepVersion(id, row['to_changeset'] ?? null)
        run(`UPDATE ${name} SET from_changeset = ${changeset}, to_changeset = NULL WHERE id = ?`, id)
      } else run(`UPDATE ${name} SET removed_in = NULL WHERE id = ?`, id)
      log(name, id, 'insert', null, rowJson(row))
    },
  }
}
