/**
 * The records behind every figure of an annex table, line by line in the order of the table, then what was left out by category:
 * what each says, and the file, sheet and cell it came from. Records above the audience are not among them, and fields above it
 * are withheld.
 */
import type { Database } from 'better-sqlite3'
import type { AnnexTable } from '../../../shared/contract/annexes.ts'
import { leftOutCategories, type AmountTrace, type MatrixSpec } from '../../../shared/contract/matrices.ts'
import { audiences, type Audience, type Period } from '../../../shared/domain/amount.ts'
import { CorrectedFigure } from '../../../shared/domain/correction.ts'
import { periodText } from '../../../shared/domain/period.ts'
import type { Cube } from '../cube/cube.ts'
import { othersKey } from './annex-table.ts'
import { createClassifier, leftOutIndex, notRead, type LeftOut } from './classify.ts'
import type { Labels } from './compute-matrix.ts'
import type { CountingRule } from './counting-rules.ts'
import { byCents } from './find-amounts.ts'
import { rowKeyOf } from './row-keys.ts'

export interface ProvenanceRow {
  /** Key of the line of the table and of its column; a left-out record has a category instead. */
  readonly line: string | null
  readonly column: string | null
  readonly leftOut: LeftOut | null
  readonly symbol: string | null
  readonly title: string | null
  readonly partner: string
  readonly isPartnerConfirmed: boolean
  readonly country: string | null
  readonly modality: string | null
  readonly period: string
  readonly state: 'value' | 'not-reported' | 'not-applicable'
  readonly original: string | null
  readonly currency: string | null
  readonly usdCents: number | null
  readonly file: string | null
  readonly sheet: string | null
  /** Addresses of the cells of the figure, and of the rest of the record. */
  readonly cells: string
  readonly otherCells: string
  /** In force: the figure is what a person said, the cells are what its source says. */
  readonly correction: RecordedCorrection | 'withheld' | null
  /** Fields of this row that are above the audience. */
  readonly withheld: readonly string[]
}

type RecordedCorrection = Pick<NonNullable<AmountTrace['correction']>, 'saidBy' | 'channel' | 'saidOn' | 'source'>

export interface ProvenanceOrder {
  readonly positions: Int32Array
  /** Place in the table of the record at each place of `positions`. */
  describe(index: number): { line: string | null; column: string | null; leftOut: LeftOut | null }
}

/** Every record that the table read, in the order of its lines. */
export function orderProvenance(cube: Cube, table: AnnexTable, spec: MatrixSpec, rule: CountingRule): ProvenanceOrder {
  const { classify, time, isOwnLine } = createClassifier(cube, spec, rule, table.spec.audience)
  const { partner, modality } = cube.columns
  const { keys, rowOf } = cube.dimensions.partners
  const lines = new Map(table.rows.map((row, index) => [row.key, index]))
  const others = lines.get(othersKey) ?? table.rows.length
  const lineOf = [0, 1].map((own) => Int32Array.from(keys, (_, code) => lines.get(rowKeyOf(keys[rowOf[spec.level][code] ?? 0] ?? 'none', own === 1)) ?? others))
  const width = time.keys.length
  const counted = table.rows.length * Math.max(1, width)
  const positions = new Int32Array(cube.length)
  const places = new Int32Array(cube.length)
  let count = 0
  for (let position = 0; position < cube.length; position++) {
    const verdict = classify(position)
    // Neither another measure nor what is above the audience.
    if (verdict <= notRead && leftOutIndex(verdict) < 0) continue
    positions[count++] = position
    places[position] = verdict < 0 ? counted + leftOutIndex(verdict) : (lineOf[isOwnLine[modality[position] ?? 0] ?? 0]?.[partner[position] ?? 0] ?? others) * width + verdict
  }
  const order = byCents(cube)
  const sorted = positions.slice(0, count).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || order(a, b))
  return {
    positions: sorted,
    describe(index) {
      const place = places[sorted[index] ?? 0] ?? 0
      if (place >= counted) return { line: null, column: null, leftOut: leftOutCategories[place - counted] ?? null }
      return { line: table.rows[Math.floor(place / width)]?.key ?? null, column: time.keys[place % width] ?? null, leftOut: null }
    },
  }
}

interface DetailRow {
  readonly id: number
  readonly uuid: string
  readonly projectUuid: string
  readonly symbol: string | null
  readonly title: string | null
  readonly partner: string
  readonly partnerState: string
  readonly area: string | null
  readonly modality: string | null
  readonly start: string | null
  readonly end: string | null
  readonly precision: Period['precision']
  readonly state: ProvenanceRow['state']
  readonly original: string | null
  readonly currency: string | null
  readonly cents: number | null
  readonly file: string | null
  readonly sheet: string | null
  readonly cells: string | null
  readonly otherCells: string | null
}

interface CorrectionRow extends Omit<RecordedCorrection, 'source'> {
  readonly id: number
  readonly source: string
  readonly audience: Audience
}

