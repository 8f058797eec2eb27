import type { Period } from '../../../../shared/domain/amount.ts'
import { bienniumPeriod, yearPeriod } from '../../../../shared/domain/dates.ts'
import { currencyOfText } from '../../../../shared/domain/currency.ts'
import { foldSpace, textKey } from '../../../../shared/domain/text-key.ts'

/** The period that a header names for the figures under it: `Delivery 2010`, `Approved 2010-11 (USD)`, `Approved > 2010-2011`. */
export interface HeaderPeriod {
  readonly period: Period
  /** As the header writes it, `2010-11`. */
  readonly text: string
  readonly kind: 'year' | 'biennium' | 'fiscal-year'
  /** Nothing but the period, a currency and a unit stands in that part of the header. */
  readonly isBare: boolean
  /** A biennium with two digits after the hyphen: the text could also be a fiscal year or a month. */
  readonly isSupposed: boolean
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
  readonly isShort: boolean
  readonly isBare: boolean
}

function readPart(part: string): Found | null {
  const whole = foldSpace(part).replace(/[‐‑‒–—−]/g, '-')
  if (isSpanMadeDate(whole)) return { text: whole.slice(0, 7), first: Number(whole.slice(0, 4)), last: Number(whole.slice(0, 4)) + 1, isShort: true, isBare: true }
  if (stock.test(whole)) return null
  const found: Omit<Found, 'isBare'>[] = []
  const rest = whole
    .replace(spanText, (text: string, from: string, to: string, at: number) => {
      const first = Number(from)
      const last = to.length === 4 ? Number(to) : first - (first % 100) + Number(to) + (Number(to) < first % 100 ? 100 : 0)
      // A span under "from" or "since" is still a span; months are not written this way.
      found.push({ text: text.replace(/ /g, ''), first, last, isShort: to.length === 2 })
      return at === 0 ? '' : ' '
    })
    .replace(yearText, (text: string, _year: string, at: number, around: string) => {
      const isEdge = notThisYear.test(around.slice(0, at))
      found.push({ text, first: Number(text), last: isEdge ? Infinity : Number(text), isShort: false })
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

/**
 * Periods by column. FAO's biennia begin in even years: where one header begins in an odd year (`2009-10`) the headers of the
 * table count fiscal years, whose months nobody knows; such figures belong to no single calendar year.
 */
export function headerPeriods(columns: readonly { readonly column: number; readonly header: string }[]): ReadonlyMap<number, HeaderPeriod> {
  const found = columns.map(({ column, header }) => ({ column, header, read: readPath(header) }))
  const isTwoYears = (read: Found): boolean => read.last === read.first + 1
  const hasFiscalYears = found.some(({ read }) => read !== null && isTwoYears(read) && read.first % 2 === 1)
  const periods = new Map<number, HeaderPeriod>()
  for (const { column, header, read } of found) {
    if (!read) continue
    const { text, first, last, isBare, isShort } = read
    const saysBiennium = /bienn|bienio/i.test(header)
    if (last === first) periods.set(column, { period: yearPeriod(first), text, kind: 'year', isBare, isSupposed: false })
    else if (!isTwoYears(read)) continue
    else if (first % 2 === 1 || (hasFiscalYears && !saysBiennium)) periods.set(column, { period: { start: yearPeriod(first).start, end: yearPeriod(last).end, precision: 'none' }, text, kind: 'fiscal-year', isBare, isSupposed: false })
    else periods.set(column, { period: bienniumPeriod(first), text, kind: 'biennium', isBare, isSupposed: isShort && !saysBiennium })
  }
  return periods
}
