import { listSeparators, type ListGrammar } from '../../../../shared/domain/column-grammar.ts'
import { readShare, splitList, type ListSeparator } from '../../../../shared/domain/list-text.ts'
import { foldSpace } from '../../../../shared/domain/text-key.ts'
import type { ColumnValues, TextEntry } from './column-values.ts'

/**
 * Several values in one cell: a mark parts values only where the parts are values of the column by themselves, numbers, or names that are
 * known, so that `Canada, Government of` and a sentence stay one.
 */

/** Distinct texts that are looked at; a habit shows early. */
const mostTexts = 3000
/** Of them, texts whose parts are looked up. */
const mostLooked = 200
const marked: Readonly<Record<ListSeparator, RegExp>> = { ';': /[;；؛]/, ',': /[,，、،]/, '/': /\//, '\n': /\n|_x000D_/, '|': /\|/, and: /&|\s(?:and|et|y|e|und|و)\s|和/i }
/** These are seldom part of a name. */
const isStrong: ReadonlySet<ListSeparator> = new Set<ListSeparator>([';', '\n', '|'])
/** A stroke or an “and” is part of a name as often as not: a few such cells are no habit. */
const leastCells: Readonly<Record<ListSeparator, number>> = { ';': 0, '\n': 0, '|': 0, ',': 0.01, '/': 0.05, and: 0.05 }
const bulleted = /\n\s*[-–•*]\s/
const isAcronym = (text: string): boolean => /^\p{Lu}[\p{Lu}\d&-]{1,9}$/u.test(text)
const isPlainNumber = (text: string): boolean => /^\d{1,9}(?:\.\d+)?$/.test(text)

function tryMark(separator: ListSeparator, entries: readonly TextEntry[], filled: number, whole: ReadonlySet<string>, isKnown: (text: string) => boolean): (ListGrammar & { readonly share: number }) | null {
  let cells = 0
  let most = 0
  let parts = 0
  let fitting = 0
  let withShares = 0
  let long = 0
  let example: TextEntry | null = null
  let isBulleted = false
  const seen = new Map<string, number>()
  const multiple: string[][] = []
  for (const entry of entries) {
    if (!marked[separator].test(entry.text)) continue
    const split = splitList(entry.text, separator)
    // `BDI/000001` and `2010/11` are one value.
    if (split.length < 2 || (separator === '/' && /\p{Nd}/u.test(entry.text))) continue
    cells += entry.count
    most = Math.max(most, split.length)
    example ??= entry
    isBulleted ||= bulleted.test(entry.text)
    const shares = split.map(readShare)
    if (shares.every((share) => share !== null)) withShares += 1
    const names = split.map((part, index) => shares[index]?.name ?? part)
    multiple.push(names)
    for (const name of new Set(names)) seen.set(name, (seen.get(name) ?? 0) + 1)
  }
  // A line break here and there wraps a long text.
  if (multiple.length === 0 || (separator === '\n' && cells < 0.02 * filled && !isBulleted)) return null
  for (const names of multiple.slice(0, mostLooked)) {
    for (const name of names) {
      parts += 1
      if (name.length > 80) long += 1
      if (whole.has(name) || isPlainNumber(name) || (separator === ',' && isAcronym(name)) || isKnown(name) || (isStrong.has(separator) && (seen.get(name) ?? 0) > 1)) fitting += 1
    }
  }
  const share = fitting / parts
  const isShort = long < 0.2 * parts
  const isList = withShares >= 0.5 * multiple.length || (isStrong.has(separator) ? share >= 0.3 || (isShort && separator !== '\n' && multiple.length <= 3 && parts <= 12) : share >= 0.7 && cells >= leastCells[separator] * filled)
  if (!isList || !isShort || !example) return null
  return { share, separator, cells, most, hasShares: withShares >= 0.5 * multiple.length, example: { text: example.text.slice(0, 200), read: splitList(example.text, separator).join(' · ').slice(0, 200), row: example.row } }
}

export function findLists(values: ColumnValues, isKnown: (text: string) => boolean): ListGrammar | null {
  // A text that is a name as a whole is not taken apart.
  const entries = values.texts.slice(0, mostTexts).filter(({ text }) => text.length <= 2000)
  const multiple = entries.filter(({ text }) => listSeparators.some((separator) => marked[separator].test(text)))
  if (multiple.length === 0) return null
  const candidates = multiple.filter(({ text }, index) => index >= mostLooked || text.length > 60 || !isKnown(foldSpace(text)))
  const whole = new Set(entries.map(({ text }) => foldSpace(text)))
  let best: (ListGrammar & { readonly share: number }) | null = null
  for (const separator of listSeparators) {
    const found = tryMark(separator, candidates, values.filled, whole, isKnown)
    if (found && (best === null || found.share * found.cells > best.share * best.cells)) best = found
  }
  if (!best) return null
  const { share: _share, ...grammar } = best
  return grammar
}
