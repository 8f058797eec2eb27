/** Edits of a staged file as the store writes them, made from the rows in memory; plain data, since they cross from thread to thread. */
import { columnName, type SheetCell } from '../../../../shared/domain/sheet.ts'
import { fail } from '../../../../shared/result.ts'
import type { RowKind } from '../../../../shared/domain/submission.ts'
import { matchingPlaces } from '../../store/reading/staging/row-filter.ts'
import type { StagedRows } from '../../store/reading/staging/staged-rows.ts'
import type { CheckedRow } from '../stage/checked-row.ts'
import type { RowFilter } from '../../../../shared/contract/staging.ts'

/** What the file says, as which type of cell, and what is to count; `isReverted` where both say the same, so that the cell is edited no more. */
export interface CellText {
  readonly original: string | null
  readonly originalType: SheetCell['type'] | null
  readonly text: string | null
  readonly isReverted: boolean
}

export interface ColumnEdits {
  readonly column: number
  readonly texts: readonly CellText[]
  /** Row by row: its number, and the place of its text. */
  readonly rows: Int32Array
  readonly textOf: Int32Array
}

export interface EditPlan {
  readonly batch: number
  /** What the plan rests on. */
  readonly edition: number
  readonly columns: readonly ColumnEdits[]
  /** What becomes of the rows, where they are few enough to be checked at once. */
  readonly checked: readonly CheckedRow[]
}

export interface CellChange {
  readonly row: number
  readonly column: number
  readonly text: string | null
}

const dataKinds: ReadonlySet<RowKind> = new Set<RowKind>(['accepted', 'rejected', 'parked'])

/** Place of a row that holds data, or that was edited until it held none. Fails with not-found, or invalid-input. */
export function dataPlace(rows: StagedRows, row: number): number {
  if (!rows.isEditable) fail('conflict', 'error.staging-not-editable')
  const place = rows.placeOf(row)
  const kind = place < 0 ? null : rows.kindAt(place)
  if (kind === null) return fail('not-found', 'error.staging-row', { row })
  if (!dataKinds.has(kind) && rows.edits(place).length === 0) return fail('invalid-input', 'error.staging-row-not-data', { row, kind })
  return place
}

/** A cell as the file gave it. */
function originalOf(rows: StagedRows, place: number, column: number): Pick<CellText, 'original' | 'originalType'> {
  const edit = rows.edits(place).find((one) => one.column === column)
  const of = rows.column(column)
  return { original: edit ? edit.original : rows.textAt(place, column), originalType: of.typeOf(edit ? edit.entry : of.entryAt(place)) }
}

interface Builder {
  readonly add: (place: number, column: number, text: string | null) => void
  readonly done: () => EditPlan
}

interface ColumnBuilder {
  readonly known: Map<string, number>
  readonly texts: CellText[]
  readonly rows: number[]
  readonly textOf: number[]
}

/** Cells whose text stays what it is are left out. */
function createPlan(rows: StagedRows): Builder {
  const columns = new Map<number, ColumnBuilder>()
  return {
    add(place, column, written) {
      const text = written === null || written.trim() === '' ? null : written
      if (text === rows.textAt(place, column)) return
      const { original, originalType } = originalOf(rows, place, column)
      const of: ColumnBuilder = columns.get(column) ?? { known: new Map(), texts: [], rows: [], textOf: [] }
      columns.set(column, of)
      const key = JSON.stringify([original, originalType, text])
      let index = of.known.get(key)
      if (index === undefined) {
        index = of.texts.push({ original, originalType, text, isReverted: original === text }) - 1
        of.known.set(key, index)
      }
      of.rows.push(rows.rowAt(place))
      of.textOf.push(index)
    },
    done: () => ({
      batch: rows.batch, edition: rows.edition, checked: [],
      columns: [...columns].map(([column, of]) => ({ column, texts: of.texts, rows: Int32Array.from(of.rows), textOf: Int32Array.from(of.textOf) })),
    }),
  }
}

