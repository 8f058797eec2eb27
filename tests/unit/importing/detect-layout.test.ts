import { describe, expect, test } from 'vitest'
import { headerText } from '../../../src/main/core/importing/detect/header-path.ts'
import { detectLayout, layoutWithHeader } from '../../../src/main/core/importing/detect/sheet-layout.ts'
import { sheetRows, type TestValue } from './sheet-rows.ts'

type Matrix = readonly (readonly TestValue[])[]
const covered: TestValue = { covered: true }
const merged = (text: string, width: number): TestValue[] => [{ merged: text }, ...Array.from({ length: width - 1 }, () => covered)]

/** Tables as short texts: `rows`, `header`, labels `row text/level`, notes `row kind`. */
function layout(matrix: Matrix, isComplete = true, headerRow?: number) {
  const rows = sheetRows(matrix)
  const { tables } = headerRow === undefined ? detectLayout(rows, matrix.length, isComplete) : layoutWithHeader(rows, headerRow, matrix.length, isComplete)
  return tables.map(({ table, blocks, columns, confidence }) => ({
    table, confidence,
    headers: columns.map(({ path }) => headerText(path)),
    columns: columns.map(({ column }) => column),
    rows: blocks.map((block) => `${block.firstRow}-${block.lastRow ?? 'end'}`),
    header: blocks.map((block) => (block.headerRows > 1 ? `${block.headerRow}:${block.headerRows}` : `${block.headerRow}`)),
    labels: blocks.flatMap((block) => block.labels.map(({ row, text, level }) => `${row} ${text}/${level}`)),
    notes: blocks.flatMap((block) => block.notes.map(({ row, kind }) => `${row} ${kind}`)),
  }))
}
const only = (matrix: Matrix) => {
  const tables = layout(matrix)
  expect(tables).toHaveLength(1)
  const [table] = tables
  if (!table) throw new Error('no table')
  return table
}
const head = ['Symbol', 'Title', 'Donor', 'Approved (USD)']
const data = (serial: number, title = `Project ${serial}`): TestValue[] => [`GCP/PHI/${String(serial).padStart(3, '0')}/JPN`, title, 'Japan', serial * 1000]

