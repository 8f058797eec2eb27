/**
 * Labels of their own row (`Japan`, `Region: Africa`) fill a field of the rows below them: up to the next label of their level
 * or a higher one, and on into a block that follows at once and has no label itself.
 */
import type { SheetCell } from '../../../../shared/domain/sheet.ts'
import type { BlockLabel, ColumnMapping, SubmissionMapping } from '../../../../shared/domain/submission.ts'
import { foldSpace } from '../../../../shared/domain/text-key.ts'
import { readHeader } from '../map/read-header.ts'

export interface Sections {
  /** A column for each level whose labels mean something; they lie beyond the columns of the sheet. */
  readonly columns: readonly ColumnMapping[]
  readonly startBlock: (block: number) => void
  /** Takes the labels of a row; gives the highest of their levels, -1 where it has none. */
  readonly startRow: (block: number, row: number) => number
  /** A label that the layout does not know, since it lies beyond the rows that were looked at. */
  readonly startText: (row: number, column: number, text: string) => number
  /** The labels in force, as cells of `columns`. */
  readonly cells: () => readonly SheetCell[]
  /** Where the label stands that fills a column of `columns`. */
  readonly placeOf: (column: number) => { readonly column: number; readonly row: number } | null
}

/** `Country: Japan` says Japan, where its first words are a known name of a column. */
export function labelText(text: string): string {
  const folded = foldSpace(text)
  const parts = /^([^:：]{2,40})[:：]\s*(.+)$/.exec(folded)
  const name = parts?.[1]
  return name !== undefined && readHeader(name).fields.some(({ sureness }) => sureness >= 0.6) ? (parts?.[2] ?? folded) : folded
}

export function createSections({ blocks, sections }: Pick<SubmissionMapping, 'blocks' | 'sections'>, width: number): Sections {
  const columns = sections.filter(({ field }) => field !== 'ignore').map((section, index): ColumnMapping & { readonly level: number } => ({
    level: section.level, column: width + index, header: section.samples[0] ?? '', field: section.field, confidence: section.confidence, reason: section.reason, isConfirmed: section.isConfirmed, samples: section.samples,
  }))
  const labels = blocks.map((block) => Map.groupBy(block.labels, ({ row }) => row))
  const columnOfLevel = new Map(blocks.flatMap((block) => block.labels.map(({ level, column }) => [level, column] as const)))
  let open: readonly BlockLabel[] = []
  let filled: readonly SheetCell[] = []

  function put(label: BlockLabel): void {
    open = [...open.filter(({ level }) => level < label.level), label]
  }
  function fill(): void {
    filled = columns.flatMap(({ level, column }) => {
      const label = open.find((one) => one.level === level)
      const text = label === undefined ? '' : labelText(label.text)
      return text === '' ? [] : [{ column, type: 'text' as const, raw: label?.text ?? '', text }]
    })
  }
  return {
    columns,
    startBlock(block) {
      const [before, now] = [blocks[block - 1], blocks[block]]
      if (now === undefined || now.labels.length > 0 || (before?.lastRow ?? 0) + 1 === now.firstRow) return
      open = []
      fill()
    },
    startRow(block, row) {
      const found = labels[block]?.get(row) ?? []
      for (const label of found) put(label)
      if (found.length > 0) fill()
      return found.reduce((highest, { level }) => (highest < 0 ? level : Math.min(highest, level)), -1)
    },
    startText(row, column, text) {
      const level = [...columnOfLevel].find(([, known]) => known === column)?.[0] ?? -1
      if (level < 0) return -1
      put({ row, column, text, level })
      fill()
      return level
    },
    cells: () => filled,
    placeOf(column) {
      const level = columns.find((one) => one.column === column)?.level
      const label = level === undefined ? undefined : open.find((one) => one.level === level)
      return label === undefined ? null : { column: label.column, row: label.row }
    },
  }
}
