import type { SheetCell } from '../../../../shared/domain/sheet.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'
import { findMainHeader, usualWidth, type HeaderWords } from './header-evidence.ts'
import { columnsOf, type SheetLine } from './sheet-lines.ts'

/**
 * Tables that stand side by side, with an empty column between them. One table with an empty column in it is the commoner case: two are
 * taken only where each side has a header of its own and either the headers stand in different rows, or repeat each other, or one side
 * goes on without the other.
 */

interface Span {
  readonly from: number
  readonly to: number
}

const isEmpty = (cell: SheetCell): boolean => cell.type === 'blank' && cell.merge === undefined

/** Runs of columns that rows of two values or more fill or cover; a run of one column belongs to its neighbour. */
function runsOf(lines: readonly SheetLine[]): Span[] {
  const columns = columnsOf(lines.filter(({ cells }) => cells.length >= 2).map(({ all }) => (all.some(isEmpty) ? all.filter((cell) => !isEmpty(cell)) : all)))
  const runs: Span[] = []
  for (const column of columns) {
    const run = runs.at(-1)
    if (run && column === run.to + 1) runs[runs.length - 1] = { from: run.from, to: column }
    else runs.push({ from: column, to: column })
  }
  return runs
}

const within = (lines: readonly SheetLine[], { from, to }: Span): SheetLine[] =>
  lines.flatMap((line) => {
    const cells = line.cells.filter(({ column }) => column >= from && column <= to)
    return cells.length === 0 ? [] : [{ row: line.row, cells, all: line.all.filter(({ column }) => column >= from && column <= to) }]
  })

function areTwo(left: readonly SheetLine[], right: readonly SheetLine[], words: HeaderWords): boolean {
  const headers = [left, right].map((side) => {
    const found = findMainHeader(side, usualWidth(side), words)
    const line = found ? side[found.at] : undefined
    return found && line && side.length - found.at > 2 ? { line, from: found.at } : null
  })
  const [one, two] = headers
  if (!one || !two) return false
  if (one.line.row !== two.line.row) return true
  const names = new Set(one.line.cells.map((cell) => textKey(cell.text)))
  if (two.line.cells.filter((cell) => names.has(textKey(cell.text))).length >= Math.min(one.line.cells.length, two.line.cells.length) * 0.5) return true
  const ends = [left.at(-1)?.row ?? 0, right.at(-1)?.row ?? 0]
  const [shorter, end] = (ends[0] ?? 0) < (ends[1] ?? 0) ? [left, ends[0] ?? 0] : [right, ends[1] ?? 0]
  const top = one.line.row
  const isDense = shorter.filter(({ row, cells }) => row > top && cells.length >= 2).length >= (end - top) * 0.9
  return isDense && end - top >= 3 && Math.abs((ends[0] ?? 0) - (ends[1] ?? 0)) >= 2
}

/** The lines of each table of a sheet whose tables stand side by side, from the left; all lines where there is but one. */
export function sidesOf(lines: readonly SheetLine[], words: HeaderWords): (readonly SheetLine[])[] {
  const runs = runsOf(lines)
  if (runs.length < 2 || runs.length > 12) return [lines]
  const sides: Span[] = []
  for (const run of runs) {
    const last = sides.at(-1)
    if (last && (last.from === last.to || run.from === run.to || !areTwo(within(lines, last), within(lines, run), words))) sides[sides.length - 1] = { from: last.from, to: run.to }
    else sides.push(run)
  }
  const [first, ...others] = sides
  if (!first || others.length === 0) return [lines]
  // What stands left or right of all runs, a date of printing or a title, goes to the nearest side.
  return sides.map((side, index) => within(lines, { from: index === 0 ? 0 : side.from, to: (sides[index + 1]?.from ?? Infinity) - 1 }))
}
