import { describe, expect, test } from 'vitest'
import type { SubmissionKind } from '../../../src/shared/domain/kinds.ts'
import { SubmissionMapping, type TableBlock } from '../../../src/shared/domain/submission.ts'
import { formatMessage } from '../../../src/shared/messages/format.ts'
import { en } from '../../../src/shared/messages/en/index.ts'
import { proposeMapping, type RememberedColumn } from '../../../src/main/core/importing/map/propose-mapping.ts'
import { register, sheet, sheetRows, type TestValue } from './sheet-rows.ts'

interface Given {
  readonly kind?: SubmissionKind
  readonly remembered?: readonly RememberedColumn[]
  readonly blocks?: readonly TableBlock[]
  readonly headerRow?: number
}

/** A proposal for a table whose layout is given, so that only the proposal is under test. */
function propose(matrix: readonly (readonly TestValue[])[], { kind = 'project-contributions', remembered = [], blocks, headerRow = 1 }: Given = {}) {
  const rows = sheetRows(matrix)
  const header = matrix[headerRow - 1] ?? []
  const columns = header.map((value, column) => ({ column, path: typeof value === 'string' ? value.split(' > ') : [] }))
  const table = { table: 0, columns, confidence: 1, reason: { key: 'reason.header-chosen', params: { row: headerRow } }, blocks: blocks ?? [{ firstRow: headerRow, lastRow: matrix.length, headerRow, headerRows: 1, labels: [], notes: [] }] }
  const mapping = proposeMapping({ table, kind, rows, sheet, register, remembered })
  expect(SubmissionMapping.safeParse(mapping).success).toBe(true)
  for (const { reason } of [...mapping.columns, ...mapping.sections, ...mapping.repeatedAmounts]) {
    const key = Object.keys(en).find((known): known is keyof typeof en => known === reason.key)
    expect(key, reason.key).toBeDefined()
    if (key) expect([formatMessage('en', key, reason.params), formatMessage('fr', key, reason.params)].join(' ')).not.toMatch(/[{}]/)
  }
  return mapping
}
/** The column under test stands third, after a symbol and a donor. */
const third = (header: string, values: readonly TestValue[], given: Given = {}) => propose([['Symbol', 'Donor', header], ...values.map((value, at): TestValue[] => [`GCP/PHI/00${at}/JPN`, 'Japan', value])], given).columns[2]

