import type { SheetCell } from '../../../../shared/domain/sheet.ts'
import type { BlockLabel } from '../../../../shared/domain/submission.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'
import { isProse, saysFootnote } from './block-notes.ts'
import type { FoundHeader } from './find-headers.ts'
import { isPageLine, labelText, soleLabel, type SheetLine } from './sheet-lines.ts'

/**
 * Labels above the headers of a table's blocks: a country or a partner as a row of its own, a region above it. The label of one block
 * alone is a title, since nothing shows that it would change; so is one that is the same above every block.
 */

/** Indexes of lines, the highest first. */
export type LabelStack = readonly number[]

const mostLevels = 4

/** The rows of one text that lead up to a header. In: the first line that may be one. Those nearest to the header come last; rows that end what stands above are left out. */
export function stackAbove(lines: readonly SheetLine[], { top }: Pick<FoundHeader, 'top'>, floor: number): LabelStack {
  const stack: number[] = []
  const leftmost = Math.min(...(lines[top]?.cells ?? []).map((cell) => cell.column))
  for (let at = top - 1; at >= floor && stack.length < mostLevels; at--) {
    const line = lines[at]
    if (line && isPageLine(line)) continue
    const cell = line ? soleLabel(line) : null
    if (!line || !cell || saysFootnote(line)) break
    const next = lines[at + 1]?.row ?? line.row
    const gap = next - line.row - 1
    const before = lines[at - 1]
    const isApart = at === floor ? before === undefined || line.row > before.row + 1 : before !== undefined && (line.row > before.row + 1 || before.cells.length === 1)
    if (stack.length === 0) {
      // A lone value to the right, right under data, says "as above" there; it leads to nothing.
      if (gap > 2 || (!isApart && cell.column > leftmost && cell.merge !== 'origin')) break
    } else if (gap > 2 || (gap > 0 && (!isApart || isProse(line)))) break
    stack.unshift(at)
  }
  return stack
}

const labelAt = (lines: readonly SheetLine[], at: number): SheetCell | null => {
  const line = lines[at]
  return line ? soleLabel(line) : null
}

/** In: the stacks above the headers of one table, in order. Out: the labels among them, block by block, and how many levels they have. */
export function blockLabels(lines: readonly SheetLine[], stacks: readonly LabelStack[]): { readonly labels: readonly (readonly BlockLabel[])[]; readonly levels: number } {
  const none = { labels: stacks.map(() => []), levels: 0 }
  const later = stacks.slice(1)
  const depths = later.map((stack) => stack.length).sort((a, b) => b - a)
  const depth = depths[later.length > 5 ? 1 : 0] ?? 0
  if (depth === 0) return none
  // The label next to the header is of the innermost level; a block without the outer ones goes on with them.
  const trimmed = stacks.map((stack) => stack.slice(-depth))
  const textsOf = (level: number): Set<string> => new Set(trimmed.flatMap((stack) => {
    const cell = labelAt(lines, stack[stack.length - depth + level] ?? -1)
    return cell ? [textKey(cell.text)] : []
  }))
  const changing = Array.from({ length: depth }, (_, level) => level).filter((level) => {
    const filled = trimmed.filter((stack) => stack.length >= depth - level).length
    return filled > 0 && textsOf(level).size > 1
  })
  const labels = trimmed.map((stack) =>
    stack.flatMap((at, index): BlockLabel[] => {
      const line = lines[at]
      const cell = labelAt(lines, at)
      const level = changing.indexOf(depth - stack.length + index)
      return line && cell && level >= 0 ? [{ row: line.row, column: cell.column, text: labelText(line), level }] : []
    }),
  )
  return { labels, levels: changing.length }
}
