/**
 * Keeps a cube current by the change log: the amounts that a changeset touched are read again by id; above `rebuildAbove` of
 * them, or where a field's audience changed, a new cube is loaded and takes the place of the old one at once.
 */
import type { Database } from 'better-sqlite3'
import { goneMeasure } from './amount-codes.ts'
import { createSlots, growColumns, positionOf, type Cube } from './cube.ts'
import { readDimensions } from './dimensions.ts'
import { readSubmissionAudience } from './figure-audience.ts'
import { amountColumnsSql, loadCube, oneContributionSql, putContribution, putRow, type AmountRow, type ContributionRow, type Contributions } from './load-cube.ts'

export const rebuildAbove = 5000

export interface LiveCube {
  /** The cube as last read; loads it at the first call. */
  current(): Cube
  /** Brings the cube to the head of the file where the given changeset is newer than the cube's. True where it changed. */
  refresh(headChangeset: number): boolean
}

export function createLiveCube(db: Database): LiveCube {
  let cube: Cube | null = null
  return {
    current: () => (cube ??= loadCube(db)),
    refresh(headChangeset) {
      if (cube === null || headChangeset === cube.changeset) return false
      const before = cube.changeset
      cube = followChanges(db, cube) ?? loadCube(db)
      return cube.changeset !== before
    },
  }
}

const touchedSql = `
  SELECT h.row_id AS id FROM change h WHERE h.changeset_id > $since AND h.table_name = 'amount'
  UNION SELECT a.id FROM change h JOIN amount a ON a.contribution_id = h.row_id AND a.to_changeset IS NULL WHERE h.changeset_id > $since AND h.table_name = 'contribution'
  UNION SELECT a.id FROM change h JOIN contribution c ON c.project_id = h.row_id JOIN amount a ON a.contribution_id = c.id AND a.to_changeset IS NULL
    WHERE h.changeset_id > $since AND h.table_name = 'project'
  UNION SELECT a.id FROM change h JOIN amount a ON a.submission_id = h.row_id AND a.to_changeset IS NULL WHERE h.changeset_id > $since AND h.table_name = 'submission'
  ORDER BY 1 LIMIT ${rebuildAbove + 1}`

/** The cube at the head of the file, sharing the arrays of the old one, which is not to be used again; null where it must be loaded. */
export function followChanges(db: Database, old: Cube): Cube | null {
  return db.transaction(() => {
    const changeset = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM changeset').pluck().get() ?? 0
    // The caller's head was older than the cube: nothing is new.
    if (changeset === old.changeset) return old
    // The file itself is older: another content took its place, and nothing of the old cube can be trusted.
    if (changeset < old.changeset) return null
    const tables = new Set(db.prepare<[number], string>('SELECT DISTINCT table_name FROM change WHERE changeset_id > ?').pluck().all(old.changeset))
    if (tables.has('field_audience')) return null
    // Imports log the amounts themselves: the plain count is asked before the joins.
    const direct = db.prepare<[number], number>(`SELECT count(*) FROM (SELECT 1 FROM change WHERE changeset_id > ? AND table_name IN ('amount', 'contribution', 'project') LIMIT ${3 * rebuildAbove})`).pluck().get(old.changeset)
    if (direct === 3 * rebuildAbove) return null
    const touched = db.prepare<[{ since: number }], number>(touchedSql).pluck().all({ since: old.changeset })
    if (touched.length > rebuildAbove) return null
    const dimensions = ['partner', 'area', 'modality'].some((table) => tables.has(table)) ? readDimensions(db, old.figureAudience.partner, old.dimensions) : old.dimensions
    const figureAudience = tables.has('submission') ? { ...old.figureAudience, submission: readSubmissionAudience(db) } : old.figureAudience
    return applyRows(db, { ...old, dimensions, figureAudience, changeset }, touched)
  })()
}

function applyRows(db: Database, cube: Cube, touched: readonly number[]): Cube | null {
  const readAmount = db.prepare<[number], AmountRow>(`SELECT ${amountColumnsSql} FROM amount a WHERE a.id = ? AND a.to_changeset IS NULL`).raw()
  const readContribution = db.prepare<[number], ContributionRow>(oneContributionSql).raw()
  const one: Contributions = { partner: new Int32Array(1), modality: new Uint16Array(1), area: new Uint16Array(1), flags: new Uint8Array(1) }
  const slots = createSlots(cube.slots)
  let { columns, length } = cube
  for (const id of touched) {
    const row = readAmount.get(id)
    let position = positionOf({ columns, length }, id)
    if (!row) {
      if (position >= 0) columns.measure[position] = goneMeasure
      continue
    }
    if (position < 0) {
      // Ids stay ascending; one that comes back from before this cube was loaded has no place in it.
      if (length > 0 && id < (columns.id[length - 1] ?? 0)) return null
      if (length === columns.id.length) columns = growColumns(columns, Math.max(1024, Math.ceil(length * 1.25)))
      position = length++
    }
    const contribution = readContribution.get(row[1])
    if (!contribution) return null
    putContribution(one, 0, contribution, cube.dimensions, cube.figureAudience)
    putRow(columns, position, row, one, slots, cube.figureAudience, 0)
  }
  return { ...cube, columns, length, slots: slots.list }
}
