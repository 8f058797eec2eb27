/** Numbers and dates as an office prints them, per language, through Intl. Pure: everything is an argument. */
import type { Locale } from '../../shared/messages/locales.ts'

/** International order of day and month in English; plain French in French. */
const tags: Record<Locale, string> = { en: 'en-GB', fr: 'fr-FR' }

export type MoneyUnit = 'usd' | 'usd-thousand' | 'usd-million'
const centsPer: Record<MoneyUnit, number> = { usd: 100, 'usd-thousand': 100_000, 'usd-million': 100_000_000 }
const digitsOf: Record<MoneyUnit, number> = { usd: 0, 'usd-thousand': 0, 'usd-million': 1 }

export interface Formats {
  integer(value: number): string
  decimal(value: number, digits: number): string
  /** Integer cents of USD in a unit; negatives in parentheses, a figure that rounds to nothing as 0. */
  money(cents: number, unit?: MoneyUnit, digits?: number): string
  /** Exact decimal text of an original amount, grouped, never rounded. */
  original(text: string): string
  /** Millionths as percent. */
  percent(millionths: number, digits?: number): string
  /** ISO date or time as a day. */
  date(iso: string): string
  dateTime(iso: string): string
  /** A period as lists hold it (`2010`, `2010-11`, `2010 M03`, `2010-03-05`, `2010-03-05/2015-12-31`): its days as days, its month by name, its span with a dash. */
  period(text: string): string
  /** Bytes in the unit that fits. */
  fileSize(bytes: number): string
}

export function createFormats(locale: Locale): Formats {
  const tag = tags[locale]
  const numbers = new Map<number, Intl.NumberFormat>()
  const withDigits = (digits: number) => {
    let format = numbers.get(digits)
    if (!format) {
      format = new Intl.NumberFormat(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits })
      numbers.set(digits, format)
    }
    return format
  }
  const day = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
  const months = new Intl.DateTimeFormat(tag, { month: 'short', year: 'numeric', timeZone: 'UTC' })
  const moment = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' })
  const groups = new Intl.NumberFormat(tag, { maximumFractionDigits: 20 })
  const decimalPoint = groups.formatToParts(0.5).find((part) => part.type === 'decimal')?.value ?? '.'
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const sizes = units.map((unit) => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: unit === 'byte' ? 'long' : 'short', maximumFractionDigits: 1 }))

  const date = (iso: string): string => {
    const time = new Date(iso.length === 10 ? `${iso}T00:00:00Z` : iso)
    return Number.isNaN(time.getTime()) ? iso : day.format(time)
  }

  return {
    integer: (value) => withDigits(0).format(value),
    decimal: (value, digits) => withDigits(digits).format(value),
    money(cents, unit = 'usd', digits = digitsOf[unit]) {
      const text = withDigits(digits).format(Math.abs(cents) / centsPer[unit])
      return cents < 0 && /[1-9]/.test(text) ? `(${text})` : text
    },
    original(text) {
      const [whole = '', fraction] = text.replace('-', '').split('.')
      if (!/^\d+$/.test(whole)) return text
      const grouped = groups.format(BigInt(whole)) + (fraction === undefined ? '' : decimalPoint + fraction)
      return text.startsWith('-') ? `(${grouped})` : grouped
    },
    percent: (millionths, digits = 1) => `${withDigits(digits).format(millionths / 10_000)}${locale === 'fr' ? '\u00a0' : ''}%`,
    date,
    period: (text) => text.replace(/(\d{4}) M(\d\d)/, (_all, year: string, month: string) => months.format(new Date(`${year}-${month}-01T00:00:00Z`))).replace(/\d{4}-\d{2}-\d{2}/g, date).replace('/', ' – '),
    dateTime(iso) {
      const time = new Date(iso)
      return Number.isNaN(time.getTime()) ? iso : moment.format(time)
    },
    fileSize(bytes) {
      const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
      return sizes[step]?.format(bytes / 1000 ** step) ?? String(bytes)
    },
  }
}
