/**
 * All live records of one type in memory: their ids, and of each field that was asked for a column. Kept current by the change
 * log: a few touched records are read again by id, and columns that depend on other tables that changed are made anew when they
 * are next asked for; above `rereadAbove` records the whole set is.
 */
import type { Database } from 'better-sqlite3'
import { recordSpec } from '../../../../../shared/domain/register/record-catalogue.ts'
import type { RecordType } from '../../../../../shared/domain/register/record-types.ts'
import { derivedField } from './derived-fields.ts'
import { createColumn, type RecordColumn, type StoredValue } from './record-column.ts'
import type { NamesOf } from './record-names.ts'
import { bind, createStatements, fieldTables, isRecordSql, knownField, targetOf, valueSql, type Reader } from './record-sql.ts'

export const rereadAbove = 2000

export interface RowSet {
  /** Places in use; a place whose record is gone is not live. */
  readonly length: number
  readonly live: Uint8Array
  /** Ascending. */
  readonly ids: Int32Array
  readonly reader: Reader
  column(key: string): RecordColumn
  hasColumn(key: string): boolean
  placeOf(id: number): number
  /** Places of live records, ascending. */
  places(): Int32Array
  /** False where the set must be made anew. `tables` changed since; `touched` are the rows of its own table, null where they are too many. */
  follow(tables: ReadonlySet<string>, touched: readonly number[] | null): boolean
}

interface Held { readonly column: RecordColumn; readonly tables: ReadonlySet<string>; readonly read: (ids: readonly number[]) => [number, StoredValue][] }

export function createRowSet(db: Database, type: RecordType, reader: Reader, namesOf: NamesOf): RowSet {
  const spec = recordSpec(type)
  const statement = createStatements(db)
  const isRecord = isRecordSql(spec, 't')
  let ids = Int32Array.from(db.prepare<[], number>(`SELECT t.id FROM ${spec.table} t WHERE ${isRecord} ORDER BY t.id`).pluck().all())
  let length = ids.length
  let live = new Uint8Array(length).fill(1)
  let livePlaces: Int32Array | null = null
  const columns = new Map<string, Held>()

  function placeOf(id: number): number {
    let low = 0
    let high = length - 1
    while (low <= high) {
      const middle = (low + high) >>> 1
      const found = ids[middle] ?? 0
      if (found === id) return middle
      if (found < id) low = middle + 1
      else high = middle - 1
    }
    return -1
  }
  function livePlacesNow(): Int32Array {
    if (livePlaces) return livePlaces
    const places = new Int32Array(length)
    let count = 0
    for (let place = 0; place < length; place++) if (live[place] === 1) places[count++] = place
    return (livePlaces = places.subarray(0, count))
  }
  const rows = (sql: string, more: Record<string, string> = {}): [number, StoredValue][] => {
    // Two columns were selected: the row's id and the value.
    return statement(sql).raw().all(bind(sql, { ...reader, ...more })) as [number, StoredValue][]
  }

  function makeColumn(key: string): Held {
    const field = knownField(type, key)
    const to = targetOf(type, field)
    const derived = field.store.in === 'derived' ? derivedField(type, key) : null
    const shown = derived?.shown
    const names = to ? namesOf(to.target, to.by, reader) : null
    const textOf = names ? (value: string | number) => names.get(value) ?? String(value) : shown ? (value: string | number) => shown(String(value)) : String
    const column = createColumn(field, ids.length, textOf, to !== null)
    const one = valueSql(type, field, 't')
    if (!derived?.bulk && db.inTransaction) {
      // One state of the file: values come in the order of the live places (measured: half of the time of pairs).
      const sql = `SELECT ${one} FROM ${spec.table} t WHERE ${isRecord} ORDER BY t.id`
      const values = statement(sql).pluck().all(bind(sql, { ...reader })) as StoredValue[]
      const places = livePlacesNow()
      if (values.length !== places.length) throw new Error(`${spec.table} has ${values.length} records, its set ${places.length}`)
      for (const [at, value] of values.entries()) column.put(places[at] ?? 0, value)
    } else {
      for (const [id, value] of rows(derived?.bulk ?? `SELECT t.id, ${one} FROM ${spec.table} t WHERE ${isRecord}`)) {
        const place = placeOf(id)
        if (place >= 0) column.put(place, value)
      }
    }
    const tables = new Set(fieldTables(type, field))
    return { column, tables, read: (touched) => rows(`SELECT t.id, ${one} FROM json_each($ids) i JOIN ${spec.table} t ON t.id = i.value WHERE ${isRecord}`, { ids: JSON.stringify(touched) }) }
  }

  function append(added: readonly number[]): void {
    if (length + added.length > ids.length) {
      const size = Math.max(length + added.length, Math.ceil(length * 1.25))
      const grown = new Int32Array(size)
      grown.set(ids)
      ids = grown
      const grownLive = new Uint8Array(size)
      grownLive.set(live)
      live = grownLive
      for (const { column } of columns.values()) column.grow(size)
    }
    for (const id of added) {
      ids[length] = id
      live[length] = 1
      length += 1
    }
  }

  return {
    get length() { return length },
    get live() { return live },
    get ids() { return ids },
    reader,
    placeOf,
    hasColumn: (key) => columns.has(key),
    column(key) {
      const held = columns.get(key) ?? makeColumn(key)
      columns.set(key, held)
      return held.column
    },
    places: livePlacesNow,
    follow(tables, touched) {
      const isOwn = tables.has(spec.table)
      if (isOwn && touched === null) return false
      for (const [key, { tables: from }] of columns) if ([...from].some((table) => tables.has(table))) columns.delete(key)
      if (!isOwn || touched === null || touched.length === 0) return true
      livePlaces = null
      const found = new Set(db.prepare<[string], number>(`SELECT t.id FROM json_each(?) i JOIN ${spec.table} t ON t.id = i.value WHERE ${isRecord}`).pluck().all(JSON.stringify(touched)))
      const last = length > 0 ? (ids[length - 1] ?? 0) : 0
      const added = [...found].filter((id) => placeOf(id) < 0).sort((a, b) => a - b)
      // One that comes back from before this set was made has no place in it.
      if (added.some((id) => id < last)) return false
      append(added)
      for (const id of touched) {
        const place = placeOf(id)
        if (place >= 0) live[place] = found.has(id) ? 1 : 0
      }
      for (const { column, read } of columns.values()) for (const [id, value] of read([...found])) column.put(placeOf(id), value)
      return true
    },
  }
}
