/** OpenDocument spreadsheets: what the file says of each cell, and a second reader on files of its own. */
import * as xlsx from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { buildOds, mixedSheet, odsParts, odsRow, odsTable, odsText, sheetJsBook, sheetJsBytes } from '../../fixtures/other-formats.ts'
import { readFileBytes, refusalOf } from '../../fixtures/read-rows.ts'
import { buildZip } from '../../fixtures/zip-writer.ts'

const read = (tables: string, styles = '', options: Parameters<typeof readFileBytes>[1] = {}) => readFileBytes(buildOds(tables, styles), { name: 'f.ods', ...options })
const value = (attributes: string, text = ''): string => `<table:table-cell ${attributes}>${text === '' ? '' : `<text:p>${text}</text:p>`}</table:table-cell>`

test('every type of value, with the digits and the dates of the file', async () => {
  const row = odsRow([
    value('office:value-type="float" office:value="1234.50"', '1 234,5'), value('office:value-type="percentage" office:value="0.275"', '27,5 %'), value('office:value-type="currency" office:currency="EUR" office:value="1E3"', '1 000 €'),
    value('office:value-type="date" office:date-value="2010-05-01"', '01/05/10'), value('office:value-type="date" office:date-value="2010-05-01T13:30:00"'), value('office:value-type="time" office:time-value="PT13H30M05S"', '13:30:05'),
    value('office:value-type="time" office:time-value="PT36H00M00S"', '36:00:00'), value('office:value-type="boolean" office:boolean-value="true"', 'VRAI'), odsText('01120'), odsText('=1+1'),
    value('table:formula="of:=SUM([.A1:.B1];[$Autre.C3])" office:value-type="float" office:value="3"', '3'), value('table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error"', '#N/A'), value('table:formula="of:=[.A1]"'),
  ].join(''))
  const { cells, result, workbook } = await read(odsTable(row))
  expect(workbook).toMatchObject({ kind: 'ods', findings: [] })
  expect([...cells].map(([address, { type, text, formula, displayed }]) => [address, type, text, formula, displayed])).toEqual([
    ['A1', 'number', '1234.50', undefined, '1 234,5'], ['B1', 'number', '0.275', undefined, '27,5 %'], ['C1', 'number', '1000', undefined, '1 000 €'],
    ['D1', 'date', '2010-05-01', undefined, '01/05/10'], ['E1', 'date', '2010-05-01T13:30:00', undefined, undefined], ['F1', 'date', 'T13:30:05', undefined, '13:30:05'],
    ['G1', 'number', '1.5', undefined, '36:00:00'], ['H1', 'boolean', 'TRUE', undefined, 'VRAI'], ['I1', 'text', '01120', undefined, undefined], ['J1', 'text', '=1+1', undefined, undefined],
    ['K1', 'number', '3', 'SUM(A1:B1;Autre!C3)', undefined], ['L1', 'error', '#N/A', 'NA()', undefined], ['M1', 'blank', '', 'A1', undefined],
  ])
  expect(cells.get('M1')?.isUncached).toBe(true)
  expect(result.findings).toMatchObject([{ code: 'finding.file.formulas-without-value', address: 'M1' }])
})

test('repeated blanks to the end of the sheet cost nothing; repeated values are all there', async () => {
  const blank = '<table:table-cell table:number-columns-repeated="16384"/>'
  const { rows, result } = await read(odsTable(odsRow(odsText('a', 'table:number-columns-repeated="3"') + blank) + odsRow(blank, 'table:number-rows-repeated="500000"') + odsRow(odsText('b'), 'table:number-rows-repeated="2"') + odsRow(blank, 'table:number-rows-repeated="548572"')))
  expect(rows.map(({ row, cells }) => [row, cells.length])).toEqual([[1, 3], [500_002, 1], [500_003, 1]])
  expect(result).toMatchObject({ rows: 3, lastRow: 500_003 })
})

test('merges, hidden rows, hidden columns, comments, strike-through, formats', async () => {
  const styles = '<style:style style:name="st" style:family="table-cell" style:data-style-name="N1"><style:text-properties style:text-line-through-style="solid"/></style:style><style:style style:name="child" style:family="table-cell" style:parent-style-name="st"/><number:percentage-style style:name="N1"><number:number number:decimal-places="1"/><number:text>%</number:text></number:percentage-style>'
  const comment = '<table:table-cell office:value-type="string"><office:annotation><dc:creator>Someone</dc:creator><text:p>ask Rome</text:p></office:annotation><text:p>noted</text:p></table:table-cell>'
  const { cells, result, rows } = await read(
    odsTable('<table:table-column/><table:table-column table:visibility="collapse"/>' + odsRow(odsText('wide', 'table:number-columns-spanned="2" table:number-rows-spanned="2"') + '<table:covered-table-cell/>') + odsRow('<table:covered-table-cell table:number-columns-repeated="2"/>' + odsText('c'), 'table:visibility="filter"') + odsRow(comment + value('table:style-name="child" office:value-type="percentage" office:value="0.5"', '50,0%'))),
    styles,
  )
  expect(cells.get('A1')?.merge).toBe('origin')
  expect(cells.get('B1')?.merge).toBe('covered')
  expect(rows[1]).toMatchObject({ row: 2, isHidden: true })
  expect(cells.get('A3')).toMatchObject({ text: 'noted', comment: 'ask Rome' })
  expect(cells.get('B3')).toMatchObject({ isStruck: true, format: '0.0%', isInHiddenColumn: true })
  expect(result.findings.map(({ code }) => code).sort()).toEqual(['finding.file.hidden-columns', 'finding.file.hidden-rows', 'finding.file.struck-cells'])
})

