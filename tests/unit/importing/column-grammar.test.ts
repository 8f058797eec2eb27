import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evidenceOf, findNumbersAndDates, type ColumnEvidence } from '../../../src/main/core/importing/map/column-evidence.ts'
import { createColumnCollector } from '../../../src/main/core/importing/map/column-values.ts'
import { parseDateText } from '../../../src/shared/domain/dates.ts'
import { readShare, splitList } from '../../../src/shared/domain/list-text.ts'
import { parseNumberText } from '../../../src/shared/domain/number-text.ts'
import { sheetRows, type TestValue } from './sheet-rows.ts'

const partners = new Set(['Japan', 'Japon', 'Sweden', 'Belgium', 'Bélgica', 'Canada', 'Canada, Government of', 'FAO', 'Bosnia and Herzegovina'])
const names = { isPartner: (text: string) => partners.has(text), isCountry: (text: string) => ['Kenya', 'Uganda', 'Bosnia', 'Herzegovina'].includes(text) }

/** Columns of one table, since they may decide for each other. */
function evidences(columns: readonly (readonly TestValue[])[], header = 'x'): ColumnEvidence[] {
  const collector = createColumnCollector()
  const length = Math.max(...columns.map((column) => column.length))
  for (const row of sheetRows(Array.from({ length }, (_, at) => columns.map((column) => column[at] ?? null)))) collector.add(row)
  const values = columns.map((_, at) => collector.valuesOf(at))
  const found = findNumbersAndDates(values)
  return values.flatMap((value, at) => {
    const written = found[at]
    return written ? [evidenceOf(value, written, header, names)] : []
  })
}
const evidence = (values: readonly TestValue[], header = 'x'): ColumnEvidence => evidences([values], header)[0] ?? expect.unreachable()

function numbers(values: readonly TestValue[]): string {
  const { number } = evidence(values).grammar
  if (!number) return 'none'
  const { decimalMark, groupMark, digits, negatives, isPercent, hasUnitInCell, isCertain, unreadable } = number
  return [`mark ${decimalMark}`, groupMark === 'none' ? '' : `groups ${JSON.stringify(groupMark)}`, digits === 'western' ? '' : digits, negatives.join('+'), isPercent ? 'percent' : '', hasUnitInCell ? 'unit' : '', unreadable.count > 0 ? `${unreadable.count} unread` : '', isCertain ? '' : 'ASK'].filter((part) => part !== '').join(', ')
}

