/** What the query worker answers about matrices and annexes: one cube over one reading connection. */
import type { Database } from 'better-sqlite3'
import type { z } from 'zod'
import { annexCountingRule, type AnnexSpec, type AnnexTable } from '../../../shared/contract/annexes.ts'
import { MatrixSpec, type Matrix, type MatrixCellChoice, type MatrixOptions } from '../../../shared/contract/matrices.ts'
import { measures } from '../../../shared/domain/amount.ts'
import { formatMessage } from '../../../shared/messages/format.ts'
import type { Locale } from '../../../shared/messages/locales.ts'
import { fail } from '../../../shared/result.ts'
import { isLive } from '../cube/cube.ts'
import { createLiveCube } from '../cube/live-cube.ts'
import { findBlocking } from './annex-blocking.ts'
import { annexMatrixSpec, buildAnnexTable } from './annex-table.ts'
import { computeMatrix, type Labels } from './compute-matrix.ts'
import { listCountingRules, readCountingRule, type CountingRule } from './counting-rules.ts'
import { findAmounts, type FoundAmounts } from './find-amounts.ts'
import { readNames, type Names } from './names.ts'
import { orderProvenance, readProvenance, type ProvenanceOrder, type ProvenanceRow } from './provenance.ts'

export interface RecordsPage {
  /** Ids of the amounts of this page, largest cents first. */
  readonly ids: number[]
  /** How many there are in all, and their sum. */
  readonly total: number
  readonly cents: number
  readonly changeset: number
}

export interface ProvenancePage {
  readonly changeset: number
  readonly total: number
  /** The counting rule as it was applied. */
  readonly rule: CountingRule
  readonly rows: ProvenanceRow[]
}

export interface MatrixMethods {
  options(input: { locale: Locale }): z.infer<typeof MatrixOptions>
  compute(input: { spec: MatrixSpec; locale: Locale }): Matrix
  records(input: { spec: MatrixSpec; cell: z.infer<typeof MatrixCellChoice>; offset: number; limit: number }): RecordsPage
  annexTable(input: { spec: AnnexSpec }): AnnexTable
  annexBiennia(): number[]
  annexProvenance(input: { spec: AnnexSpec; offset: number; limit: number }): ProvenancePage
  /** Brings the cube to the head of the file; call it when the head changeset changed. */
  refresh(headChangeset: number): boolean
}

