/** Farther than any double reaches; beyond it a text is not a number a spreadsheet wrote. */
const maxExponent = 400

/**
 * Plain decimal of a number's text by moving the point, digit for digit: `1.5E-3` -> `0.0015`; no value ever passes through a double.
 * Undefined where the text is no number.
 */
export function plainDecimal(raw: string): string | undefined {
  if (isPlain(raw)) return raw
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(raw.trim())
  if (match === null) return undefined
  const whole = match[2] ?? ''
  const fraction = match[3] ?? ''
  const exponent = Number(match[4] ?? 0)
  if (whole + fraction === '' || Math.abs(exponent) > maxExponent) return undefined
  const digits = whole + fraction
  const point = whole.length + exponent
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0')
  const cut = Math.max(1, point)
  const left = padded.slice(0, cut).replace(/^0+(?=\d)/, '')
  const right = padded.slice(cut)
  // Zeros that the exponent brought are dropped, those that the file wrote stay.
  const kept = exponent === 0 ? right : right.replace(/0+$/, '')
  const sign = match[1] === '-' ? '-' : ''
  return `${sign}${left}${kept === '' ? '' : `.${kept}`}`
}

/** Digits with an optional sign before and one point between: what nearly every cell holds. */
function isPlain(raw: string): boolean {
  const start = raw.charCodeAt(0) === 45 ? 1 : 0
  const last = raw.length - 1
  if (last < start) return false
  let hasPoint = false
  for (let at = start; at <= last; at++) {
    const code = raw.charCodeAt(at)
    if (code >= 48 && code <= 57) continue
    if (code !== 46 || hasPoint || at === start || at === last) return false
    hasPoint = true
  }
  return true
}
