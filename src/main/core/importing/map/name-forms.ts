/**
 * Weaker forms of a name, under which two spellings of one thing meet: its words in any order and without the small ones, its acronym,
 * its parts. What is found only so is a guess, never a match.
 */
import { readShare, splitList, type ListSeparator } from '../../../../shared/domain/list-text.ts'
import { foldSpace, textKey } from '../../../../shared/domain/text-key.ts'

/** Articles, prepositions, words of states and company forms in the languages of submissions. */
const small: ReadonlySet<string> = new Set(
  ('the of and for in to de du des la le les l d et en pour au aux y el los las del da do das dos e a o em ' +
    'government govt gov gouvernement gobierno governo royal republic republique republica rep kingdom royaume reino ' +
    'ltd limited inc incorporated llc gmbh ag sa spa srl plc co corp company cie').split(' '),
)
/** Words that mark an acronym's letters even though they are small. */
const silent: ReadonlySet<string> = new Set('the of and for in to de du des la le les l d et en pour au aux y el los las del da do das dos e'.split(' '))

const singular = (word: string): string => (word.length > 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word)

/** Words in one order, without small ones and plural endings: `Government of the Republic of Korea` and `Korea (Rep.)` both give `korea`. Empty where nothing is left. */
export function wordsKey(text: string): string {
  return [...new Set(textKey(text).split(' ').filter((word) => !small.has(word)).map(singular))].sort().join(' ')
}

/** Initials of the words that count, `ada` of `Austrian Development Agency`; empty below three letters. */
export function acronymOf(text: string): string {
  const words = textKey(text).split(' ').filter((word) => !silent.has(word))
  return words.length < 3 ? '' : words.map((word) => word[0] ?? '').join('')
}

const isAcronym = (text: string): boolean => /^[\p{Lu}][\p{Lu}\p{N}&.-]{1,9}$/u.test(text)

/** A name and the acronym beside it, `Austrian Development Agency (ADA)`, `ADA – Austrian Development Agency`; null where the text is not so written. */
export function nameWithAcronym(text: string): { readonly name: string; readonly acronym: string } | null {
  const folded = foldSpace(text)
  const inBrackets = /^(.*\S)\s*[([]([^()[\]]+)[)\]]$/.exec(folded)
  if (inBrackets) {
    const [, outside = '', inside = ''] = inBrackets
    return isAcronym(outside) && !isAcronym(inside) ? { name: inside, acronym: outside } : { name: outside, acronym: inside }
  }
  const [, first = '', second = ''] = /^(.+?)(?:\s+[-–—/:]\s*|\s*[–—/:]\s+)(.+)$/.exec(folded) ?? []
  if (isAcronym(first) && !isAcronym(second) && second !== '') return { name: second, acronym: first }
  return isAcronym(second) && first !== '' ? { name: first, acronym: second } : null
}

export interface SharedName {
  readonly text: string
  /** Millionths of the whole, null where the cell says none. */
  readonly share: number | null
}

/** Several names of one cell, each with its share where it carries one: `Japan 60%; Sweden 40%`. Without a separator, `;` and line breaks part them. */
export function splitNames(text: string, separator?: ListSeparator): readonly SharedName[] {
  const parts = separator === undefined ? splitList(text, ';').length > 1 ? splitList(text, ';') : splitList(text, '\n') : splitList(text, separator)
  return parts.map((part) => {
    const shared = readShare(part)
    return shared === null ? { text: part, share: null } : { text: shared.name, share: Math.round(Number(shared.percent) * 10_000) }
  })
}
