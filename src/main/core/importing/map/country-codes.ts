/**
 * Codes of countries. FAO's own three letters are not ISO's (PHI, SIL, HON), and a few mean one country here and another there (AUS, MAR):
 * which system a column uses is told by all of its codes together.
 */
import type { RegisteredCountry } from './partner-register.ts'

export type CodeSystem = 'iso' | 'fao'

export interface CountryCodes {
  /** Null where the text is no code. Not certain: both systems know the code and nothing tells which is meant. */
  readonly read: (text: string, system?: CodeSystem) => { readonly key: string; readonly system: CodeSystem; readonly isCertain: boolean } | null
}

const asCode = (text: string): string => text.trim().toUpperCase()

export function codesOfCountries(countries: readonly RegisteredCountry[]): CountryCodes {
  const iso = new Map<string, string>()
  const fao = new Map<string, string>()
  for (const country of countries) {
    for (const code of [country.iso2, country.iso3]) if (code !== null) iso.set(code, country.key)
    if (country.fao !== null) fao.set(country.fao, country.key)
  }
  return {
    read(text, system) {
      const code = asCode(text)
      const [ofIso, ofFao] = [iso.get(code), fao.get(code)]
      if (ofIso === undefined && ofFao === undefined) return null
      if (ofIso !== undefined && ofFao !== undefined && ofIso !== ofFao) {
        return system === undefined ? { key: ofIso, system: 'iso', isCertain: false } : { key: system === 'fao' ? ofFao : ofIso, system, isCertain: true }
      }
      return ofIso === undefined ? { key: ofFao ?? '', system: 'fao', isCertain: true } : { key: ofIso, system: 'iso', isCertain: true }
    },
  }
}

/** In: the texts of one column. Out: the system that reads more of its codes, undefined where none is better. */
export function codeSystemOf(texts: Iterable<string>, countries: readonly RegisteredCountry[]): CodeSystem | undefined {
  const iso = new Set(countries.flatMap(({ iso3 }) => (iso3 === null ? [] : [iso3])))
  const fao = new Set(countries.flatMap(({ fao: code }) => (code === null ? [] : [code])))
  let [ofIso, ofFao] = [0, 0]
  for (const code of new Set([...texts].map(asCode))) {
    ofIso += Number(iso.has(code))
    ofFao += Number(fao.has(code))
  }
  return ofIso === ofFao ? undefined : ofIso > ofFao ? 'iso' : 'fao'
}
