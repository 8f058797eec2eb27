import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detectLayout, layoutWithHeader, type SheetTable } from '../../../src/main/core/importing/detect/sheet-layout.ts'
import type { SheetRow } from '../../../src/shared/domain/sheet.ts'
import { sheetRows, type TestValue } from '../../unit/importing/sheet-rows.ts'

const runs = { seed: 20111012, numRuns: 600 }

const word = fc.constantFrom('Symbol', 'Title', 'Donor', 'Country', 'Approved (USD)', 'Delivery', 'Remarks', 'Japan', 'Kenya', 'AFRICA', 'Fish farming', 'Total', 'Total Japan', 'Country:', 'GCP/PHI/001/JPN', '12.5', '2010', '2010-11', 'USD', '(1)', '(2)', 'e.g. x', '* Source: x', 'Page 1 of 2', 'n/a', 'Please enter the title', '', '  ', 'المبلغ', '国家', '#REF!', '=1+1', 'rmms:v1:receipts partner')
const value: fc.Arbitrary<TestValue> = fc.oneof(
  { weight: 5, arbitrary: word },
  { weight: 4, arbitrary: fc.constant(null) },
  { weight: 3, arbitrary: fc.integer({ min: -5000, max: 5000 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom<TestValue>({ date: '2011-01-01' }, { date: '2012-12-31' }, { error: '#N/A' }, { formula: 'A1+1' }, { merged: 'Band' }, { merged: 'Kenya' }, { covered: true }, { bool: true }) },
)
/** Sheets of anything, and sheets whose rows come again, so that headers, labels and blocks occur. */
const matrix = fc.tuple(fc.array(fc.array(value, { maxLength: 6 }), { minLength: 1, maxLength: 8 }), fc.array(fc.nat(), { maxLength: 30 })).map(([rows, order]) => (order.length === 0 ? rows : order.map((at) => rows[at % rows.length] ?? [])))

const shifted = (rows: readonly SheetRow[], down: number, right: number): SheetRow[] => rows.map((row) => ({ ...row, row: row.row + down, cells: row.cells.map((cell) => ({ ...cell, column: cell.column + right })) }))
const shape = (tables: readonly SheetTable[], down: number, right: number) =>
  tables.map(({ blocks, columns, confidence }) => ({
    confidence,
    columns: columns.map(({ column, path }) => ({ column: column - right, path })),
    blocks: blocks.map((block) => ({
      firstRow: block.firstRow - down, lastRow: block.lastRow === null ? null : block.lastRow - down, headerRow: block.headerRow === 0 ? 0 : block.headerRow - down, headerRows: block.headerRows,
      labels: block.labels.map((label) => ({ ...label, row: label.row - down, column: label.column - right })), notes: block.notes.map((note) => ({ ...note, row: note.row - down })),
    })),
  }))

function check(tables: readonly SheetTable[], lastRow: number): void {
  tables.forEach(({ table, blocks, columns }, index) => {
    expect(table).toBe(index)
    expect(blocks.length).toBeGreaterThan(0)
    const numbers = columns.map(({ column }) => column)
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    let previous = 0
    for (const block of blocks) {
      const end = block.lastRow ?? lastRow
      expect(block.firstRow).toBeGreaterThan(previous)
      expect(end).toBeGreaterThanOrEqual(block.firstRow)
      expect(end).toBeLessThanOrEqual(lastRow)
      if (block.headerRow > 0) expect(block.headerRow - block.headerRows + 1).toBeGreaterThanOrEqual(block.firstRow)
      const labels = block.labels.map(({ row }) => row)
      const notes = block.notes.map(({ row }) => row)
      const special = [...labels, ...notes]
      // A row is one thing: label, note, header or data.
      expect(new Set(special).size).toBe(special.length)
      for (const row of special) {
        expect(row).toBeGreaterThanOrEqual(block.firstRow)
        expect(row).toBeLessThanOrEqual(end)
        expect(row > block.headerRow - block.headerRows && row <= block.headerRow).toBe(false)
      }
      previous = end
    }
  })
  // Blocks share rows only where their tables stand side by side.
  tables.forEach((one, index) => {
    for (const other of tables.slice(index + 1)) {
      const columns = new Set(one.columns.map(({ column }) => column))
      if (!other.columns.some(({ column }) => columns.has(column))) continue
      for (const a of one.blocks) for (const b of other.blocks) expect(a.firstRow > (b.lastRow ?? lastRow) || b.firstRow > (a.lastRow ?? lastRow)).toBe(true)
    }
  })
}

describe('the layout of any sheet', () => {
  test('every row is at most one thing, blocks are in order and apart', () => fc.assert(fc.property(matrix, fc.boolean(), (values, isComplete) => {
    const lastRow = values.length
    check(detectLayout(sheetRows(values), lastRow, isComplete).tables, lastRow)
  }), runs))
  test('the same where a person chose a header', () => fc.assert(fc.property(matrix, fc.integer({ min: 1, max: 31 }), (values, headerRow) => {
    const rows = sheetRows(values)
    const { tables } = layoutWithHeader(rows, headerRow, values.length, true)
    check(tables, values.length)
    for (const { blocks } of tables) expect(blocks[0]?.lastRow ?? headerRow).toBeGreaterThanOrEqual(Math.min(headerRow, values.length))
  }), runs))
  test('blank rows above and blank columns to the left move it and change nothing else', () => fc.assert(fc.property(matrix, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 16_000 }), (values, down, right) => {
    const rows = sheetRows(values)
    const here = detectLayout(rows, values.length, true).tables
    const there = detectLayout(shifted(rows, down, right), values.length + down, true).tables
    expect(shape(there, down, right)).toEqual(shape(here, 0, 0))
  }), runs))
  test('empty rows and cells that a file keeps around it change nothing', () => fc.assert(fc.property(matrix, fc.integer({ min: 1, max: 50 }), (values, count) => {
    const rows = sheetRows(values)
    const blank = (column: number) => ({ column, type: 'blank' as const, raw: '', text: '' })
    const padded = [...rows.map((row) => ({ ...row, cells: [...row.cells, blank(200), blank(16_383)] })), ...Array.from({ length: count }, (_, index) => ({ row: values.length + 1 + index, isHidden: false, cells: [blank(0), blank(16_383)] }))]
    expect(shape(detectLayout(padded, values.length + count, true).tables, 0, 0)).toEqual(shape(detectLayout(rows, values.length, true).tables, 0, 0))
  }), runs))
})

