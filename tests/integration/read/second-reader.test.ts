import * as xlsx from '@e965/xlsx'
import ExcelJs from 'exceljs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFileBytes } from '../../fixtures/read-rows.ts'
import { buildWorkbook, type CellInput } from '../../fixtures/workbook-builder.ts'

/** Two other readers on ordinary workbooks: a cell that they read is read the same here, and none is read that they do not know. */

const cell: fc.Arbitrary<CellInput> = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'B', 'é', '東', '😀', ' ', '&', '<', '"', '\n', '_', 'x', '7'), minLength: 1, maxLength: 12 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('#N/A', '#DIV/0!', '#REF!').map((v) => ({ v, t: 'e' as const })),
  fc.integer({ min: 61, max: 73_000 }).map((v) => ({ v, format: 'yyyy-mm-dd' })),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((v) => ({ v: v / 100, format: '#,##0.00' })),
  fc.integer({ min: 0, max: 1000 }).map((v) => ({ v, f: 'SUM(A1:B2)' })),
)
/** Codes of error values (MS-XLS 2.5.10). */
const errorCodes: Readonly<Record<string, number>> = { '#DIV/0!': 7, '#REF!': 23, '#N/A': 42 }

const grid = fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 })

test('SheetJS sees the same cells', async () => {
  await fc.assert(
    fc.asyncProperty(grid, async (rows) => {
      const bytes = buildWorkbook({ sheets: [{ name: 'S', rows }] })
      const { cells } = await readFileBytes(bytes)
      const sheet = xlsx.read(bytes, { nodim: true, cellNF: true, cellText: false }).Sheets['S'] ?? {}
      const others = Object.entries(sheet).filter(([address]) => !address.startsWith('!'))
      expect([...cells.keys()].sort()).toEqual(others.map(([address]) => address).sort())
      for (const [address, other] of others) {
        const own = cells.get(address)
        // Wire: a sheet's members that do not start with "!" are cells, says the library's manual.
        const { t, v, z } = other as xlsx.CellObject
        if (own?.type === 'date') {
          expect(t).toBe('n')
          expect(Number(own.raw)).toBe(v)
          expect(own.text).toBe(xlsx.SSF.format('yyyy-mm-dd', v))
        } else if (own?.type === 'number') expect([t, Number(own.text)]).toEqual(['n', v])
        else if (own?.type === 'text') expect([t, own.text]).toEqual(['s', v])
        else if (own?.type === 'boolean') expect([t, own.text === 'TRUE']).toEqual(['b', v])
        else if (own?.type === 'error') expect([t, errorCodes[own.text]]).toEqual(['e', v])
        if (own?.format !== undefined) expect(z).toBe(own.format)
      }
    }),
    { seed: 2010, numRuns: 150 },
  )
})

test('a workbook written by exceljs is read as it was meant', async () => {
  const book = new ExcelJs.Workbook()
  const sheet = book.addWorksheet('Données')
  sheet.columns = [{ header: 'Partner', width: 20 }, { header: 'Amount' }, { header: 'Date', style: { numFmt: 'dd/mm/yyyy' } }, { header: 'Twice' }]
  for (let row = 0; row < 300; row++) sheet.addRow([`Partner ${row} & co`, row * 1234.5, new Date(Date.UTC(2008, 0, 1 + row)), { formula: `B${row + 2}*2`, result: row * 2469 }])
  sheet.mergeCells('F1:H1')
  sheet.getCell('F1').value = { richText: [{ text: 'Rich ' }, { font: { bold: true }, text: 'text' }] }
  const { workbook, cells, rows } = await readFileBytes(new Uint8Array(await book.xlsx.writeBuffer()))
  expect(workbook.sheets[0]?.name).toBe('Données')
  expect(rows).toHaveLength(301)
  expect(cells.get('F1')).toMatchObject({ text: 'Rich text', merge: 'origin' })
  for (const row of [0, 1, 150, 299]) {
    expect(cells.get(`A${row + 2}`)?.text).toBe(`Partner ${row} & co`)
    expect(cells.get(`B${row + 2}`)?.text).toBe(String(row * 1234.5))
    expect(cells.get(`C${row + 2}`)).toMatchObject({ type: 'date', text: new Date(Date.UTC(2008, 0, 1 + row)).toISOString().slice(0, 10) })
    expect(cells.get(`D${row + 2}`)).toMatchObject({ text: String(row * 2469), formula: `B${row + 2}*2` })
  }
})

test('workbooks written by SheetJS are read as they were meant', async () => {
  const book = xlsx.utils.book_new()
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([['a', 1, true, ' kept '], [], [null, 1e21, 'é', 0.1]]), 'S')
  for (const bookSST of [true, false]) {
    // Wire: with type "buffer" the library gives a Buffer, which its declarations leave open.
    const { cells } = await readFileBytes(xlsx.write(book, { type: 'buffer', bookType: 'xlsx', bookSST, compression: bookSST }) as Buffer)
    expect([...cells].map(([address, { text }]) => [address, text])).toEqual([['A1', 'a'], ['B1', '1'], ['C1', 'TRUE'], ['D1', ' kept '], ['B3', '1000000000000000000000'], ['C3', 'é'], ['D3', '0.1']])
  }
})
