import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainDecimal } from '../../../src/main/core/importing/read/xlsx/decimal-text.ts'

test.each([
  ['0', '0'],
  ['-12.50', '-12.50'],
  ['4.5999999999999996', '4.5999999999999996'],
  ['1.5E-3', '0.0015'],
  ['1.234567890123456E+15', '1234567890123456'],
  ['1E3', '1000'],
  ['-2.5e2', '-250'],
  ['1.20E1', '12'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['+7', '7'],
  [' 8 ', '8'],
  ['9.99999999999999E-307', `0.${'0'.repeat(306)}999999999999999`],
])('%s is %s', (raw, text) => {
  expect(plainDecimal(raw)).toBe(text)
})

test.each(['', '-', '.', 'E5', '1,5', '1e', 'NaN', 'INF', '1E401', '1E99999', '0x10', '1.2.3', '12 USD', '--1'])('"%s" is no number', (raw) => {
  expect(plainDecimal(raw)).toBeUndefined()
})

test('keeps the value of every double that a program writes', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = plainDecimal(String(value))
      expect(text).toMatch(/^-?\d+(\.\d+)?$/)
      expect(Number(text)).toBe(value === 0 ? Number(text) : value)
    }),
    { seed: 42, numRuns: 2000 },
  )
})
