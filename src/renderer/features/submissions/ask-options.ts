/** What each answer to a question of a column would mean for a value of that very column. Pure. */
import { parseNumberText } from '../../../shared/domain/number-text.ts'

/** Decimal text of a typed number under either mark; null where it cannot be read so. */
export function numberReadings(text: string): Readonly<Record<'.' | ',', string | null>> {
  const read = (mark: '.' | ',') => {
    const reading = parseNumberText(text, mark)
    return reading.kind === 'value' ? reading.value : null
  }
  return { '.': read('.'), ',': read(',') }
}

export type DateOrder = 'dmy' | 'mdy' | 'ymd'

const century = (year: number): number => (year >= 100 ? year : year < 50 ? 2000 + year : 1900 + year)

/** ISO date of three numbers under an order; null where there is no such day. */
export function dateReading(text: string, order: DateOrder): string | null {
  const parts = /(\d{1,4})\D+(\d{1,2})\D+(\d{1,4})/.exec(text)
  if (!parts) return null
  const at = (letter: 'd' | 'm' | 'y') => Number(parts[order.indexOf(letter) + 1])
  const iso = `${String(century(at('y'))).padStart(4, '0')}-${String(at('m')).padStart(2, '0')}-${String(at('d')).padStart(2, '0')}`
  const time = new Date(`${iso}T00:00:00Z`)
  return Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== iso ? null : iso
}

/** The two numbers of a span such as `2010-11`; null where the text holds none. */
export function spanParts(text: string): { readonly text: string; readonly first: number; readonly second: number; readonly month: number | null } | null {
  const found = /(\d{4})\s*[-/–]\s*(\d{4}|\d{2})(?!\d)/.exec(text)
  if (!found) return null
  const first = Number(found[1])
  const last = Number(found[2])
  return { text: found[0], first, second: last > 99 ? last : Math.floor(first / 100) * 100 + last, month: last >= 1 && last <= 12 && found[2]?.length === 2 ? last : null }
}
