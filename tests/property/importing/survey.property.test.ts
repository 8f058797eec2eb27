/** Sheets of any make through layout, mapping and checks of every kind: nothing breaks, no row and no money is lost in silence. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDecimals } from '../../../src/shared/domain/decimal.ts'
import { submissionKinds } from '../../../src/shared/domain/kinds.ts'
import { SubmissionMapping } from '../../../src/shared/domain/submission.ts'
import { createRowPipeline, proposeSheet, proposeTables } from '../../../src/main/core/importing/parser/pipeline.ts'
import { register, sheet, sheetRows, type TestValue } from '../../unit/importing/sheet-rows.ts'

const runs = { seed: 20111012, numRuns: 150 }

const words = fc.constantFrom(
  'Symbol', 'Donor', 'Title', 'Approved (USD)', 'Montant (EUR)', 'Orçamento', 'País', 'Country', 'Activity', 'Status', 'Required', 'Gap', '2010', '2010-11', 'Year', 'Japan', 'Honduras', 'Philippines', 'GCP/PHI/001/JPN', 'TOTAL', 'Sous-total', 'الإجمالي', '总计',
  'Note: provisional', 'e.g. Seeds', '(USD 000)', 'R', 'A', '1,234.5', '1.234,5', '(27.4)', '27.4-', '12%', 'USD 2.3 m', '-', '…', 'n/a', '3/4/2011', 'Bélgica; Japón', '', ' ', '\u200f', '=1+1', 'x'.repeat(300),
)
const value: fc.Arbitrary<TestValue> = fc.oneof(
  { weight: 5, arbitrary: words }, { weight: 3, arbitrary: fc.constant(null) }, { weight: 4, arbitrary: fc.integer({ min: -5000, max: 1_000_000 }) }, fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom<TestValue>({ date: '2011-02-03' }, { date: '2010-11-01' }, { error: '#REF!' }, { formula: 'SUM(A1:A9)' }, { merged: 'Core' }, { covered: true }, { bool: false }, { number: '1e21' }, { number: '0.1' }),
)
const row = fc.array(value, { maxLength: 7 })
const header = fc.constantFrom<readonly TestValue[]>(['Symbol', 'Title', 'Donor', 'Approved (USD)'], ['País', 'Title', 'Montant (EUR)'], ['Activity', 'Status', 'Responsible'], ['Country', 'Outcome', 'Required (USD)', 'Gap (USD)'])
const data = fc.record({ name: fc.constantFrom('Seeds', 'Nets', 'Wells'), donor: fc.constantFrom('Japan', 'Canada', null), amount: fc.integer({ min: 0, max: 9999 }) }).map(({ name, donor, amount }): readonly TestValue[] => [`GCP/PHI/${100 + (amount % 900)}/JPN`, name, donor, amount])
/** Blocks as offices stack them: a label, a header, rows, a total, blanks; with anything at all between. */
const stacked = fc.array(fc.oneof({ weight: 2, arbitrary: header }, { weight: 6, arbitrary: data }, fc.constantFrom<readonly TestValue[]>(['Honduras'], ['Japan'], [], [null, 'TOTAL', null, 5000], ['* Source: offices']), row), { minLength: 1, maxLength: 30 })
const matrix = fc.oneof(fc.array(row, { minLength: 1, maxLength: 25 }), stacked)

describe('any sheet, every table of it', () => {
  test('rows in = rows of all kinds; each row that the file holds is given once, and rejected with a reason or accepted with a record', () => fc.assert(fc.property(matrix, fc.nat(5), fc.boolean(), (table, more, isComplete) => {
    const rows = sheetRows(table)
    const lastRow = table.length + more
    for (const { mapping } of proposeTables(sheet, rows, lastRow, isComplete, register)) {
      expect(SubmissionMapping.safeParse(mapping).error).toBeUndefined()
      const pipeline = createRowPipeline({ mapping, register, decisions: [] })
      const out = pipeline.push(rows)
      const { accounting: { read, ...kinds }, controlSums } = pipeline.finish(lastRow)
      expect(read).toBe(lastRow)
      expect(Object.values(kinds).reduce((sum, count) => sum + count, 0)).toBe(lastRow)
      expect(out.map((one) => one.row)).toEqual(rows.map((one) => one.row))
      for (const { kind, drafts, record, problems } of out) {
        expect((drafts !== undefined) !== (record !== undefined)).toBe(kind === 'accepted')
        if (kind === 'accepted' || kind === 'rejected') expect(problems.some(({ severity }) => severity === 'error')).toBe(kind === 'rejected')
      }
      for (const { sheet: own, accepted, rejected } of controlSums) expect(addDecimals(accepted, rejected)).toBe(own)
    }
  }), runs))

  test('every kind that a person may choose takes any sheet', () => fc.assert(fc.property(matrix, fc.constantFrom(...submissionKinds), fc.nat(30), (table, kind, headerRow) => {
    const rows = sheetRows(table)
    const { mapping } = proposeSheet(sheet, rows, table.length, true, { register, kind, ...(headerRow > 0 && headerRow <= table.length ? { headerRow } : {}) })
    const pipeline = createRowPipeline({ mapping, register, decisions: [] })
    pipeline.push(rows)
    const { accounting: { read, ...kinds } } = pipeline.finish(table.length)
    expect(mapping.kind).toBe(kind)
    expect(Object.values(kinds).reduce((sum, count) => sum + count, 0)).toBe(read)
  }), runs))

  test('the money of an imported column is accepted, rejected, repeated, a total, or outside the rows of data: its cells add up', () => fc.assert(fc.property(fc.array(data, { minLength: 2, maxLength: 20 }), fc.array(fc.nat(20), { maxLength: 4 }), (rows, totalsAt) => {
    const lines: (readonly TestValue[])[] = [['Symbol', 'Title', 'Donor', 'Approved 2010 (USD)']]
    let money = 0
    let printed = 0
    for (const [index, line] of rows.entries()) {
      lines.push(line)
      money += Number(line[3])
      if (totalsAt.includes(index)) {
        lines.push([null, 'Subtotal', null, index])
        printed += index
      }
    }
    const all = sheetRows(lines)
    const { mapping } = proposeSheet(sheet, all, lines.length, true, { register, kind: 'project-contributions' })
    const pipeline = createRowPipeline({ mapping, register, decisions: [] })
    pipeline.push(all)
    const [sum] = pipeline.finish(lines.length).controlSums
    expect([Number(sum?.sheet), Number(sum?.totalRows), sum?.totalCount]).toEqual([money, printed, new Set(totalsAt.filter((at) => at < rows.length)).size])
  }), runs))
})
