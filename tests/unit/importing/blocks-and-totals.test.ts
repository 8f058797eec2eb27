import { describe, expect, test } from 'vitest'
import type { SubmissionKind } from '../../../src/shared/domain/kinds.ts'
import { mappingVersion, RecordDraft, type ColumnMapping, type SubmissionMapping, type TableBlock } from '../../../src/shared/domain/submission.ts'
import { createValidator } from '../../../src/main/core/importing/validate/create-validator.ts'
import { summedRows } from '../../../src/main/core/importing/validate/total-formula.ts'
import { totalLabel } from '../../../src/main/core/importing/validate/row-kind.ts'
import { register, sheetRows, type TestValue } from './sheet-rows.ts'
import type { SheetRow } from '../../../src/shared/domain/sheet.ts'

type Matrix = readonly (readonly TestValue[])[]
type ColumnInput = Partial<ColumnMapping> & Pick<ColumnMapping, 'field'>

const reason = { key: 'reason.decided', params: {} }
const block = (firstRow: number, lastRow: number | null, headerRow: number, more: Partial<TableBlock> = {}): TableBlock => ({ firstRow, lastRow, headerRow, headerRows: headerRow === 0 ? 0 : 1, labels: [], notes: [], ...more })
const label = (row: number, text: string, level = 0, column = 0) => ({ row, column, text, level })
const section = (level: number, field: SubmissionMapping['sections'][number]['field']) => ({ level, field, confidence: 1, reason, isConfirmed: true, samples: [] })

/** Symbol, title, partner and dollars, unless the columns say otherwise. */
const usual: readonly ColumnInput[] = [{ field: 'identifier', header: 'Symbol' }, { field: 'title', header: 'Title' }, { field: 'partner', header: 'Donor' }, { field: 'amount', header: 'Approved 2010 (USD)', measure: 'approval', currency: 'USD' }]

function mappingOf(blocks: readonly TableBlock[], { columns = usual, kind = 'project-contributions', ...more }: Omit<Partial<SubmissionMapping>, 'columns'> & { readonly columns?: readonly ColumnInput[]; readonly kind?: SubmissionKind } = {}): SubmissionMapping {
  return {
    version: mappingVersion, kind, sheetIndex: 0, sheetName: 'S', table: 0, blocks: [...blocks], sections: [], headerRow: blocks[0]?.headerRow ?? 0, headerRows: blocks[0]?.headerRows ?? 0, repeatedAmounts: [], constants: {},
    columns: columns.map((column, index) => ({ column: index, header: column.field, confidence: 1, reason, isConfirmed: true, samples: [], ...column })), ...more,
  }
}
function run(matrix: Matrix, mapping: SubmissionMapping, edit: (rows: SheetRow[]) => SheetRow[] = (rows) => rows) {
  const validator = createValidator({ mapping, register, partnerDecisions: [] })
  const rows = edit(sheetRows(matrix)).map((row) => validator.push(row))
  const summary = validator.finish(matrix.length)
  const { read, ...kinds } = summary.accounting
  expect(Object.values(kinds).reduce((sum, count) => sum + count, 0)).toBe(read)
  return { ...summary, rows, kinds: rows.map(({ kind }) => kind), of: (row: number) => rows.find((one) => one.row === row) }
}
const codes = (problems: readonly { readonly code: string }[] | undefined): string[] => (problems ?? []).map(({ code }) => code.replace('finding.', ''))
const project = (number: number, amount: TestValue): readonly TestValue[] => [`GCP/PHI/00${number}/JPN`, `Project ${number}`, 'Japan', amount]
const header: readonly TestValue[] = ['Symbol', 'Title', 'Donor', 'Approved 2010 (USD)']
/** A formula with its saved value. */
const withFormula = (row: number, column: number, formula: string) => (rows: SheetRow[]): SheetRow[] => rows.map((one) => (one.row === row ? { ...one, cells: one.cells.map((cell) => (cell.column === column ? { ...cell, formula } : cell)) } : one))