describe('how numbers are written', () => {
  test.each<[string, TestValue[], string]>([
    ['a point and a comma in one number decide', ['1,234.5', '7'], 'mark ., groups ","'],
    ['the same, the other way round', ['1.234,5', '7'], 'mark ,, groups "."'],
    ['a comma with three digits after it reads both ways', ['1,234', '5,678'], 'mark ., groups ",", ASK'],
    ['so does a point', ['1.234', '5.678'], 'mark ., ASK'],
    ['one number with two decimals decides for all', ['1,234', '12.50'], 'mark ., groups ","'],
    ['also from afar', [...Array.from({ length: 300 }, (_, at) => `${1 + at},500`), '3,5'], 'mark ,'],
    ['two groups read one way only', ['1,234', '1,234,567'], 'mark ., groups ","'],
    ['a number that begins with 0, is a fraction', ['0,125', '1,250'], 'mark ,'],
    ['whole numbers need no mark', ['1234', '56'], 'mark .'],
    ['stored numbers beside ambiguous texts do not decide', [1234.5, '1,234'], 'mark ., groups ",", ASK'],
    ['stored numbers alone are certain', [1234.5, 7], 'mark .'],
    ['blanks as groups', ['1 234,5', '12 000,25'], 'mark ,, groups " "'],
    ['no-break blanks as groups', ['1\u00a0234,5', '12\u202f000,25'], 'mark ,, groups " "'],
    ['blanks as groups of whole numbers', ['1 234', '12 000'], 'mark ., groups " "'],
    ['Swiss apostrophes', ["1'234.50", "12'000.00"], `mark ., groups "'"`],
    ['typographic apostrophes', ['1’234', '12’000'], `mark ., groups "'"`],
    ['Indian groups', ['12,34,567', '1,00,000'], 'mark ., groups ","'],
    ['Arabic-Indic digits with their own marks read under either mark', ['١٬٢٣٤٫٥', '٧'], `mark ., groups "'", arabic-indic`],
    ['Persian digits', ['۱۲۳', '۴۵'], 'mark ., persian'],
    ['full-width digits', ['１２３', '４５．５'], 'mark ., full-width'],
    ['parentheses are negative', ['(27.4)', '30.5'], 'mark ., parentheses'],
    ['a minus behind', ['27.4-', '30.5'], 'mark ., trailing-minus'],
    ['a minus before', ['-27.4', '30.5'], 'mark ., minus'],
    ['several ways in one column', ['-27.4', '(3.5)'], 'mark ., minus+parentheses'],
    ['a currency and a unit in the cell', ['USD 2.3 m', 'USD 1.5 m'], 'mark ., unit'],
    ['a unit and a sign behind', ['2,3 M€', '0,5 M€'], 'mark ,, unit'],
    ['per cent', ['12%', '7.5 %'], 'mark ., percent'],
    ['per cent with a comma', ['12,5%', '7 %'], 'mark ,, percent'],
    ['contradicting cells: the many win, the few are unread', ['1.50', '2.50', '3,5'], 'mark ., 1 unread'],
    ['contradicting cells beside an ambiguous one cannot decide', ['1.50', '3,5', '1,234'], 'mark ., groups ",", 1 unread, ASK'],
    ['signs for no figure say nothing', ['-', '…', 'n/a', '5.25'], 'mark .'],
    ['words among numbers are unread', ['5.25', '6.25', 'about 7'], 'mark ., 1 unread'],
    ['a column of words with a stray number', ['Japan', 'Sweden', 'Canada', '5'], 'none'],
    ['symbols hold numbers and are none', ['GCP/PHI/001/JPN', 'TCP/PHI/3401'], 'none'],
    ['exponents of programs are exact, those of spreadsheets rounded', ['5e+05', '1.5e+06', '1.50E+06', '25'], 'mark ., 1 unread'],
    ['an empty column', [null], 'none'],
  ])('%s', (_, values, expected) => expect(numbers(values)).toBe(expected))

  test('a column that cannot decide follows the others of its table, unless they disagree', () => {
    expect(evidences([['1,234', '5,678'], ['12.50', '3.75']]).map(({ isDecimalMarkCertain, decimalMark }) => [isDecimalMarkCertain, decimalMark])).toEqual([[true, '.'], [true, '.']])
    expect(evidences([['1,234', '5,678'], ['12,50', '3,75']]).map(({ decimalMark }) => decimalMark)).toEqual([',', ','])
    expect(evidences([['1,234', '5,678'], ['12.50', '3.75'], ['12,50', '3,75']])[0]?.isDecimalMarkCertain).toBe(false)
  })
  test('the evidence is a cell of the column', () => {
    expect(evidence(['1,234', '12.50']).grammar.number?.example).toEqual({ text: '12.50', read: '12.5', row: 2 })
    expect(evidence(['5.25', 'about 7', '6.25']).grammar.number?.unreadable).toEqual({ count: 1, first: { text: 'about 7', read: '', row: 2 } })
    expect(evidence([5, '6.25', null, { bool: true }, { error: '#REF!' }]).grammar).toMatchObject({ filled: 4, rows: 4, errors: 2, number: { stored: 1, typed: 1 } })
  })
})

