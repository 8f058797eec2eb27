import { describe, expect, it } from 'vitest'
import { blockText, countCells, extended, fillSpans, parseBlock, pastedCells, spanOf } from '../../../src/renderer/grid/cell-range.ts'

const bounds = { rows: 10, columns: 4 }
const at = (row: number, column: number) => ({ row, column })

describe('a rectangle of cells', () => {
  it('grows from its anchor in any direction and stops at the edge', () => {
    const one = { anchor: at(5, 2), end: at(5, 2) }
    expect(spanOf(extended(one, at(-2, -1), bounds, false))).toEqual({ top: 3, bottom: 5, first: 1, last: 2 })
    expect(extended(one, at(0, 9), bounds, false).end).toEqual(at(5, 3))
    expect(extended(one, at(1, 0), bounds, true).end).toEqual(at(9, 2))
    expect(extended(one, at(-1, 0), bounds, true).end).toEqual(at(0, 2))
    expect(countCells(spanOf({ anchor: at(3, 3), end: at(1, 1) }))).toBe(9)
  })

  it('fills from its first row, or one row from the row above; the first row of all has nothing to be filled from', () => {
    expect(fillSpans({ top: 2, bottom: 4, first: 0, last: 1 })).toEqual({ from: 2, to: { top: 3, bottom: 4, first: 0, last: 1 } })
    expect(fillSpans({ top: 2, bottom: 2, first: 0, last: 1 })).toEqual({ from: 1, to: { top: 2, bottom: 2, first: 0, last: 1 } })
    expect(fillSpans({ top: 0, bottom: 0, first: 0, last: 0 })).toBeNull()
  })
})

describe('a block on the clipboard', () => {
  it.each([
    [[['a', 'b'], ['c', 'd']]],
    [[['two\nlines', 'a\ttab'], ['', 'x']]],
    [[['"quoted"', 'say "yes"'], ['5"', '']]],
    [[['1 000,50'], ['مشروع']]],
  ])('comes back as it was copied', (rows) => expect(parseBlock(blockText(rows))).toEqual(rows))

  it('reads what Excel writes: a line break after the last row, quotes only where they are needed', () => {
    expect(parseBlock('1\t2\r\n3\t4\r\n')).toEqual([['1', '2'], ['3', '4']])
    expect(parseBlock('"a ""b""\nc"\td\r\n')).toEqual([['a "b"\nc', 'd']])
    expect(parseBlock('"not closed\tb')).toEqual([['"not closed', 'b']])
    expect(parseBlock('')).toEqual([['']])
  })

  it('lands from the first cell on; what lies beyond the last cell is counted, not wrapped', () => {
    const { cells, dropped } = pastedCells([['1', '', '3'], ['4', '5', '6']], { top: 9, bottom: 9, first: 2, last: 2 }, bounds)
    expect(cells).toEqual([{ row: 9, column: 2, text: '1' }, { row: 9, column: 3, text: null }])
    expect(dropped).toBe(4)
  })

  it('of a single cell fills all that is chosen', () => {
    const { cells, dropped } = pastedCells([['x']], { top: 0, bottom: 1, first: 0, last: 1 }, bounds)
    expect(cells).toHaveLength(4)
    expect(new Set(cells.map(({ text }) => text))).toEqual(new Set(['x']))
    expect(dropped).toBe(0)
  })
})
