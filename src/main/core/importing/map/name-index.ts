/** Names of one list (partners, countries, offices …) to look a written name up in: surely by name or alias, else with a guess. */
import { bareNameKey, textKey } from '../../../../shared/domain/text-key.ts'
import { acronymOf, nameWithAcronym, wordsKey } from './name-forms.ts'
import { createNameLikeness, likenessBar, type NameLikeness } from './name-likeness.ts'

export interface IndexedNames<T> {
  readonly value: T
  readonly exact: readonly string[]
  readonly alias: readonly string[]
}

export type Found<T> = { readonly value: T; readonly how: 'exact' | 'alias' | 'bare' }
export type Guess<T> = { readonly value: T; readonly how: 'part' | 'similar'; readonly percent: number }

export interface NameIndex<T> {
  readonly find: (text: string) => Found<T> | null
  /** The likeliest of the list, where something speaks for it: only to be proposed. */
  readonly guess: (text: string) => Guess<T> | null
}

/** A form that two things share tells neither. */
function putOnce<T>(map: Map<string, T | null>, key: string, value: T): void {
  if (key !== '') map.set(key, map.has(key) && map.get(key) !== value ? null : value)
}

export function createNameIndex<T>(entries: Iterable<IndexedNames<T>>): NameIndex<T> {
  const exact = new Map<string, T>()
  const alias = new Map<string, T>()
  const all: { readonly name: string; readonly value: T }[] = []
  for (const entry of entries) {
    for (const [map, names] of [[exact, entry.exact], [alias, entry.alias]] as const) {
      for (const name of names) {
        const key = textKey(name)
        if (key === '') continue
        if (!map.has(key)) map.set(key, entry.value)
        all.push({ name, value: entry.value })
      }
    }
  }
  const known = (key: string): T | null => exact.get(key) ?? alias.get(key) ?? null

  function find(text: string): Found<T> | null {
    const key = textKey(text)
    const same = exact.get(key)
    if (same !== undefined) return { value: same, how: 'exact' }
    const other = alias.get(key)
    if (other !== undefined) return { value: other, how: 'alias' }
    const bare = known(bareNameKey(text))
    if (bare !== null) return { value: bare, how: 'bare' }
    const pair = nameWithAcronym(text)
    if (!pair) return null
    const name = known(textKey(pair.name)) ?? known(bareNameKey(pair.name))
    const acronym = known(textKey(pair.acronym))
    // A name beside a code that nobody knows is still that name; a code that is somebody else's makes it a question.
    return name !== null && (acronym === null || acronym === name) ? { value: name, how: 'alias' } : null
  }

  /** Made when the first text is not found: most lists of names hold no other. */
  let weak: { readonly words: ReadonlyMap<string, T | null>; readonly acronyms: ReadonlyMap<string, T | null>; readonly likeness: NameLikeness<T> } | undefined
  function weakForms(): NonNullable<typeof weak> {
    const words = new Map<string, T | null>()
    const acronyms = new Map<string, T | null>()
    for (const { name, value } of all) {
      putOnce(words, wordsKey(name), value)
      putOnce(acronyms, acronymOf(name), value)
    }
    return { words, acronyms, likeness: createNameLikeness([...exact, ...alias]) }
  }

  /** Does one of the names of a value have a word of the text? */
  function sharesWord(text: string, value: T): boolean {
    const words = new Set(wordsKey(text).split(' '))
    return all.some((entry) => entry.value === value && wordsKey(entry.name).split(' ').some((word) => word.length > 3 && words.has(word)))
  }

  function guess(text: string): Guess<T> | null {
    const { words, acronyms, likeness } = (weak ??= weakForms())
    const pair = nameWithAcronym(text)
    for (const part of pair ? [pair.name, pair.acronym] : (text.match(/(?<![\p{L}\p{N}])\p{Lu}{3,8}(?![\p{L}\p{N}])/gu) ?? [])) {
      const value = known(textKey(part)) ?? known(bareNameKey(part))
      if (value !== null) return { value, how: 'part', percent: 90 }
    }
    const reordered = words.get(wordsKey(text))
    if (reordered !== undefined && reordered !== null) return { value: reordered, how: 'similar', percent: 95 }
    const key = textKey(text)
    const spelt = /^[\p{Lu}.]{3,8}$/u.test(text.trim()) ? acronyms.get(key.replaceAll(' ', '')) : undefined
    if (spelt !== undefined && spelt !== null) return { value: spelt, how: 'part', percent: 85 }
    const initials = acronymOf(text)
    const named = initials.length >= 3 && initials !== key ? known(initials) : null
    // Three letters are the code of some country: `Danish Red Cross` is no name of the Democratic Republic of the Congo.
    if (named !== null && (initials.length > 3 || sharesWord(text, named))) return { value: named, how: 'part', percent: 70 }
    const nearest = key.length >= 5 ? likeness.nearest(key) : null
    return nearest && nearest.likeness >= likenessBar ? { value: nearest.value, how: 'similar', percent: Math.round(nearest.likeness * 100) } : null
  }
  return { find, guess }
}
