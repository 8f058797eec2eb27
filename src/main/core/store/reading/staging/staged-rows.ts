/**
 * The rows of a staged file in memory: what each cell says, what each row is, what was edited. Loaded at the first question,
 * brought to the state of the file before each, let go when nobody asks any more. Sorting, filtering and searching are answered from here.
 */
import type { Database } from 'better-sqlite3'
import type { SheetRow } from '../../../../../shared/domain/sheet.ts'
import { rowKinds, type Problem, type RowKind, type RowTexts } from '../../../../../shared/domain/submission.ts'
import { fail } from '../../../../../shared/result.ts'
import { emptyColumn, loadColumn, type StagedColumn } from './staged-column.ts'

export interface CellEdit {
  readonly column: number
  readonly original: string | null
  readonly person: string
  readonly at: string
  /** Entry of the file, which comes back when the edit is taken back. */
  readonly entry: number
}

export const rowChanges = ['none', 'added', 'changed', 'unchanged'] as const

export interface StagedRows {
  readonly batch: number
  readonly edition: number
  /** False for files that were staged before cells were kept with their types: they are shown, not edited. */
  readonly isEditable: boolean
  readonly length: number
  readonly rowAt: (place: number) => number
  /** Place of a row; -1 where the sheet has no such row. */
  readonly placeOf: (row: number) => number
  /** Null for a row that the register holds already, so that it waits no more. */
  readonly kindAt: (place: number) => RowKind | null
  readonly changeAt: (place: number) => (typeof rowChanges)[number]
  readonly isDirtyAt: (place: number) => boolean
  readonly dirty: () => number
  /** In ascending order. */
  readonly columns: () => readonly StagedColumn[]
  readonly column: (column: number) => StagedColumn
  readonly textAt: (place: number, column: number) => string | null
  readonly sheetRow: (place: number) => SheetRow
  readonly edits: (place: number) => readonly CellEdit[]
  readonly editedPlaces: () => readonly number[]
  /** Problems of rows as combinations, of which there are few: place -> combination, -1 for none. */
  readonly problems: () => ProblemSets
}

export interface ProblemSets {
  readonly at: (place: number) => number
  readonly sets: readonly (readonly Pick<Problem, 'code' | 'severity'>[])[]
}

export interface StagedRowsReading {
  /** Fails with not-found where the batch is gone or was not staged to its end. */
  of(batch: number): StagedRows
}

/** Files that are held at once, and for how long after the last question. */
const mostHeld = 2
const idleMs = 5 * 60_000
const gone = 255
const kindNumber = new Map<string, number>(rowKinds.map((kind, index) => [kind, index]))
const changeNumber = new Map<string, number>(rowChanges.map((change, index) => [change, index]))

interface Held {
  readonly rows: StagedRows
  readonly refresh: (edition: number, restated: number) => void
  usedAt: number
}

export function createStagedRowsReading(db: Database): StagedRowsReading {
  const held = new Map<number, Held>()
  const edition = db.prepare<[number], { edition: number; restated: number; bytes: number }>(`SELECT edition, restated, coalesce((SELECT length(rows) FROM staged_sheet WHERE batch_id = id), -1) AS bytes FROM staging_batch WHERE id = ? AND state <> 'loading'`)
  const letGo = setInterval(() => {
    for (const [batch, { usedAt }] of held) if (Date.now() - usedAt > idleMs) held.delete(batch)
  }, idleMs)
  letGo.unref()
  return {
    of(batch) {
      const now = edition.get(batch)
      if (now === undefined) {
        held.delete(batch)
        return fail('not-found', 'error.batch-gone')
      }
      const last = held.get(batch)
      // Rows that the register holds now are not kept: then it is another sheet.
      const known = now.bytes < 0 || last?.rows.length === now.bytes / 4 ? last : undefined
      held.delete(batch)
      const found = known ?? loadRows(db, batch)
      for (const [oldest] of [...held].slice(0, Math.max(0, held.size - mostHeld + 1))) held.delete(oldest)
      held.set(batch, found)
      found.usedAt = Date.now()
      found.refresh(now.edition, now.restated)
      return found.rows
    },
  }
}

/** The rows of a batch in whatever state it is, as they are now; for a look within a transaction. */
export function loadStagedRows(db: Database, batch: number): StagedRows {
  const { rows, refresh } = loadRows(db, batch)
  refresh(0, 0)
  return rows
}

interface StoredSheet {
  readonly rows: Uint8Array
  readonly hidden: string
}

