import { describe, expect, test } from 'vitest'
import { ContributionDraft, type ColumnMapping, type SubmissionMapping, type ValidatedRow } from '../../../src/shared/domain/submission.ts'
import { formatMessage } from '../../../src/shared/messages/format.ts'
import { en } from '../../../src/shared/messages/en/index.ts'
import { proposeMapping } from '../../../src/main/core/importing/map/propose-mapping.ts'
import { createValidator, listMatches } from '../../../src/main/core/importing/validate/create-validator.ts'
import { grantList, firstTable, register, sheet, sheetRows, type TestValue } from './sheet-rows.ts'

type Matrix = readonly (readonly TestValue[])[]

function validate(matrix: Matrix, change: (mapping: SubmissionMapping) => SubmissionMapping = (mapping) => mapping, hidden: readonly number[] = []) {
  const rows = sheetRows(matrix, hidden)
  const mapping = change(proposeMapping({ table: firstTable(rows, matrix.length), kind: 'project-contributions', rows, sheet, register }))
  const validator = createValidator({ mapping, register, partnerDecisions: [] })
  const out = new Map(rows.map((row) => [row.row, validator.push(row)]))
  const summary = validator.finish(matrix.length)
  for (const draft of [...out.values()].flatMap(({ drafts }) => drafts ?? [])) expect(ContributionDraft.safeParse(draft).error).toBeUndefined()
  return { ...summary, row: (row: number): ValidatedRow => out.get(row) ?? { row, kind: 'blank', problems: [], cells: { columns: [], texts: [] } } }
}
const codes = (row: ValidatedRow): string[] => row.problems.map(({ severity, code, address }) => `${severity} ${code.replace('finding.', '')}${address === undefined ? '' : ` ${address}`}`)
const amount = (row: ValidatedRow, index = 0) => row.drafts?.[0]?.amounts[index]

/** A plain table: symbol, donor, approval date, amount in USD. */
const plain = (...amounts: TestValue[]): Matrix => [['Symbol', 'Title', 'Donor', 'Approval date', 'Approved amount (USD)'], ...amounts.map((value, index): readonly TestValue[] => [`GCP/PHI/00${index + 1}/JPN`, `Project ${index + 1}`, 'Japan', { date: '2011-05-06' }, value])]

