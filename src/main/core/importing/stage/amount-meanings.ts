/** What the cells of amounts say beside their figure, by the mapping and options of a batch: blanks, edits. */
import type { Database } from 'better-sqlite3'
import type { BlankMeaning, ImportOptions } from '../../../../shared/domain/import-options.ts'
import type { AmountDraft, SubmissionMapping } from '../../../../shared/domain/submission.ts'
import { columnOfCell, readEditedFigures, type EditedFigure } from './edited-figures.ts'

export interface AmountMeanings {
  /** What a blank cell of the amount's column means. */
  blankOf(amount: AmountDraft): BlankMeaning
  /** What the file itself says, where a person edited the cell. */
  editedFrom(row: number, amount: AmountDraft): EditedFigure | null
}

interface Batch {
  readonly id: number
  readonly mapping: SubmissionMapping
  readonly options: ImportOptions
}

export function readAmountMeanings(db: Database, { id, mapping, options }: Batch): AmountMeanings {
  const meanings = new Map(options.blanks.map(({ column, meaning }) => [column, meaning]))
  const edits = readEditedFigures(db, id, mapping)
  return {
    blankOf(amount) {
      const column = meanings.size === 0 ? undefined : columnOfCell(amount, 'amount', mapping)
      return (column && meanings.get(column.column)) ?? 'keep'
    },
    editedFrom: (row, amount) => edits.of(row, amount),
  }
}
