/** Reading of records by the catalogue: pages, selections, facets and totals of any type, over one connection. */
import type { Database } from 'better-sqlite3'
import type { z } from 'zod'
import type { Table } from '../../../../../shared/contract/common.ts'
import { RecordView, type RecordFilter, type records } from '../../../../../shared/contract/records.ts'
import { createDecimalSum } from '../../../../../shared/domain/decimal.ts'
import { recordSpec } from '../../../../../shared/domain/register/record-catalogue.ts'
import { recordTypes, type RecordType } from '../../../../../shared/domain/register/record-types.ts'
import { rowLimit } from '../table-page.ts'
import { derivedField } from './derived-fields.ts'
import { marksJson, marksOf } from './record-marks.ts'
import { createRecordChoices, type ChoicesRequest } from './record-choices.ts'
import { createRecordHistory } from './record-history.ts'
import { createRecordQuery, searchedFields, type SortKey } from './record-query.ts'
import { createRecordSets } from './record-sets.ts'
import { createRecordSheets } from './record-sheet.ts'
import { bind, createStatements, isRecordSql, knownField, textSql, type Reader } from './record-sql.ts'
import type { RowSet } from './row-set.ts'
import { foldSearch } from './text-order.ts'

type Output<K extends keyof typeof records> = z.output<(typeof records)[K]['output']>
interface Chosen extends Reader { readonly type: RecordType; readonly filter: RecordFilter }
export interface RecordPageRequest extends Chosen { readonly fields: readonly string[]; readonly offset: number; readonly limit: number; readonly sort: readonly SortKey[] }
export interface RecordIdsRequest extends Chosen { readonly offset?: number; readonly limit?: number; readonly sort?: readonly SortKey[] }
/** `texts`: what the window shows of the values of a choice, so that they are found by it. */
export interface RecordFacetRequest extends Chosen { readonly field: string; readonly find: string; readonly limit: number; readonly texts?: ReadonlyMap<string, string> }

export interface RecordReading {
  counts(): Output<'counts'>
  page(request: RecordPageRequest): Table
  ids(request: RecordIdsRequest): Output<'ids'>
  facet(request: RecordFacetRequest): Output<'facet'>
  totals(request: Chosen): Output<'totals'>
  /** Fails with not-found where no live record of the type has the id. */
  show(request: Reader & { readonly type: RecordType; readonly id: number }): Output<'show'>
  history(request: Reader & { readonly type: RecordType; readonly id: number; readonly field: string | null; readonly offset: number; readonly limit: number }): Output<'history'>
  choices(request: ChoicesRequest): Output<'choices'>
  views(type: RecordType): Output<'views'>
  /** Texts of fields of records, by id and in the order of the fields; records that are gone have none. */
  texts(request: Reader & { readonly type: RecordType; readonly fields: readonly string[]; readonly ids: readonly number[] }): Map<number, (string | number | null)[]>
  /** Makes one column that a grid will need; false where there is none left to make. */
  warm(type: RecordType, reader: Reader): boolean
}

/** Records of a type up to which costly columns are made ahead. */
const warmHeavyUpTo = 200_000

/** SQL of the rows of a page, of the ids bound as $ids; exported so that a test can look at its query plan. */
export function pageRowsSql(type: RecordType, fields: readonly string[]): string {
  const spec = recordSpec(type)
  const marks = marksOf(type).map(({ sql }) => `(${sql})`)
  const texts = fields.map((key) => textSql(type, knownField(type, key), 't'))
  return `SELECT ${['t.id', ...marks, ...texts].join(', ')} FROM json_each($ids) i JOIN ${spec.table} t ON t.id = i.value WHERE ${isRecordSql(spec, 't')} ORDER BY i.key`
}

