/** Figures of cells that a person edited in staging, as the file itself gives them: such an amount is committed with a correction. */
import type { Database } from 'better-sqlite3'
import { toCents } from '../../../../shared/domain/decimal.ts'
import { cellAddress, columnName, type SheetCell } from '../../../../shared/domain/sheet.ts'
import type { AmountDraft, ColumnMapping, SubmissionMapping } from '../../../../shared/domain/submission.ts'
import { readAmountCell } from '../validate/read-amount-cell.ts'
import type { FigureColumns } from './corrected-figure.ts'

export interface EditedFigure {
  /** `not-reported` where the original cannot be read. */
  readonly said: FigureColumns
  /** What the file has in the cells, by address. */
  readonly raws: ReadonlyMap<string, string>
  readonly person: string
  readonly on: string
}

export interface EditedFigures {
  /** Null where no cell of the figure was edited. */
  of(row: number, amount: AmountDraft): EditedFigure | null
}

interface EditRow {
  readonly row: number
  readonly column: number
  readonly original: string | null
  readonly original_type: SheetCell['type'] | null
  readonly person: string
  readonly at: string
}

/** Decimal text of what the file has in an edited cell, in full units of the currency; null where it gives none. */
function readOriginal({ original, original_type: type }: EditRow, column: ColumnMapping): string | null {
  if (original === null || type === null) return null
  const reading = readAmountCell({ column: column.column, type, raw: original, text: original }, column, 1, cellAddress, [])
  return reading.state === 'value' ? reading.amount : null
}

/** The mapped column of one of an amount's cells. */
export function columnOfCell({ cells }: Pick<AmountDraft, 'cells'>, field: string, mapping: Pick<SubmissionMapping, 'columns'>): ColumnMapping | undefined {
  const letters = cells.find((cell) => cell.field === field)?.address.replace(/\d+$/, '')
  return letters === undefined ? undefined : mapping.columns.find(({ column }) => columnName(column) === letters)
}

export function readEditedFigures(db: Database, batch: number, mapping: SubmissionMapping): EditedFigures {
  const rows = db.prepare<[number], EditRow>('SELECT row, "column", original, original_type, person, at FROM staged_edit WHERE batch_id = ?').all(batch)
  const edits = Map.groupBy(rows, ({ row }) => row)
  return {
    of(row, amount) {
      const ofRow = edits.get(row)
      if (!ofRow) return null
      const [main, other] = [columnOfCell(amount, 'amount', mapping), columnOfCell(amount, 'other-amount', mapping)]
      const mainEdit = main && ofRow.find(({ column }) => column === main.column)
      const otherEdit = other && ofRow.find(({ column }) => column === other.column)
      const edit = mainEdit ?? otherEdit
      if (!edit) return null
      // Where only the second column has a figure, it is the amount's own.
      const isOtherOwn = amount.otherOriginal === null && other?.currency !== undefined && other.currency === amount.currency && main?.currency !== amount.currency
      const ownEdit = isOtherOwn ? otherEdit : mainEdit
      const ownColumn = isOtherOwn ? other : main
      const original = ownEdit && ownColumn ? readOriginal(ownEdit, ownColumn) : amount.original
      const otherOriginal = !isOtherOwn && otherEdit && other ? readOriginal(otherEdit, other) : amount.otherOriginal
      const currency = amount.currency
      const usdCents = original === null ? null : currency === 'USD' ? toCents(original) : amount.rate !== null && currency !== null ? toCents(original, 1, amount.rate) : null
      const said: FigureColumns = {
        state: original === null ? 'not-reported' : 'value', original, currency, other_original: original === null ? null : otherOriginal, other_currency: original === null ? null : amount.otherCurrency,
        rate: original === null ? null : amount.rate, rate_source: original === null ? null : amount.rateSource, rate_date: original === null ? null : amount.rateDate, usd_cents: usdCents, is_usd_recorded: currency === 'USD' && original !== null ? 1 : 0,
      }
      return { said, raws: new Map(ofRow.map(({ column, original: text }) => [cellAddress(column, row), text ?? ''])), person: edit.person, on: edit.at.slice(0, 10) }
    },
  }
}