test('blocks made by rule are found as they were made', () => fc.assert(fc.property(
  fc.array(fc.record({ country: fc.constantFrom('Kenya', 'Nepal', 'Peru', 'Angola', 'Chile', 'Fiji'), rows: fc.integer({ min: 1, max: 6 }), gap: fc.integer({ min: 1, max: 3 }) }), { minLength: 2, maxLength: 8 }),
  fc.boolean(), fc.boolean(), fc.integer({ min: 0, max: 3 }),
  (blocks, hasLabels, hasTotals, titles) => {
    const names = ['Symbol', 'Title', 'Donor', 'Approved (USD)']
    const values: TestValue[][] = Array.from({ length: titles }, (_, index) => [`Title ${index} of the report`]).concat(titles > 0 ? [[]] : [])
    const made = blocks.map(({ country, rows, gap }, index) => {
      const firstRow = values.length + 1
      if (hasLabels) values.push([`${country} ${index}`])
      values.push(names)
      const headerRow = values.length
      for (let row = 0; row < rows; row++) values.push([`GCP/KEN/${100 + row}/JPN`, `Fish farming ${row}`, 'Japan', 1000 + row])
      if (hasTotals) values.push([null, 'TOTAL', null, 12345])
      const lastRow = values.length
      for (let row = 0; row < gap; row++) values.push([])
      return { firstRow, lastRow, headerRow, headerRows: 1, labels: hasLabels ? [{ row: firstRow, column: 0, text: `${country} ${index}`, level: 0 }] : [], notes: [] }
    })
    const { tables } = detectLayout(sheetRows(values), values.length, true)
    expect(tables).toHaveLength(1)
    expect(tables[0]?.blocks).toEqual(made)
  },
), { ...runs, numRuns: 300 }))
