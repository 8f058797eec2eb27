/**
 * Units of a currency for one US dollar, lowest and highest: daily extremes of 1995-2025 widened by some eight percent. They
 * only tell a rate from its inverse or from another currency's rate; no figure is computed from them.
 */
const unitsPerDollar: Readonly<Record<string, readonly [lowest: number, highest: number]>> = {
  EUR: [0.58, 1.3], GBP: [0.43, 1], CHF: [0.66, 1.95], CAD: [0.85, 1.75], AUD: [0.83, 2.25], NZD: [1.05, 2.75], JPY: [70, 175], SEK: [5.3, 12.3], NOK: [4.5, 12.8], DKK: [4.3, 9.8],
  KRW: [700, 2100], INR: [29, 105], PHP: [22, 65], CNY: [5.6, 9.3], THB: [22, 60], BRL: [0.77, 6.8], MXN: [5.5, 27], ZAR: [3.1, 21.5], XOF: [380, 860], XAF: [380, 860], KES: [46, 175], IDR: [2000, 18_500],
}

/** Can `rate` not be units of the currency for one US dollar? Currencies whose rates are not known here are taken at their word. */
export function isImplausibleRate(currency: string, rate: string): boolean {
  const known = unitsPerDollar[currency]
  return known !== undefined && (Number(rate) < known[0] || Number(rate) > known[1])
}