test('lines, spaces and tabs of a text; frames and nested tables are no text of the cell', async () => {
  const { cells } = await read(odsTable(odsRow('<table:table-cell office:value-type="string"><draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame><text:p>one<text:s text:c="3"/>two<text:tab/><text:span>th\n  ree</text:span></text:p><text:p/><text:p>four</text:p></table:table-cell>')))
  expect(cells.get('A1')?.text).toBe('one   two\tth ree\n\nfour')
})

test('hidden sheets, sheets of other documents, macros and objects', async () => {
  const styles = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
  const tables = odsTable(odsRow(odsText('a'))) + odsTable(odsRow(odsText('b')), 'table:name="H" table:style-name="ta2"') + odsTable('<table:table-source/>' + odsRow(odsText('c')), `table:name="'file:///c:/x.ods'#S"`)
  const { workbook, rows } = await readFileBytes(buildOds(tables, styles, [{ name: 'Basic/Standard/Module1.xml', content: 'x' }, { name: 'Object 1/content.xml', content: 'x' }]), { name: 'f.ods', sheet: 1 })
  expect(workbook.sheets.map(({ name, visibility }) => [name, visibility])).toEqual([['S', 'visible'], ['H', 'hidden']])
  expect(rows[0]?.cells[0]?.text).toBe('b')
  expect(workbook.findings.map(({ code }) => code)).toEqual(['finding.file.macros', 'finding.file.external-links', 'finding.file.embedded-objects', 'finding.file.hidden-sheet'])
})

test('SheetJS sees the same cells in a file that it wrote', async () => {
  const bytes = sheetJsBytes(sheetJsBook({ S: mixedSheet() }), 'ods')
  const { cells } = await readFileBytes(bytes, { name: 'f.ods' })
  const other = xlsx.read(bytes, { nodim: true }).Sheets['S'] ?? {}
  expect([...cells].filter(([, { type }]) => type !== 'blank').map(([address]) => address).sort()).toEqual(Object.keys(other).filter((address) => !address.startsWith('!')).sort())
  expect(cells.get('A2')).toMatchObject({ text: 'Suède', comment: 'to be checked' })
  expect(cells.get('B2')?.text).toBe('1234.5')
  expect(cells.get('C2')).toMatchObject({ type: 'date', text: '2010-01-01' })
})

describe('bad files', () => {
  const good = odsTable(odsRow(odsText('a') + odsText('b')) + odsRow(odsText('c')))
  test.each([
    ['a password', buildOds(good, '', [{ name: 'META-INF/manifest.xml', content: '<manifest:manifest xmlns:manifest="m"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>' }]), 'error.file-encrypted'],
    ['own entities', buildZip(odsParts(good).map((part) => (part.name === 'content.xml' ? { ...part, content: `<!DOCTYPE x [<!ENTITY a "b">]>${String(part.content)}` } : part))), 'error.file-doctype'],
    ['content that ends early', buildZip(odsParts(good).map((part) => (part.name === 'content.xml' ? { ...part, content: String(part.content).slice(0, -40) } : part))), 'error.file-damaged'],
    ['a wrong checksum', buildZip(odsParts(good).map((part) => (part.name === 'content.xml' ? { ...part, lie: { crc: 5 } } : part))), 'error.file-damaged'],
  ])('%s', async (_name, bytes, reason) => {
    expect(await refusalOf(readFileBytes(bytes, { name: 'f.ods' }))).toMatchObject({ code: 'unreadable-file', reason })
  })

  test('a file cut anywhere', async () => {
    const whole = buildOds(good)
    for (let share = 1; share < 20; share++) expect((await refusalOf(readFileBytes(whole.subarray(0, Math.floor((whole.length * share) / 20)), { name: 'f.ods' }))).code).toBe('unreadable-file')
  })

  test.each([
    ['rows', odsTable(odsRow('<table:table-cell/>', 'table:number-rows-repeated="3000000"') + odsRow(odsText('x'))), {}, 'error.file-too-many-rows'],
    ['columns', odsTable(odsRow('<table:table-cell table:number-columns-repeated="20000"/>' + odsText('x'))), {}, 'error.file-too-many-columns'],
    ['repeated values', odsTable(odsRow(odsText('x', 'table:number-columns-repeated="4000000000"'))), {}, 'error.file-too-many-columns'],
    ['cells', odsTable(odsRow(odsText('x', 'table:number-columns-repeated="100"'), 'table:number-rows-repeated="1000000"')), { cells: 5000 }, 'error.file-too-many-cells'],
    ['merges', odsTable(odsRow(odsText('x', 'table:number-columns-spanned="2"').repeat(3))), { merges: 2 }, 'error.file-too-many-merges'],
  ] as const)('too many %s', async (_name, tables, limits, reason) => {
    expect(await refusalOf(read(tables, '', { limits }))).toMatchObject({ reason })
  })

  test('a merge of the whole sheet and a cell of 32,767 characters', async () => {
    const { cells, rows } = await read(odsTable(odsRow(odsText('x'.repeat(32_767), 'table:number-columns-spanned="16384" table:number-rows-spanned="1048576"'))))
    expect(rows).toHaveLength(1)
    expect(cells.get('A1')?.text).toHaveLength(32_767)
  })
})