function loadRows(db: Database, batch: number): Held {
  const stored = db.prepare<[number], StoredSheet>('SELECT rows, hidden FROM staged_sheet WHERE batch_id = ?').get(batch)
  const numbers = stored ? new Int32Array(stored.rows.slice().buffer) : Int32Array.from(db.prepare<[number], number>('SELECT row FROM staged_row WHERE batch_id = ? ORDER BY row').pluck().all(batch))
  const hidden = new Set<number>(stored ? (JSON.parse(stored.hidden) as number[]) : [])
  const columns = new Map<number, StagedColumn>()
  if (stored) {
    const read = db.prepare<[number], Parameters<typeof loadColumn>[0]>('SELECT "column", is_sparse, texts, forms, codes FROM staged_column WHERE batch_id = ? ORDER BY "column"')
    for (const one of read.iterate(batch)) columns.set(one.column, loadColumn(one, numbers.length))
  }
  const kinds = new Uint8Array(numbers.length).fill(gone)
  const changes = new Uint8Array(numbers.length)
  const dirty = new Set<number>()
  const edits = new Map<number, CellEdit[]>()
  let sets: { readonly of: Int32Array; readonly sets: (readonly Pick<Problem, 'code' | 'severity'>[])[]; readonly known: Map<string, number> } | null = null
  let known = -1

  function placeOf(row: number): number {
    let [low, high] = [0, numbers.length - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const found = numbers[middle] ?? 0
      if (found === row) return middle
      if (found < row) low = middle + 1
      else high = middle - 1
    }
    return -1
  }
  function column(number: number): StagedColumn {
    let found = columns.get(number)
    if (!found) {
      found = emptyColumn(number, numbers.length)
      columns.set(number, found)
    }
    return found
  }
  if (!stored) {
    // Staged by an earlier version: what the cells are beside their texts is not known.
    for (const { row, cells } of db.prepare<[number], { row: number; cells: string | null }>('SELECT row, cells FROM staged_row WHERE batch_id = ?').iterate(batch)) {
      for (const [at, text] of textsOf(cells)) column(at).setEntry(placeOf(row), column(at).entryOf(text, 'text'))
    }
  }

  const states = db.prepare<[number], [string, string, string]>('SELECT kind, json_group_array(row), change FROM staged_row WHERE batch_id = ? GROUP BY kind, change').raw()
  const editedStates = db.prepare<[number, number], [string, number, string]>('SELECT r.kind, r.row, r.change FROM staged_touch t JOIN staged_row r ON r.batch_id = t.batch_id AND r.row = t.row WHERE t.batch_id = ? AND t.stated > ?').raw()
  const touched = db.prepare<[number, number], number>('SELECT row FROM staged_touch WHERE batch_id = ? AND edition > ?').pluck()
  const dirtyRows = db.prepare<[number], number>('SELECT row FROM staged_touch WHERE batch_id = ? AND is_dirty = 1').pluck()
  const allEdits = db.prepare<[number], StoredEdit>('SELECT row, "column", original, text, person, at FROM staged_edit WHERE batch_id = ?')
  const someEdits = db.prepare<[number, number], StoredEdit>(
    'SELECT e.row, e."column", e.original, e.text, e.person, e.at FROM staged_touch t JOIN staged_edit e ON e.batch_id = t.batch_id AND e.row = t.row WHERE t.batch_id = ? AND t.edition > ?',
  )
  const allProblems = db.prepare<[number], [number, string, string]>(`SELECT row, problems, store_problems FROM staged_row WHERE batch_id = ? AND (problems <> '[]' OR store_problems <> '[]')`).raw()
  const someProblems = db.prepare<[number, number], [number, string, string]>('SELECT r.row, r.problems, r.store_problems FROM staged_touch t JOIN staged_row r ON r.batch_id = t.batch_id AND r.row = t.row WHERE t.batch_id = ? AND t.stated > ?').raw()

  function setState(kind: string, row: number, change: string): number {
    const place = placeOf(row)
    if (place < 0) return place
    kinds[place] = kindNumber.get(kind) ?? gone
    changes[place] = changeNumber.get(change) ?? 0
    return place
  }
  function applyEdit({ row, column: at, original, text, person, at: time }: StoredEdit): void {
    const place = placeOf(row)
    if (place < 0) return
    const of = column(at)
    const list = edits.get(place) ?? []
    list.push({ column: at, original, person, at: time, entry: of.entryAt(place) })
    edits.set(place, list)
    of.setEntry(place, text === null ? -1 : of.entryOf(text, typedAs(text, of)))
  }
  function dropEdits(place: number): void {
    for (const edit of edits.get(place) ?? []) column(edit.column).setEntry(place, edit.entry)
    edits.delete(place)
  }
  function setProblems(row: number, problems: string, storeProblems: string): void {
    const place = placeOf(row)
    if (sets === null || place < 0) return
    // The store wrote these texts itself, as Problem[].
    const found = [problems, storeProblems].flatMap((text) => (text === '[]' ? [] : (JSON.parse(text) as Problem[])))
    const key = [...new Set(found.map(({ severity, code }) => `${severity} ${code}`))].sort().join('\n')
    let set = found.length === 0 ? -1 : sets.known.get(key)
    if (set === undefined) {
      set = sets.sets.push(key.split('\n').map((line) => ({ severity: line.slice(0, line.indexOf(' ')) as Problem['severity'], code: line.slice(line.indexOf(' ') + 1) }))) - 1
      sets.known.set(key, set)
    }
    sets.of[place] = set
  }
  function refresh(edition: number, restated: number): void {
    if (edition === known) return
    if (known < 0 || restated > known) {
      kinds.fill(gone)
      for (const [kind, rows, change] of states.all(batch)) for (const row of JSON.parse(rows) as number[]) setState(kind, row, change)
      for (const place of edits.keys()) dropEdits(place)
      for (const edit of allEdits.all(batch)) applyEdit(edit)
      sets = null
    } else {
      for (const [kind, row, change] of editedStates.iterate(batch, known)) setState(kind, row, change)
      for (const row of touched.iterate(batch, known)) dropEdits(placeOf(row))
      for (const edit of someEdits.all(batch, known)) applyEdit(edit)
      if (sets) for (const [row, problems, storeProblems] of someProblems.iterate(batch, known)) setProblems(row, problems, storeProblems)
    }
    dirty.clear()
    for (const row of dirtyRows.all(batch)) dirty.add(placeOf(row))
    known = edition
  }
  const rows: StagedRows = {
    batch,
    get edition() { return known },
    isEditable: stored !== undefined,
    length: numbers.length,
    rowAt: (place) => numbers[place] ?? 0,
    placeOf,
    kindAt: (place) => rowKinds[kinds[place] ?? gone] ?? null,
    changeAt: (place) => rowChanges[changes[place] ?? 0] ?? 'none',
    isDirtyAt: (place) => dirty.has(place),
    dirty: () => dirty.size,
    columns: () => [...columns.values()].sort((a, b) => a.column - b.column),
    column,
    textAt(place, at) {
      const of = columns.get(at)
      return of ? of.shown(of.entryAt(place)) : null
    },
    sheetRow(place) {
      const row = numbers[place] ?? 0
      const cells = [...columns.values()].flatMap((of) => of.cell(of.entryAt(place)) ?? [])
      return { row, isHidden: hidden.has(row), cells: cells.sort((a, b) => a.column - b.column) }
    },
    edits: (place) => edits.get(place) ?? [],
    editedPlaces: () => [...edits.keys()],
    problems() {
      if (sets === null) {
        sets = { of: new Int32Array(numbers.length).fill(-1), sets: [], known: new Map() }
        for (const [row, problems, storeProblems] of allProblems.iterate(batch)) setProblems(row, problems, storeProblems)
      }
      const { of, sets: found } = sets
      return { at: (place) => of[place] ?? -1, sets: found }
    },
  }
  return { rows, refresh, usedAt: 0 }
}

interface StoredEdit {
  readonly row: number
  readonly column: number
  readonly original: string | null
  readonly text: string | null
  readonly person: string
  readonly at: string
}

/** Canonical numbers and ISO dates count as what the column's own cells are; every other text is read as a text of the column. */
export function typedAs(text: string, column: StagedColumn): 'text' | 'number' | 'date' {
  if (column.hasType('number') && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)) return 'number'
  if (column.hasType('date') && /^\d{4}-\d\d-\d\d$/.test(text)) return 'date'
  return 'text'
}

function textsOf(cells: string | null): (readonly [number, string])[] {
  const parsed = JSON.parse(cells ?? '[]') as RowTexts | readonly { readonly address: string; readonly text: string }[]
  if ('columns' in parsed) return parsed.columns.map((column, index) => [column, parsed.texts[index] ?? ''] as const)
  return parsed.map(({ address, text }) => [columnOf(address), text] as const)
}
const columnOf = (address: string): number => address.replace(/\d+$/, '').split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