describe('a list of grants', () => {
  const result = validate(grantList)
  test('every row is one of the kinds', () => {
    expect(result.accounting).toEqual({ read: 14, above: 3, header: 1, label: 0, note: 0, blank: 0, total: 1, elsewhere: 0, accepted: 9, rejected: 0, parked: 0 })
    expect(result.gaps).toEqual([{ from: 1, to: 1, kind: 'above' }])
  })
  test('sums are the sheet’s own, to the last digit', () => {
    expect(result.controlSums.map(({ column, currency, sheet: all, accepted, totalRows }) => [column, currency, all, accepted, totalRows])).toEqual([
      [5, 'USD', '44892796.005', '44892796.005', '44442796'],
      [6, 'PHP', '2109125348', '2109125348', '2083124848'],
      [7, 'USD', '682646', '682646', '682646'],
      [8, 'PHP', '25734489.219999999', '25734489.219999999', '0'],
    ])
  })
  test('two currencies of a row are one amount, USD as the source recorded it, rounded once', () => {
    expect(amount(result.row(8))).toMatchObject({ measure: 'approval', state: 'value', original: '2881500.005', currency: 'USD', otherOriginal: '135055905', otherCurrency: 'PHP', usdCents: 288150000, isUsdRecorded: true })
    expect(amount(result.row(8))?.cells).toEqual([{ field: 'amount', address: 'F8', raw: '2881500.005' }, { field: 'other-amount', address: 'G8', raw: '135055905' }])
  })
  test('a blank USD cell leaves the other currency, without a USD value', () => {
    expect(amount(result.row(13))).toMatchObject({ original: '5000000', currency: 'PHP', usdCents: null, isUsdRecorded: false })
    expect(codes(result.row(13))).toContain('annex row.no-usd-column F13')
  })
  test('missing is not zero, and zero is a value', () => {
    expect(amount(result.row(7), 1)).toMatchObject({ state: 'not-reported', original: null, usdCents: null })
    expect(amount(result.row(11), 1)).toMatchObject({ state: 'value', original: '0', usdCents: 0 })
  })
  test('grants are dated by the start, spending to date belongs to no year', () => {
    expect(amount(result.row(6))?.period).toEqual({ start: '2012-03-15', end: '2012-03-15', precision: 'day' })
    expect(amount(result.row(6), 1)?.period).toEqual({ start: '2012-03-15', end: '2013-12-31', precision: 'none' })
    expect(amount(result.row(9))?.period).toEqual({ start: null, end: null, precision: 'none' })
    expect(codes(result.row(9))).toEqual(['warning cell.symbol-programme A9', 'annex row.no-date'])
    expect(result.problems).toEqual([{ severity: 'info', code: 'finding.row.dated-by-start', field: 'file', params: { count: 8 } }])
  })
  test('an identifier that occurs twice names both rows', () => {
    expect(result.row(10).problems.find(({ code }) => code === 'finding.row.duplicate')?.params).toEqual({ text: 'TCP/RAS/3399', first: 7, row: 10 })
    expect(result.row(7).problems.some(({ code }) => code === 'finding.row.duplicate')).toBe(false)
  })
  test('partners of FAO rows come from the symbol and wait', () => {
    expect([5, 6, 8, 9, 11, 12].map((row) => [result.row(row).drafts?.[0]?.partnerKey, result.row(row).drafts?.[0]?.isPartnerConfirmed])).toEqual([['ADB', true], ['ASSESSED', false], ['NZL', false], ['UNICEF', false], ['EU', false], ['MUL', false]])
    expect(result.partners.find(({ text }) => text === 'TCP')).toMatchObject({ from: 'symbol', status: 'proposed', rows: 3 })
    expect(result.partners.reduce((sum, { rows }) => sum + rows, 0)).toBe(9)
  })
  test('country and modality from the symbol; a regional project is of no one country', () => {
    expect([result.row(8).drafts?.[0]?.countryKey, result.row(8).drafts?.[0]?.modality]).toEqual(['PHL', 'OSRO'])
    expect([result.row(11).drafts?.[0]?.countryKey, result.row(11).drafts?.[0]?.symbol?.parent]).toEqual([null, 'OSRO/RAS/391/EC'])
  })
  test('end before start', () => expect(codes(result.row(12))).toContain('warning row.end-before-start K12'))
  test('every finding has a text in both languages', () => {
    for (const { code, params } of grantList.flatMap((_, index) => result.row(index + 1).problems)) {
      const key = Object.keys(en).find((known): known is keyof typeof en => known === code)
      expect(key).toBeDefined()
      if (key) expect(`${formatMessage('en', key, params)} ${formatMessage('fr', key, params)}`).not.toMatch(/[{}]/)
    }
  })
})

