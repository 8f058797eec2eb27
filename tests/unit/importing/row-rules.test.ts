import { describe, expect, test } from 'vitest'
import type { ColumnMapping, Problem, SubmissionMapping } from '../../../src/shared/domain/submission.ts'
import { formatMessage } from '../../../src/shared/messages/format.ts'
import { en } from '../../../src/shared/messages/en/index.ts'
import { proposeMapping } from '../../../src/main/core/importing/map/propose-mapping.ts'
import { createValidator } from '../../../src/main/core/importing/validate/create-validator.ts'
import { detectUnitsSlip, type SlipFigure } from '../../../src/main/core/importing/validate/units-slip.ts'
import { firstTable, register as smallRegister, sheet, sheetRows, type TestValue } from './sheet-rows.ts'

const country = (key: string, iso2: string, iso3: string) => ({ key, names: [key], fao: null, iso2, iso3 })
const register = { ...smallRegister, countries: [...smallRegister.countries, country('Japan', 'JP', 'JPN'), country('Canada', 'CA', 'CAN'), country('United Kingdom', 'GB', 'GBR'), country('Australia', 'AU', 'AUS')] }

function validate(matrix: readonly (readonly TestValue[])[], change: (mapping: SubmissionMapping) => SubmissionMapping = (mapping) => mapping) {
  const rows = sheetRows(matrix)
  const mapping = change(proposeMapping({ table: firstTable(rows, matrix.length), kind: 'project-contributions', rows, sheet, register }))
  const validator = createValidator({ mapping, register, partnerDecisions: [] })
  const out = new Map(rows.map((row) => [row.row, validator.push(row)]))
  const { problems } = validator.finish(matrix.length)
  const found = (list: readonly Problem[], part: string): string[] => list.filter(({ code }) => code.includes(part)).map(({ severity, code, address }) => `${severity} ${code.replace('finding.', '')}${address === undefined ? '' : ` ${address}`}`)
  for (const one of [...problems, ...[...out.values()].flatMap((row) => row.problems)]) {
    const key = Object.keys(en).find((known): known is keyof typeof en => known === one.code)
    expect(key, one.code).toBeDefined()
    if (key) expect(`${formatMessage('en', key, one.params)} ${formatMessage('fr', key, one.params)}`).not.toMatch(/[{}]/)
  }
  return { mapping, problems, out, of: (row: number, part: string): string[] => found(out.get(row)?.problems ?? [], part), file: (part: string): string[] => found(problems, part), params: (row: number, code: string) => out.get(row)?.problems.find((one) => one.code === code)?.params }
}
const day = (date: string): TestValue => ({ date })

describe('dates of a row', () => {
  const headers = ['Symbol', 'Title', 'Donor', 'Approval date', 'Start date', 'End date', 'Approved amount (USD)']
  const row = (number: number, approval: TestValue, start: TestValue, end: TestValue): TestValue[] => [`GCP/PHI/00${number}/JPN`, `Project ${number}`, 'Japan', approval, start, end, 1000]
  const result = validate([
    headers,
    row(1, day('2010-03-01'), day('2010-04-01'), day('2012-03-31')),
    row(2, day('2010-03-01'), day('2010-02-01'), day('2012-03-31')),
    row(3, day('2010-03-01'), day('2010-04-01'), day('2009-03-31')),
    row(4, day('2010-03-01'), null, day('2009-03-31')),
    row(5, 'March 2010', day('2010-03-01'), day('2010-03-31')),
    row(6, 'March 2010', 'February 2010', null),
    row(7, null, 'soon', day('2010-03-31')),
  ])
  test('in order, whatever is missing or without a day: nothing', () => expect([2, 6, 8].flatMap((at) => [...result.of(at, 'approval'), ...result.of(at, 'before-start')])).toEqual([]))
  test('out of order: said at the later field, with both cells', () => {
    expect([3, 4, 5, 7].map((at) => [...result.of(at, 'before-approval'), ...result.of(at, 'before-start')])).toEqual([
      ['warning row.start-before-approval E3'], ['warning row.end-before-approval F4', 'warning row.end-before-start F4'], ['warning row.end-before-approval F5'], ['warning row.start-before-approval E7'],
    ])
    expect(result.params(3, 'finding.row.start-before-approval')).toEqual({ date: '2010-02-01', cell: 'E3', other: '2010-03-01', otherCell: 'D3' })
  })
})

