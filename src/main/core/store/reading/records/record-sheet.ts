/** One record with everything known of it: values, parts, what names it, and the cells that its figures were read from. */
import type { Database } from 'better-sqlite3'
import type { RecordSheet } from '../../../../../shared/contract/records.ts'
import { audiences, type Audience } from '../../../../../shared/domain/amount.ts'
import { plainFieldText } from '../../../../../shared/domain/register/field-text.ts'
import { notedEntities } from '../../../../../shared/domain/register/planning-records.ts'
import { partsOf, recordSpec } from '../../../../../shared/domain/register/record-catalogue.ts'
import { recordTypes, type RecordType } from '../../../../../shared/domain/register/record-types.ts'
import { fail } from '../../../../../shared/result.ts'
import type { RecordHistory } from './record-history.ts'
import { bind, createStatements, isRecordSql, knownField, nameSql, targetOf, valueSql, type Reader } from './record-sql.ts'

/** Source cells of a record that stands above amounts. */
const mostSources = 200

/** Amounts that are of a record, as a condition on amount a. */
const amountsOf: Readonly<Partial<Record<RecordType, string>>> = {
  amount: 'a.id = $id',
  contribution: 'a.contribution_id = $id',
  project: 'a.contribution_id IN (SELECT id FROM contribution WHERE project_id = $id AND removed_in IS NULL)',
}

interface HeadRow { readonly uuid: string | null; readonly name: string | null }

export type ReadTexts = (type: RecordType, fields: readonly string[], id: number, reader: Reader) => (string | number | null)[] | undefined

/** Fails with not-found where no live record of the type has the id. */
export function createRecordSheets(db: Database, readTexts: ReadTexts, history: RecordHistory): (type: RecordType, id: number, reader: Reader) => RecordSheet {
  const statement = createStatements(db)
  const count = (sql: string, values: Record<string, string | number | null>): number => Number(statement(sql).pluck().get(values))

  function valuesOf(type: RecordType, id: number, uuid: string, reader: Reader): RecordSheet['values'] {
    const { fields, table } = recordSpec(type)
    const texts = readTexts(type, fields.map(({ key }) => key), id, reader) ?? []
    const targets = fields.map((field) => targetOf(type, field))
    const references = fields.flatMap((field, index) => (targets[index] ? [valueSql(type, field, 't')] : []))
    const ids = references.length === 0 ? [] : (statement(`SELECT ${references.join(', ')} FROM ${table} t WHERE t.id = ?`).raw().get(id) as (string | number | null)[])
    // The field's own audience, else the one of the field in every row of the table.
    const levels = new Map(statement(`SELECT field, audience FROM field_audience WHERE table_name = ? AND row_uuid IN (?, '*') ORDER BY row_uuid = '*' DESC`).raw().all(table, uuid) as [string, Audience][])
    let next = 0
    return fields.map((field, index) => {
      const target = targets[index]
      const pointed = target ? ids[next++] : null
      const type = recordTypes.find((known) => known === target?.target)
      const value = texts[index] ?? null
      return {
        field: field.key,
        text: plainFieldText(field, value),
        to: field.store.in === 'column' && field.store.column === 'entity_uuid' ? subjectOf(table, id) : type && typeof pointed === 'number' ? { type, id: pointed } : null,
        audience: levels.get(field.store.in === 'column' ? field.store.column : field.store.in === 'label' ? 'name' : field.key) ?? null,
      }
    })
  }
  /** The record that a note or task is on. */
  function subjectOf(table: string, id: number): RecordSheet['values'][number]['to'] {
    const entity = statement(`SELECT entity FROM ${table} WHERE id = ?`).pluck().get(id)
    const type = recordTypes.find((known) => known === entity)
    const found = type && statement(`SELECT n.id FROM ${recordSpec(type).table} n JOIN ${table} t ON t.entity_uuid = n.uuid WHERE t.id = ? ORDER BY n.id LIMIT 1`).pluck().get(id)
    return type && typeof found === 'number' ? { type, id: found } : null
  }
  function sourcesOf(type: RecordType, id: number): RecordSheet['sources'] {
    const condition = amountsOf[type]
    if (!condition) return []
    return statement(
      `SELECT f.name AS file, s.sheet, s.address, s.field, s.raw, o.natural_key AS office, coalesce(m.received_at, '') AS receivedAt
       FROM amount a JOIN source_cell s ON s.amount_id = a.id AND s.to_changeset IS NULL JOIN source_file f ON f.id = s.source_file_id LEFT JOIN submission m ON m.id = a.submission_id LEFT JOIN office o ON o.id = m.office_id
       WHERE ${condition} AND a.to_changeset IS NULL ORDER BY a.id, s.id LIMIT ${mostSources}`,
    ).all({ id }) as RecordSheet['sources']
  }

  return (type, id, reader) => {
    const spec = recordSpec(type)
    const { table } = spec
    const hasUuid = table !== 'partner_flag'
    const sql = `SELECT ${hasUuid ? 't.uuid' : 'NULL'} AS uuid, ${nameSql(type, 't')} AS name FROM ${table} t WHERE t.id = $id AND ${isRecordSql(spec, 't')}`
    const head = statement(sql).get(bind(sql, { id, ...reader })) as HeadRow | undefined
    if (!head) return fail('not-found', 'error.not-found', { name: `${type} ${id}` })
    const uuid = head.uuid ?? ''
    const values = valuesOf(type, id, uuid, reader)
    const entity = notedEntities.find((known) => known === table) ?? null
    const parts = partsOf(type).flatMap((part) => {
      const parent = knownField(part, recordSpec(part).parent?.field ?? '')
      return parent.store.in === 'column' ? [{ type: part, count: count(`SELECT count(*) FROM ${recordSpec(part).table} t WHERE t."${parent.store.column}" = $id AND ${isRecordSql(recordSpec(part), 't')}`, { id }) }] : []
    })
    const mentions = recordTypes.flatMap((other) => {
      const of = recordSpec(other)
      return of.fields.flatMap((field) => {
        if (field.to?.target !== type || field.to.by !== 'id' || field.store.in !== 'column' || (of.parent?.type === type && of.parent.field === field.key)) return []
        const found = count(`SELECT count(*) FROM ${of.table} t WHERE t."${field.store.column}" = $id AND ${isRecordSql(of, 't')}`, { id })
        return found > 0 ? [{ type: other, field: field.key, count: found }] : []
      })
    })
    const log = history.entries(type, id, null, reader)
    const made = log.findLast((entry) => entry.field === null && entry.part === null && entry.after !== null)
    const last = log[0]
    return {
      id, uuid, type, values, parts, mentions,
      name: head.name ?? `#${id}`,
      audience: audiences.find((level) => level === values.find(({ field }) => field === 'audience')?.text) ?? null,
      sources: sourcesOf(type, id),
      notes: entity ? count('SELECT count(*) FROM note WHERE entity = $entity AND entity_uuid = $uuid', { entity, uuid }) : 0,
      tasks: entity ? count('SELECT count(*) FROM task WHERE entity = $entity AND entity_uuid = $uuid AND done_on IS NULL AND removed_in IS NULL', { entity, uuid }) : 0,
      created: made ? { at: made.at, person: made.person } : null,
      changed: last ? { at: last.at, person: last.person, changeset: last.changeset } : null,
    }
  }
}
