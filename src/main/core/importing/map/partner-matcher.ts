import type { Message, ParsedSymbol, PartnerMatch } from '../../../../shared/domain/submission.ts'
import { donorOfSymbol } from '../../../../shared/domain/project-symbol.ts'
import { foldSpace, textKey } from '../../../../shared/domain/text-key.ts'
import type { ListSeparator } from '../../../../shared/domain/list-text.ts'
import { splitNames, type SharedName } from './name-forms.ts'
import { createNameIndex, type NameIndex } from './name-index.ts'
import { assessedContributions, createCountryIndex, rememberedNames, severalPartners, unknownDonor, type PartnerRegister, type RegisteredPartner } from './partner-register.ts'

/**
 * Who pays, as the file and the symbol say it. Names match exactly, then by alias, code or the country's own name, then by what a person
 * confirmed before; likeness only proposes. FAO is never a partner: for its projects the symbol proposes one, which waits for a person.
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
const isOwnOrganization = (text: string): boolean => ownNames.has(textKey(text))

const message = (key: string, params: Message['params']): Message => ({ key, params })
export const decisionKey = (from: 'column' | 'symbol', text: string): string => `${from} ${textKey(text)}`

const shareText = (name: string, share: SharedName['share']): string => (share === null ? name : `${name} ${share / 10_000} %`)

interface Names {
  readonly index: NameIndex<RegisteredPartner>
  readonly byFaoCode: ReadonlyMap<string, RegisteredPartner>
  readonly byIso3: ReadonlyMap<string, RegisteredPartner>
}

function namesOf(register: PartnerRegister): Names {
  const byFaoCode = new Map<string, RegisteredPartner>()
  const byIso3 = new Map<string, RegisteredPartner>()
  for (const partner of register.partners) {
    for (const { system, code } of partner.identifiers) {
      const codes = system === 'fao-symbol' ? byFaoCode : system === 'iso3' ? byIso3 : null
      if (codes && !codes.has(code)) codes.set(code, partner)
    }
  }
  const ofPartners = register.partners.map((partner) => ({ value: partner, exact: [partner.name], alias: partner.names }))
  const ofCountries = register.countries.flatMap(({ names, iso3 }) => {
    const partner = byIso3.get(iso3 ?? '')
    return partner ? [{ value: partner, exact: [], alias: [...names, iso3 ?? ''] }] : []
  })
  return { index: createNameIndex([...ofPartners, ...ofCountries]), byFaoCode, byIso3 }
}

/** `separator`: parts the names of a cell that holds several, where the column is such a list. */
export function createPartnerMatcher(register: PartnerRegister, decisions: readonly PartnerDecision[] = [], separator?: ListSeparator): PartnerMatcher {
  const { index, byFaoCode, byIso3 } = namesOf(register)
  const countries = createCountryIndex(register)
  const partners = new Map(register.partners.map((partner) => [partner.key, partner]))
  const decided = new Map(decisions.map((decision) => [decisionKey(decision.from, decision.text), decision]))
  const rememberedTexts = rememberedNames(register, 'partner')
  const rememberedCodes = rememberedNames(register, 'donor-code')
  const fromText = new Map<string, PartnerSuggestion>()
  const fromSymbol = new Map<string, PartnerSuggestion>()
  const own = new Map<string, boolean>()

  const suggest = (text: string, from: PartnerMatch['from'], status: PartnerMatch['status'], partner: RegisteredPartner | null, name: string, reason: Message): PartnerSuggestion => ({
    text, from, status: partner?.isProposed && (status === 'exact' || status === 'alias') ? 'proposed' : status, partnerKey: partner?.key ?? null, partnerName: partner?.name ?? name, reason,
  })

  function readText(written: string): PartnerSuggestion {
    const text = foldSpace(written)
    const of = (status: PartnerMatch['status'], partner: RegisteredPartner | null, reason: string, params: Message['params'] = {}): PartnerSuggestion =>
      suggest(text, 'column', status, partner, text, message(`reason.partner-${reason}`, { text, ...(partner && { name: partner.name }), ...params }))
    const found = index.find(text)
    if (found) return of(found.how === 'exact' ? 'exact' : 'alias', found.value, found.how === 'bare' ? 'government' : found.how)
    const remembered = partners.get(rememberedTexts.get(textKey(text)) ?? '')
    if (remembered) return of('alias', remembered, 'remembered')
    const parts = splitNames(written, separator)
    const payers = parts.length === 1 ? [] : parts.map((part) => index.find(part.text)?.value ?? partners.get(rememberedTexts.get(textKey(part.text)) ?? '') ?? null)
    const [only, ...others] = new Set(payers)
    if (only && others.length === 0) return of('alias', only, 'alias')
    const several = partners.get(severalPartners) ?? null
    if (only || others.length > 0) return of('proposed', several, 'several-names', { count: parts.length, names: parts.map(({ text: part, share }, at) => shareText(payers[at]?.name ?? part, share)).join(', ') })
    // Commas, bars and the like stand inside names too: where no part is known, only the usual marks part them.
    const marked = splitNames(written).length
    if (marked > 1) return of('proposed', several, 'several', { count: marked })
    const guess = index.guess(text)
    return guess ? of('proposed', guess.value, guess.how, { percent: guess.percent }) : of('new', null, 'new')
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
        const remembered = partners.get(rememberedCodes.get(textKey(donor.code)) ?? '')
        if (remembered) return propose(donor.code, remembered, remembered.name, message('reason.partner-symbol-remembered', { symbol: written, code: donor.code, name: remembered.name }))
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

  function isOwn(text: string): boolean {
    const known = own.get(text)
    if (known !== undefined) return known
    const is = isOwnOrganization(text)
    own.set(text, is)
    return is
  }

  return {
    isKnownName: (text) => index.find(text) !== null,
    matchText, matchSymbol,
    match({ text, symbol, executing, implementing }) {
      if (text === null || text === '') {
        if (symbol) return matchSymbol(symbol)
        return remember(fromText, '', () => suggest('', 'column', 'proposed', partners.get(unknownDonor) ?? null, unknownDonor, message('reason.partner-blank', {})))
      }
      if (!symbol) {
        if (isOwn(text)) return remember(fromText, text, () => suggest(foldSpace(text), 'column', 'proposed', partners.get(unknownDonor) ?? null, unknownDonor, message('reason.partner-own', { text: foldSpace(text) })))
        return matchText(text)
      }
      const isAgency = (agency: string | null): boolean => agency !== null && agency === text
      return isOwn(text) || isAgency(executing) || isAgency(implementing) ? matchSymbol(symbol) : matchText(text)
    },
  }
}
