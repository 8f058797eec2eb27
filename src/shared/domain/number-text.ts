import { canonicalDecimal, shiftDecimal } from './decimal.ts'
import { currencyOfText } from './currency.ts'

/**
 * Numbers as people type them into cells. What cannot be read with certainty is `unreadable` with the reason; it is never zero.
 * The printed signs of the annexes are understood: `-` nil, `…` not reported, `n/a` not applicable.
 */

export type DecimalMark = '.' | ','

export type NumberReading =
  /** `hasUnit`: the cell itself said million or thousand and `value` is already in full units. */
  | { readonly kind: 'value'; readonly value: string; readonly currency: string | null; readonly hasUnit: boolean; readonly isNil: boolean }
  | { readonly kind: 'blank' }
  | { readonly kind: 'not-reported' }
  | { readonly kind: 'not-applicable' }
  | { readonly kind: 'unreadable'; readonly why: 'percent' | 'decimal-mark' | 'text' }

const notReported = new Set(['…', '...', '..', 'n.d.', 'nd', 'n/d', 'not reported', 'not available', 'non disponible', 'no disponible'])
const notApplicable = new Set(['n/a', 'n.a.', 'na', '#n/a', 'not applicable', 'sans objet', 's/o', 'no aplica', 'no se aplica'])
const dashes = /^[-‐‑‒–—−]{1,3}$/
const plainNumber = /^-?\d+(?:\.\d+)?$/
/** `5e+05` as statistics programs write 500000, exactly; the capital E of spreadsheets comes after rounding to what was shown, and stays unread. */
export const exactExponent = /^-?\d(?:\.\d+)?e[+-]\d{2,3}$/
/** Units by their word without accents. A billion of English counts; `billones` of Spanish is another number and stays unread. */
const units: Readonly<Record<string, number>> = {
  k: 3, thousand: 3, thousands: 3, mille: 3, milliers: 3, mil: 3, miles: 3, الف: 3, الاف: 3,
  lakh: 5, lakhs: 5, crore: 7, crores: 7, 万: 4, 萬: 4, 亿: 8, 億: 8,
  m: 6, mn: 6, mln: 6, mio: 6, million: 6, millions: 6, millon: 6, millones: 6, milhao: 6, milhoes: 6, مليون: 6, ملايين: 6,
  bn: 9, billion: 9, milliard: 9, milliards: 9, md: 9, mds: 9, mrd: 9, bilhao: 9, bilhoes: 9, مليار: 9,
}
const unitText = /^(?:mil (?:millones|milhoes)|[万萬亿億]|\p{L}+)/u
/** The unit that a text begins with: decimals to shift by, and the text after it. */
function unitOf(text: string): { readonly places: number; readonly rest: string } | null {
  const composed = text.normalize('NFC')
  const plain = composed.normalize('NFD').replace(/\p{Mn}/gu, '').toLowerCase()
  const word = unitText.exec(plain)?.[0] ?? ''
  const places = word.startsWith('mil ') ? 9 : Object.hasOwn(units, word) ? units[word] : undefined
  if (places === undefined) return null
  const end = /^\.?(?:\s+(?:of|de)\s|\s+d['’])?/.exec(plain.slice(word.length))?.[0].length ?? 0
  return { places, rest: composed.slice(word.length + end).trim() }
}

const value = (text: string, currency: string | null = null, hasUnit = false, isNil = false): NumberReading => ({ kind: 'value', value: text, currency, hasUnit, isNil })
const unreadable = (why: 'percent' | 'decimal-mark' | 'text'): NumberReading => ({ kind: 'unreadable', why })

/** Nothing to turn: most texts of most columns. */
const westernOnly = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/

/** Western digits and marks for Arabic-Indic and full-width ones; one blank for every kind of blank; invisible characters gone. */
function westernText(text: string, mark: DecimalMark): string {
  if (westernOnly.test(text)) return text
  return text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/\u066b/g, mark)
    .replace(/\u066c/g, '’')
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000\s]+/g, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/\u066a/g, '%')
    .replace(/[\uff05\uff08\uff09\uff0c-\uff0e\uff10-\uff19]/g, (mark) => mark.normalize('NFKC'))
    .trim()
}

