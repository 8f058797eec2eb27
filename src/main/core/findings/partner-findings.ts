/** Partners that wait to be confirmed, stand twice, or have not been spoken with; statements that nothing supports. */
import { textKey } from '../../../shared/domain/text-key.ts'
import { readPartnerFacts, type PartnerFact, type PartnerFacts } from '../store/reading/findings/partner-facts.ts'
import { daysBefore } from './days.ts'
import { atRecord, atSection, findingArea, type FindingRule, type Found } from './finding-area.ts'

/** A negotiation without a word for so many days has gone silent. */
export const silentAfterDays = 180
/** Characters of a statement that are enough to know it by. */
const excerpt = 80

/** Among the same, whoever was proposed is what a person looks at. */
function foundOfSame(partners: readonly PartnerFact[], of: string, params: Found['params']): Found[] {
  const shown = partners.find(({ state }) => state === 'proposed') ?? partners.at(-1)
  if (!shown) return []
  return [{ of, params: { ...params, count: partners.length, names: partners.map(({ name }) => name).join('; ') }, subject: shown.name, place: atRecord('partner', shown.id), says: partners.map(({ key }) => key), about: partners.map(({ id }) => ({ type: 'partner', id })) }]
}

/** Partners that share a name, but for those of whom one stands above the other. */
function duplicatesOf({ partners, names }: PartnerFacts): Found[] {
  const byId = new Map(partners.map((partner) => [partner.id, partner]))
  const isAbove = (upper: number, lower: number): boolean => {
    const seen = new Set<number>()
    for (let at = byId.get(lower)?.parent ?? null; at !== null && !seen.has(at); at = byId.get(at)?.parent ?? null) {
      if (at === upper) return true
      seen.add(at)
    }
    return false
  }
  const byName = new Map<string, Set<number>>()
  for (const { partner, text } of names) {
    const folded = textKey(text)
    if (folded === '') continue
    const known = byName.get(folded)
    if (known) known.add(partner)
    else byName.set(folded, new Set([partner]))
  }
  const groups = new Map<string, Found>()
  for (const ids of byName.values()) {
    const all = [...ids]
    const apart = all.filter((id) => all.some((other) => other !== id && !isAbove(id, other) && !isAbove(other, id)))
    const same = apart.flatMap((id) => byId.get(id) ?? [])
    const of = same.map(({ key }) => key).join('|')
    if (same.length > 1 && !groups.has(of)) for (const found of foundOfSame(same, of, {})) groups.set(of, found)
  }
  return [...groups.values()]
}

export const partnerRules: readonly FindingRule<PartnerFacts>[] = [
  {
    name: 'partner-unconfirmed', severity: 'annex',
    find: ({ proposals }) => proposals.map(({ id, key, project, projectName, partner, partnerName }) => ({
      of: key, params: { project: projectName, partner: partnerName }, subject: projectName, place: atSection('projects', { project }), about: [{ type: 'contribution', id }, { type: 'project', id: project }, { type: 'partner', id: partner }],
    })),
  },
  { name: 'partner-new', severity: 'warning', find: ({ partners }) => partners.filter(({ state }) => state === 'proposed').map(({ id, key, name }) => ({ of: key, params: { partner: name }, subject: name, place: atRecord('partner', id, 'state') })) },
  {
    name: 'partner-typeless', severity: 'warning',
    find: ({ partners }) => partners.filter(({ state, type }) => state === 'confirmed' && type === 'unknown').map(({ id, key, name }) => ({ of: key, params: { partner: name }, subject: name, place: atRecord('partner', id, 'type') })),
  },
  {
    name: 'partner-code-twice', severity: 'warning',
    find: ({ partners, sharedCodes }) => [...Map.groupBy(sharedCodes, ({ system, code }) => `${system}|${code}`)].flatMap(([of, [first, ...others]]) => {
      const ids = new Set([first, ...others].map((shared) => shared?.partner))
      return first ? foundOfSame(partners.filter(({ id }) => ids.has(id)), of, { code: first.code, system: first.system }) : []
    }),
  },
  { name: 'partner-duplicate', severity: 'warning', find: duplicatesOf },
  {
    name: 'prospect-silent', severity: 'warning',
    find: ({ partners }, today) => partners
      .filter(({ prospect, lastContact }) => prospect === 'negotiating' && (lastContact === null || lastContact < daysBefore(today, silentAfterDays)))
      .map(({ id, key, name, lastContact }) => ({ of: key, params: { partner: name, days: silentAfterDays, since: lastContact ?? 'never' }, subject: name, place: atRecord('partner', id, 'prospect'), on: lastContact })),
  },
  {
    name: 'statement-undocumented', severity: 'info',
    find: ({ undocumented }) => undocumented.map(({ id, key, partner, partnerName, text }) => ({
      of: key, params: { partner: partnerName, text: text.length > excerpt ? `${text.slice(0, excerpt)}…` : text }, subject: partnerName, place: atRecord('profile-statement', id, 'document'), about: [{ type: 'partner', id: partner }],
    })),
  },
]

export const partnerFindings = findingArea('partners', ['partner', 'label', 'alias', 'identifier', 'meeting', 'profile_statement', 'contribution', 'project'], ({ db, locale, today }) => readPartnerFacts(db, { locale, today }), partnerRules)
