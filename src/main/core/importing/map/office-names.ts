/** Country offices as people write them: `FAO Kenya`, `FAOR Kenya`, `Représentation de la FAO au Kenya`, `Kenya Country Office`. */
import { textKey } from '../../../../shared/domain/text-key.ts'
import type { RegisteredCountry } from './partner-register.ts'

const officeWords = new Set(
  ('fao faor faorep onuaa representation representative representacion representacao representante representant office country oficina pais escritorio bureau pays national nacional ' +
    'co cofao in of the en au aux a la le du de des da do no na el los las ممثليه منظمه الاغذيه والزراعه في 粮农组织 代表处').split(' '),
)

/** In: the countries. Out: a function from an office as written to the key of the country that its words name, or null. */
export function officeCountry(countries: readonly RegisteredCountry[]): (text: string) => string | null {
  const byWords = new Map<string, string>()
  const stripped = (text: string): string => textKey(text).split(' ').filter((word) => !officeWords.has(word)).join(' ')
  for (const { key, names } of countries) for (const name of names) byWords.set(stripped(name), key)
  return (text) => {
    const words = stripped(text)
    return words === '' || words === textKey(text) ? null : (byWords.get(words) ?? null)
  }
}
