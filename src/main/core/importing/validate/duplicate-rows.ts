/** Rows about the same thing within one file, each told with the row before it: equal in everything that is read, in its figures, or in its identifier only. */
import type { ContributionDraft, Problem } from '../../../../shared/domain/submission.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'
import { problem, quoted } from './problem.ts'

export interface RowIdentity { readonly key: string; readonly text: string; readonly address: string | undefined }

interface Seen {
  readonly row: number
  readonly figures: number
  readonly rest: number
}

/** 32 bits are enough for two rows that already name the same thing. Text by text, without a list of them: this runs for every row. */
function mix(hash: number, text: string | null): number {
  let mixed = hash
  if (text !== null) for (let at = 0, end = text.length; at < end; at += 1) mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193)
  return Math.imul(mixed ^ 0xffff, 0x01000193)
}

/** Zero where the row has no figure. */
function figuresOf(drafts: readonly ContributionDraft[]): number {
  let hash = 0
  for (const { partnerKey, amounts } of drafts) {
    for (const { state, measure, original, currency, period } of amounts) {
      if (state !== 'value') continue
      hash = mix(mix(mix(mix(mix(hash === 0 ? 1 : hash, partnerKey), measure), original), currency), period.start)
    }
  }
  return hash
}

const restOf = ({ title, partnerText, countryText, modality, executingAgency, implementingAgency, sector, status, approvalDate, startDate, endDate, note }: ContributionDraft): number =>
  mix(mix(mix(mix(mix(mix(mix(mix(mix(mix(mix(mix(1, title), partnerText), countryText), modality), executingAgency), implementingAgency), sector), status), approvalDate), startDate), endDate), note)

export function createDuplicateRows(): (row: number, identity: RowIdentity | null, drafts: readonly ContributionDraft[]) => Problem | null {
  const first = new Map<string, Seen>()
  return (row, identity, drafts) => {
    const [draft] = drafts
    const title = draft?.title ?? null
    const subject = identity?.key ?? (title === null ? null : `title ${textKey(title)}`)
    if (!draft || subject === null) return null
    const figures = figuresOf(drafts)
    const rest = restOf(draft)
    const seen = first.get(subject)
    if (!seen) {
      first.set(subject, { row, figures, rest })
      return null
    }
    const params = { text: quoted(identity?.text ?? title ?? ''), first: seen.row, row }
    const isSameFigure = figures !== 0 && seen.figures === figures
    if (isSameFigure) return problem('warning', seen.rest === rest ? 'finding.row.duplicate' : 'finding.row.duplicate-figure', identity ? 'identifier' : 'title', params, identity?.address)
    return identity ? problem('warning', 'finding.row.repeated-identifier', 'identifier', params, identity.address) : null
  }
}