describe('where a header stands', () => {
  test('under a title, a print date and guidance, with blank rows between', () => {
    const { header, rows } = only([['Report of the country office'], [null, null, null, null, null, '5/9/2011 09:05:55'], [], ['Please fill in all columns. Amounts are in United States dollars and include support costs.'], [], head, data(1), data(2), data(3)])
    expect([header, rows]).toEqual([['6'], ['6-9']])
  })
  test('after 120 rows of prose', () => {
    const prose = Array.from({ length: 120 }, (_, index) => [`Line ${index} of the introduction, which says at length what the office did in the year.`])
    expect(only([...prose, [], head, data(1), data(2)]).header).toEqual(['122'])
  })
  test('years as names, stored as numbers', () => {
    const { header, headers } = only([['Donor', 2009, 2010, 2011], ['Japan', 10, 20, 30], ['Sweden', 11, 21, 31]])
    expect([header, headers]).toEqual([['1'], ['Donor', '2009', '2010', '2011']])
  })
  test('names in Arabic, Chinese and Lithuanian, of which none is known', () => {
    for (const names of [['اسم', 'بلد', 'مبلغ'], ['名字', '国家', '数目'], ['Vardas', 'Šalis', 'Kiekis']]) {
      expect(only([names, ['a', 'b', 12.5], ['c', 'd', 13.5], ['e', 'f', 14.5]]).header, names[0]).toEqual(['1'])
    }
  })
  test('months as names, which the spreadsheet keeps as dates', () => {
    const { header, headers } = only([['Project', { date: '2011-01-01' }, { date: '2011-02-01' }, { date: '2011-03-01' }], ['Fish', 5, 6, 7], ['Seeds', 8, 9, 10]])
    expect([header, headers]).toEqual([['1'], ['Project', '2011-01-01', '2011-02-01', '2011-03-01']])
  })
  test('a row of dates is no header', () => expect(only([['Project', 'Signed', 'Start', 'End'], ['Fish', { date: '2011-01-05' }, { date: '2011-02-01' }, { date: '2012-12-31' }], ['Seeds', { date: '2011-03-05' }, { date: '2011-04-01' }, { date: '2012-12-31' }]]).header).toEqual(['1']))
  test('a column called Total does not make the row one', () => expect(only([['Total', 'Country', 'Cash', 'In kind'], [5, 'Kenya', 3, 2], [7, 'Nepal', 4, 3]]).header).toEqual(['1']))
  test('the same name twice: both columns are kept', () => expect(only([['Id', 'Agency', 'Amount', 'Agency'], ['A-1', 'CRS', 5, 'X'], ['A-2', 'IRC', 6, 'Y']]).headers).toEqual(['Id', 'Agency', 'Amount', 'Agency']))
  test('none: the rows are taken as they are', () => {
    const { header, confidence, rows } = only([['GCP/PHI/001/JPN', 10, 11], ['GCP/PHI/002/JPN', 20, 21], ['GCP/PHI/003/JPN', 30, 31]])
    expect([header, rows]).toEqual([['0'], ['1-3']])
    expect(confidence).toBeLessThan(0.3)
  })
  test('a column without a name is a column', () => expect(only([['Symbol', null, 'Approved'], ['GCP/PHI/001/JPN', 'Seeds', 5], ['GCP/PHI/002/JPN', 'Tools', 6]]).headers).toEqual(['Symbol', '', 'Approved']))
  test('one project only', () => expect(only([head, data(1)]).rows).toEqual(['1-2']))
  test('names alone: a template that nobody filled in', () => expect(layout([['Project symbol', 'Donor', 'Approved amount (USD)']])).toEqual([]))
  test('hidden rows are rows', () => {
    const rows = sheetRows([head, data(1), data(2)], [2])
    expect(detectLayout(rows, 3, true).tables[0]?.blocks).toMatchObject([{ firstRow: 1, lastRow: 3, headerRow: 1 }])
  })
  test('the row of tags in a template is neither header nor data', () => {
    const tags = ['rmms:v1:receipts identifier', 'title', 'partner', 'amount:receipt:USD']
    expect(only([tags, head, data(1), data(2)])).toMatchObject({ header: ['2'], rows: ['2-4'] })
    expect(only([head, tags, data(1), data(2)])).toMatchObject({ header: ['1'], notes: ['2 instruction'] })
  })
})

describe('headers of several rows', () => {
  test('three of them, bands merged: one path a column', () => {
    const { header, headers } = only([
      [null, ...merged('Financial', 4)],
      [null, ...merged('Commitment', 2), ...merged('Delivery', 2)],
      ['Symbol', '2012 USD', '2013 USD', '2012 USD', '2013 USD'],
      ['GCP/PHI/001/JPN', 1.5, 2.5, 3.5, 4.5], ['GCP/PHI/002/JPN', 1, 2, 3, 4],
    ])
    expect(header).toEqual(['3:3'])
    expect(headers[1]).toBe('Financial > Commitment > 2012 USD')
    expect(headers[4]).toBe('Financial > Delivery > 2013 USD')
  })
  test('bands repeated over every column instead of merged', () => {
    const { header, headers } = only([['CORE', 'CORE', 'CORE', 'FINANCIAL', 'FINANCIAL'], ['ID', 'Title', 'Donor', 'Approved', 'Disbursed'], ['A1', 'Seeds', 'Japan', 5, 4], ['A2', 'Tools', 'Japan', 6, 5]])
    expect(header).toEqual(['2:2'])
    expect(headers).toEqual(['CORE > ID', 'CORE > Title', 'CORE > Donor', 'FINANCIAL > Approved', 'FINANCIAL > Disbursed'])
  })
  test('a band over the whole table says nothing', () => {
    const { header, headers } = only([merged('CORE FIELDS', 4), head, data(1), data(2)])
    expect([header, headers]).toEqual([['2'], head])
  })
  test('a title merged over the first columns is no band', () => expect(only([merged('Contributions', 3), head, data(1), data(2)])).toMatchObject({ header: ['2'], headers: head }))
  test('names merged downwards beside groups', () => {
    const { header, headers } = only([
      [{ merged: 'Symbol' }, { merged: 'Donor' }, ...merged('Approved (USD)', 2), { merged: 'Remarks' }],
      [covered, covered, '2010', '2011', covered],
      ['GCP/PHI/001/JPN', 'Japan', 10, 20, 'x'], ['GCP/PHI/002/CAN', 'Canada', 11, 21, 'y'],
    ])
    expect([header, headers]).toEqual([['2:2'], ['Symbol', 'Donor', 'Approved (USD) > 2010', 'Approved (USD) > 2011', 'Remarks']])
  })
  test('every name in two languages, one line each', () => {
    const { header } = only([['Project symbol', 'Donor', 'Approved amount'], ['Symbole du projet', 'Bailleur de fonds', 'Montant approuvé'], ['GCP/BDI/001/JPN', 'Japon', 5], ['GCP/BDI/002/JPN', 'Japon', 6]])
    expect(header).toEqual(['2:2'])
  })
})

