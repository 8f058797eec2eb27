/** What the staging grid shows of a staged file: its columns, a page of its rows, the values of a column. */
import type { Database } from 'better-sqlite3'
import type { z } from 'zod'
import { maxPageCells } from '../../../../../shared/contract/common.ts'
import type { GridRow, RowFilter, staging } from '../../../../../shared/contract/staging.ts'
import { columnName } from '../../../../../shared/domain/sheet.ts'
import { readMapping } from '../../../../../shared/domain/mapping-version.ts'
import { rowKinds, type Problem, type SubmissionMapping } from '../../../../../shared/domain/submission.ts'
import { fail } from '../../../../../shared/result.ts'
import { matchingPlaces } from './row-filter.ts'
import { sortedPlaces } from './sorted-places.ts'
import type { StagedRows, StagedRowsReading } from './staged-rows.ts'

export type GridColumns = z.infer<typeof staging.columns.output>
export type Facet = z.infer<typeof staging.facet.output>

export interface GridPageRequest {
  readonly batch: number
  readonly offset: number
  readonly limit: number
  readonly sort?: { readonly key: string; readonly direction: 'asc' | 'desc' } | undefined
  readonly search?: string | undefined
  readonly filter: RowFilter
}

export interface FacetRequest {
  readonly batch: number
  readonly filter: RowFilter
  readonly column: number
  readonly limit: number
}

export interface GridReading {
  gridColumns(batch: number): GridColumns
  /** `sort.key` is the number of a column, or `row`. Fewer rows than asked for where more would carry too many cells; one is always given. */
  gridPage(request: GridPageRequest): { total: number; rows: GridRow[] }
  facet(request: FacetRequest): Facet
  rows(batch: number): StagedRows
  mapping(batch: number): SubmissionMapping
  /** Columns of the grid, in order. */
  shownColumns(rows: StagedRows, mapping: SubmissionMapping): number[]
}

/** Columns of a sheet that are shown. */
const mostColumns = 400

interface StoredProblems {
  readonly problems: string
  readonly store_problems: string
}