describe('what is asked, and only that', () => {
  test.each<[string, string, TestValue[], string[]]>([
    ['money without a measure', 'Amount (USD)', [5, 6], ['measure']],
    ['a bare currency', 'USD', [5000, 6000], ['measure']],
    ['nothing said at all', 'Amount', [5, 6], ['measure', 'currency']],
    ['measure and currency said', 'Approved (USD)', [5, 6], []],
    ['a currency that nobody names', 'Approved', [5, 6], ['currency']],
    ['the cells name the currency', 'Approved', ['USD 5', 'EUR 6'], []],
    ['one cell names none', 'Approved', ['USD 5', '6'], ['currency']],
    ['a mark that reads both ways', 'Approved (USD)', ['1,234', '5,678'], ['decimal-mark']],
    ['a mark that one cell decides', 'Approved (USD)', ['1,234', '12.50'], []],
    ['dates that read both ways', 'Approval date', ['03/04/2010', '05/06/2010'], ['date-order']],
    ['dates that one cell decides', 'Approval date', ['03/04/2010', '13/06/2010'], []],
    ['a span that may be anything', 'Year', ['2010-11', '2010-11'], ['span-meaning']],
    ['a span that its header explains', 'Biennium', ['2010-11', '2010-11'], []],
    ['spans that explain each other', 'Year', ['2010-11', '2012-13'], []],
    ['a span in the header', 'Approved 2010-11 (USD)', [5, 6], ['span-meaning']],
    ['a biennium in the header', 'Approved, biennium 2010-11 (USD)', [5, 6], []],
    ['nothing of a column that is ignored', 'Utilization rate', ['1,234', '5,678'], []],
    ['nothing of an empty column', 'Amount', [null, null], []],
  ])('%s', (_, header, values, asks) => expect(third(header, values)?.asks ?? []).toEqual(asks))

  test('the window suggests no meaning for what is asked, and no measure', () => {
    expect(third('Amount (USD)', [5, 6])).toMatchObject({ field: 'amount', currency: 'USD' })
    expect(third('Amount (USD)', [5, 6])?.measure).toBeUndefined()
    expect(third('Year', ['2010-11', '2010-11'])?.spanMeaning).toBeUndefined()
    expect(third('Year', ['2010-11', '2012-13'])?.spanMeaning).toBe('biennium')
  })
  test('a kind whose amounts measure one thing asks nothing', () => expect(third('USD', [5000, 6000], { kind: 'in-kind' })).toMatchObject({ measure: 'in-kind', reason: { key: 'reason.amount-kind' } }))
  test('a currency column answers for all', () => {
    const { columns } = propose([['Symbol', 'Approved', 'Currency'], ['GCP/PHI/001/JPN', 5, 'EUR'], ['GCP/PHI/002/JPN', 6, 'USD']])
    expect(columns[1]?.asks).toBeUndefined()
  })
  test('a caption says the measure and the unit', () => {
    const { columns } = propose([['Contributions received (US$ 000)'], ['Symbol', 'Donor', 'Amount'], ['GCP/PHI/001/JPN', 'Japan', 5], ['GCP/PHI/002/CAN', 'Canada', 6]], { headerRow: 2 })
    expect(columns[2]).toMatchObject({ measure: 'receipt', currency: 'USD', scale: 1000, reason: { key: 'reason.amount-caption' } })
    expect(columns[2]?.asks).toBeUndefined()
  })
  test('what was answered before is not asked again', () => {
    const known = third('Amount', ['1,234', '5,678'], { remembered: [{ header: 'Amount', field: 'amount', measure: 'pledge', currency: 'EUR', decimalMark: ',' }] })
    expect(known).toMatchObject({ measure: 'pledge', currency: 'EUR', decimalMark: ',' })
    expect(known?.asks).toBeUndefined()
  })
  test('the unit of ten thousand is named, not guessed', () => expect(third('金额（万美元）', [5, 6])).toMatchObject({ field: 'ignore', reason: { key: 'reason.odd-scale' } }))
})

