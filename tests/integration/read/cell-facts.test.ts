import ExcelJs from 'exceljs'
import { describe, expect, test } from 'vitest'
import { readFileBytes } from '../../fixtures/read-rows.ts'
import { buildWorkbook, stylesXml, worksheetXml, xmlHead } from '../../fixtures/workbook-builder.ts'

/** What else is known of a cell: struck through, commented on, out of sight. */

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const threads = 'http://schemas.microsoft.com/office/2017/10/relationships'
const codes = (problems: readonly { readonly code: string }[]) => problems.map(({ code }) => code)

describe('struck through', () => {
  const styles = stylesXml([])
    .replace('<fonts count="1"><font/></fonts>', '<fonts count="4"><font/><font><strike/><b/></font><font><strike val="0"/></font><font><strike val="true"/></font></fonts>')
    .replace('</cellXfs>', '<xf numFmtId="4" fontId="1" xfId="0"/><xf numFmtId="0" fontId="2" xfId="0"/><xf numFmtId="0" fontId="3" xfId="0"/></cellXfs>')
  const texts = [
    '<si><t>plain</t></si>',
    '<si><r><rPr><strike/></rPr><t>gone</t></r><r><t xml:space="preserve"> </t></r><r><rPr><strike/><b/></rPr><t>too</t></r></si>',
    '<si><r><rPr><strike/></rPr><t>500</t></r><r><t xml:space="preserve"> 600</t></r></si>',
    '<si><r><rPr><b/></rPr><t>kept</t></r></si>',
  ].join('')
  const rows = '<row r="1"><c r="A1" s="1"><v>1500</v></c><c r="B1" s="2"><v>2</v></c><c r="C1" s="3" t="s"><v>0</v></c><c r="D1"><v>4</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>2</v></c><c r="C2" s="1" t="s"><v>3</v></c><c r="D2" t="inlineStr"><is><r><rPr><strike/></rPr><t>in line</t></r></is></c></row><row r="3"><c r="A3" s="1"/><c r="B3" s="1"><f>1+1</f></c></row>'

  test('by the font of the cell and by the runs of its text, counted for the sheet', async () => {
    const { cells, result } = await readFileBytes(buildWorkbook({ sheets: [{ name: 'S', xml: worksheetXml(`<sheetData>${rows}</sheetData>`) }], sharedStringsXml: texts, parts: [{ name: 'xl/styles.xml', content: styles }] }))
    expect([...cells].filter(([, cell]) => cell.isStruck).map(([address]) => address)).toEqual(['A1', 'C1', 'A2', 'D2'])
    expect(cells.get('A1')).toEqual({ column: 0, type: 'number', raw: '1500', text: '1500', format: '#,##0.00', isStruck: true })
    expect(cells.get('A2')?.text).toBe('gone too')
    expect(result.findings).toMatchObject([
      { severity: 'warning', code: 'finding.file.struck-cells', params: { sheet: 'S', count: 4, first: 'A1' }, address: 'A1' },
      { severity: 'warning', code: 'finding.file.partly-struck-cells', params: { count: 1, first: 'B2' } },
      { code: 'finding.file.formulas-without-value' },
    ])
  })
})

