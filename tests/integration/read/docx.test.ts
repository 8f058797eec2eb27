/** Tables of Word documents against hand-computed expectations. */
import { describe, expect, test } from 'vitest'
import { buildDocx, docxParts, wordCell, wordParagraph, wordRow, wordTable, wordText } from '../../fixtures/other-formats.ts'
import { readFileBytes, refusalOf } from '../../fixtures/read-rows.ts'
import { buildZip } from '../../fixtures/zip-writer.ts'

const read = (body: string, options: Parameters<typeof readFileBytes>[1] = {}) => readFileBytes(buildDocx(body), { name: 'f.docx', ...options })

test('each table is a sheet named for the paragraph above it; empty ones are none', async () => {
  const { workbook, rows } = await read(wordParagraph('Contributions received') + wordParagraph('') + wordTable(wordRow('Partner', 'Amount'), wordRow('Japan', '1,500')) + wordTable(wordRow('', ' ')) + wordParagraph(`A ${'very '.repeat(20)}long heading`) + wordTable(wordRow('x')))
  expect(workbook.kind).toBe('docx')
  expect(workbook.sheets.map(({ name }) => name)).toEqual(['Table 1: Contributions received', 'Table 2: A very very very very very very very very very very very ver…'])
  expect(rows.map(({ row, cells }) => [row, ...cells.map(({ column, text, type }) => `${column} ${type} ${text}`)])).toEqual([[1, '0 text Partner', '1 text Amount'], [2, '0 text Japan', '1 text 1,500']])
})

