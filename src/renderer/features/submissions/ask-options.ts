/** What each answer to a question of a column would mean for a value of that very column. Pure. */
import { parseDateText, type DateOrder } from '../../../shared/domain/dates.ts'
import { parseNumberText } from '../../../shared/domain/number-text.ts'

/** Decimal text of a typed number under either mark; null where it cannot be read so. */
export function numberReadings(text: string): Readonly<Record<'.' | ',', string | null>> {
  const read = (mark: '.' | ',') => {
    const reading = parseNumberText(text, mark)
    return reading.kind === 'value' ? reading.value : null
  }
  return { '.': read('.'), ',': read(',') }
}

/** ISO date of a text under an order; null where it names no day so. */
export function dateReading(text: string, order: DateOrder): string | null {
  const reading = parseDateText(text, order)
  return reading.kind === 'day' ? reading.iso : null
}

/** Is the text another day with the month first? */
export function isOrderOpen(text: string): boolean {
  const [day, month] = [dateReading(text, 'dmy'), dateReading(text, 'mdy')]
  return day !== null && month !== null && day !== month
}

/** The two numbers of a span such as `2010-11`; null where the text holds none. */
export function spanParts(text: string): { readonly text: string; readonly first: number; readonly second: number; readonly month: number | null } | null {
  const found = /(\d{4})\s*[-/–]\s*(\d{4}|\d{2})(?!\d)/.exec(text)
  if (!found) return null
  const first = Number(found[1])
  const last = Number(found[2])
  return { text: found[0], first, second: last > 99 ? last : Math.floor(first / 100) * 100 + last, month: last >= 1 && last <= 12 && found[2]?.length === 2 ? last : null }
}
