import type { YearGrammar } from '../../../../shared/domain/column-grammar.ts'
import { parseDateText, type DateReading } from '../../../../shared/domain/dates.ts'
import { splitList, type ListSeparator } from '../../../../shared/domain/list-text.ts'
import type { ColumnValues, TextEntry } from './column-values.ts'
import { meaningOfHeader, meaningOfSpans, type Span } from './span-meaning.ts'

/** Years and spans of years in a column, and what `2010-11` means in it. */

export interface YearFindings {
  /** Cells that hold one year or one span of two. */
  readonly single: number
  readonly grammar: YearGrammar | null
}

const shortSpan = /^(\d{4}) ?[-/‐-―−] ?(\d\d)$/
const separators: readonly ListSeparator[] = [';', ',', '\n', '/', 'and']
/** A text of another shape is no year and no span, and reading it would cost time in long columns. */
const yearLike = /^\P{Nd}{0,16}\p{Nd}{2,4}(?:\P{Nd}{1,4}\p{Nd}{2,4})?\P{Nd}{0,6}$/u
const severalLike = /(?:19|20)\d\d(?!\d)\s*[^\d\s]|[^\d\s]\s*(?:19|20)\d\d/
const holdsYears = (text: string): boolean => severalLike.test(text) && separators.some((separator) => {
  const parts = splitList(text, separator)
  return parts.length > 1 && parts.filter((part) => /^\d{4}$/.test(part) && parseDateText(part).kind === 'year').length > 0 && parts.every((part) => /^\d{4}$|^\D+$/.test(part))
})

export function findYears(values: ColumnValues, header: string): YearFindings {
  let years = values.yearNumbers
  let several = 0
  let inSpans = 0
  let firstSpan: TextEntry | null = null
  let firstYear: TextEntry | null = null
  let firstSeveral: TextEntry | null = null
  let isMonthSeen = false
  let isFiscalSaid = false
  const spans: Span[] = []
  for (const entry of values.texts) {
    const { text, count } = entry
    if (text.length > 60 || !/\p{Nd}{2}/u.test(text)) continue
    const reading: DateReading = yearLike.test(text) ? parseDateText(text) : { kind: 'unreadable' }
    const short = shortSpan.exec(text.trim())
    if (reading.kind === 'year') {
      years += count
      firstYear ??= entry
    } else if (reading.kind === 'ambiguous' || reading.kind === 'years' || reading.kind === 'fiscal-year' || (reading.kind === 'month' && short)) {
      inSpans += count
      firstSpan ??= entry
      if (reading.kind === 'fiscal-year') isFiscalSaid = true
      if (short && reading.kind === 'month') isMonthSeen = true
      else if (short) spans.push({ first: Number(short[1]), tail: Number(short[2]), isShort: true })
      else if (reading.kind !== 'ambiguous' && reading.kind !== 'month') spans.push({ first: reading.first, tail: reading.last, isShort: false })
    } else if (holdsYears(text)) {
      several += count
      firstSeveral ??= entry
    }
  }
  // Dates that a typed span would have become are spans where other cells are.
  if (spans.length > 0 || isMonthSeen) inSpans += values.spanDates
  const single = years + inSpans
  if (single + several === 0 || single + several < 0.5 * values.filled) return { single, grammar: null }
  const said = meaningOfHeader(header) ?? (isFiscalSaid ? 'fiscal-year' : null)
  const found = meaningOfSpans(spans, isMonthSeen)
  const isShort = inSpans > 0 && (spans.some((span) => span.isShort) || isMonthSeen)
  const example = firstSpan ?? firstSeveral ?? firstYear
  return {
    single,
    grammar: {
      years, spans: inSpans, several, spanMeaning: said ?? found ?? 'biennium', isCertain: !isShort || said !== null || found !== null,
      example: example && { text: example.text.slice(0, 60), read: '', row: example.row },
    },
  }
}
