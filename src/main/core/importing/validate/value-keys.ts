import type { ValueDecision } from '../../../../shared/contract/submissions.ts'
import type { ColumnMapping, ValueMatch, ValueType } from '../../../../shared/domain/submission.ts'
import { isCertainMatch } from '../map/certain-match.ts'
import { codeSystemOf } from '../map/country-codes.ts'
import { createCountryIndex, type PartnerRegister } from '../map/partner-register.ts'
import { createValueMatcher, valueKey, type ValueSuggestion } from '../map/value-matcher.ts'
import { createNameCounts } from './name-counts.ts'

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

export function createValueKeys(register: PartnerRegister, columns: readonly ColumnMapping[], decisions: readonly ValueDecision[]): ValueKeys {
  const matcher = createValueMatcher(register, decisions)
  const areas = createCountryIndex(register)
  const codes = codeSystemOf(columns.flatMap(({ field, samples }) => (field === 'country' ? samples : [])), register.countries)
  const counts = createNameCounts<ValueSuggestion>(({ type, text }) => valueKey(type, text))
  const match = (type: ValueType, text: string): ValueSuggestion => matcher.match(type, text, type === 'country' ? codes : undefined)
  const key = (type: ValueType, text: string): string | null => {
    const suggestion = match(type, text)
    return isCertainMatch(suggestion) ? suggestion.key : null
  }
  return {
    key,
    country: (text) => key('country', text),
    area: (area) => areas.byArea(area)?.key ?? null,
    count: (type, text) => void counts.count(match(type, text)),
    matches: counts.matches,
  }
}