describe('amount cells', () => {
  test('what cannot be read rejects the row, with address, field and text, and is never zero', () => {
    const bad: TestValue[] = ['about 5', '12%', '1.234.567,5', { error: '#REF!' }, { formula: 'A1*2' }, { date: '2012-01-01' }, { bool: true }, 'EUR 5', '9'.repeat(30)]
    const result = validate([...plain(1000, ...bad)], (mapping) => ({ ...mapping, columns: mapping.columns.map((column): ColumnMapping => (column.column === 4 ? { ...column, field: 'amount', measure: 'approval', currency: 'USD', decimalMark: '.' } : column)) }))
    const found = bad.map((_, index) => result.row(index + 3))
    expect(found.map(({ kind }) => kind)).toEqual(bad.map(() => 'rejected'))
    expect(found.map((row) => codes(row)[0])).toEqual([
      'error cell.unreadable-number E3', 'error cell.percent-as-amount E4', 'error cell.decimal-mark E5', 'error cell.error-value E6', 'error cell.uncached-formula E7', 'error cell.date-as-amount E8', 'error cell.unreadable-number E9', 'error cell.other-currency E10', 'error cell.too-large E11',
    ])
    expect(found[0]?.problems[0]).toMatchObject({ field: 'amount', params: { text: 'about 5' } })
    expect(found.every(({ drafts }) => drafts === undefined)).toBe(true)
    expect(result.controlSums[0]).toMatchObject({ accepted: '1000', rejected: '9'.repeat(30), unreadable: 8 })
  })
  test('signs of the printed tables', () => {
    const result = validate(plain('1,234.50', '(27.4)', '-', '…', 'n/a', null))
    expect([2, 3, 4, 5, 6, 7].map((row) => [amount(result.row(row))?.state, amount(result.row(row))?.original, amount(result.row(row))?.usdCents])).toEqual([
      ['value', '1234.5', 123450], ['value', '-27.4', -2740], ['value', '0', 0], ['not-reported', null, null], ['not-applicable', null, null], ['not-reported', null, null],
    ])
    expect(codes(result.row(4))).toEqual(['info cell.nil-sign E4'])
    expect(result.controlSums[0]).toMatchObject({ sheet: '1207.1', unreadable: 0 })
  })
  test('units of the column and of the cell', () => {
    const matrix: Matrix = [['Symbol', 'Donor', 'Approved (USD 000)'], ['GCP/PHI/001/JPN', 'Japan', 12.345678], ['GCP/PHI/002/JPN', 'Japan', 'USD 2.3 m']]
    const result = validate(matrix)
    expect([amount(result.row(2))?.original, amount(result.row(2))?.usdCents, amount(result.row(3))?.usdCents]).toEqual(['12345.678', 1234568, 230000000])
    expect(result.controlSums[0]?.sheet).toBe('2312.345678')
  })
  test('other currencies: by rate, or without a USD value', () => {
    const result = validate([['Symbol', 'Donor', 'Year', 'Approved amount', 'Currency', 'Exchange rate'], ['GCP/PHI/001/JPN', 'Japan', 2011, 500_000, 'EUR', 0.824], ['GCP/PHI/002/JPN', 'Japan', 2011, 5, 'EUR', null], ['GCP/PHI/003/JPN', 'Japan', 2011, 5, 'USD', null], ['GCP/PHI/004/JPN', 'Japan', 2011, 5, 'Goats', 0]])
    expect(amount(result.row(2))).toMatchObject({ currency: 'EUR', usdCents: 60_679_612, rate: '0.824', rateSource: 'F2', isUsdRecorded: false })
    expect(codes(result.row(3))).toEqual(['annex row.no-usd D3'])
    expect(amount(result.row(4))).toMatchObject({ currency: 'USD', usdCents: 500, isUsdRecorded: true })
    expect(codes(result.row(5))).toEqual(['annex cell.unknown-currency E5', 'warning cell.unreadable-rate F5'])
    expect(amount(result.row(2))?.period).toEqual({ start: '2011-01-01', end: '2011-12-31', precision: 'year' })
  })
  test('an amount in a merged cell is taken once', () => {
    const result = validate(plain(7, { merged: '8' }, { covered: true }))
    expect([amount(result.row(3))?.original, amount(result.row(4))?.state]).toEqual(['8', 'not-reported'])
    expect(codes(result.row(4))).toEqual(['warning cell.merged-amount E4'])
    expect(result.controlSums[0]?.sheet).toBe('15')
  })
  test('a column without a currency is asked about', () => {
    const plainAmounts: Matrix = [['Symbol', 'Donor', 'Approved amount'], ['GCP/PHI/001/JPN', 'Japan', 5], ['GCP/PHI/002/JPN', 'Japan', 5]]
    const result = validate(plainAmounts)
    expect(result.problems.map(({ code }) => code)).toEqual(['finding.ask.currency'])
    expect(validate(plainAmounts, (mapping) => ({ ...mapping, columns: mapping.columns.map(({ asks: _asks, ...column }) => column) })).problems.map(({ code }) => code)).toEqual(['finding.row.no-currency'])
    expect(amount(result.row(2))).toMatchObject({ original: '5', currency: null, usdCents: null })
  })
  test('columns for years', () => {
    const result = validate([[null, null, { merged: 'Delivery (USD)' }, { covered: true }], ['Symbol', 'Donor', 2010, 2011], ['GCP/PHI/001/JPN', 'Japan', 1, 2], ['GCP/PHI/002/CAN', 'Canada', 3, null]])
    expect(result.row(3).drafts?.[0]?.amounts.map(({ period, usdCents, measure }) => [measure, period.start, usdCents])).toEqual([['delivery', '2010-01-01', 100], ['delivery', '2011-01-01', 200]])
  })
  const periodsUnder = (...headers: TestValue[]) => {
    const result = validate([['Symbol', 'Donor', ...headers], ['GCP/PHI/001/JPN', 'Japan', ...headers.map((_, index) => index + 1)], ['GCP/PHI/002/CAN', 'Canada', ...headers.map((_, index) => index + 11)]])
    return { periods: result.row(2).drafts?.[0]?.amounts.map(({ period }) => `${period.precision} ${period.start ?? ''}/${period.end ?? ''}`), problems: result.problems.map(({ severity, code, params }) => ({ severity, code, params })), rows: codes(result.row(2)) }
  }
  test('a biennium in the header dates its figures; where nothing tells it from a month or a fiscal year it is asked', () => {
    expect(periodsUnder('Approved 2010-11 (USD)')).toEqual({ periods: ['biennium 2010-01-01/2011-12-31'], problems: [{ severity: 'error', code: 'finding.ask.span-meaning', params: { column: 'C', text: 'Approved 2010-11 (USD)' } }], rows: [] })
    expect(periodsUnder('Approved 2010-2011 (USD)').problems).toEqual([])
    expect(periodsUnder('Approved biennium 2010-11 (USD)')).toMatchObject({ periods: ['biennium 2010-01-01/2011-12-31'], problems: [] })
    expect(periodsUnder('Approved 2008-09 (USD)', '2010–11', '2012/13').periods).toEqual(['biennium 2008-01-01/2009-12-31', 'biennium 2010-01-01/2011-12-31', 'biennium 2012-01-01/2013-12-31'])
  })
  test('a year in the header dates its figures', () => {
    for (const header of ['Delivery 2010 (USD)', '2010 delivery (USD)', 'Delivery in 2010, USD', 'Décaissements 2010 (USD)', 'Total delivery 2010 US$']) expect(periodsUnder(header), header).toEqual({ periods: ['year 2010-01-01/2010-12-31'], problems: [], rows: [] })
  })
  test('dates, spans of other lengths and edges of spans in a header are no period', () => {
    for (const header of ['Approved (USD) as of December 2013', 'Approved (USD) since 2008', 'Approved 2008-2013 (USD)', 'Approved at 31/12/2010 (USD)', 'Approved, 2005 and 2009 (USD)', 'Approved by March 2010 (USD)', 'Approved (USD 2,010)']) expect(periodsUnder(header).periods, header).toEqual(['none /'])
  })
  test('headers that begin in odd years are fiscal years: kept, dated by no single year, said once', () => {
    const { periods, problems } = periodsUnder('Approved 2009-10 (USD)', 'Approved 2010-11 (USD)')
    expect(periods).toEqual(['none 2009-01-01/2010-12-31', 'none 2010-01-01/2011-12-31'])
    expect(problems).toEqual([{ severity: 'warning', code: 'finding.row.header-fiscal-years', params: { text: '2009-10, 2010-11', columns: 'C, D', count: 2 } }])
  })
})

