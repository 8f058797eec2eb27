import type { AmountDraft } from '../../../../shared/domain/submission.ts'
import { currencyOfText, isCurrencyCode } from '../../../../shared/domain/currency.ts'
import { parseNumberText } from '../../../../shared/domain/number-text.ts'
import type { AmountContext, RowRate } from './draft-amount.ts'
import { quoted } from './problem.ts'
import type { RowCells } from './row-cells.ts'

/** Currency and exchange rate that a row gives for all its amounts. */
export interface RowMoney {
  readonly read: () => Pick<AmountContext, 'rowCurrency' | 'rate'>
  readonly count: (amount: AmountDraft) => void
  /** First rate used of each currency, `0.8 EUR`. */
  readonly rates: () => readonly string[]
}

/** Rates that one finding quotes. */
const mostRates = 6

export function createRowMoney(cells: RowCells): RowMoney {
  const usedRates = new Map<string, string>()
  const currencies = new Map<string, string | null>()

  function currencyOf(text: string): string | null {
    const known = currencies.get(text)
    if (known !== undefined) return known
    const code = isCurrencyCode(text.toUpperCase()) ? text.toUpperCase() : currencyOfText(text)
    currencies.set(text, code)
    return code
  }
  function readRate(): RowRate | null {
    const text = cells.text('exchange-rate')
    const cell = cells.cell('exchange-rate')
    if (text === null || !cell) return null
    const reading = parseNumberText(text, cell.type === 'number' ? '.' : (cells.mapping('exchange-rate')?.decimalMark ?? '.'))
    if (reading.kind === 'value' && !reading.value.startsWith('-') && reading.value !== '0') return { rate: reading.value, address: cells.where('exchange-rate') ?? '', raw: cell.raw }
    if (reading.kind === 'unreadable' || reading.kind === 'value') cells.note('warning', 'finding.cell.unreadable-rate', 'exchange-rate', { text: quoted(text) })
    return null
  }
  return {
    read() {
      const text = cells.text('currency')
      const rowCurrency = text === null ? null : currencyOf(text)
      if (text !== null && rowCurrency === null) cells.note('annex', 'finding.cell.unknown-currency', 'currency', { text: quoted(text) })
      return { rowCurrency, rate: readRate() }
    },
    count({ rate, currency, usdCents, isUsdRecorded }) {
      if (rate !== null && currency !== null && usdCents !== null && !isUsdRecorded && !usedRates.has(currency)) usedRates.set(currency, rate)
    },
    rates: () => [...usedRates].slice(0, mostRates).map(([currency, rate]) => `${rate} ${currency}`),
  }
}