/** `today` gives an ISO date: rules in force on it are applied. */
export function createMatrixMethods({ db, today = () => new Date().toISOString().slice(0, 10) }: { db: Database; today?: () => string }): MatrixMethods {
  const live = createLiveCube(db)
  const names = new Map<Locale, Names>()
  // The answers to the last question, for its next page: the question as text stands for everything they depend on.
  let lastRecords: { readonly question: string; readonly found: FoundAmounts } | null = null
  let lastProvenance: { readonly question: string; readonly order: ProvenanceOrder; readonly table: AnnexTable } | null = null

  const labelsOf = (locale: Locale): Labels => {
    const known = names.get(locale) ?? readNames(db, locale)
    names.set(locale, known)
    return { locale, names: known }
  }
  const annexTable = (spec: AnnexSpec): AnnexTable => {
    const rule = readCountingRule(db, spec.countingRule, today())
    const labels = labelsOf(spec.locale)
    const cube = live.current()
    const computed = computeMatrix(cube, annexMatrixSpec(spec), rule, labels, spec.audience)
    const isSample = db.prepare<[], string>('SELECT kind FROM workspace').pluck().get() === 'sample'
    return buildAnnexTable(computed, spec, rule, labels, isSample, findBlocking(db, cube, spec, rule))
  }
  return {
    options({ locale }) {
      const { names: nameOf } = labelsOf(locale)
      const { columns, length, dimensions, slots } = live.current()
      const counts = { measure: new Int32Array(256), area: new Int32Array(dimensions.areas.keys.length), modality: new Int32Array(dimensions.modalities.keys.length), slot: new Int32Array(slots.length) }
      const add = (into: Int32Array, code: number): void => void (into[code] = (into[code] ?? 0) + 1)
      for (let position = 0; position < length; position++) {
        if (!isLive(columns, position)) continue
        add(counts.measure, columns.measure[position] ?? 0)
        add(counts.area, columns.area[position] ?? 0)
        add(counts.modality, columns.modality[position] ?? 0)
        add(counts.slot, columns.slot[position] ?? 0)
      }
      const choices = (entity: 'area' | 'modality', keys: readonly string[], rows: Int32Array) => {
        const collator = new Intl.Collator(locale)
        const known = keys.flatMap((key, code) => (code > 0 && (rows[code] ?? 0) > 0 ? [{ key, name: nameOf(entity, key), rows: rows[code] ?? 0 }] : []))
        const without = rows[0] ?? 0
        return [...known.sort((a, b) => collator.compare(a.name, b.name)), ...(without > 0 ? [{ key: 'none', name: formatMessage(locale, entity === 'area' ? 'matrix.no-country' : 'matrix.no-modality'), rows: without }] : [])]
      }
      const years = slots.flatMap(({ kind, year }, slot) => ((counts.slot[slot] ?? 0) === 0 || kind === 'none' ? [] : kind === 'biennium' ? [year, year + 1] : [year]))
      return {
        measures: measures.flatMap((measure, code) => ((counts.measure[code] ?? 0) > 0 ? [{ measure, rows: counts.measure[code] ?? 0 }] : [])),
        countries: choices('area', dimensions.areas.keys, counts.area),
        modalities: choices('modality', dimensions.modalities.keys, counts.modality),
        countingRules: listCountingRules(db, today()).map((code) => ({ code, name: nameOf('counting_rule', code) })),
        years: { first: years.length > 0 ? Math.min(...years) : null, last: years.length > 0 ? Math.max(...years) : null },
      }
    },
    compute: ({ spec, locale }) => computeMatrix(live.current(), spec, readCountingRule(db, spec.countingRule, today()), labelsOf(locale)).matrix,
    records({ spec, cell, offset, limit }) {
      const cube = live.current()
      const rule = readCountingRule(db, spec.countingRule, today())
      const question = JSON.stringify([cube.changeset, spec, cell, rule])
      if (lastRecords?.question !== question) lastRecords = { question, found: findAmounts(cube, spec, rule, cell) }
      const { positions, cents } = lastRecords.found
      return { ids: [...positions.subarray(offset, offset + limit)].map((position) => cube.columns.id[position] ?? 0), total: positions.length, cents, changeset: cube.changeset }
    },
    annexTable: ({ spec }) => annexTable(spec),
    annexBiennia() {
      const spec = MatrixSpec.parse({ columns: 'biennium', countingRule: annexCountingRule })
      const { columns, totals } = computeMatrix(live.current(), spec, readCountingRule(db, annexCountingRule, today()), labelsOf('en')).matrix
      const first = columns.flatMap((column, index) => (column === 'none' || totals[index] === null ? [] : [Number(column.slice(0, 4))]))
      return first.filter((year) => year >= 1990 && year <= 2100).sort((left, right) => right - left)
    },
    annexProvenance({ spec, offset, limit }) {
      return db.transaction(() => {
        const cube = live.current()
        const head = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM changeset').pluck().get() ?? 0
        if (head !== cube.changeset) fail('conflict', 'error.export-changed')
        const rule = readCountingRule(db, spec.countingRule, today())
        const question = JSON.stringify([cube.changeset, spec, rule])
        if (lastProvenance?.question !== question) {
          const table = annexTable(spec)
          lastProvenance = { question, table, order: orderProvenance(cube, table, annexMatrixSpec(spec), rule) }
        }
        const { order, table } = lastProvenance
        return { changeset: cube.changeset, total: order.positions.length, rule, rows: readProvenance(db, cube, order, table, labelsOf(spec.locale), offset, limit) }
      })()
    },
    refresh(headChangeset) {
      const isChanged = live.refresh(headChangeset)
      if (isChanged) {
        names.clear()
        lastRecords = null
        lastProvenance = null
      }
      return isChanged
    },
  }
}
