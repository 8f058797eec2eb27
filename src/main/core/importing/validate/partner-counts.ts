import type { PartnerMatch, Problem } from '../../../../shared/domain/submission.ts'
import { decisionKey, type PartnerSuggestion } from '../map/partner-matcher.ts'
import type { NamedPartner } from './read-row.ts'
import { problem, quoted } from './problem.ts'

/** The partners that accepted rows name, with how many rows name each. */
export interface PartnerCounts {
  /** Pushes a finding where a name is met for the first time that the register does not know. */
  readonly count: (named: NamedPartner, problems: Problem[]) => void
  /** Most rows first. */
  readonly matches: () => PartnerMatch[]
}

export function createPartnerCounts(): PartnerCounts {
  const partners = new Map<string, { readonly suggestion: PartnerSuggestion; rows: number }>()
  /** The same by the matcher's own answer, which it gives again for the same text. */
  const counted = new Map<PartnerSuggestion, { rows: number }>()
  return {
    count({ suggestion, address }, problems) {
      const again = counted.get(suggestion)
      if (again) {
        again.rows += 1
        return
      }
      const key = decisionKey(suggestion.from, suggestion.text)
      const known = partners.get(key)
      if (known) known.rows += 1
      const entry = known ?? { suggestion, rows: 1 }
      counted.set(suggestion, entry)
      if (known) return
      partners.set(key, entry)
      if (suggestion.status === 'new') problems.push(problem('info', 'finding.row.partner-new', 'partner', { text: quoted(suggestion.text) }, address))
    },
    matches: () => [...partners.values()].map(({ suggestion, rows }) => ({ ...suggestion, rows })).sort((a, b) => b.rows - a.rows),
  }
}