describe('blocks', () => {
  test('one under another, names repeated: one table', () => {
    const { rows, header, labels } = only([head, data(1), data(2), [], head, data(3), data(4)])
    expect([rows, header, labels]).toEqual([['1-3', '5-7'], ['1', '5'], []])
  })
  test('names repeated without a blank row, as where pages begin', () => expect(only([head, data(1), data(2), head, data(3), head, data(4)]).header).toEqual(['1', '4', '6']))
  test('repeated page titles are no labels', () => {
    const page = (number: number, rows: Matrix): Matrix => [['Contributions to the Programme'], [`Page ${number} of 3`], head, ...rows]
    const { header, labels, rows } = only([...page(1, [data(1), data(2)]), ...page(2, [data(3), data(4)]), ...page(3, [data(5)])])
    expect([header, labels]).toEqual([['3', '8', '13'], []])
    expect(rows).toEqual(['3-5', '8-10', '13-14'])
  })
  test('a country above each block; the first under a title', () => {
    const { labels, rows, header } = only([['Projects by country'], [], ['Angola'], head, data(1), [null, 'TOTAL', null, 1000], [], ['Bahamas'], head, data(2), data(3), [null, 'TOTAL', null, 5000], [], ['Chile'], head, data(4)])
    expect(labels).toEqual(['3 Angola/0', '8 Bahamas/0', '14 Chile/0'])
    expect(rows).toEqual(['3-6', '8-12', '14-16'])
    expect(header).toEqual(['4', '9', '15'])
  })
  test('a country merged over the block, a blank row before its names, other words for them', () => {
    const { labels, headers, header } = only([
      merged('Afeganistão', 4), [], ['Ação', 'Situação', 'Título', 'Ano'], ['BRA/04/043-A167', 'Concluído', 'Missão de prospecção', 2009], [],
      merged('Angola', 4), [], ['Projeto', 'Situacao Projeto', 'Titulo Projeto', 'Ano Projeto Sap'], ['BRA/04/044-A003', 'Concluído', 'Transferência', 2005], ['BRA/04/044-A030', 'Em execução', 'Identificação', 2006],
    ])
    expect(labels).toEqual(['1 Afeganistão/0', '6 Angola/0'])
    expect(headers).toEqual(['Ação', 'Situação', 'Título', 'Ano'])
    expect(header).toEqual(['3', '8'])
  })
  test('region and country above the blocks: two levels', () => {
    const { labels } = only([['AFRICA'], ['Kenya'], head, data(1), [], ['Uganda'], head, data(2), [], ['ASIA'], ['Nepal'], head, data(3), [], ['Laos'], head, data(4)])
    expect(labels).toEqual(['1 AFRICA/0', '2 Kenya/1', '6 Uganda/1', '10 ASIA/0', '11 Nepal/1', '15 Laos/1'])
  })
  test('`Country:` and its name in two cells', () => {
    const { labels } = only([['Country:', 'Kenya'], head, data(1), [], ['Country:', 'Nepal'], head, data(2)])
    expect(labels).toEqual(['1 Country: Kenya/0', '5 Country: Nepal/0'])
  })
  test('a title above the only block is a title', () => expect(only([['Kenya'], head, data(1), data(2)])).toMatchObject({ labels: [], rows: ['2-4'] }))
  test('other years under the same words are another table', () => {
    const tables = layout([['Donor', 'Approved 2010', 'Delivery 2010'], ['Japan', 1, 2], ['Sweden', 3, 4], [], ['Donor', 'Approved 2011', 'Delivery 2011'], ['Japan', 5, 6], ['Sweden', 7, 8]])
    expect(tables.map(({ header }) => header)).toEqual([['1'], ['5']])
  })
  test('other columns under a table are another table, and the first goes on below', () => {
    const tables = layout([head, data(1), data(2), [], ['Country', 'Required', 'Available', 'Gap'], ['Kenya', 10, 6, 4], ['Nepal', 8, 8, 0], [], head, data(3)])
    expect(tables.map(({ header, rows }) => ({ header, rows }))).toEqual([{ header: ['1', '9'], rows: ['1-3', '9-10'] }, { header: ['5'], rows: ['5-7'] }])
  })
  test('another table right under the figures of the first', () => {
    const tables = layout([head, data(1), data(2), ['Country', 'Required', 'Available', 'Gap'], ['Kenya', 10, 6, 4], ['Nepal', 8, 8, 0]])
    expect(tables.map(({ header }) => header)).toEqual([['1'], ['4']])
  })
  test('columns of the same names at other places are another table', () => {
    const tables = layout([['Donor', 'Amount'], ['Japan', 5], ['Sweden', 6], [], [null, null, 'Donor', 'Amount'], [null, null, 'Norway', 7], [null, null, 'Canada', 8]])
    expect(tables.map(({ columns }) => columns)).toEqual([[0, 1], [2, 3]])
  })
  test('a title between two tables belongs to neither', () => {
    const tables = layout([['Table 1. Projects'], head, data(1), data(2), [], ['Table 2. Requirements'], ['Country', 'Required', 'Available', 'Gap'], ['Kenya', 10, 6, 4], ['Nepal', 8, 8, 0]])
    expect(tables.map(({ rows, labels }) => [rows, labels])).toEqual([[['2-4'], []], [['7-9'], []]])
  })
  test('a part whose blanks say "as above" keeps its rows', () => {
    const { rows, labels } = only([['Projeto', 'Setor', 'Tipo', 'País'], ['BRA/04/043-A054', 'Meteorologia', 'Sul-Sul', 'Antígua'], [null, null, null, 'Bahamas'], [null, null, null, 'Barbados'], ['BRA/04/043-A058', 'Preservação', 'Sul-Sul', 'Costa Rica'], [null, null, null, 'Egito'], ['BRA/04/043-A061', 'Pobreza', 'Sul-Sul', 'Peru']])
    expect([rows, labels]).toEqual([['1-7'], []])
  })
  test('a row of data with texts only after a blank row begins nothing', () => expect(only([['Project', 'Donor', 'Amount'], ['Fish', 'Japan', 5], ['Seeds', 'Japan', 6], [], ['Tools', 'Sweden', 'n/a'], ['Wells', 'Norway', 7]]).header).toEqual(['1']))
  test('not all rows are given: the last block has no end', () => expect(layout([head, data(1), [], head, data(2)], false)[0]?.rows).toEqual(['1-2', '4-end']))
})

