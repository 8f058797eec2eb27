import type { ValueDecision } from '../../../../shared/contract/submissions.ts'
import type { ColumnMapping, ValueMatch, ValueType } from '../../../../shared/domain/submission.ts'
import { codeSystemOf } from '../map/country-codes.ts'
import { createCountryIndex, type PartnerRegister } from '../map/partner-register.ts'
import { createValueMatcher, valueKey, type ValueSuggestion } from '../map/value-matcher.ts'

/** Keys of the reference data for what the rows of a file name, and how often each is named. A guess has no key before a person confirmed it. */
export interface ValueKeys {
  readonly country: (text: string) => string | null
  /** By the area part of a project symbol. */
  readonly area: (area: string) => string | null
  readonly key: (type: ValueType, text: string) => string | null
  /** Counts what accepted rows name. */
  readonly count: (type: ValueType, text: string) => void
  readonly matches: () => ValueMatch[]
}

const isCertain = ({ status }: ValueSuggestion): boolean => status === 'exact' || status === 'alias' || status === 'confirmed'

export function createValueKeys(register: PartnerRegister, columns: readonly ColumnMapping[], decisions: readonly ValueDecision[]): ValueKeys {
  const matcher = createValueMatcher(register, decisions)
  const areas = createCountryIndex(register)
  const codes = codeSystemOf(columns.flatMap(({ field, samples }) => (field === 'country' ? samples : [])), register.countries)
  const rows = new Map<string, { readonly suggestion: ValueSuggestion; rows: number }>()
  /** The same by the matcher's own answer, which it gives again for the same text. */
  const counted = new Map<ValueSuggestion, { rows: number }>()
  const match = (type: ValueType, text: string): ValueSuggestion => matcher.match(type, text, type === 'country' ? codes : undefined)
  const key = (type: ValueType, text: string): string | null => {
    const suggestion = match(type, text)
    return isCertain(suggestion) ? suggestion.key : null
  }
  return {
    key,
    country: (text) => key('country', text),
    area: (area) => areas.byArea(area)?.key ?? null,
    count(type, text) {
      const suggestion = match(type, text)
      const again = counted.get(suggestion)
      if (again) {
        again.rows += 1
        return
      }
      const name = valueKey(type, text)
      const known = rows.get(name)
      if (known) known.rows += 1
      const entry = known ?? { suggestion, rows: 1 }
      counted.set(suggestion, entry)
      if (!known) rows.set(name, entry)
    },
    matches: () => [...rows.values()].map(({ suggestion, rows: count }) => ({ ...suggestion, rows: count })).sort((a, b) => b.rows - a.rows),
  }
}
