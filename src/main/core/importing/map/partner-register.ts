import { textKey } from '../../../../shared/domain/text-key.ts'

/** What the pure stages need to know of the register, handed over as plain values. */
export interface RegisteredPartner {
  readonly key: string
  readonly name: string
  /** Names in any language, aliases and acronyms. */
  readonly names: readonly string[]
  readonly identifiers: readonly { readonly system: 'dac' | 'iso2' | 'iso3' | 'fao-symbol' | 'oracle' | 'dac-agency'; readonly code: string }[]
  readonly parentKey: string | null
  readonly type: string
  /** Made by an earlier import from a name that nobody has confirmed yet: it can be found again, never confirm a row. */
  readonly isProposed?: boolean
}

export interface RegisteredCountry {
  readonly key: string
  readonly names: readonly string[]
  /** Area code of project symbols, which is not ISO: PHI, SIL. */
  readonly fao: string | null
  readonly iso2: string | null
  readonly iso3: string | null
}

export interface PartnerRegister {
  readonly partners: readonly RegisteredPartner[]
  readonly countries: readonly RegisteredCountry[]
  readonly modalities: readonly string[]
}

/** Keys of the partners that stand for no single payer. */
export const severalPartners = 'MUL'
export const assessedContributions = 'ASSESSED'
export const unknownDonor = 'UNKNOWN-DONOR'

export interface CountryIndex {
  readonly byText: (text: string) => RegisteredCountry | null
  /** By the area part of a project symbol. */
  readonly byArea: (area: string) => RegisteredCountry | null
}

export function createCountryIndex(register: PartnerRegister): CountryIndex {
  const names = new Map<string, RegisteredCountry>()
  const areas = new Map<string, RegisteredCountry>()
  for (const country of register.countries) {
    if (country.fao !== null) areas.set(country.fao, country)
    for (const name of [...country.names, country.iso3 ?? '', country.iso2 ?? '', country.key]) {
      const key = textKey(name)
      if (key !== '' && !names.has(key)) names.set(key, country)
    }
  }
  return {
    byText: (text) => names.get(textKey(text)) ?? null,
    byArea: (area) => areas.get(area) ?? null,
  }
}
