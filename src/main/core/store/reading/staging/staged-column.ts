/**
 * A column of a staged sheet in memory: entries (texts and what their cells are) and the entry of each row. An edited cell points to an
 * entry that was added; the entry that the file gave is kept beside it by whoever edits.
 */
import type { SheetCell } from '../../../../../shared/domain/sheet.ts'
import type { CellForm, ColumnForms } from '../../../../../shared/domain/staged-sheet.ts'
import { createTextList } from './text-list.ts'

export interface StagedColumn {
  readonly column: number
  /** Entries with their texts; null where the cell shows nothing (blank, or covered by a merged one). */
  readonly shown: (entry: number) => string | null
  readonly entries: () => number
  /** Entry of a row by its place; -1 for none. */
  readonly entryAt: (place: number) => number
  readonly setEntry: (place: number, entry: number) => void
  /** The entry of a text as a person types it; `isNumber` where it counts as a stored number. */
  readonly entryOf: (text: string, type: 'text' | 'number' | 'date') => number
  readonly cell: (entry: number) => SheetCell | undefined
  /** What an entry's cell is; null where there is none. */
  readonly typeOf: (entry: number) => SheetCell['type'] | null
  /** Do cells of this type stand in the column as read? */
  readonly hasType: (type: SheetCell['type']) => boolean
  /** Places of the rows that have a cell, and their entries, for a walk over all. */
  readonly codes: () => Int32Array
}

export interface StoredColumn {
  readonly column: number
  readonly is_sparse: number
  readonly texts: Uint8Array
  readonly forms: string
  readonly codes: Uint8Array
}

const typed: Readonly<Record<'text' | 'number' | 'date', CellForm>> = { text: { type: 'text' }, number: { type: 'number' }, date: { type: 'date' } }
const blank = /^\s*$/

/** In: the column as stored, and how many rows the sheet has. */
export function loadColumn(stored: StoredColumn, rows: number): StagedColumn {
  const codes = codesOf(stored, rows)
  // The store keeps what cell-columns.ts made; forms were parsed when they were kept.
  const texts = createTextList(stored.texts)
  const { forms, runs, asides } = JSON.parse(stored.forms) as ColumnForms
  const ends: number[] = []
  const runForms: CellForm[] = []
  let end = 0
  for (const [form, count] of runs) {
    end += count
    ends.push(end)
    runForms.push(forms[form] ?? { type: 'text' })
  }
  const asRead = texts.length()
  const added: CellForm[] = []
  const places = new Map<string, number>()
  const asideOf = new Map(asides.map(([entry, raw, formula]) => [entry, { raw, formula }]))
  const isPlain = runForms.every(({ type, merge }) => type !== 'blank' && merge !== 'covered')

  function formOf(entry: number): CellForm {
    if (entry >= asRead) return added[entry - asRead] ?? typed.text
    if (ends.length === 1) return runForms[0] ?? typed.text
    let [low, high] = [0, ends.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] ?? 0) > entry) high = middle
      else low = middle + 1
    }
    return runForms[low] ?? typed.text
  }
  return {
    column: stored.column,
    codes: () => codes,
    entries: texts.length,
    entryAt: (place) => codes[place] ?? -1,
    setEntry: (place, entry) => void (codes[place] = entry),
    hasType: (type) => runForms.some((form) => form.type === type),
    shown(entry) {
      const text = texts.at(entry)
      if (text === undefined) return null
      if (!isPlain) {
        const { type, merge } = formOf(entry)
        if (type === 'blank' || merge === 'covered') return null
      }
      return blank.test(text) ? null : text
    },
    entryOf(text, type) {
      const key = `${type} ${text}`
      const known = places.get(key)
      if (known !== undefined) return known
      const entry = texts.push(text)
      added.push(typed[type])
      places.set(key, entry)
      return entry
    },
    typeOf: (entry) => (entry >= 0 && entry < texts.length() ? formOf(entry).type : null),
    cell(entry) {
      const text = texts.at(entry)
      if (text === undefined) return undefined
      const aside = asideOf.get(entry)
      return { column: stored.column, raw: aside?.raw ?? text, text, ...formOf(entry), ...(aside?.formula != null && { formula: aside.formula }) } as SheetCell
    },
  }
}

/** A column that holds nothing yet: somebody writes beside the table. */
export const emptyColumn = (column: number, rows: number): StagedColumn =>
  loadColumn({ column, is_sparse: 1, texts: new TextEncoder().encode('[]'), forms: '{"forms":[],"runs":[],"asides":[]}', codes: new Uint8Array() }, rows)

function codesOf({ is_sparse: isSparse, codes }: StoredColumn, rows: number): Int32Array {
  // A copy: what SQLite gives may stand at any place of its buffer.
  const numbers = new Int32Array(codes.slice().buffer)
  if (isSparse === 0) return numbers
  const dense = new Int32Array(rows).fill(-1)
  for (let index = 0; index + 1 < numbers.length; index += 2) dense[numbers[index] ?? 0] = numbers[index + 1] ?? -1
  return dense
}
