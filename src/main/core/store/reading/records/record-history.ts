/**
 * What the change log says of one record: each field before and after, its names and codes in other tables, and the parts that
 * were added and removed. What was undone stands there too, with the undoing after it.
 */
import type { Database } from 'better-sqlite3'
import type { HistoryEntry } from '../../../../../shared/contract/records.ts'
import type { FieldSpec } from '../../../../../shared/domain/register/field.ts'
import { plainFieldText } from '../../../../../shared/domain/register/field-text.ts'
import { partsOf, recordSpec } from '../../../../../shared/domain/register/record-catalogue.ts'
import type { RecordType } from '../../../../../shared/domain/register/record-types.ts'
import type { RecordNames } from './record-names.ts'
import { bind, createStatements, knownField, nameSql, type Reader } from './record-sql.ts'

interface ChangeRow {
  readonly id: number
  readonly changeset: number
  readonly at: string
  readonly person: string
  readonly kind: string
  readonly reason: string
  readonly row_id: number
  readonly operation: 'insert' | 'update' | 'delete' | 'close'
  readonly before: string | null
  readonly after: string | null
}
type Values = Readonly<Record<string, string | number | null>>

export interface RecordHistory {
  /** Newest first; of one field where it is given. */
  entries(type: RecordType, id: number, field: string | null, reader: Reader): HistoryEntry[]
}

/** Most parts of one type whose coming and going is told. */
const mostParts = 2000
const plainTables: ReadonlySet<string> = new Set(['partner_flag'])

const columns = 'h.id, h.changeset_id AS changeset, c.at, p.name AS person, c.kind, c.reason, h.row_id, h.operation, h.before, h.after'
const joined = 'JOIN changeset c ON c.id = h.changeset_id JOIN person p ON p.id = c.person_id'