export function createGridReading(db: Database, staged: StagedRowsReading): GridReading {
  const mappings = new Map<number, { readonly text: string; readonly mapping: SubmissionMapping }>()
  const mappingText = db.prepare<[number], string>('SELECT mapping FROM staging_batch WHERE id = ?').pluck()
  const problemsOf = db.prepare<[number, number], StoredProblems>('SELECT problems, store_problems FROM staged_row WHERE batch_id = ? AND row = ?')
  const questions = db.prepare<[number], { address: string; text: string }>(
    `SELECT q.address, q.text FROM staging_batch b JOIN office_question q ON q.file_sha256 = b.file_sha256 AND q.sheet = b.sheet WHERE b.id = ? AND q.removed_in IS NULL AND q.state <> 'withdrawn' ORDER BY q.id`,
  )

  function mapping(batch: number): SubmissionMapping {
    const text = mappingText.get(batch) ?? fail('not-found', 'error.batch-gone')
    const known = mappings.get(batch)
    if (known?.text === text) return known.mapping
    const read = readMapping(JSON.parse(text))
    mappings.clear()
    mappings.set(batch, { text, mapping: read })
    return read
  }
  function shownColumns(rows: StagedRows, { columns, otherColumns = [] }: SubmissionMapping): number[] {
    const others = new Set(otherColumns)
    return [...new Set([...columns.map(({ column }) => column), ...rows.columns().map(({ column }) => column)])].filter((column) => !others.has(column)).sort((a, b) => a - b).slice(0, mostColumns)
  }
  return {
    mapping, shownColumns,
    rows: (batch) => staged.of(batch),
    gridColumns(batch) {
      const [rows, how] = [staged.of(batch), mapping(batch)]
      const edits = new Map<number, number>()
      for (const place of rows.editedPlaces()) for (const { column } of rows.edits(place)) edits.set(column, (edits.get(column) ?? 0) + 1)
      const counts = new Map<string, number>()
      const { at, sets } = rows.problems()
      const ofSets = new Uint32Array(sets.length)
      for (let place = 0; place < rows.length; place++) {
        const kind = rows.kindAt(place)
        if (kind === null) continue
        counts.set(kind, (counts.get(kind) ?? 0) + 1)
        const set = at(place)
        if (set >= 0) ofSets[set] = (ofSets[set] ?? 0) + 1
      }
      const problems = new Map<string, GridColumns['problems'][number]>()
      for (const [index, set] of sets.entries()) for (const { code, severity } of set) {
        const known = problems.get(`${severity} ${code}`) ?? { code, severity, count: 0 }
        known.count += ofSets[index] ?? 0
        problems.set(`${severity} ${code}`, known)
      }
      return {
        columns: shownColumns(rows, how).map((column) => {
          const mapped = how.columns.find((one) => one.column === column)
          return { column, letter: columnName(column), header: mapped?.header ?? '', field: mapped?.field ?? 'ignore', edits: edits.get(column) ?? 0 }
        }),
        rows: rowKinds.flatMap((kind) => (counts.has(kind) ? [{ kind, count: counts.get(kind) ?? 0 }] : [])),
        problems: [...problems.values()].filter(({ count }) => count > 0).sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
        unchecked: rows.dirty(),
      }
    },
    gridPage({ batch, offset, limit, sort, search, filter }) {
      const [rows, how] = [staged.of(batch), mapping(batch)]
      const columns = shownColumns(rows, how)
      const found = matchingPlaces(rows, { ...filter, search: filter.search ?? search })
      const places = sort === undefined || sort.key === 'row' ? (sort?.direction === 'desc' ? found.reverse() : found) : sortedPlaces(found, rows.column(sortColumn(sort.key, columns)), how.columns.find(({ column }) => column === Number(sort.key)), sort.direction === 'desc')
      const page = places.slice(offset, offset + Math.max(1, Math.min(limit, Math.floor(maxPageCells / (columns.length + 4)))))
      const asked = [...page].some((place) => rows.kindAt(place) === 'parked') ? questionsByRow(questions.all(batch)) : new Map<number, string>()
      return {
        total: places.length,
        rows: [...page].map((place): GridRow => {
          const row = rows.rowAt(place)
          const stored = problemsOf.get(batch, row)
          return {
            row, kind: rows.kindAt(place) ?? 'blank', change: rows.changeAt(place), texts: columns.map((column) => rows.textAt(place, column)),
            edits: rows.edits(place).map(({ column, original, person, at }) => ({ column, original, person, at })),
            problems: [stored?.problems ?? '[]', stored?.store_problems ?? '[]'].flatMap((text) => JSON.parse(text) as Problem[]),
            isDirty: rows.isDirtyAt(place), question: rows.kindAt(place) === 'parked' ? (asked.get(row) ?? null) : null,
          }
        }),
      }
    },
    facet({ batch, filter, column, limit }) {
      const rows = staged.of(batch)
      if (!shownColumns(rows, mapping(batch)).includes(column)) return fail('invalid-input', 'error.staging-column', { column: columnName(column) })
      const of = rows.column(column)
      const codes = of.codes()
      const counts = new Uint32Array(of.entries() + 1)
      for (const place of matchingPlaces(rows, filter, column)) {
        const entry = (codes[place] ?? -1) + 1
        counts[entry] = (counts[entry] ?? 0) + 1
      }
      const texts = new Map<string | null, number>()
      for (const [entry, count] of counts.entries()) {
        if (count === 0) continue
        const text = entry === 0 ? null : of.shown(entry - 1)
        texts.set(text, (texts.get(text) ?? 0) + count)
      }
      const values = [...texts].map(([text, count]) => ({ text, rows: count })).sort((a, b) => b.rows - a.rows || ((a.text ?? '') < (b.text ?? '') ? -1 : 1))
      return { values: values.slice(0, limit), more: Math.max(0, values.length - limit) }
    },
  }
}

function sortColumn(key: string, columns: readonly number[]): number {
  const column = /^\d{1,5}$/.test(key) ? Number(key) : -1
  return columns.includes(column) ? column : fail('invalid-input', 'error.staging-column', { column: key })
}

function questionsByRow(found: readonly { readonly address: string; readonly text: string }[]): Map<number, string> {
  return new Map(found.map(({ address, text }) => [Number(/\d+$/.exec(address)?.[0] ?? 0), text]))
}
