import type { Period } from '../../../../shared/domain/amount.ts'
import { bienniumPeriod, monthPeriod, parseDateText, yearPeriod, type SpanMeaning } from '../../../../shared/domain/dates.ts'
import { currencyOfText } from '../../../../shared/domain/currency.ts'
import { foldSpace, textKey } from '../../../../shared/domain/text-key.ts'
import { meaningOfHeader, meaningOfSpans, type Span } from './span-meaning.ts'

/** The period that a header names for the figures under it: `Delivery 2010`, `Approved 2010-11 (USD)`, `Approved > 2010-2011`. */
export interface HeaderPeriod {
  readonly period: Period
  /** As the header writes it, `2010-11`. */
  readonly text: string
  readonly kind: 'month' | 'year' | 'biennium' | 'fiscal-year'
  /** Nothing but the period, a currency and a unit stands in that part of the header. */
  readonly isBare: boolean
  /** A biennium with two digits after the hyphen: the text could also be a fiscal year or a month. */
  readonly isSupposed: boolean
  /** Neither a word nor another header tells which of them it is. */
  readonly isUnsure: boolean
}

const stock = /\b(?:as of|as at|au|al|hasta|jusqu['’]?[aà]?u?|until|up to|to date|a ce jour|à ce jour|cumul\w*|acumul\w*|inception|constant|prices|prix|precios)\b/i
const months = 'jan(?:uary|v|vier)?|ene(?:ro)?|feb(?:ruary|rero)?|f[eé]v(?:r|rier)?|mar(?:ch|s|zo)?|apr(?:il)?|avr(?:il)?|abr(?:il)?|may|mai|mayo|june?|juin|junio|july?|juil(?:let)?|julio|aug(?:ust)?|ao[uû]t|ago(?:sto)?|sept?(?:ember|embre|iembre)?|oct(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|dec(?:ember)?|d[eé]c(?:embre)?|dic(?:iembre)?'
/** What makes a year the edge of a span or a part of a date instead of the period itself. */
const notThisYear = new RegExp(String.raw`(?<!\p{L})(?:since|from|before|after|prior to|by|end|through|till|to|depuis|avant|apr[eè]s|fin|desde|antes de|${months}|[qt][1-4]|semester|half|quarter|semestre|trimestre)\.?(?: of| de)?[\s'’(]*$`, 'iu')
const spanText = /(?<![\d/.,-])((?:19|20)\d\d) ?[-/] ?(\d{4}|\d\d)(?!\d|[/.,-]\d)/g
const yearText = /(?<![\d/.,-])((?:19|20)\d\d)(?!\d|[/.,-]\d)/g
/** `2010-11` typed into a cell that the spreadsheet made the first of November 2010. */
export const isSpanMadeDate = (iso: string): boolean => /^(?:19|20)\d\d-\d\d-01$/.test(iso) && Number(iso.slice(5, 7)) === (Number(iso.slice(2, 4)) + 1) % 100
const unitWord = /\b(?:usd|us|eur|euros?|dollars?|000|thousands?|millions?|milliers?|millones|miles|in|en|of|de)\b/g

interface Found {
  readonly text: string
  readonly first: number
  readonly last: number
  readonly isBare: boolean
  /** The last two digits of `2010-11`, which may also be a month. */
  readonly tail: number | null
  /** A month that is named. */
  readonly month: number | null
}

/** A month by itself, `Jan 2010`, `2010年3月`, or the first day that a spreadsheet made of one. */
function readMonth(whole: string): Found | null {
  const made = /^((?:19|20)\d\d)-(\d\d)-01$/.exec(whole)
  if (made) return { text: whole.slice(0, 7), first: Number(made[1]), last: Number(made[1]), isBare: true, tail: null, month: Number(made[2]) }
  const bare = whole.replace(/[([][^)\]]*[)\]]/g, ' ').trim()
  const reading = /\p{L}/u.test(bare) ? parseDateText(bare) : { kind: 'unreadable' as const }
  return reading.kind === 'month' ? { text: bare, first: reading.year, last: reading.year, isBare: true, tail: null, month: reading.month } : null
}

