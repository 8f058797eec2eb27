import { z } from 'zod'

/**
 * Reference packs: the code lists that ship as data in `resources/packs`, one file a kind, and are copied into a workspace
 * with id and hash. `status` says whether an entry (or one identifier) was read in a published source or in real project
 * lists; what is only remembered is `unverified` and is shown so wherever a person edits it.
 */

export const statuses = ['verified', 'unverified'] as const
export const PackStatus = z.enum(statuses)
export type PackStatus = z.infer<typeof PackStatus>

const text = z.string().regex(/^\S(.*\S)?$/su, 'empty text or blanks at an end')
const key = z.string().regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/)
const date = z.iso.date().nullable()
const aliases = z.array(text)

/** Names by language: the six languages of the organization, English always. */
export const Names = z.strictObject({ en: text, fr: text.exactOptional(), es: text.exactOptional(), ar: text.exactOptional(), zh: text.exactOptional(), ru: text.exactOptional() })
export type Names = z.infer<typeof Names>

/** Parts of a verified entry that are not verified themselves. */
const unverified = z.array(z.enum(['names.fr', 'names.es', 'region'])).default([])

/** `fao-symbol` is the code in a project symbol (PHI, not PHL); `dac-agency` is donor code and agency code joined by a hyphen. */
export const identifierSystems = ['iso2', 'iso3', 'm49', 'fao-symbol', 'dac', 'dac-agency', 'oracle'] as const
export const IdentifierSystem = z.enum(identifierSystems)
export type IdentifierSystem = z.infer<typeof IdentifierSystem>
export const PackIdentifier = z.strictObject({ system: IdentifierSystem, code: text, status: PackStatus.default('verified') })
export type PackIdentifier = z.infer<typeof PackIdentifier>

export const AreaEntry = z.strictObject({
  /** ISO 3166 alpha-3 for countries, the area code of project symbols otherwise. */
  key,
  kind: z.enum(['country', 'region', 'interregional', 'global']),
  names: Names,
  aliases,
  identifiers: z.array(PackIdentifier),
  /** Regional office that covers it; null for areas without one. */
  region: z.enum(['RAF', 'RAP', 'REU', 'RLC', 'RNE']).nullable(),
  status: PackStatus,
  unverified,
})
export type AreaEntry = z.infer<typeof AreaEntry>

export const partnerTypes = [
  'government', 'eu', 'ifi', 'un', 'global-fund', 'private-sector', 'foundation', 'local-authority', 'ngo', 'assessed', 'several',
] as const
export const PartnerType = z.enum(partnerTypes)
export type PartnerType = z.infer<typeof PartnerType>

export const PartnerEntry = z.strictObject({
  /** ISO 3166 alpha-3 for governments, EU for the European Union, GROUP-… for groups. */
  key,
  tier: z.enum(['group', 'partner', 'body']),
  type: PartnerType,
  parent: key.nullable(),
  names: Names,
  /** Acronyms, former names, other languages and the spellings people use. */
  aliases,
  identifiers: z.array(PackIdentifier),
  /** `dac`: member of the committee; `dac-reporting`: reports to it without being a member. `from` null: date not known. */
  memberships: z.array(z.strictObject({ flag: z.enum(['dac', 'dac-reporting']), from: date, to: date, status: PackStatus })),
  status: PackStatus,
  unverified,
})
export type PartnerEntry = z.infer<typeof PartnerEntry>

export const OfficeEntry = z.strictObject({
  /** Unit code; FR and ISO 3166 alpha-3 for a Representation. */
  key,
  level: z.enum(['global', 'regional', 'subregional', 'country', 'liaison']),
  parent: key.nullable(),
  names: Names,
  aliases,
  seat: z.strictObject({ city: text, country: key }).nullable(),
  /** The country that a Representation serves. */
  area: key.nullable(),
  validFrom: date,
  validTo: date,
  status: PackStatus,
})
export type OfficeEntry = z.infer<typeof OfficeEntry>

