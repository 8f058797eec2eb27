import type { SheetCell } from '../../../../shared/domain/sheet.ts'
import { isProjectSymbol } from '../../../../shared/domain/project-symbol.ts'
import { isKnownHeader } from '../map/read-header.ts'
import { saysInstruction } from './block-notes.ts'
import { isCode, isDatum, isLabel, isYear, type SheetLine } from './sheet-lines.ts'

/** What speaks for a row being a header: words that headers use, and cells below that are of another sort than the names above them. */

/** Is a text known from headers? Each text is asked once, and no more than `mostAsked` of them: a sheet of prose must not cost seconds. */
export type HeaderWords = (text: string) => boolean
const mostAsked = 1500

export function createHeaderWords(): HeaderWords {
  const known = new Map<string, boolean>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    if (text.length > 70 || (text.length > 40 && /[,;.:]\s/.test(text)) || known.size >= mostAsked || text.trim().split(/\s+/).length > 14) return false
    const isKnown = isKnownHeader(text)
    known.set(text, isKnown)
    return isKnown
  }
}

export interface MainHeader {
  readonly at: number
  /** Label share, known words and contrast with the rows below; 0 to about 2. */
  readonly score: number
  readonly known: number
  readonly labels: number
}

const searched = 300
const noHeader: MainHeader = { at: -1, score: 0, known: 0, labels: 0 }
const worth = (share: number, known: number, contrast: number): number => share * (0.5 + 0.5 * known + 0.5 * contrast)

/** How a line looks as the header of what follows. The words are asked about only where the score could still reach `least`. */
export function scoreLine(lines: readonly SheetLine[], at: number, width: number, words: HeaderWords, least = 0): MainHeader {
  const cells = lines[at]?.cells ?? []
  if (cells.length < 2) return noHeader
  const labels = cells.filter((cell) => isLabel(cell) && cell.text.length <= 120 && !isProjectSymbol(cell.text.trim()))
  const named = labels.filter((cell) => !isYear(cell))
  const share = Math.min(1, labels.length / width) * (labels.length / cells.length) ** 2
  if (labels.length < 2 || named.length === 0 || worth(share, 1, 1) <= least) return noHeader
  const texts = new Map(labels.map((cell) => [cell.column, cell.text]))
  // Reports repeat their header further down; such a row says nothing against the first one.
  const isSameHeader = (line: SheetLine): boolean => line.cells.filter((cell) => texts.get(cell.column) === cell.text).length >= labels.length * 0.6
  const below = lines.slice(at + 1, at + 16).filter((line) => !isSameHeader(line))
  if (below.length === 0) return noHeader
  const withData = new Set<number>()
  const again = new Set<number>()
  for (const cell of below.flatMap((line) => line.cells)) {
    const label = texts.get(cell.column)
    if (label === undefined) continue
    if (label === cell.text) again.add(cell.column)
    if (!withData.has(cell.column) && isDatum(cell)) withData.add(cell.column)
  }
  const contrast = withData.size / labels.length
  const fresh = 1 - named.filter((cell) => again.has(cell.column)).length / labels.length
  if (worth(share * fresh, 1, contrast) <= least) return noHeader
  const known = named.filter((cell) => words(cell.text)).length
  return { at, score: worth(share * fresh, known / named.length, contrast), known, labels: labels.length }
}

/** How many columns the rows of a sheet usually fill: three quarters of them no more than this. */
export function usualWidth(lines: readonly SheetLine[]): number {
  const widths = lines.slice(0, 500).map((line) => line.cells.length).sort((a, b) => a - b)
  return Math.max(2, widths[Math.floor(widths.length * 0.75)] ?? 2)
}

/** The row that looks most like a header, earlier ones first; null where none does. */
export function findMainHeader(lines: readonly SheetLine[], width: number, words: HeaderWords): MainHeader | null {
  let best = noHeader
  for (let at = 0; at < Math.min(lines.length, searched); at++) {
    const found = scoreLine(lines, at, width, words, best.score * 1.15)
    const line = lines[at]
    if (found.score > best.score * 1.15 && line && !saysInstruction(line)) best = found
  }
  // Pairs of a name and what it stands for: each of them looks like a header, the first one is.
  const first = (at: number): number => (width === 2 && at > 0 && lines[at - 1]?.row === (lines[at]?.row ?? 0) - 1 && lines[at - 1]?.cells.length === 2 && (lines[at - 1]?.cells ?? []).every((cell) => isLabel(cell) && cell.text.length <= 40) ? first(at - 1) : at)
  return best.score < 0.25 ? null : { ...best, at: first(best.at) }
}

/** What the rows of a block hold, by column: of the filled cells the share of figures, and of codes. */
export type ColumnProfile = ReadonlyMap<number, { readonly filled: number; readonly data: number; readonly codes: number }>

export function profileOf(lines: readonly SheetLine[]): ColumnProfile {
  const profile = new Map<number, { filled: number; data: number; codes: number }>()
  for (const { cells } of lines) {
    if (cells.length < 2) continue
    for (const cell of cells) {
      const seen = profile.get(cell.column) ?? { filled: 0, data: 0, codes: 0 }
      seen.filled += 1
      if (isDatum(cell) || isYear(cell)) seen.data += 1
      else if (isCode(cell)) seen.codes += 1
      profile.set(cell.column, seen)
    }
  }
  return profile
}

const isUnlike = (cell: SheetCell, profile: ColumnProfile): boolean => {
  const seen = profile.get(cell.column)
  return seen !== undefined && !isYear(cell) && !isCode(cell) && (seen.data + seen.codes) * 2 > seen.filled
}

/**
 * Does a line that follows a break begin another table? In: the rows below it, and what the table above holds (null above the first
 * one). A row that could be data of that table needs more than one that could not.
 */
export function beginsTable(line: SheetLine, below: readonly SheetLine[], above: ColumnProfile | null, words: HeaderWords): boolean {
  if (line.cells.some((cell) => cell.text.length > 90) || saysInstruction(line)) return false
  const isForeign = above !== null && line.cells.some((cell) => !above.has(cell.column) || isUnlike(cell, above))
  const names = line.cells.filter((cell) => !isYear(cell))
  const isKnown = (least: number): boolean => {
    let unknown = 0
    return names.every((cell) => words(cell.text) || ++unknown <= names.length - least)
  }
  if (!isForeign && !isKnown(Math.max(2, names.length * 0.6))) return false
  const under = profileOf(below)
  if (under.size === 0) return false
  const columns = new Set(line.cells.map((cell) => cell.column))
  const covered = [...under.keys()].filter((column) => columns.has(column)).length
  const widest = below.reduce((most, { cells }) => Math.max(most, cells.length), 0)
  if (covered < under.size * 0.6 || line.cells.length < widest * 0.5) return false
  const contrast = line.cells.filter((cell) => isUnlike(cell, under)).length
  if (isForeign) return contrast >= 2 || (contrast >= 1 && isKnown(1)) || isKnown(Math.max(2, names.length * 0.5))
  return contrast >= 1 || isKnown(3)
}
