/** What the cells of amounts say beside their figure, by the mapping and options of a batch: blanks, repeats, edits. */
import type { Database } from 'better-sqlite3'
import type { BlankMeaning, ImportOptions } from '../../../../shared/domain/import-options.ts'
import type { AmountDraft, SubmissionMapping } from '../../../../shared/domain/submission.ts'
import { columnOfCell, readEditedFigures, readMoneyText, type EditedFigure } from './edited-figures.ts'

export interface AmountMeanings {
  /** What a blank cell of the amount's column means. */
  blankOf(amount: AmountDraft): BlankMeaning
  /** The figure of a cell that stands for an amount of an earlier row, so that it is given as not reported; null of other cells. */
  repeatedFigure(amount: AmountDraft): string | null
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
  const onceOnly = new Set(mapping.repeatedAmounts.filter(({ isOneAmount }) => isOneAmount === true).map(({ column }) => column))
  const edits = readEditedFigures(db, id, mapping)
  const mainColumn = (amount: AmountDraft) => columnOfCell(amount, 'amount', mapping)
  return {
    blankOf(amount) {
      const column = meanings.size === 0 ? undefined : mainColumn(amount)
      return (column && meanings.get(column.column)) ?? 'keep'
    },
    repeatedFigure(amount) {
      const column = onceOnly.size === 0 || amount.state !== 'not-reported' ? undefined : mainColumn(amount)
      return column && onceOnly.has(column.column) ? readMoneyText(amount.cells.find(({ field }) => field === 'amount')?.raw ?? null, column) : null
    },
    editedFrom: (row, amount) => edits.of(row, amount),
  }
}
