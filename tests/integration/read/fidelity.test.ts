import { describe, expect, test } from 'vitest'
import { buildWorkbook, stylesXml, worksheetXml, workbookParts, xmlHead, type WorkbookInput } from '../../fixtures/workbook-builder.ts'
import { buildZip } from '../../fixtures/zip-writer.ts'
import { readFileBytes } from '../../fixtures/read-rows.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const oneSheet = (xml: string, more: Partial<WorkbookInput> = {}) => buildWorkbook({ sheets: [{ name: 'S', xml: worksheetXml(xml) }], ...more })
const codes = (problems: readonly { readonly code: string }[]) => problems.map(({ code }) => code)

describe('merged ranges', () => {
  test('a merged amount stands in its origin only, and the covered places are known', async () => {
    const bytes = buildWorkbook({ sheets: [{ name: 'S', rows: [['Partner', 'Amount', null, 'Year'], ['Japan', 1500, null, 2010], ['x'], ['y']], merges: ['B1:C1', 'B2:C3'] }] })
    const { rows, cells } = await readFileBytes(bytes)
    expect(cells.get('B2')).toEqual({ column: 1, type: 'number', raw: '1500', text: '1500', merge: 'origin' })
    for (const address of ['C1', 'C2', 'B3', 'C3']) expect(cells.get(address)).toMatchObject({ type: 'blank', text: '', merge: 'covered' })
    expect(rows.flatMap((row) => row.cells).filter(({ text }) => text === '1500')).toHaveLength(1)
    expect(cells.get('A4')?.merge).toBeUndefined()
  })

  test('a merged cell without a value is no failure', async () => {
    const { cells } = await readFileBytes(oneSheet('<sheetData><row r="1"><c r="A1"/><c r="B1"/><c r="C1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'))
    expect([...cells.keys()]).toEqual(['B1', 'C1'])
  })

  test('a value hidden under a merge is read and named', async () => {
    const { cells, result } = await readFileBytes(oneSheet('<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>99</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'))
    expect(cells.get('B1')).toMatchObject({ text: '99', merge: 'covered' })
    expect(result.findings).toMatchObject([{ code: 'finding.file.value-under-merge', params: { count: 1, first: 'B1' } }])
  })

  test('ten thousand merges and a merge of the whole sheet cost next to nothing', async () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => [index, null, 'x'])
    const merges = rows.map((_, index) => `A${index + 1}:B${index + 1}`)
    const { cells } = await readFileBytes(buildWorkbook({ sheets: [{ name: 'S', rows, merges: [...merges, 'D1:XFD1048576'] }] }))
    expect(cells.get('A10000')).toMatchObject({ text: '9999', merge: 'origin' })
  })

  test('the word mergeCells in a text is no merge', async () => {
    const { cells } = await readFileBytes(oneSheet('<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>mergeCells &lt;mergeCells ref="A1:B2"&gt;</t></is></c><c r="B1"><v>2</v></c></row></sheetData>'))
    expect(cells.get('B1')).toEqual({ column: 1, type: 'number', raw: '2', text: '2' })
  })
})

describe('texts', () => {
  test('rich text is joined and phonetic guides are left out', async () => {
    const bytes = oneSheet('<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row></sheetData>', {
      sharedStringsXml: '<si><r><rPr><b/></rPr><t xml:space="preserve">Total </t></r><r><t>US$</t></r></si><si><t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh><phoneticPr fontId="1"/></si>',
    })
    const { cells } = await readFileBytes(bytes)
    expect([cells.get('A1')?.raw, cells.get('B1')?.raw]).toEqual(['Total US$', '東京'])
  })

  test('white space, escapes, entities and characters beyond the basic plane come through', async () => {
    const texts = ['  two before and after  ', 'line\nbreak\ttab', 'carriage\rreturn', 'not an escape: _x000D_', '<&>"\'', '😀 Ωé', '\u0001']
    const { cells } = await readFileBytes(buildWorkbook({ sheets: [{ name: 'S', rows: [texts] }] }))
    expect([...cells.values()].map(({ raw }) => raw)).toEqual(texts)
  })

  test('inline, formula and CDATA texts', async () => {
    const xml = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c><c r="B1" t="str"><f>A1&amp;"&lt;"</f><v>inline&lt;</v></c><c r="C1" t="inlineStr"><is><t><![CDATA[a < b & c]]></t></is></c></row></sheetData>'
    const { cells } = await readFileBytes(oneSheet(xml))
    expect(cells.get('A1')?.text).toBe('inline')
    expect(cells.get('B1')).toMatchObject({ text: 'inline<', formula: 'A1&"<"' })
    expect(cells.get('C1')?.text).toBe('a < b & c')
  })

  test('a text that the file does not hold is an error of that cell, not of the file', async () => {
    const { cells, result } = await readFileBytes(oneSheet('<sheetData><row r="1"><c r="A1" t="s"><v>7</v></c><c r="B1"><v>2</v></c></row></sheetData>'))
    expect(cells.get('A1')?.type).toBe('error')
    expect(codes(result.findings)).toEqual(['finding.file.missing-text'])
  })
})

