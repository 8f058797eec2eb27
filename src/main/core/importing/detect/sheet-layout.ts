import type { SheetRow } from '../../../../shared/domain/sheet.ts'
import type { BlockLabel, Message, TableBlock } from '../../../../shared/domain/submission.ts'
import { blockLabels, stackAbove } from './block-labels.ts'
import { isProse, saysFootnote, topNote } from './block-notes.ts'
import { findHeaders, type FoundHeader } from './find-headers.ts'
import { groupLabels } from './group-labels.ts'
import { createHeaderWords, type HeaderWords } from './header-evidence.ts'
import { headerPaths, type DetectedColumn } from './header-path.ts'
import { columnsOf, isTagRow, linesOf, soleLabel, type SheetLine } from './sheet-lines.ts'
import { sidesOf } from './side-by-side.ts'

/**
 * How a sheet is laid out: its tables, and of each table the blocks with their header, labels, notes and rows. Rows with content that
 * lie in no block stand above the first one or between two. Linear in the cells; pure.
 */

/** A table of a sheet: blocks that have the same columns, so that one mapping holds for all of them. */
export interface SheetTable {
  readonly table: number
  readonly blocks: readonly TableBlock[]
  /** With their header path; of the first block, where later ones word it otherwise. */
  readonly columns: readonly DetectedColumn[]
  readonly confidence: number
  readonly reason: Message
}

export interface SheetLayout {
  /** In the order of their first rows, from the left where they stand side by side; none where a sheet has fewer than two columns or two rows. */
  readonly tables: readonly SheetTable[]
}

/** In: the first rows of a sheet and the number of the last of them; `isComplete` where these are all. Out: its tables, block by block. */
export function detectLayout(rows: readonly SheetRow[], lastRow: number, isComplete: boolean): SheetLayout {
  return layoutOf(rows, lastRow, isComplete, null)
}

/** The same where a person chose a header row: the table under it is the first, what stands above it is not read; a row without content gives what is found below it. */
export function layoutWithHeader(rows: readonly SheetRow[], headerRow: number, lastRow: number, isComplete: boolean): SheetLayout {
  return layoutOf(rows, lastRow, isComplete, headerRow)
}

function layoutOf(rows: readonly SheetRow[], lastRow: number, isComplete: boolean, chosenRow: number | null): SheetLayout {
  const words = createHeaderWords()
  const all = linesOf(rows)
  const tags = all.filter((line) => isTagRow(line)).map(({ row }) => row)
  const lines = tags.length === 0 ? all : all.filter((line) => !isTagRow(line))
  const isWithContent = chosenRow !== null && lines.some(({ row }) => row === chosenRow)
  const read = chosenRow === null || isWithContent ? lines : lines.filter(({ row }) => row > chosenRow)
  const sides = sidesOf(read, words).flatMap((side) => tablesOf(side, { lastRow, isComplete, words, tags, chosenRow: isWithContent ? chosenRow : null }))
  const tables = sides.sort((a, b) => (a.blocks[0]?.firstRow ?? 0) - (b.blocks[0]?.firstRow ?? 0) || (a.columns[0]?.column ?? 0) - (b.columns[0]?.column ?? 0))
  return { tables: tables.map((table, index) => ({ ...table, table: index })) }
}

interface Frame {
  readonly lastRow: number
  readonly isComplete: boolean
  readonly words: HeaderWords
  /** Rows by which a template of this application names its columns. */
  readonly tags: readonly number[]
  readonly chosenRow: number | null
}

/** A block before its labels are known. */
interface Draft {
  readonly header: FoundHeader
  readonly stack: readonly number[]
  readonly notes: TableBlock['notes']
  readonly units: SheetLine | undefined
  /** Rows under the header that are no notes. */
  readonly data: readonly SheetLine[]
  readonly isLast: boolean
  /** Which header of the sheet, from the top. */
  readonly order: number
  /** Rows of titles that lead up to the next header. */
  readonly after: readonly number[]
}

function tablesOf(lines: readonly SheetLine[], frame: Frame): SheetTable[] {
  const chosen = frame.chosenRow === null ? -1 : lines.findIndex(({ row }) => row === frame.chosenRow)
  const headers = findHeaders(lines, frame.words, chosen < 0 ? null : chosen)
  const rowsOfValues = lines.filter(({ cells }) => cells.length >= 2).length
  if (headers.length === 0) return rowsOfValues < 2 ? [] : [withoutHeader(lines, frame)]
  const stacks = headers.map((header, index) => stackAbove(lines, header, index === 0 ? 0 : (headers[index - 1]?.last ?? -1) + 1))
  const drafts = headers.map((header, index): Draft => {
    const next = headers[index + 1]
    const end = next ? (stacks[index + 1]?.[0] ?? next.top) : lines.length
    return { header, stack: stacks[index] ?? [], isLast: !next, order: index, after: lines.slice(end, next?.top).map(({ row }) => row), ...splitNotes(lines.slice(header.last + 1, end), header, next !== undefined || frame.isComplete) }
  })
  return [...Map.groupBy(drafts, ({ header }) => header.table).values()].map((group) => tableOf(lines, group, frame)).filter((table) => table !== null)
}

