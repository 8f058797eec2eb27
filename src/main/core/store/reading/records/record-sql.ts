/**
 * SQL of the fields and names of records, made from the catalogue. Every table and column name is a text of the catalogue or of
 * derived-fields.ts; what a person gives is bound. Bound names: $locale, and $today (ISO date) where a field depends on the day.
 */
import type { Database, Statement } from 'better-sqlite3'
import type { FieldSpec, RecordSpec, ReferenceTarget } from '../../../../../shared/domain/register/field.ts'
import { notedEntities } from '../../../../../shared/domain/register/planning-records.ts'
import { fieldSpec, recordSpec } from '../../../../../shared/domain/register/record-catalogue.ts'
import { recordTypes, type RecordType } from '../../../../../shared/domain/register/record-types.ts'
import { fail } from '../../../../../shared/result.ts'
import { nameOf, type NamedEntity } from '../names.ts'
import { derivedField } from './derived-fields.ts'

/** Language and day that names and derived fields are read for. */
export interface Reader {
  readonly locale: string
  /** ISO date. */
  readonly today: string
}

const versioned: ReadonlySet<string> = new Set(['amount', 'share', 'payer_share', 'source_cell'])
const plain: ReadonlySet<string> = new Set(['partner_flag', 'note', 'label', 'identifier', 'alias'])

/** SQL condition that a row is live. */
export const isLiveSql = (table: string, alias: string): string => (versioned.has(table) ? `${alias}.to_changeset IS NULL` : plain.has(table) ? '1' : `${alias}.removed_in IS NULL`)

/** SQL condition that a row is a live record of the type. */
export const isRecordSql = (spec: RecordSpec, alias: string): string => isLiveSql(spec.table, alias) + (spec.only ? ` AND ${alias}."${spec.only.column}" = '${spec.only.value}'` : '')

/** The field of a type; refused with its name where there is none. */
export const knownField = (type: RecordType, key: string): FieldSpec => fieldSpec(type, key) ?? fail('invalid-input', 'error.record-field', { field: key, type })

/** Where a field points to; derived fields may show a record's name too. */
export const targetOf = (type: RecordType, field: FieldSpec): { readonly target: ReferenceTarget; readonly by: 'id' | 'key' } | null => {
  if (field.to) return field.to
  const target = field.store.in === 'derived' ? derivedField(type, field.key).target : undefined
  return target ? { target, by: 'id' } : null
}

/** What is stored: the id or key of a reference, the code of a choice, else the value itself. */
export function valueSql(type: RecordType, field: FieldSpec, alias: string): string {
  const { table } = recordSpec(type)
  switch (field.store.in) {
    case 'column': return field.store.column === 'entity_uuid' ? aboutSql(alias) : `${alias}."${field.store.column}"`
    case 'label': return `(SELECT l.text FROM label l WHERE l.entity = '${table}' AND l.entity_key = ${alias}.natural_key AND l.role = 'name' AND l.language = '${field.store.language}')`
    // The plus keeps to the index by record: few codes each.
    case 'identifier': return `(SELECT group_concat(k.code, '; ' ORDER BY k.id) FROM identifier k WHERE k.entity = '${table}' AND k.entity_key = ${alias}.natural_key AND +k.system = '${field.store.system}')`
    case 'derived': return derivedField(type, field.key).sql(alias)
    default: throw new TypeError('unknown store of a field')
  }
}

const labelled: Readonly<Partial<Record<ReferenceTarget, readonly [table: string, entity: NamedEntity]>>> = {
  area: ['area', 'area'], office: ['office', 'office'], objective: ['objective', 'objective'], result: ['result', 'result'], 'focus-area': ['focus', 'focus_area'], partner: ['partner', 'partner'],
}
const isRecordType = (target: ReferenceTarget): target is RecordType => recordTypes.some((type) => type === target)

/** Name of what `ref` (an SQL expression: id, or natural key) points to, in the language $locale; null for a null reference. */
export function targetNameSql(target: ReferenceTarget, by: 'id' | 'key', ref: string, depth = 0): string {
  if (target === 'support-cost-category') return nameOf('support_cost_category', ref)
  const x = `x${depth}`
  const where = `${x}.${by === 'id' ? 'id' : 'natural_key'} = ${ref}`
  if (target === 'submission') return `(SELECT f${depth}.name FROM submission ${x} JOIN source_file f${depth} ON f${depth}.id = ${x}.source_file_id WHERE ${where})`
  const entity = labelled[target]
  if (entity) return `(SELECT ${nameOf(entity[1], `${x}.natural_key`)} FROM ${entity[0]} ${x} WHERE ${where})`
  if (!isRecordType(target)) throw new Error(`nothing is known of the names of ${target}`)
  return `(SELECT ${nameSql(target, x, depth + 1)} FROM ${recordSpec(target).table} ${x} WHERE ${where})`
}