function checkColumns(columns: Iterable<number>, shown: readonly number[]): void {
  for (const column of columns) if (!shown.includes(column)) fail('invalid-input', 'error.staging-column', { column: columnName(column) })
}

/** A cell that is named twice takes the last text. */
export function planEdits(rows: StagedRows, shown: readonly number[], cells: readonly CellChange[]): EditPlan {
  checkColumns(new Set(cells.map(({ column }) => column)), shown)
  const last = new Map(cells.map((cell) => [`${cell.row} ${cell.column}`, cell]))
  const plan = createPlan(rows)
  for (const { row, column, text } of last.values()) plan.add(dataPlace(rows, row), column, text)
  return plan.done()
}

/** Every edited cell where none is named. */
export function planRevert(rows: StagedRows, shown: readonly number[], cells: readonly { readonly row: number; readonly column: number }[] | null): EditPlan {
  const plan = createPlan(rows)
  if (cells === null) {
    for (const place of rows.editedPlaces()) for (const { column, original } of rows.edits(place)) plan.add(place, column, original)
    return plan.done()
  }
  checkColumns(new Set(cells.map(({ column }) => column)), shown)
  for (const { row, column } of cells) {
    const place = dataPlace(rows, row)
    plan.add(place, column, originalOf(rows, place, column).original)
  }
  return plan.done()
}

export interface Replacement {
  readonly filter: RowFilter
  readonly rows?: readonly number[] | undefined
  readonly columns: readonly number[]
  readonly find: string
  readonly replace: string
  readonly isWhole: boolean
  readonly isCaseSensitive: boolean
}

/** Data rows only: what the sheet says of itself in headers and totals stays. */
export function planReplace(rows: StagedRows, shown: readonly number[], { filter, rows: only, columns, find, replace, isWhole, isCaseSensitive }: Replacement): EditPlan {
  if (!rows.isEditable) fail('conflict', 'error.staging-not-editable')
  checkColumns(columns, shown)
  const kinds = (filter.kinds ?? [...dataKinds]).filter((kind) => dataKinds.has(kind))
  const chosen = only === undefined ? null : new Set(only)
  const places = matchingPlaces(rows, { ...filter, kinds }).filter((place) => chosen === null || chosen.has(rows.rowAt(place)))
  const plan = createPlan(rows)
  const replaced = createReplacer({ find, replace, isWhole, isCaseSensitive })
  for (const number of new Set(columns)) {
    const column = rows.column(number)
    const texts = new Map<number, string | null | undefined>()
    for (const place of places) {
      const entry = column.entryAt(place)
      let text = texts.get(entry)
      if (text === undefined && !texts.has(entry)) {
        text = replaced(column.shown(entry))
        texts.set(entry, text)
      }
      if (text !== undefined) plan.add(place, number, text)
    }
  }
  return plan.done()
}

/** Gives undefined where the text stays. */
function createReplacer({ find, replace, isWhole, isCaseSensitive }: Pick<Replacement, 'find' | 'replace' | 'isWhole' | 'isCaseSensitive'>): (text: string | null) => string | undefined {
  if (isWhole || find === '') {
    const fold = (text: string): string => (isCaseSensitive ? text : text.toLowerCase())
    const wanted = fold(find)
    return (text) => (isWhole && fold(text ?? '') === wanted ? replace : undefined)
  }
  const pattern = new RegExp(find.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'), isCaseSensitive ? 'gv' : 'giv')
  return (text) => {
    if (text === null) return undefined
    const changed = text.replace(pattern, () => replace)
    return changed === text ? undefined : changed
  }
}

/** Rows that a plan touches, in ascending order. */
export const rowsOfPlan = ({ columns }: EditPlan): number[] => [...new Set(columns.flatMap(({ rows }) => [...rows]))].sort((a, b) => a - b)

