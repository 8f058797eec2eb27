import { textKey } from '../../../../shared/domain/text-key.ts'

/** Finds phrases in headers word by word, through a tree of all phrases; a Chinese or Japanese character counts as a word. */

export interface Entry<T> {
  readonly value: T
  /** As the reason shows it. */
  readonly phrase: string
  readonly isWeak: boolean
}

/** An entry that occurs in the words `from` up to before `to`. */
export interface Hit<T> extends Entry<T> {
  readonly from: number
  readonly to: number
}

interface Branch<T> {
  readonly next: Map<string, Branch<T>>
  readonly entries: (Entry<T> & { readonly isWholeOnly: boolean })[]
}

const noBlanks = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu
const arabicLetter = /^[\u0600-\u06ff]/
const article = /^(?:وال|بال|فال|كال|لل|ال)(?=..)/

/** Arabic words without their article, however often a word seems to begin with one: the same on both sides. */
function bare(word: string): string {
  if (!arabicLetter.test(word)) return word
  let rest = word
  while (article.test(rest) && rest.length > 4) rest = rest.replace(article, '')
  return rest
}

export const commaList = (text: string): string[] => (text === '' ? [] : text.split(', '))

/** Words of a text key (see `textKey`) that count in a comparison. */
export function wordsOfKey(key: string, fill: ReadonlySet<string>): string[] {
  return key.replace(noBlanks, ' $& ').split(' ').filter((word) => word !== '' && !fill.has(word)).map(bare)
}

/** Latin phrases are shown by their key, which is how headers are quoted; others as they are written. */
const shown = (phrase: string): string => (/^[\u0020-\u024f’°º.]*$/.test(phrase) ? textKey(phrase) : phrase)

export interface PhraseIndex<T> {
  /** All entries that occur, at every place; `leafFrom` is where the last part of the header begins. */
  find(words: readonly string[], leafFrom: number): Hit<T>[]
}

export function createPhraseIndex<T>(entries: Iterable<{ readonly value: T; readonly phrases: readonly string[]; readonly isWeak: boolean; readonly isEverywhere?: boolean }>, wholeOnly: ReadonlySet<string>, fill: ReadonlySet<string>): PhraseIndex<T> {
  const root: Branch<T> = { next: new Map(), entries: [] }
  for (const { value, phrases, isWeak, isEverywhere = false } of entries) {
    for (const written of phrases) {
      const key = textKey(written)
      let branch = root
      for (const word of wordsOfKey(key, fill)) {
        let next = branch.next.get(word)
        if (!next) branch.next.set(word, (next = { next: new Map(), entries: [] }))
        branch = next
      }
      const known = branch.entries.findIndex((other) => other.value === value)
      if (known >= 0 && (isWeak || branch.entries[known]?.isWeak === false)) continue
      const entry = { value, phrase: shown(written), isWeak, isWholeOnly: !isEverywhere && wholeOnly.has(key) }
      if (known >= 0) branch.entries[known] = entry
      else if (branch !== root) branch.entries.push(entry)
    }
  }
  return {
    find(words, leafFrom) {
      const hits: Hit<T>[] = []
      for (let from = 0; from < words.length; from++) {
        let branch: Branch<T> | undefined = root
        for (let to = from; to < words.length; ) {
          branch = branch.next.get(words[to] ?? '')
          if (!branch) break
          to += 1
          for (const { isWholeOnly, ...entry } of branch.entries) {
            if (!isWholeOnly || ((from === leafFrom || from === 0) && to === words.length)) hits.push({ ...entry, from, to })
          }
        }
      }
      return hits
    },
  }
}
