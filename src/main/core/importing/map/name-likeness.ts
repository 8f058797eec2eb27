/**
 * The most similar of many names, by shared pairs of letters (Dice over the distinct pairs, 0 to 1). The index keeps a look-up
 * at some microseconds, so that a file with thousands of unknown names stays quick. Likeness is only ever a reason to propose.
 */
export interface NameLikeness<T> {
  readonly nearest: (key: string) => { readonly value: T; readonly likeness: number } | null
}

function pairsOf(key: string): Set<string> {
  const pairs = new Set<string>()
  for (let i = 0; i < key.length - 1; i++) pairs.add(key.slice(i, i + 2))
  return pairs
}

/** In: names as text keys with what they stand for; of equally similar names the first counts. */
export function createNameLikeness<T>(names: Iterable<readonly [string, T]>): NameLikeness<T> {
  const entries: { readonly value: T; readonly size: number }[] = []
  const holders = new Map<string, number[]>()
  for (const [key, value] of names) {
    const pairs = pairsOf(key)
    for (const pair of pairs) {
      const list = holders.get(pair)
      if (list) list.push(entries.length)
      else holders.set(pair, [entries.length])
    }
    entries.push({ value, size: pairs.size })
  }
  const shared = new Uint16Array(entries.length)
  return {
    nearest(key) {
      shared.fill(0)
      const pairs = pairsOf(key)
      for (const pair of pairs) for (const at of holders.get(pair) ?? []) shared[at] = (shared[at] ?? 0) + 1
      let best: { readonly value: T; readonly likeness: number } | null = null
      entries.forEach(({ value, size }, at) => {
        const likeness = (2 * (shared[at] ?? 0)) / Math.max(1, size + pairs.size)
        if (likeness > (best?.likeness ?? 0)) best = { value, likeness }
      })
      return best
    },
  }
}
