import { describe, expect, test } from 'vitest'
import { createFormats } from '../../../src/renderer/ui/format.ts'

const en = createFormats('en')
const fr = createFormats('fr')
const plain = (text: string): string => text.replace(/[\u202f\u00a0]/g, ' ')

describe('money', () => {
  test('is printed in its unit, negatives in parentheses', () => {
    expect(en.money(123_456_789_00)).toBe('123,456,789')
    expect(en.money(123_456_789_00, 'usd-thousand')).toBe('123,457')
    expect(en.money(123_456_789_00, 'usd-million')).toBe('123.5')
    expect(en.money(-123_456_789_00, 'usd-million')).toBe('(123.5)')
    expect(plain(fr.money(-123_456_789_00, 'usd-million', 2))).toBe('(123,46)')
  })
  test('that rounds to nothing is no negative', () => {
    expect(en.money(-1, 'usd-million')).toBe('0.0')
    expect(en.money(0)).toBe('0')
  })
})

describe('original amounts', () => {
  test('are grouped and never rounded', () => {
    expect(en.original('12345678901234567890.12345')).toBe('12,345,678,901,234,567,890.12345')
    expect(plain(fr.original('1250000.50'))).toBe('1 250 000,50')
    expect(en.original('-40.25')).toBe('(40.25)')
  })
  test('that are no decimal text show as they are', () => {
    expect(en.original('n/a')).toBe('n/a')
    expect(en.original('')).toBe('')
  })
})

describe('dates', () => {
  test('are the day that was written, wherever the clock stands', () => {
    expect(en.date('2012-01-01')).toBe('1 Jan 2012')
    expect(fr.date('2012-12-31')).toBe('31 déc. 2012')
  })
  test('of a period are days, its span has a dash; years and biennia stay', () => {
    expect(en.period('2011-03-04')).toBe('4 Mar 2011')
    expect(fr.period('2013-08-09/2015-12-31')).toBe('9 août 2013 – 31 déc. 2015')
    expect(en.period('2013-08-09/…')).toBe('9 Aug 2013 – …')
    expect([en.period('2010 M11'), fr.period('2010 M11')]).toEqual(['Nov 2010', 'nov. 2010'])
    for (const text of ['2010', '2010-11', '2010 Q1', '']) expect(en.period(text)).toBe(text)
  })
  test('that are none show as they are', () => {
    expect(en.date('')).toBe('')
    expect(en.dateTime('soon')).toBe('soon')
  })
})

test('shares and sizes', () => {
  expect(en.percent(123_456)).toBe('12.3%')
  expect(fr.percent(123_456)).toBe('12,3\u00a0%')
  expect(en.fileSize(0)).toBe('0 bytes')
  expect(en.fileSize(1_500_000)).toBe('1.5 MB')
})