test('spans: a merged cell counts once, in either direction and in both', async () => {
  const merged = wordTable(
    wordRow(wordCell('Financial', '<w:gridSpan w:val="2"/>'), wordCell('Office', '<w:vMerge w:val="restart"/>')),
    wordRow('2010', '2011', wordCell('', '<w:vMerge/>')),
    wordRow(wordCell('block', '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), 'z'),
    wordRow(wordCell('', '<w:gridSpan w:val="2"/><w:vMerge w:val="continue"/>'), 'zz'),
    wordRow('a', 'b', 'c'),
  )
  const { cells } = await read(merged)
  expect([...cells].map(([address, { text, merge }]) => [address, text, merge].filter((part) => part !== undefined && part !== '').join(' '))).toEqual([
    'A1 Financial origin', 'B1 covered', 'C1 Office origin', 'A2 2010', 'B2 2011', 'C2 covered', 'A3 block origin', 'B3 covered', 'C3 z', 'A4 covered', 'B4 covered', 'C4 zz', 'A5 a', 'B5 b', 'C5 c',
  ])
})

test('a row that starts further right', async () => {
  const { cells } = await read(wordTable(wordRow('a', 'b'), `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>${wordCell('under b')}</w:tr>`))
  expect(cells.get('B2')?.text).toBe('under b')
})

test('paragraphs, breaks, tabs and runs of one cell', async () => {
  const { cells } = await read(wordTable(wordRow(wordCell(wordParagraph('one', wordText(' and a half')) + wordParagraph('two', '<w:r><w:br/><w:t>three</w:t><w:tab/><w:t>four</w:t></w:r>', '<w:r><w:instrText>SUM(ABOVE)</w:instrText></w:r>')))))
  expect(cells.get('A1')?.text).toBe('one and a half\ntwo\nthree\tfour')
})

test('a table in a cell is a table of its own, and no text of that cell', async () => {
  const { workbook, cells } = await read(wordTable(wordRow(wordCell(`${wordParagraph('outer')}${wordTable(wordRow('inner'))}${wordParagraph('after')}`))))
  expect(workbook.sheets).toHaveLength(2)
  expect(cells.get('A1')?.text).toBe('outer\nafter')
  expect((await read(wordTable(wordRow(wordCell(`${wordParagraph('outer')}${wordTable(wordRow('inner'))}`))), { sheet: 1 })).cells.get('A1')?.text).toBe('inner')
})

test('tracked changes: what was inserted stays, what was deleted goes and is named', async () => {
  const { cells, result, rows } = await read(wordTable(
    wordRow(wordCell(`<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>${wordText('1')}<w:del w:id="2"><w:r><w:delText>00</w:delText></w:r></w:del><w:ins w:id="3">${wordText('500')}</w:ins></w:p>`), 'kept'),
    `<w:tr><w:trPr><w:del w:id="4"/></w:trPr>${wordCell('gone row')}</w:tr>`,
    wordRow('last'),
  ))
  expect(cells.get('A1')?.text).toBe('1500')
  expect(rows.map(({ row }) => row)).toEqual([1, 3])
  expect(result.findings).toMatchObject([{ code: 'finding.file.deleted-text', params: { count: 2, first: 'A1' } }])
})

test('struck text is read, marked and named', async () => {
  const { cells, result } = await read(wordTable(wordRow(wordCell(wordParagraph(wordText('void', '<w:strike/>'))), wordCell(wordParagraph(wordText('old ', '<w:dstrike/>'), 'new')), wordCell(wordParagraph(wordText('fine', '<w:strike w:val="0"/>'))))))
  expect([...cells.values()].map(({ text, isStruck }) => [text, isStruck])).toEqual([['void', true], ['old new', undefined], ['fine', undefined]])
  expect(result.findings.map(({ code }) => code).sort()).toEqual(['finding.file.partly-struck-cells', 'finding.file.struck-cells'])
})

test('text boxes count once and beside the cell', async () => {
  const box = '<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:t>box</w:t></mc:Fallback></mc:AlternateContent>'
  expect((await read(wordTable(wordRow(wordCell(`<w:p>${wordText('cell')}<w:r>${box}</w:r></w:p>`))))).cells.get('A1')?.text).toBe('cell')
})

describe('bad files', () => {
  const good = wordTable(wordRow('a', 'b'), wordRow('c', 'd'))
  test.each([
    ['no table', buildDocx(wordParagraph('Dear colleague')), 'error.file-document-without-table'],
    ['own entities', buildZip(docxParts(good).map((part) => (part.name.endsWith('document.xml') ? { ...part, content: `<!DOCTYPE x [<!ENTITY a "b">]>${String(part.content)}` } : part))), 'error.file-doctype'],
    ['text that ends early', buildZip(docxParts(good).map((part) => (part.name.endsWith('document.xml') ? { ...part, content: String(part.content).slice(0, -30) } : part))), 'error.file-damaged'],
    ['a part larger than told', buildZip(docxParts(good).map((part) => (part.name.endsWith('document.xml') ? { ...part, lie: { unpackedBytes: 50 } } : part))), 'error.file-inconsistent'],
    ['tables in tables without end', buildDocx(`${'<w:tbl><w:tr><w:tc>'.repeat(60)}${'</w:tc></w:tr></w:tbl>'.repeat(60)}`), 'error.file-damaged'],
  ])('%s', async (_name, bytes, reason) => {
    expect(await refusalOf(readFileBytes(bytes, { name: 'f.docx' }))).toMatchObject({ code: 'unreadable-file', reason })
  })

  test('a file cut anywhere', async () => {
    const whole = buildDocx(good)
    for (let share = 1; share < 20; share++) expect((await refusalOf(readFileBytes(whole.subarray(0, Math.floor((whole.length * share) / 20)), { name: 'f.docx' }))).code).toBe('unreadable-file')
  })

  test('limits of rows, columns, cells and one text', async () => {
    expect((await refusalOf(read(good, { limits: { rows: 1 } }))).reason).toBe('error.file-too-many-rows')
    expect((await refusalOf(read(wordTable(wordRow(wordCell('x', '<w:gridSpan w:val="99999999"/>'))), { limits: { columns: 100 } }))).reason).toBe('error.file-too-many-columns')
    expect((await refusalOf(read(good, { limits: { cells: 3 } }))).reason).toBe('error.file-too-many-cells')
    expect((await refusalOf(read(wordTable(wordRow('x'.repeat(5000))), { limits: { tokenChars: 4000 } }))).reason).toBe('error.file-too-much-text')
  })

  test('macros, embedded files and comments are named; the ending is a claim', async () => {
    const { workbook } = await readFileBytes(buildDocx(good, [{ name: 'word/vbaProject.bin', content: 'x' }, { name: 'word/embeddings/a.xlsx', content: 'x' }, { name: 'word/comments.xml', content: 'x' }]), { name: 'f.xls' })
    expect(workbook.findings.map(({ code }) => code)).toEqual(['finding.file.wrong-ending', 'finding.file.macros', 'finding.file.embedded-objects', 'finding.file.comments'])
  })
})