describe('how a table is built', () => {
  test('partners as columns: each its own money', () => {
    const { columns } = propose([['Symbol', 'Title', 'Approved (USD) > Japan', 'Approved (USD) > Canada'], ['GCP/PHI/001/MUL', 'Rice', 5, 6], ['GCP/PHI/002/MUL', 'Fish', 7, null]])
    expect(columns.slice(2).map(({ field, measure, currency, partnerText }) => [field, measure, currency, partnerText])).toEqual([['amount', 'approval', 'USD', 'Japan'], ['amount', 'approval', 'USD', 'Canada']])
  })
  test('partners over bare figures ask for the measure', () => {
    const { columns } = propose([['Symbol', 'Title', 'Japan', 'Canada (USD)'], ['GCP/PHI/001/MUL', 'Rice', 5, 6], ['GCP/PHI/002/MUL', 'Fish', 7, 8]])
    expect(columns.slice(2).map(({ partnerText, asks }) => [partnerText, asks])).toEqual([['Japan', ['measure', 'currency']], ['Canada', ['measure']]])
  })
  test('one partner in a header is a column of that name and nothing more', () => expect(propose([['Symbol', 'Title', 'Japan'], ['GCP/PHI/001/MUL', 'Rice', 5], ['GCP/PHI/002/MUL', 'Fish', 7]]).columns[2]?.partnerText).toBeUndefined())

  const labelled = (labels: readonly string[]): Given => ({
    blocks: labels.map((text, at) => ({ firstRow: at * 4 + 1, lastRow: at * 4 + 4, headerRow: at * 4 + 2, headerRows: 1, labels: [{ row: at * 4 + 1, column: 0, text, level: 0 }], notes: [] })), headerRow: 2,
  })
  const reports = (labels: readonly string[], header: readonly string[]): TestValue[][] => labels.flatMap((label, at): TestValue[][] => [[label], [...header], [`A-${at}1`, 'Rice', 5], [`A-${at}2`, 'Fish', 6]])
  test.each<[string, string[], string[], string]>([
    ['countries', ['Philippines', 'Burundi', 'Italie'], ['Project ID', 'Title', 'Approved (USD)'], 'country reason.section-countries'],
    ['partners where a column says the country', ['Honduras', 'Japan'], ['Project ID', 'Country', 'Approved (USD)'], 'partner reason.section-partners'],
    ['partners', ['Japan', 'Norway'], ['Project ID', 'Title', 'Approved (USD)'], 'partner reason.section-partners'],
    ['what a label says itself', ['Donor: Somebody', 'Donor: Somebody else'], ['Project ID', 'Title', 'Approved (USD)'], 'partner reason.section-said'],
    ['anything else', ['Component 1', 'Component 2'], ['Project ID', 'Title', 'Approved (USD)'], 'ignore reason.section-unknown'],
  ])('rows of their own: %s', (_, labels, header, expected) => {
    const { sections } = propose(reports(labels, header), labelled(labels))
    expect(sections.map(({ level, field, reason }) => `${level} ${field} ${reason.key}`)).toEqual([`0 ${expected}`])
  })

  const grouped = (donors: readonly TestValue[]): TestValue[][] => [['Donor', 'Symbol', 'Approved (USD)'], ...donors.map((donor, at): TestValue[] => [donor, `GCP/PHI/${100 + at}/JPN`, 5 + at])]
  test.each<[string, TestValue[], boolean]>([
    ['written once a group', ['Japan', null, null, 'Canada', null, 'Norway', null, null], true],
    ['merged over its rows', [{ merged: 'Japan' }, { covered: true }, { covered: true }, 'Canada'], true],
    ['a value that is written again shows that blanks are blanks', ['Japan', 'Japan', null, 'Canada', null, 'Norway', null, null], false],
    ['a block cannot begin with a blank', [null, 'Japan', null, 'Canada', null, 'Norway', null], false],
    ['a blank here and there is missing', ['Japan', 'Canada', 'Norway', null, 'Germany', 'Japan', 'Canada', 'Norway', null, 'Australia'], false],
  ])('“same as above”: %s', (_, donors, isFilled) => expect(propose(grouped(donors)).columns[0]?.isFilledDown ?? false).toBe(isFilled))
  test('a gap in a column that does not lead is a gap', () => {
    const { columns } = propose([['Symbol', 'Donor', 'Approved (USD)'], ...['Japan', null, null, 'Canada', null, 'Norway', null, null].map((donor, at): TestValue[] => [`GCP/PHI/${100 + at}/JPN`, donor, 5])])
    expect(columns[1]?.isFilledDown).toBeUndefined()
  })

  const placed = (...rows: readonly (readonly [string, string, number])[]): TestValue[][] => [['Symbol', 'Province', 'Approved (USD)'], ...rows.map((row): TestValue[] => [...row])]
  const three = (figure: (project: number, place: number) => number): TestValue[][] => placed(...[1, 2, 3].flatMap((project) => [1, 2].map((place): [string, string, number] => [`GCP/PHI/00${project}/JPN`, `Place ${project}${place}`, figure(project, place)])))
  test('one figure in every place of three projects is one amount', () => expect(propose(three((project) => project * 100)).repeatedAmounts).toMatchObject([{ column: 2, projects: 3, rows: 6, isOneAmount: true, firstRows: [2, 4, 6] }]))
  test('one project is too few to be sure: asked', () => expect(propose(placed(['GCP/PHI/001/JPN', 'North', 5], ['GCP/PHI/001/JPN', 'South', 5], ['GCP/PHI/002/JPN', 'North', 7])).repeatedAmounts).toMatchObject([{ projects: 1, rows: 2, isOneAmount: null }]))
  test('figures that differ are amounts of their own', () => expect(propose(three((project, place) => project * 100 + place)).repeatedAmounts).toEqual([]))
  test('mostly different figures, one repeated by chance', () => expect(propose(three((project, place) => (project === 1 ? 100 : project * 100 + place))).repeatedAmounts).toMatchObject([{ isOneAmount: false }]))
  test('rows that are equal throughout are duplicates, not places', () => expect(propose(placed(['GCP/PHI/001/JPN', 'North', 5], ['GCP/PHI/001/JPN', 'North', 5])).repeatedAmounts).toEqual([]))
  test('a figure a year is an amount a year', () => expect(propose([['Symbol', 'Year', 'Approved (USD)'], ['GCP/PHI/001/JPN', 2010, 5], ['GCP/PHI/001/JPN', 2011, 5]]).repeatedAmounts).toEqual([]))
})