describe('blocks', () => {
  const matrix: Matrix = [['Report of the office'], ['Philippines'], header, project(1, 5), ['Enter one project a row'], project(2, 7), [], ['Second half, printed apart'], ['Honduras'], header, project(3, 11), ['* Provisional'], ['Another table'], ['a', 'b']]
  const mapping = mappingOf([block(2, 6, 3, { labels: [label(2, 'Philippines')], notes: [{ row: 5, kind: 'instruction' }] }), block(9, 12, 10, { labels: [label(9, 'Honduras')], notes: [{ row: 12, kind: 'footnote' }] })], { sections: [section(0, 'country')] })
  const result = run(matrix, mapping)
  test('every row is what the layout says, each once', () => {
    expect(result.kinds).toEqual(['above', 'label', 'header', 'accepted', 'note', 'accepted', 'elsewhere', 'label', 'header', 'accepted', 'note', 'elsewhere', 'elsewhere'])
    expect(result.accounting).toMatchObject({ read: 14, above: 1, label: 2, header: 2, note: 2, blank: 1, elsewhere: 3, accepted: 3, rejected: 0 })
  })
  test('a label fills its field for the rows below, up to the next of its level', () => {
    expect([4, 6, 11].map((row) => result.of(row)?.drafts?.[0]?.countryText)).toEqual(['Philippines', 'Philippines', 'Honduras'])
    expect([4, 6, 11].map((row) => result.of(row)?.drafts?.[0]?.countryKey)).toEqual(['PHL', 'PHL', 'HND'])
  })
  test('a cell of the row goes before the label; levels nest; a prefix that names the column is left out', () => {
    const columns: readonly ColumnInput[] = [{ field: 'title', header: 'Title' }, { field: 'partner', header: 'Donor' }, { field: 'amount', header: 'USD', measure: 'approval', currency: 'USD' }]
    const nested = run(
      [['Title', 'Donor', 'USD'], ['Country: Honduras'], ['Japan'], ['A', null, 1], ['Canada'], ['B', 'Norway', 2], ['C', null, 3], ['Philippines'], ['D', 'Japan', 4]],
      mappingOf([block(1, null, 1, { labels: [label(2, 'Country: Honduras'), label(3, 'Japan', 1), label(5, 'Canada', 1), label(8, 'Philippines')] })], { columns, sections: [section(0, 'country'), section(1, 'partner')] }),
    )
    const drafts = nested.rows.flatMap(({ drafts: found = [] }) => found.map(({ title, partnerKey, countryKey }) => [title, partnerKey, countryKey]))
    expect(drafts).toEqual([['A', 'JPN', 'HND'], ['B', 'NOR', 'HND'], ['C', 'CAN', 'HND'], ['D', 'JPN', 'PHL']])
  })
  test('a block that follows at once without a label of its own goes on; one further down does not', () => {
    const labels = [label(1, 'Honduras')]
    const near = run([['Honduras'], header, project(1, 1), header, project(2, 2)], mappingOf([block(1, 3, 2, { labels }), block(4, 5, 4)], { sections: [section(0, 'country')] }))
    const far = run([['Honduras'], header, project(1, 1), [], ['Something else'], header, project(2, 2)], mappingOf([block(1, 3, 2, { labels }), block(6, 7, 6)], { sections: [section(0, 'country')] }))
    expect([near.of(5)?.drafts?.[0]?.countryText, far.of(7)?.drafts?.[0]?.countryText]).toEqual(['Honduras', null])
  })
  test('labels and headers beyond the rows that the layout was found from are still known', () => {
    const late = run([['Honduras'], header, project(1, 1), ['Philippines'], ['SYMBOL', 'Title ', 'Donor', 'Approved 2010 (USD)'], project(2, 2)], mappingOf([block(1, null, 2, { labels: [label(1, 'Honduras')] })], { sections: [section(0, 'country')] }))
    expect(late.kinds).toEqual(['label', 'header', 'accepted', 'label', 'header', 'accepted'])
    expect(late.of(6)?.drafts?.[0]?.countryText).toBe('Philippines')
  })
  test('columns of a table beside this one are none of its business', () => {
    const beside = run([[...header, null, 'Office', 'Cash'], [...project(1, 1), null, 'Rome', 900_000], [null, null, null, null, null, 'Accra', 800_000], project(2, 2)], mappingOf([block(1, null, 1)], { otherColumns: [5, 6] }))
    expect(beside.kinds).toEqual(['header', 'accepted', 'elsewhere', 'accepted'])
    expect(beside.problems).toEqual([])
  })
  test('blanks mean the value above only where the mapping says so, within the block, and never money', () => {
    const columns: readonly ColumnInput[] = [{ field: 'country', isFilledDown: true }, { field: 'partner', isFilledDown: true }, { field: 'title' }, { field: 'amount', header: '2010 (USD)', measure: 'approval', currency: 'USD', isFilledDown: true }]
    const filled = run([['c', 'p', 't', 'a'], ['Honduras', 'Japan', 'A', 1], [null, null, 'B', null], ['Philippines', null, 'C', 3], ['c', 'p', 't', 'a'], [null, null, 'D', 4]], mappingOf([block(1, 4, 1), block(5, 6, 5)], { columns }))
    expect([2, 3, 4, 6].map((row) => filled.of(row)?.drafts?.[0]).map((draft) => [draft?.countryKey, draft?.partnerText, draft?.amounts[0]?.original])).toEqual([['HND', 'Japan', '1'], ['HND', 'Japan', null], ['PHL', null, '3'], [null, null, '4']])
  })
})

