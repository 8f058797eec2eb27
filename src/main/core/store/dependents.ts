/** Live rows that depend on rows which a changeset closed or removed: there may be none when it commits. */
import { storeContext, type WritableDb } from './database.ts'
import { liveCondition, type TableSchema } from './table-schema.ts'

export interface Dependent {
  readonly table: string
  readonly id: number
}

const limit = 20
const gone = `SELECT c.row_id FROM change c WHERE c.changeset_id = @changeset AND c.table_name = @parent AND c.operation IN ('delete', 'close')`

/** At most a handful, enough to say what stands in the way. */
export function findDependents(db: WritableDb, changeset: number): readonly Dependent[] {
  const { schema } = db[storeContext]
  const touched = db.prepare<[number], string>("SELECT DISTINCT table_name FROM change WHERE changeset_id = ? AND operation IN ('delete', 'close')").pluck().all(changeset)
  const found: Dependent[] = []
  for (const parent of touched) {
    for (const child of schema.values()) {
      for (const condition of conditionsOf(child, parent)) {
        const sql = `SELECT x.id FROM ${child.name} x WHERE ${condition} AND ${liveCondition(child, 'x')} LIMIT ${limit}`
        found.push(...db.prepare<[object], number>(sql).pluck().all({ changeset, parent }).map((id) => ({ table: child.name, id })))
      }
    }
  }
  return found
}

/** Tables whose rows are referred to by their natural key, and what the referring tables call them. */
const entities: Readonly<Record<string, readonly string[]>> = {
  office: ['office'], area: ['area'], partner: ['partner'], modality: ['modality'], objective: ['objective'], result: ['result'], focus: ['focus_area', 'core_function'],
}
const withUuid: ReadonlySet<string> = new Set(['office', 'partner', 'project', 'contribution', 'amount', 'submission'])

function conditionsOf(child: TableSchema, parent: string): readonly string[] {
  const conditions = child.references.filter((reference) => reference.table === parent).map((reference) => `x."${reference.column}" IN (${gone})`)
  const kinds = entities[parent]
  // A key that a live row holds again is not lost: the row was removed and another one took its place.
  if (kinds && ['label', 'identifier', 'alias'].includes(child.name)) {
    const stillThere = parent === 'objective' || parent === 'result' || parent === 'focus' ? '1' : 'p.removed_in IS NULL'
    const keys = `SELECT json_extract(c.before, '$.natural_key') FROM change c WHERE c.changeset_id = @changeset AND c.table_name = @parent AND c.operation = 'delete'`
    conditions.push(`x.entity IN (${kinds.map((kind) => `'${kind}'`).join(', ')}) AND x.entity_key IN (${keys}) AND NOT EXISTS (SELECT 1 FROM ${parent} p WHERE p.natural_key = x.entity_key AND ${stillThere})`)
  }
  const uuids = `SELECT r.uuid FROM ${parent} r WHERE r.id IN (${gone})`
  if (child.name === 'note' && withUuid.has(parent)) conditions.push(`x.entity = @parent AND x.entity_uuid IN (${uuids})`)
  if (child.name === 'field_audience' && withUuid.has(parent)) conditions.push(`x.table_name = @parent AND x.row_uuid IN (${uuids})`)
  return conditions
}