function dates(values: readonly TestValue[]): string {
  const { date } = evidence(values).grammar
  return date ? [`${date.stored}+${date.typed}`, date.order, date.unreadable.count > 0 ? `${date.unreadable.count} unread` : '', date.isCertain ? '' : 'ASK'].filter((part) => part !== '').join(' ') : 'none'
}

describe('how dates are written', () => {
  test.each<[string, TestValue[], string]>([
    ['a day after the twelfth decides: day first', ['03/04/2010', '13/02/2010'], '0+2 dmy'],
    ['month first', ['03/04/2010', '02/13/2010'], '0+2 mdy'],
    ['nothing decides', ['03/04/2010', '05/06/2010'], '0+2 dmy ASK'],
    ['the same day either way needs no order', ['05/05/2010', '06/06/2010'], '0+2 dmy'],
    ['full stops are written day first', ['03.04.2010', '05.06.2010'], '0+2 dmy'],
    ['ISO', ['2010-04-03', '2010-06-05'], '0+2 dmy'],
    ['year first with strokes', ['2010/04/03', '2010/06/05'], '0+2 dmy'],
    ['two-digit years, year first', ['98/12/31', '97/11/30'], '0+2 ymd'],
    ['two-digit years, day first', ['31/12/98', '03/04/99'], '0+2 dmy'],
    ['English months', ['5 March 2010', '12-Apr-11'], '0+2 dmy'],
    ['French months', ['1er août 2010', '3 févr. 2011'], '0+2 dmy'],
    ['Spanish months', ['5 de marzo de 2010', '3 enero 2011'], '0+2 dmy'],
    ['Portuguese months', ['5 de março de 2010', '3 dez 2011'], '0+2 dmy'],
    ['Arabic months', ['٥ مارس ٢٠١٠', '3 كانون الثاني 2011'], '0+2 dmy'],
    ['Chinese dates', ['2010年3月5日', '2011年12月1日'], '0+2 dmy'],
    ['months without a day', ['Mar 2010', 'April 2011'], '0+2 dmy'],
    ['stored dates and typed ones', [{ date: '2010-03-05' }, '13/02/2010'], '1+1 dmy'],
    ['contradicting cells', ['13/02/2010', '14/02/2010', '02/13/2010'], '0+2 dmy 1 unread'],
    ['contradicting cells beside an ambiguous one', ['13/02/2010', '02/13/2010', '03/04/2010'], '0+2 dmy 1 unread ASK'],
    ['a time of day says nothing', ['13/02/2010 10:30', '03/04/2010 00:00:00'], '0+2 dmy'],
    ['five digits are no dates by themselves', ['25000', '50000'], 'none'],
    ['codes are no dates', ['GCP/PHI/001/JPN', '43040 - Desarrollo rural'], 'none'],
  ])('%s', (_, values, expected) => expect(dates(values)).toBe(expected))

  test('serials stored as numbers are counted apart', () => expect(evidence([40391, 40756, 12]).serials).toBeCloseTo(2 / 3))
})

function years(values: readonly TestValue[], header = 'Period'): string {
  const { year } = evidence(values, header).grammar
  return year ? [`${year.years}/${year.spans}/${year.several}`, year.spans > 0 ? year.spanMeaning : '', year.isCertain ? '' : 'ASK'].filter((part) => part !== '').join(' ') : 'none'
}

