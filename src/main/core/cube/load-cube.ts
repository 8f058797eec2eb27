/** Reads the whole cube from SQLite: contributions first, by id, then one pass over the live amounts in pages of packed rows. */
import type { Database } from 'better-sqlite3'
import { bienniumStart } from '../../../shared/domain/dates.ts'
import { audienceOf, audienceShift, audienceSql, daySql, packedAmountSql, pooledFlag, proposedFlag, repeatFlag, timeCodes } from './amount-codes.ts'
import { allocateColumns, createSlots, growColumns, type Cube, type CubeColumns } from './cube.ts'
import { readDimensions, type Dimensions } from './dimensions.ts'
import { readFigureAudience, type FigureAudience } from './figure-audience.ts'

/** Rows fetched at once: arrays of this many small rows are read twice as fast as one row at a time. */
const pageRows = 16_384

export type AmountRow = [id: number, contribution: number, cents: number | null, packed: number, day: number | null, submission: number | null]
export const amountColumnsSql = `a.id, a.contribution_id, a.usd_cents, ${packedAmountSql}, ${daySql}, a.submission_id`

/** What a contribution and its project give to their amounts. `proposed` and audience are already in the form of `flags`. */
export type ContributionRow = [id: number, signatory: number, isProposed: number, audience: number, modality: number | null, area: number | null, isPooled: number]
const contributionSql = `SELECT c.id, c.signatory_id, c.partner_state = 'proposed', max(${audienceSql('c.audience', 0)}, ${audienceSql('p.audience', 0)}), p.modality_id, p.area_id, c.pool_id IS NOT NULL
  FROM contribution c JOIN project p ON p.id = c.project_id`
export const oneContributionSql = `${contributionSql} WHERE c.id = ?`

/** Reads in one transaction, so that rows and changeset belong together. */
export function loadCube(db: Database): Cube {
  return db.transaction(() => {
    const changeset = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM changeset').pluck().get() ?? 0
    const figureAudience = readFigureAudience(db)
    const dimensions = readDimensions(db, figureAudience.partner)
    const contributions = readContributions(db, dimensions, figureAudience)
    const slots = createSlots()
    let columns = allocateColumns(pageRows)
    let length = 0
    const page = db.prepare<[number, number], AmountRow>(`SELECT ${amountColumnsSql} FROM amount a WHERE a.to_changeset IS NULL AND a.id > ? ORDER BY a.id LIMIT ?`).raw()
    for (let rows = page.all(0, pageRows); rows.length > 0; rows = page.all(columns.id[length - 1] ?? 0, pageRows)) {
      if (length + rows.length > columns.id.length) columns = growColumns(columns, Math.max(length + rows.length, columns.id.length * 2))
      for (const row of rows) putRow(columns, length++, row, contributions, slots, figureAudience)
    }
    return { columns, length, slots: slots.list, dimensions, figureAudience, changeset }
  })()
}

/** By id of the contribution. */
export interface Contributions {
  readonly partner: Int32Array
  readonly modality: Uint16Array
  readonly area: Uint16Array
  readonly flags: Uint8Array
}

function readContributions(db: Database, dimensions: Dimensions, audience: FigureAudience): Contributions {
  const size = (db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM contribution').pluck().get() ?? 0) + 1
  const into: Contributions = { partner: new Int32Array(size), modality: new Uint16Array(size), area: new Uint16Array(size), flags: new Uint8Array(size) }
  const page = db.prepare<[number, number], ContributionRow>(`${contributionSql} WHERE c.id > ? ORDER BY c.id LIMIT ?`).raw()
  for (let rows = page.all(0, pageRows); rows.length > 0; rows = page.all(rows.at(-1)?.[0] ?? 0, pageRows)) {
    for (const row of rows) putContribution(into, row[0], row, dimensions, audience)
  }
  return into
}

export function putContribution(into: Contributions, at: number, row: ContributionRow, dimensions: Dimensions, audience: FigureAudience): void {
  const [id, signatory, isProposed, ownAudience, modality, area, isPooled] = row
  into.partner[at] = dimensions.partners.codeOf.get(signatory) ?? 0
  into.modality[at] = modality === null ? 0 : (dimensions.modalities.codeOf.get(modality) ?? 0)
  into.area[at] = area === null ? 0 : (dimensions.areas.codeOf.get(area) ?? 0)
  into.flags[at] = (isProposed === 1 ? proposedFlag : 0) | (isPooled === 1 ? pooledFlag : 0) | (Math.max(ownAudience, audience.contribution(id)) << audienceShift)
}

/** Fills one position. `contributions` is looked up at `at`, by default the id of the row's contribution. */
export function putRow(columns: CubeColumns, position: number, row: AmountRow, contributions: Contributions, slots: ReturnType<typeof createSlots>, audience: FigureAudience, at = row[1]): void {
  const [id, contribution, cents, packed, day, submission] = row
  const flags = contributions.flags[at] ?? 0
  const year = Math.trunc((day ?? 0) / 10_000)
  const time = day === null ? timeCodes.undated : (packed >> 6) & 3
  const own = Math.max((packed >> 9) & 3, audience.amount(id), audience.submission(submission))
  columns.id[position] = id
  columns.cents[position] = cents ?? Number.NaN
  columns.day[position] = day ?? 0
  columns.contribution[position] = contribution
  columns.partner[position] = contributions.partner[at] ?? 0
  columns.area[position] = contributions.area[at] ?? 0
  columns.modality[position] = contributions.modality[at] ?? 0
  columns.slot[position] = time === timeCodes.undated ? 0 : time === timeCodes.biennium ? slots.of('biennium', bienniumStart(year)) : slots.of('year', year)
  columns.measure[position] = packed & 15
  columns.flags[position] = ((packed >> 4) & 3) | ((packed >> 8) & 1 ? repeatFlag : 0) | (flags & (proposedFlag | pooledFlag)) | (Math.max(own, audienceOf(flags)) << audienceShift)
}
