import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellAddress, type SheetRow } from '../../../src/shared/domain/sheet.ts'
import { defaultReadLimits } from '../../../src/main/core/importing/read/limits.ts'
import { noComments } from '../../../src/main/core/importing/read/xlsx/comments.ts'
import { SheetScanner } from '../../../src/main/core/importing/read/xlsx/sheet-scanner.ts'
import { formatKind } from '../../../src/main/core/importing/read/xlsx/number-format.ts'

/** The quick way of plain cells and the general way must tell the same: chunks of a few bytes never are long enough for the quick one. */

const formats = [undefined, '0.00', 'dd/mm/yyyy', 'h:mm', '[h]:mm'].map((code, index) => ({ code, kind: code === undefined ? ('number' as const) : formatKind(code), isStruck: index === 1 }))

function scan(bytes: Buffer, chunkBytes: number): { readonly rows: readonly SheetRow[]; readonly findings: unknown } {
  const scanner = new SheetScanner({
    part: 'sheet', strings: { texts: ['Japan', '', 'Données', 'struck'], strikes: new Map([[3, 'all']]) }, formats, merges: [{ left: 1, right: 2, top: 2, bottom: 3 }], comments: noComments,
    is1904: false, limits: defaultReadLimits, maxRows: Number.POSITIVE_INFINITY,
  })
  const rows: SheetRow[] = []
  for (let at = 0, goesOn = true; at < bytes.length && goesOn; at += chunkBytes) {
    goesOn = scanner.write(bytes.subarray(at, at + chunkBytes))
    rows.push(...scanner.takeRows())
  }
  return { rows, findings: scanner.findings.list('S') }
}

const value = fc.constantFrom('0', '7', '007', '12', '-3', '-', '1.50', '.5', '5.', '1e5', '-0.25', '40179', '40179.75', '60', '123456789012345', '1234567890123456', '0.30000000000000004', '', 'x', '1 2', '3')
const attributes = fc.constantFrom('', ' s="0"', ' s="1"', ' s="2"', ' s="3"', ' s="4"', ' s="99"', " s='2'", '  s="2"', ' t="s"', ' s="1" t="s"', ' t="s" s="2"', ' t="n"', ' t="str"', ' t="b"', ' t="e"', ' cm="1"', ' t="d"', ' ph="1" s="2"')
const body = fc.tuple(value, fc.constantFrom('plain', 'formula', 'spaced', 'empty', 'closed', 'inline')).map(([text, form]) => {
  if (form === 'formula') return `><f>A1+1</f><v>${text}</v></c>`
  if (form === 'spaced') return `> <v >${text}</v > </c >`
  if (form === 'empty') return '></c>'
  if (form === 'closed') return '/>'
  if (form === 'inline') return `><is><t>é&amp;${text}</t></is></c>`
  return `><v>${text}</v></c>`
})
const cell = fc.tuple(fc.option(fc.nat(30)), attributes, body)
const sheet = fc.array(fc.array(cell, { maxLength: 12 }), { minLength: 1, maxLength: 12 }).map((rows) => {
  const xml = rows.map((cells, index) => `<row r="${index + 1}">${cells.map(([column, some, rest]) => `<c${column === null ? '' : ` r="${cellAddress(column, index + 1)}"`}${some}${rest}`).join('')}</row>`)
  return Buffer.from(`<worksheet><sheetData>${xml.join('\n')}</sheetData></worksheet>${' '.repeat(200)}`)
})

test('plain cells are read the same on the quick and on the general way', () => {
  fc.assert(
    fc.property(sheet, fc.integer({ min: 1, max: 90 }), fc.integer({ min: 150, max: 700 }), (bytes, few, some) => {
      const general = scan(bytes, few)
      expect(scan(bytes, bytes.length)).toEqual(general)
      expect(scan(bytes, some)).toEqual(general)
    }),
    { seed: 42, numRuns: 600 },
  )
})

test('the quick way keeps to the limits and to the order of columns', () => {
  const row = (cells: string): Buffer => Buffer.from(`<worksheet><sheetData><row r="1">${cells}</row></sheetData></worksheet>${' '.repeat(200)}`)
  expect(scan(row('<c r="XFD1"><v>1</v></c>'), 1e6).rows[0]?.cells).toEqual([{ column: 16_383, type: 'number', raw: '1', text: '1' }])
  expect(() => scan(row('<c r="XFE1"><v>1</v></c>'), 1e6)).toThrow('error.file-too-many-columns')
  expect(scan(row('<c r="C1"><v>3</v></c><c r="A1"><v>1</v></c><c r="C1"><v>4</v></c>'), 1e6).rows[0]?.cells.map(({ column, text }) => [column, text])).toEqual([[0, '1'], [2, '4']])
})
