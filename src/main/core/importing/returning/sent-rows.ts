/**
 * What the rows of a workbook said when it went out, kept to be compared with the file that comes back. Rows are found again by what they are
 * about and say, columns by their header, never by their number: an office sorts, deletes and adds.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { foldSpace, textKey } from '../../../../shared/domain/text-key.ts'
import type { SubmissionMapping, ValidatedRow } from '../../../../shared/domain/submission.ts'

export interface SentRows {
  readonly version: 1
  /** `isKey`: a row is known by its texts in these columns. */
  readonly columns: readonly { readonly header: string; readonly field: string; readonly isKey: boolean }[]
  /** `row` of the sheet, one-based; texts by the columns above, null where the cell was empty. */
  readonly rows: readonly { readonly row: number; readonly texts: readonly (string | null)[] }[]
}

/** Text for the column `sent_rows`: base64 of deflated JSON. */
export const packSentRows = (rows: SentRows): string => deflateRawSync(JSON.stringify(rows)).toString('base64')

/** Largest JSON of sent rows that is unpacked. */
const mostBytes = 512 * 1024 * 1024
/** The store wrote the text itself; that it is whole is looked at, without a schema: the parser's process, which compares, does without that library. */
export function unpackSentRows(text: string): SentRows {
  const rows: unknown = JSON.parse(inflateRawSync(Buffer.from(text, 'base64'), { maxOutputLength: mostBytes }).toString('utf8'))
  if (typeof rows !== 'object' || rows === null || !('version' in rows) || rows.version !== 1 || !('columns' in rows) || !Array.isArray(rows.columns) || !('rows' in rows) || !Array.isArray(rows.rows)) throw new TypeError('rows of another form than SentRows')
  return rows as SentRows
}

const keyFields: ReadonlySet<string> = new Set(['identifier', 'entity-code', 'agreement'])
const nameFields = ['identifier', 'title', 'agreement', 'activity', 'description', 'partner'] as const

/** Takes the rows of a sheet as they are understood; keeps those of data. */
export function createSentRows({ columns }: Pick<SubmissionMapping, 'columns'>): { add(row: ValidatedRow): void; readonly rows: SentRows } {
  const byKey = columns.some(({ field }) => keyFields.has(field))
  const list: SentRows['rows'][number][] = []
  const rows: SentRows = { version: 1, columns: columns.map(({ header, field }) => ({ header, field, isKey: byKey ? keyFields.has(field) : field === 'title' })), rows: list }
  const places = new Map(columns.map(({ column }, index) => [column, index]))
  return {
    rows,
    add({ row, kind, cells }) {
      if (kind !== 'accepted' && kind !== 'rejected' && kind !== 'parked') return
      const texts: (string | null)[] = columns.map(() => null)
      for (const [index, column] of cells.columns.entries()) {
        const place = places.get(column)
        const text = cells.texts[index] ?? ''
        if (place !== undefined && text.trim() !== '') texts[place] = text
      }
      list.push({ row, texts })
    },
  }
}

export interface RowDifference {
  readonly row: number
  readonly name: string
  readonly change: 'changed' | 'added' | 'removed'
  /** Header of the column; empty for a whole row, whose texts stand in `before` or `after`. */
  readonly field: string
  readonly before: string | null
  readonly after: string | null
}

export interface Comparison {
  /** The first of them; `total` counts all. */
  readonly differences: readonly RowDifference[]
  readonly total: number
  /** Rows that say what they said. */
  readonly unchanged: number
}

/** Differences that are listed. */
export const mostDifferences = 2000
/** Rows on each side that are still compared one with another. */
const mostCompared = 400