test('a government that pays in another partner’s currency; dollars, euros, its own and the project’s are in order', () => {
  const row = (number: number, partner: string, currency: string): TestValue[] => [`Project ${number}`, partner, 'Philippines', 2010, 1000, currency]
  const result = validate([['Title', 'Donor', 'Country', 'Year', 'Approved amount', 'Currency'], row(1, 'Canada', 'JPY'), row(2, 'Canada', 'USD'), row(3, 'Canada', 'EUR'), row(4, 'Canada', 'CAD'), row(5, 'Canada', 'PHP'), row(6, 'UNICEF', 'JPY'), row(7, 'Canada', 'XYZ'), row(8, 'Canada', 'SEK')])
  expect([2, 3, 4, 5, 6, 7, 8, 9].map((row_) => result.of(row_, 'currency-of-other'))).toEqual([['warning row.currency-of-other F2'], [], [], [], [], [], [], []])
  expect(result.params(2, 'finding.row.currency-of-other')).toEqual({ currency: 'JPY', partner: 'Canada', owner: 'Japan', cell: 'E2' })
})

describe('shares in one cell', () => {
  const matrix: TestValue[][] = [['Symbol', 'Donor', 'Year', 'Approved amount (USD)', 'Organizational result'], ...['A1 60%; B2 40%', 'A1 60%; B2 30%', 'A1 70%; B2 40.5%', 'A1 33.3%; B2 33.3%; C3 33.4%', 'A1; B2 40%', ''].map((text, index): TestValue[] => [`GCP/PHI/00${index + 1}/JPN`, 'Japan', 2010, 1000, text === '' ? null : text])]
  const list = { separator: ';' as const, cells: 5, most: 3, hasShares: true, example: null }
  const as = (field: ColumnMapping['field']) => (mapping: SubmissionMapping): SubmissionMapping => ({ ...mapping, columns: mapping.columns.map((column) => (column.column === 4 ? { ...column, field, listSeparator: ';', grammar: { filled: 5, rows: 6, texts: 5, errors: 0, number: null, date: null, year: null, code: null, ...column.grammar, list } } : column)) })
  test('results sum to 100, exactly; a cell that does not give every share is not summed', () => {
    const result = validate(matrix, as('organizational-result'))
    expect([2, 3, 4, 5, 6, 7].map((row) => result.of(row, 'shares'))).toEqual([[], ['annex cell.shares-below E3'], ['annex cell.shares-above E4'], [], [], []])
    expect(result.params(4, 'finding.cell.shares-above')?.['sum']).toBe('110.5')
  })
  test('focus areas may sum to less, never to more', () => expect([2, 3, 4].map((row) => validate(matrix, as('focus-area')).of(row, 'shares'))).toEqual([[], [], ['annex cell.shares-above E4']]))
})

describe('a total beside columns of years', () => {
  const years = (...totals: TestValue[]): TestValue[][] => [['Symbol', 'Donor', 'Delivery 2010 (USD)', 'Delivery 2011 (USD)', 'Total delivery (USD)'], ...totals.map((total, index): TestValue[] => [`GCP/PHI/00${index + 1}/JPN`, 'Japan', 100 + index, index === 1 ? null : 200, total])]
  test('is held against their sum, and said where it differs', () => {
    const result = validate(years(300, 101, 312, 303, 304))
    expect(result.file('total-column')).toEqual(['warning row.total-column-differs'])
    expect(result.problems.find(({ code }) => code.includes('total-column'))?.params).toMatchObject({ column: 'E', columns: 'C, D', count: 1, row: 4, printed: '312', summed: '302', difference: '10' })
  })
  test('is nothing of the kind where it seldom equals it, or cannot be read', () => {
    expect(validate(years(900, 800, 700, 303)).file('total-column')).toEqual([])
    expect(validate(years('n/a', 'many', null)).file('total-column')).toEqual([])
  })
})