/** A grouped number does not begin with a zero: `0,125` is a fraction. */
const grouped = {
  '.': /^(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d?(?:,\d{2})+,\d{3}|[1-9]\d{0,2}(?: \d{3})+|[1-9]\d{0,2}(?:['’‘]\d{3})+|\d+)?(?:\.\d*)?$/,
  ',': /^(?:[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+|[1-9]\d{0,2}(?:['’‘]\d{3})+|\d+)?(?:,\d*)?$/,
} as const

function digitsOf(text: string, mark: DecimalMark): string | null {
  if (!/\d/.test(text) || !grouped[mark].test(text)) return null
  const [whole = '', fraction = ''] = text.split(mark)
  return canonicalDecimal(`${whole.replace(/\D/g, '') || '0'}.${fraction || '0'}`)
}

/**
 * In: the text of a cell, and the decimal mark of its column. A text that only makes sense with the other mark is unreadable
 * with the reason `decimal-mark`, since its neighbours may then have been misread too.
 */
export function parseNumberText(text: string, mark: DecimalMark = '.'): NumberReading {
  if (plainNumber.test(text) && mark === '.') return value(canonicalDecimal(text) ?? text)
  if (exactExponent.test(text) && (mark === '.' || !text.includes('.'))) return value(canonicalDecimal(text) ?? text)
  let rest = westernText(text, mark)
  if (rest === '') return { kind: 'blank' }
  if (dashes.test(rest)) return value('0', null, false, true)
  const word = rest.toLowerCase()
  if (notReported.has(word)) return { kind: 'not-reported' }
  if (notApplicable.has(word)) return { kind: 'not-applicable' }
  if (!/\d/.test(rest) || rest.length > 80) return unreadable('text')
  if (rest.includes('%')) return unreadable('percent')

  let isNegative = false
  let currency: string | null = null
  let unit = 0
  const parentheses = /^([^()\d]*)\(([^()]*)\)([^()\d]*)$/.exec(rest)
  if (parentheses) {
    isNegative = true
    rest = `${parentheses[1] ?? ''}${parentheses[2] ?? ''}${parentheses[3] ?? ''}`.trim()
  }
  const frame = /^(\D*?)([-+−–]?)\s*(\d[\d.,'’‘ ]*|[.,]\d+)(.*)$/.exec(rest)
  if (!frame) return unreadable('text')
  const [, before = '', , number = '', after = ''] = frame
  let sign = frame[2] ?? ''
  let tail = after.trim()
  if (/^[-−–]$/.test(tail)) {
    if (sign !== '') return unreadable('text')
    sign = '-'
    tail = ''
  }
  let head = before.trim()
  if (/^[-−–]/.test(head)) {
    if (sign !== '') return unreadable('text')
    sign = '-'
    head = head.slice(1).trim()
  }
  if (sign !== '' && sign !== '+') {
    if (isNegative) return unreadable('text')
    isNegative = true
  }
  const named = tail === '' ? null : unitOf(tail)
  if (named) {
    unit = named.places
    tail = named.rest
  }
  for (const piece of [head, tail]) {
    if (piece === '') continue
    const written = /^[\p{L}$€£¥₱₹. ]{1,20}$/u.test(piece) ? currencyOfText(piece) : null
    if (written === null || (currency !== null && currency !== written)) return unreadable('text')
    currency = written
  }
  const digits = digitsOf(number.trim(), mark)
  if (digits === null) return unreadable(digitsOf(number.trim(), mark === '.' ? ',' : '.') === null ? 'text' : 'decimal-mark')
  const size = unit === 0 ? digits : shiftDecimal(digits, unit)
  return value(isNegative && size !== '0' ? `-${size}` : size, currency, unit > 0)
}

/** Percent points that a text with a percent sign says, `12,5 %` or `%12.5`; null for any other text. */
export function parsePercentText(text: string, mark: DecimalMark = '.'): string | null {
  const plain = westernText(text, mark)
  const bare = plain.startsWith('%') ? plain.slice(1) : plain.endsWith('%') ? plain.slice(0, -1) : null
  if (bare === null || !/\d/.test(bare)) return null
  const reading = parseNumberText(bare.trim(), mark)
  return reading.kind === 'value' && reading.currency === null && !reading.hasUnit ? reading.value : null
}