describe('which of several columns', () => {
  test('the one that holds symbols is the identifier', () => {
    const { columns } = propose([['Project ID', 'Funding Organization Id', 'Approved (USD)'], ['871', 'GCP /HON/022/SPA', 5], ['872', 'S/N', 6], ['873', 'TCP/HON/3201', 7]])
    expect(columns.map(({ field }) => field)).toEqual(['ignore', 'identifier', 'amount'])
  })
  test('a date as it came goes before a planned one', () => expect(propose([['Symbol', 'Date de début prévue', 'Date de début effective'], ['GCP/BDI/001/JPN', '2010-01-13', '2010-02-13'], ['GCP/BDI/002/JPN', '2010-01-14', '2010-02-14']]).columns.map(({ field }) => field)).toEqual(['identifier', 'ignore', 'start-date']))
  test('a name that stands twice is told apart by its place', () => {
    const remembered: RememberedColumn[] = [{ header: 'Org', field: 'partner' }, { header: 'Org', field: 'implementing-agency' }]
    expect(propose([['Symbol', 'Org', 'Org'], ['GCP/PHI/001/JPN', 'Japan', 'FAO'], ['GCP/PHI/002/JPN', 'Canada', 'FAO']], { remembered }).columns.map(({ field }) => field)).toEqual(['identifier', 'partner', 'implementing-agency'])
  })
  test('several partners in a cell are parted', () => expect(propose([['Symbol', 'Funding source'], ['GCP/PHI/001/MUL', 'Japan; Canada'], ['GCP/PHI/002/JPN', 'Japan']]).columns[1]?.listSeparator).toBe(';'))
  test('months as columns, and their year as their total', () => {
    const { columns } = propose([['Symbol', 'Delivery (USD) > 2010-01', 'Delivery (USD) > 2010-10', 'Delivery (USD) > 2010-11', 'Delivery (USD) > 2010'], ['GCP/PHI/001/JPN', 1, 2, 3, 6], ['GCP/PHI/002/JPN', 1, 2, 3, 6]], { kind: 'approvals-delivery' })
    expect(columns.map(({ field, reason }) => (field === 'ignore' ? reason.key : field))).toEqual(['identifier', 'amount', 'amount', 'amount', 'reason.total-of-years'])
  })
  test('needs, means and gaps are measures where the kind has them, and none of a list of contributions', () => {
    const table: TestValue[][] = [['Sector', 'Original requirements USD', 'Revised requirements USD', 'Funding USD', 'Unmet requirements USD', '% covered'], ['Food', 5, 6, 4, 2, '67%'], ['Seeds', 50, 60, 40, 20, '67%']]
    expect(propose(table, { kind: 'requirements' }).columns.map(({ field, measure }) => measure ?? field)).toEqual(['sector', 'ignore', 'requirement', 'available', 'gap', 'ignore'])
    expect(propose(table).columns[2]).toMatchObject({ field: 'ignore', reason: { key: 'reason.requirement' } })
  })
  test('a template says what its columns are, whatever they are called now', () => {
    const { columns } = propose([['rmms:v1:receipts partner', 'amount:receipt:EUR'], ['Wer', 'Wieviel'], ['Japan', 5], ['Canada', 6]], { kind: 'receipts', headerRow: 2 })
    expect(columns.map(({ field, measure, currency, reason, asks }) => [field, measure, currency, reason.key, asks])).toEqual([['partner', undefined, undefined, 'reason.template-tag', undefined], ['amount', 'receipt', 'EUR', 'reason.template-tag', undefined]])
  })
})