describe('columns that are not imported', () => {
  const table = (header: TestValue, ...values: TestValue[]): Matrix => [['Symbol', 'Donor', 'Approved 2010 (USD)', header], ...values.map((value, index): readonly TestValue[] => [`GCP/PHI/00${index + 1}/JPN`, 'Japan', index + 1, value])]
  const found = (matrix: Matrix, change?: (mapping: SubmissionMapping) => SubmissionMapping) => validate(matrix, change).problems.filter(({ code }) => code.startsWith('finding.row.ignored-money')).map(({ severity, params }) => [severity, params['column'], params['count'], params['sum']])
  test('money that nobody mapped is named with its exact sum, totals and rows above left out', () => {
    const unmapped = (mapping: SubmissionMapping): SubmissionMapping => ({ ...mapping, columns: mapping.columns.map((column) => (column.column === 3 ? { ...column, field: 'ignore', asks: [], reason: { key: 'reason.no-match', params: {} } } : column)) })
    expect(found([['Report', null, null, 99], ...table('Amount 2010 (USD)', 1000, { number: '0.005' }, '2,000.50'), [null, 'Total', 6, 3000.505]], unmapped)).toEqual([['warning', 'D', 3, '3000.505']])
    expect(found(table('Committed', 1000, 5000, 'n/a'))).toEqual([])
    expect(found(table('Envelope', '1.000,50', '5.000,25', 'n/a'))).toEqual([['warning', 'D', 2, '6000.75']])
  })
  test('rows that are rejected belong to the sum', () => {
    expect(found([...table('Envelope', 1000, 5000), ['GCP/PHI/009/JPN', 'Japan', 'about 5', 700]])).toEqual([['warning', 'D', 3, '6700']])
  })
  test('rates, percentages, codes, years, counts and small numbers are no money', () => {
    for (const header of ['Utilization rate', 'Delivery %', 'Purpose code', 'Beneficiaries', 'Physical progress']) expect(found(table(header, 5000, 6000, 7000)), header).toEqual([])
    expect(found(table('Y', 2009, 2010, 2011))).toEqual([])
    expect(found(table('Staff members', 3, 4, 5))).toEqual([])
    expect(found(table('Purpose', ...Array.from({ length: 9 }, (_, index) => 31_111 + index)))).toEqual([])
  })
  test('a column that begins after the sample is looked at too', () => {
    const rows = sheetRows([['Symbol', 'Donor', 'Approved (USD)'], ['GCP/PHI/001/JPN', 'Japan', 5], ['GCP/PHI/002/JPN', 'Japan', 5]])
    const mapping = proposeMapping({ table: firstTable(rows, 3), kind: 'project-contributions', rows, sheet, register })
    const open = { ...mapping, blocks: mapping.blocks.map((block) => ({ ...block, lastRow: null })) }
    const validator = createValidator({ mapping: open, register, partnerDecisions: [] })
    for (const row of [...rows, ...sheetRows([[], [], [], ['GCP/PHI/003/JPN', 'Japan', 5, null, 20_000], ['GCP/PHI/004/JPN', 'Japan', 5, null, 30_000]])]) validator.push(row)
    expect(validator.finish(5).problems.map(({ code, params }) => [code, params])).toEqual([['finding.row.ignored-money', { column: 'E', text: '…', count: 2, sum: '50000' }]])
  })
  test('plans are named as well, less loudly', () => {
    expect(found(table('Disbursement target (USD)', 1000, 5000))).toEqual([['info', 'D', 2, '6000']])
  })
})

