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
const units: Readonly<Record<string, number>> = {
  k: 3, thousand: 3, thousands: 3, mille: 3, milliers: 3, mil: 3,
  m: 6, mn: 6, mln: 6, mio: 6, million: 6, millions: 6, millón: 6, millones: 6,
  bn: 9, billion: 9, milliard: 9, milliards: 9,
}

const value = (text: string, currency: string | null = null, hasUnit = false, isNil = false): NumberReading => ({ kind: 'value', value: text, currency, hasUnit, isNil })
const unreadable = (why: 'percent' | 'decimal-mark' | 'text'): NumberReading => ({ kind: 'unreadable', why })

/** Western digits and marks for Arabic-Indic and full-width ones; one blank for every kind of blank; invisible characters gone. */
function westernText(text: string, mark: DecimalMark): string {
  return text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/\u066b/g, mark)
    .replace(/\u066c/g, '’')
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000\s]+/g, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\uff0c-\uff0e\uff10-\uff19]/g, (mark) => mark.normalize('NFKC'))
    .trim()
}

const grouped = {
  '.': /^(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?: \d{3})+|\d{1,3}(?:['’‘]\d{3})+|\d+)?(?:\.\d*)?$/,
  ',': /^(?:\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:['’‘]\d{3})+|\d+)?(?:,\d*)?$/,
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
  const unitWord = /^([\p{L}]+)\.?(?:\s+(?:of|de|d['’])\s*)?/u.exec(tail)
  const places = unitWord ? units[(unitWord[1] ?? '').toLowerCase()] : undefined
  if (unitWord && places !== undefined) {
    unit = places
    tail = tail.slice(unitWord[0].length).trim()
  }
  for (const piece of [head, tail]) {
    if (piece === '') continue
    const named = /^[\p{L}$€£¥₱₹. ]{1,20}$/u.test(piece) ? currencyOfText(piece) : null
    if (named === null || (currency !== null && currency !== named)) return unreadable('text')
    currency = named
  }
  const digits = digitsOf(number.trim(), mark)
  if (digits === null) return unreadable(digitsOf(number.trim(), mark === '.' ? ',' : '.') === null ? 'text' : 'decimal-mark')
  const size = unit === 0 ? digits : shiftDecimal(digits, unit)
  return value(isNegative && size !== '0' ? `-${size}` : size, currency, unit > 0)
}

/** Which decimal marks read every one of the texts that hold a digit; both where nothing tells them apart. */
export function possibleMarks(texts: readonly string[]): ReadonlySet<DecimalMark> {
  const marks: readonly DecimalMark[] = ['.', ',']
  return new Set(marks.filter((mark) => texts.every((text) => !/\d/.test(text) || parseNumberText(text, mark).kind === 'value')))
}
