/**
 * Currencies and units as people write them in headers and cells: `US$`, `(PhP)`, `USD 000`, `en millions d'euros`.
 * Codes: ISO 4217, as in force in 2008-13 and those still in force.
 */

export type UnitScale = 1 | 1000 | 1_000_000

const codes = new Set(
  `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYR BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK
DJF DKK DOP DZD EEK EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW
KWD KYD KZT LAK LBP LKR LRD LSL LTL LVL LYD MAD MDL MGA MKD MMK MNT MOP MRO MUR MVR MWK MXN MYR MZM MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN
PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLL SOS SRD SSP STD SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VEF VND VUV WST XAF
XCD XDR XOF XPF YER ZAR ZMK ZMW ZWD`.split(/\s+/),
)

/** Codes that are words of a language: taken only where they stand alone or in parentheses. */
const words = new Set(['ALL', 'TOP', 'TRY', 'CUP', 'MAD', 'PEN', 'SOS', 'GEL', 'COP', 'LAK', 'STD', 'ANG', 'RON', 'BOB', 'MOP', 'BAM'])

const signs: readonly (readonly [RegExp, string])[] = [
  [/us ?\$|\$ ?us|u\.s\.? ?(?:\$|dollars?)|us dollars?|dollars? (?:des [ée]tats-unis|am[ée]ricains?|us)|d[óo]lares|美元|دولار/i, 'USD'],
  [/c\$|can ?\$|cad ?\$/i, 'CAD'],
  [/a\$|au\$/i, 'AUD'],
  [/r\$|\breais\b/i, 'BRL'],
  [/€|\beuros?\b|欧元|歐元|يورو/i, 'EUR'],
  [/£|pounds? sterling/i, 'GBP'],
  [/人民币|人民幣/, 'CNY'],
  [/¥|\byens?\b|日元|日圆/i, 'JPY'],
  [/₱|\bphilippine pesos?\b/i, 'PHP'],
  [/₹/, 'INR'],
  [/\bfrancs? cfa\b|\bf ?cfa\b/i, 'XOF'],
  [/\bkronor\b/i, 'SEK'],
  [/(?<!\p{L})Lt\.?(?!\p{L})/u, 'LTL'],
  [/\$|\bdollars?\b/i, 'USD'],
]

export const isCurrencyCode = (text: string): boolean => codes.has(text)

/** The currency a header or cell names, or null; `$` alone is read as US dollars. */
export function currencyOfText(text: string): string | null {
  for (const match of text.matchAll(/(?<![A-Za-z])([A-Z]{3}|[A-Z][a-z][A-Z]|[A-Z][a-z]{2}|[a-z]{3})(?![a-z])/g)) {
    const written = match[1] ?? ''
    const code = written.toUpperCase()
    if (!codes.has(code)) continue
    const isAlone = text.trim() === written || /\(\s*(?:in )?$/.test(text.slice(0, match.index))
    if (isAlone || (!words.has(code) && (written === code || ['USD', 'EUR', 'PHP', 'GBP', 'CHF'].includes(code)))) return code
  }
  for (const [sign, code] of signs) if (sign.test(text)) return code
  return null
}

const thousands = /(?<![\d.,])['’‘]?000s?\b|\b1[ ,.' ]000\b|\bthousands?\b|\bmilliers?\b|\bmiles\b|\bmil\b|\bmilhares\b|\btausend\b|(?:usd|us\$|eur|€|\$) ?k\b/i
const millions = /\bmillions?\b|\bmill[óo]n(?:es)?\b|\bmilh(?:[õo]es|[ãa]o)\b|(?:usd|us\$|eur|€|\$) ?(?:m|mn|mio)\b|\b(?:mio|mn)\b/i
// Letters without word boundaries in regular expressions, and Chinese units that only count before a currency or at an end.
const arabicThousands = /(?<!\p{L})(?:ب|ال|بال)?(?:[آا]لاف|[أا]لف)(?!\p{L})/u
const arabicMillions = /(?<!\p{L})(?:ب|ال|بال)?(?:ملايين|مليون)(?!\p{L})/u
const chineseUnit = /(十亿|十億|百万|百萬|千万|千萬|亿|億|万|萬|千)(?=美元|元|圆|圓|欧元|歐元|日元|人民币|人民幣|英镑|英鎊|美金|\s*(?:$|[)）\]】>]))/u
const odd = /\bmilliards?\b|\bbillions?\b|\bbi?lh[õo]es\b|\bmil millones\b|\bmil milh[õo]es\b|\blakhs?\b|\bcrores?\b|مليار|بليون/i

/** Does a header count in a unit other than ones, thousands and millions, `万美元`, `billions`? Such figures cannot be scaled; somebody has to say what they are. */
export function hasOddScale(text: string): boolean {
  const chinese = chineseUnit.exec(text)?.[1]
  return odd.test(text) || (chinese !== undefined && !['千', '百万', '百萬'].includes(chinese))
}

/** The unit in which a header says its figures stand; 1 where it says none, or one that is no power of a thousand up to a million. */
export function scaleOfText(text: string): UnitScale {
  if (hasOddScale(text)) return 1
  const chinese = chineseUnit.exec(text)?.[1]
  if (millions.test(text) || arabicMillions.test(text) || chinese === '百万' || chinese === '百萬') return 1_000_000
  return thousands.test(text) || arabicThousands.test(text) || chinese === '千' ? 1000 : 1
}
