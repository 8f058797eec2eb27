/** Delimited text as offices send it: code pages, separators, lost quotation marks. */
import { expect, test } from 'vitest'
import { readFileBytes } from '../../fixtures/read-rows.ts'

const read = (content: string | Uint8Array) => readFileBytes(content, { name: 'file.csv' })
const texts = async (content: string | Uint8Array) => (await read(content)).rows.map(({ cells }) => cells.map(({ text }) => text))

/** Windows-1256 of the Arabic letters used below (code page table of Microsoft). */
const arabic: Readonly<Record<string, number>> = { 'ا': 0xc7, 'ل': 0xe1, 'س': 0xd3, 'و': 0xe6, 'د': 0xcf, 'ن': 0xe4, 'م': 0xe3, 'ص': 0xd5, 'ر': 0xd1, 'ب': 0xc8, 'غ': 0xdb, '،': 0xa1 }
const windows1256 = (text: string): Buffer => Buffer.from(Array.from(text, (char) => arabic[char] ?? char.charCodeAt(0)))

test.each([
  ['Windows-1256', windows1256('السودان;1500\nمصر;20\nالمغرب;7\n'), 'windows-1256', [['السودان', '1500'], ['مصر', '20'], ['المغرب', '7']], 'السودان, مصر, المغرب'],
  ['Windows-1252', Buffer.from('M\xe9decins d\x92Europe;\x801\nC\xf4te;2\n', 'latin1'), 'windows-1252', [['Médecins d’Europe', '€1'], ['Côte', '2']], 'Médecins, d’Europe, €, Côte'],
  ['French in capitals', Buffer.from('PAYS;R\xc9GION\nC\xd4TE;\xc9TAT \xc0 D\xc9FINIR\n', 'latin1'), 'windows-1252', [['PAYS', 'RÉGION'], ['CÔTE', 'ÉTAT À DÉFINIR']], 'RÉGION, CÔTE, ÉTAT, À'],
  ['ISO-8859-1', Buffer.from('a\x90b;\xe9\n', 'latin1'), 'iso-8859-1', [['a\u0090b', 'é']], 'é'],
])('%s is found, with the words it rests on', async (_name, bytes, encoding, rows, words) => {
  const { workbook } = await read(bytes)
  expect(await texts(bytes)).toEqual(rows)
  expect(workbook.findings).toMatchObject([{ code: 'finding.file.encoding-guessed', params: { encoding, words } }])
})

test('Arabic in UTF-16 without a mark', async () => {
  const text = 'السودان;1500;2010\r\nمصر;20;2011\r\n'
  expect(await texts(Buffer.from(text, 'utf16le'))).toEqual([['السودان', '1500', '2010'], ['مصر', '20', '2011']])
  expect(await texts(Buffer.from(text, 'utf16le').swap16())).toEqual([['السودان', '1500', '2010'], ['مصر', '20', '2011']])
})

test.each([[','], [';'], ['\t'], ['|']])('columns parted by %j', async (sign) => {
  expect(await texts(`a${sign}b${sign}c\n1${sign}2${sign}3\n`)).toEqual([['a', 'b', 'c'], ['1', '2', '3']])
})

test('a declared separator, mixed line ends, ragged rows', async () => {
  expect(await texts('sep=;\r\na,1;b\nc\r"d;1";e;f\r\n;;\n')).toEqual([['a,1', 'b'], ['c'], ['d;1', 'e', 'f']])
})

test('a lost closing quote costs one field though later fields are quoted', async () => {
  const { rows, result } = await read('a,b\n1,"open\n2,x\n3,"quoted, y"\n4,z\n')
  expect(rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([['a', 'b'], ['1', '"open'], ['2', 'x'], ['3', 'quoted, y'], ['4', 'z']])
  expect(result.findings).toMatchObject([{ code: 'finding.file.unclosed-quote', params: { count: 1, first: 'B2' } }])
})

test('rows that a quoted text may have swallowed are named', async () => {
  const { rows, result } = await read('a,b\n1,"open\n2,x\n3,y\n4,z"\n5,w\n')
  expect(rows).toHaveLength(3)
  expect(result.findings).toMatchObject([{ code: 'finding.file.quote-over-rows', address: 'B2' }])
  expect((await read('a,b\n1,"two\nlines of text\nand more"\n')).result.findings).toEqual([])
})
