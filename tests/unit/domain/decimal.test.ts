import { describe, expect, test } from 'vitest'
import { addDecimals, canonicalDecimal, compareDecimals, createDecimalSum, decimalOfCents, divideDecimals, multiplyDecimals, shiftDecimal, subtractDecimals, toCents } from '../../../src/shared/domain/decimal.ts'

describe('decimal text', () => {
  test.each([
    ['1', '1'], ['007', '7'], ['1.50', '1.5'], ['-0', '0'], ['-0.00', '0'], ['.5', '0.5'], ['5.', '5'], ['+3', '3'],
    ['1.5E3', '1500'], ['2e-3', '0.002'], ['1.2345e2', '123.45'], ['-12E1', '-120'], ['0.1e1', '1'],
    ['123456789012345678901234567890.000000000000000001', '123456789012345678901234567890.000000000000000001'],
  ])('%s is %s', (text, value) => expect(canonicalDecimal(text)).toBe(value))
  test.each(['', '-', '.', '1,5', '1 5', 'abc', '1e9999', '0x1', 'Infinity', 'NaN'])('“%s” is no decimal', (text) => expect(canonicalDecimal(text)).toBeNull())

  test('sums and products are exact where floats are not', () => {
    expect(addDecimals('0.1', '0.2')).toBe('0.3')
    expect(subtractDecimals('1', '0.9')).toBe('0.1')
    expect(multiplyDecimals('1.1', '1.1')).toBe('1.21')
    expect(shiftDecimal('2.3', 6)).toBe('2300000')
    expect(shiftDecimal('2300000', -6)).toBe('2.3')
    expect(compareDecimals('10', '9.999999999999999999')).toBe(1)
    expect(compareDecimals('-1', '1')).toBe(-1)
    expect(compareDecimals('1.0', '1')).toBe(0)
    const sum = createDecimalSum()
    for (const value of ['0.005', '1000000000000000000', '-0.0005']) sum.add(value)
    expect(sum.value()).toBe('1000000000000000000.0045')
  })

  test('a quotient is rounded to the even neighbour', () => {
    expect(divideDecimals('1', '8', 2)).toBe('0.12')
    expect(divideDecimals('3', '8', 2)).toBe('0.38')
    expect(divideDecimals('-1', '8', 2)).toBe('-0.12')
    expect(divideDecimals('1', '3', 5)).toBe('0.33333')
    expect(divideDecimals('1', '0', 5)).toBeNull()
  })

  test.each([
    ['0.005', 1, null, 0], ['0.015', 1, null, 2], ['-0.025', 1, null, -2], ['1.005', 1, null, 100], ['2.345', 1000, null, 234500],
    ['500000', 1, '0.824', 60_679_612], ['46.87', 1, '46.87', 100], ['1', 1_000_000, '3', 33_333_333],
  ] as const)('%s times %d at rate %s is %d cents', (original, scale, rate, cents) => expect(toCents(original, scale, rate)).toBe(cents))
  test('no cents at a rate of nothing or beyond what is safe', () => {
    expect(toCents('5', 1, '0')).toBeNull()
    expect(toCents('5', 1, '-2')).toBeNull()
    expect(toCents('99999999999999999999')).toBeNull()
    expect(decimalOfCents(-5)).toBe('-0.05')
    expect(decimalOfCents(123400)).toBe('1234')
  })
  test('anything else is refused loudly', () => expect(() => addDecimals('1', 'x')).toThrow(RangeError))
})