describe('side by side', () => {
  test('two tables of one kind with an empty column between', () => {
    const tables = layout([['Donor', 'Amount', null, 'Donor', 'Amount'], ['Japan', 1, null, 'Norway', 5], ['Sweden', 2, null, 'Canada', 6], ['Italy', 3, null, 'France', 7]])
    expect(tables.map(({ columns, header }) => [columns, header])).toEqual([[[0, 1], ['1']], [[3, 4], ['1']]])
  })
  test('of unlike kinds and lengths', () => {
    const long = Array.from({ length: 8 }, (_, index): TestValue[] => [`Country ${index}`, index * 10.5, index])
    const tables = layout([['Donor', 'Amount', null, 'Country', 'Required', 'Gap'], ...long.map((right, index): TestValue[] => [...(index < 4 ? [`Donor ${index}`, index + 0.5] : [null, null]), null, ...right])])
    expect(tables.map(({ columns, rows }) => [columns, rows])).toEqual([[[0, 1], ['1-5']], [[3, 4, 5], ['1-9']]])
  })
  test('one table with an empty column in it stays one', () => {
    const { columns, headers } = only([['Symbol', 'Title', null, 'Approved', 'Delivered'], ['GCP/PHI/001/JPN', 'Seeds', null, 5, 4], ['GCP/PHI/002/JPN', 'Tools', null, 6, null], ['GCP/PHI/003/JPN', 'Wells', null, 7, 2]])
    expect([columns, headers]).toEqual([[0, 1, 3, 4], ['Symbol', 'Title', 'Approved', 'Delivered']])
  })
})