describe('words of a total', () => {
  const isTotal = (text: string): boolean => totalLabel([{ column: 1, type: 'text', raw: text, text }, { column: 3, type: 'number', raw: '5', text: '5' }], (column) => usual[column]?.field ?? 'ignore') !== null
  test('in six languages, alone and with a name', () => {
    for (const text of [
      'Total', 'TOTAL JAPAN', 'Grand total', 'GRAND TOTAL:', 'Subtotal', 'Sub-total Africa', 'Sub total', 'Total général', 'Sous-total', 'Sous total Burundi', 'Total Généraux', 'Ensemble', 'Somme', 'Suma', 'Suma total', 'Total general', 'Subtotales', 'Importe total',
      'Total geral', 'Soma', 'Totais', 'الإجمالي', 'إجمالي', 'اجمالي', 'المجموع', 'مجموع', 'المجموع الفرعي', 'المجموع الكلي', '总计', '合计', '小计', '總計', '合計：', 'Japan total', 'Japan – Total', '** TOTAL **'.slice(1), 'Overall total', 'Montant total',
    ]) expect(isTotal(text), text).toBe(true)
  })
  test('not in the middle of what people call their projects', () => {
    for (const text of ['Totalitarian regimes', 'Improving total yields of rice', 'Summary of results', 'Sumatra coffee', 'Ensemble pour le Sahel', 'Somali livestock', 'Totonicapán water supply', '会计 reform']) expect(isTotal(text), text).toBe(false)
    const titled = totalLabel(sheetRows([['GCP/PHI/001/JPN', 'Total quality of fish', 'Japan', 5]])[0]?.cells ?? [], (column) => usual[column]?.field ?? 'ignore')
    expect(titled).toBeNull()
  })
})