function readPart(part: string): Found | null {
  const whole = foldSpace(part).replace(/[‐‑‒–—−]/g, '-')
  if (isSpanMadeDate(whole)) return { text: whole.slice(0, 7), first: Number(whole.slice(0, 4)), last: Number(whole.slice(0, 4)) + 1, isBare: true, tail: Number(whole.slice(5, 7)), month: null }
  if (stock.test(whole)) return null
  const month = readMonth(whole)
  if (month) return month
  const found: Omit<Found, 'isBare'>[] = []
  const rest = whole
    .replace(spanText, (text: string, from: string, to: string, at: number) => {
      const first = Number(from)
      const last = to.length === 4 ? Number(to) : first - (first % 100) + Number(to) + (Number(to) < first % 100 ? 100 : 0)
      // A span under "from" or "since" is still a span; months are not written this way.
      found.push({ text: text.replace(/ /g, ''), first, last, tail: to.length === 2 ? Number(to) : null, month: null })
      return at === 0 ? '' : ' '
    })
    .replace(yearText, (text: string, _year: string, at: number, around: string) => {
      const isEdge = notThisYear.test(around.slice(0, at))
      found.push({ text, first: Number(text), last: isEdge ? Infinity : Number(text), tail: null, month: null })
      return ' '
    })
  const [only] = found
  if (!only || new Set(found.map(({ first, last }) => `${first} ${last}`)).size !== 1) return null
  const words = textKey(rest).replace(unitWord, ' ').trim()
  return { ...only, isBare: words === '' || (words.length === 3 && currencyOfText(rest.replace(/[()]/g, ' ')) !== null) }
}

/** The innermost part of the path that names one period. */
function readPath(header: string): Found | null {
  for (const part of header.split(' > ').reverse()) {
    const found = readPart(part)
    if (found) return found
  }
  return null
}

interface PeriodHeader {
  readonly column: number
  readonly header: string
  /** Where a person said what the spans of the header mean. */
  readonly spanMeaning?: SpanMeaning | undefined
}

const isTwoYears = ({ first, last, month }: Found): boolean => month === null && last === first + 1
const fiscalYear = (first: number, last: number): Period => ({ start: yearPeriod(first).start, end: yearPeriod(last).end, precision: 'none' })

function periodOf(read: Found, meaning: SpanMeaning): Pick<HeaderPeriod, 'period' | 'kind'> | null {
  const { first, last, tail, month } = read
  if (month !== null) return { period: monthPeriod(first, month), kind: 'month' }
  if (tail !== null && meaning === 'month') return tail >= 1 && tail <= 12 ? { period: monthPeriod(first, tail), kind: 'month' } : null
  if (tail === null && last === first) return { period: yearPeriod(first), kind: 'year' }
  if (!isTwoYears(read)) return null
  return meaning === 'biennium' && first % 2 === 0 ? { period: bienniumPeriod(first), kind: 'biennium' } : { period: fiscalYear(first, last), kind: 'fiscal-year' }
}

/**
 * Periods by column. FAO's biennia begin in even years: where one header begins in an odd year (`2009-10`) the headers of the
 * table count fiscal years, whose months nobody knows; such figures belong to no single calendar year. Headers such as `2010-10` beside
 * `2010-11` are months.
 */
export function headerPeriods(columns: readonly PeriodHeader[]): ReadonlyMap<number, HeaderPeriod> {
  const found = columns.map((column) => ({ ...column, read: readPath(column.header) }))
  const reads = found.flatMap(({ read }) => (read ? [read] : []))
  const spans: Span[] = reads.filter((read) => read.tail !== null || isTwoYears(read)).map(({ first, last, tail }) => (tail === null ? { first, tail: last, isShort: false } : { first, tail, isShort: true }))
  const isMonthSeen = reads.some(({ first, tail }) => tail !== null && tail <= 12 && tail !== (first + 1) % 100)
  const inferred = meaningOfSpans(spans, isMonthSeen)
  const hasFiscalYears = inferred !== 'month' && reads.some((read) => isTwoYears(read) && read.first % 2 === 1)
  const periods = new Map<number, HeaderPeriod>()
  for (const { column, header, spanMeaning, read } of found) {
    if (!read) continue
    const said = meaningOfHeader(header)
    const meaning = spanMeaning ?? (said === 'biennium' ? said : hasFiscalYears ? 'fiscal-year' : (inferred ?? said ?? 'biennium'))
    const period = periodOf(read, meaning)
    if (!period) continue
    const isOpen = read.tail !== null && said !== 'biennium' && spanMeaning === undefined
    periods.set(column, { ...period, text: read.text, isBare: read.isBare, isSupposed: period.kind === 'biennium' && isOpen, isUnsure: isOpen && inferred === null && said === null && !hasFiscalYears })
  }
  return periods
}
