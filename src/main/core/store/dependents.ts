/** Live rows that depend on rows which a changeset closed or removed: there may be none when it commits. */
import { storeContext, type WritableDb } from './database.ts'
import { liveCondition, type TableSchema } from './table-schema.ts'

export interface Dependent {
  readonly table: string
  readonly id: number
}

/** A live row, and the row it hangs on, which is gone. */
export interface Hanging extends Dependent {
  readonly parent: Dependent
}

interface Condition {
  /** SQL: the row of the child table hangs on a row that is gone; and the id of that row. */
  readonly holds: string
  readonly parentId: string
}

const gone = `SELECT c.row_id FROM change c WHERE c.changeset_id = @changeset AND c.table_name = @parent AND c.operation IN ('delete', 'close')`

/** Enough to say what stands in the way: at most `limit` for each way of referring to a row. */
export function findDependents(db: WritableDb, changeset: number, limit = 20): readonly Hanging[] {
  const { schema } = db[storeContext]
  const touched = db.prepare<[number], string>("SELECT DISTINCT table_name FROM change WHERE changeset_id = ? AND operation IN ('delete', 'close')").pluck().all(changeset)
  const found: Hanging[] = []
  for (const parent of touched) {
    for (const child of schema.values()) {
      for (const { holds, parentId } of conditionsOf(child, parent)) {
        const sql = `SELECT x.id, ${parentId} AS parent FROM ${child.name} x WHERE ${holds} AND ${liveCondition(child, 'x')} LIMIT ${limit}`
        for (const row of db.prepare<[object], { id: number; parent: number }>(sql).iterate({ changeset, parent })) found.push({ table: child.name, id: row.id, parent: { table: parent, id: row.parent } })
      }
    }
  }
  return found
}

/** Tables whose rows are referred to by their natural key, and what the referring tables call them. */
const entities: Readonly<Record<string, readonly string[]>> = {
  office: ['office'], area: ['area'], partner: ['partner'], modality: ['modality'], objective: ['objective'], result: ['result'], focus: ['focus_area', 'core_function'],
}
const withUuid: ReadonlySet<string> = new Set(['office', 'partner', 'project', 'contribution', 'amount', 'submission', 'agreement', 'programme', 'pool', 'modality', 'requirement', 'meeting'])

function conditionsOf(child: TableSchema, parent: string): readonly Condition[] {
  const conditions: Condition[] = child.references.filter((reference) => reference.table === parent).map((reference) => ({ holds: `x."${reference.column}" IN (${gone})`, parentId: `x."${reference.column}"` }))
  const kinds = entities[parent]
  // A key that a live row holds again is not lost: the row was removed and another one took its place.
  if (kinds && ['label', 'identifier', 'alias'].includes(child.name)) {
    const stillThere = parent === 'objective' || parent === 'result' || parent === 'focus' ? '1' : 'p.removed_in IS NULL'
    const removed = `FROM change c WHERE c.changeset_id = @changeset AND c.table_name = @parent AND c.operation = 'delete'`
    const keys = `SELECT json_extract(c.before, '$.natural_key') ${removed}`
    const parentId = `(SELECT max(c.row_id) ${removed} AND json_extract(c.before, '$.natural_key') = x.entity_key)`
    const holds = `x.entity IN (${kinds.map((kind) => `'${kind}'`).join(', ')}) AND x.entity_key IN (${keys}) AND NOT EXISTS (SELECT 1 FROM ${parent} p WHERE p.natural_key = x.entity_key AND ${stillThere})`
    conditions.push({ holds, parentId })
  }
  const byUuid = (column: string): string => `(SELECT r.id FROM ${parent} r WHERE r.uuid = x.${column})`
  const uuids = `SELECT r.uuid FROM ${parent} r WHERE r.id IN (${gone})`
  if ((child.name === 'note' || child.name === 'task') && withUuid.has(parent)) conditions.push({ holds: `x.entity = @parent AND x.entity_uuid IN (${uuids})`, parentId: byUuid('entity_uuid') })
  if (child.name === 'field_audience' && withUuid.has(parent)) conditions.push({ holds: `x.table_name = @parent AND x.row_uuid IN (${uuids})`, parentId: byUuid('row_uuid') })
  return conditions
}
