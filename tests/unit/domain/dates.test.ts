import { describe, expect, test } from 'vitest'
import { bienniumLabel, bienniumPeriod, isoOfSerial, monthPeriod, parseDateText, periodOfReading, periodOfSpan, yearPeriod, type DateOrder } from '../../../src/shared/domain/dates.ts'

const read = (text: string, order: DateOrder = 'dmy'): string => {
  const reading = parseDateText(text, order)
  if (reading.kind === 'day') return reading.iso
  if (reading.kind === 'month') return `${reading.year}/${reading.month}`
  if (reading.kind === 'year') return `${reading.year}`
  return reading.kind === 'years' ? `${reading.first}..${reading.last}` : reading.kind
}

describe('dates as people type them', () => {
  test.each([
    ['2012-03-04', '2012-03-04'], ['2012-03-04T00:00:00', '2012-03-04'], ['12/03/2012', '2012-03-12'], ['25/12/12', '2012-12-25'], ['1.5.1998', '1998-05-01'], ['1-5-98', '1998-05-01'], ['2011/3/4', '2011-03-04'],
    ['March 12, 2012', '2012-03-12'], ['12 mars 2012', '2012-03-12'], ['1er juillet 2011', '2011-07-01'], ['3 de marzo de 2012', '2012-03-03'], ['12-Mar-12', '2012-03-12'], ['déc. 2015', '2015/12'], ['Mar-12', '2012/3'], ['05/2012', '2012/5'], ['2010-05', '2010/5'],
    ['2012', '2012'], ['41000', '2012-04-01'], ['2010-2011', '2010..2011'],
    ['2010-11', 'ambiguous'], ['2010/11', 'ambiguous'], ['2012–13', 'ambiguous'], ['2008-09', 'ambiguous'], ['', 'blank'],
    ['31/02/2012', 'unreadable'], ['2012-02-30', 'unreadable'], ['12', 'unreadable'], ['99999', 'unreadable'], ['soon', 'unreadable'], ['Mar', 'unreadable'], ['12 March or April 2012', 'unreadable'], [' - 15/11/2006\n - 18/07/2007', 'unreadable'], ['0000', 'unreadable'],
  ])('“%s” is %s', (text, value) => expect(read(text)).toBe(value))
  test('the order of the column decides, and a date that contradicts it is refused', () => {
    expect(read('12/03/2012', 'mdy')).toBe('2012-12-03')
    expect(read('25/12/2012', 'mdy')).toBe('unreadable')
    expect(read('12/03/04', 'ymd')).toBe('2012-03-04')
  })
  test('serials, also of leap days', () => {
    expect(isoOfSerial(40238)).toBe('2010-03-01')
    expect(isoOfSerial(40968)).toBe('2012-02-29')
    expect(isoOfSerial(12)).toBeNull()
  })
  test('rule 5: periods; two years are a biennium only where the first is even', () => {
    expect(yearPeriod(2011)).toEqual({ start: '2011-01-01', end: '2011-12-31', precision: 'year' })
    expect(monthPeriod(2012, 2).end).toBe('2012-02-29')
    expect(bienniumPeriod(2011)).toEqual({ start: '2010-01-01', end: '2011-12-31', precision: 'biennium' })
    expect(bienniumLabel(2009)).toBe('2008-09')
    expect(periodOfReading(parseDateText('2010-2011'), '2010-2011')?.precision).toBe('biennium')
    expect(periodOfReading(parseDateText('2011-2012'), '2011-2012')).toBeNull()
    expect(periodOfReading(parseDateText('2010-11'), '2010-11')).toBeNull()
    expect(periodOfReading(parseDateText('2010-11'), '2010-11', 'biennium')).toEqual(bienniumPeriod(2010))
  })
  test.each([
    ['2010-11', 'biennium', '2010-01-01/2011-12-31 biennium'], ['2010-11', 'fiscal-year', '2010-01-01/2011-12-31 none'], ['2010-11', 'month', '2010-11-01/2010-11-30 month'], ['2011-12', 'biennium', null],
    ['2012-15', 'biennium', null], ['2010-11-01', 'biennium', '2010-01-01/2011-12-31 biennium'], ['2010-11-01', 'month', '2010-11-01/2010-11-30 month'], ['2010-12', 'biennium', null], ['2010-12', 'month', '2010-12-01/2010-12-31 month'],
    ['2010/2011', 'fiscal-year', '2010-01-01/2011-12-31 none'], ['2009-2010', 'biennium', null], ['2010-2011', 'month', null], ['2010-13', 'month', null], ['FY2011', 'fiscal-year', '2010-01-01/2012-12-31 none'], ['2010-11-05', 'month', null],
  ] as const)('%s as a %s is %s', (text, meaning, expected) => {
    const period = periodOfSpan(text, meaning)
    expect(period && `${period.start}/${period.end} ${period.precision}`).toBe(expected)
  })
  test.each([
    ['25 de março de 2011', '2011-03-25'], ['3 dezembro 2012', '2012-12-03'], ['15 آذار 2011', '2011-03-15'], ['١٥ مارس ٢٠١١', '2011-03-15'], ['3 كانون الثاني 2010', '2010-01-03'], ['7 أبريل 2010', '2010-04-07'],
    ['2011年3月5日', '2011-03-05'], ['25/03/2011 10:30:00 AM', '2011-03-25'], ['2011-03-25 00:00', '2011-03-25'], ['٢٥/٠٣/٢٠١١', '2011-03-25'], ['1er août 2010', '2010-08-01'],
  ])('%s is the day %s', (text, iso) => expect(parseDateText(text)).toEqual({ kind: 'day', iso }))
  test('other periods as people write them', () => {
    expect(parseDateText('2011年3月')).toEqual({ kind: 'month', year: 2011, month: 3 })
    expect(parseDateText('2011年')).toEqual({ kind: 'year', year: 2011 })
    expect(parseDateText('FY 2010/11')).toEqual({ kind: 'fiscal-year', first: 2010, last: 2011 })
    expect(parseDateText('exercice 2010-2012')).toEqual({ kind: 'unreadable' })
  })
})
