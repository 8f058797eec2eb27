/** Large workspaces for the bench, made once by the store and filled in bulk: their rows are real, their change log is not. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildLayout } from '../../src/main/core/build-layout.ts'
import { createWorkspaceFile } from '../../src/main/core/store/create-workspace.ts'
import { closeStore, openForWriting, type WritableDb } from '../../src/main/core/store/database.ts'
import { installPacks, readPacks } from '../../src/main/core/store/packs.ts'
import { inChangeset } from '../../src/main/core/store/write-gate.ts'

const { migrationsDir, resourcesDir } = buildLayout
const by = { person: 'Bench', now: '2026-01-01T00:00:00.000Z' } as const
const perContribution = 4

const folder = join(tmpdir(), 'rmms-bench')

/** Name of what was made from the present schema, reference data and generator. */
function keptPath(name: string): string {
  const hash = createHash('sha256')
  for (const dir of [migrationsDir, join(resourcesDir, 'packs')]) for (const file of readdirSync(dir).sort()) hash.update(readFileSync(join(dir, file)))
  hash.update(readFileSync(import.meta.filename))
  mkdirSync(folder, { recursive: true })
  return join(folder, `${name}-${hash.digest('hex').slice(0, 12)}.rmms`)
}

export function emptyWorkspace(path: string, name: string): void {
  createWorkspaceFile(path, { migrationsDir, name, kind: 'register', ...by, fill: (db) => void installPacks(db, readPacks(resourcesDir), by) })
}

/** Path of a workspace with that many amounts (a multiple of four). */
export function largeWorkspace(amounts: number): string {
  const path = keptPath(`bench-${amounts}`)
  if (existsSync(path)) return path
  // Of an earlier schema: nothing asks for it again.
  for (const old of readdirSync(folder)) if (old.startsWith(`bench-${amounts}-`)) rmSync(join(folder, old))
  const draft = `${path}.making-${process.pid}.rmms`
  rmSync(draft, { force: true })
  emptyWorkspace(draft, `Bench ${amounts}`)
  const opened = openForWriting(draft, { migrationsDir, now: by.now })
  if (opened.readOnly !== null) throw new Error(opened.readOnly)
  fill(opened.db, amounts / perContribution)
  closeStore(opened.db)
  renameSync(draft, path)
  return path
}

/** One project with one contribution of four amounts, `count` times; every value follows from its number. */
function fill(db: WritableDb, count: number): void {
  inChangeset(db, { ...by, kind: 'import', reason: 'bench' }, (writer) => {
    const file = writer.insert('source_file', { sha256: '0'.repeat(64), name: 'bench.xlsx', size: 1, has_bytes: 0 })
    const submission = writer.insert('submission', { source_file_id: file, sheet: 'S', kind: 'project-contributions', received_at: by.now, accepted: count, rejected: 0, mapping: '{}', accounting: '{}', control_sums: '[]' })
    const numbered = (table: string, condition = '1'): number => {
      db.exec(`CREATE TEMP TABLE numbered_${table} (n INTEGER PRIMARY KEY, id INTEGER); INSERT INTO numbered_${table} SELECT row_number() OVER (ORDER BY natural_key) - 1, id FROM ${table} WHERE ${condition}`)
      return Number(db.prepare(`SELECT count(*) FROM numbered_${table}`).pluck().get())
    }
    const [payers, areas, modalities] = [numbered('partner', "tier = 'partner'"), numbered('area'), numbered('modality')]
    const of = (table: string, number: string): string => `(SELECT id FROM numbered_${table} WHERE n = ${number})`
    const uuid = (kind: string, number: string): string => `printf('${kind}0000000-0000-7000-8000-%012x', ${number})`
    const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`
    db.exec(`
      INSERT INTO project (id, uuid, natural_key, symbol_written, title, modality_id, area_id, start_date)
        ${numbers} SELECT i, ${uuid('a', 'i')}, 'bench-' || i, 'BENCH-' || i, 'Invented project ' || i, ${of('modality', `i * 7 % ${modalities}`)}, ${of('area', `i * 13 % ${areas}`)}, printf('%d-01-15', 2000 + i % 14) FROM n;
      INSERT INTO contribution (id, uuid, natural_key, project_id, signatory_id, partner_state, submission_id)
        ${numbers} SELECT i, ${uuid('b', 'i')}, 'bench-' || i, i, ${of('partner', `(i * i + i * 31) % ${payers}`)}, iif(i % 9 = 0, 'proposed', 'confirmed'), ${submission} FROM n;
      INSERT INTO amount (id, uuid, natural_key, contribution_id, measure, state, original, currency, usd_cents, is_usd_recorded, period_start, period_end, period_precision, is_repeat, submission_id, from_changeset)
        ${numbers}, k(k) AS (VALUES (0), (1), (2), (3)), drawn AS (SELECT (i - 1) * ${perContribution} + k + 1 AS id, i, k, (i * 7919 + k * 104729) % 1000003 AS whole, (i + k) % 20 = 0 AS is_undated, printf('%d-%02d-%02d', 2000 + (i * 7 + k * 3) % 14, 1 + (i + k) % 12, 1 + i % 28) AS day FROM n, k)
        SELECT id, ${uuid('c', 'id')}, 'bench-' || i || '-' || k, i, iif(k = 3, 'delivery', 'approval'), 'value', whole || '.00', 'USD', whole * 100, 1, iif(is_undated, NULL, day), iif(is_undated, NULL, day), iif(is_undated, 'none', 'day'), 0, ${submission}, ${writer.changeset} FROM drawn;
      INSERT INTO source_cell (amount_id, field, source_file_id, sheet, address, raw, from_changeset) SELECT id, 'amount', ${file}, 'S', 'H' || id, original, ${writer.changeset} FROM amount;
    `)
  })
}
