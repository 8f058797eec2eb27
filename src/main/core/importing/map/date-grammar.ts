import type { DateGrammar } from '../../../../shared/domain/column-grammar.ts'
import { parseDateText, type DateOrder, type DateReading } from '../../../../shared/domain/dates.ts'
import type { ColumnValues, TextEntry } from './column-values.ts'

/** How the dates of a column are written, from every text in it: one day after the twelfth settles the order of all. */

export interface DateFindings {
  /** Cells that are dates as stored, and texts that read as a day or a named month. */
  readonly dated: number
  readonly typed: number
  /** Texts of five digits that a date system takes for a day; the header has to say that they are. */
  readonly serials: number
  readonly order: DateOrder
  readonly isCertain: boolean
  /** Cells that read only in this order, for the other columns of the table. */
  readonly votes: Readonly<Record<DateOrder, number>>
  readonly grammar: DateGrammar | null
}

const dateLike = /^(?=[^\d\u0660-\u0669\u06f0-\u06f9]{0,24}[\d\u0660-\u0669\u06f0-\u06f9]).{4,40}$/su
/** Where letters come first, or between, only the name of a month makes a date; no other script is tried by its words. */
const wordsLike = /^\P{L}*$|[^\p{Script=Latin}\P{L}]|^\s*\d{4}-\d\d|^\s*\d{1,2}[/.-]\d|(?<!\p{L})(?:jan|f[eé]|feb|mar|apr|avr|abr|ma[iy]|ju[inl]|a[uogû]|sep|set|o[cu]t|nov|d[eéi][cz]|ene)/iu
const serialText = /^\s*\d{5}(?:\.\d+)?\s*$/
const dotted = /^\s*\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}/
const isDate = (reading: DateReading, text: string): boolean => reading.kind === 'day' || (reading.kind === 'month' && /\p{L}/u.test(text))
const isoOf = (reading: DateReading): string => (reading.kind === 'day' ? reading.iso : reading.kind === 'month' ? `${reading.year}-${String(reading.month).padStart(2, '0')}` : '')

/** `tableOrder`: the order that other columns of the table show, for a column whose texts read in two. */
export function findDates(values: ColumnValues, tableOrder: DateOrder | null = null): DateFindings {
  const votes: Record<DateOrder, number> = { dmy: 0, mdy: 0, ymd: 0 }
  const deciding: Partial<Record<DateOrder, TextEntry>> = {}
  const vote = (order: DateOrder, entry: TextEntry): void => {
    votes[order] += entry.count
    deciding[order] ??= entry
  }
  let inAnyOrder = 0
  let firstInAny: TextEntry | null = null
  let unsure = 0
  let firstUnsure: TextEntry | null = null
  let others = 0
  let serials = 0
  let firstOther: TextEntry | null = null
  for (const entry of values.texts) {
    const { text, count } = entry
    if (serialText.test(text)) {
      if (parseDateText(text).kind === 'day') serials += count
      continue
    }
    const isLike = dateLike.test(text) && wordsLike.test(text)
    const dmy: DateReading = isLike ? parseDateText(text, 'dmy') : { kind: 'unreadable' }
    const mdy: DateReading = isLike ? parseDateText(text, 'mdy') : dmy
    const isDmy = isDate(dmy, text)
    const isMdy = isDate(mdy, text)
    if (isDmy && isMdy && isoOf(dmy) === isoOf(mdy)) {
      inAnyOrder += count
      firstInAny ??= entry
    // Full stops between the numbers are of countries that write the day first.
    } else if (isDmy && (!isMdy || dotted.test(text))) vote('dmy', entry)
    else if (isMdy && !isDmy) vote('mdy', entry)
    else if (isDmy) {
      unsure += count
      firstUnsure ??= entry
    } else if (isLike && isDate(parseDateText(text, 'ymd'), text)) vote('ymd', entry)
    else if (dmy.kind === 'unreadable') {
      others += count
      firstOther ??= entry
    }
  }
  const ranked = (['dmy', 'mdy', 'ymd'] as const).filter((order) => votes[order] > 0).sort((a, b) => votes[b] - votes[a])
  const order = ranked[0] ?? tableOrder ?? 'dmy'
  const isCertain = unsure === 0 || ranked.length === 1 || (ranked.length === 0 && tableOrder !== null)
  const lost = ranked.slice(1).reduce((sum, other) => sum + votes[other], 0)
  const typed = inAnyOrder + unsure + votes[order]
  const dated = values.dates + typed
  const findings = { dated, typed, serials, order, isCertain, votes }
  if (dated === 0 || dated < 0.3 * values.filled) return { ...findings, grammar: null }
  const exampleOf = (entry: TextEntry | null | undefined): DateGrammar['example'] => (entry ? { text: entry.text.slice(0, 80), read: isoOf(parseDateText(entry.text, order)), row: entry.row } : null)
  const [, second] = ranked
  return {
    ...findings,
    grammar: {
      stored: values.dates, typed, order, isCertain, example: exampleOf(deciding[order] ?? firstUnsure ?? firstInAny),
      unreadable: { count: others + lost, first: exampleOf((second === undefined ? null : deciding[second]) ?? firstOther) },
    },
  }
}
