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

/** 32 bits: enough for two rows that already name the same thing. */
function shortHash(texts: readonly (string | null)[]): number {
  let hash = 0x811c9dc5
  for (const text of texts) {
    for (let at = 0; at < (text?.length ?? 0); at += 1) hash = Math.imul(hash ^ (text ?? '').charCodeAt(at), 0x01000193)
    hash = Math.imul(hash ^ 0xffff, 0x01000193)
  }
  return hash
}

export function createDuplicateRows(): (row: number, identity: RowIdentity | null, drafts: readonly ContributionDraft[]) => Problem | null {
  const first = new Map<string, Seen>()
  return (row, identity, drafts) => {
    const [draft] = drafts
    const title = draft?.title ?? null
    const subject = identity?.key ?? (title === null ? null : `title ${textKey(title)}`)
    if (!draft || subject === null) return null
    const values = drafts.flatMap(({ partnerKey, amounts }) => amounts.flatMap(({ state, measure, original, currency, period }) => (state === 'value' ? [partnerKey, measure, original, currency, period.start, period.end] : [])))
    const figures = shortHash(values)
    const rest = shortHash([draft.title, draft.partnerText, draft.countryText, draft.modality, draft.executingAgency, draft.implementingAgency, draft.sector, draft.status, draft.approvalDate, draft.startDate, draft.endDate, draft.note])
    const seen = first.get(subject)
    if (!seen) {
      first.set(subject, { row, figures, rest })
      return null
    }
    const params = { text: quoted(identity?.text ?? title ?? ''), first: seen.row, row }
    const isSameFigure = values.length > 0 && seen.figures === figures
    if (isSameFigure) return problem('warning', seen.rest === rest ? 'finding.row.duplicate' : 'finding.row.duplicate-figure', identity ? 'identifier' : 'title', params, identity?.address)
    return identity ? problem('warning', 'finding.row.repeated-identifier', 'identifier', params, identity.address) : null
  }
}
