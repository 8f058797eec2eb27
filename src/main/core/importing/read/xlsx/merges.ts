import type { SheetCell } from '../../../../../shared/domain/sheet.ts'
import { fail } from '../../../../../shared/result.ts'
import type { ZipEntry } from '../zip.ts'
import { partBytes, type XlsxPackage } from './package-part.ts'
import { columnIndex } from './shared-formula.ts'
import { token, XmlScanner } from './xml-scanner.ts'

/**
 * Merged ranges stand behind the rows they concern, so they are looked for in a pass of its own before the rows are read: the bytes are
 * only searched, not scanned, until the list begins. The same pass proves size and checksum of the whole part.
 */
export interface MergedRange {
  /** Zero-based columns, one-based rows, ends included. */
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export async function readMerges(pack: XlsxPackage, entry: ZipEntry): Promise<readonly MergedRange[]> {
  const merges: MergedRange[] = []
  const scanner = new XmlScanner(entry.name, pack.limits.tokenChars)
  let state: 'searching' | 'listing' | 'done' = 'searching'
  let tail: Buffer = Buffer.alloc(0)
  for await (const chunk of partBytes(pack, entry)) {
    if (state === 'done') continue
    if (state === 'searching') {
      const start = findList(chunk)
      const across = start < 0 && tail.length > 0 ? Buffer.concat([tail, chunk.subarray(0, longestStart)]) : undefined
      const startAcross = across === undefined ? -1 : findList(across)
      tail = chunk.length >= longestStart ? chunk.subarray(-longestStart) : Buffer.concat([tail, chunk]).subarray(-longestStart)
      if (start < 0 && startAcross < 0) continue
      state = 'listing'
      if (across !== undefined && startAcross >= 0) {
        scanner.feed(across.subarray(startAcross))
        scanner.feed(chunk.subarray(longestStart))
      } else scanner.feed(chunk.subarray(start))
    } else scanner.feed(chunk)
    if (!collect(scanner, merges, pack.limits.merges)) state = 'done'
  }
  return merges.sort((a, b) => a.top - b.top || a.left - b.left)
}

/** More bytes than `<prefix:mergeCells` has. */
const longestStart = 64

/** Start of `<mergeCells` with any prefix; the word inside a text is preceded by neither `<` nor `<prefix:`. */
function findList(bytes: Buffer): number {
  for (let at = bytes.indexOf('mergeCells'); at >= 0; at = bytes.indexOf('mergeCells', at + 1)) {
    const before = bytes.toString('latin1', Math.max(0, at - 42), at)
    const open = /<(?:[\w.-]{1,40}:)?$/.exec(before)
    if (open !== null) return at - before.length + open.index
  }
  return -1
}

/** False at the end of the list. */
function collect(scanner: XmlScanner, merges: MergedRange[], limit: number): boolean {
  for (let kind = scanner.next(); kind !== token.needMore; kind = scanner.next()) {
    if (kind === token.text) continue
    if (scanner.is('mergeCells')) {
      if (kind === token.close || scanner.isSelfClosing) return false
    } else if (kind === token.open && scanner.is('mergeCell')) {
      const merge = parseRange(scanner.attribute('ref') ?? '')
      if (merge !== undefined) merges.push(merge)
      if (merges.length > limit) fail('unreadable-file', 'error.file-too-many-merges', { limit })
    } else if (scanner.depth < 1) return false
  }
  return true
}

function parseRange(ref: string): MergedRange | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(ref)
  if (match === null) return undefined
  const [a, b] = [columnIndex(match[1] ?? ''), columnIndex(match[3] ?? '')]
  const [c, d] = [Number(match[2]), Number(match[4])]
  return { left: Math.min(a, b), right: Math.max(a, b), top: Math.min(c, d), bottom: Math.max(c, d) }
}

/** The merges that touch a row; cheap when rows are asked for in ascending order. */
export function createMergeFinder(merges: readonly MergedRange[]): (row: number) => readonly MergedRange[] {
  let next = 0
  let active: readonly MergedRange[] = []
  let previous = 0
  return (row) => {
    if (row < previous) {
      next = 0
      active = []
    }
    previous = row
    const opened: MergedRange[] = []
    for (let merge = merges[next]; merge !== undefined && merge.top <= row; merge = merges[++next]) if (merge.bottom >= row) opened.push(merge)
    if (opened.length > 0 || active.some((merge) => merge.bottom < row)) active = [...active.filter((merge) => merge.bottom >= row), ...opened]
    return active
  }
}

/** A merge of more places than this adds no blank cells: no header or group of rows is that large, and a merge of a whole sheet must cost nothing. */
const maxCoveredPlaces = 4096

/** The row's cells with their place in merged ranges marked, and a blank cell for each covered place; `onHiddenValue` hears of values no one sees. */
export function applyMerges(row: number, cells: readonly SheetCell[], merges: readonly MergedRange[], onHiddenValue: (column: number) => void): readonly SheetCell[] {
  const marked = cells.map((cell) => {
    const merge = merges.find(({ left, right }) => cell.column >= left && cell.column <= right)
    if (merge === undefined) return cell
    const isOrigin = row === merge.top && cell.column === merge.left
    if (!isOrigin) onHiddenValue(cell.column)
    return { ...cell, merge: isOrigin ? ('origin' as const) : ('covered' as const) }
  })
  const taken = new Set(cells.map(({ column }) => column))
  for (const { left, right, top, bottom } of merges) {
    if ((right - left + 1) * (bottom - top + 1) > maxCoveredPlaces) continue
    for (let column = left; column <= right; column++) {
      if (taken.has(column) || (column === left && row === top)) continue
      taken.add(column)
      marked.push({ column, type: 'blank', raw: '', text: '', merge: 'covered' })
    }
  }
  return marked.sort((a, b) => a.column - b.column)
}