describe('totals as control sums', () => {
  const checks = (result: ReturnType<typeof run>) => result.controlSums[0]?.totals.map(({ row, from, to, printed, summed, difference }) => [row, from, to, printed, summed, difference])
  test('groups, the block and the table, each with the rows it sums', () => {
    const result = run(
      [header, project(1, 5), project(2, 6), [null, 'Subtotal', null, 11], project(3, 7), [null, 'Subtotal', null, 8], [null, 'Total', null, 18], header, project(4, 100), [null, 'Total', null, 100], [null, 'Grand total', null, 118]],
      mappingOf([block(1, 7, 1), block(8, 11, 8)]),
    )
    expect(checks(result)).toEqual([[4, 2, 3, '11', '11', '0'], [6, 5, 5, '8', '7', '1'], [7, 2, 5, '18', '18', '0'], [10, 9, 9, '100', '100', '0'], [11, 2, 9, '118', '118', '0']])
    expect(result.controlSums[0]).toMatchObject({ sheet: '118', accepted: '118', totalRows: '255', totalCount: 5, totalsDiffering: 1 })
    expect(codes(result.of(6)?.problems)).toEqual(['row.total-label', 'row.total-differs'])
    expect(result.of(6)?.problems[1]?.params).toEqual({ address: 'D6', text: 'Subtotal', printed: '8', summed: '7', difference: '1', from: 5, to: 5 })
  })
  test('a grand total may sum the printed subtotals, right or wrong', () => {
    const result = run([header, project(1, 5), [null, 'Subtotal', null, 50], project(2, 7), [null, 'Subtotal', null, 70], [null, 'Total', null, 120]], mappingOf([block(1, null, 1)]))
    expect(checks(result)?.[2]).toEqual([6, 2, 4, '120', '120', '0'])
    expect(result.controlSums[0]?.totalsDiffering).toBe(2)
  })
  test('rejected rows belong to what a total sums; the noise of binary fractions is no difference', () => {
    const result = run([header, project(1, { number: '0.1' }), [null, null, null, { number: '0.2' }], [null, 'Total', null, { number: '0.30000000000000004' }]], mappingOf([block(1, null, 1)]))
    expect(result.kinds).toEqual(['header', 'accepted', 'rejected', 'total'])
    expect(checks(result)).toEqual([[4, 2, 3, '0.30000000000000004', '0.3', '0']])
  })
  test('a row of formulas over the rows above is a total without a word, also one that leaves rows out', () => {
    const result = run([header, project(1, 5), project(2, 6), project(3, 7), [null, null, null, 13]], mappingOf([block(1, null, 1)]), withFormula(5, 3, 'SUM(D3:D4)'))
    expect(codes(result.of(5)?.problems)).toEqual(['row.total-formula', 'row.total-range'])
    expect(result.of(5)?.problems[1]?.params).toMatchObject({ first: 3, last: 4, from: 2, to: 4, printed: '13', summed: '18', difference: '-5' })
  })
  test('sums across the columns of a row, products and ranges that hold the row itself are no totals', () => {
    for (const [text, from, to] of [['SUM(D2:D9)', 2, 9], ['SUBTOTAL(9,$D$2:$D$9)', 2, 9], ['+D2+D5', 2, 5], ['=SUM(D2:D4;D7)', 2, 7], ['SUM(D12:D20)', 12, 20]] as const) expect(summedRows(text, 3, 10), text).toEqual({ from, to })
    for (const text of ['SUM(E10:H10)', 'D2*1.13', 'SUM(D2:E9)', 'SUM(D2:D12)', 'AVERAGE(D2:D9)', 'Sheet2!D4', 'SUM(Sheet2!D2:D9)']) expect(summedRows(text, 3, 10), text).toBeNull()
    const identified = run([header, project(1, 5), project(2, 6), project(3, 11)], mappingOf([block(1, null, 1)]), withFormula(4, 3, 'SUM(D2:D3)'))
    expect(identified.of(4)?.kind).toBe('accepted')
  })
  test('a row under one text that is exactly the sum of at least two rows is a total', () => {
    const result = run([header, project(1, 5), project(2, 6), [null, 'Japan, all', null, 11], project(3, 4), [null, 'Small grants', null, 4]], mappingOf([block(1, null, 1)]))
    expect(result.kinds).toEqual(['header', 'accepted', 'accepted', 'total', 'accepted', 'accepted'])
    expect(codes(result.of(4)?.problems)).toEqual(['row.total-equal'])
  })
  test('figures in the row of a label are the totals of its group', () => {
    const result = run([header, ['Japan', null, null, 11], project(1, 5), project(2, 6), ['Canada', null, null, 9], project(3, 8)], mappingOf([block(1, null, 1, { labels: [label(2, 'Japan'), label(5, 'Canada')] })], { sections: [section(0, 'ignore')] }))
    expect(checks(result)).toEqual([[2, 3, 4, '11', '11', '0'], [5, 6, 6, '9', '8', '1']])
    expect(codes(result.problems)).toEqual(['row.total-differs'])
    expect(result.accounting).toMatchObject({ total: 2, label: 0, accepted: 3 })
  })
  test('a total on top of its rows waits for them', () => {
    const result = run([header, [null, 'TOTAL', null, 11], project(1, 5), project(2, 6)], mappingOf([block(1, null, 1)]))
    expect(checks(result)).toEqual([[2, 3, 4, '11', '11', '0']])
  })
  test('a total that cannot be read is said, and no sum is made of it', () => {
    const result = run([header, project(1, 5), [null, 'Total', null, { error: '#REF!' }]], mappingOf([block(1, null, 1)]))
    expect(checks(result)).toEqual([[3, 2, 2, null, '5', null]])
    expect(result.controlSums[0]).toMatchObject({ totalsDiffering: 1, totalRows: '0' })
  })
})

