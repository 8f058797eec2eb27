import * as XLSX from '@e965/xlsx'
import { describe, expect, it } from 'vitest'
import { dollarCell, figureCell, shareCell } from '../../../src/main/core/exporting/figure-cell.ts'
import { cellText } from '../../../src/main/core/exporting/plain-workbook.ts'

/** What a spreadsheet prints for a cell, by a second implementation of number formats. */
const printed = ({ value, format }: { value: number | string; format: string }): string => XLSX.SSF.format(format, value)
const million = (cents: number | null): string => printed(figureCell(cents, 'usd-million'))

describe('a figure in USD million', () => {
  it('has one decimal, thousands, negatives in parentheses, nil and nothing told apart', () => {
    expect(million(154_310_000_000)).toBe('1,543.1')
    expect(million(-2_740_000_000)).toBe('(27.4)')
    expect(million(null)).toBe('-')
    expect(million(0)).toBe('0.0')
    expect(million(4_999_999)).toBe('0.0')
    expect(million(-4_999_999)).toBe('0.0')
    expect(million(5_000_000)).toBe('0.1')
    expect(million(-5_000_000)).toBe('(0.1)')
    expect(printed(figureCell('not-reported', 'usd-million'))).toBe('…')
    expect(printed(figureCell('not-applicable', 'usd-million'))).toBe('n/a')
  })

  it('carries its exact value, and nil is the number nothing', () => {
    expect(figureCell(123_456_789_01, 'usd-million').value).toBe(123.4567_8901)
    expect(figureCell(null, 'usd-million').value).toBe(0)
  })

  it('rounds each line by itself: the lines of a published table need not sum to its total', () => {
    // The trust funds and the emergency operations of a published summary, with cents that round as printed there.
    const lines = [76_424_000_000, 3_234_000_000, 6_014_000_000, 1_514_000_000, -2_736_000_000, 4_324_000_000, 0, 3_804_000_000]
    const total = lines.reduce((sum, cents) => sum + cents, 0)
    expect([...lines, total].map(million)).toEqual(['764.2', '32.3', '60.1', '15.1', '(27.4)', '43.2', '0.0', '38.0', '925.8'])
    const roundedSum = lines.map((cents) => Math.round(cents / 10_000_000) / 10).reduce((sum, value) => sum + value, 0)
    expect(roundedSum.toFixed(1)).toBe('925.5')
  })
})

describe('other figures', () => {
  it('prints USD 000 without decimals, dollars with two, shares with one', () => {
    expect(printed(figureCell(1_787_349_999, 'usd-thousand'))).toBe('17,873')
    expect(printed(figureCell(-49_999, 'usd-thousand'))).toBe('0')
    expect(printed(figureCell(-339_700_000, 'usd-thousand'))).toBe('(3,397)')
    expect(printed(dollarCell(-1234))).toBe('(12.34)')
    expect(printed(shareCell(1, 3))).toBe('33.3%')
    expect(printed(shareCell(-1, 3))).toBe('(33.3%)')
    expect(printed(shareCell(-1, 3_000_000))).toBe('0.0%')
    expect(printed(shareCell('not-reported', 3))).toBe('n/a')
    expect(printed(shareCell(1, 0))).toBe('n/a')
  })

  it('keeps texts that a cell can hold', () => {
    expect(cellText('a\u0000b\u000bc\td')).toBe('abc\td')
    expect(cellText('x'.repeat(40_000))).toHaveLength(32_767)
  })
})
