import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultReadLimits } from '../../../src/main/core/importing/read/limits.ts'
import { noComments } from '../../../src/main/core/importing/read/xlsx/comments.ts'
import { SheetScanner } from '../../../src/main/core/importing/read/xlsx/sheet-scanner.ts'
import { decodeEscapes, decodeXml } from '../../../src/main/core/importing/read/xlsx/xml-scanner.ts'
import { resolveTarget } from '../../../src/main/core/importing/read/xlsx/relationships.ts'
import { shiftFormula } from '../../../src/main/core/importing/read/xlsx/shared-formula.ts'
import { xmlHead } from '../../fixtures/workbook-builder.ts'

const sheet = `${xmlHead}<!-- a > comment --><x:worksheet xmlns:x="m"><x:dimension ref="A1"/><x:cols><x:col min="3" max="3" hidden="1"/></x:cols><x:sheetData>
<x:row r="2" hidden="1"><x:c r="A2" t='s'><x:v>0</x:v></x:c><x:c r="B2" note="a>b"><x:v>1<!-- in between -->2</x:v></x:c><x:c r="C2" t="inlineStr"><x:is><x:r><x:t>é&amp;</x:t></x:r><x:rPh><x:t>no</x:t></x:rPh><x:r><x:t><![CDATA[<b>&]]></x:t></x:r></x:is></x:c></x:row>
<x:row r="3"><x:c r="A3" s="9"/><x:c r="B3"></x:c></x:row>
<x:row><x:c><x:v>5</x:v></x:c><x:c><x:f>A4*2</x:f><x:v>10</x:v></x:c><x:c t="e"><x:v>#N/A</x:v></x:c></x:row>
</x:sheetData></x:worksheet>`

function scan(chunks: readonly string[]) {
  const scanner = new SheetScanner({ part: 'sheet', strings: { texts: ['text'], strikes: new Map() }, formats: [], merges: [], comments: noComments, is1904: false, limits: defaultReadLimits, maxRows: Number.POSITIVE_INFINITY })
  const rows = []
  for (const chunk of chunks) {
    const goesOn = scanner.write(Buffer.from(chunk))
    rows.push(...scanner.takeRows())
    if (!goesOn) break
  }
  return rows
}

test('reads prefixes, comments, CDATA, cells and rows without address, and nothing of style-only rows', () => {
  expect(scan([sheet])).toEqual([
    { row: 2, isHidden: true, cells: [
      { column: 0, type: 'text', raw: 'text', text: 'text' },
      { column: 1, type: 'number', raw: '12', text: '12' },
      { column: 2, type: 'text', raw: 'é&<b>&', text: 'é&<b>&', isInHiddenColumn: true },
    ] },
    { row: 4, isHidden: false, cells: [
      { column: 0, type: 'number', raw: '5', text: '5' },
      { column: 1, type: 'number', raw: '10', text: '10', formula: 'A4*2' },
      { column: 2, type: 'error', raw: '#N/A', text: '#N/A', isInHiddenColumn: true },
    ] },
  ])
})

test('gives the same rows wherever the chunks are cut', () => {
  const whole = scan([sheet])
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: sheet.length - 1 }), { maxLength: 40 }), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), sheet.length]
      expect(scan(places.slice(1).map((end, index) => sheet.slice(places[index], end)))).toEqual(whole)
    }),
    { seed: 7, numRuns: 300 },
  )
  expect(scan(sheet.split(''))).toEqual(whole)
})

test('decodes entities and escapes once, and leaves what is neither', () => {
  expect(decodeXml('&lt;&#65;&#x1F600;&amp;lt;&nbsp;&#0;&#xD800;&')).toBe('<A😀&lt;&nbsp;\ufffd\ufffd&')
  expect(decodeXml('a\r\nb\rc')).toBe('a\nb\nc')
  expect(decodeEscapes('a_x000D__x005F_x000D_')).toBe('a\r_x000D_')
})

test('resolves targets of relationships inside the package', () => {
  expect(resolveTarget('xl/workbook.xml', 'worksheets/sheet1.xml')).toBe('xl/worksheets/sheet1.xml')
  expect(resolveTarget('xl/workbook.xml', '/xl/worksheets/sheet1.xml')).toBe('xl/worksheets/sheet1.xml')
  expect(resolveTarget('xl/a/b.xml', '..\\..\\..\\media/./x%20y.xml')).toBe('media/x y.xml')
})

test.each([
  ['A1+$B$2*C$3+$D4', 'B3+$B$2*D$3+$D6'],
  ['SUM(A1:B2)&"A1"', 'SUM(B3:C4)&"A1"'],
  ["'A1 data'!A1+Sheet2!B1", "'A1 data'!B3+Sheet2!C3"],
  ['LOG10(A1)+[1]Out!A1', 'LOG10(B3)+[1]Out!B3'],
  ['rate_A1+A1.x', 'rate_A1+A1.x'],
])('moves %s by one column and two rows', (formula, moved) => {
  expect(shiftFormula(formula, 1, 2)).toBe(moved)
})

test('a reference that leaves the sheet is an error', () => {
  expect(shiftFormula('A1', -1, 0)).toBe('#REF!')
})