/** Name of the record that a note or task is on: it is kept by entity and uuid, which nobody reads. */
function aboutSql(alias: string): string {
  const cases = notedEntities.map((entity) => {
    const name = entity === 'amount' ? `(SELECT concat_ws(' ', ${targetNameSql('contribution', 'id', 'n.contribution_id', 5)}, n.measure) FROM amount n WHERE n.uuid = ${alias}.entity_uuid AND n.version_of IS NULL)`
      : targetNameSql(entity, 'id', `(SELECT n.id FROM ${entity} n WHERE n.uuid = ${alias}.entity_uuid)`, 5)
    return `WHEN '${entity}' THEN ${name}`
  })
  return `CASE ${alias}.entity ${cases.join(' ')} END`
}

/** What a record of the type is called in lists. */
export function nameSql(type: RecordType, alias: string, depth = 0): string {
  const entity = labelled[type]
  if (entity) return nameOf(entity[1], `${alias}.natural_key`)
  const parts = recordSpec(type).name.map((key) => textSql(type, knownField(type, key), alias, depth)).map((sql) => `nullif(${sql}, '')`)
  return parts.length === 1 ? (parts[0] ?? 'NULL') : `coalesce(${parts.join(', ')})`
}

/** What is shown of a field, where that is SQL: derived fields with `shown` still pass through it. */
export function textSql(type: RecordType, field: FieldSpec, alias: string, depth = 0): string {
  const value = valueSql(type, field, alias)
  const to = targetOf(type, field)
  return to ? targetNameSql(to.target, to.by, value, depth) : value
}

/** Id and name of everything that a reference may point to, removed things too: a list may still name them. Key instead of id for `by: 'key'`. */
export function allNamesSql(target: ReferenceTarget): string {
  if (target === 'support-cost-category') return `SELECT entity_key AS id, ${nameOf('support_cost_category', 'k.entity_key')} AS name FROM (SELECT DISTINCT entity_key FROM label WHERE entity = 'support_cost_category') k`
  if (target === 'submission') return 'SELECT x.id, f.name FROM submission x JOIN source_file f ON f.id = x.source_file_id'
  const entity = labelled[target]
  if (entity) return `SELECT x.id, ${nameOf(entity[1], 'x.natural_key')} AS name FROM ${entity[0]} x`
  if (!isRecordType(target)) throw new Error(`nothing is known of the names of ${target}`)
  return `SELECT x.id, ${nameSql(target, 'x')} AS name FROM ${recordSpec(target).table} x`
}

/** Tables that the names of a target are read from. */
export function nameTables(target: ReferenceTarget, seen: ReadonlySet<ReferenceTarget> = new Set()): string[] {
  if (seen.has(target)) return []
  if (target === 'support-cost-category') return ['label']
  if (target === 'submission') return ['submission', 'source_file']
  const entity = labelled[target]
  if (entity) return [entity[0], 'label']
  if (!isRecordType(target)) return []
  const more = recordSpec(target).name.flatMap((key) => {
    const field = knownField(target, key)
    const to = targetOf(target, field)
    return to ? nameTables(to.target, new Set([...seen, target])) : field.store.in === 'label' ? ['label'] : []
  })
  return [recordSpec(target).table, ...more]
}

/** Tables besides the record's own that a field is read from. */
export function fieldTables(type: RecordType, field: FieldSpec): string[] {
  const to = targetOf(type, field)
  const own = field.store.in === 'column' && field.store.column === 'entity_uuid' ? notedEntities.flatMap((entity) => nameTables(entity)) : field.store.in === 'label' ? ['label'] : field.store.in === 'identifier' ? ['identifier'] : field.store.in === 'derived' ? derivedField(type, field.key).tables : []
  return [...own, ...(to ? nameTables(to.target) : [])]
}

/** The bound values that a text of SQL asks for: the driver takes no others. */
export function bind(sql: string, values: Readonly<Record<string, string | number | null>>): Record<string, string | number | null> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => new RegExp(`\\$${name}\\b`).test(sql)))
}

/** Prepares each text of SQL once. */
export function createStatements(db: Database): (sql: string) => Statement {
  const made = new Map<string, Statement>()
  return (sql) => {
    const known = made.get(sql) ?? db.prepare(sql)
    made.set(sql, known)
    return known
  }
}
