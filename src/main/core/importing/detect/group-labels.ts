import type { SheetCell } from '../../../../shared/domain/sheet.ts'
import type { BlockLabel } from '../../../../shared/domain/submission.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'
import { isProse, saysFootnote } from './block-notes.ts'
import { isCode, isDatum, isTotalLine, labelText, soleLabel, type SheetLine } from './sheet-lines.ts'

/**
 * Labels among the rows of a block: grouped lists, `Japan`, its rows, `Total Japan`, `Sweden`. A row with one value may as well be data
 * (a country without figures) or go on with the row above; so the lone rows of a table are judged together.
 */

interface Lone {
  readonly at: number
  readonly cell: SheetCell
}

interface Habits {
  /** Rows looked at, and all there are. */
  readonly rows: number
  readonly all: number
  readonly filled: ReadonlyMap<number, number>
  readonly coded: ReadonlyMap<number, number>
  readonly length: ReadonlyMap<number, number>
}

/** Rows of a large table that are looked at: habits show in fewer. */
const mostLooked = 2000

/** What rows of two values or more hold, by column: how many are filled, how many are codes or figures, how long the texts are together. */
function habitsOf(lines: readonly SheetLine[]): Habits {
  const filled = new Map<number, number>()
  const coded = new Map<number, number>()
  const length = new Map<number, number>()
  let rows = 0
  const step = Math.max(1, Math.floor(lines.length / mostLooked))
  // Uneven steps: groups of an even size would show the same row of each.
  for (let at = 0; at < lines.length; at += 1 + ((at * 7919) % (2 * step - 1))) {
    const cells = lines[at]?.cells ?? []
    if (cells.length < 2) continue
    rows += 1
    for (const cell of cells) {
      filled.set(cell.column, (filled.get(cell.column) ?? 0) + 1)
      length.set(cell.column, (length.get(cell.column) ?? 0) + Math.min(cell.text.length, 200))
      if (isDatum(cell) || isCode(cell)) coded.set(cell.column, (coded.get(cell.column) ?? 0) + 1)
    }
  }
  return { rows, all: lines.filter(({ cells }) => cells.length >= 2).length, filled, coded, length }
}

const noLine: SheetLine = { row: 0, cells: [], all: [] }
const share = (part: number | undefined, whole: number | undefined): number => (whole ? (part ?? 0) / whole : 0)
const isMergedAcross = (line: SheetLine, cell: SheetCell): boolean => cell.merge === 'origin' && line.all.some((other) => other.merge === 'covered' && other.column > cell.column)

function lonesOf(lines: readonly SheetLine[], { rows, filled }: Habits): Lone[] {
  const usual = [...filled].filter(([, count]) => count >= rows * 0.3).map(([column]) => column)
  const first = Math.min(...usual)
  return lines.flatMap((line, at): Lone[] => {
    const cell = soleLabel(line)
    if (!cell || saysFootnote(line)) return []
    // A lone value under a column that is usually filled, not the first, goes on with the row above it.
    const goesOn = cell.column > first && share(filled.get(cell.column), rows) >= 0.2 && !isMergedAcross(line, cell)
    return goesOn ? [] : [{ at, cell }]
  })
}

/** Are the first texts of all rows in alphabetical order? Then a lone one is a row without figures, not a label. */
function isSorted(lines: readonly SheetLine[], column: number): boolean {
  const texts = lines.slice(0, mostLooked).filter((line) => !isTotalLine(line)).flatMap((line) => line.cells.filter((cell) => cell.column === column).map((cell) => textKey(cell.text)))
  const falls = texts.filter((text, index) => index > 0 && text < (texts[index - 1] ?? '')).length
  return texts.length >= 6 && falls <= texts.length * 0.1
}

