import * as xlsx from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { formatKind } from '../../../src/main/core/importing/read/xlsx/number-format.ts'
import { plainDecimal } from '../../../src/main/core/importing/read/xlsx/decimal-text.ts'
import { serialToIso } from '../../../src/main/core/importing/read/xlsx/serial-date.ts'
import { displayedText } from '../../../src/shared/domain/displayed-text.ts'
import type { SheetCell } from '../../../src/shared/domain/sheet.ts'

/** The cell that the reader makes of a number. */
function numberCell(raw: string, format: string): SheetCell {
  const kind = formatKind(format)
  const text = plainDecimal(raw) ?? raw
  const iso = kind === 'date' || kind === 'time' ? serialToIso(Number(raw), false, kind === 'time') : undefined
  return { column: 0, type: iso === undefined ? 'number' : 'date', raw, text: iso ?? text, ...(format === 'General' ? {} : { format }) }
}
const shown = (raw: string, format: string): string => displayedText(numberCell(raw, format))
const shownText = (text: string, format: string): string => displayedText({ column: 0, type: 'text', raw: text, text, format })

const numberFormats = [
  'General', '0', '0.00', '#,##0', '#,##0.00', '0%', '0.00%', '0.00E+00', '#,##0;(#,##0)', '#,##0;[Red](#,##0)', '#,##0.00;(#,##0.00)', '@', '"US$ "#,##0.00', '[$€-407] #,##0.00', '#,##0.00 [$EUR]',
  '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)', '_-* #,##0_-;-* #,##0_-', '#,##0,,"M"', '0.0#', '#.##', '00000', '[>=1000]#,##0;0.00', '[<100]"low";[>1000]"high";0', ';;;', '0;-0;"zero"', '0.00;;', '$#,##0_);($#,##0)',
  '0 "kg"', '\\Q0', '0.00;[Red]-0.00;"nil"', '#', '?', '+0;-0;0',
]
const numbers = ['0', '1', '0.5', '12.345', '1234.5', '1234567.891', '0.1', '0.00012', '0.0000123456', '1e-12', '123456789012', '99999999999', '12345678901', '123456789.123', '40179.75', '1000', '999.996', '0.125', '33.3333333333333', '150']
const negatives = ['-1', '-1234567.89', '-40000', '-7.2', '-12.75']
const dateFormats = [
  'm/d/yyyy', 'd-mmm-yy', 'd-mmm', 'mmm-yy', 'h:mm AM/PM', 'h:mm:ss AM/PM', 'h:mm', 'h:mm:ss', 'm/d/yyyy h:mm', 'mm:ss', '[h]:mm:ss', 'mm:ss.0', 'dd/mm/yyyy', 'yyyy-mm-dd', 'dddd, mmmm dd, yyyy', 'mmmmm', 'yy', '[m]', '[s]', '[h]:mm',
  'dd\\.mm\\.yyyy', 'yyyy"年"m"月"d"日"', 'ddd d mmm yyyy hh:mm', '[$-409]d mmmm yyyy', 'hh:mm:ss.000',
]
const serials = ['0', '0.5', '1', '59', '60', '61', '40179', '40179.75', '39813.123456', '45000.99999', '2958465', '0.0001']

describe('what SheetJS shows, too', () => {
  test.each(numberFormats)('%s', (format) => {
    // SheetJS rounds binary fractions; a number with a half at the last place shown is judged below.
    const own = [...numbers, ...negatives].map((raw) => [raw, shown(raw, format)])
    expect(own).toEqual([...numbers, ...negatives].map((raw) => [raw, xlsx.SSF.format(format, Number(raw))]))
  })
  test.each(dateFormats)('%s', (format) => {
    expect(serials.map((raw) => [raw, shown(raw, format)])).toEqual(serials.map((raw) => [raw, xlsx.SSF.format(format, Number(raw))]))
  })
  test.each(['General', '@', '0.00', '"Code "@', '0;0;0;@" (text)"', ';;;', '0;-0;"zero"'])('text by %s', (format) => {
    expect(shownText('FAO', format)).toBe(xlsx.SSF.format(format, 'FAO'))
  })
})

describe('what Excel shows where SheetJS does not', () => {
  test.each([
    // Halves are rounded on the decimal digits, away from zero.
    ['-0.5', '0', '-1'], ['-12.345', '0.00', '-12.35'], ['1.005', '0.00', '1.01'], ['2.5', '0', '3'],
    ['5', '#,##0.###', '5.'], ['1234.5', '#,##0.###', '1,234.5'], ['0.5', '0.??', '0.5 '],
    ['12', 'General" units"', '12 units'], ['-3', '"fixed"', '-fixed'], ['123456789', '000-00-0000', '123-45-6789'], ['-7', '000-00-0000', '-000-00-0007'],
    ['999.996', '##0.0E+0', '1.0E+3'], ['123456', '##0.0E+0', '123.5E+3'], ['-7', '# ##0', '- 7'], ['-0.25', '#.##', '-.25'], ['1234567', '# ##0', '1234 567'], ['1e21', '#,##0', '1,000,000,000,000,000,000,000'],
    // No more than fifteen digits count.
    ['0.30000000000000004', '0.00000000000000000', '0.30000000000000000'],
    ['12345678901.7', 'General', '12345678902'], ['0.30000000000000004', 'General', '0.3'],
    ['-1', 'm/d/yyyy', '########'], ['2958466', 'm/d/yyyy', '########'], ['5', '[<1]"few";[>10]"many"', '########'],
  ])('%s by %s is %s', (raw, format, expected) => expect(shown(raw, format)).toBe(expected))

  test('the 1904 epoch changes nothing of what is shown: the day is the cell’s', () => {
    expect(displayedText({ column: 0, type: 'date', raw: '38717.5', text: '2010-01-01T12:00:00', format: 'ddd dd/mm/yyyy hh:mm' })).toBe('Fri 01/01/2010 12:00')
  })
})

describe('the plain text instead', () => {
  test.each([['0.5', '# ?/?', '0.5'], ['40179', '[$-40C]d mmmm yyyy', '2010-01-01'], ['40179', '[DBNum1]yyyy', '2010-01-01']])('%s by %s', (raw, format, expected) => expect(shown(raw, format)).toBe(expected))

  test('cells that have no number', () => {
    expect(displayedText({ column: 0, type: 'blank', raw: '', text: '', format: '0.00' })).toBe('')
    expect(displayedText({ column: 0, type: 'boolean', raw: '1', text: 'TRUE', format: '0.00' })).toBe('TRUE')
    expect(displayedText({ column: 0, type: 'error', raw: '#REF!', text: '#REF!', format: '0.00' })).toBe('#REF!')
    expect(displayedText({ column: 0, type: 'number', raw: '5', text: '5', displayed: 'five', format: '0.00' })).toBe('five')
  })

  test.each(['', '"open', '[', '[$', '\\', '_', '*', '0.0.0', 'E+', ';', '[>', 'yyyy[h]0#?@General'])('a broken format %j throws nothing', (format) => {
    for (const raw of ['0', '-1.5', '40179.25']) expect(typeof displayedText({ column: 0, type: 'number', raw, text: raw, format })).toBe('string')
  })
})
