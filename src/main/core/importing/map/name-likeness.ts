/**
 * The most similar of many names: by shared pairs of letters (Dice over the distinct pairs, 0 to 1), or by few typing errors. The index keeps
 * a look-up at some microseconds, so that a file with thousands of unknown names stays quick. Likeness is only ever a reason to propose.
 */
export interface NameLikeness<T> {
  readonly nearest: (key: string) => { readonly value: T; readonly likeness: number } | null
}

/** From here on a name is worth proposing. */
export const likenessBar = 0.8
/** Below it a name shares too little to be looked at; and how many of the nearest are searched for typing errors. */
const worthComparing = 0.45
const compared = 6

function pairsOf(key: string): Set<string> {
  const pairs = new Set<string>()
  for (let i = 0; i < key.length - 1; i++) pairs.add(key.slice(i, i + 2))
  return pairs
}

/** Letters to change, drop, add or swap with their neighbour (optimal string alignment); `most` + 1 where there are more. */
export function typingErrors(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let twoAbove: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (twoAbove[j - 2] ?? 0) + 1)
      row.push(least)
    }
    if (Math.min(...row) > most) return most + 1
    twoAbove = above
    above = row
  }
  return above[b.length] ?? most + 1
}

/** How many typing errors still leave a name of this length recognizable. */
const allowedErrors = (length: number): number => (length >= 9 ? 2 : length >= 5 ? 1 : 0)

/** In: names as text keys with what they stand for; of equally similar names the first counts. */
export function createNameLikeness<T>(names: Iterable<readonly [string, T]>): NameLikeness<T> {
  const entries: { readonly key: string; readonly value: T; readonly size: number }[] = []
  const holders = new Map<string, number[]>()
  for (const [key, value] of names) {
    const pairs = pairsOf(key)
    for (const pair of pairs) {
      const list = holders.get(pair)
      if (list) list.push(entries.length)
      else holders.set(pair, [entries.length])
    }
    entries.push({ key, value, size: pairs.size })
  }
  const shared = new Uint16Array(entries.length)
  return {
    nearest(key) {
      shared.fill(0)
      const pairs = pairsOf(key)
      for (const pair of pairs) for (const at of holders.get(pair) ?? []) shared[at] = (shared[at] ?? 0) + 1
      const near: { readonly key: string; readonly value: T; readonly likeness: number }[] = []
      entries.forEach(({ key: other, value, size }, at) => {
        const likeness = (2 * (shared[at] ?? 0)) / Math.max(1, size + pairs.size)
        if (likeness >= worthComparing && likeness > (near.length === compared ? (near.at(-1)?.likeness ?? 0) : 0)) {
          near.push({ key: other, value, likeness })
          near.sort((a, b) => b.likeness - a.likeness)
          if (near.length > compared) near.pop()
        }
      })
      const [best] = near
      if (!best || best.likeness >= likenessBar) return best ?? null
      const allowed = allowedErrors(key.length)
      const misspelt = near
        .map((candidate) => ({ candidate, errors: typingErrors(key, candidate.key, allowed) }))
        .filter(({ errors }) => errors <= allowed)
        .sort((a, b) => a.errors - b.errors)[0]
      return misspelt ? { value: misspelt.candidate.value, likeness: Math.max(likenessBar, 1 - misspelt.errors / key.length) } : best
    },
  }
}