describe('what is supposed for a column is said once', () => {
  const rated = (...rows: readonly (readonly [currency: string, rate: TestValue])[]) => validate([['Symbol', 'Donor', 'Year', 'Approved amount', 'Currency', 'Exchange rate'], ...rows.map(([currency, rate], index): readonly TestValue[] => [`GCP/PHI/00${index + 1}/JPN`, 'Japan', 2011, 1000, currency, rate])])
  const text = (result: ReturnType<typeof validate>, code: 'finding.row.rate-direction' | 'finding.row.date-order'): readonly string[] => result.problems.filter((found) => found.code === code).map(({ params }) => formatMessage('en', code, params))
  test('rates are units for one dollar', () => {
    const result = rated(['EUR', 1.25], ['EUR', 0.8], ['USD', 1], ['JPY', '100'])
    expect([2, 3, 4, 5].map((row) => amount(result.row(row))?.usdCents)).toEqual([80_000, 125_000, 100_000, 1000])
    expect(text(result, 'finding.row.rate-direction')).toHaveLength(1)
    expect(text(result, 'finding.row.rate-direction')[0]).toContain('1.25 EUR, 100 JPY per USD')
    expect(text(rated(['USD', 1]), 'finding.row.rate-direction')).toEqual([])
  })
  test('a rate that cannot be one is neither used nor turned round', () => {
    const result = rated(['GBP', 1.6], ['JPY', 0.0125], ['PHP', 46.87], ['SSP', 3])
    expect([2, 3, 4, 5].map((row) => [amount(result.row(row))?.usdCents, amount(result.row(row))?.rate])).toEqual([[null, null], [null, null], [2134, '46.87'], [33_333, '3']])
    expect([codes(result.row(2)), codes(result.row(3)), codes(result.row(4))]).toEqual([['annex cell.implausible-rate F2'], ['annex cell.implausible-rate F3'], []])
    expect(text(result, 'finding.row.rate-direction')[0]).not.toContain('GBP')
  })
  const dated = (...dates: TestValue[]) => validate([['Symbol', 'Donor', 'Approval date', 'Approved amount (USD)'], ...dates.map((date, index): readonly TestValue[] => [`GCP/PHI/00${index + 1}/JPN`, 'Japan', date, 5])])
  test('the order of day and month, where no date of the column settles it', () => {
    const open = dated('03/04/2010', '05/05/2010', '07/08/2011', { date: '2012-12-25' })
    expect(open.row(2).drafts?.[0]?.approvalDate).toBe('2010-04-03')
    expect(text(open, 'finding.row.date-order')).toHaveLength(1)
    expect(text(open, 'finding.row.date-order')[0]).toMatch(/2 dates are read as day\/month\/year: “03\/04\/2010” is 2010-04-03/)
  })
  test('nothing is supposed where one date settles it, or where no order matters', () => {
    expect(text(dated('03/04/2010', '25/04/2010'), 'finding.row.date-order')).toEqual([])
    expect(text(dated('03/04/2010', '04/25/2010'), 'finding.row.date-order')).toEqual([])
    expect(text(dated('05/05/2010', '2010-03-04', '3 April 2010'), 'finding.row.date-order')).toEqual([])
  })
})

