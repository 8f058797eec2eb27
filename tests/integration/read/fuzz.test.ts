import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppFailure } from '../../../src/shared/result.ts'
import { damaged, edits } from '../../fixtures/damaged.ts'
import { readFileBytes } from '../../fixtures/read-rows.ts'
import { buildWorkbook, workbookParts, type CellInput } from '../../fixtures/workbook-builder.ts'
import { buildZip } from '../../fixtures/zip-writer.ts'

const slow = 60_000

/** Whatever the bytes: rows or a typed refusal, never another exception, never an endless wait. */
async function endsWell(bytes: Uint8Array, name = 'file.xlsx'): Promise<void> {
  try {
    await readFileBytes(bytes, { name, limits: { entryBytes: 20_000_000, totalBytes: 40_000_000 } })
  } catch (error) {
    if (!(error instanceof AppFailure)) throw error
    expect(['unreadable-file', 'not-found']).toContain(error.error.code)
  }
}

const input = {
  sheets: [{
    name: 'S', merges: ['A1:B1', 'C2:C3'], before: '<cols><col min="1" max="2" hidden="1"/></cols>',
    rows: [['Partner', null, 'Amount'], ['Japan', { v: 40179, format: 'dd/mm/yyyy' }, 12.5], [true, { v: '#N/A', t: 'e' }, { f: 'A1', v: 3 }], [{ v: 'in', t: 'inlineStr' }]] as CellInput[][],
  }],
}
const whole = buildWorkbook(input)
const parts = workbookParts(input)

test('mutated packages', async () => {
  await fc.assert(
    fc.asyncProperty(edits, (changes) => endsWell(damaged(whole, changes))),
    { seed: 1, numRuns: 600 },
  )
}, slow)

test('mutated parts in a sound package', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(parts.length - 1), edits, (index, changes) =>
      endsWell(buildZip(parts.map((part, at) => (at === index ? { ...part, content: damaged(Buffer.from(part.content), changes) } : part)))),
    ),
    { seed: 2, numRuns: 500 },
  )
}, slow)

test('pieces of markup put where they do not belong', async () => {
  const piece = fc.constantFrom('<c', '<v>', '</v>', '<row', ' r="', '"', '>', '</c>', '<![CDATA[', ']]>', '<!--', '-->', '<?', '&#', '&amp;', '<is><t>', '</sheetData>', '<mergeCell ref="', 't="s"', 's="99999999999"', 'A1', 'XFE1', 'r="0"', '9'.repeat(30), '<f t="shared" si="0">')
  const sheet = parts.findIndex(({ name }) => name.includes('sheet1'))
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(), piece), { minLength: 1, maxLength: 6 }), (inserts) => {
      let text = String(parts[sheet]?.content)
      for (const [at, markup] of inserts) text = text.slice(0, at % text.length) + markup + text.slice(at % text.length)
      return endsWell(buildZip(parts.map((part, at) => (at === sheet ? { ...part, content: text } : part))))
    }),
    { seed: 3, numRuns: 500 },
  )
}, slow)

test('arbitrary bytes under any name', async () => {
  const start = fc.constantFrom('', 'PK\u0003\u0004', 'PK\u0005\u0006', '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', '\u00ff\u00fe', '\u00ef\u00bb\u00bf', '"', 'a,b\n"').map((text) => Buffer.from(text, 'latin1'))
  await fc.assert(
    fc.asyncProperty(start, fc.uint8Array({ maxLength: 2000 }), fc.constantFrom('a.csv', 'a.xlsx', 'a'), (head, rest, name) => endsWell(Buffer.concat([head, rest]), name)),
    { seed: 4, numRuns: 600 },
  )
}, slow)

test('values come back as they went in', async () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter((value) => !value.includes('\u0000'))
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), async (texts) => {
      const { rows } = await readFileBytes(buildWorkbook({ sheets: [{ name: 'S', rows: [texts] }] }))
      expect(rows[0]?.cells.map(({ raw }) => raw)).toEqual(texts)
    }),
    { seed: 5, numRuns: 300 },
  )
}, slow)
