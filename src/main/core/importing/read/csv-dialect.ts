/** Which character parts the fields: the one whose count per record is most steady over the first records. */

export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

export interface CsvDialect {
  readonly delimiter: Delimiter
  /** Characters of a leading `sep=;` line, which spreadsheet programs write and hide. */
  readonly skip: number
}

export function detectDialect(sample: string): CsvDialect {
  const declared = /^sep=([,;|\t])(\r\n|\r|\n|$)/i.exec(sample)
  const named = delimiters.find((one) => one === declared?.[1])
  if (declared !== null && named !== undefined) return { delimiter: named, skip: declared[0].length }
  let best: Delimiter = ','
  let bestScore = 0
  for (const delimiter of delimiters) {
    const score = steadiness(countPerRecord(sample, delimiter))
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return { delimiter: best, skip: 0 }
}

/** Occurrences outside quotes in each of the first records; the last, perhaps cut, record is left out unless it is the only one. */
function countPerRecord(sample: string, delimiter: Delimiter): readonly number[] {
  const counts: number[] = []
  let count = 0
  let isQuoted = false
  let isBlank = true
  for (const char of sample) {
    if (char === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (char === delimiter) count++
    else if (char === '\n' || char === '\r') {
      if (!isBlank) counts.push(count)
      if (counts.length === 200) return counts
      count = 0
      isBlank = true
      continue
    }
    isBlank = false
  }
  if (counts.length === 0) counts.push(count)
  return counts
}

/** Share of records with the most usual count above zero, and a little for more fields. */
function steadiness(counts: readonly number[]): number {
  const records = new Map<number, number>()
  for (const count of counts) if (count > 0) records.set(count, (records.get(count) ?? 0) + 1)
  let score = 0
  for (const [count, times] of records) score = Math.max(score, times / counts.length + Math.min(count, 50) / 1000)
  return score
}