describe('comments', () => {
  const relationships = (content: string) => ({ name: 'xl/worksheets/_rels/sheet1.xml.rels', content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${content}</Relationships>` })
  const rows = [['Partner', 'Amount'], ['Japan', 1500]]

  test('notes keep the author’s name; one on an empty place is a blank cell', async () => {
    const { cells, result, workbook } = await readFileBytes(buildWorkbook({
      sheets: [{ name: 'S', rows }],
      parts: [
        relationships(`<Relationship Id="r1" Type="${office}/comments" Target="../comments1.xml"/>`),
        { name: 'xl/comments1.xml', content: `<comments xmlns="${main}"><authors><author>Ana</author></authors><commentList><comment ref="C2" authorId="0"><text><t>empty place</t></text></comment><comment ref="B2" authorId="0"><text><r><rPr><b/></rPr><t>Ana:</t></r><r><t xml:space="preserve">\nrevised &amp; signed_x0021_</t></r><rPh><t>no</t></rPh></text></comment><comment ref="nowhere"><text><t>x</t></text></comment></commentList></comments>` },
      ],
    }))
    expect(cells.get('B2')).toMatchObject({ text: '1500', comment: 'Ana:\nrevised & signed!' })
    expect(cells.get('C2')).toEqual({ column: 2, type: 'blank', raw: '', text: '', comment: 'empty place' })
    expect(workbook.findings).toEqual([])
    expect(result.findings).toMatchObject([{ severity: 'info', code: 'finding.file.comments', params: { sheet: 'S', count: 2, first: 'B2' }, address: 'B2' }])
  })

  test('a thread stands for the note that only says to update the program, with its authors', async () => {
    const { cells } = await readFileBytes(buildWorkbook({
      sheets: [{ name: 'S', rows }],
      relationships: `<Relationship Id="p" Type="${threads}/person" Target="persons/person.xml"/>`,
      parts: [
        relationships(`<Relationship Id="r1" Type="${office}/comments" Target="../comments1.xml"/><Relationship Id="r2" Type="${threads}/threadedComment" Target="../threadedComments/threadedComment1.xml"/>`),
        { name: 'xl/comments1.xml', content: `<comments xmlns="${main}"><commentList><comment ref="B2"><text><t>[Threaded comment] Your version of Excel…</t></text></comment></commentList></comments>` },
        { name: 'xl/threadedComments/threadedComment1.xml', content: `<ThreadedComments xmlns="m"><threadedComment ref="B2" personId="{1}" id="{a}"><text>Is this paid?</text></threadedComment><threadedComment ref="B2" personId="{2}" id="{b}" parentId="{a}"><text>Yes, in May</text></threadedComment></ThreadedComments>` },
        { name: 'xl/persons/person.xml', content: `${xmlHead}<personList xmlns="m"><person displayName="Ana" id="{1}"/><person displayName="Bo" id="{2}"/></personList>` },
      ],
    }))
    expect(cells.get('B2')?.comment).toBe('Ana: Is this paid?\nBo: Yes, in May')
  })

  test('a part that is referred to and missing is no failure', async () => {
    const { cells, result } = await readFileBytes(buildWorkbook({ sheets: [{ name: 'S', rows }], parts: [relationships(`<Relationship Id="r1" Type="${office}/comments" Target="../comments9.xml"/>`)] }))
    expect(cells.get('B2')?.comment).toBeUndefined()
    expect(result.findings).toEqual([])
  })

  test('notes and strike-through as exceljs writes them', async () => {
    const book = new ExcelJs.Workbook()
    const sheet = book.addWorksheet('S')
    sheet.addRow(['Japan', 1500])
    sheet.getCell('B1').note = 'as agreed by telephone'
    sheet.getCell('A1').font = { strike: true }
    sheet.getColumn(2).hidden = true
    const { cells, result } = await readFileBytes(new Uint8Array(await book.xlsx.writeBuffer()))
    expect(cells.get('A1')).toMatchObject({ text: 'Japan', isStruck: true })
    expect(cells.get('B1')).toMatchObject({ text: '1500', comment: 'as agreed by telephone', isInHiddenColumn: true })
    expect(codes(result.findings)).toEqual(['finding.file.struck-cells', 'finding.file.hidden-columns', 'finding.file.comments'])
  })
})

describe('out of sight', () => {
  const hiddenOf = async (before: string): Promise<string> => {
    const { rows } = await readFileBytes(buildWorkbook({ sheets: [{ name: 'S', before, rows: [['a', 'b', 'c', 'd', 'e', 'f']] }] }))
    return (rows[0]?.cells ?? []).filter((cell) => cell.isInHiddenColumn).map(({ text }) => text).join('')
  }

  test.each([
    ['hidden', '<cols><col min="2" max="3" hidden="true"/></cols>', 'bc'],
    ['of no width', '<cols><col min="2" max="2" width="0" customWidth="1"/><col min="3" max="3" width="8.5"/></cols>', 'b'],
    ['of no width by default', '<sheetFormatPr defaultColWidth="0" defaultRowHeight="15"/><cols><col min="1" max="2" width="9"/></cols>', 'cdef'],
    ['a folded group before its sum', '<cols><col min="2" max="3" outlineLevel="1"/><col min="4" max="4" collapsed="1"/></cols>', 'bc'],
    ['a folded group in a group that is open', '<cols><col min="1" max="1" outlineLevel="1"/><col min="2" max="3" outlineLevel="2"/><col min="4" max="4" outlineLevel="1" collapsed="1"/></cols>', 'bc'],
    ['a folded group with a group in it', '<cols><col min="1" max="1" outlineLevel="1"/><col min="2" max="3" outlineLevel="2"/><col min="4" max="4" outlineLevel="1"/><col min="5" max="5" collapsed="1"/></cols>', 'abcd'],
    ['a folded group behind its sum', '<sheetPr><outlinePr summaryRight="0"/></sheetPr><cols><col min="1" max="1" collapsed="1"/><col min="2" max="3" outlineLevel="1"/></cols>', 'bc'],
    ['an open group', '<cols><col min="2" max="3" outlineLevel="1"/><col min="4" max="4"/></cols>', ''],
    ['nonsense', '<cols><col min="x" max="-1" hidden="1"/><col hidden="1"/></cols>', ''],
  ])('columns: %s', async (_name, before, expected) => expect(await hiddenOf(before)).toBe(expected))

  test('rows: hidden, and of no height', async () => {
    const xml = worksheetXml('<sheetData><row r="1" hidden="true"><c r="A1"><v>1</v></c></row><row r="2" ht="0" customHeight="1"><c r="A2"><v>2</v></c></row><row r="3" ht="15"><c r="A3"><v>3</v></c></row></sheetData>')
    const { rows, result } = await readFileBytes(buildWorkbook({ sheets: [{ name: 'S', xml }] }))
    expect(rows.map(({ isHidden }) => isHidden)).toEqual([true, true, false])
    expect(result.findings).toMatchObject([{ code: 'finding.file.hidden-rows', params: { count: 2, first: 'A1' } }])
  })
})
