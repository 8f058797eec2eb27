import type { Message, ParsedSymbol, PartnerMatch } from '../../../../shared/domain/submission.ts'
import { donorOfSymbol } from '../../../../shared/domain/project-symbol.ts'
import { bareNameKey, foldSpace, textKey } from '../../../../shared/domain/text-key.ts'
import { createNameLikeness } from './name-likeness.ts'
import { assessedContributions, createCountryIndex, severalPartners, unknownDonor, type PartnerRegister, type RegisteredPartner } from './partner-register.ts'

/**
 * Who pays, as the file and the symbol say it. Names match exactly, then by alias, code or the country's own name; likeness only
 * proposes. FAO is never a partner: for its projects the symbol proposes one, which waits for a person.
 */

export type PartnerSuggestion = Omit<PartnerMatch, 'rows'>

/** A person's decision about a partner as written; `partnerKey` null makes a new partner of that name. */
export interface PartnerDecision {
  readonly text: string
  readonly from: 'column' | 'symbol'
  readonly partnerKey: string | null
  readonly partnerName: string
}

export interface PartnerQuestion {
  readonly text: string | null
  readonly symbol: ParsedSymbol | null
  /** Agencies of the row: where they are also named as the partner, the symbol knows better. */
  readonly executing: string | null
  readonly implementing: string | null
}

export interface PartnerMatcher {
  /** Is the text a name, alias or code of the register, without any guess? */
  readonly isKnownName: (text: string) => boolean
  readonly matchText: (text: string) => PartnerSuggestion
  readonly matchSymbol: (symbol: ParsedSymbol) => PartnerSuggestion
  /** The suggestion for one row, decisions applied. */
  readonly match: (question: PartnerQuestion) => PartnerSuggestion
}

const ownNames = new Set([
  'fao', 'un fao', 'fao un', 'onuaa', 'food and agriculture organization', 'food and agriculture organisation',
  'food and agriculture organization of the united nations', 'food and agriculture organization fao', 'un food and agriculture organization',
  'food and agriculture organization of the united nations fao', 'organisation des nations unies pour l alimentation et l agriculture',
  'organisation des nations unies pour l alimentation et l agriculture fao', 'organizacion de las naciones unidas para la alimentacion y la agricultura',
  'organizacion de las naciones unidas para la alimentacion y la agricultura fao', 'organizacion de las naciones unidas para la agricultura y la alimentacion',
])
export const isOwnOrganization = (text: string): boolean => ownNames.has(textKey(text))

const message = (key: string, params: Message['params']): Message => ({ key, params })
export const decisionKey = (from: 'column' | 'symbol', text: string): string => `${from} ${textKey(text)}`

interface Names {
  readonly exact: ReadonlyMap<string, RegisteredPartner>
  readonly alias: ReadonlyMap<string, RegisteredPartner>
  readonly byFaoCode: ReadonlyMap<string, RegisteredPartner>
  readonly byIso3: ReadonlyMap<string, RegisteredPartner>
}

function namesOf(register: PartnerRegister): Names {
  const exact = new Map<string, RegisteredPartner>()
  const alias = new Map<string, RegisteredPartner>()
  const byFaoCode = new Map<string, RegisteredPartner>()
  const byIso3 = new Map<string, RegisteredPartner>()
  const put = (map: Map<string, RegisteredPartner>, key: string, partner: RegisteredPartner): void => {
    if (key !== '' && !map.has(key)) map.set(key, partner)
  }
  for (const partner of register.partners) {
    put(exact, textKey(partner.name), partner)
    for (const { system, code } of partner.identifiers) {
      if (system === 'fao-symbol') put(byFaoCode, code, partner)
      if (system === 'iso3') put(byIso3, code, partner)
    }
  }
  for (const partner of register.partners) for (const name of partner.names) put(alias, textKey(name), partner)
  for (const country of register.countries) {
    const partner = byIso3.get(country.iso3 ?? '')
    if (partner) for (const name of [...country.names, country.iso3 ?? '']) put(alias, textKey(name), partner)
  }
  return { exact, alias, byFaoCode, byIso3 }
}

