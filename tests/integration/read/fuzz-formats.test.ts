/** Damaged files of every format beside .xlsx: rows or a typed refusal, never another exception and never an endless wait. */
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as xlsx from '@e965/xlsx'
import { AppFailure } from '../../../src/shared/result.ts'
import { damaged, edits } from '../../fixtures/damaged.ts'
import { buildOds, docxParts, mixedSheet, odsParts, odsRow, odsTable, odsText, sheetJsBook, sheetJsBytes, wordCell, wordParagraph, wordRow, wordTable, wordText } from '../../fixtures/other-formats.ts'
import { readFileBytes } from '../../fixtures/read-rows.ts'
import { buildZip, type ZipPart } from '../../fixtures/zip-writer.ts'

const slow = 90_000

// The library speaks of every record that it does not know.
beforeAll(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined))
afterAll(() => void vi.restoreAllMocks())

async function endsWell(bytes: Uint8Array, name: string): Promise<void> {
  try {
    await readFileBytes(bytes, { name, limits: { entryBytes: 20_000_000, totalBytes: 40_000_000, wholeBytes: 10_000_000, cells: 200_000 } })
  } catch (error) {
    if (!(error instanceof AppFailure)) throw error
    expect(['unreadable-file', 'not-found']).toContain(error.error.code)
  }
}

const book = sheetJsBook({ S: mixedSheet(), T: xlsx.utils.aoa_to_sheet([['x', 1]]) })
const odsXml = odsTable(odsRow(odsText('a', 'table:number-columns-spanned="2" table:number-rows-spanned="2"') + '<table:covered-table-cell/>') + odsRow(odsText('b', 'table:number-columns-repeated="3"'), 'table:number-rows-repeated="2"'))
const wordXml = wordTable(wordRow(wordCell('a', '<w:gridSpan w:val="2"/>'), wordCell('b', '<w:vMerge w:val="restart"/>')), wordRow('c', wordCell(wordParagraph(wordText('d', '<w:strike/>'))), wordCell('', '<w:vMerge/>')))
const page = '<html><style>.x{mso-number-format:"0\\.00"}</style><table><caption>c</caption><tr><th colspan=2 rowspan=2>a<td class=x x:num="1.5">1,50</tr><tr><td>b<table><tr><td>n</table></table>'
const mail = `MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n${page.replaceAll('=', '=3D')}\n--b--`

test.each<[string, Uint8Array, string, number]>([
  ['.xls', sheetJsBytes(book, 'biff8'), 'f.xls', 300],
  ['.xls of Excel 95', sheetJsBytes(book, 'biff5'), 'f.xls', 150],
  ['.xls of Excel 2', sheetJsBytes(book, 'biff2'), 'f.xls', 150],
  ['.xlsb', sheetJsBytes(book, 'xlsb'), 'f.xlsb', 100],
  ['.ods', buildOds(odsXml), 'f.ods', 200],
  ['.docx', buildZip(docxParts(wordXml)), 'f.docx', 200],
  ['web page', Buffer.from(page), 'f.html', 400],
  ['mail page', Buffer.from(mail), 'f.mht', 200],
  ['text', Buffer.from('sep=;\na;"b\nc";d\r\n"x""y";2\n'), 'f.csv', 300],
])('mutated %s', async (_name, whole, name, numRuns) => {
  await fc.assert(fc.asyncProperty(edits, (changes) => endsWell(damaged(whole, changes), name)), { seed: 31, numRuns })
}, slow)

test.each<[string, readonly ZipPart[], string]>([['.ods', odsParts(odsXml), 'content.xml'], ['.docx', docxParts(wordXml), 'word/document.xml']])('mutated XML in a sound %s', async (ending, parts, target) => {
  await fc.assert(
    fc.asyncProperty(edits, (changes) => endsWell(buildZip(parts.map((part) => (part.name === target ? { ...part, content: damaged(Buffer.from(part.content), changes) } : part))), `f${ending}`)),
    { seed: 32, numRuns: 400 },
  )
}, slow)

test('mutated parts in a sound .xlsb', async () => {
  // Wire: the library declares no types for its reader of containers.
  const whole = xlsx.CFB.read(sheetJsBytes(book, 'xlsb'), { type: 'buffer' }) as { readonly FullPaths: readonly string[]; readonly FileIndex: readonly { readonly content?: Uint8Array }[] }
  const parts = whole.FullPaths.flatMap((path, index): ZipPart[] => {
    const content = whole.FileIndex[index]?.content
    return path.endsWith('/') || content === undefined ? [] : [{ name: path.replace('Root Entry/', ''), content: Uint8Array.from(content) }]
  })
  await fc.assert(
    fc.asyncProperty(fc.nat(parts.length - 1), edits, (index, changes) => endsWell(buildZip(parts.map((part, at) => (at === index ? { ...part, content: damaged(Buffer.from(part.content), changes) } : part))), 'f.xlsb')),
    { seed: 34, numRuns: 300 },
  )
}, slow)

test('arbitrary bytes behind the marks of each format', async () => {
  const start = fc.constantFrom('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', '\u0009\u0008\u0010\u0000', '\u0009\u0000\u0004\u0000', 'PK\u0003\u0004', '<html>', '<table><tr><td>', 'MIME-Version: 1.0\n', '\u00ff\u00fe', '"', 'sep=|\n').map((text) => Buffer.from(text, 'latin1'))
  await fc.assert(fc.asyncProperty(start, fc.uint8Array({ maxLength: 1500 }), fc.constantFrom('a.xls', 'a.xlsb', 'a.ods', 'a.docx', 'a.html', 'a'), (head, rest, name) => endsWell(Buffer.concat([head, rest]), name)), { seed: 33, numRuns: 500 })
}, slow)