describe('numbers and dates', () => {
  test('a number keeps the digits of the file, and its text has no exponent', async () => {
    const { cells } = await readFileBytes(buildWorkbook({ sheets: [{ name: 'S', rows: [[{ v: '0.30000000000000004' }, { v: '1.5E-7' }, { v: '123456789012345680' }, { v: '12,5' }]] }] }))
    expect([...cells.values()].map(({ type, raw, text }) => [type, raw, text])).toEqual([
      ['number', '0.30000000000000004', '0.30000000000000004'],
      ['number', '1.5E-7', '0.00000015'],
      ['number', '123456789012345680', '123456789012345680'],
      ['text', '12,5', '12,5'],
    ])
  })

  test('dates by the format of the cell, in both epochs', async () => {
    const rows = [[{ v: 40179, format: 'dd/mm/yyyy' }, { v: 40179.5, format: 'yyyy-mm-dd hh:mm' }, { v: 0.25, format: 'h:mm' }, { v: 1.5, format: '[h]:mm' }, { v: 40179, format: '"day "0' }, { v: 0, format: 'dd/mm/yyyy' }]]
    const of1900 = await readFileBytes(buildWorkbook({ sheets: [{ name: 'S', rows }] }))
    expect([...of1900.cells.values()].map(({ type, text }) => [type, text])).toEqual([['date', '2010-01-01'], ['date', '2010-01-01T12:00:00'], ['date', 'T06:00:00'], ['number', '1.5'], ['number', '40179'], ['number', '0']])
    const of1904 = await readFileBytes(buildWorkbook({ is1904: true, sheets: [{ name: 'S', rows }] }))
    expect(of1904.cells.get('A1')).toMatchObject({ raw: '40179', text: '2014-01-02', format: 'dd/mm/yyyy' })
  })

  test('cells of type d are the date that they say', async () => {
    const { cells } = await readFileBytes(buildWorkbook({ sheets: [{ name: 'S', rows: [[{ v: '2010-07-31', t: 'd' }, { v: '2010-07-31T08:15:00', t: 'd' }, { v: 'later', t: 'd' }]] }] }))
    expect([...cells.values()].map(({ type, text }) => [type, text])).toEqual([['date', '2010-07-31'], ['date', '2010-07-31T08:15:00'], ['text', 'later']])
  })

  test('built-in formats need no code in the file', async () => {
    const styles = stylesXml([]).replace('</cellXfs>', '<xf numFmtId="14" xfId="0"/><xf numFmtId="46" xfId="0"/><xf numFmtId="4" xfId="0"/></cellXfs>')
    const { cells } = await readFileBytes(oneSheet('<sheetData><row r="1"><c r="A1" s="1"><v>40179</v></c><c r="B1" s="2"><v>2.5</v></c><c r="C1" s="3"><v>1234.5</v></c><c r="D1" s="99"><v>1</v></c></row></sheetData>', { parts: [{ name: 'xl/styles.xml', content: styles }] }))
    expect([...cells.values()].map(({ type, text }) => [type, text])).toEqual([['date', '2010-01-01'], ['number', '2.5'], ['number', '1234.5'], ['number', '1']])
  })
})

