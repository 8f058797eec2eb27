/**
 * Exact arithmetic on decimal text. A value is held as digits and a count of decimals, so that no sum, product or
 * conversion passes through a binary fraction; rounding happens once, where integer cents are made.
 * Every result is canonical: no leading zeros, no trailing decimals that are zero, no negative zero.
 */

interface Units {
  readonly digits: bigint
  /** Decimals held in `digits`. */
  readonly decimals: number
}

const plain = /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/
const readable = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/

/** Longest text whose digits, and the sums of two such, are exact as numbers. */
const mostPlainChars = 15

/**
 * The digits of a short plain number (`-12.30` gives -1230), read in one pass since nearly all figures of a file are such; NaN where
 * it is longer or written in any other way. How many of them are decimals is `placesOf`.
 */
function plainUnits(text: string): number {
  const { length } = text
  if (length === 0 || length > mostPlainChars) return Number.NaN
  const isNegative = text.charCodeAt(0) === 45
  let units = 0
  let digits = 0
  let hasPoint = false
  for (let at = isNegative ? 1 : 0; at < length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) {
      units = units * 10 + code - 48
      digits += 1
    } else if (code === 46 && !hasPoint && digits > 0) {
      hasPoint = true
      digits = 0
    } else return Number.NaN
  }
  return digits === 0 ? Number.NaN : isNegative ? -units : units
}

function placesOf(text: string): number {
  const point = text.indexOf('.')
  return point < 0 ? 0 : text.length - point - 1
}

/** Are these digits with at most one point, without a zero that says nothing at either end? Most figures are, and one look at each sign is less than a pattern. */
function isPlain(text: string): boolean {
  const { length } = text
  let point = -1
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at)
    if (code === 46 && point < 0) point = at
    else if (code < 48 || code > 57) return false
  }
  if (point < 0) return length === 1 || (length > 1 && text.charCodeAt(0) !== 48)
  return point > 0 && point < length - 1 && text.charCodeAt(length - 1) !== 48 && (point === 1 || text.charCodeAt(0) !== 48)
}

/** Canonical decimal text of a plain or exponent form (`1.50E3` gives `1500`); null where the text is no such number. */
export function canonicalDecimal(text: string): string | null {
  if (isPlain(text)) return text
  if (plain.test(text)) return text === '-0' ? '0' : text
  const parts = readable.exec(text)
  if (!parts) return null
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts
  if (whole === '' && fraction === '') return null
  const point = whole.length + Number(exponent)
  const digits = (whole + fraction).padEnd(point, '0')
  const before = point > 0 ? digits.slice(0, point).replace(/^0+/, '') : ''
  const after = (point > 0 ? digits.slice(point) : '0'.repeat(-point) + digits).replace(/0+$/, '')
  const value = after === '' ? before || '0' : `${before || '0'}.${after}`
  return sign === '-' && value !== '0' ? `-${value}` : value
}

/** In: decimal text. Throws RangeError on anything else: callers read typed text through `parseNumberText` first. */
function unitsOf(text: string): Units {
  const value = canonicalDecimal(text)
  if (value === null) throw new RangeError(`not a decimal: ${text.slice(0, 40)}`)
  const point = value.indexOf('.')
  if (point < 0) return { digits: BigInt(value), decimals: 0 }
  return { digits: BigInt(value.slice(0, point) + value.slice(point + 1)), decimals: value.length - point - 1 }
}

function textOf(digits: bigint, decimals: number): string {
  if (digits === 0n) return '0'
  const sign = digits < 0n ? '-' : ''
  const text = (digits < 0n ? -digits : digits).toString().padStart(decimals + 1, '0')
  if (decimals === 0) return sign + text
  const after = text.slice(text.length - decimals).replace(/0+$/, '')
  return sign + text.slice(0, text.length - decimals) + (after === '' ? '' : `.${after}`)
}

const power = (decimals: number): bigint => 10n ** BigInt(decimals)
const raise = (value: Units, decimals: number): bigint => (value.decimals === decimals ? value.digits : value.digits * power(decimals - value.decimals))

export function addDecimals(left: string, right: string): string {
  const a = unitsOf(left)
  const b = unitsOf(right)
  const decimals = Math.max(a.decimals, b.decimals)
  return textOf(raise(a, decimals) + raise(b, decimals), decimals)
}