export function createRecordReading(db: Database): RecordReading {
  const sets = createRecordSets(db)
  const query = createRecordQuery(db)
  const statement = createStatements(db)
  const history = createRecordHistory(db, sets.names)
  const sheet = createRecordSheets(db, (type, fields, id, reader) => rowsOf(type, fields, [id], reader)[0]?.texts, history)
  const choices = createRecordChoices(db, () => sets.changeset())
  const lists = new Map<string, { readonly changeset: number; readonly set: RowSet; readonly places: Int32Array }>()

  /** Pages of one list are cut from one order. */
  function placesOf({ type, filter, locale, today }: Chosen, sort: readonly SortKey[]): { readonly set: RowSet; readonly places: Int32Array } {
    const set = sets.of(type, { locale, today })
    const key = JSON.stringify([type, filter, sort, locale, today])
    const kept = lists.get(key)
    if (kept?.changeset === sets.changeset() && kept.set === set) return { set, places: kept.places }
    const places = query.places(set, type, filter, sort)
    lists.delete(key)
    if (lists.size >= 6) for (const old of [...lists.keys()].slice(0, 1)) lists.delete(old)
    lists.set(key, { changeset: sets.changeset(), set, places })
    return { set, places }
  }
  function rowsOf(type: RecordType, fields: readonly string[], ids: readonly number[], { locale, today }: Reader): { id: number; marks: string | null; texts: (string | number | null)[] }[] {
    const sql = pageRowsSql(type, fields)
    const marks = marksOf(type)
    const shown = fields.map((key) => {
      const field = knownField(type, key)
      return field.store.in === 'derived' ? derivedField(type, key).shown : undefined
    })
    // The id, the marks as 0 or 1, the fields.
    const rows = statement(sql).raw().all(bind(sql, { ids: JSON.stringify(ids), locale, today })) as (string | number | null)[][]
    return rows.map((row) => ({
      id: Number(row[0]),
      marks: marksJson(marks, (index) => row[1 + index] === 1),
      texts: row.slice(1 + marks.length).map((value, index) => {
        const show = shown[index]
        return value === '' ? null : show && value !== null ? show(String(value)) : value
      }),
    }))
  }

  return {
    counts: () => recordTypes.map((type) => {
      const spec = recordSpec(type)
      return { type, count: Number(statement(`SELECT count(*) FROM ${spec.table} t WHERE ${isRecordSql(spec, 't')}`).pluck().get()) }
    }),
    page(request) {
      const { type, fields, offset } = request
      for (const key of fields) knownField(type, key)
      const { set, places } = placesOf(request, request.sort)
      const ids = [...places.subarray(offset, offset + rowLimit(request.limit, fields.length + 2))].map((place) => set.ids[place] ?? 0)
      const rows = rowsOf(type, fields, ids, request)
      const column = (key: string, values: (string | number | null)[]) => ({ key, values })
      return {
        columns: [column('id', rows.map(({ id }) => id)), column('_marks', rows.map(({ marks }) => marks)), ...fields.map((key, index) => column(key, rows.map(({ texts }) => texts[index] ?? null)))],
        offset, total: places.length, changeset: sets.changeset(),
      }
    },
    ids({ offset = 0, limit = 40_000, sort = [], ...request }) {
      const { set, places } = placesOf(request, sort)
      return { total: places.length, ids: Array.from(places.subarray(offset, offset + limit), (place) => set.ids[place] ?? 0) }
    },
    facet({ type, filter, field, find, limit, texts, ...reader }) {
      knownField(type, field)
      const set = sets.of(type, reader)
      const counts = set.column(field).counts(query.places(set, type, filter, [], field))
      const wanted = foldSearch(find.trim())
      const found = counts
        .map((entry) => ({ ...entry, text: entry.value === null ? null : (texts?.get(String(entry.value)) ?? entry.text) }))
        .filter(({ text }) => wanted === '' || (text !== null && foldSearch(text).includes(wanted)))
        .sort((a, b) => b.rows - a.rows || (String(a.text) < String(b.text) ? -1 : 1))
      return { values: found.slice(0, limit), more: Math.max(0, found.length - limit) }
    },
    totals(request) {
      const { type } = request
      const { set, places } = placesOf(request, [])
      const { fields } = recordSpec(type)
      const sums = fields.filter((field) => field.type === 'usd').map(({ key }) => {
        const column = set.column(key)
        let [cents, missing] = [0, 0]
        for (const place of places) {
          const value = column.valueAt(place)
          if (value === null) missing += 1
          else cents += Number(value)
        }
        return { field: key, cents, missing }
      })
      return { records: places.length, sums, originals: fields.some(({ key }) => key === 'currency') ? fields.filter((field) => field.type === 'decimal' && field.key.endsWith('original')).flatMap(({ key }) => originals(set, places, key)) : [] }
    },
    show({ type, id, ...reader }) {
      sets.refresh()
      return sheet(type, id, reader)
    },
    history({ type, id, field, offset, limit, ...reader }) {
      sets.refresh()
      const entries = history.entries(type, id, field, reader)
      return { total: entries.length, entries: entries.slice(offset, offset + limit) }
    },
    choices(request) {
      sets.refresh()
      return choices(request, () => sets.of(request.type, { locale: request.locale, today: request.today }))
    },
    views: (type) =>
      (statement('SELECT name, view, person, at FROM remembered_view WHERE record_type = ? ORDER BY name').all(type) as { name: string; view: string; person: string; at: string }[]).map((row) => ({ ...row, view: RecordView.parse(JSON.parse(row.view)) })),
    texts: ({ type, fields, ids, ...reader }) => new Map(rowsOf(type, fields, ids, reader).map(({ id, texts }) => [id, texts])),
    warm(type, reader) {
      const set = sets.of(type, reader)
      const { fields } = recordSpec(type)
      const isHeavy = (key: string): boolean => knownField(type, key).store.in === 'derived' && derivedField(type, key).isHeavy === true
      // Of a very large register the costly ones are made when they are asked for: they would hold up other requests.
      const wanted = new Set([...searchedFields(type), ...fields.filter(({ isShown }) => isShown)].map(({ key }) => key))
      const next = [...wanted].filter((key) => set.length <= warmHeavyUpTo || !isHeavy(key)).sort((a, b) => Number(isHeavy(a)) - Number(isHeavy(b))).find((key) => !set.hasColumn(key))
      if (next === undefined) return false
      set.column(next).ranks(set.length, reader.locale)
      return true
    },
  }
}

/** Exact sums of original amounts, per currency. */
function originals(set: RowSet, places: Int32Array, key: string): { field: string; currency: string; total: string; records: number }[] {
  const [amounts, currencies] = [set.column(key), set.column(key === 'other-original' ? 'other-currency' : 'currency')]
  const sums = new Map<string, { readonly sum: ReturnType<typeof createDecimalSum>; records: number }>()
  for (const place of places) {
    const [amount, currency] = [amounts.valueAt(place), currencies.valueAt(place)]
    if (amount === null || currency === null) continue
    const known = sums.get(String(currency)) ?? { sum: createDecimalSum(), records: 0 }
    known.sum.add(String(amount))
    known.records += 1
    sums.set(String(currency), known)
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, { sum, records }]) => ({ field: key, currency, total: sum.value(), records }))
}
