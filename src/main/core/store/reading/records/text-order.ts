/** Places of texts in alphabetical order, made once for each dictionary of a column; and the folding by which texts are searched. */

const isAscii = /^[\x20-\x7e]*$/

/** Lower case without accents; signs stay, so that `GCP/KEN/1` and `100 %` are found as they are typed. */
export const foldSearch = (text: string): string => (isAscii.test(text) ? text.toLowerCase() : text.normalize('NFD').replaceAll(/\p{Mn}/gu, '').replaceAll('’', "'").toLowerCase())

/** Numbers in a text compare by their size. Most texts have but short ones. */
const padded = (key: string): string => key.replaceAll(/\d+/g, (digits) => digits.padStart(12, '0'))
const isLatin = (key: string): boolean => !/[\u0250-\u1fff\u2070-\uffff]/.test(key)

/**
 * Rank (from 1; equal texts share one) of each text of a dictionary; place 0 of the dictionary is the empty value and keeps rank 0.
 * Folded Latin texts are compared sign by sign (measured: 100,000 texts in a sixth of the time of a collator); others by the collator.
 */
export function textRanks(texts: readonly (string | null)[], locale: string): Uint32Array {
  const keys = texts.map((text) => (text === null ? '' : padded(foldSearch(text))))
  const order = Array.from({ length: texts.length - 1 }, (_, place) => place + 1)
  const compare = keys.every(isLatin) ? (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0) : new Intl.Collator(locale, { numeric: true }).compare
  order.sort((a, b) => compare(keys[a] ?? '', keys[b] ?? ''))
  return ranksInOrder(order, keys)
}

/** By the value itself: dates and periods as ISO text. */
export function plainRanks(texts: readonly (string | null)[]): Uint32Array {
  const order = Array.from({ length: texts.length - 1 }, (_, place) => place + 1)
  order.sort((a, b) => ((texts[a] ?? '') < (texts[b] ?? '') ? -1 : 1))
  return ranksInOrder(order, texts)
}

/** By size; decimals that a number cannot tell apart share a rank. */
export function numberRanks(texts: readonly (string | null)[]): Uint32Array {
  const values = Float64Array.from(texts, Number)
  const { sorted, length } = distinct(values.slice(1))
  return Uint32Array.from(values, (value, place) => (place === 0 ? 0 : rankIn(sorted, length, value)))
}

/** In the order of a list; what is not on it comes after. */
export const listRanks = (values: readonly (string | number | null)[], list: readonly string[]): Uint32Array =>
  Uint32Array.from(values, (value) => (value === null ? 0 : list.indexOf(String(value)) + 1 || list.length + 1))

/** Sorts the values in place; the first `length` are then each once. */
export function distinct(sorted: Float64Array): { readonly sorted: Float64Array; readonly length: number } {
  sorted.sort()
  let length = 0
  for (const value of sorted) if (length === 0 || value !== sorted[length - 1]) sorted[length++] = value
  return { sorted, length }
}

/** Place from 1 of a value that is in the first `length` of a sorted list. */
export function rankIn(sorted: Float64Array, length: number, value: number): number {
  let low = 0
  let high = length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low + 1
}

function ranksInOrder(order: readonly number[], keys: ArrayLike<string | number | null>): Uint32Array {
  const ranks = new Uint32Array(keys.length)
  let rank = 0
  let before: string | number | null | undefined
  for (const place of order) {
    const key = keys[place]
    if (rank === 0 || key !== before) rank += 1
    before = key
    ranks[place] = rank
  }
  return ranks
}
