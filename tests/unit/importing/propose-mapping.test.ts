import { describe, expect, test } from 'vitest'
import type { ColumnMapping } from '../../../src/shared/domain/submission.ts'
import { SubmissionMapping } from '../../../src/shared/domain/submission.ts'
import { formatMessage } from '../../../src/shared/messages/format.ts'
import { en } from '../../../src/shared/messages/en/index.ts'
import { proposeMapping, type RememberedColumn } from '../../../src/main/core/importing/map/propose-mapping.ts'
import { grantList, firstTable, register, sheet, sheetRows, type TestValue } from './sheet-rows.ts'

function propose(matrix: readonly (readonly TestValue[])[], remembered: readonly RememberedColumn[] = []) {
  const rows = sheetRows(matrix)
  const mapping = proposeMapping({ table: firstTable(rows, matrix.length), kind: 'project-contributions', rows, sheet, register, remembered })
  expect(SubmissionMapping.safeParse(mapping).success).toBe(true)
  return mapping
}
const short = ({ field, measure, currency, scale, sameMoneyAs, isCumulative }: ColumnMapping): string =>
  field === 'amount' ? [measure ?? '?', currency, scale === 1 ? '' : scale, isCumulative ? 'cumulative' : '', sameMoneyAs === undefined ? '' : `= ${sameMoneyAs}`].filter((part) => part !== '' && part !== undefined).join(' ') : field
const fields = (matrix: readonly (readonly TestValue[])[]): string[] => propose(matrix).columns.map(short)