describe('labels among the rows', () => {
  const names = ['Project title', 'Status', 'Amount (USD)']
  test('partners with their totals', () => {
    const { labels } = only([names, ['Japan'], ['Fish farming', 'ongoing', 5], ['Seeds', 'closed', 6], ['Total Japan', null, 11], ['Sweden'], ['Wells', 'ongoing', 7], ['Total Sweden', null, 7], ['Grand total', null, 18]])
    expect(labels).toEqual(['2 Japan/0', '6 Sweden/0'])
  })
  test('merged over the table', () => {
    const { labels } = only([names, merged('Japan', 3), ['Fish farming', 'ongoing', 5], ['Seeds', 'closed', 6], merged('Sweden', 3), ['Wells', 'ongoing', 7]])
    expect(labels).toEqual(['2 Japan/0', '5 Sweden/0'])
  })
  test('a list that goes on over the next page', () => {
    const { labels, rows, notes } = only([names, ['Japan'], ['Fish farming in ponds', 'ongoing', 5], ['Seeds for dry land', 'closed', 6], [], ['Page 2 of 2'], ['Contributions'], names, ['Tools for the young', 'ongoing', 8], ['Sweden'], ['Wells and pumps', 'ongoing', 7], ['Boats for fishers', 'ongoing', 7]])
    expect(labels).toEqual(['2 Japan/0', '10 Sweden/0'])
    expect([rows, notes]).toEqual([['1-7', '8-12'], ['6 footnote', '7 footnote']])
  })
  test('years', () => expect(only([names, [2010], ['Fish farming in ponds', 'ongoing', 5], ['Seeds for dry land', 'closed', 6], [2011], ['Wells and pumps', 'ongoing', 7]]).labels).toEqual(['2 2010/0', '5 2011/0']))
  test('in a column of their own', () => {
    const { labels } = only([['Donor', 'Project', 'Amount'], ['Japan'], [null, 'Fish', 5], [null, 'Seeds', 6], ['Sweden'], [null, 'Wells', 7]])
    expect(labels).toEqual(['2 Japan/0', '5 Sweden/0'])
  })
  test('region and country, told by the column', () => {
    const { labels } = only([['Region', 'Country', 'Project', 'Amount'], ['Africa'], [null, 'Kenya'], [null, null, 'Fish', 5], [null, null, 'Seeds', 6], [null, 'Uganda'], [null, null, 'Wells', 7], ['Asia'], [null, 'Nepal'], [null, null, 'Tools', 8]])
    expect(labels).toEqual(['2 Africa/0', '3 Kenya/1', '6 Uganda/1', '8 Asia/0', '9 Nepal/1'])
  })
  test('region and country, told by their order', () => {
    const { labels } = only([head, ['AFRICA'], ['Kenya'], data(1), data(2), ['Uganda'], data(3), ['ASIA'], ['Nepal'], data(4), data(5)])
    expect(labels).toEqual(['2 AFRICA/0', '3 Kenya/1', '6 Uganda/1', '8 ASIA/0', '9 Nepal/1'])
  })
  test('countries without figures are rows, not labels', () => {
    const { labels, rows } = only([['Country', 'Required', 'Available'], ['Afghanistan'], ['Angola', 5, 3], ['Benin'], ['Burundi', 6, 4], ['Chad', 2, 1], ['Congo', 1, 1], ['Gabon'], ['Ghana', 8, 2], ['Kenya', 9, 9]])
    expect([labels, rows]).toEqual([[], ['1-10']])
  })
  test('one row that says little is a row', () => expect(only([head, data(1), ['Not yet approved'], data(2), data(3)]).labels).toEqual([]))
  test('a total is never a label', () => expect(only([names, ['Japan'], ['Fish', 'ongoing', 5], ['Total'], ['Sweden'], ['Wells', 'ongoing', 7], ['Total']]).labels).toEqual(['2 Japan/0', '5 Sweden/0']))
})

