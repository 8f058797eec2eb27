import type { FormatSection, FormatToken } from './format-sections.ts'

/** Digits before and behind the point, without sign; the spreadsheet programs show no more than fifteen that count. */
interface Digits {
  readonly whole: string
  readonly fraction: string
}

const significant = 15

/** Digits of a plain decimal text (`-12.50`), its sign left out, at most fifteen of them other than zeros in front. */
export function digitsOf(plain: string): Digits {
  const [whole = '', fraction = ''] = plain.replace(/^[+-]/, '').split('.')
  const digits = { whole: whole.replace(/^0+/, ''), fraction: fraction.replace(/0+$/, '') }
  const exponent = exponentOf(digits)
  const excess = digits.whole.length + digits.fraction.length > significant
  return exponent === undefined || !excess ? digits : rounded(digits, significant - 1 - exponent)
}

/** Power of ten of the first digit; undefined for zero. */
function exponentOf({ whole, fraction }: Digits): number | undefined {
  if (whole !== '') return whole.length - 1
  const first = fraction.search(/[1-9]/)
  return first < 0 ? undefined : -first - 1
}

/** Rounded half away from zero to so many places behind the point, or before it where negative. */
function rounded({ whole, fraction }: Digits, places: number): Digits {
  if (places >= fraction.length) return { whole, fraction }
  const kept = whole.length + places
  if (kept < 0) return { whole: '', fraction: '' }
  const digits = whole + fraction
  let head = digits.slice(0, kept)
  if (digits.charCodeAt(kept) >= 53) head = head === '' ? '1' : (BigInt(head) + 1n).toString().padStart(kept, '0')
  const grown = Math.max(0, head.length - kept)
  const point = whole.length + grown
  if (places <= 0) return { whole: (head + '0'.repeat(-places)).replace(/^0+/, ''), fraction: '' }
  return { whole: head.slice(0, point).replace(/^0+/, ''), fraction: head.slice(point).replace(/0+$/, '') }
}

/** The number times a power of ten. */
function shifted({ whole, fraction }: Digits, power: number): Digits {
  if (power === 0) return { whole, fraction }
  const digits = whole + fraction
  const point = whole.length + power
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0')
  const cut = Math.max(1, point)
  return { whole: padded.slice(0, cut).replace(/^0+/, ''), fraction: padded.slice(cut).replace(/0+$/, '') }
}

const plainText = ({ whole, fraction }: Digits): string => `${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`