describe('what the columns are', () => {
  test('a list of grants: identifier, partner, dates, and each money once in two currencies', () => {
    const { columns, headerRow } = propose(grantList)
    expect(headerRow).toBe(4)
    expect(columns.map(short)).toEqual([
      'identifier', 'title', 'partner', 'partner-parent', 'executing-agency', 'approval USD', 'approval PHP = 5', 'disbursement USD cumulative', 'disbursement PHP cumulative = 7',
      'start-date', 'end-date', 'revised-end-date', 'ignore', 'ignore',
    ])
    expect(columns.map(({ reason }) => reason.key).slice(12)).toEqual(['reason.target', 'reason.rate'])
    expect(columns.every(({ isConfirmed }) => !isConfirmed)).toBe(true)
  })
  test('French headers', () => {
    expect(fields([
      ['Projet', 'Descriptif', "Date d'Approbation Prévue", 'Date de Début Effective', 'Date de Fin Effective', 'Source de Financement', 'Coût du Projet (USD)', 'Engagement de GdB (USD)', 'Décaissement du GdB (milliers USD)', 'Secteur'],
      ['BDI/000001', 'Eau', '2010-11-15', '2011-01-01', '2016-12-31', 'Japon', '43578323', '5', '7', 'Eau'],
      ['BDI/000002', 'Santé', '2010-11-16', '2011-01-02', '2016-12-30', 'Canada', '43578324', '6', '8', 'Santé'],
    ])).toEqual(['identifier', 'title', 'approval-date', 'start-date', 'end-date', 'partner', '? USD', 'commitment USD', 'disbursement USD 1000 cumulative', 'sector'])
  })
  test('Spanish headers, a text column of numbers with decimal commas, day before month', () => {
    const { columns } = propose([
      ['Símbolo del proyecto', 'Título', 'Donante', 'Fecha de firma', 'Monto aprobado (USD)', 'Moneda', 'Estado'],
      ['GCP/HON/022/JPN', 'Maíz', 'Japón', '25/03/2011', '1.234.567,50', 'USD', 'Activo'], ['GCP/HON/023/CAN', 'Frijol', 'Canadá', '01/02/2011', '7.500,00', 'USD', 'Activo'],
    ])
    expect(columns.map(short)).toEqual(['identifier', 'title', 'partner', 'approval-date', 'approval USD', 'currency', 'status'])
    expect(columns[4]?.decimalMark).toBe(',')
    expect(columns[3]?.dateOrder).toBe('dmy')
  })
  test('a lone engagement is what was granted', () => {
    expect(fields([['Symbole', 'Bailleur', 'Engagement (USD)'], ['GCP/BDI/001/JPN', 'Japon', 5], ['GCP/BDI/002/JPN', 'Japon', 6]])).toEqual(['identifier', 'partner', 'approval USD'])
  })
  test('years as columns date the figures; their total would count twice', () => {
    const { columns } = propose([[null, null, { merged: 'Approved (USD 000)' }, { covered: true }, { covered: true }], ['Symbol', 'Donor', 2010, 2011, 'Total'], ['GCP/PHI/001/JPN', 'Japan', 1, 2, 3], ['GCP/PHI/002/CAN', 'Canada', 3, 4, 7]])
    expect(columns.map(short)).toEqual(['identifier', 'partner', 'approval USD 1000', 'approval USD 1000', 'ignore'])
    expect(columns[4]?.reason.key).toBe('reason.total-of-years')
  })
  test('periods in the headers: each column is an amount of its own, bare periods go on with the measure before them', () => {
    const series = [['Symbol', 'Donor', 'Delivered 2008-09 (USD 000)', '2010-11', '2012-13'], ['GCP/PHI/001/JPN', 'Japan', 1, 2, 3], ['GCP/PHI/002/CAN', 'Canada', 3, 4, 7]]
    expect(fields(series)).toEqual(['identifier', 'partner', 'delivery USD 1000', 'delivery USD 1000', 'delivery USD 1000'])
    expect(propose(series).columns[3]?.reason).toEqual({ key: 'reason.amount-continued', params: { column: 'C', header: 'Delivered 2008-09 (USD 000)', year: '2010-11' } })
    expect(fields([['Symbol', 'Donor', 'Approved 2008-09 (USD)', 'Approved 2010-11 (USD)', 'Approved 2012-13 (USD)', 'Approved (USD)'], ['GCP/PHI/001/JPN', 'Japan', 1, 2, 3, 6], ['GCP/PHI/002/CAN', 'Canada', 3, 4, 7, 14]])).toEqual(['identifier', 'partner', 'approval USD', 'approval USD', 'approval USD', 'ignore'])
  })
  test('a biennium beside its two years is their total', () => {
    const { columns } = propose([['Symbol', 'Donor', 'Delivery 2010 (USD)', 'Delivery 2011 (USD)', 'Delivery 2010-11 (USD)'], ['GCP/PHI/001/JPN', 'Japan', 1, 2, 3], ['GCP/PHI/002/CAN', 'Canada', 3, 4, 7]])
    expect(columns.map(short)).toEqual(['identifier', 'partner', 'delivery USD', 'delivery USD', 'ignore'])
    expect(columns[4]?.reason.key).toBe('reason.total-of-years')
  })
  test('amounts that look like years stay amounts under a bare year beside others, and where the header says money', () => {
    expect(fields([['Symbol', 'Donor', 2010, 2011, 2012], ['GCP/PHI/001/JPN', 'Japan', 150, 2000, 70], ['GCP/PHI/002/CAN', 'Canada', 90, 2000, 4000]])).toEqual(['identifier', 'partner', '?', '?', '?'])
    expect(fields([['Symbol', 'Donor', 'Approved (USD)'], ['GCP/PHI/001/JPN', 'Japan', 2000], ['GCP/PHI/002/CAN', 'Canada', 2010]])).toEqual(['identifier', 'partner', 'approval USD'])
  })
  test('whole amounts of five digits in a text file are no dates', () => {
    expect(fields([['Symbol', 'Donor', 'Approved amount'], ['GCP/PHI/001/JPN', 'Japan', '25000'], ['GCP/PHI/002/CAN', 'Canada', '50000']])).toEqual(['identifier', 'partner', 'approval'])
  })
  test('headers that a spreadsheet made dates', () => {
    const { columns, headerRow } = propose([['Symbol', 'Donor', 'Title', 'Approved 2008-09 (USD)', { date: '2010-11-01' }, '2012-13'], ['GCP/PHI/001/JPN', 'Japan', 'Seeds', 1, 2, 3], ['GCP/PHI/002/CAN', 'Canada', 'Fish', 3, 4, 7]])
    expect([headerRow, ...columns.map(short)]).toEqual([1, 'identifier', 'partner', 'title', 'approval USD', 'approval USD', 'approval USD'])
  })
  test('one column a field: the surest wins and the other says to which it lost', () => {
    const { columns } = propose([['Project ID', 'Project code', 'Donor', 'Partner', 'Approved amount', 'Approved budget'], ['A-1', 'X1', 'Japan', 'NGO', 5, 6], ['A-2', 'X2', 'Canada', 'NGO', 7, 8]])
    expect(columns.map(short)).toEqual(['identifier', 'ignore', 'partner', 'ignore', 'approval', 'ignore'])
    expect(columns[1]?.reason).toEqual({ key: 'reason.less-sure', params: { column: 'A', header: 'Project ID' } })
    expect(columns[5]?.reason.params['column']).toBe('E')
  })
  test('values speak where the header says nothing', () => {
    expect(fields([['Ref.', 'x', 'Ccy', 'Approved'], ['a1', 'GCP/PHI/001/JPN', 'EUR', 5], ['a1', 'GCP/PHI/002/JPN', 'USD', 6], ['a1', 'TCP/PHI/3401', 'USD', 6]])).toEqual(['ignore', 'identifier', 'currency', 'approval'])
  })
  test('numbers without a word on what they measure are left alone', () => {
    expect(fields([['Symbol', 'Donor', 'Staff', 'Approved'], ['GCP/PHI/001/JPN', 'Japan', 5, 6], ['GCP/PHI/002/JPN', 'Japan', 6, 7]])).toEqual(['identifier', 'partner', 'ignore', 'approval'])
  })
  test('an original amount with its own currency column is the same money as the USD column', () => {
    expect(fields([['id', 'srcOrganization', 'budgetYear', 'amountUSD', 'originalAmount', 'originalCurrency', 'exchangeRate'], ['p1', 'Japan', 2011, 100, 80, 'EUR', 0.8], ['p2', 'Canada', 2012, 200, 160, 'EUR', 0.8]])).toEqual(['identifier', 'partner', 'year', '? USD', '? = 3', 'currency', 'exchange-rate'])
  })
  test('currency and unit from the caption above the table', () => {
    expect(fields([['Contributions (amounts in US$ 000)'], ['Symbol', 'Donor', 'Approved'], ['GCP/PHI/001/JPN', 'Japan', 5], ['GCP/PHI/002/CAN', 'Canada', 6]])).toEqual(['identifier', 'partner', 'approval USD 1000'])
  })
  test('years that do not stand alone are no year column', () => {
    const { columns } = propose([['project_id', 'Year', 'Committed (USD)'], ['S1', '2005; 2006', 5], ['S2', ' Unplanned; 2009', 6]])
    expect(columns.map(short)).toEqual(['identifier', 'ignore', 'commitment USD'])
    expect(columns[1]?.reason.key).toBe('reason.several-years')
  })
  test('what was decided for a header before comes first, and is still only proposed', () => {
    const { columns } = propose([['Symbol', 'Donor', 'Staff', 'Approved'], ['GCP/PHI/001/JPN', 'Japan', 5, 6], ['GCP/PHI/002/JPN', 'Japan', 6, 7]], [{ header: 'STAFF', field: 'amount', measure: 'delivery', currency: 'EUR', scale: 1000 }, { header: 'Donor', field: 'ignore' }])
    expect(columns.map(short)).toEqual(['identifier', 'ignore', 'delivery EUR 1000', 'approval'])
    expect(columns[2]).toMatchObject({ reason: { key: 'reason.remembered' }, isConfirmed: false })
  })
  test('every reason has a text in both languages', () => {
    for (const { reason } of propose(grantList).columns) {
      const key = Object.keys(en).find((known): known is keyof typeof en => known === reason.key)
      expect(key).toBeDefined()
      if (key) expect([formatMessage('en', key, reason.params), formatMessage('fr', key, reason.params)].join(' ')).not.toMatch(/[{}]/)
    }
  })
})
