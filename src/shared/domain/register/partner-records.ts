/** Resource partners, their profiles, and what passes between them and the organization. */
import { audience, choice, derived, field, identifier, label, record, reference } from './field.ts'

export const partnerTiers = ['group', 'partner', 'body'] as const
export const partnerTypeCodes = ['government', 'eu', 'ifi', 'un', 'global-fund', 'private-sector', 'foundation', 'local-authority', 'ngo', 'assessed', 'several', 'unknown'] as const
export const prospects = ['identified', 'contacted', 'negotiating', 'partner', 'lapsed'] as const
export const partnerFlags = ['dac', 'dac-reporting', 'emerging', 'middle-income'] as const

/** Sections of a partner's profile, in the order of the sheet (the fields of the mapping system's profiles). */
export const profileTopics = [
  'overview', 'priority-themes', 'fao-related-priorities', 'geographical-areas', 'funding-bodies', 'channels', 'cooperation-approach', 'favoured-arrangements', 'funding-cycle',
  'application-and-negotiation', 'budget-revision', 'accrued-interest', 'special-features', 'links', 'remarks',
] as const

export const partnerRecords = [
  record({
    type: 'partner', table: 'partner', name: ['name', 'code'], key: [],
    fields: [
      label('name', 'en', { isRequired: true, isShown: true }), field('code', 'text', { column: 'natural_key', isReadOnly: true }),
      choice('tier', 'partner-tier', partnerTiers, { isRequired: true }), choice('type', 'partner-type', partnerTypeCodes, { isRequired: true }), reference('parent', 'partner'),
      choice('prospect', 'prospect', prospects), choice('state', 'partner-state', ['confirmed', 'proposed']),
      identifier('dac-code', 'dac'), identifier('iso2', 'iso2', { isShown: false }), identifier('iso3', 'iso3'), identifier('symbol-code', 'fao-symbol'), identifier('oracle-code', 'oracle'),
      derived('approved', 'usd'), derived('flags', 'text'), field('responsible', 'text'),
      label('name-fr', 'fr'), label('name-es', 'es'), label('name-ar', 'ar'), label('name-zh', 'zh'), label('name-ru', 'ru'),
      choice('status', 'check-status', ['verified', 'unverified'], { isShown: false }), audience(),
    ],
  }),
  record({
    type: 'partner-flag', table: 'partner_flag', parent: { type: 'partner', field: 'partner' }, name: ['flag'], key: [],
    fields: [
      reference('partner', 'partner', { isRequired: true }), choice('flag', 'partner-flag', partnerFlags, { isRequired: true }), field('valid-from', 'date'), field('valid-to', 'date'),
      choice('status', 'check-status', ['verified', 'unverified']),
    ],
  }),
  record({
    type: 'profile-statement', table: 'profile_statement', parent: { type: 'partner', field: 'partner' }, name: ['topic'], key: ['partner', 'topic'],
    fields: [
      reference('partner', 'partner', { isRequired: true }), choice('topic', 'profile-topic', profileTopics, { isRequired: true }), field('text', 'long-text', { isRequired: true }),
      field('document', 'text'), field('document-date', 'date'), { ...audience(), isShown: true },
    ],
  }),
  record({
    type: 'contact', table: 'contact', parent: { type: 'partner', field: 'partner' }, name: ['name'], key: ['partner', 'name'],
    fields: [
      field('name', 'text', { isRequired: true }), reference('partner', 'partner', { isRequired: true }), field('post', 'text'), field('email', 'text'), field('telephone', 'text'),
      field('valid-from', 'date', { isShown: false }), field('valid-to', 'date', { isShown: false }), field('note', 'long-text'), { ...audience(), isShown: true },
    ],
  }),
  record({
    type: 'meeting', table: 'meeting', parent: { type: 'partner', field: 'partner' }, name: ['subject'], key: ['partner', 'held-on', 'subject'],
    fields: [
      field('held-on', 'date', { isRequired: true }), choice('kind', 'meeting-kind', ['meeting', 'mission', 'call', 'event'], { isRequired: true }), reference('partner', 'partner', { isRequired: true }),
      field('subject', 'text', { isRequired: true }), field('place', 'text'), field('participants', 'long-text'), field('summary', 'long-text'), reference('office', 'office'), field('ended-on', 'date', { isShown: false }), audience(),
    ],
  }),
  record({
    type: 'follow-up', table: 'follow_up', parent: { type: 'partner', field: 'partner' }, name: ['text'], key: ['partner', 'text'],
    fields: [
      field('text', 'long-text', { isRequired: true }), choice('kind', 'follow-up-kind', ['commitment', 'follow-up'], { isRequired: true }), choice('side', 'follow-up-side', ['organization', 'partner'], { isRequired: true }),
      reference('partner', 'partner', { isRequired: true }), reference('meeting', 'meeting'), field('responsible', 'text'), field('due-on', 'date'), field('done-on', 'date'), audience(),
    ],
  }),
]