const framework = { key, names: Names, status: PackStatus, unverified }
export const FrameworkEntry = z.discriminatedUnion('entryKind', [
  z.strictObject({ entryKind: z.literal('objective'), objectiveKind: z.enum(['strategic', 'functional']), ...framework }),
  /** An organizational result; `parent` is its objective. */
  z.strictObject({ entryKind: z.literal('result'), parent: key, ...framework }),
  z.strictObject({ entryKind: z.literal('focus-area'), ...framework }),
  z.strictObject({ entryKind: z.literal('core-function'), ...framework }),
])
export type FrameworkEntry = z.infer<typeof FrameworkEntry>

export const ModalityEntry = z.strictObject({
  key,
  names: Names,
  definition: Names,
  /** Other spellings, those in the programme part of a project symbol included. */
  aliases,
  earmarking: z.enum(['earmarked', 'lightly-earmarked', 'unearmarked', 'assessed']),
  fundingNature: z.enum(['voluntary', 'assessed', 'in-kind']),
  isPool: z.boolean(),
  isEmergency: z.boolean(),
  /** Grand Bargain scale: 1 unearmarked, 2 softly, 3 earmarked, 4 tightly earmarked; a later crosswalk, our reading. */
  iatiEarmarking: z.enum(['1', '2', '3', '4']).nullable(),
  /** The fund that it is a component or window of. */
  parent: key.nullable().default(null),
  /** Category of support costs that its agreements fall under unless they say another. */
  supportCostCategory: z.string().nullable().default(null),
  validFrom: date,
  validTo: date,
  status: PackStatus,
})
export type ModalityEntry = z.infer<typeof ModalityEntry>

const counted = z.enum(['counted', 'left-out'])
/** What a total includes. Lists hold modality keys; a modality is in one list at most, the rest falls under `otherModalities`. */
export const CountingRuleEntry = z.strictObject({
  code: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  names: Names,
  validFrom: z.iso.date(),
  validTo: date,
  counts: z.array(key),
  /** Counted, on a line of its own under the government that pays. */
  ownLine: z.array(key),
  never: z.array(z.strictObject({ modality: key, category: z.enum(['assessed']) })),
  /** Valued beside the total and never added to it. */
  apart: z.array(key),
  otherModalities: counted,
  /** Rows without a modality: money that does not pass through the organization. */
  withoutModality: counted,
  /** An identifier repeated with the same figure counts once; so does money that a pool allocates, where it came in. */
  repeatedOnce: z.boolean(),
  status: PackStatus,
})
export type CountingRuleEntry = z.infer<typeof CountingRuleEntry>

/** A category of support costs with its standard rates by date; without one where published rates differ from case to case. */
export const SupportCostEntry = z.strictObject({
  key: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  names: Names,
  /** `rate`: millionths of the direct costs. */
  standards: z.array(z.strictObject({ rate: z.int().min(0).max(1_000_000), validFrom: date, validTo: date, source: text, status: PackStatus })),
  status: PackStatus,
})
export type SupportCostEntry = z.infer<typeof SupportCostEntry>

const pack = <K extends string, E extends z.ZodType>(kind: K, entry: E) => z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: z.strictObject({ en: text, fr: text }),
  kind: z.literal(kind),
  source: z.strictObject({ publisher: text, title: text, year: z.int() }),
  /** SPDX expression, or a plain sentence where the list is our own statement of facts. */
  licence: text,
  note: z.strictObject({ en: text, fr: text }),
  entries: z.array(entry).min(1),
})

export const Pack = z.discriminatedUnion('kind', [
  pack('areas', AreaEntry),
  pack('partners', PartnerEntry),
  pack('offices', OfficeEntry),
  pack('framework', FrameworkEntry),
  pack('support-costs', SupportCostEntry),
  pack('modalities', ModalityEntry),
  pack('counting-rules', CountingRuleEntry),
])
export type Pack = z.infer<typeof Pack>
export type PackKind = Pack['kind']

/** In: the parsed JSON of a pack file. Out: the pack, told apart by `kind`. Throws a ZodError that names every wrong place. */
export const parsePack = (json: unknown): Pack => Pack.parse(json)