describe('money that stands in several rows or is crossed out', () => {
  const repeated = (isOneAmount: boolean | null) => [{ column: 3, projects: 1, rows: 2, firstRows: [2], isOneAmount, reason }]
  const rows: Matrix = [header, project(1, 50), project(1, 50), project(1, 60), project(2, 50), [null, 'Total', null, 160]]
  test('one amount counts once, in its first row; the control sums show the others apart', () => {
    const result = run(rows, mappingOf([block(1, null, 1)], { repeatedAmounts: repeated(true) }))
    expect([2, 3, 4, 5].map((row) => result.of(row)?.drafts?.[0]?.amounts[0]?.original)).toEqual(['50', null, '60', '50'])
    expect(codes(result.of(3)?.problems)).toEqual(['cell.repeated-amount'])
    expect(result.controlSums[0]).toMatchObject({ sheet: '160', accepted: '160', repeated: '50', totalsDiffering: 0 })
  })
  test('one each counts each; a printed total may still count it once', () => {
    const result = run(rows, mappingOf([block(1, null, 1)], { repeatedAmounts: repeated(false) }))
    expect(result.controlSums[0]).toMatchObject({ sheet: '210', totalsDiffering: 1 })
    expect(result.controlSums[0]?.repeated).toBeUndefined()
  })
  test('nobody has said: the question is an error of the file', () => {
    const result = run(rows, mappingOf([block(1, null, 1)], { repeatedAmounts: repeated(null) }))
    expect(result.problems.map(({ severity, code }) => `${severity} ${code}`)).toContain('error finding.ask.repeated')
  })
  test('the same money in a second currency repeats with it', () => {
    const columns: readonly ColumnInput[] = [...usual, { field: 'amount', header: 'Approved 2010 (EUR)', measure: 'approval', currency: 'EUR', sameMoneyAs: 3 }]
    const result = run([[...header, 'EUR'], [...project(1, 50), 40], [...project(1, 50), 41]], mappingOf([block(1, null, 1)], { columns, repeatedAmounts: repeated(true) }))
    expect(result.of(3)?.drafts?.[0]?.amounts).toMatchObject([{ state: 'not-reported', original: null }])
  })
  test('a struck-through amount is neither taken nor lost', () => {
    const result = run([header, project(1, 5), project(2, 7)], mappingOf([block(1, null, 1)]), (all) => all.map((row) => (row.row === 3 ? { ...row, cells: row.cells.map((cell) => (cell.column === 3 ? { ...cell, isStruck: true as const } : cell)) } : row)))
    expect(result.kinds).toEqual(['header', 'accepted', 'rejected'])
    expect(codes(result.of(3)?.problems)).toEqual(['cell.struck-amount'])
    expect(result.controlSums[0]).toMatchObject({ sheet: '12', accepted: '5', rejected: '7' })
  })
})

describe('columns as a person settled them', () => {
  test('open questions of columns are errors of the file; money without a measure is summed and not drafted', () => {
    const columns: readonly ColumnInput[] = [...usual, { field: 'amount', header: 'Amount', asks: ['measure', 'currency'] }, { field: 'ignore', asks: ['date-order'] }]
    const result = run([[...header, 'Amount', 'x'], [...project(1, 5), 77, 'y']], mappingOf([block(1, null, 1)], { columns }))
    expect(codes(result.problems)).toEqual(['ask.measure', 'ask.currency'])
    expect(result.of(2)?.drafts?.[0]?.amounts.map(({ original }) => original)).toEqual(['5'])
    expect(result.controlSums[1]).toMatchObject({ accepted: '77' })
  })
  test('a period set by a person goes before the header, none before all', () => {
    const period = { start: '2008-01-01', end: '2009-12-31', precision: 'biennium' as const }
    const columns: readonly ColumnInput[] = [{ field: 'identifier' }, { field: 'year' }, { field: 'amount', header: '2010 (USD)', measure: 'approval', currency: 'USD', period }, { field: 'amount', header: '2011 (USD)', measure: 'approval', currency: 'USD', period: null }]
    expect(run([['s', 'y', 'a', 'b'], ['GCP/PHI/001/JPN', 2012, 1, 2]], mappingOf([block(1, null, 1)], { columns })).of(2)?.drafts?.[0]?.amounts.map((amount) => amount.period)).toEqual([period, { start: null, end: null, precision: 'none' }])
  })
  test.each([['biennium', 'biennium', '2010-01-01'], ['fiscal-year', 'none', '2010-01-01'], ['month', 'month', '2010-11-01']] as const)('2010-11 as %s, in a header and in a cell', (spanMeaning, precision, start) => {
    const columns: readonly ColumnInput[] = [{ field: 'identifier' }, { field: 'amount', header: 'Approved 2010-11 (USD)', measure: 'approval', currency: 'USD', spanMeaning }]
    expect(run([['s', 'a'], ['GCP/PHI/001/JPN', 1]], mappingOf([block(1, null, 1)], { columns })).of(2)?.drafts?.[0]?.amounts[0]?.period).toMatchObject({ precision, start })
    const inCells: readonly ColumnInput[] = [{ field: 'identifier' }, { field: 'year', spanMeaning }, { field: 'amount', header: 'Approved (USD)', measure: 'approval', currency: 'USD' }]
    expect(run([['s', 'y', 'a'], ['GCP/PHI/001/JPN', '2010-11', 1]], mappingOf([block(1, null, 1)], { columns: inCells })).of(2)?.drafts?.[0]?.amounts[0]?.period).toMatchObject({ precision, start })
  })
  test('partners as columns give a draft for each that has a figure', () => {
    const columns: readonly ColumnInput[] = [{ field: 'identifier' }, { field: 'title' }, ...['Japan', 'Canada', 'Norway'].map((partnerText) => ({ field: 'amount', header: partnerText, partnerText, measure: 'approval', currency: 'USD' }) as const)]
    const result = run([['s', 't', 'Japan', 'Canada', 'Norway'], ['A-1', 'x', 1, null, 3], ['A-2', 'y', null, null, null]], mappingOf([block(1, null, 1)], { columns }))
    expect(result.of(2)?.drafts?.map(({ partnerKey, amounts }) => [partnerKey, amounts[0]?.original])).toEqual([['JPN', '1'], ['NOR', '3']])
    expect(codes(result.of(3)?.problems)).toEqual(['row.no-partner-figure'])
    expect(result.partners.map(({ partnerKey, rows }) => [partnerKey, rows])).toEqual([['JPN', 1], ['NOR', 1]])
  })
})