test('rows about the same thing: equal in everything, in the figures, or in the identifier only', () => {
  const row = (symbol: string | null, title: string, donor: string, figure: number): TestValue[] => [symbol, title, donor, day('2011-05-06'), figure]
  const result = validate([
    ['Symbol', 'Title', 'Donor', 'Approval date', 'Approved amount (USD)'],
    row('GCP/PHI/001/JPN', 'Seeds', 'Japan', 5), row('GCP/PHI/001/JPN', 'Seeds', 'Japan', 5), row('GCP/PHI/001/JPN', 'Seeds for rice', 'Japan', 5), row('GCP/PHI/001/JPN', 'Seeds', 'Japan', 6),
    row(null, 'Nets', 'Japan', 7), row(null, 'Nets', 'Japan', 8), row(null, 'Nets', 'Japan', 7), row('GCP/PHI/002/JPN', 'Seeds', 'Japan', 5),
  ])
  const about = (at: number): string[] => [...result.of(at, 'duplicate'), ...result.of(at, 'repeated-identifier')]
  expect([2, 3, 4, 5, 6, 7, 8, 9].map(about)).toEqual([[], ['warning row.duplicate A3'], ['warning row.duplicate-figure A4'], ['warning row.repeated-identifier A5'], [], [], ['warning row.duplicate'], []])
  expect(result.params(4, 'finding.row.duplicate-figure')).toEqual({ text: 'GCP/PHI/001/JPN', first: 2, row: 4 })
})

describe('units that slipped', () => {
  const figures = (scale: number, over: Partial<SlipFigure> = {}): SlipFigure[] => [120_000, 45_500.5, 990_000, 3_250, 77_000].map((size, index) => ({ subject: `P-${index}`, measure: 'delivery', currency: 'USD', figure: String(size * scale), ...over }))
  test('a thousand and a million times, up and down, with an example', () => {
    expect([1000, 0.001, 1_000_000].map((scale) => detectUnitsSlip(figures(scale), figures(1)).map(({ factor, direction, matched, fitting }) => [factor, direction, matched, fitting]))).toEqual([[[1000, 'larger', 5, 5]], [[1000, 'smaller', 5, 5]], [[1_000_000, 'larger', 5, 5]]])
    expect(detectUnitsSlip(figures(0.001), figures(1))[0]).toMatchObject({ measure: 'delivery', currency: 'USD', example: { subject: 'P-0', now: '120', before: '120000' } })
  })
  test('also where the figures moved on, and where most but not all slipped', () => {
    const moved = figures(1000).map((one, index) => ({ ...one, figure: String(Number(one.figure) * (1 + index / 8)) }))
    expect(detectUnitsSlip(moved, figures(1))).toHaveLength(1)
    expect(detectUnitsSlip([...figures(1000).slice(0, 4), ...figures(1).slice(4)], figures(1))[0]).toMatchObject({ matched: 5, fitting: 4 })
  })
  test('not for other factors, half of the figures, too few of them, zeros, other currencies or other measures', () => {
    expect([1, 10, 100, 30_000].flatMap((scale) => detectUnitsSlip(figures(scale), figures(1)))).toEqual([])
    expect(detectUnitsSlip([...figures(1000).slice(0, 2), ...figures(1).slice(2)], figures(1))).toEqual([])
    expect(detectUnitsSlip(figures(1000).slice(0, 2), figures(1))).toEqual([])
    expect(detectUnitsSlip(figures(0), figures(1))).toEqual([])
    expect(detectUnitsSlip(figures(1000, { currency: 'PHP' }), figures(1))).toEqual([])
    expect(detectUnitsSlip(figures(1000, { measure: 'approval' }), figures(1))).toEqual([])
    expect(detectUnitsSlip([], [])).toEqual([])
  })
  test('of other projects the middles are compared', () => {
    const others = figures(1000).map((one) => ({ ...one, subject: `Q${one.subject}` }))
    expect(detectUnitsSlip(others, figures(1))[0]).toMatchObject({ factor: 1000, direction: 'larger', matched: 0, fitting: 0 })
    expect(detectUnitsSlip(figures(1).map((one) => ({ ...one, subject: `Q${one.subject}` })), figures(1))).toEqual([])
  })
})
