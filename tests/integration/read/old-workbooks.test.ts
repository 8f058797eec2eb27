/** `.xls` of five generations and `.xlsb`: what the library gives, as our cells, and what it must not be given. */
import * as xlsx from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import type { ReadLimits } from '../../../src/main/core/importing/read/limits.ts'
import { mixedSheet, sheetJsBook, sheetJsBytes, type SheetJsFormat } from '../../fixtures/other-formats.ts'
import { readFileBytes, refusalOf } from '../../fixtures/read-rows.ts'
import { buildZip } from '../../fixtures/zip-writer.ts'

const ending: Readonly<Partial<Record<SheetJsFormat, string>>> = { xlsb: 'f.xlsb' }
const nameOf = (format: SheetJsFormat): string => ending[format] ?? 'f.xls'
const read = (book: xlsx.WorkBook, format: SheetJsFormat, limits: Partial<ReadLimits> = {}) => readFileBytes(sheetJsBytes(book, format), { name: nameOf(format), limits })
const all = ['biff8', 'biff5', 'biff4', 'biff3', 'biff2', 'xlsb'] as const

describe.each(all)('%s', (format) => {
  test('values, dates, codes, errors and formats are what was written', async () => {
    const { cells, workbook } = await read(sheetJsBook({ S: mixedSheet() }), format)
    expect(workbook.kind).toBe(format === 'xlsb' ? 'xlsb' : 'xls')
    expect(workbook.findings.map(({ code }) => code)).toEqual([])
    const texts = Object.fromEntries([...cells].map(([address, { type, text }]) => [address, `${type} ${text}`]))
    // The library writes letters beyond ASCII to the oldest formats as underscores.
    const isOldest = !['biff8', 'xlsb'].includes(format)
    expect(texts).toMatchObject({
      A1: 'text Pays', A2: isOldest ? 'text Su_de' : 'text Suède', B2: 'number 1234.5', B3: 'number -0.1', C2: 'date 2010-01-01', C3: 'date 2010-01-01T12:00:00',
      D2: 'text 01120', D3: 'text 1-2', D4: 'text =1+1', A4: 'boolean TRUE', B4: 'error #REF!',
    })
    expect(cells.get('B3')).toMatchObject({ raw: '-0.1', format: '0.0%' })
    expect(cells.get('C2')).toMatchObject({ raw: '40179', format: 'dd/mm/yyyy' })
    expect(cells.get('A2')?.comment).toBe('to be checked')
  })

  test('a file cut anywhere is refused, never half read', async () => {
    const whole = sheetJsBytes(sheetJsBook({ S: xlsx.utils.aoa_to_sheet(Array.from({ length: 300 }, (_, row) => [`Partner ${row}`, row * 1.5])) }), format)
    for (let share = 1; share < 20; share++) {
      const { code } = await refusalOf(readFileBytes(whole.subarray(0, Math.floor((whole.length * share) / 20)), { name: nameOf(format) }))
      expect(code).toBe('unreadable-file')
    }
  })

  test('what is too large to be held whole is refused before the library sees it', async () => {
    expect(await refusalOf(read(sheetJsBook({ S: mixedSheet() }), format, { wholeBytes: 100 }))).toMatchObject({ reason: 'error.file-too-large-for-format' })
  })

  test('the limits of rows, columns and cells hold', async () => {
    const book = sheetJsBook({ S: xlsx.utils.aoa_to_sheet([[1, 2, 3], [4, 5, 6]]) })
    expect((await refusalOf(read(book, format, { rows: 1 }))).reason).toBe('error.file-too-many-rows')
    expect((await refusalOf(read(book, format, { columns: 2 }))).reason).toBe('error.file-too-many-columns')
    expect((await refusalOf(read(book, format, { cells: 4 }))).reason).toBe('error.file-too-many-cells')
  })
})

