/**
 * How the same thing is found again on a later import, never by row number. A project is its normalized symbol, or the sender's
 * identifier within country and partner as written; a contribution is project and partner; an amount is contribution, measure,
 * period, currency and ordinal among equals. No part can hold the separator.
 */
import type { Measure, Period } from '../../../../shared/domain/amount.ts'
import { periodKey } from '../../../../shared/domain/period.ts'
import type { ContributionDraft } from '../../../../shared/domain/submission.ts'
import { foldSpace, textKey } from '../../../../shared/domain/text-key.ts'

/** The partner as the source wrote it; empty where the row names none and the symbol spoke. */
export const sourceTextOf = (draft: ContributionDraft): string => (draft.partnerText === null ? '' : textKey(draft.partnerText))

/** Two senders that number from 1 do not collide; what a person decides about the partner later changes nothing here. */
export function projectKey(draft: ContributionDraft): string {
  if (draft.symbol) return draft.symbol.normalized
  const scope = `${draft.countryKey ?? textKey(draft.countryText ?? '')}|${textKey(draft.partnerText ?? draft.partnerName)}`
  if (draft.identifier !== null) return `id|${scope}|${foldSpace(draft.identifier.normalize('NFKC')).toUpperCase().replaceAll('|', '/')}`
  return `title|${scope}|${textKey(draft.title ?? '')}`
}

export const contributionKey = (project: string, partner: string, ordinal = 1): string => `${project}|${partner}${ordinal === 1 ? '' : `|${ordinal}`}`

/** Everything but the ordinal: amounts of one contribution that only their order in the file tells apart. */
export const amountGroup = (measure: Measure, period: Period, currency: string | null): string => `${measure}|${periodKey(period)}|${currency ?? '-'}`
export const amountKey = (contribution: string, group: string, ordinal: number): string => `${contribution}|${group}|${ordinal}`
/** The ordinal at the end of an amount's key. */
export const ordinalOf = (key: string): number => Number(key.slice(key.lastIndexOf('|') + 1))

/** Key of a partner that the register does not know; apart from every key of the reference data. */
export const newPartnerKey = (name: string): string => `NEW-${textKey(name).toUpperCase().replaceAll(' ', '-').slice(0, 100)}`
/** Stands for the donor of projects whose symbol names none and whose row names nobody. */
export const unknownDonorKey = 'UNKNOWN-DONOR'
