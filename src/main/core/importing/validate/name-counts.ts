/** How many accepted rows name each partner, country or other value of the reference data, however they write it. */
export interface NameCounts<Suggestion extends object> {
  /** In: the matcher's own answer, which it gives again for the same text. Is this the first row that names it? */
  readonly count: (suggestion: Suggestion) => boolean
  /** Most rows first. */
  readonly matches: () => (Suggestion & { readonly rows: number })[]
}

/** `keyOf`: the same for texts that are one name; asked once for each answer of the matcher, not for each row. */
export function createNameCounts<Suggestion extends object>(keyOf: (suggestion: Suggestion) => string): NameCounts<Suggestion> {
  interface Named { readonly suggestion: Suggestion; rows: number }
  const names = new Map<string, Named>()
  const counted = new Map<Suggestion, Named>()
  return {
    count(suggestion) {
      const again = counted.get(suggestion)
      if (again) {
        again.rows += 1
        return false
      }
      const key = keyOf(suggestion)
      const known = names.get(key)
      if (known) known.rows += 1
      const named = known ?? { suggestion, rows: 1 }
      counted.set(suggestion, named)
      if (!known) names.set(key, named)
      return !known
    },
    matches: () => [...names.values()].map(({ suggestion, rows }) => ({ ...suggestion, rows })).sort((a, b) => b.rows - a.rows),
  }
}
