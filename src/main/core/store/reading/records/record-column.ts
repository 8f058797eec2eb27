/**
 * One field of all records of a type: numbers as they are, everything else as codes into a dictionary of values with their texts.
 * What is costly (ranks, folded texts) is made when it is first asked for and kept until the dictionary grows.
 */
import type { FieldSpec, FieldType } from '../../../../../shared/domain/register/field.ts'
import { distinct, foldSearch, listRanks, numberRanks, plainRanks, rankIn, textRanks } from './text-order.ts'

export type StoredValue = string | number | null

export interface RecordColumn {
  /** Puts the stored value of a record at its place. */
  put(place: number, value: StoredValue): void
  grow(capacity: number): void
  /** Value as facets and filters have it. */
  valueAt(place: number): StoredValue
  textAt(place: number): string | null
  /** For each place its rank from 1 by order; 0 for an empty value. Highest rank beside it. */
  ranks(length: number, locale: string): { readonly ranks: Uint32Array; readonly highest: number }
  /** Marks the places whose value passes. */
  matching(length: number, keeps: Keeps): Uint8Array
  /** How often each value stands at the given places. */
  counts(places: Int32Array): { readonly value: StoredValue; readonly text: string | null; readonly rows: number }[]
  /** Marks the places whose text holds the folded text; null for numbers, which are not searched. */
  holding(length: number, folded: string): Uint8Array | null
}

/** Asked once for each value of a dictionary, with what is shown of it. */
export type Keeps = (value: StoredValue, text: string | null) => boolean

const numeric: ReadonlySet<FieldType> = new Set(['usd', 'share', 'integer', 'flag'])
export const isNumberField = (field: FieldSpec): boolean => numeric.has(field.type)

/** `textOf` gives what is shown of a stored value; `isReference` that values are ids or keys and texts are names. */
export function createColumn(field: FieldSpec, capacity: number, textOf: (value: string | number) => string | null, isReference: boolean): RecordColumn {
  return isNumberField(field) ? createNumberColumn(capacity) : createTextColumn(field, capacity, textOf, isReference)
}

function createNumberColumn(capacity: number): RecordColumn {
  let values = new Float64Array(capacity).fill(Number.NaN)
  let ranked: { readonly ranks: Uint32Array; readonly highest: number } | null = null
  const at = (place: number): number | null => {
    const value = values[place]
    return value === undefined || Number.isNaN(value) ? null : value
  }
  return {
    put(place, value) {
      values[place] = value === null ? Number.NaN : Number(value)
      ranked = null
    },
    grow(size) {
      const grown = new Float64Array(size).fill(Number.NaN)
      grown.set(values)
      values = grown
      ranked = null
    },
    valueAt: at,
    textAt: (place) => at(place)?.toString() ?? null,
    ranks(length) {
      if (ranked) return ranked
      const { sorted, length: highest } = distinct(values.slice(0, length).filter((value) => !Number.isNaN(value)))
      const ranks = new Uint32Array(values.length)
      for (let place = 0; place < length; place++) {
        const value = values[place] ?? Number.NaN
        if (!Number.isNaN(value)) ranks[place] = rankIn(sorted, highest, value)
      }
      return (ranked = { ranks, highest })
    },
    matching(length, keeps) {
      const marks = new Uint8Array(length)
      for (let place = 0; place < length; place++) marks[place] = keeps(at(place), null) ? 1 : 0
      return marks
    },
    counts(places) {
      const found = new Map<number | null, number>()
      for (const place of places) {
        const value = at(place)
        found.set(value, (found.get(value) ?? 0) + 1)
      }
      return [...found].map(([value, rows]) => ({ value, text: value === null ? null : String(value), rows }))
    },
    holding: () => null,
  }
}

function createTextColumn(field: FieldSpec, capacity: number, textOf: (value: string | number) => string | null, isReference: boolean): RecordColumn {
  let codes = new Uint32Array(capacity)
  const values: StoredValue[] = [null]
  const texts: (string | null)[] = [null]
  const codeOf = new Map<string | number, number>()
  let dictionaryRanks: Uint32Array | null = null
  let rowRanks: { readonly ranks: Uint32Array; readonly highest: number } | null = null
  let folded: string[] | null = null

  function encode(value: StoredValue): number {
    if (value === null || value === '') return 0
    const known = codeOf.get(value)
    if (known !== undefined) return known
    codeOf.set(value, values.length)
    values.push(value)
    texts.push(textOf(value))
    dictionaryRanks = null
    folded = null
    return values.length - 1
  }
  const ranksOfDictionary = (locale: string): Uint32Array =>
    (dictionaryRanks ??= field.choices ? listRanks(values, field.choices.codes) : field.type === 'decimal' ? numberRanks(texts) : field.type === 'date' || field.type === 'period' ? plainRanks(values.map((value) => (value === null ? null : String(value)))) : textRanks(texts, locale))
  const marked = (length: number, entries: Uint8Array): Uint8Array => {
    const marks = new Uint8Array(length)
    for (let place = 0; place < length; place++) marks[place] = entries[codes[place] ?? 0] ?? 0
    return marks
  }
  return {
    put(place, value) {
      codes[place] = encode(value)
      rowRanks = null
    },
    grow(size) {
      const grown = new Uint32Array(size)
      grown.set(codes)
      codes = grown
      rowRanks = null
    },
    valueAt: (place) => values[codes[place] ?? 0] ?? null,
    textAt: (place) => texts[codes[place] ?? 0] ?? null,
    ranks(length, locale) {
      if (rowRanks) return rowRanks
      const ofEntry = ranksOfDictionary(locale)
      const ranks = new Uint32Array(codes.length)
      for (let place = 0; place < length; place++) ranks[place] = ofEntry[codes[place] ?? 0] ?? 0
      return (rowRanks = { ranks, highest: Math.max(ofEntry.length, (field.choices?.codes.length ?? 0) + 1) })
    },
    matching: (length, keeps) => marked(length, Uint8Array.from(values, (value, code) => (keeps(value, texts[code] ?? null) ? 1 : 0))),
    counts(places) {
      const rows = new Uint32Array(values.length)
      for (const place of places) {
        const code = codes[place] ?? 0
        rows[code] = (rows[code] ?? 0) + 1
      }
      return [...rows.entries()].filter(([, count]) => count > 0).map(([code, count]) => ({ value: values[code] ?? null, text: texts[code] ?? null, rows: count }))
    },
    holding(length, wanted) {
      folded ??= texts.map((text) => (text === null ? '' : foldSearch(text)))
      // A code that stands for a reference is found by its name alone; other values as they are.
      const entries = Uint8Array.from(folded, (text, code) => (code > 0 && (text.includes(wanted) || (!isReference && text !== values[code] && foldSearch(String(values[code])).includes(wanted))) ? 1 : 0))
      return marked(length, entries)
    },
  }
}
