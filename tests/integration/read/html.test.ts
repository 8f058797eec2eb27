/** Tables of web pages, whatever their ending, against hand-computed expectations. */
import { describe, expect, test } from 'vitest'
import { readFileBytes, refusalOf } from '../../fixtures/read-rows.ts'

const read = (content: string | Uint8Array, options: Parameters<typeof readFileBytes>[1] = {}) => readFileBytes(content, { name: 'f.html', ...options })
const grid = async (content: string) => [...(await read(content)).cells].map(([address, { text, merge }]) => [address, text, merge].filter((part) => part !== undefined && part !== '').join(' '))

test('spans become merges, white space is what a browser shows, entities are letters', async () => {
  expect(await grid('<table><tr><th colspan=2>Fin\n   ancial&nbsp; data</th><th rowspan=2>Office<br>code</th></tr><tr><td>C&ocirc;te<td>&lt;b&gt; &#8364;</tr><tr><td rowspan=2 colspan=2>block<td>1<tr><td><p>a</p><p>b</p></table>')).toEqual([
    'A1 Fin ancial data origin', 'B1 covered', 'C1 Office\ncode origin', 'A2 Côte', 'B2 <b> €', 'C2 covered', 'A3 block origin', 'B3 covered', 'C3 1', 'A4 covered', 'B4 covered', 'C4 a\nb',
  ])
})

test('each filled table is a sheet, named for its caption or the text above; a nested one is its own', async () => {
  const { workbook, cells } = await read('<h2>Receipts  2010</h2><table><tr><td>a</td></tr></table><table><caption>Pipeline</caption><tr><td>outer <table><tr><td>inner</td></tr></table> rest</td></tr></table><table><tr><td></td></tr></table>', { sheet: 1 })
  expect(workbook.sheets.map(({ name }) => name)).toEqual(['Table 1: Receipts 2010', 'Table 2: Pipeline', 'Table 3'])
  expect(cells.get('A1')?.text).toBe('outer rest')
})

test('hidden rows, columns, tables and words; struck text; scripts are never text', async () => {
  const { workbook, cells, rows, result } = await read('<table><col><col style="display:none"><tr style="DISPLAY: none"><td>h</td></tr><tr><td>a<span style="display:none">secret<br>x</span><script>var x = "</td>"</script></td><td>b</td><td><s>gone</s></td><td><del>old</del> new</td></tr></table><table hidden><tr><td>x</td></tr></table>')
  expect(workbook.sheets.map(({ visibility }) => visibility)).toEqual(['visible', 'hidden'])
  expect(rows.map(({ row, isHidden }) => [row, isHidden])).toEqual([[1, true], [2, false]])
  expect([...cells.values()].slice(1).map(({ text, isStruck, isInHiddenColumn }) => [text, isStruck, isInHiddenColumn])).toEqual([['a', undefined, undefined], ['b', undefined, true], ['gone', true, undefined], ['old new', undefined, undefined]])
  expect(result.findings.map(({ code }) => code).sort()).toEqual(['finding.file.hidden-columns', 'finding.file.hidden-rows', 'finding.file.partly-struck-cells', 'finding.file.struck-cells'])
})

test('what Excel puts beside the text: numbers, dates, formats, formulas, errors', async () => {
  const { cells, workbook } = await readFileBytes('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><style><!--.xl24{mso-number-format:"dd\\/mm\\/yyyy";} td.xl25 {mso-number-format:"\\#\\,\\#\\#0\\.00";text-decoration:line-through}--></style><table><tr><td class=xl24 x:num="40179">01/01/2010</td><td class=xl25 x:num="1234.5">1,234.50</td><td x:num x:fmla="=SUM(A1:B1)">12</td><td x:str>01120</td><td style=\'mso-number-format:Percent\' x:num="0.275">27.50%</td><td x:bool="TRUE">VRAI</td><td x:err="#N/A" x:fmla="=NA()">#N/A</td><td>1,5</td></tr></table>', { name: 'f.xls' })
  expect([...cells.values()].map(({ type, text, format, formula, displayed }) => [type, text, format, formula, displayed])).toEqual([
    ['date', '2010-01-01', 'dd/mm/yyyy', undefined, '01/01/2010'], ['number', '1234.5', '#,##0.00', undefined, '1,234.50'], ['number', '12', undefined, 'SUM(A1:B1)', undefined], ['text', '01120', undefined, undefined, undefined],
    ['number', '0.275', '0.00%', undefined, '27.50%'], ['boolean', 'TRUE', undefined, undefined, 'VRAI'], ['error', '#N/A', undefined, 'NA()', undefined], ['text', '1,5', undefined, undefined, undefined],
  ])
  expect(cells.get('B1')?.isStruck).toBe(true)
  expect(workbook.findings).toMatchObject([{ code: 'finding.file.wrong-ending', params: { kind: 'html' } }])
})