/** Parts the rows under a header into notes at its top, data, and footnotes at its end, where the end is known. */
function splitNotes(rows: readonly SheetLine[], { columns }: FoundHeader, hasEnd: boolean): Pick<Draft, 'notes' | 'units' | 'data'> {
  const notes: TableBlock['notes'] = []
  const data: SheetLine[] = []
  let units: SheetLine | undefined
  rows.forEach((line, index) => {
    const kind = data.length === 0 || index < 4 ? topNote(line, columns, data.length === 0) : null
    if (kind === 'units') units = line
    if (kind) notes.push({ row: line.row, kind })
    else if (saysFootnote(line)) notes.push({ row: line.row, kind: 'footnote' })
    else data.push(line)
  })
  // Prose at the end, or what stands there after a gap, is no row of the table.
  const isAfterData = (last: SheetLine | undefined, before: SheetLine | undefined): boolean =>
    last !== undefined && before !== undefined && last.cells.length === 1 && soleLabel(last) !== null && (isProse(last) || last.row > before.row + 1)
  if (hasEnd) while (isAfterData(data.at(-1), data.at(-2))) notes.push({ row: data.pop()?.row ?? 0, kind: 'footnote' })
  return { notes: notes.sort((a, b) => a.row - b.row), units, data }
}

function tableOf(lines: readonly SheetLine[], group: readonly Draft[], frame: Frame): SheetTable | null {
  const [first] = group
  if (!first) return null
  const above = blockLabels(lines, group.map(({ stack }) => stack))
  const inside = groupLabels(group.map(({ data }) => data), above.levels)
  const labelRows = new Set(inside.flat().map(({ row }) => row))
  const data = group.flatMap((draft) => draft.data.flatMap((line) => (labelRows.has(line.row) ? [] : [line.cells])))
  const columns = columnsOf(data, group.flatMap(({ header }) => header.columns.map(({ column }) => column)))
  const { header } = first
  if (data.length === 0 && !header.isChosen && header.known < 3) return null
  const found = group.map((draft, index) => blockOf(lines, draft, [...(above.labels[index] ?? []), ...(inside[index] ?? [])], frame))
  // A grouped list goes on over the titles of a page: its labels hold until the next.
  const blocks = above.levels > 0 || labelRows.size === 0 ? found : found.map((block, index) => {
    const draft = group[index]
    const next = draft && group[index + 1]?.order === draft.order + 1 ? found[index + 1] : undefined
    return next ? { ...block, lastRow: next.firstRow - 1, notes: [...block.notes, ...(draft?.after ?? []).map((row) => ({ row, kind: 'footnote' as const }))] } : block
  })
  const paths = headerPaths(lines.slice(header.top, header.last + 1), columns, first.units)
  const row = lines[header.last]?.row ?? 0
  const certainty = Math.min(0.99, Math.max(0.3, 0.35 + 0.45 * header.score + 0.2 * Math.min(1, header.known / 4)))
  const confidence = header.isChosen ? 1 : isForm(first, frame.words) ? Math.min(certainty, 0.3) : certainty
  const reason: Message = header.isChosen ? { key: 'reason.header-chosen', params: { row } } : { key: 'reason.header-found', params: { row, names: header.names, known: header.known } }
  return { table: header.table, blocks, columns: paths, confidence, reason }
}

/** Two columns whose first one holds the names: a form to fill in or a sheet of guidance, not a table. */
function isForm({ header, data }: Draft, words: HeaderWords): boolean {
  if (header.columns.length !== 2 || data.length < 2) return false
  const pairs = data.slice(0, 60).map(({ cells }) => [cells[0]?.text ?? '', cells[1]?.text ?? ''] as const)
  return pairs.filter(([name, value]) => value.length > 60 || /[:：]\s*$/.test(name) || words(name)).length >= pairs.length * 0.5
}

function blockOf(lines: readonly SheetLine[], { header, notes, data, isLast }: Draft, labels: readonly BlockLabel[], { isComplete, tags }: Frame): TableBlock {
  const top = lines[header.top]?.row ?? 1
  const headerRow = lines[header.last]?.row ?? top
  const firstRow = Math.min(top, ...labels.map(({ row }) => row))
  const lastRow = Math.max(headerRow, data.at(-1)?.row ?? 0, notes.at(-1)?.row ?? 0)
  const hidden = tags.filter((row) => row > headerRow && row <= lastRow).map((row) => ({ row, kind: 'instruction' as const }))
  return {
    firstRow, lastRow: isLast && !isComplete ? null : lastRow, headerRow, headerRows: headerRow - top + 1, labels: [...labels],
    notes: hidden.length === 0 ? [...notes] : [...notes, ...hidden].sort((a, b) => a.row - b.row),
  }
}

/** Rows that nothing heads: one block, columns without a name. */
function withoutHeader(lines: readonly SheetLine[], { lastRow, isComplete }: Frame): SheetTable {
  const columns = columnsOf(lines.filter(({ cells }) => cells.length >= 2).map(({ cells }) => cells))
  const firstRow = lines.find(({ cells }) => cells.length >= 2)?.row ?? 1
  const last = lines.at(-1)?.row ?? firstRow
  return {
    table: 0, confidence: 0.2, reason: { key: 'reason.no-header', params: { row: firstRow, last: lastRow } },
    blocks: [{ firstRow, lastRow: isComplete ? last : null, headerRow: 0, headerRows: 0, labels: [], notes: [] }],
    columns: columns.map((column) => ({ column, path: [] })),
  }
}