describe('notes', () => {
  test('units, numbers of the columns, instructions and an example under the names', () => {
    const { notes, headers, rows } = only([
      ['Project symbol', 'Resource partner', 'Approved', 'Delivered'], [null, null, 'USD', "USD '000"], ['(1)', '(2)', '(3)', '(4)'], ['Enter the symbol', 'Select from the list', 'Enter the budget', 'Please enter delivery'],
      ['e.g. GCP/PHI/001/JPN', 'Japan', 100, 50], ['GCP/PHI/002/JPN', 'Japan', 200, 20], ['GCP/PHI/003/JPN', 'Japan', 300, 30],
    ])
    expect(notes).toEqual(['2 units', '3 instruction', '4 instruction', '5 example'])
    expect(headers).toEqual(['Project symbol', 'Resource partner', 'Approved > USD', "Delivered > USD '000"])
    expect(rows).toEqual(['1-7'])
  })
  test('an example in Spanish, French and Portuguese', () => {
    for (const word of ['Ejemplo', 'Exemple :', 'par exemple', 'Exemplo', 'Example 1']) expect(only([head, [word, 'x', 'Japan', 5], data(1), data(2)]).notes, word).toEqual(['2 example'])
  })
  test('a project that is called an example of something else is data', () => expect(only([head, data(1, 'Exemplary farms'), data(2, 'Select seeds for dry land'), data(3)]).notes).toEqual([]))
  test('footnotes at the end', () => {
    const { notes, rows } = only([head, data(1), data(2), [null, 'Total', null, 3000], ['* Source: Ministry of Finance'], [], ['Note: figures are provisional'], ['These figures were taken from the system on the last day of the month and may change.']])
    expect(notes).toEqual(['5 footnote', '7 footnote', '8 footnote'])
    expect(rows).toEqual(['1-8'])
  })
  test('a footnote in Spanish between two blocks', () => {
    const { notes, labels } = only([['Kenya'], head, data(1), ['Fuente: oficina en el país'], [], ['Nepal'], head, data(2)])
    expect([notes, labels]).toEqual([['4 footnote'], ['1 Kenya/0', '6 Nepal/0']])
  })
})

describe('what is no table', () => {
  test('one column, one row, a title', () => {
    for (const matrix of [[['Japan'], ['Sweden'], ['Norway']], [['a', 'b', 'c']], [['Contributions']], [[]]] satisfies Matrix[]) expect(layout(matrix)).toEqual([])
  })
  test('a form of names and values, a sheet of guidance: little confidence', () => {
    const form = layout([['Project title', 'Fish farming'], ['Donor', 'Japan'], ['Start date', { date: '2011-01-01' }], ['Approved amount', 5000], ['Currency', 'USD']])
    const guidance = layout([['Field Name', 'Field Guidance'], ['ID', 'For new programmes, please enter the identifier that the office gave to it, as it stands in the agreement.'], ['Title', 'For new programmes, please enter the full title as it stands in the agreement, in one language.'], ['Donor', 'Please select one of the institutions of the list; several are parted by a semicolon.']])
    for (const [table] of [form, guidance]) expect(table?.confidence ?? 0).toBeLessThanOrEqual(0.3)
  })
})

describe('a header that a person chose', () => {
  const sheet: Matrix = [['Country', 'Required', 'Gap'], ['Kenya', 5, 4], [], ['Code', 'Words', 'More words'], ['x', 'y', 'z'], ['x2', 'y2', 'z2'], ['Code', 'Words', 'More words'], ['x3', 'y3', 'z3']]
  test('the table under it is the first; its repetition is a block', () => {
    expect(layout(sheet, true, 4)).toMatchObject([{ confidence: 1, header: ['4', '7'], rows: ['4-6', '7-8'] }])
  })
  test('a row without content: what is found below', () => expect(layout(sheet, true, 3)[0]?.rows[0]?.startsWith('4')).toBe(true))
  test('bands above it belong to it, rows below it are data', () => {
    const [table] = layout([[null, ...merged('Approved', 2)], ['Symbol', '2010', '2011'], ['A', 1, 2], ['B', 3, 4]], true, 2)
    expect(table).toMatchObject({ header: ['2:2'], headers: ['Symbol', 'Approved > 2010', 'Approved > 2011'], rows: ['1-4'] })
  })
})