function areLabels(lines: readonly SheetLine[], lones: readonly Lone[], habits: Habits): boolean {
  const { rows, all, filled, coded, length } = habits
  const leading = lones.filter(({ at }) => (lines[at + 1]?.cells.length ?? 0) > 0)
  if (leading.length === 0 || lones.length > all * 1.5) return false
  const starts = new Set(lones.map(({ at }) => at))
  const most = (test: (lone: Lone) => boolean, least = 0.6): boolean => lones.filter(test).length >= lones.length * least
  const column = lones[0]?.cell.column ?? 0
  const isApart = share(filled.get(column), rows) < 0.2
  let evidence = 0
  if (most(({ at, cell }) => isMergedAcross(lines[at] ?? noLine, cell))) evidence += 2
  if (isApart) evidence += 2
  if (starts.has(0)) evidence += 1
  const breaks = lones.filter(({ at }) => at > 0 && ((lines[at]?.row ?? 0) > (lines[at - 1]?.row ?? 0) + 1 || starts.has(at - 1) || isTotalLine(lines[at - 1] ?? noLine)))
  if (breaks.length > 0 && breaks.length >= (lones.length - (starts.has(0) ? 1 : 0)) * 0.6) evidence += 1
  const isCoded = share(coded.get(column), filled.get(column)) >= 0.6
  if (!isApart && isCoded && most(({ cell }) => !isCode(cell))) evidence += 1
  const mean = lones.reduce((sum, { cell }) => sum + cell.text.length, 0) / lones.length
  if (!isApart && !isCoded && share(length.get(column), filled.get(column)) >= mean * 2) evidence += 1
  const totals = lines.slice(0, mostLooked).filter((line) => line.cells.length >= 2 && isTotalLine(line)).slice(0, 50).map((line) => textKey(line.cells[0]?.text ?? ''))
  if (totals.length > 0 && lones.slice(0, 100).some(({ cell }) => totals.some((text) => text.includes(textKey(cell.text))))) evidence += 1
  if (lones.length >= 2 && lones.length <= all / 2 && leading.length === lones.length && lones.every(({ at }) => !starts.has(at + 1))) evidence += 1
  if (!isApart && isSorted(lines, column)) evidence -= 3
  return evidence >= (lones.length === 1 && starts.has(0) && !isApart ? 3 : 2)
}

/** Levels: by column where the labels stand in several; else by order, where the first run of labels has several. */
function levelsOf(lones: readonly Lone[]): { readonly levels: readonly number[]; readonly count: number } {
  const columns = [...new Set(lones.map(({ cell }) => cell.column))].sort((a, b) => a - b)
  if (columns.length > 1 && columns.length <= 3) return { levels: lones.map(({ cell }) => columns.indexOf(cell.column)), count: columns.length }
  const runs: number[] = []
  lones.forEach(({ at }, index) => {
    if (index > 0 && lones[index - 1]?.at === at - 1) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1
    else runs.push(1)
  })
  const depth = Math.min(runs[0] ?? 1, 3)
  // A single run of two at the top is a region with its first country only where a second region follows or nothing contradicts it.
  const count = depth > 1 && (runs.length === 1 || runs.slice(1).some((run) => run > 1)) ? depth : 1
  const levels = runs.flatMap((run) => Array.from({ length: run }, (_, index) => Math.max(0, count - run + index)))
  return { levels, count }
}

/**
 * In: the rows of data of each block of a table, notes left out, and how many levels of labels stand above the headers. Out: labels by
 * block. A lone row at the very end of a table is a label only where it begins what others begin too.
 */
export function groupLabels(blocks: readonly (readonly SheetLine[])[], outer: number): BlockLabel[][] {
  const lines = blocks.flat()
  if (!lines.some(({ cells }) => cells.length <= 2)) return blocks.map(() => [])
  const habits = habitsOf(lines)
  const lones = habits.rows === 0 ? [] : lonesOf(lines, habits).filter(({ at }) => !isProse(lines[at] ?? noLine) || at < lines.length - 1)
  if (lones.length === 0 || !areLabels(lines, lones, habits)) return blocks.map(() => [])
  const { levels } = levelsOf(lones)
  const byRow = new Map<SheetLine | undefined, BlockLabel>()
  lones.forEach(({ at, cell }, index) => byRow.set(lines[at], { row: lines[at]?.row ?? 0, column: cell.column, text: labelText(lines[at] ?? noLine), level: outer + (levels[index] ?? 0) }))
  return blocks.map((rows) => rows.flatMap((line) => byRow.get(line) ?? []))
}
