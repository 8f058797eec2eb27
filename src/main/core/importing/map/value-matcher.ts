/**
 * Countries, offices, organizational results and modalities as written, matched to the reference data: by name, code or alias, then by what a
 * person confirmed before, then by likeness. Only likeness is a guess; it is proposed and counts for nothing before it is confirmed.
 */
import type { Message, ValueMatch, ValueType } from '../../../../shared/domain/submission.ts'
import { foldSpace, textKey } from '../../../../shared/domain/text-key.ts'
import type { ValueDecision } from '../../../../shared/contract/submissions.ts'
import { codesOfCountries, type CodeSystem } from './country-codes.ts'
import { createNameIndex, type Guess, type IndexedNames, type NameIndex } from './name-index.ts'
import { officeCountry } from './office-names.ts'
import { rememberedNames, type PartnerRegister } from './partner-register.ts'
import { readResultCode } from './result-code.ts'

export type ValueSuggestion = Omit<ValueMatch, 'rows'>

export interface ValueMatcher {
  /** `codes`: the system of a column's three-letter codes, where its values as a whole told (`codeSystemOf`). */
  readonly match: (type: ValueType, text: string, codes?: CodeSystem) => ValueSuggestion
}

interface Known {
  readonly key: string
  readonly name: string
}
/** What one type says of a text before memory and likeness are asked. */
type Reading = { readonly known: Known; readonly status: 'exact' | 'alias' | 'proposed'; readonly reason: Message } | null

const message = (key: string, params: Message['params']): Message => ({ key, params })

export const valueKey = (type: ValueType, text: string): string => `${type} ${textKey(text)}`

export function createValueMatcher(register: PartnerRegister, decisions: readonly ValueDecision[] = []): ValueMatcher {
  const decided = new Map(decisions.map((decision) => [valueKey(decision.type, decision.text), decision.key]))
  const made: { [T in ValueType]?: Source } = {}
  const caches = new Map<string, Map<string, ValueSuggestion>>()

  function suggest(type: ValueType, written: string, codes: CodeSystem | undefined): ValueSuggestion {
    const text = foldSpace(written)
    const { index, names, read } = (made[type] ??= sources[type](register))
    const of = (known: Known | null, status: ValueMatch['status'], reason: Message): ValueSuggestion => ({ type, text, key: known?.key ?? null, name: known?.name ?? text, status, reason })
    const decision = decided.get(valueKey(type, text))
    if (decision !== undefined) return of(decision === null ? null : (names.get(decision) ?? null), 'confirmed', message('reason.value-confirmed', { text }))
    const found = index.find(text)
    if (found) return of(found.value, found.how === 'exact' ? 'exact' : 'alias', message(found.how === 'exact' ? 'reason.value-exact' : 'reason.value-alias', { text, name: found.value.name }))
    const reading = read(text, codes)
    if (reading && reading.status !== 'proposed') return of(reading.known, reading.status, reading.reason)
    const remembered = names.get(rememberedNames(register, type).get(textKey(text)) ?? '')
    if (remembered) return of(remembered, 'alias', message('reason.value-remembered', { text, name: remembered.name }))
    if (reading) return of(reading.known, 'proposed', reading.reason)
    const guess = index.guess(text)
    return guess ? of(guess.value, 'proposed', guessReason(text, guess)) : of(null, 'new', message('reason.value-new', { text }))
  }

  return {
    match(type, text, codes) {
      // A key for each text would be a new text for each cell.
      const name = codes === undefined ? type : `${type} ${codes}`
      let cache = caches.get(name)
      if (!cache) caches.set(name, (cache = new Map()))
      const cached = cache.get(text)
      if (cached) return cached
      const suggestion = suggest(type, text, codes)
      cache.set(text, suggestion)
      return suggestion
    },
  }
}

const guessReason = (text: string, { value, how, percent }: Guess<Known>): Message =>
  how === 'part' ? message('reason.partner-part', { text, name: value.name }) : message('reason.partner-similar', { text, name: value.name, percent })

interface Source {
  readonly index: NameIndex<Known>
  readonly names: ReadonlyMap<string, Known>
  readonly read: (text: string, codes: CodeSystem | undefined) => Reading
}

function sourceFrom(entries: readonly IndexedNames<Known>[], read: (text: string, names: ReadonlyMap<string, Known>, codes: CodeSystem | undefined) => Reading): Source {
  const names = new Map(entries.map(({ value }) => [value.key, value]))
  return { index: createNameIndex(entries), names, read: (text, codes) => read(text, names, codes) }
}

/** Indexes are built when the first value of their type comes. */
const sources: Readonly<Record<ValueType, (register: PartnerRegister) => Source>> = {
  country(register) {
    const codes = codesOfCountries(register.countries)
    return sourceFrom(
      register.countries.map(({ key, names: [name = key, ...others] }) => ({ value: { key, name }, exact: [name], alias: others })),
      (text, names, system) => {
        const code = codes.read(text, system)
        const known = code && names.get(code.key)
        return known ? { known, status: code.isCertain ? 'alias' : 'proposed', reason: message(code.isCertain ? `reason.country-${code.system}` : 'reason.country-two-systems', { text, name: known.name }) } : null
      },
    )
  },
  office(register) {
    const offices = register.offices ?? []
    const countryOf = officeCountry(register.countries)
    const ofCountry = new Map(offices.filter(({ level, country }) => level === 'country' && country !== null).map(({ country, key }) => [country, key]))
    return sourceFrom(
      offices.map(({ key, names: [name = key, ...others] }) => ({ value: { key, name }, exact: [key, name], alias: others })),
      (text, names) => {
        const known = names.get(ofCountry.get(countryOf(text)) ?? '')
        return known ? { known, status: 'proposed', reason: message('reason.office-of-country', { text, name: known.name }) } : null
      },
    )
  },
  result(register) {
    const results = register.results ?? []
    const byCode = new Map(results.map(({ code, key }) => [code, key]))
    return sourceFrom(
      results.map(({ key, code, names: [title = code, ...others] }) => ({ value: { key, name: `${code} ${title}` }, exact: [code, title], alias: [key, ...others] })),
      (text, names) => {
        const reading = readResultCode(text)
        const known = reading && names.get(byCode.get(reading.code) ?? '')
        if (!known) return null
        // A code with other words behind it is that result only where the words say no other.
        return { known, status: reading.rest === '' || textKey(known.name).includes(textKey(reading.rest)) ? 'alias' : 'proposed', reason: message('reason.result-code', { text, name: known.name }) }
      },
    )
  },
  modality(register) {
    const modalities = register.modalityNames ?? register.modalities.map((key) => ({ key, code: key, names: [] }))
    return sourceFrom(modalities.map(({ key, code, names: [name = key, ...others] }) => ({ value: { key, name }, exact: [key, code, name], alias: others })), () => null)
  },
}