/** In: what was sent, and what the sheet says now. A row counts as the same where its key is, or else more than half of what it says. */
export function compareRows(sent: SentRows, now: SentRows): Comparison {
  const differences: RowDifference[] = []
  let total = 0
  let unchanged = 0
  const note = (difference: RowDifference): void => {
    total += 1
    if (differences.length < mostDifferences) differences.push(difference)
  }
  const { pairs, gone, fresh } = matchColumns(sent, now)
  for (const column of gone) note({ row: 0, name: '', change: 'removed', field: sent.columns[column]?.header ?? '', before: sent.columns[column]?.header ?? '', after: null })
  for (const column of fresh) note({ row: 0, name: '', change: 'added', field: now.columns[column]?.header ?? '', before: null, after: now.columns[column]?.header ?? '' })

  const before = sent.rows.map((row) => toRow(row.row, pairs.map(([column]) => row.texts[column] ?? null), pairs.map(([column]) => sent.columns[column]?.isKey === true)))
  const after = now.rows.map((row) => toRow(row.row, pairs.map(([, column]) => row.texts[column] ?? null), pairs.map(([column]) => sent.columns[column]?.isKey === true)))
  let [left, right] = [before, after]
  const matched: [Row, Row][] = []
  const pairUp = (keyOf: (row: Row) => string, choose: (from: readonly Row[], to: readonly Row[]) => [Row, Row][]): void => {
    const groups = Map.groupBy(right, keyOf)
    const taken = new Set<Row>()
    for (const [key, rows] of Map.groupBy(left, keyOf)) {
      if (key === '') continue
      for (const [one, other] of choose(rows, groups.get(key) ?? [])) {
        matched.push([one, other])
        taken.add(one)
        taken.add(other)
      }
    }
    left = left.filter((row) => !taken.has(row))
    right = right.filter((row) => !taken.has(row))
  }
  pairUp(({ whole }) => whole, (from, to) => from.slice(0, to.length).flatMap((row, index): [Row, Row][] => { const other = to[index]; return other ? [[row, other]] : [] }))
  pairUp(({ key }) => key, (from, to) => likest(from, to, 0))
  pairUp(() => 'all', (from, to) => likest(from, to, 0.5))

  const nameColumn = nameFields.map((field) => pairs.findIndex(([column]) => sent.columns[column]?.field === field)).filter((index) => index >= 0)
  const nameOf = (row: Row): string => nameColumn.map((index) => row.texts[index]).find((text) => text) ?? row.texts.find((text) => text) ?? ''
  for (const [one, other] of matched.sort(([, a], [, b]) => a.row - b.row)) {
    let isSame = true
    for (const [index, [column]] of pairs.entries()) {
      const [was, is] = [one.texts[index] ?? null, other.texts[index] ?? null]
      if (was === is) continue
      isSame = false
      note({ row: other.row, name: nameOf(other), change: 'changed', field: sent.columns[column]?.header ?? '', before: was, after: is })
    }
    if (isSame) unchanged += 1
  }
  for (const row of right) note({ row: row.row, name: nameOf(row), change: 'added', field: '', before: null, after: shown(row) })
  for (const row of left) note({ row: row.row, name: nameOf(row), change: 'removed', field: '', before: shown(row), after: null })
  return { differences, total, unchanged }
}

interface Row {
  readonly row: number
  readonly texts: readonly (string | null)[]
  readonly key: string
  readonly whole: string
}

function toRow(row: number, texts: readonly (string | null)[], isKey: readonly boolean[]): Row {
  const folded = texts.map((text) => (text === null || text.trim() === '' ? null : foldSpace(text)))
  const keys = folded.filter((_, index) => isKey[index])
  return { row, texts: folded, key: keys.every((text) => text === null) ? '' : JSON.stringify(keys.map((text) => textKey(text ?? ''))), whole: JSON.stringify(folded) }
}

const shown = ({ texts }: Row): string => texts.filter((text) => text !== null).join(' · ').slice(0, 300)

/** Columns of both by header and, among equal ones, by order; then by what they carry where only one on each side is left that does. */
function matchColumns(sent: SentRows, now: SentRows): { readonly pairs: readonly (readonly [number, number])[]; readonly gone: readonly number[]; readonly fresh: readonly number[] } {
  const pairs: [number, number][] = []
  let gone = sent.columns.map((_, index) => index)
  let fresh = now.columns.map((_, index) => index)
  const pair = (keyOf: (column: SentRows['columns'][number]) => string, isOnly: boolean): void => {
    for (const column of gone) {
      const [one] = sent.columns.slice(column, column + 1)
      const same = fresh.filter((index) => one !== undefined && now.columns[index] !== undefined && keyOf(one) !== '' && keyOf(now.columns[index]) === keyOf(one))
      const rivals = gone.filter((index) => one !== undefined && sent.columns[index] !== undefined && keyOf(sent.columns[index]) === keyOf(one))
      const [other] = same
      if (other === undefined || (isOnly && (same.length > 1 || rivals.length > 1))) continue
      pairs.push([column, other])
      fresh = fresh.filter((index) => index !== other)
    }
    gone = gone.filter((column) => !pairs.some(([known]) => known === column))
  }
  pair(({ header }) => textKey(header), false)
  pair(({ field }) => (field === 'ignore' ? '' : field), true)
  return { pairs: pairs.sort(([a], [b]) => a - b), gone, fresh }
}

/** Pairs rows that say most of the same, best first; at least the given share of what both say must be equal. */
function likest(from: readonly Row[], to: readonly Row[], least: number): [Row, Row][] {
  if (from.length === 0 || to.length === 0) return []
  if (from.length > mostCompared || to.length > mostCompared) return least > 0 ? [] : from.flatMap((row, index): [Row, Row][] => { const other = to[index]; return other ? [[row, other]] : [] })
  const candidates = from.flatMap((one, a) => to.flatMap((other, b) => {
    const likeness = share(one, other)
    return likeness >= least && (least === 0 || likeness > 0) ? [{ one, other, likeness, order: Math.abs(a - b) }] : []
  }))
  const taken = new Set<Row>()
  return candidates.sort((a, b) => b.likeness - a.likeness || a.order - b.order).flatMap(({ one, other }): [Row, Row][] => {
    if (taken.has(one) || taken.has(other)) return []
    taken.add(one)
    taken.add(other)
    return [[one, other]]
  })
}

function share(one: Row, other: Row): number {
  let [same, filled] = [0, 0]
  for (const [index, text] of one.texts.entries()) {
    if (text === null && other.texts[index] === null) continue
    filled += 1
    if (text === other.texts[index]) same += 1
  }
  return filled === 0 ? 0 : same / filled
}
