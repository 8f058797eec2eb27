/**
 * One hash over what the workspace says, whatever the order in which it was said: the live rows of the domain tables, sorted,
 * with references replaced by the natural key of what they point to. Left out are ids, uuids, times, the log, staging, source
 * bytes, aliases that persons added, how a file was mapped, and why and from which file a partner was first read: that is
 * evidence, and of two files that say the same it depends on which came first.
 */
import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { quietTask, type StoreTask } from './store-task.ts'
import { liveCondition, readSchema, type TableSchema } from './table-schema.ts'

const skipped: Readonly<Record<string, readonly string[]>> = { alias: ['person_id', 'at', 'origin'], contribution: ['partner_reason', 'submission_id'], source_file: ['has_bytes'], submission: ['received_at', 'mapping'] }
const condition: Readonly<Record<string, string>> = { alias: "x.origin = 'pack'" }
/** Tables whose identity is not a column called natural_key; anything else has one. */
const submissionKey = "(SELECT f.sha256 FROM source_file f WHERE f.id = r.source_file_id) || '/' || r.sheet"
const keys: Readonly<Record<string, string>> = { source_file: 'r.sha256', submission: submissionKey, workspace: "'workspace'" }
const byUuid = ['office', 'partner', 'project', 'contribution', 'amount', 'submission', 'agreement', 'programme', 'pool', 'modality', 'requirement', 'meeting']

const keyOf = (table: string): string => keys[table] ?? 'r.natural_key'

/** 64 hexadecimal digits. Reads within one transaction, so that a write in between cannot mix two states. */
export function contentHash(db: Database, task: StoreTask = quietTask): string {
  const tables = [...readSchema(db).values()].filter((table) => table.name !== 'workspace').sort((a, b) => (a.name < b.name ? -1 : 1))
  const hash = createHash('sha256')
  const nested = db.inTransaction
  if (!nested) db.exec('BEGIN')
  try {
    for (const [index, table] of tables.entries()) {
      task.report({ phase: 'progress.content-hash', done: index, total: tables.length })
      hash.update(`${table.name}\n`)
      addRows(db, table, hash, task)
    }
  } finally {
    if (!nested) db.exec('COMMIT')
  }
  return hash.digest('hex')
}

function addRows(db: Database, table: TableSchema, hash: ReturnType<typeof createHash>, task: StoreTask): void {
  let count = 0
  let pending = ''
  for (const row of db.prepare(contentQuery(table)).raw().iterate()) {
    pending += `${JSON.stringify(row)}\n`
    count += 1
    if (count % 1000 > 0) continue
    task.throwIfCancelled()
    hash.update(pending)
    pending = ''
  }
  hash.update(pending)
}

function contentQuery(table: TableSchema): string {
  const columns = table.columns.map(({ name }) => name).filter((name) => !skipped[table.name]?.includes(name))
  const values = columns.map((name) => valueOf(table, name))
  const unique = columns.indexOf('natural_key')
  // A live natural key is unique and its index is already sorted; elsewhere all columns together are the order.
  const order = unique >= 0 ? 'x.natural_key' : values.map((_, index) => index + 1).join(', ')
  return `SELECT ${values.join(', ')} FROM ${table.name} x WHERE ${liveCondition(table, 'x')} AND ${condition[table.name] ?? '1'} ORDER BY ${order}`
}

function valueOf(table: TableSchema, column: string): string {
  const reference = table.references.find((candidate) => candidate.column === column)
  if (reference) return `(SELECT ${keyOf(reference.table)} FROM ${reference.table} r WHERE r.id = x."${column}")`
  const entity = (table.name === 'note' || table.name === 'task') && column === 'entity_uuid' ? 'x.entity' : table.name === 'field_audience' && column === 'row_uuid' ? 'x.table_name' : null
  if (!entity) return `x."${column}"`
  // Notes, tasks and audiences name a record by its uuid, which two workspaces do not share.
  const cases = byUuid.map((name) => `WHEN '${name}' THEN (SELECT ${keyOf(name)} FROM ${name} r WHERE r.uuid = x."${column}" LIMIT 1)`).join(' ')
  return `coalesce(CASE ${entity} ${cases} END, x."${column}")`
}
