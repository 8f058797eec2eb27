import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFileBytes, refusalOf } from '../../fixtures/read-rows.ts'

const read = (content: string | Uint8Array) => readFileBytes(content, { name: 'file.csv' })
const texts = async (content: string | Uint8Array) => (await read(content)).rows.map(({ row, cells }) => [row, ...cells.map(({ column, text }) => `${column}=${text}`)])

test('quotes, doubled quotes, line breaks inside quotes and blank lines', async () => {
  expect(await texts('a,b\r\n"1,5","say ""hi"""\r\n\r\n"two\nlines",x\n,last')).toEqual([[1, '0=a', '1=b'], [2, '0=1,5', '1=say "hi"'], [4, '0=two\nlines', '1=x'], [5, '1=last']])
})

test.each([
  ['UTF-8', Buffer.from('Pays;Côte d’Ivoire\nÉtat;€5\n', 'utf8'), undefined],
  ['UTF-8 with mark', Buffer.from('\ufeffPays;Côte d’Ivoire\nÉtat;€5\n', 'utf8'), undefined],
  ['UTF-16 little endian', Buffer.from('\ufeffPays;Côte d’Ivoire\nÉtat;€5\n', 'utf16le'), undefined],
  ['UTF-16 big endian', Buffer.from('\ufeffPays;Côte d’Ivoire\nÉtat;€5\n', 'utf16le').swap16(), undefined],
  ['UTF-16 without mark', Buffer.from('Pays;Cote\nEtat;5\n', 'utf16le'), 'utf-16le'],
  ['Windows-1252', Buffer.from('Pays;C\xf4te d\x92Ivoire\n\xc9tat;\x805\n', 'latin1'), 'windows-1252'],
])('%s', async (_name, bytes, guessed) => {
  const { rows, workbook } = await read(bytes)
  const plain = guessed === 'utf-16le'
  expect(rows[0]?.cells.map(({ text }) => text)).toEqual(['Pays', plain ? 'Cote' : 'Côte d’Ivoire'])
  expect(rows[1]?.cells.map(({ text }) => text)).toEqual(plain ? ['Etat', '5'] : ['État', '€5'])
  expect(workbook.findings.map(({ params }) => params['encoding'])).toEqual(guessed === undefined ? [] : [guessed])
})

test('a letter of Windows-1252 in the last line of a long file is seen', async () => {
  const { rows } = await read(Buffer.from(`${'plain,1\n'.repeat(300_000)}caf\xe9,2\n`, 'latin1'))
  expect(rows).toHaveLength(300_001)
  expect(rows.at(-1)).toMatchObject({ row: 300_001, cells: [{ text: 'café' }, { text: '2' }] })
})

test('a broken letter in UTF-8 does not change the encoding of all others', async () => {
  const { rows, workbook } = await read(Buffer.concat([Buffer.from('é,è\n'.repeat(200)), Buffer.from([0xc3, 0x2c, 0x61, 0x0a])]))
  expect(rows[0]?.cells.map(({ text }) => text)).toEqual(['é', 'è'])
  expect(workbook.findings.map(({ code }) => code)).toEqual(['finding.file.broken-characters'])
})

test('an unclosed quote costs one field, not the rest of the file', async () => {
  const { rows, result } = await read('a,b\n1,"open\n2,x\n3,y\n')
  expect(rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([['a', 'b'], ['1', '"open'], ['2', 'x'], ['3', 'y']])
  expect(result.findings).toMatchObject([{ code: 'finding.file.unclosed-quote', params: { count: 1, first: 'B2' } }])
})

test('an unclosed quote before a long rest is given up in time', async () => {
  const { rows, result } = await readFileBytes(`a,b\n1,"open\n${'2,x\n'.repeat(500_000)}`, { name: 'f.csv', limits: { tokenChars: 100_000 } })
  expect(rows).toHaveLength(500_002)
  expect(result.findings.map(({ code }) => code)).toEqual(['finding.file.unclosed-quote'])
})

test('text after a closing quote stays and is named', async () => {
  const { rows, result } = await read('"a"b,c\n')
  expect(rows[0]?.cells.map(({ text }) => text)).toEqual(['ab', 'c'])
  expect(result.findings).toMatchObject([{ code: 'finding.file.stray-quote', address: 'A1' }])
})

test('zero bytes are left out and named', async () => {
  const { rows, result } = await read(`name,amount\n${'x,y\n'.repeat(50)}a\0b,1\n`)
  expect(rows.at(-1)?.cells.map(({ text }) => text)).toEqual(['ab', '1'])
  expect(result.findings).toMatchObject([{ code: 'finding.file.zero-bytes', address: 'A52' }])
})

test('white space, numbers and formulas stay the text that they are', async () => {
  expect(await texts(' a ;1.234,50;=1+1\n')).toEqual([[1, '0= a ', '1=1.234,50', '2==1+1']])
})

test('rows beyond the limit are refused', async () => {
  expect(await refusalOf(readFileBytes('a,b\n'.repeat(20), { name: 'f.csv', limits: { rows: 10 } }))).toMatchObject({ code: 'unreadable-file', reason: 'error.file-too-many-rows', params: { name: 'f.csv' } })
})

test('what is written by the rules is read back', async () => {
  const field = fc.string({ unit: fc.constantFrom('a', 'é', ',', ';', '"', '\n', '\r\n', ' ', '\t', '7'), maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(field, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 }), async (rows) => {
      const quoted = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\r\n')
      const expected = rows.map((row, index) => [index + 1, ...row.flatMap((value, column) => (value === '' ? [] : [`${column}=${value}`]))]).filter((row) => row.length > 1)
      expect(await texts(`h,h,h,h\r\n${quoted}`)).toEqual([[1, '0=h', '1=h', '2=h', '3=h'], ...expected.map(([row, ...cells]) => [Number(row) + 1, ...cells])])
    }),
    { seed: 11, numRuns: 100 },
  )
})
