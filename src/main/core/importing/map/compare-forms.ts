/**
 * How a form differs from the one that was confirmed before: pure comparison of two headers. A column is the same where its folded header
 * is; what is left over on both sides is renamed where it stands in the same place between its neighbours or its words are alike.
 */
import type { Drift } from '../../../../shared/contract/submissions.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'
import type { ColumnMapping } from '../../../../shared/domain/submission.ts'
import { wordsKey } from './name-forms.ts'
import { typingErrors } from './name-likeness.ts'

export type FormColumn = Pick<ColumnMapping, 'column' | 'header'> & Partial<Pick<ColumnMapping, 'samples'>>
export type FormChange = Drift['items'][number]

/** From here on two headers are taken for one that was renamed; place alone is not enough for headers without a common word. */
const renameBar = 0.5

/** In: the columns as confirmed, and as they are now. Out: what changed, by the place of the columns now, the missing ones last. */
export function compareForms(before: readonly FormColumn[], now: readonly FormColumn[]): FormChange[] {
  const pairs = sameHeaders(before, now)
  const lostBefore = before.filter((column) => ![...pairs.values()].includes(column))
  const fresh = now.filter((column) => !pairs.has(column))
  const renamed = pairRenamed(lostBefore, fresh, pairs)
  const items = [
    ...movedColumns(pairs),
    ...[...renamed].map(([column, old]): FormChange => ({ change: 'renamed', column: column.column, header: column.header, before: old.header, columnBefore: old.column })),
    ...fresh.filter((column) => !renamed.has(column)).map(({ column, header }): FormChange => ({ change: 'new', column, header, before: null, columnBefore: null })),
  ]
  const gone = lostBefore.filter((column) => ![...renamed.values()].includes(column))
  return [
    ...items.sort((a, b) => (a.column ?? 0) - (b.column ?? 0)),
    ...gone.map(({ column, header }): FormChange => ({ change: 'missing', column: null, header, before: header, columnBefore: column })),
  ]
}

/** Of headers that stand several times, the first goes with the first. */
function sameHeaders(before: readonly FormColumn[], now: readonly FormColumn[]): Map<FormColumn, FormColumn> {
  const open = Map.groupBy(before, ({ header }) => textKey(header))
  const pairs = new Map<FormColumn, FormColumn>()
  for (const column of now) {
    const old = open.get(textKey(column.header))?.shift()
    if (old) pairs.set(column, old)
  }
  return pairs
}

/** Those that no longer stand in the order of the others; columns that only made room for a new one did not move. */
function movedColumns(pairs: ReadonlyMap<FormColumn, FormColumn>): FormChange[] {
  const kept = [...pairs].sort(([a], [b]) => a.column - b.column)
  const staying = longestRise(kept.map(([, old]) => old.column))
  return kept.flatMap(([{ column, header }, old], at) => (staying.has(at) ? [] : [{ change: 'moved' as const, column, header, before: old.header, columnBefore: old.column }]))
}

/** Places of a longest ascending part of a list. */
function longestRise(values: readonly number[]): Set<number> {
  const length: number[] = []
  const previous: number[] = []
  values.forEach((value, at) => {
    length[at] = 1
    previous[at] = -1
    for (let earlier = 0; earlier < at; earlier++) {
      if ((values[earlier] ?? 0) < value && (length[earlier] ?? 0) + 1 > (length[at] ?? 0)) {
        length[at] = (length[earlier] ?? 0) + 1
        previous[at] = earlier
      }
    }
  })
  const places = new Set<number>()
  for (let at = length.indexOf(Math.max(0, ...length)); at >= 0; at = previous[at] ?? -1) places.add(at)
  return places
}

function pairRenamed(lost: readonly FormColumn[], fresh: readonly FormColumn[], pairs: ReadonlyMap<FormColumn, FormColumn>): Map<FormColumn, FormColumn> {
  const scored = fresh
    .flatMap((column) => lost.map((old) => ({ column, old, score: likeness(column, old) + (isSamePlace(column, old, pairs) ? 0.4 : 0) })))
    .filter(({ score }) => score >= renameBar)
    .sort((a, b) => b.score - a.score || a.column.column - b.column.column)
  const renamed = new Map<FormColumn, FormColumn>()
  for (const { column, old } of scored) if (!renamed.has(column) && ![...renamed.values()].includes(old)) renamed.set(column, old)
  return renamed
}

/** Between the same neighbours as before, at least on one side. */
function isSamePlace(column: FormColumn, old: FormColumn, pairs: ReadonlyMap<FormColumn, FormColumn>): boolean {
  if (column.column === old.column) return true
  return [...pairs].some(([now, before]) => now.column - column.column === before.column - old.column && Math.abs(now.column - column.column) === 1)
}

/** 0 to 1: common words of the headers, or few typing errors; values that are the same speak for it too. */
function likeness(a: FormColumn, b: FormColumn): number {
  const [first, second] = [lastPart(a.header), lastPart(b.header)]
  const [left, right] = [new Set(wordsKey(first).split(' ')), new Set(wordsKey(second).split(' '))]
  const common = [...left].filter((word) => word !== '' && right.has(word)).length
  const words = (2 * common) / Math.max(1, left.size + right.size)
  const [one, other] = [textKey(first), textKey(second)]
  const misspelt = one.length >= 5 && typingErrors(one, other, 2) <= 2 ? 0.8 : 0
  const values = a.samples?.some((text) => b.samples?.includes(text)) === true ? 0.3 : 0
  return Math.max(words, misspelt) + values
}

const lastPart = (header: string): string => header.split(' > ').at(-1) ?? header
