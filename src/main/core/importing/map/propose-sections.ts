import type { SubmissionField } from '../../../../shared/domain/kinds.ts'
import type { BlockLabel, ColumnMapping, SectionMapping, TableBlock } from '../../../../shared/domain/submission.ts'
import { foldSpace } from '../../../../shared/domain/text-key.ts'
import type { KnownNames } from './column-evidence.ts'

export interface SectionNames extends KnownNames {
  readonly isOffice: (text: string) => boolean
}

const field = (name: SubmissionField, share: number, reason: string): Pick<SectionMapping, 'field' | 'confidence' | 'reason'> =>
  ({ field: name, confidence: Math.round(Math.min(0.9, 0.45 + 0.45 * share) * 100) / 100, reason: { key: reason, params: { percent: Math.round(share * 100) } } })
const unused = (key: string): Pick<SectionMapping, 'field' | 'confidence' | 'reason'> => ({ field: 'ignore', confidence: 0.5, reason: { key, params: {} } })
/** `Donor: Japan` says itself what it is; the name follows. */
const bare = (text: string): string => foldSpace(text.replace(/^[^:]{2,30}:\s*/, ''))

/** Share of the distinct label texts for which a test holds. */
function shareOf(texts: readonly string[], test: (text: string) => boolean): number {
  return texts.length === 0 ? 0 : texts.filter((text) => test(text) || test(bare(text))).length / texts.length
}

function judge(texts: readonly string[], names: SectionNames, mapped: ReadonlySet<string>, fields: ReadonlySet<SubmissionField>): Pick<SectionMapping, 'field' | 'confidence' | 'reason'> {
  const said = texts.map((text) => text.toLowerCase())
  const isSaid = (words: RegExp): boolean => said.filter((text) => words.test(text)).length >= 0.6 * said.length
  if (isSaid(/^(?:donor|partner|resource partner|bailleur|donateur|donante|doador)s?\s*:/) && fields.has('partner')) return field('partner', 1, 'reason.section-said')
  if (isSaid(/^(?:country|pays|pa[ií]s|recipient)\s*:/) && fields.has('country')) return field('country', 1, 'reason.section-said')
  const countries = shareOf(texts, names.isCountry)
  const partners = shareOf(texts, names.isPartner)
  const offices = shareOf(texts, names.isOffice)
  const options = [
    { name: 'country' as const, share: countries, reason: 'reason.section-countries' },
    { name: 'partner' as const, share: partners, reason: 'reason.section-partners' },
    { name: 'office' as const, share: offices, reason: 'reason.section-offices' },
  ].filter(({ name, share }) => share >= 0.5 && fields.has(name))
  if (options.length === 0) return unused('reason.section-unknown')
  // A government is a country and a partner alike: what no column says is what the labels add.
  const open = options.filter(({ name }) => !mapped.has(name))
  const [best] = open.sort((a, b) => b.share - a.share)
  if (!best) return unused('reason.section-column')
  const isTied = open.some((other) => other !== best && other.share === best.share)
  const chosen = field(best.name, best.share, best.reason)
  return isTied ? { ...chosen, confidence: 0.5 } : chosen
}

/** What the labels of each level say for the rows below them. */
export function proposeSections(blocks: readonly TableBlock[], columns: readonly ColumnMapping[], fields: ReadonlySet<SubmissionField>, names: SectionNames): SectionMapping[] {
  const byLevel = Map.groupBy(blocks.flatMap(({ labels }) => labels), ({ level }: BlockLabel) => level)
  const mapped = new Set<string>(columns.map((column) => column.field))
  return [...byLevel].sort((a, b) => a[0] - b[0]).map(([level, labels]) => {
    const texts = [...new Set(labels.map(({ text }) => foldSpace(text)))]
    const judged = judge(texts, names, mapped, fields)
    mapped.add(judged.field)
    return { level, ...judged, isConfirmed: false, samples: texts.slice(0, 5).map((text) => text.slice(0, 80)) }
  })
}
