import type { RememberedType } from '../../../../shared/contract/reference.ts'
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
  /** Of the reference data first, then as its languages call it. */
  readonly names: readonly string[]
  /** Area code of project symbols, which is not ISO: PHI, SIL. */
  readonly fao: string | null
  readonly iso2: string | null
  readonly iso3: string | null
}

/** A modality, an organizational result (with its objective) or a focus area; the first name is shown. */
export interface RegisteredName {
  readonly key: string
  readonly names: readonly string[]
  /** Code as people write it, `A1`; the key of a result holds its framework too. */
  readonly code: string
}

export interface RegisteredOffice {
  readonly key: string
  readonly names: readonly string[]
  readonly level: string
  /** Key of the country that a country office stands for. */
  readonly country: string | null
}

/** A name that a person matched in an earlier import. */
export interface RememberedName {
  readonly type: RememberedType
  readonly text: string
  readonly key: string
  /** Office in whose files it holds, null for everywhere. */
  readonly office: string | null
}

export interface PartnerRegister {
  readonly partners: readonly RegisteredPartner[]
  readonly countries: readonly RegisteredCountry[]
  readonly modalities: readonly string[]
  readonly modalityNames?: readonly RegisteredName[]
  readonly offices?: readonly RegisteredOffice[]
  readonly results?: readonly RegisteredName[]
  readonly focusAreas?: readonly RegisteredName[]
  /** What holds in this import: names remembered everywhere and for the office that sends. */
  readonly remembered?: readonly RememberedName[]
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

/** What stands for a text in the files of the office that sends: its own memory before that of everywhere. */
export function rememberedNames(register: PartnerRegister, type: RememberedType): ReadonlyMap<string, string> {
  const found = (register.remembered ?? []).filter((name) => name.type === type)
  return new Map([...found.filter(({ office }) => office === null), ...found.filter(({ office }) => office !== null)].map(({ text, key }) => [textKey(text), key]))
}