export function createPartnerMatcher(register: PartnerRegister, decisions: readonly PartnerDecision[] = []): PartnerMatcher {
  const { exact, alias, byFaoCode, byIso3 } = namesOf(register)
  const countries = createCountryIndex(register)
  const partners = new Map(register.partners.map((partner) => [partner.key, partner]))
  const decided = new Map(decisions.map((decision) => [decisionKey(decision.from, decision.text), decision]))
  const likeness = createNameLikeness([...exact, ...alias])
  const fromText = new Map<string, PartnerSuggestion>()
  const fromSymbol = new Map<string, PartnerSuggestion>()

  const suggest = (text: string, from: PartnerMatch['from'], status: PartnerMatch['status'], partner: RegisteredPartner | null, name: string, reason: Message): PartnerSuggestion => ({
    text, from, status: partner?.isProposed && (status === 'exact' || status === 'alias') ? 'proposed' : status, partnerKey: partner?.key ?? null, partnerName: partner?.name ?? name, reason,
  })
  const known = (key: string): RegisteredPartner | null => exact.get(key) ?? alias.get(key) ?? null

  function readText(written: string): PartnerSuggestion {
    const text = foldSpace(written)
    const key = textKey(text)
    const same = exact.get(key)
    if (same) return suggest(text, 'column', 'exact', same, text, message('reason.partner-exact', { text }))
    const other = alias.get(key)
    if (other) return suggest(text, 'column', 'alias', other, text, message('reason.partner-alias', { text, name: other.name }))
    const bare = known(bareNameKey(text))
    if (bare) return suggest(text, 'column', 'alias', bare, text, message('reason.partner-government', { text, name: bare.name }))
    const parts = text.split(/\s*[;\n]\s*/).filter((part) => part !== '')
    if (parts.length > 1) {
      const found = new Set(parts.map((part) => known(textKey(part)) ?? known(bareNameKey(part))))
      const [only] = found
      if (found.size === 1 && only) return suggest(text, 'column', 'alias', only, text, message('reason.partner-alias', { text, name: only.name }))
      return suggest(text, 'column', 'proposed', partners.get(severalPartners) ?? null, text, message('reason.partner-several', { text, count: parts.length }))
    }
    const acronym = /^(.*\S)\s*\(([^()]+)\)$/.exec(text)
    if (acronym) {
      const outside = known(textKey(acronym[1] ?? '')) ?? known(bareNameKey(acronym[1] ?? ''))
      const inside = known(textKey(acronym[2] ?? ''))
      if (outside && (!inside || inside === outside)) return suggest(text, 'column', 'alias', outside, text, message('reason.partner-alias', { text, name: outside.name }))
      const either = outside ?? inside
      if (either) return suggest(text, 'column', 'proposed', either, text, message('reason.partner-part', { text, name: either.name }))
    }
    const nearest = key.length >= 5 ? likeness.nearest(key) : null
    if (nearest && nearest.likeness >= 0.8) return suggest(text, 'column', 'proposed', nearest.value, text, message('reason.partner-similar', { text, name: nearest.value.name, percent: Math.round(nearest.likeness * 100) }))
    return suggest(text, 'column', 'new', null, text, message('reason.partner-new', { text }))
  }

  function readSymbol(symbol: ParsedSymbol): PartnerSuggestion {
    const donor = donorOfSymbol(symbol)
    const written = symbol.normalized
    const propose = (text: string, partner: RegisteredPartner | null, name: string, reason: Message): PartnerSuggestion => suggest(text, 'symbol', partner ? 'proposed' : 'new', partner, name, reason)
    switch (donor.kind) {
      case 'assessed':
        return propose('TCP', partners.get(assessedContributions) ?? null, 'TCP', message('reason.partner-assessed', { symbol: written }))
      case 'country': {
        const country = countries.byArea(donor.area)
        const partner = byFaoCode.get(donor.area) ?? byIso3.get(country?.iso3 ?? '') ?? null
        return propose(donor.area, partner, country?.names[0] ?? donor.area, message('reason.partner-utf', { symbol: written, name: partner?.name ?? country?.names[0] ?? donor.area }))
      }
      case 'unknown':
        return propose(written, partners.get(unknownDonor) ?? null, unknownDonor, message('reason.partner-missing', { symbol: written }))
      case 'code': {
        if (donor.code === severalPartners) return propose(severalPartners, partners.get(severalPartners) ?? null, severalPartners, message('reason.partner-mul', { symbol: written }))
        const country = countries.byArea(donor.code)
        const partner = byFaoCode.get(donor.code) ?? byIso3.get(country?.iso3 ?? '') ?? null
        const name = partner?.name ?? country?.names[0] ?? donor.code
        return propose(donor.code, partner, name, message('reason.partner-symbol', { symbol: written, code: donor.code, name }))
      }
      default:
        throw new TypeError('unknown kind of donor')
    }
  }

  const applied = (suggestion: PartnerSuggestion): PartnerSuggestion => {
    const decision = decided.get(decisionKey(suggestion.from, suggestion.text))
    if (!decision) return suggestion
    return { ...suggestion, partnerKey: decision.partnerKey, partnerName: decision.partnerName, status: 'confirmed', reason: message('reason.partner-confirmed', { text: suggestion.text }) }
  }
  const remember = (cache: Map<string, PartnerSuggestion>, key: string, make: () => PartnerSuggestion): PartnerSuggestion => {
    const cached = cache.get(key)
    if (cached) return cached
    const made = applied(make())
    cache.set(key, made)
    return made
  }
  const matchText = (text: string): PartnerSuggestion => remember(fromText, text, () => readText(text))
  const matchSymbol = (symbol: ParsedSymbol): PartnerSuggestion => remember(fromSymbol, symbol.normalized, () => readSymbol(symbol))

  return {
    isKnownName: (text) => known(textKey(text)) !== null || known(bareNameKey(text)) !== null,
    matchText, matchSymbol,
    match({ text, symbol, executing, implementing }) {
      if (text === null || text === '') {
        if (symbol) return matchSymbol(symbol)
        return remember(fromText, '', () => suggest('', 'column', 'proposed', partners.get(unknownDonor) ?? null, unknownDonor, message('reason.partner-blank', {})))
      }
      if (!symbol) {
        if (isOwnOrganization(text)) return remember(fromText, text, () => suggest(foldSpace(text), 'column', 'proposed', partners.get(unknownDonor) ?? null, unknownDonor, message('reason.partner-own', { text: foldSpace(text) })))
        return matchText(text)
      }
      const isAgency = (agency: string | null): boolean => agency !== null && agency === text
      return isOwnOrganization(text) || isAgency(executing) || isAgency(implementing) ? matchSymbol(symbol) : matchText(text)
    },
  }
}
