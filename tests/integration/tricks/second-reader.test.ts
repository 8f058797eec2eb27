import * as xlsx from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { tricks } from '../../fixtures/tricks/index.ts'
import { readFileBytes } from '../../fixtures/read-rows.ts'

/**
 * Another reader on every workbook of the tricks, sheet by sheet and cell by cell. Where it is known to be wrong (a formula without
 * a value is dropped by it), what it must say instead is written here.
 */
const errorCodes: Readonly<Record<string, number>> = { '#DIV/0!': 7, '#REF!': 23, '#N/A': 42 }

test('there are enough of them, each with a name of its own and a reason', () => {
  expect(tricks.length).toBeGreaterThanOrEqual(60)
  expect(new Set(tricks.map(({ name }) => name)).size).toBe(tricks.length)
  for (const { why } of tricks) expect(why.length).toBeGreaterThan(20)
})

describe.each(tricks.filter(({ ending }) => ending === '.xlsx').map((trick) => [trick.name, trick] as const))('%s', (_name, { bytes }) => {
  test('both readers see the same cells', async () => {
    const file = bytes()
    const book = xlsx.read(file, { nodim: true, cellNF: true, cellText: false, cellFormula: true, cellDates: false, UTC: true })
    for (const [index, name] of book.SheetNames.entries()) {
      const { workbook, cells } = await readFileBytes(file, { sheet: index })
      expect(workbook.sheets[index]?.name).toBe(name)
      const others = new Map(Object.entries(book.Sheets[name] ?? {}).filter(([address, other]) => !address.startsWith('!') && (other as xlsx.CellObject).v !== ''))
      // Blank places of merges are ours to mark; a formula without a value is a cell here and none there.
      const own = new Map([...cells].filter(([, cell]) => cell.type !== 'blank'))
      expect([...own.keys()].sort()).toEqual([...others.keys()].filter((address) => cells.get(address)?.isUncached !== true).sort())
      for (const [address, cell] of own) {
        // Wire: a sheet's members that do not start with "!" are cells, says the library's manual.
        const { t, v, z, f } = others.get(address) as xlsx.CellObject
        if (cell.type === 'text') expect([address, t, v]).toEqual([address, 's', cell.text.replace(/\r\n/g, '\n')])
        else if (cell.type === 'number') expect([address, t, v]).toEqual([address, 'n', Number(cell.raw)])
        else if (cell.type === 'boolean') expect([address, t, v]).toEqual([address, 'b', cell.text === 'TRUE'])
        else if (cell.type === 'error') expect([address, t, v]).toEqual([address, 'e', errorCodes[cell.text]])
        else if (cell.type === 'date' && t === 'n') {
          // A cell of type d holds its date as text; the other reader counts its days.
          if (!cell.raw.includes('-')) expect([address, v]).toEqual([address, Number(cell.raw)])
          expect([address, cell.text.slice(0, 10)]).toEqual([address, xlsx.SSF.format('yyyy-mm-dd', Number(v), { date1904: book.Workbook?.WBProps?.date1904 === true })])
        } else expect([address, cell.type]).toEqual([address, 'a type that both know'])
        if (cell.formula !== undefined) expect(f).toBe(cell.formula)
        if (cell.format !== undefined && cell.type !== 'text') expect(z).toBe(cell.format)
      }
    }
  })
})