export const negateDecimal = (value: string): string => {
  const { digits, decimals } = unitsOf(value)
  return textOf(-digits, decimals)
}

export const subtractDecimals = (left: string, right: string): string => addDecimals(left, negateDecimal(right))

export function multiplyDecimals(left: string, right: string): string {
  const a = unitsOf(left)
  const b = unitsOf(right)
  return textOf(a.digits * b.digits, a.decimals + b.decimals)
}

/** Moves the decimal point right (`places` > 0) or left, exactly. */
export function shiftDecimal(value: string, places: number): string {
  const { digits, decimals } = unitsOf(value)
  return places > decimals ? textOf(digits * power(places - decimals), 0) : textOf(digits, decimals - places)
}

/** Negative, zero or positive, as `left` is less than, equal to or more than `right`. */
export function compareDecimals(left: string, right: string): number {
  const a = unitsOf(left)
  const b = unitsOf(right)
  const decimals = Math.max(a.decimals, b.decimals)
  const difference = raise(a, decimals) - raise(b, decimals)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** Quotient of integers rounded to the nearest integer, ties to the even one. */
function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const isNegative = numerator < 0n !== denominator < 0n
  const n = numerator < 0n ? -numerator : numerator
  const d = denominator < 0n ? -denominator : denominator
  const quotient = n / d
  const twice = (n % d) * 2n
  const rounded = twice > d || (twice === d && quotient % 2n === 1n) ? quotient + 1n : quotient
  return isNegative ? -rounded : rounded
}

/** Quotient with at most `decimals` decimals, ties to even; null for a zero divisor. */
export function divideDecimals(left: string, right: string, decimals: number): string | null {
  const a = unitsOf(left)
  const b = unitsOf(right)
  if (b.digits === 0n) return null
  return textOf(divideHalfEven(a.digits * power(decimals + b.decimals), b.digits * power(a.decimals)), decimals)
}

/**
 * Integer cents of `original * scale / rate`, rounded half-even once. `rate` is in units of the original currency for one
 * US dollar, as the UN operational rates are; without a rate the original is taken as dollars. Null where the rate is not
 * positive or the cents do not fit a safe integer.
 */
export function toCents(original: string, scale: 1 | 1000 | 1_000_000 = 1, rate: string | null = null): number | null {
  const places = placesOf(original)
  if (rate === null && scale === 1 && places <= 2) {
    const units = plainUnits(original)
    const value = units * (places === 0 ? 100 : places === 1 ? 10 : 1)
    // Adding 0 leaves no negative zero.
    if (Number.isSafeInteger(value)) return value + 0
  }
  const a = unitsOf(original)
  const r = rate === null ? { digits: 1n, decimals: 0 } : unitsOf(rate)
  if (r.digits <= 0n) return null
  const cents = divideHalfEven(a.digits * BigInt(scale) * 100n * power(r.decimals), r.digits * power(a.decimals))
  const value = Number(cents)
  return Number.isSafeInteger(value) ? value : null
}

/** Decimal text of integer cents. */
export const decimalOfCents = (cents: number): string => textOf(BigInt(cents), 2)

export interface DecimalSum {
  readonly add: (value: string) => void
  readonly value: () => string
}

const mostPlain = 2 ** 52

/** A running exact sum. Short values are first added up as whole numbers, by their count of decimals; the others cost one BigInt addition each. */
export function createDecimalSum(): DecimalSum {
  let digits = 0n
  let decimals = 0
  const short: number[] = []

  function addUnits(next: Units): void {
    if (next.decimals > decimals) {
      digits *= power(next.decimals - decimals)
      decimals = next.decimals
    }
    digits += raise(next, decimals)
  }
  function addShort(units: number, places: number): void {
    const sum = (short[places] ?? 0) + units
    if (sum < mostPlain && sum > -mostPlain) short[places] = sum
    else {
      addUnits({ digits: BigInt(short[places] ?? 0) + BigInt(units), decimals: places })
      short[places] = 0
    }
  }
  return {
    add(value) {
      const units = plainUnits(value)
      if (Number.isNaN(units)) addUnits(unitsOf(value))
      else addShort(units, placesOf(value))
    },
    value() {
      for (const [places, sum] of short.entries()) if (sum) addUnits({ digits: BigInt(sum), decimals: places })
      short.length = 0
      return textOf(digits, decimals)
    },
  }
}
