import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDecimals, canonicalDecimal, compareDecimals, createDecimalSum, divideDecimals, multiplyDecimals, negateDecimal, shiftDecimal, subtractDecimals, toCents } from '../../../src/shared/domain/decimal.ts'
import { parseDateText } from '../../../src/shared/domain/dates.ts'
import { parseNumberText } from '../../../src/shared/domain/number-text.ts'
import { findProjectSymbol, parseProjectSymbol } from '../../../src/shared/domain/project-symbol.ts'
import { bareNameKey, textKey } from '../../../src/shared/domain/text-key.ts'
import { currencyOfText, scaleOfText } from '../../../src/shared/domain/currency.ts'

const runs = { seed: 20111012, numRuns: 500 }

/** A decimal with its exact value as a fraction over 10^12, made without the code under test. */
const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.integer({ min: 0, max: 12 })).map(([digits, places]) => {
  const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0')
  const value = places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`
  return { text: digits < 0n ? `-${value}` : value, units: digits * 10n ** BigInt(12 - places) }
})
const unitsOf = (text: string): bigint => {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  const units = BigInt(whole + fraction.padEnd(12, '0'))
  return text.startsWith('-') ? -units : units
}

describe('exact decimals', () => {
  test('sums equal those of integers', () => fc.assert(fc.property(decimal, decimal, (a, b) => {
    expect(unitsOf(addDecimals(a.text, b.text))).toBe(a.units + b.units)
    expect(unitsOf(subtractDecimals(a.text, b.text))).toBe(a.units - b.units)
    expect(Math.sign(compareDecimals(a.text, b.text))).toBe(a.units < b.units ? -1 : a.units > b.units ? 1 : 0)
  }), runs))
  test('a running sum is the sum in any order', () => fc.assert(fc.property(fc.array(decimal, { maxLength: 30 }), (values) => {
    const up = createDecimalSum()
    const down = createDecimalSum()
    for (const { text } of values) up.add(text)
    for (const { text } of values.toReversed()) down.add(text)
    expect(up.value()).toBe(down.value())
    expect(unitsOf(up.value())).toBe(values.reduce((sum, { units }) => sum + units, 0n))
  }), runs))
  test('products commute and distribute; shifting there and back changes nothing', () => fc.assert(fc.property(decimal, decimal, decimal, fc.integer({ min: -9, max: 9 }), (a, b, c, places) => {
    expect(multiplyDecimals(a.text, b.text)).toBe(multiplyDecimals(b.text, a.text))
    expect(multiplyDecimals(a.text, addDecimals(b.text, c.text))).toBe(addDecimals(multiplyDecimals(a.text, b.text), multiplyDecimals(a.text, c.text)))
    expect(shiftDecimal(shiftDecimal(a.text, places), -places)).toBe(canonicalDecimal(a.text))
  }), runs))
  test('a quotient is within half a unit of the truth', () => fc.assert(fc.property(decimal, decimal.filter(({ units }) => units !== 0n), (a, b) => {
    const quotient = divideDecimals(a.text, b.text, 4)
    const rest = subtractDecimals(a.text, multiplyDecimals(quotient ?? '0', b.text))
    const size = (text: string): string => (text.startsWith('-') ? negateDecimal(text) : text)
    expect(compareDecimals(multiplyDecimals(size(rest), '20000'), size(b.text))).toBeLessThanOrEqual(0)
  }), runs))
  test('cents are the nearest, ties to even', () => fc.assert(fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (mills) => {
    const text = shiftDecimal(mills.toString(), -3)
    const cents = BigInt(toCents(text) ?? 0)
    const rest = mills - cents * 10n
    expect(rest <= 5n && rest >= -5n && ((rest !== 5n && rest !== -5n) || cents % 2n === 0n)).toBe(true)
  }), runs))
})

const letters = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split(''))
const code = (min: number, max: number) => fc.array(letters, { minLength: min, maxLength: max }).map((parts) => parts.join('')).filter((text) => !/^BAB|^COM/.test(text))
const symbol = fc.record({
  programme: fc.constantFrom('GCP', 'UTF', 'OSRO', 'UNJP', 'TCP', 'MTF', 'MDTF', 'FMM', 'SFER', 'UNFA'), area: code(3, 3), serial: fc.integer({ min: 0, max: 9999 }).map((value) => String(value).padStart(3, '0')),
  donor: fc.option(code(2, 3)), suffix: fc.constantFrom('', '', '-BABY', '-BABY01', '/C1', '/C12', '(A)'),
}).map(({ programme, area, serial, donor, suffix }) => `${programme}/${area}/${serial}${donor === null ? '' : `/${donor}`}${suffix}`)

describe('symbols', () => {
  test('the normalized form parses to itself, without repairs', () => fc.assert(fc.property(symbol, (text) => {
    const parsed = parseProjectSymbol(text)
    expect(parsed?.normalized).toBe(text)
    expect(parsed?.repairs).toEqual([])
  }), runs))
  test('typing errors do not change what is meant', () => fc.assert(fc.property(symbol, fc.nat(5), fc.boolean(), fc.boolean(), (text, at, isLower, isHyphen) => {
    const slash = text.split('/')
    const spaced = slash.map((part, index) => (index === at % slash.length ? ` ${part} ` : part)).join('/')
    const hyphened = isHyphen ? spaced.replace(/\/(?=[^/]*$)/, '-') : spaced
    const typed = isLower ? hyphened.toLowerCase() : hyphened
    const parsed = parseProjectSymbol(typed)
    if (isHyphen && /\/C\d+ *$/.test(text)) return
    expect(parsed?.normalized).toBe(text)
  }), runs))
  test('whatever is read stays what it is when read again', () => fc.assert(fc.property(fc.oneof(symbol, fc.string({ maxLength: 60 })), fc.string({ maxLength: 10 }), (text, noise) => {
    for (const found of [parseProjectSymbol(`${noise}${text}`), findProjectSymbol(`${noise} ${text} ${noise}`)]) {
      if (!found) continue
      expect(parseProjectSymbol(found.normalized)).toMatchObject({ normalized: found.normalized, repairs: [], parent: found.parent, scope: found.scope })
    }
  }), runs))
})

describe('arbitrary text', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: fc.constantFrom(...'0123456789.,-() \u00a0\'’%USDEURm٣٫/…'.split('')), maxLength: 16 }))
  test('nothing throws', () => fc.assert(fc.property(text, (value) => {
    for (const mark of ['.', ','] as const) parseNumberText(value, mark)
    for (const order of ['dmy', 'mdy', 'ymd'] as const) parseDateText(value, order)
    for (const read of [currencyOfText, scaleOfText, textKey, bareNameKey, parseProjectSymbol, findProjectSymbol]) read(value)
  }), { ...runs, numRuns: 2000 }))
  test('zero is only read where zero is written', () => fc.assert(fc.property(text, (value) => {
    const reading = parseNumberText(value)
    if (reading.kind === 'value' && reading.value === '0') expect(/[0٠۰０]/.test(value) || /^[\s\p{Cf}]*[-‐‑‒–—−]{1,3}[\s\p{Cf}]*$/u.test(value)).toBe(true)
    if (reading.kind === 'value') expect(reading.value).toBe(canonicalDecimal(reading.value))
  }), { ...runs, numRuns: 2000 }))
  test('what is printed is read back', () => fc.assert(fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), fc.constantFrom('en', 'de', 'fr', 'de-CH'), (cents, locale) => {
    const written = (cents / 100).toLocaleString(locale, { minimumFractionDigits: 2 })
    const reading = parseNumberText(written, locale === 'de' || locale === 'fr' ? ',' : '.')
    expect(reading).toMatchObject({ kind: 'value', value: shiftDecimal(String(cents), -2) })
  }), runs))
  test('a date that is read is a day of the calendar', () => fc.assert(fc.property(fc.nat(31), fc.nat(13), fc.integer({ min: 1890, max: 2110 }), (day, month, year) => {
    const reading = parseDateText(`${day}/${month}/${year}`)
    const date = new Date(Date.UTC(year, month - 1, day))
    const exists = year >= 1900 && year <= 2100 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    expect(reading).toEqual(exists ? { kind: 'day', iso: date.toISOString().slice(0, 10) } : { kind: 'unreadable' })
  }), runs))
})