export function createRecordHistory(db: Database, names: RecordNames): RecordHistory {
  const statement = createStatements(db)
  const all = (sql: string, table: string, row: number): ChangeRow[] => statement(sql).all(table, row) as ChangeRow[]
  const parse = (json: string | null): Values => (json === null ? {} : (JSON.parse(json) as Values))

  function textOf(field: FieldSpec, value: string | number | null | undefined, reader: Reader): string | null {
    if (value === null || value === undefined) return null
    return field.to ? (names.of(field.to.target, field.to.by, reader).get(value) ?? `#${value}`) : plainFieldText(field, value)
  }
  /** As the row says it now, removed or not; what the log kept of a row that is deleted. */
  function nameOfRow(type: RecordType, id: number, kept: Values, reader: Reader): string {
    const sql = `SELECT ${nameSql(type, 't')} FROM ${recordSpec(type).table} t WHERE t.id = $id`
    const name = statement(sql).pluck().get(bind(sql, { id, ...reader }))
    if (typeof name === 'string' && name !== '') return name
    for (const key of recordSpec(type).name) {
      const field = knownField(type, key)
      const text = field.store.in === 'column' ? textOf(field, kept[field.store.column], reader) : null
      if (text) return text
    }
    return `#${id}`
  }
  const stem = ({ changeset, at, person, kind, reason }: ChangeRow) => ({ changeset, at, person, kind: `changeset.${kind}`, reason })

  function ownEntries(type: RecordType, id: number, only: string | null, reader: Reader): [number, HistoryEntry][] {
    const { table, fields } = recordSpec(type)
    return all(`SELECT ${columns} FROM change h ${joined} WHERE h.table_name = ? AND h.row_id = ?`, table, id).flatMap((row): [number, HistoryEntry][] => {
      const [before, after] = [parse(row.before), parse(row.after)]
      if (row.operation !== 'update' && only === null) {
        const name = nameOfRow(type, id, row.operation === 'insert' ? after : before, reader)
        return [[row.id, { ...stem(row), field: null, part: null, before: row.operation === 'insert' ? null : name, after: row.operation === 'insert' ? name : null }]]
      }
      return fields.flatMap((field): [number, HistoryEntry][] => {
        if (field.store.in !== 'column' || (only !== null && field.key !== only)) return []
        const { column } = field.store
        if (before[column] === undefined && after[column] === undefined) return []
        return [[row.id, { ...stem(row), field: field.key, part: null, before: textOf(field, before[column], reader), after: textOf(field, after[column], reader) }]]
      })
    })
  }
  /** Names and codes, which stand in tables of their own by the record's key. */
  function keyedEntries(type: RecordType, id: number, only: string | null): [number, HistoryEntry][] {
    const { table, fields } = recordSpec(type)
    return (['label', 'identifier'] as const).flatMap((store) => {
      const kept = fields.filter((field) => field.store.in === store && (only === null || field.key === only))
      if (kept.length === 0) return []
      const tell = store === 'label' ? 'language' : 'system'
      const key = statement(`SELECT natural_key FROM ${table} WHERE id = ?`).pluck().get(id)
      const rows = statement(
        `SELECT id, ${tell} AS tell FROM ${store} WHERE entity = $entity AND entity_key = $key ${store === 'label' ? "AND role = 'name'" : ''}
         UNION SELECT row_id, coalesce(after, before) ->> '$.${tell}' FROM change WHERE table_name = '${store}' AND operation IN ('insert', 'delete') AND coalesce(after, before) ->> '$.entity_key' = $key AND coalesce(after, before) ->> '$.entity' = $entity
           ${store === 'label' ? "AND coalesce(after, before) ->> '$.role' = 'name'" : ''}`,
      ).all({ entity: table, key }) as { id: number; tell: string }[]
      const value = store === 'label' ? 'text' : 'code'
      return rows.flatMap((found) => {
        const field = kept.find(({ store: place }) => (place.in === 'label' ? place.language : place.in === 'identifier' ? place.system : null) === found.tell)
        if (!field) return []
        return all(`SELECT ${columns} FROM change h ${joined} WHERE h.table_name = ? AND h.row_id = ?`, store, found.id).flatMap((row): [number, HistoryEntry][] => {
          const [before, after] = [parse(row.before)[value] ?? null, parse(row.after)[value] ?? null]
          return before === after ? [] : [[row.id, { ...stem(row), field: field.key, part: null, before: before === null ? null : String(before), after: after === null ? null : String(after) }]]
        })
      })
    })
  }
  function partEntries(type: RecordType, id: number, reader: Reader): [number, HistoryEntry][] {
    return partsOf(type).flatMap((part) => {
      const spec = recordSpec(part)
      const parent = spec.parent ? knownField(part, spec.parent.field) : null
      if (parent?.store.in !== 'column') return []
      const { column } = parent.store
      // Rows of most tables stay when they are removed; of a plain table the log alone knows them then.
      const rows = plainTables.has(spec.table)
        ? `SELECT id FROM ${spec.table} WHERE ${column} = $id UNION SELECT row_id FROM change WHERE table_name = '${spec.table}' AND operation = 'delete' AND before ->> '$.${column}' = $id`
        : `SELECT id FROM ${spec.table} WHERE ${column} = $id ORDER BY id DESC LIMIT ${mostParts}`
      const found = statement(`SELECT ${columns} FROM (${rows}) r JOIN change h ON h.table_name = '${spec.table}' AND h.row_id = r.id ${joined} WHERE h.operation <> 'update'`).all({ id }) as ChangeRow[]
      return found.map((row): [number, HistoryEntry] => {
        const isNew = row.operation === 'insert'
        const name = nameOfRow(part, row.row_id, parse(isNew ? row.after : row.before), reader)
        return [row.id, { ...stem(row), field: null, part, before: isNew ? null : name, after: isNew ? name : null }]
      })
    })
  }

  return {
    entries(type, id, field, reader) {
      if (field !== null) knownField(type, field)
      const found = [...ownEntries(type, id, field, reader), ...keyedEntries(type, id, field), ...(field === null ? partEntries(type, id, reader) : [])]
      return found.sort(([a], [b]) => b - a).map(([, entry]) => entry)
    },
  }
}
