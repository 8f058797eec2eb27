/** USD of an original amount by the rate of the month (UN operational rates: units of a currency for one dollar), rounded half-even once. */
import type { Database } from 'better-sqlite3'
import { toCents } from '../../../shared/domain/decimal.ts'
import type { Message } from '../../../shared/domain/submission.ts'

export interface Converted {
  readonly usd_cents: number | null
  readonly rate: string | null
  readonly rate_source: string | null
  readonly rate_date: string | null
}
const none: Converted = { usd_cents: null, rate: null, rate_source: null, rate_date: null }

export type ConvertMoney = (original: string | null, currency: string | null, date: string | null) => { readonly converted: Converted; readonly warning: Message | null }

/** A currency without a rate in the month of the date has no USD figure, which is said; nothing is taken from another month. */
export function createConvertMoney(db: Database): ConvertMoney {
  const find = db.prepare<[string, string], { rate: string; source: string; month: string }>('SELECT rate, source, month FROM exchange_rate WHERE currency = ? AND month = ? AND removed_in IS NULL')
  return (original, currency, date) => {
    if (original === null || currency === null) return { converted: none, warning: null }
    if (currency === 'USD') return { converted: { ...none, usd_cents: toCents(original) }, warning: null }
    const missing: Message = { key: 'warned.no-rate', params: { currency, month: date?.slice(0, 7) ?? '…' } }
    if (date === null) return { converted: none, warning: missing }
    const found = find.get(currency, `${date.slice(0, 7)}-01`)
    if (!found) return { converted: none, warning: missing }
    return { converted: { usd_cents: toCents(original, 1, found.rate), rate: found.rate, rate_source: found.source, rate_date: found.month }, warning: null }
  }
}