describe('formulas and errors', () => {
  test('a formula without a saved value is named and is no number', async () => {
    const { cells, result } = await readFileBytes(oneSheet('<sheetData><row r="1"><c r="A1"><f>SUM(B1:B9)</f></c><c r="B1"><f>1+1</f><v>2</v></c><c r="C1" t="str"><f>""</f><v></v></c></row></sheetData>'))
    expect(cells.get('A1')).toEqual({ column: 0, type: 'blank', raw: '', text: '', formula: 'SUM(B1:B9)', isUncached: true })
    expect(cells.get('B1')).toMatchObject({ text: '2', formula: '1+1' })
    expect(cells.get('C1')?.isUncached).toBeUndefined()
    expect(result.findings).toMatchObject([{ code: 'finding.file.formulas-without-value', address: 'A1' }])
  })

  test('shared formulas are told for each cell', async () => {
    const xml = '<sheetData><row r="1"><c r="B1"><f t="shared" ref="B1:B2" si="0">A1*$C$1</f><v>1</v></c></row><row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c></row></sheetData>'
    const { cells } = await readFileBytes(oneSheet(xml))
    expect([cells.get('B1')?.formula, cells.get('B2')?.formula]).toEqual(['A1*$C$1', 'A2*$C$1'])
  })

  test('error results and booleans keep their kind', async () => {
    const { cells } = await readFileBytes(buildWorkbook({ sheets: [{ name: 'S', rows: [[{ v: '#DIV/0!', t: 'e' }, true, false]] }] }))
    expect([...cells.values()].map(({ type, text }) => [type, text])).toEqual([['error', '#DIV/0!'], ['boolean', 'TRUE'], ['boolean', 'FALSE']])
  })
})

describe('shape of the sheet', () => {
  test('a wrong dimension is ignored and a used range of styles only costs nothing', async () => {
    const phantom = Array.from({ length: 5000 }, (_, index) => `<row r="${index + 10}" s="1" customFormat="1"><c r="A${index + 10}" s="1"/><c r="XFD${index + 10}" s="1"/></row>`).join('')
    const { rows, result } = await readFileBytes(oneSheet(`<dimension ref="A1"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="C9"><v>2</v></c></row>${phantom}</sheetData>`))
    expect(rows.map(({ row, cells }) => [row, cells.length])).toEqual([[1, 1], [9, 1]])
    expect(result).toMatchObject({ rows: 2, lastRow: 9 })
  })

  test('whole-column drop-downs in a small template are passed over', async () => {
    const lists = '<dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a,b"</formula1></dataValidation></dataValidations>'
    const { rows } = await readFileBytes(oneSheet(`<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>${lists}`))
    expect(rows).toHaveLength(1)
  })

  test('cells out of order are put in order, and the later of two counts', async () => {
    const { rows, result } = await readFileBytes(oneSheet('<sheetData><row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c><c r="C1"><v>4</v></c></row></sheetData>'))
    expect(rows[0]?.cells.map(({ column, text }) => [column, text])).toEqual([[0, '1'], [2, '4']])
    expect(codes(result.findings)).toEqual(['finding.file.repeated-cell'])
  })

  test('hidden rows and columns are read, marked and named', async () => {
    const bytes = buildWorkbook({ sheets: [{ name: 'S', before: '<cols><col min="2" max="16384" hidden="1"/></cols>', rows: [['a', 'b'], ['c', 'd']], hiddenRows: [2] }] })
    const { rows, result } = await readFileBytes(bytes)
    expect(rows.map(({ isHidden }) => isHidden)).toEqual([false, true])
    expect(result.findings).toMatchObject([{ code: 'finding.file.hidden-rows', params: { count: 1, first: 'A2' } }, { code: 'finding.file.hidden-columns', params: { count: 1, columns: 'B' } }])
  })

  test('only as many rows as asked for', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? [index] : []))
    const { rows: read, result } = await readFileBytes(buildWorkbook({ sheets: [{ name: 'S', rows }] }), { maxRows: 3 })
    expect(read.map(({ row }) => row)).toEqual([1, 3, 5])
    expect(result.lastRow).toBe(5)
  })
})

