import type { SpanMeaning } from '../../../../shared/domain/dates.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'

/**
 * What `2010-11` means where it stands among others, in a column or in the headers of a table: no month comes after the twelfth
 * (`2012-13`), years that follow each other every year are fiscal years, the Organization's biennia begin in even years.
 */

/** What the words of a header say that its spans are. */
export function meaningOfHeader(header: string): SpanMeaning | null {
  const key = textKey(header)
  if (/bienn|bienio|السنتين|两年期|兩年期/u.test(key)) return 'biennium'
  if (/\bfiscal|\bfy\b|\bejercicio|\bexercice|السنة المالية|财年|財年|财政年度/u.test(key)) return 'fiscal-year'
  return /\bmonth|\bmois\b|\bmes\b|شهر|月/u.test(key) ? 'month' : null
}

/** Two years as written: `2010-11` has a short tail, `2010-2011` a long one. */
export interface Span {
  readonly first: number
  readonly tail: number
  readonly isShort: boolean
}

/** What spans of years mean, from all of them; null where nothing tells. `isMonthSeen`: a text that is no two years, `2010-05`, stands beside them. */
export function meaningOfSpans(spans: readonly Span[], isMonthSeen: boolean): SpanMeaning | null {
  const followed = spans.filter(({ first, tail, isShort }) => tail === (isShort ? (first + 1) % 100 : first + 1))
  const isNoMonth = spans.some(({ tail, isShort }) => !isShort || tail > 12)
  if (!isNoMonth && isMonthSeen) return 'month'
  if (followed.some(({ first }) => first % 2 === 1)) return isNoMonth || new Set(followed.map(({ first }) => first)).size > 1 ? 'fiscal-year' : null
  return new Set(followed.map(({ first }) => first)).size > 1 ? 'biennium' : null
}