describe('rows', () => {
  test('totals, notes, repeated headers, blanks and rows without a subject', () => {
    const result = validate([
      ...plain(5, 6), [null, 'Sous-total', null, null, 11], ['TOTAL', null, null, null, 11], ['Symbol', 'Title', 'Donor', 'Approval date', 'Approved amount (USD)'], [' ', null], [],
      [null, null, null, { date: '2011-01-01' }, 99], ['* Figures are provisional'], ['GCP/PHI/009/JPN', 'Total quality of fish', 'Japan', null, 3], [null, 'Total Japan', null, null, 14],
    ])
    expect(Array.from({ length: 11 }, (_, index) => result.row(index + 4).kind)).toEqual(['total', 'total', 'header', 'blank', 'blank', 'rejected', 'note', 'accepted', 'total', 'blank', 'blank'])
    expect(codes(result.row(9))).toEqual(['error row.no-subject'])
    expect(result.controlSums[0]).toMatchObject({ accepted: '14', rejected: '99', sheet: '113', totalRows: '36' })
    expect(result.accounting).toEqual({ read: 12, above: 0, header: 2, label: 0, note: 1, blank: 2, total: 3, elsewhere: 0, accepted: 3, rejected: 1, parked: 0 })
  })
  test('hidden rows, formula-like text, unreadable and ambiguous dates, odd country and modality', () => {
    const matrix: Matrix = [
      ['Symbol', 'Title', 'Donor', 'Country', 'Modality', 'Year', 'Approved (USD)'],
      ['GCP/PHI/001/JPN', '=HYPERLINK("x")', 'Japan', 'Philippines', 'UTF', '2010', 5],
      ['GCP/PHI/002/JPN', 'B', 'Canada', 'Atlantis', 'Barter', '2010-11', 5],
      ['GCP/PHI/003', 'C', 'Japan', 'Philippines', 'GCP', { date: '2010-11-01' }, 5],
      ['Tcp/ Phi', 'D', 'Japan', 'Philippines', 'GCP', 'soon', 5],
      ['GCP/PHI/004/JPN', 'E', 'Japan', 'Philippines', 'GCP', '2010-2011', 5],
    ]
    const result = validate(matrix, undefined, [2])
    expect(codes(result.row(2))).toEqual(['info cell.formula-text B2', 'warning row.modality-differs E2', 'info row.hidden'])
    expect(codes(result.row(3))).toEqual(['warning row.partner-differs C3', 'info cell.unknown-modality E3', 'info cell.unknown-country D3', 'warning cell.ambiguous-period F3', 'annex row.no-date'])
    expect(codes(result.row(4))).toEqual(['warning cell.symbol-no-donor A4', 'warning cell.ambiguous-period F4', 'annex row.no-date'])
    expect(codes(result.row(5))).toEqual(['warning cell.symbol-incomplete A5', 'warning cell.unreadable-date F5', 'annex row.no-date'])
    expect(amount(result.row(6))?.period.precision).toBe('biennium')
    expect(result.row(3).drafts?.[0]).toMatchObject({ countryText: 'Atlantis', countryKey: null, partnerKey: 'CAN', modality: 'GCP' })
  })
  test('a constant country holds where neither column nor symbol says one', () => {
    const result = validate([['Project ID', 'Title', 'Donor', 'Approved (USD)'], ['A-1', 'x', 'Japan', 5], ['GCP/RAS/001/JPN', 'y', 'Japan', 5]], (mapping) => ({ ...mapping, constants: { country: 'PHL' } }))
    expect([result.row(2).drafts?.[0]?.countryKey, result.row(3).drafts?.[0]?.countryKey]).toEqual(['PHL', null])
  })
  test('a symbol inside a title counts where there is no identifier', () => {
    const result = validate([['Project title', 'Donor', 'Approved (USD)'], ['Seeds for farmers (gcp/phi/001/jpn)', 'Japan', 5], ['Fish', 'Canada', 5]])
    expect(result.row(2).drafts?.[0]?.symbol?.normalized).toBe('GCP/PHI/001/JPN')
    expect(codes(result.row(2))).toContain('warning cell.symbol-inside-text A2')
  })
  test('rows out of order are a mistake of the caller', () => {
    const rows = sheetRows(plain(1, 2))
    const mapping = proposeMapping({ table: firstTable(rows, 3), kind: 'project-contributions', rows, sheet, register })
    const validator = createValidator({ mapping, register, partnerDecisions: [] })
    const [first, second] = rows
    if (!first || !second) throw new Error('two rows expected')
    validator.push(second)
    expect(() => validator.push(first)).toThrow(RangeError)
  })
  test('partners of a sample', () => {
    const rows = sheetRows(grantList)
    const mapping = proposeMapping({ table: firstTable(rows, 14), kind: 'project-contributions', rows, sheet, register })
    const decisions = [{ text: 'NZE', from: 'symbol' as const, partnerKey: 'NZL', partnerName: 'New Zealand' }]
    expect(listMatches({ mapping, register, partnerDecisions: decisions }, rows).partners.find(({ text }) => text === 'NZE')).toMatchObject({ status: 'confirmed', rows: 1 })
  })
})