describe('the package', () => {
  test('hidden and very hidden sheets, in tab order', async () => {
    const bytes = buildWorkbook({ sheets: [{ name: 'A & B', rows: [[1]] }, { name: 'Hidden', state: 'hidden', rows: [[2]] }, { name: 'Deep', state: 'veryHidden', rows: [[3]] }] })
    const { workbook, cells } = await readFileBytes(bytes, { sheet: 2 })
    expect(workbook.sheets).toEqual([{ index: 0, name: 'A & B', visibility: 'visible' }, { index: 1, name: 'Hidden', visibility: 'hidden' }, { index: 2, name: 'Deep', visibility: 'very-hidden' }])
    expect(codes(workbook.findings)).toEqual(['finding.file.hidden-sheet', 'finding.file.very-hidden-sheet'])
    expect(cells.get('A1')?.text).toBe('3')
  })

  test('macros, links to other workbooks, connections, objects and comments are named and not followed', async () => {
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    const bytes = buildWorkbook({
      sheets: [{ name: 'S', rows: [['x', { f: '[1]Rates!A1', v: '46.87' }]] }],
      relationships: `<Relationship Id="x1" Type="${office}/externalLink" Target="externalLinks/externalLink1.xml"/><Relationship Id="x2" Type="${office}/connections" Target="connections.xml"/>`,
      parts: [
        { name: 'xl/vbaProject.bin', content: 'macro' },
        { name: 'xl/externalLinks/externalLink1.xml', content: '<externalLink/>' },
        { name: 'xl/connections.xml', content: '<connections/>' },
        { name: 'xl/embeddings/oleObject1.bin', content: 'object' },
        { name: 'xl/comments1.xml', content: '<comments/>' },
      ],
    })
    const { workbook, result, cells } = await readFileBytes(bytes)
    expect(codes(workbook.findings)).toEqual(['finding.file.macros', 'finding.file.external-links', 'finding.file.data-connections', 'finding.file.embedded-objects'])
    expect(codes(result.findings)).toEqual(['finding.file.formulas-to-other-workbooks'])
    expect(cells.get('B1')?.text).toBe('46.87')
  })

  test('chart sheets are no sheets of rows', async () => {
    const input: WorkbookInput = { sheets: [{ name: 'Chart', xml: '<chartsheet/>' }, { name: 'Data', rows: [['row']] }] }
    const parts = workbookParts(input).map((part) => (part.name.endsWith('workbook.xml.rels') ? { ...part, content: String(part.content).replace('/worksheet" Target="worksheets/sheet1', '/chartsheet" Target="worksheets/sheet1') } : part))
    const { workbook, cells } = await readFileBytes(buildZip(parts))
    expect(workbook.sheets).toEqual([{ index: 0, name: 'Data', visibility: 'visible' }])
    expect(codes(workbook.findings)).toEqual(['finding.file.not-a-worksheet'])
    expect(cells.get('A1')?.text).toBe('row')
  })

  test('any prefix, absolute targets, other places and upper case in part names', async () => {
    const rel = 'http://schemas.openxmlformats.org/package/2006/relationships'
    const office = 'http://purl.oclc.org/ooxml/officeDocument/relationships'
    const bytes = buildZip([
      { name: '_rels/.rels', content: `${xmlHead}<p:Relationships xmlns:p="${rel}"><p:Relationship Id="a" Type="${office}/officeDocument" Target="/Main/Book.xml"/></p:Relationships>` },
      { name: 'Main/Book.xml', content: `<x:workbook xmlns:x="${main}" xmlns:rel="${office}"><x:sheets><x:sheet name="S" sheetId="1" rel:id="s"/></x:sheets></x:workbook>` },
      { name: 'Main\\_rels\\Book.xml.rels', content: `<Relationships xmlns="${rel}"><Relationship Id="s" Type="${office}/worksheet" Target="../SHEETS/One.xml"/></Relationships>` },
      { name: 'Sheets/one.XML', content: `\ufeff<x:worksheet xmlns:x="${main}"><x:sheetData><x:row r="1"><x:c r="B1" t="n"><x:v>7</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="B1:C1"/></x:mergeCells></x:worksheet>`, isStored: true },
    ])
    const { cells } = await readFileBytes(bytes)
    expect(cells.get('B1')).toMatchObject({ text: '7', merge: 'origin' })
  })

  test('UTF-16 parts, zip64 fields and a comment after the archive', async () => {
    const xml = worksheetXml('<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Ωmega</t></is></c></row></sheetData>').replace('UTF-8', 'UTF-16')
    const parts = workbookParts({ sheets: [{ name: 'S', rows: [] }] }).map((part) => (part.name.includes('sheet1') ? { ...part, content: Buffer.from(`\ufeff${xml}`, 'utf16le') } : part))
    expect((await readFileBytes(buildZip(parts, { isZip64: true, comment: 'made by hand' }))).cells.get('A1')?.text).toBe('Ωmega')
  })

  test('a name of the wrong ending is a finding, the content decides', async () => {
    const bytes = buildWorkbook({ sheets: [{ name: 'S', rows: [['x']] }] })
    expect((await readFileBytes(bytes, { name: 'file.csv' })).workbook).toMatchObject({ kind: 'xlsx', findings: [{ code: 'finding.file.wrong-ending', params: { name: 'file.csv', kind: 'xlsx' } }] })
    expect((await readFileBytes('a,b\n1,2\n', { name: 'file.xlsx' })).workbook).toMatchObject({ kind: 'csv', findings: [{ code: 'finding.file.wrong-ending' }] })
    expect((await readFileBytes(bytes, { name: 'FILE.XLSX' })).workbook.findings).toEqual([])
  })
})
