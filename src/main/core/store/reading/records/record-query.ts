/** Which records of a type a filter keeps, and in which order: over the columns of its row set. */
import type { Database } from 'better-sqlite3'
import type { RecordFilter } from '../../../../../shared/contract/records.ts'
import type { FieldSpec } from '../../../../../shared/domain/register/field.ts'
import { recordSpec } from '../../../../../shared/domain/register/record-catalogue.ts'
import type { RecordType } from '../../../../../shared/domain/register/record-types.ts'
import { notedEntities } from '../../../../../shared/domain/register/planning-records.ts'
import { fail } from '../../../../../shared/result.ts'
import { derivedField } from './derived-fields.ts'
import { isNumberField, type Keeps } from './record-column.ts'
import { createStatements, isRecordSql, knownField, targetOf } from './record-sql.ts'
import type { RowSet } from './row-set.ts'
import { foldSearch } from './text-order.ts'

export interface SortKey { readonly key: string; readonly direction: 'asc' | 'desc' }

export interface RecordQuery {
  /** Places of the set in the order asked for; `without` leaves out the conditions on one field. */
  places(set: RowSet, type: RecordType, filter: RecordFilter, sort?: readonly SortKey[], without?: string): Int32Array
}

export function createRecordQuery(db: Database): RecordQuery {
  const statement = createStatements(db)
  const numbers = (sql: string, ...values: (string | number)[]): number[] => statement(sql).pluck().all(...values) as number[]

  /** Ids that conditions on few records keep, by an index; null where there is no such condition. */
  function fewIds(type: RecordType, filter: RecordFilter): Set<number> | null {
    const spec = recordSpec(type)
    const live = isRecordSql(spec, 't')
    const lists: number[][] = []
    if (filter.ids) lists.push(filter.ids)
    if (filter.parent !== undefined) {
      const field = spec.parent ? knownField(type, spec.parent.field) : null
      if (field?.store.in !== 'column') return fail('invalid-input', 'error.record-no-parent', { type })
      lists.push(numbers(`SELECT t.id FROM ${spec.table} t WHERE t."${field.store.column}" = ? AND ${live}`, filter.parent))
    }
    if (filter.about) {
      const { entity, id } = filter.about
      const table = notedEntities.find((known) => known === entity)
      if (!table || (type !== 'note' && type !== 'task')) return fail('invalid-input', 'error.record-no-parent', { type })
      lists.push(numbers(`SELECT t.id FROM ${spec.table} t WHERE t.entity = ? AND t.entity_uuid = (SELECT uuid FROM ${tableOfEntity(table)} WHERE id = ?) AND ${live}`, table, id))
    }
    const [first, ...more] = lists.map((list) => new Set(list))
    return first === undefined ? null : new Set([...first].filter((id) => more.every((list) => list.has(id))))
  }

  return {
    places(set, type, filter, sort = [], without) {
      const few = fewIds(type, filter)
      let places = few === null ? set.places() : Int32Array.from([...few].map((id) => set.placeOf(id)).filter((place) => place >= 0 && set.live[place] === 1)).sort()
      const keepMarked = (marks: Uint8Array): void => void (places = places.filter((place) => marks[place] === 1))
      for (const { field: key, values } of filter.values) {
        const field = knownField(type, key)
        if (key !== without) keepMarked(set.column(key).matching(set.length, oneOf(values, targetOf(type, field) !== null)))
      }
      for (const { field: key, from, to } of filter.ranges) {
        const field = knownField(type, key)
        if (key !== without) keepMarked(set.column(key).matching(set.length, between(field, from, to)))
      }
      const words = foldSearch(filter.search ?? '').split(/\s+/).filter(Boolean)
      if (words.length > 0) {
        const columns = searchedFields(type).map(({ key }) => set.column(key))
        for (const word of words) {
          const marks = new Uint8Array(set.length)
          for (const column of columns) {
            const found = column.holding(set.length, word)
            if (found) for (let place = 0; place < marks.length; place++) marks[place] = (marks[place] ?? 0) | (found[place] ?? 0)
          }
          keepMarked(marks)
        }
      }
      return sorted(set, type, places, sort)
    },
  }
}

const tableOfEntity = (entity: (typeof notedEntities)[number]): string => entity

/** Fields whose texts free search looks at: those that a grid shows first, and those that name the record. */
export function searchedFields(type: RecordType): FieldSpec[] {
  const { fields, name } = recordSpec(type)
  return fields.filter((field) => (field.isShown || name.includes(field.key)) && !isNumberField(field) && field.type !== 'choice' && !(field.store.in === 'derived' && derivedField(type, field.key).isHeavy))
}

/** Values as facets give them; a reference is found by its name too. */
function oneOf(values: RecordFilter['values'][number]['values'], isReference: boolean): Keeps {
  const wanted = new Set<string | number | null>(values)
  return isReference ? (value, text) => wanted.has(value) || (text !== null && wanted.has(text)) : (value) => wanted.has(value)
}

/** Both ends count. An end that is a part of a date (`2010`, `2010-03`) means all of it. */
function between(field: FieldSpec, from: string | number | null, to: string | number | null): Keeps {
  if (isNumberField(field) || field.type === 'decimal') {
    const [low, high] = [from === null ? -Infinity : Number(from), to === null ? Infinity : Number(to)]
    if (Number.isNaN(low) || Number.isNaN(high)) return fail('invalid-input', 'error.record-range', { field: field.key })
    return (value) => value !== null && Number(value) >= low && Number(value) <= high
  }
  const [low, high] = [from === null ? null : String(from), to === null ? null : String(to)]
  return (value, text) => {
    const own = field.type === 'date' || field.type === 'period' ? (value === null ? null : String(value)) : text
    return own !== null && (low === null || own >= low) && (high === null || own.slice(0, high.length) <= high)
  }
}

/** Stable; empty values come last in either direction; without keys in the order of the ids. */
function sorted(set: RowSet, type: RecordType, places: Int32Array, sort: readonly SortKey[]): Int32Array {
  let order = places
  for (const { key, direction } of [...sort].reverse()) {
    if (key === 'id') {
      order = order.slice().sort()
      if (direction === 'desc') order.reverse()
      continue
    }
    knownField(type, key)
    const { ranks, highest } = set.column(key).ranks(set.length, set.reader.locale)
    const starts = new Uint32Array(highest + 3)
    const bucket = (place: number): number => {
      const rank = ranks[place] ?? 0
      return rank === 0 ? highest + 1 : direction === 'asc' ? rank : highest + 1 - rank
    }
    for (const place of order) {
      const next = bucket(place) + 1
      starts[next] = (starts[next] ?? 0) + 1
    }
    for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0)
    const into = new Int32Array(order.length)
    for (const place of order) {
      const at = bucket(place)
      const start = starts[at] ?? 0
      into[start] = place
      starts[at] = start + 1
    }
    order = into
  }
  return order
}
