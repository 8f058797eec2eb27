import { z } from 'zod'

/** Cells of a staged sheet, column by column: what crosses from the process that reads a file to the store, and lies there. */

/** What a cell is beside its text; a column has few different ones. */
export const CellForm = z.object({
  type: z.enum(['text', 'number', 'date', 'boolean', 'error', 'blank']),
  format: z.string().optional(),
  merge: z.enum(['origin', 'covered']).optional(),
  isUncached: z.literal(true).optional(),
  isInHiddenColumn: z.literal(true).optional(),
  isStruck: z.literal(true).optional(),
})
export type CellForm = z.infer<typeof CellForm>

/**
 * A text of a column is an entry; entries of one form follow each other in runs, `[form, how many]`. `asides` name entries whose raw value
 * differs from the text, and the formulas of cells that have no value or belong to a total: `[entry, raw, formula]`.
 */
export const ColumnForms = z.object({
  forms: z.array(CellForm),
  runs: z.array(z.tuple([z.int(), z.int()])),
  asides: z.array(z.tuple([z.int(), z.string().nullable(), z.string().nullable()])),
})
export type ColumnForms = z.infer<typeof ColumnForms>

/** Bytes of their own, which may be handed from thread to thread. */
export type Bytes = Uint8Array<ArrayBuffer>

export interface SheetRows {
  /** Little-endian 32-bit row numbers, ascending. */
  readonly rows: Bytes
  readonly hidden: readonly number[]
}

export interface ColumnCells {
  readonly column: number
  readonly isSparse: boolean
  /** UTF-8 JSON of a list of texts. */
  readonly texts: Bytes
  /** JSON of ColumnForms. */
  readonly forms: string
  /** Little-endian 32-bit: an entry a row, -1 for none; of a sparse column, pairs of place of the row and entry. */
  readonly codes: Bytes
}