test('a word for “no number” is no identifier, so that the rows that have it are not the same project', () => {
  const result = validate([['Project id', 'Title', 'Donor', 'Approved amount (USD)'], ['S/N', 'Seeds', 'Japan', 1], ['S/N', 'Fish', 'Japan', 2], ['AB-12', 'Trees', 'Japan', 3]])
  expect([2, 3, 4].map((row) => result.row(row).drafts?.[0]?.identifier)).toEqual([null, null, 'AB-12'])
  expect([2, 3, 4].flatMap((row) => codes(result.row(row))).filter((code) => code.includes('repeated-identifier'))).toEqual([])
})

test('two columns of one money are both held back while it is asked what they measure', () => {
  const result = validate([['Project id', 'Donor', 'amountUSD', 'originalAmount', 'originalCurrency'], ['A-1', 'Japan', 100, 90, 'EUR'], ['A-2', 'Japan', 200, 180, 'EUR'], ['A-3', 'Japan', 300, 270, 'EUR']])
  expect(result.problems.map(({ code }) => code)).toContain('finding.ask.measure')
  expect(result.row(2).drafts?.[0]?.amounts).toEqual([])
  expect(codes(result.row(2))).not.toContain('annex row.no-usd')
  expect(result.controlSums.map(({ accepted }) => accepted)).toEqual(['600', '540'])
})