describe('years and spans of years', () => {
  test.each<[string, TestValue[], string]>([
    ['single years', [2010, '2011', '2012'], '3/0/0'],
    ['one span could be anything', ['2010-11', '2010-11'], '0/2/0 biennium ASK'],
    ['no month comes after the twelfth', ['2010-11', '2012-13'], '0/2/0 biennium'],
    ['two even spans are biennia', ['2008-09', '2010-11'], '0/2/0 biennium'],
    ['years that follow each other are fiscal years', ['2009-10', '2010-11', '2012-13'], '0/3/0 fiscal-year'],
    ['written with a stroke, the same', ['2009/10', '2010/11', '2011/12'], '0/3/0 fiscal-year'],
    ['a month that is no second year makes them months', ['2010-11', '2010-03', '2010-04'], '0/3/0 month'],
    ['a longer span is no month', ['2010-11', '2011-13'], '0/2/0 biennium ASK'],
    ['both years in full', ['2010-2011', '2012-2013'], '0/2/0 biennium'],
    ['fiscal years by name', ['FY2011', 'FY 2012'], '0/2/0 fiscal-year'],
    ['several years in one cell', ['2011; 2012', 'Imprévu; 2011', '2009'], '1/0/2'],
    ['spans of which a spreadsheet made a date', [{ date: '2010-11-01' }, '2012-13', '2008-09'], '0/3/0 biennium'],
    ['amounts are no years', [150, 90, 2010], 'none'],
  ])('%s', (_, values, expected) => expect(years(values)).toBe(expected))
  test.each([['Biennium', 'biennium'], ['Exercice biennal', 'biennium'], ['Fiscal year', 'fiscal-year'], ['Ejercicio fiscal', 'fiscal-year'], ['Mois', 'month'], ['财年', 'fiscal-year'], ['两年期', 'biennium']])('the header “%s” says what a span is', (header, meaning) =>
    expect(years(['2010-11'], header)).toBe(`0/1/0 ${meaning}`))
})

function lists(values: readonly TestValue[]): string {
  const { list } = evidence(values).grammar
  return list ? `${JSON.stringify(list.separator)} ${list.cells}x${list.most}${list.hasShares ? ' shares' : ''}` : 'none'
}

describe('several values in one cell', () => {
  test.each<[string, TestValue[], string]>([
    ['semicolons', ['Bélgica; Japon', 'Japon', 'Sweden'], '";" 1x2'],
    ['numbers', ['14, 7, 10', '3', '7'], '"," 1x3'],
    ['names that stand alone elsewhere', ['DSWD, OCD', 'OCD', 'DSWD'], '"," 1x2'],
    ['bullets on lines', [' - Bilateral\n - Multilateral', 'Bilateral', 'Multilateral'], '"\\n" 1x2'],
    ['an “et” between known names', ['Japon et Sweden', 'Canada', 'Japon'], '"and" 1x2'],
    ['shares', ['Japan 60%; Sweden 40%', 'Canada 100%'], '";" 1x2 shares'],
    ['an inverted name is one', ['Canada, Government of', 'Japan', 'Sweden'], 'none'],
    ['a country with an “and” is one', ['Bosnia and Herzegovina', 'Kenya', 'Uganda'], 'none'],
    ['a sentence is one', ['Seeds, tools and training for farmers in the north, as agreed', 'Fisheries, nets and boats'], 'none'],
    ['symbols are one', ['BDI/000001', 'BDI/000002'], 'none'],
    ['a few strokes in names are no habit', ['USAID/Kenya', ...Array.from({ length: 40 }, (_, at) => `Agency ${at}`)], 'none'],
    ['amounts with commas are no lists', ['1,234', '5,678'], 'none'],
  ])('%s', (_, values, expected) => expect(lists(values)).toBe(expected))
  test('the values of a cell, bullets and blanks left out', () => {
    expect(splitList(' - Bilateral\n\n - Multilateral', '\n')).toEqual(['Bilateral', 'Multilateral'])
    expect(splitList('Bélgica;; Japon ;', ';')).toEqual(['Bélgica', 'Japon'])
    expect(splitList('اليابان؛ كندا', ';')).toEqual(['اليابان', 'كندا'])
    expect(splitList('日本、加拿大', ',')).toEqual(['日本', '加拿大'])
  })
  test.each([['Japan 60%', 'Japan', '60'], ['Japan (60 %)', 'Japan', '60'], ['12,5% Sweden', 'Sweden', '12.5'], ['Sweden: 40%', 'Sweden', '40']])('%s', (text, name, percent) => expect(readShare(text)).toEqual({ name, percent }))
  test('a name without a share', () => expect([readShare('Japan'), readShare('60%')]).toEqual([null, null]))
})