/** What General shows of a number: at most eleven signs, else a power of ten with five digits behind the point. */
export function generalText(plain: string): string {
  const digits = digitsOf(plain)
  const exponent = exponentOf(digits)
  if (exponent === undefined) return '0'
  const sign = plain.startsWith('-') ? '-' : ''
  const isTiny = exponent < -4 && (exponent < -9 || digits.fraction.length > 9)
  if (exponent <= 10 && !isTiny) return sign + plainText(rounded(digits, Math.min(9, Math.max(0, 9 - exponent))))
  let power = exponent
  let mantissa = rounded(shifted(digits, -power), 5)
  if (mantissa.whole === '10') {
    power++
    mantissa = { whole: '1', fraction: '' }
  }
  return `${sign}${plainText(mantissa)}E${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

/** A number by a section of a format; undefined where the section is a fraction. `isNegative` writes the sign in front. */
export function numberText(section: FormatSection, plain: string, isNegative: boolean): string | undefined {
  const { tokens } = section
  if (tokens.some(({ kind }) => kind === 'fraction') && tokens.some(({ kind }) => kind === 'digit')) return undefined
  const sign = isNegative ? '-' : ''
  if (tokens.some(({ kind }) => kind === 'general' || kind === 'text')) return sign + tokens.map((one) => (one.kind === 'general' || one.kind === 'text' ? generalText(plain.replace('-', '')) : literalOf(one))).join('')
  const layout = layoutOf(tokens)
  const digits = shifted(digitsOf(plain), 2 * tokens.filter(({ kind }) => kind === 'percent').length - 3 * layout.thousands)
  if (!tokens.some(({ kind }) => kind === 'digit')) return sign + tokens.map(literalOf).join('')
  const power = layout.exponentAt < 0 ? 0 : powerFor(digits, layout)
  const shown = rounded(shifted(digits, -power), layout.decimals)
  return sign + write(tokens, layout, shown, power)
}

interface Layout {
  readonly pointAt: number
  readonly exponentAt: number
  /** Places of digits before and behind the point. */
  readonly wholes: number
  readonly decimals: number
  readonly isGrouped: boolean
  /** Commas behind the last digit: each divides by a thousand. */
  readonly thousands: number
}

function layoutOf(tokens: readonly FormatToken[]): Layout {
  const find = (kind: FormatToken['kind']): number => tokens.findIndex((one) => one.kind === kind)
  const [pointAt, exponentAt] = [find('point'), find('exponent')]
  const mantissaEnd = exponentAt < 0 ? tokens.length : exponentAt
  const wholeEnd = pointAt < 0 ? mantissaEnd : pointAt
  const isDigit = (at: number): boolean => tokens[at]?.kind === 'digit'
  const places = tokens.map((_, at) => at).filter((at) => at < mantissaEnd && isDigit(at))
  const wholePlaces = places.filter((at) => at < wholeEnd)
  const [first = 0, last = 0] = [wholePlaces[0], wholePlaces.at(-1)]
  const commas = tokens.map((_, at) => at).filter((at) => tokens[at]?.kind === 'comma')
  let thousands = 0
  for (let at = (places.at(-1) ?? -1) + 1; tokens[at]?.kind === 'comma'; at++) thousands++
  if (pointAt >= 0) for (let at = last + 1; at < pointAt && tokens[at]?.kind === 'comma'; at++) thousands++
  return { pointAt, exponentAt, wholes: wholePlaces.length, decimals: places.length - wholePlaces.length, isGrouped: commas.some((at) => at > first && at < last), thousands }
}

/** Power of ten shown behind E: a multiple of the digits before the point. */
function powerFor(digits: Digits, { wholes, decimals }: Layout): number {
  const step = Math.max(1, wholes)
  const powerOf = (of: Digits): number => Math.floor((exponentOf(of) ?? 0) / step) * step
  const power = powerOf(digits)
  return powerOf(rounded(digits, decimals - power))
}

function write(tokens: readonly FormatToken[], layout: Layout, { whole, fraction }: Digits, power: number): string {
  const exponentPlaces = tokens.filter(({ kind }, at) => kind === 'digit' && layout.exponentAt >= 0 && at > layout.exponentAt).length
  let place = 0
  let decimal = 0
  let isExponentWritten = false
  const out: string[] = []
  const lastDecimal = lastShownDecimal(tokens, layout, fraction)
  for (const [at, one] of tokens.entries()) {
    if (one.kind === 'digit' && layout.exponentAt >= 0 && at > layout.exponentAt) {
      if (isExponentWritten) continue
      isExponentWritten = true
      out.push(String(Math.abs(power)).padStart(exponentPlaces, '0'))
    } else if (one.kind === 'digit' && (layout.pointAt < 0 || at < layout.pointAt)) {
      const fromRight = layout.wholes - 1 - place
      const digits = place === 0 ? whole.slice(0, Math.max(0, whole.length - fromRight)) : whole.charAt(whole.length - 1 - fromRight)
      place++
      out.push(grouped(digits === '' ? blankFor(one.sign) : digits, fromRight, layout.isGrouped))
    } else if (one.kind === 'digit') {
      const digit = fraction.charAt(decimal)
      out.push(digit !== '' && decimal <= lastDecimal ? digit : decimal <= lastDecimal ? '0' : blankFor(one.sign))
      decimal++
    } else if (one.kind === 'point') out.push(`${layout.wholes === 0 ? whole : ''}.`)
    else if (one.kind === 'exponent') out.push(`E${power < 0 ? '-' : one.showsPlus ? '+' : ''}`)
    else out.push(literalOf(one))
  }
  return out.join('')
}

const blankFor = (sign: '0' | '#' | '?'): string => (sign === '0' ? '0' : sign === '?' ? ' ' : '')

/** Digits of one place, of which the last stands `fromRight` places before the point. */
function grouped(digits: string, fromRight: number, isGrouped: boolean): string {
  if (!isGrouped || digits.trim() === '') return digits
  return digits.replace(/./g, (digit, at: number) => {
    const place = digits.length - 1 - at + fromRight
    return place > 0 && place % 3 === 0 ? `${digit},` : digit
  })
}

/** Index of the last place behind the point that is shown as a digit: the last `0` or the last digit other than zero. */
function lastShownDecimal(tokens: readonly FormatToken[], { pointAt, exponentAt }: Layout, fraction: string): number {
  const places = tokens.filter(({ kind }, at) => kind === 'digit' && pointAt >= 0 && at > pointAt && (exponentAt < 0 || at < exponentAt))
  return Math.max(places.findLastIndex((one) => one.kind === 'digit' && one.sign === '0'), fraction.length - 1)
}

/** What a token shows that stands for itself. */
export function literalOf(token: FormatToken): string {
  if (token.kind === 'literal') return token.text
  if (token.kind === 'percent') return '%'
  return token.kind === 'fraction' ? '/' : ''
}
