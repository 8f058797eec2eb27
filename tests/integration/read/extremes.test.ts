import { describe, expect, test } from 'vitest'
import { readFileBytes, refusalOf } from '../../fixtures/read-rows.ts'
import { buildWorkbook, worksheetXml } from '../../fixtures/workbook-builder.ts'

/** The largest that a spreadsheet program can write, and contents that a careless reader would trip over. */

const oneSheet = (xml: string) => buildWorkbook({ sheets: [{ name: 'S', xml: worksheetXml(xml) }] })

describe('sizes', () => {
  test('a sheet of 1,048,576 rows, nearly all of them without content', async () => {
    const empty = Array.from({ length: 1_048_574 }, (_, index) => `<row r="${index + 2}" ht="15" customHeight="1"/>`).join('')
    const { rows, result } = await readFileBytes(oneSheet(`<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>${empty}<row r="1048576"><c r="A1048576"><v>2</v></c></row></sheetData>`))
    expect(rows.map(({ row }) => row)).toEqual([1, 1_048_576])
    expect(result).toMatchObject({ rows: 2, lastRow: 1_048_576 })
  })

  test('1,048,576 rows that all hold a number', async () => {
    const filled = Array.from({ length: 1_048_576 }, (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>${index}</v></c></row>`).join('')
    const { rows } = await readFileBytes(oneSheet(`<sheetData>${filled}</sheetData>`))
    expect(rows).toHaveLength(1_048_576)
    expect(rows.at(-1)).toEqual({ row: 1_048_576, isHidden: false, cells: [{ column: 0, type: 'number', raw: '1048575', text: '1048575' }] })
  })

  test('a row of 16,384 columns, and one column more is refused', async () => {
    const { rows } = await readFileBytes(buildWorkbook({ sheets: [{ name: 'S', rows: [Array.from({ length: 16_384 }, (_, index) => index)] }] }))
    expect(rows[0]?.cells).toHaveLength(16_384)
    expect(rows[0]?.cells.at(-1)).toEqual({ column: 16_383, type: 'number', raw: '16383', text: '16383' })
    const refusal = await refusalOf(readFileBytes(oneSheet('<sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>')))
    expect(refusal).toMatchObject({ code: 'unreadable-file', reason: 'error.file-too-many-columns' })
  })

  test('cells of 32,767 characters of several bytes, wherever the chunks of the file end', async () => {
    const long = (char: string): string => char.repeat(32_767)
    const texts = ['東', 'é', 'x', 'ع'].map(long)
    const inline = texts.map((text, index) => `<c r="${'ABCD'.charAt(index)}2" t="inlineStr"><is><t>${text}</t></is></c>`).join('')
    const shared = await readFileBytes(buildWorkbook({ sheets: [{ name: 'S', rows: [texts] }] }))
    const own = await readFileBytes(oneSheet(`<sheetData><row r="2">${inline}</row></sheetData>`))
    for (const { rows } of [shared, own]) expect(rows[0]?.cells.map(({ text }) => text)).toEqual(texts)
  })
})

describe('contents', () => {
  test('error values, also as results of formulas, stay errors of their cells', async () => {
    const { cells } = await readFileBytes(oneSheet('<sheetData><row r="1"><c r="A1" t="e"><f>Sheet9!A1</f><v>#REF!</v></c><c r="B1" t="e"><v>#GETTING_DATA</v></c><c r="C1" t="str"><f>A1</f><v>#REF!</v></c></row></sheetData>'))
    expect(cells.get('A1')).toEqual({ column: 0, type: 'error', raw: '#REF!', text: '#REF!', formula: 'Sheet9!A1' })
    expect(cells.get('B1')?.type).toBe('error')
    expect(cells.get('C1')).toMatchObject({ type: 'text', text: '#REF!' })
  })

  test('text that looks like a formula is text', async () => {
    const texts = ['=SUM(A1:A9)', '+41 22 917', '-', '@cmd', "'0120", '=cmd|\' /C calc\'!A0']
    const { cells } = await readFileBytes(buildWorkbook({ sheets: [{ name: 'S', rows: [texts] }] }))
    expect([...cells.values()]).toEqual(texts.map((text, column) => ({ column, type: 'text', raw: text, text })))
  })

  test('codes stay text, digit for digit', async () => {
    const { cells } = await readFileBytes(buildWorkbook({ sheets: [{ name: 'S', rows: [['01120', '1-2', '1E5', '2010-11', '007'], [{ v: '01120', t: 'str' }, { v: '01120', t: 'inlineStr' }, { v: '007' }]] }] }))
    expect([...cells.values()].map(({ type, text }) => [type, text])).toEqual([['text', '01120'], ['text', '1-2'], ['text', '1E5'], ['text', '2010-11'], ['text', '007'], ['text', '01120'], ['text', '01120'], ['number', '007']])
  })

  test('workbooks that refer to each other, and to themselves, are not followed', async () => {
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    const relationships = (content: string): string => `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${content}</Relationships>`
    const bytes = buildWorkbook({
      sheets: [{ name: 'S', rows: [[{ f: "[1]S!A1+'[2]S'!A1", v: '3' }]] }],
      relationships: `<Relationship Id="x1" Type="${office}/externalLink" Target="externalLinks/one.xml"/><Relationship Id="x2" Type="${office}/externalLink" Target="externalLinks/two.xml"/><Relationship Id="x3" Type="${office}/worksheet" Target="workbook.xml"/>`,
      parts: [
        { name: 'xl/externalLinks/one.xml', content: '<externalLink/>' },
        { name: 'xl/externalLinks/two.xml', content: '<externalLink/>' },
        { name: 'xl/externalLinks/_rels/one.xml.rels', content: relationships(`<Relationship Id="r" Type="${office}/externalLink" Target="two.xml"/>`) },
        { name: 'xl/externalLinks/_rels/two.xml.rels', content: relationships(`<Relationship Id="r" Type="${office}/externalLink" Target="one.xml"/><Relationship Id="s" Type="${office}/externalLinkPath" Target="file.xlsx" TargetMode="External"/>`) },
      ],
    })
    const { cells, workbook, result } = await readFileBytes(bytes)
    expect(cells.get('A1')?.text).toBe('3')
    expect(workbook.findings).toMatchObject([{ code: 'finding.file.external-links', params: { count: 2 } }])
    expect(result.findings).toMatchObject([{ code: 'finding.file.formulas-to-other-workbooks', params: { count: 1 } }])
  })
})