const correctionSql = `SELECT k.amount_id AS id, k.said_by AS saidBy, k.channel, k.said_on AS saidOn, k.source_figure AS source, k.audience FROM json_each(?) i
  JOIN correction k ON k.amount_id = i.value WHERE k.state IN ('live', 'asked') AND k.removed_in IS NULL`

const detailSql = `SELECT a.id, a.uuid, p.uuid AS projectUuid, coalesce(p.symbol, p.symbol_written) AS symbol, p.title, g.natural_key AS partner, c.partner_state AS partnerState,
    r.natural_key AS area, m.natural_key AS modality, a.period_start AS start, a.period_end AS end, a.period_precision AS precision, a.state, a.original, a.currency, a.usd_cents AS cents,
    s.file, s.sheet, s.cells, s.otherCells
  FROM json_each(?) i JOIN amount a ON a.id = i.value AND a.to_changeset IS NULL
  JOIN contribution c ON c.id = a.contribution_id JOIN project p ON p.id = c.project_id JOIN partner g ON g.id = c.signatory_id
  LEFT JOIN area r ON r.id = p.area_id LEFT JOIN modality m ON m.id = p.modality_id
  LEFT JOIN (
    SELECT x.amount_id, group_concat(DISTINCT f.name) AS file, group_concat(DISTINCT x.sheet) AS sheet,
      group_concat(x.address, ' ') FILTER (WHERE x.field = 'amount') AS cells, group_concat(x.address, ' ') FILTER (WHERE x.field <> 'amount') AS otherCells
    FROM source_cell x JOIN source_file f ON f.id = x.source_file_id WHERE x.to_changeset IS NULL AND x.amount_id IN (SELECT value FROM json_each(?)) GROUP BY x.amount_id
  ) s ON s.amount_id = a.id`

/** Reads a page of the order from SQL, in its order. The caller sees to it that SQL stands at the changeset of the cube. */
export function readProvenance(db: Database, cube: Cube, order: ProvenanceOrder, table: AnnexTable, labels: Labels, offset: number, limit: number): ProvenanceRow[] {
  const ids = [...order.positions.subarray(offset, offset + limit)].map((position) => cube.columns.id[position] ?? 0)
  const json = JSON.stringify(ids)
  const found = new Map(db.prepare<[string, string], DetailRow>(detailSql).all(json, json).map((row) => [row.id, row]))
  const corrections = new Map(db.prepare<[string], CorrectionRow>(correctionSql).all(json).map((row) => [row.id, row]))
  const within = audiences.slice(0, audiences.indexOf(table.spec.audience) + 1)
  const correctionOf = (amount: number, isHidden: boolean): ProvenanceRow['correction'] => {
    const row = corrections.get(amount)
    if (!row) return null
    if (isHidden || !within.includes(row.audience)) return 'withheld'
    return { saidBy: row.saidBy, channel: row.channel, saidOn: row.saidOn, source: CorrectedFigure.parse(JSON.parse(row.source)) }
  }
  const withheld = readWithheld(db, table.spec.audience)
  return ids.flatMap((id, index) => {
    const row = found.get(id)
    if (!row) return []
    const hidden = [...withheld('project', row.projectUuid, ['symbol', 'symbol_written', 'title', 'area_id']), ...withheld('amount', row.uuid, ['original', 'currency'])]
    const shown = <T>(value: T, ...fields: string[]): T | null => (fields.some((field) => hidden.includes(field)) ? null : value)
    return [{
      ...order.describe(offset + index),
      symbol: shown(row.symbol, 'symbol', 'symbol_written'),
      title: shown(row.title, 'title'),
      partner: labels.names('partner', row.partner),
      isPartnerConfirmed: row.partnerState === 'confirmed',
      country: shown(row.area === null ? null : labels.names('area', row.area), 'area_id'),
      modality: row.modality,
      period: periodText({ start: row.start, end: row.end, precision: row.precision }),
      state: row.state,
      original: shown(row.original, 'original'),
      currency: shown(row.currency, 'currency'),
      usdCents: row.cents,
      file: row.file,
      sheet: row.sheet,
      cells: row.cells ?? '',
      otherCells: row.otherCells ?? '',
      correction: correctionOf(id, hidden.includes('original') || hidden.includes('currency')),
      withheld: hidden,
    }]
  })
}

/** Which of the fields of a row are above the audience. */
function readWithheld(db: Database, limit: AnnexTable['spec']['audience']): (table: string, uuid: string, fields: readonly string[]) => string[] {
  const above = JSON.stringify(audiences.slice(audiences.indexOf(limit) + 1))
  const set = new Set(db.prepare<[string], string>("SELECT table_name || ' ' || row_uuid || ' ' || field FROM field_audience WHERE audience IN (SELECT value FROM json_each(?))").pluck().all(above))
  return set.size === 0 ? () => [] : (table, uuid, fields) => fields.filter((field) => set.has(`${table} ${uuid} ${field}`) || set.has(`${table} * ${field}`))
}