describe('other kinds of contributions', () => {
  const dated = (kind: SubmissionKind, field: ColumnInput['field'], value: TestValue, more: readonly TestValue[] = [], fields: readonly ColumnInput[] = []) =>
    run([['s', 'd', 'a'], ['GCP/PHI/001/JPN', value, 5, ...more]], mappingOf([block(1, null, 1)], { kind, columns: [{ field: 'identifier' }, { field }, { field: 'amount', header: 'Amount (USD)', measure: kind === 'receipts' ? 'receipt' : kind === 'pipeline' ? 'pipeline' : kind === 'in-kind' ? 'in-kind' : 'delivery', currency: 'USD' }, ...fields] })).of(2)
  test('are dated by the month, the receipt or the expected date', () => {
    expect(dated('approvals-delivery', 'month', '2011-03')?.drafts?.[0]?.amounts[0]).toMatchObject({ measure: 'delivery', period: { start: '2011-03-01', precision: 'month' } })
    expect(dated('approvals-delivery', 'month', 'March', [2011], [{ field: 'year' }])?.drafts?.[0]?.amounts[0]?.period.start).toBe('2011-03-01')
    expect(dated('approvals-delivery', 'month', 3, [2011], [{ field: 'year' }])?.drafts?.[0]?.amounts[0]?.period.start).toBe('2011-03-01')
    expect(codes(dated('approvals-delivery', 'month', 'soon')?.problems)).toEqual(['cell.unreadable-date', 'row.no-date'])
    expect(dated('receipts', 'receipt-date', { date: '2011-05-06' }, [2010], [{ field: 'year' }])?.drafts?.[0]?.amounts[0]).toMatchObject({ measure: 'receipt', period: { start: '2011-05-06', precision: 'day' } })
    expect(dated('pipeline', 'expected-date', { date: '2012-01-31' })?.drafts?.[0]?.amounts[0]).toMatchObject({ measure: 'pipeline', period: { start: '2012-01-31' } })
  })
  test('a measure that only plans know is summed, said and not recorded', () => {
    const result = run([[...header, 'Gap'], [...project(1, 5), 9]], mappingOf([block(1, null, 1)], { columns: [...usual, { field: 'amount', header: 'Gap', measure: 'gap', currency: 'USD' }] }))
    expect(result.of(2)?.drafts?.[0]?.amounts.map(({ measure }) => measure)).toEqual(['approval'])
    expect(codes(result.problems)).toEqual(['row.measure-not-held'])
  })
})

