/** Is the file whole: SQLite's own checks, the chain over the log, the versions, the reference packs, and the content hash. */
import type { Database } from 'better-sqlite3'
import type { VerifyReport } from '../../../shared/contract/workspaces.ts'
import { chainStart, createChangeDigest, linkHash } from './chain.ts'
import { contentHash } from './content-hash.ts'
import { quietTask, type StoreTask } from './store-task.ts'
import { liveCondition, readSchema } from './table-schema.ts'
import { checkRows } from './verify-rows.ts'

type Check = VerifyReport['checks'][number]
const most = 20
const chunk = 5000

/** Hash of a pack as it ships with the application, by id and version; unknown ones are not compared. */
export type PackHashes = ReadonlyMap<string, string>
export const packKey = (id: string, version: string): string => `${id} ${version}`

/** In: any open connection. Details name what is wrong: tables, row numbers, changesets. */
export function verifyWorkspace(db: Database, packs: PackHashes = new Map(), task: StoreTask = quietTask): VerifyReport {
  const steps: readonly [Check['name'], () => readonly string[]][] = [
    ['integrity', () => checkIntegrity(db, task)],
    ['foreign-keys', () => checkForeignKeys(db)],
    ['chain', () => checkChain(db, task)],
    ['versions', () => checkVersions(db)],
    ['packs', () => checkPacks(db, packs)],
  ]
  const checks: Check[] = []
  for (const [index, [name, run]] of steps.entries()) {
    task.throwIfCancelled()
    task.report({ phase: `progress.verify.${name}`, done: index, total: steps.length })
    const details = readable(run)
    checks.push({ name, isGood: details.length === 0, details: details.slice(0, most) })
  }
  const changeset = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM changeset').pluck().get() ?? 0
  const isWhole = checks.every((check) => check.isGood)
  return { isWhole, checks, contentHash: isWhole ? contentHash(db, task) : (readable(() => [contentHash(db, task)])[0] ?? ''), changeset }
}

/** A damaged page makes SQLite throw; that is a finding, not the end of the report. */
function readable(run: () => readonly string[]): readonly string[] {
  try {
    return run()
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_')) return [`${error.code}: ${error.message}`]
    throw error
  }
}

/** Table by table, so that a cancel is heard in between. */
function checkIntegrity(db: Database, task: StoreTask): string[] {
  const tables = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all()
  const found: string[] = []
  for (const table of tables) {
    task.throwIfCancelled()
    found.push(...db.prepare<[string], string>('SELECT integrity_check FROM pragma_integrity_check(?)').pluck().all(table).filter((line) => line !== 'ok'))
  }
  return found
}

const checkForeignKeys = (db: Database): string[] =>
  db.prepare<[], { table: string; rowid: number | null; parent: string }>('SELECT "table", rowid, parent FROM pragma_foreign_key_check').all().map((row) => `${row.table} ${row.rowid ?? ''} -> ${row.parent}`)

interface Header { id: number; uuid: string; at: string; personUuid: string; personName: string; kind: string; reason: string; undoes: number | null; changes: number; digest: string; hash: string }
interface Change { id: number; table_name: string; row_id: number; operation: string; before: string | null; after: string | null }

/** Recomputes every link; what follows the first broken one is not looked at, for nothing vouches for it. Then the rows themselves are held against the log. */
function checkChain(db: Database, task: StoreTask): string[] {
  const headers = db.prepare<[], Header>('SELECT c.id, c.uuid, c.at, p.uuid AS personUuid, p.name AS personName, c.kind, c.reason, c.undoes, c.changes, c.digest, c.hash FROM changeset c LEFT JOIN person p ON p.id = c.person_id ORDER BY c.id').all()
  const read = db.prepare<[number, number], Change>(`SELECT id, table_name, row_id, operation, before, after FROM change WHERE changeset_id = ? AND id > ? ORDER BY id LIMIT ${chunk}`)
  let previous = chainStart
  for (const [index, header] of headers.entries()) {
    const digest = createChangeDigest()
    let count = 0
    for (let rows = read.all(header.id, 0); rows.length > 0; rows = read.all(header.id, rows.at(-1)?.id ?? 0)) {
      task.throwIfCancelled()
      for (const row of rows) digest.add(row.table_name, row.row_id, row.operation, row.before, row.after)
      count += rows.length
    }
    const sum = digest.finish()
    if (header.id !== index + 1) return [`changeset ${index + 1} is missing`]
    if (count !== header.changes || sum !== header.digest) return [`changeset ${header.id}: its changes are not those that were written`]
    if (linkHash(previous, header, sum) !== header.hash) return [`changeset ${header.id}: its header or an earlier changeset was altered`]
    previous = header.hash
  }
  const orphans = db.prepare<[], number>('SELECT DISTINCT changeset_id FROM change WHERE changeset_id NOT IN (SELECT id FROM changeset)').pluck().all()
  if (orphans.length > 0) return orphans.map((id) => `changes of changeset ${id}, which does not exist`)
  return checkRows(db, most, task)
}

/** Versions follow each other without overlap, belong to changesets that exist, and no live row hangs on a closed or removed one. */
function checkVersions(db: Database): string[] {
  const schema = readSchema(db)
  const ask = (what: string, sql: string): string[] => db.prepare<[], number>(`${sql} LIMIT ${most}`).pluck().all().map((id) => `${what} ${id}`)
  const found: string[] = []
  for (const table of schema.values()) {
    const { name, form } = table
    if (form === 'versioned') {
      found.push(
        ...ask(`${name}, ends before it begins:`, `SELECT id FROM ${name} WHERE to_changeset < from_changeset`),
        ...ask(`${name}, of a changeset that does not exist:`, `SELECT id FROM ${name} WHERE from_changeset NOT IN (SELECT id FROM changeset) OR (to_changeset IS NOT NULL AND to_changeset NOT IN (SELECT id FROM changeset))`),
        ...ask(`${name}, an earlier version that is open or reaches into the next:`, `SELECT v.id FROM ${name} v LEFT JOIN ${name} x ON x.id = v.version_of WHERE v.version_of IS NOT NULL AND (v.to_changeset IS NULL OR x.id IS NULL OR v.to_changeset > x.from_changeset)`),
      )
      if (table.names.has('natural_key')) found.push(...ask(`${name}, two live rows of one key:`, `SELECT min(id) FROM ${name} WHERE to_changeset IS NULL GROUP BY natural_key HAVING count(*) > 1`))
    }
    if (form === 'markable') found.push(...ask(`${name}, removed in a changeset that does not exist:`, `SELECT id FROM ${name} WHERE removed_in IS NOT NULL AND removed_in NOT IN (SELECT id FROM changeset)`))
    for (const { column, table: parent } of table.references) {
      const target = schema.get(parent)
      if (target && target.form !== 'plain') found.push(...ask(`${name}, refers to a ${parent} that was taken back:`, `SELECT x.id FROM ${name} x JOIN ${parent} p ON p.id = x."${column}" WHERE ${liveCondition(table, 'x')} AND NOT (${liveCondition(target, 'p')})`))
    }
  }
  return found
}

/** A pack of a version that ships with this application must be that pack. */
const checkPacks = (db: Database, packs: PackHashes): string[] =>
  db.prepare<[], { code: string; version: string; hash: string }>('SELECT code, version, hash FROM pack ORDER BY code').all().flatMap(({ code, version, hash }) => {
    const shipped = packs.get(packKey(code, version))
    return shipped === undefined || shipped === hash ? [] : [`${code} ${version}: not the pack of that version`]
  })