describe.each(['biff8', 'xlsb'] as const)('%s', (format) => {
  test('sheets that are hidden, merges, hidden columns', async () => {
    const book = sheetJsBook({ Données: mixedSheet(), Cachée: mixedSheet(), Secret: mixedSheet() }, { Sheets: [{}, { Hidden: 1 }, { Hidden: 2 }] })
    const { workbook, cells, result } = await read(book, format)
    expect(workbook.sheets.map(({ name, visibility }) => [name, visibility])).toEqual([['Données', 'visible'], ['Cachée', 'hidden'], ['Secret', 'very-hidden']])
    expect(workbook.findings.map(({ code }) => code)).toEqual(['finding.file.hidden-sheet', 'finding.file.very-hidden-sheet'])
    expect(cells.get('D1')?.merge).toBe('origin')
    expect(cells.get('E1')).toMatchObject({ type: 'blank', merge: 'covered' })
    expect(cells.get('B2')?.isInHiddenColumn).toBe(true)
    expect(result.findings.map(({ code }) => code)).toEqual(['finding.file.hidden-columns'])
  })

  test('dates of the 1904 system', async () => {
    const book = sheetJsBook({ S: mixedSheet() }, { WBProps: { date1904: true } })
    const { cells } = await read(book, format)
    // The library moves serials by the 1462 days between the systems when it writes; what is meant stays.
    expect(['2010-01-01', '2014-01-02']).toContain(cells.get('C2')?.text)
    expect(cells.get('C2')?.text).toBe(Number(cells.get('C2')?.raw) === 40179 ? '2014-01-02' : '2010-01-01')
  })

  test('formats without values cost nothing, and the longest text is whole', async () => {
    const longest = format === 'xlsb' ? 32_767 : 255
    const sheet = xlsx.utils.aoa_to_sheet([['a', 'x'.repeat(longest)]])
    // The library writes no longer text to an old workbook; a binary one holds what Excel allows.
    for (let row = 2; row < 3000; row++) sheet[`C${row}`] = { t: 'z', z: '0.00' }
    sheet['!ref'] = 'A1:C3000'
    const bytes = sheetJsBytes(sheetJsBook({ S: sheet }), format)
    const started = performance.now()
    const { rows, result, cells } = await readFileBytes(bytes, { name: nameOf(format) })
    expect(rows).toHaveLength(1)
    expect(result.lastRow).toBe(1)
    expect(cells.get('B1')?.text).toHaveLength(longest)
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test('the ending is a claim, the content counts', async () => {
    const { workbook } = await readFileBytes(sheetJsBytes(sheetJsBook({ S: mixedSheet() }), format), { name: 'grants.csv' })
    expect(workbook.findings).toMatchObject([{ code: 'finding.file.wrong-ending', params: { kind: format === 'xlsb' ? 'xlsb' : 'xls' } }])
  })

  test('a sheet that is not there is asked for', async () => {
    expect(await refusalOf(readFileBytes(sheetJsBytes(sheetJsBook({ S: mixedSheet() }), format), { name: nameOf(format), sheet: 7 }))).toMatchObject({ code: 'not-found', reason: 'error.unknown-sheet' })
  })
})

test('formulas of a binary workbook keep their text beside the value', async () => {
  const sheet = xlsx.utils.aoa_to_sheet([[1], [2], [null]])
  sheet['A3'] = { t: 'n', v: 3, f: 'SUM(A1:A2)' }
  sheet['!ref'] = 'A1:A3'
  const { cells } = await read(sheetJsBook({ S: sheet }), 'biff8')
  expect(cells.get('A3')).toMatchObject({ type: 'number', text: '3' })
})

test('the last row of an old workbook and the widest of a binary one', async () => {
  const tall = { A65536: { t: 's', v: 'last' }, '!ref': 'A65536:A65536' } as xlsx.WorkSheet
  expect((await read(sheetJsBook({ S: tall }), 'biff8')).rows).toMatchObject([{ row: 65_536 }])
  const wide = { XFD1048576: { t: 's', v: 'corner' }, '!ref': 'XFD1048576:XFD1048576' } as xlsx.WorkSheet
  expect((await read(sheetJsBook({ S: wide }), 'xlsb')).rows).toMatchObject([{ row: 1_048_576, cells: [{ column: 16_383 }] }])
})

test('a password on an old workbook is told, not tried', async () => {
  const bytes = sheetJsBytes(sheetJsBook({ S: mixedSheet() }), 'biff8')
  // FILEPASS (0x2F) with the scheme of Excel 95 in place of the record after the first BOF: what protection writes there.
  const bof = bytes.indexOf(Buffer.from([0x09, 0x08, 0x10, 0x00]))
  const record = Buffer.concat([Buffer.from([0x2f, 0x00, 0x06, 0x00, 0, 0, 1, 2, 3, 4])])
  record.copy(bytes, bof + 20)
  expect(await refusalOf(readFileBytes(bytes, { name: 'f.xls' }))).toMatchObject({ code: 'unreadable-file', reason: 'error.file-encrypted' })
})

test('a binary workbook that lies about a part never reaches the library', async () => {
  const bytes = sheetJsBytes(sheetJsBook({ S: mixedSheet() }), 'xlsb')
  const read1 = async (parts: Parameters<typeof buildZip>[0]) => refusalOf(readFileBytes(buildZip(parts), { name: 'f.xlsb' }))
  const rels = { name: '_rels/.rels', content: '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>' }
  expect(await read1([rels, { name: 'xl/workbook.bin', content: 'x'.repeat(1000), lie: { unpackedBytes: 10 } }])).toMatchObject({ reason: 'error.file-inconsistent' })
  expect(await read1([rels, { name: 'xl/workbook.bin', content: 'x'.repeat(1000), lie: { crc: 1 } }])).toMatchObject({ reason: 'error.file-damaged' })
  expect(await read1([rels, { name: 'xl/workbook.bin', content: 'x'.repeat(1000) }])).toMatchObject({ code: 'unreadable-file' })
  expect(bytes.length).toBeGreaterThan(0)
})