describe('records of kinds that the register does not hold', () => {
  const columns: readonly ColumnInput[] = [
    { field: 'country' }, { field: 'outcome' }, { field: 'amount', header: 'Required (USD)', measure: 'requirement', currency: 'USD' }, { field: 'amount', header: 'Gap (USD)', measure: 'gap', currency: 'USD' }, { field: 'start-date' }, { field: 'year' }, { field: 'partner' },
  ]
  const top: readonly TestValue[] = ['c', 'o', 'r', 'g', 's', 'y', 'p']
  test('are typed by the catalogue; what cannot be read is left empty and said', () => {
    const result = run([top, ['Honduras', 'Seeds', 100, 40, '25/03/2011', 2011, 'Japan'], ['Nowhereland', 'Tools', '1,000', 'about 5', 'soon', null, null], ['Total', null, 1100, null]], mappingOf([block(1, null, 1)], { kind: 'requirements', columns }))
    expect(result.kinds).toEqual(['header', 'accepted', 'rejected', 'total'])
    const record = result.of(2)?.record
    expect(RecordDraft.safeParse(record).error).toBeUndefined()
    expect(record?.values.map(({ field, value, key }) => [field, value, key])).toEqual([['country', 'Honduras', 'HND'], ['outcome', 'Seeds', null], ['start-date', '2011-03-25', null], ['year', 'year:2011-01-01/2011-12-31', null], ['partner', 'Japan', 'JPN']])
    expect(record?.amounts.map(({ measure, original, period }) => [measure, original, period.start])).toEqual([['requirement', '100', '2011-01-01'], ['gap', '40', '2011-01-01']])
    expect(codes(result.of(3)?.problems)).toEqual(['cell.unreadable-number', 'cell.unreadable-date'])
    expect(result.controlSums.map(({ accepted, rejected, totalsDiffering }) => [accepted, rejected, totalsDiffering])).toEqual([['100', '1000', 0], ['40', '0', 0]])
    expect(result.values.map(({ type, text, key, rows }) => [type, text, key, rows])).toEqual([['country', 'Honduras', 'HND', 1]])
  })
  test('cannot do without what their kind needs, as far as the table has a column for it', () => {
    const plan: readonly ColumnInput[] = [{ field: 'activity', header: 'Key activity' }, { field: 'status' }, { field: 'note' }]
    const result = run([['Key activity', 'Status', 'Note'], ['Train offices', 'done', null], [null, 'late', 'why'], ['x', null, null]], mappingOf([block(1, null, 1)], { kind: 'work-plan', columns: plan }))
    expect(result.kinds.slice(1, 3)).toEqual(['accepted', 'rejected'])
    expect(result.of(3)?.problems[0]).toMatchObject({ code: 'finding.row.missing-field', params: { row: 3, columns: 'A (Key activity)' } })
  })
  test('year and month are one period, and what is odd about them is said once', () => {
    const dated: readonly ColumnInput[] = [{ field: 'country' }, { field: 'year' }, { field: 'month' }]
    const result = run([['c', 'y', 'm'], ['Honduras', 2011, 'March'], ['Honduras', 'some time', 'Marzipan']], mappingOf([block(1, null, 1)], { kind: 'requirements', columns: dated }))
    expect(result.of(2)?.record?.values.map(({ field, value }) => [field, value])).toEqual([['country', 'Honduras'], ['year', 'year:2011-01-01/2011-12-31'], ['month', 'month:2011-03-01/2011-03-31']])
    expect(codes(result.of(2)?.problems)).toEqual([])
    expect(result.of(3)?.problems.map(({ code, address }) => [code, address])).toEqual([['finding.cell.unreadable-date', 'B3'], ['finding.cell.unreadable-date', 'C3']])
  })
  test('rule 8: letters of assignments; one post may hold A and R', () => {
    const roles: readonly ColumnInput[] = [{ field: 'responsibility' }, { field: 'post' }, { field: 'assignment' }]
    const result = run([['What', 'Post', 'Letter'], ['Lead', 'FAO Representative', 'a, r'], ['Inform', 'Desk officer', 'Q']], mappingOf([block(1, null, 1)], { kind: 'accountability', columns: roles }))
    expect(result.of(2)?.record?.values.at(-1)).toMatchObject({ field: 'assignment', value: 'A R' })
    expect(codes(result.of(3)?.problems)).toEqual(['cell.unknown-letter'])
  })
})