/** What was meant, printed in a chosen way without the code under test. */
const grouping = (whole: string, mark: string): string => whole.replace(/\B(?=(?:\d{3})+$)/g, mark)
const styles = [['.', ','], ['.', ' '], ['.', '\u00a0'], ['.', '’'], ['.', ''], [',', '.'], [',', ' '], [',', '\u202f'], [',', '']] as const
const number = fc.record({ whole: fc.bigInt({ min: 0n, max: 10n ** 12n }), cents: fc.integer({ min: 0, max: 99 }), isNegative: fc.boolean(), hasDecimals: fc.boolean() })
const runs = { seed: 20111012, numRuns: 300 }

describe('what was typed is what is read', () => {
  test('numbers of a column, under the mark that was found, or the mark is asked', () => fc.assert(fc.property(fc.array(number, { minLength: 1, maxLength: 12 }), fc.constantFrom(...styles), fc.constantFrom('minus', 'parentheses', 'trailing'), (column, [mark, group], negative) => {
    const cells = column.map(({ whole, cents, isNegative, hasDecimals }) => {
      const size = grouping(String(whole), group) + (hasDecimals ? `${mark}${String(cents).padStart(2, '0')}` : '')
      const text = !isNegative ? size : negative === 'minus' ? `-${size}` : negative === 'trailing' ? `${size}-` : `(${size})`
      const fraction = hasDecimals ? String(cents).padStart(2, '0').replace(/0+$/, '') : ''
      const value = `${whole}${fraction === '' ? '' : `.${fraction}`}`
      return { text, value: isNegative && value !== '0' ? `-${value}` : value }
    })
    const found = evidence(cells.map(({ text }) => text))
    if (!found.isDecimalMarkCertain) expect(column.every(({ hasDecimals }) => !hasDecimals)).toBe(true)
    else for (const { text, value } of cells) expect(parseNumberText(text, found.decimalMark)).toMatchObject({ kind: 'value', value })
  }), runs))
  test('dates of a column, in the order that was found, or the order is asked', () => fc.assert(fc.property(fc.array(fc.record({ year: fc.integer({ min: 1950, max: 2049 }), month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) }), { minLength: 1, maxLength: 12 }), fc.constantFrom('dmy', 'mdy'), fc.constantFrom('/', '-'), fc.boolean(), (column, order, mark, isShort) => {
    const two = (value: number): string => String(value).padStart(2, '0')
    const cells = column.map(({ year, month, day }) => ({ text: [...(order === 'dmy' ? [two(day), two(month)] : [two(month), two(day)]), isShort ? two(year % 100) : String(year)].join(mark), iso: `${year}-${two(month)}-${two(day)}` }))
    const found = evidence(cells.map(({ text }) => text))
    const isDecided = column.some(({ day }) => day > 12)
    if (!found.isDateOrderCertain) expect(isDecided).toBe(false)
    else if (isDecided || column.some(({ day, month }) => day !== month)) for (const { text, iso } of cells) expect(parseDateText(text, found.dateOrder)).toEqual({ kind: 'day', iso })
  }), runs))
  test('arbitrary texts are counted whole and never crash', () => fc.assert(fc.property(fc.array(fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom('1,234', '2010-11', 'a; b', '12%', 'Japan 60%; Sweden 40%', '\n', '(1)')), { maxLength: 30 }), (texts) => {
    const { grammar } = evidence([...texts, 'x'])
    const filled = texts.filter((text) => text.trim() !== '').length + 1
    expect(grammar.filled).toBe(filled)
    for (const part of [grammar.number, grammar.date]) if (part) expect(part.stored + part.typed + part.unreadable.count).toBeLessThanOrEqual(filled)
  }), runs))
})