test('numbers that LibreOffice and Google put beside the text', async () => {
  const { cells } = await read('<table><tr><td sdval="40179" sdnum="1033;0;YYYY-MM-DD">1 Jan</td><td sdval="0.5" sdnum="1033;">1/2</td><td data-sheets-value=\'{"1":3,"3":1234.5}\'>1,234.50</td></tr></table>')
  expect([...cells.values()].map(({ type, text }) => [type, text])).toEqual([['date', '2010-01-01'], ['number', '0.5'], ['number', '1234.5']])
})

test.each([
  ['its own declaration', Buffer.from('<html><meta charset="iso-8859-6"><table><tr><td>\xe5\xd5\xd1</td></tr></table>', 'latin1'), 'مصر'],
  ['Windows-1252 without one', Buffer.from('<table><tr><td>C\xf4te d\x92Ivoire</td></tr></table>', 'latin1'), 'Côte d’Ivoire'],
  ['UTF-8 that says otherwise', Buffer.from('<html><meta charset="windows-1252"><table><tr><td>Côte</td></tr></table>'), 'Côte'],
  ['UTF-16', Buffer.from('\ufeff<html><table><tr><td>Côte</td></tr></table>', 'utf16le'), 'Côte'],
])('letters by %s', async (_name, bytes, text) => {
  expect((await read(bytes)).cells.get('A1')?.text).toBe(text)
})

test('a saved mail page: its parts decoded, its pages in order', async () => {
  const page = (boundary: string) => `From: <Saved by Excel>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="${boundary}"\r\n\r\n--${boundary}\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset="windows-1252"\r\n\r\n<html><table><tr><td>C=F4te =\r\nd=92Ivoire</td></tr></table></html>\r\n--${boundary}\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--${boundary}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from('<table><tr><td>deuxième</td></tr></table>').toString('base64')}\r\n--${boundary}--\r\n`
  const { workbook, cells } = await readFileBytes(page('----=_Next'), { name: 'f.mht', sheet: 0 })
  expect(workbook).toMatchObject({ kind: 'html', findings: [] })
  expect(cells.get('A1')?.text).toBe('Côte d’Ivoire')
  expect((await readFileBytes(page('b'), { name: 'f.mht', sheet: 1 })).cells.get('A1')?.text).toBe('deuxième')
  expect((await refusalOf(readFileBytes('MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\n', { name: 'f.mht' }))).reason).toBe('error.file-web-page')
})

describe('bad files', () => {
  test('a page cut anywhere gives the rows before the cut or a refusal', async () => {
    const whole = `<html><table>${'<tr><td>a</td><td colspan=2>b</td></tr>'.repeat(20)}</table></html>`
    for (let share = 1; share < 20; share++) {
      const { rows } = await read(whole.slice(0, Math.floor((whole.length * share) / 20))).catch(() => ({ rows: [] }))
      expect(rows.length).toBeLessThanOrEqual(20)
    }
  })
  test.each([
    ['rows', '<table>' + '<tr><td>x'.repeat(20), { rows: 10 }, 'error.file-too-many-rows'],
    ['columns', '<table><tr>' + '<td colspan=1000>x'.repeat(20), {}, 'error.file-too-many-columns'],
    ['cells', '<table>' + '<tr><td>x'.repeat(20), { cells: 10 }, 'error.file-too-many-cells'],
    ['merges', '<table>' + '<tr><td colspan=2>x'.repeat(20), { merges: 10 }, 'error.file-too-many-merges'],
    ['letters in a cell', `<table><tr><td>${'x'.repeat(5000)}`, { tokenChars: 4000 }, 'error.file-too-much-text'],
    ['tables in tables', '<table><tr><td>'.repeat(1000), {}, 'error.file-damaged'],
  ] as const)('too many %s', async (_name, content, limits, reason) => {
    expect(await refusalOf(read(content, { limits }))).toMatchObject({ code: 'unreadable-file', reason })
  })
  test('spans of any size and sign cost nothing', async () => {
    expect(await grid('<table><tr><td rowspan=999999999 colspan=-5>a<td colspan=x>b<tr><td>c</table>')).toEqual(['A1 a origin', 'B1 b', 'B2 c'])
  })
})
