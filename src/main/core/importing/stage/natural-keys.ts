/**
 * How the same thing is found again on a later import, never by row number. A project is its normalized symbol, or the sender's
 * identifier within country, partner and sending office; a contribution is project and partner; an amount is contribution,
 * measure, period, currency and ordinal among equals. No part can hold the separator.
 */
import type { Measure, Period } from '../../../../shared/domain/amount.ts'
import { periodKey } from '../../../../shared/domain/period.ts'
import type { ContributionDraft } from '../../../../shared/domain/submission.ts'
import { foldSpace, textKey } from '../../../../shared/domain/text-key.ts'

/** The partner as the source wrote it; empty where the row names none and the symbol spoke. */
export const sourceTextOf = (draft: ContributionDraft): string => (draft.partnerText === null ? '' : textKey(draft.partnerText))

/** What a row without a project symbol is known by; partner and, of an identifier, sending office follow in the project's key. */
export function subjectKey(draft: ContributionDraft): string {
  const country = draft.countryKey ?? textKey(draft.countryText ?? '')
  if (draft.identifier !== null) return `id|${country}|${foldSpace(draft.identifier.normalize('NFKC')).toUpperCase().replaceAll('|', '/')}|`
  return `title|${country}|${textKey(draft.title ?? '')}|`
}

/** In: keys of the resolved partner and of the sending office, empty where none is named. An identifier that is no symbol is only its sender's. */
export function projectKey(draft: ContributionDraft, partner: string, office: string): string {
  if (draft.symbol) return draft.symbol.normalized
  return `${subjectKey(draft)}${partner}${draft.identifier === null || office === '' ? '' : `|${office}`}`
}

/** Partner and office at the end of a project's key, once its subject is known. */
export function scopeOf(key: string, subject: string): { readonly partner: string; readonly office: string } {
  const [partner = '', office = ''] = key.slice(subject.length).split('|')
  return { partner, office }
}

export const contributionKey = (project: string, partner: string, ordinal = 1): string => `${project}|${partner}${ordinal === 1 ? '' : `|${ordinal}`}`

/** Everything but the ordinal: amounts of one contribution that only their order in the file tells apart. */
export const amountGroup = (measure: Measure, period: Period, currency: string | null): string => `${measure}|${periodKey(period)}|${currency ?? '-'}`
/** Without an ordinal: what the keys of the group begin with. */
export const amountKey = (contribution: string, group: string, ordinal: number | ''): string => `${contribution}|${group}|${ordinal}`
/** The ordinal at the end of an amount's key. */
export const ordinalOf = (key: string): number => Number(key.slice(key.lastIndexOf('|') + 1))

/** Key of a partner that the register does not know; apart from every key of the reference data. */
export const newPartnerKey = (name: string): string => `NEW-${textKey(name).toUpperCase().replaceAll(' ', '-').slice(0, 100)}`
/** Stands for the donor of projects whose symbol names none and whose row names nobody. */
export const unknownDonorKey = 'UNKNOWN-DONOR'
