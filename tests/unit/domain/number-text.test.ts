import { describe, expect, test } from 'vitest'
import { parseNumberText, parsePercentText, type DecimalMark } from '../../../src/shared/domain/number-text.ts'
import { currencyOfText, scaleOfText } from '../../../src/shared/domain/currency.ts'

const read = (text: string, mark: DecimalMark = '.'): string => {
  const reading = parseNumberText(text, mark)
  return reading.kind === 'value' ? reading.value : reading.kind === 'unreadable' ? `? ${reading.why}` : reading.kind
}

describe('numbers as people type them', () => {
  test.each([
    ['1,234.5', '1234.5'], ['1234', '1234'], ['1 234.5', '1234.5'], ['1\u00a0234\u202f567.5', '1234567.5'], ["1'234", '1234'], ['1’234’567', '1234567'], ['12,34,567', '1234567'],
    ['(27.4)', '-27.4'], ['27.4-', '-27.4'], ['−7', '-7'], ['- 5', '-5'], ['+3', '3'], ['(0)', '0'], ['.5', '0.5'],
    ['١٬٢٣٤٫٥', '1234.5'], ['۱۲۳', '123'], ['１２３', '123'], ['0', '0'], ['-', '0'], ['–', '0'],
    ['USD 2.3 m', '2300000'], ['2.3 million USD', '2300000'], ['US$ 1,000', '1000'], ['€ 5.50', '5.5'], ['$(1,000)', '-1000'], ['500 k', '500000'], ['3 milliards', '3000000000'],
    ['', 'blank'], [' \u00a0', 'blank'], ['…', 'not-reported'], ['...', 'not-reported'], ['n.d.', 'not-reported'], ['n/a', 'not-applicable'], ['N/A', 'not-applicable'], ['sans objet', 'not-applicable'],
    ['12%', '? percent'], ['12 %', '? percent'], ['1.234,5', '? decimal-mark'], ['1.234.567', '? decimal-mark'],
    ['abc', '? text'], ['12 34', '? text'], ['1,2,3', '? text'], ['1e5', '? text'], ['(-5)', '? text'], ['--5', '? text'], ['-5-', '? text'], ['2010-11', '? text'], ['1.5.2012', '? text'],
    ['USD', '? text'], ['USD 5 EUR', '? text'], ['5 apples', '? text'], ['see note 4', '? text'], ['#REF!', '? text'], ['1/2', '? text'], ['0x10', '? text'], ['TBD', '? text'],
  ])('“%s” is %s', (text, value) => expect(read(text)).toBe(value))

  test.each([['1.234,5', '1234.5'], ['1 234,56', '1234.56'], ['1.234.567', '1234567'], ['1,5', '1.5'], ['1,234', '1.234'], ['2,3 millions', '2300000'], ['١٢٫٥', '12.5'], ['1,234.5', '? decimal-mark']])('with a decimal comma “%s” is %s', (text, value) => expect(read(text, ',')).toBe(value))

  test('a cell that names its unit or currency says so', () => {
    expect(parseNumberText('USD 2.3 m')).toMatchObject({ currency: 'USD', hasUnit: true, isNil: false })
    expect(parseNumberText('-')).toMatchObject({ isNil: true })
    expect(parseNumberText('1,000')).toMatchObject({ currency: null, hasUnit: false })
  })
  test.each([
    ['2,3 M€', ',', '2300000'], ['2.5 millones de dólares', '.', '2500000'], ['3 mil millones', '.', '3000000000'], ['4,5 milhões', ',', '4500000'], ['5万美元', '.', '50000'], ['1.2亿', '.', '120000000'], ['٥ ملايين دولار', '.', '5000000'],
    ['12 lakh', '.', '1200000'], ['4 milliards d’euros', ',', '4000000000'], ['R$ 1.234,50', ',', '1234.5'], ['（27.4）', '.', '-27.4'], ['0,125', ',', '0.125'], ['0,125', '.', '? decimal-mark'], ['2 billones', '.', '? text'], ['5e+05', '.', '500000'], ['1.25e+06', '.', '1250000'], ['5e+05', ',', '500000'], ['1.50E+06', '.', '? text'], ['1e5', '.', '? text'],
  ] as const)('“%s” with the mark %s is %s', (text, mark, value) => expect(read(text, mark)).toBe(value))
  test.each([['12,5 %', ',', '12.5'], ['٪12', '.', '12'], ['(3%)', '.', null], ['-5%', '.', '-5'], ['12', '.', null], ['n/a %', '.', null]] as const)('per cent: “%s”', (text, mark, value) => expect(parsePercentText(text, mark)).toBe(value))
})

describe('currencies and units of headers', () => {
  test.each([
    ['Grant Amount (in US$)', 'USD', 1], ['Grant Amount (in PhP)', 'PHP', 1], ['USD 000', 'USD', 1000], ['Delivery (USD ’000)', 'USD', 1000], ['en millions d’euros', 'EUR', 1_000_000],
    ['Montant (milliers d’EUR)', 'EUR', 1000], ['US$ million', 'USD', 1_000_000], ['Monto (miles de dólares)', 'USD', 1000], ['Budget (ALL)', 'ALL', 1], ['TOTAL ALL DONORS', null, 1], ['Year 2000', null, 1], ['Amount in 1,000 USD', 'USD', 1000],
    ['Coût (F CFA)', 'XOF', 1], ['Approved amount', null, 1],
  ])('%s', (text, currency, scale) => {
    expect(currencyOfText(text)).toBe(currency)
    expect(scaleOfText(text)).toBe(scale)
  })
})
