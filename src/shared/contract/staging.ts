import { z } from 'zod'
import { Problem, rowKinds, severities } from '../domain/submission.ts'
import { InWorkspace, Page } from './common.ts'
import { call, job } from './procedure.ts'
import { BatchReport } from './submissions.ts'

/** Which rows of a staged file; every condition must hold. */
export const RowFilter = z.object({
  kinds: z.array(z.enum(rowKinds)).optional(),
  /** Code of a problem that the row has, and how heavy it must be. */
  problem: z.string().optional(),
  severities: z.array(z.enum(severities)).optional(),
  changes: z.array(z.enum(['added', 'changed', 'unchanged'])).optional(),
  /** Texts that a column may show; null for an empty cell. */
  columns: z.array(z.object({ column: z.int().min(0), texts: z.array(z.string().nullable()).max(5000) })).max(50).default([]),
  isEdited: z.boolean().optional(),
  search: z.string().max(200).optional(),
})
export type RowFilter = z.infer<typeof RowFilter>

const InBatch = InWorkspace.extend({ batch: z.int() })
const Cell = z.object({ row: z.int().min(1), column: z.int().min(0) })

export const GridRow = z.object({
  row: z.int(),
  kind: z.enum(rowKinds),
  change: z.enum(['added', 'changed', 'unchanged', 'none']),
  /** As they count now, by the columns of `staging.columns`; null where the cell is empty. */
  texts: z.array(z.string().nullable()),
  /** What the file says, where a person edited the cell. */
  edits: z.array(z.object({ column: z.int(), original: z.string().nullable(), person: z.string(), at: z.iso.datetime() })),
  problems: z.array(Problem),
  /** Edited and not yet checked again. */
  isDirty: z.boolean(),
  question: z.string().nullable(),
})
export type GridRow = z.infer<typeof GridRow>

/** What an edit did; `unchecked` rows wait for `staging.check`, without which nothing is committed. */
export const EditOutcome = z.object({ cells: z.int(), rows: z.int(), unchecked: z.int() })
export type EditOutcome = z.infer<typeof EditOutcome>

/** The staging grid: a staged file cell by cell, with what a person changed beside what the file says. */
export const staging = {
  columns: call(InBatch, z.object({
    columns: z.array(z.object({ column: z.int(), letter: z.string(), header: z.string(), field: z.string(), edits: z.int() })),
    rows: z.array(z.object({ kind: z.enum(rowKinds), count: z.int() })),
    problems: z.array(z.object({ code: z.string(), severity: z.enum(severities), count: z.int() })),
    unchecked: z.int(),
  })),
  page: call(InBatch.extend(Page.shape).extend({ filter: RowFilter.default({ columns: [] }) }), z.object({ total: z.int(), rows: z.array(GridRow) })),
  /** Values of a column within the filter (its own condition left out), most frequent first; `more` are not listed. */
  facet: call(InBatch.extend({ filter: RowFilter.default({ columns: [] }), column: z.int().min(0), limit: z.int().min(1).max(2000).default(200) }), z.object({ values: z.array(z.object({ text: z.string().nullable(), rows: z.int() })), more: z.int() })),
  /** A person's texts for cells; null empties one. A block pasted from a spreadsheet is a list of these. */
  edit: call(InBatch.extend({ cells: z.array(Cell.extend({ text: z.string().max(32_767).nullable() })).min(1).max(20_000) }), EditOutcome),
  /** In the columns, of the rows of the filter. `isWhole`: the cell's whole text must equal `find`. */
  replace: job(InBatch.extend({ filter: RowFilter.default({ columns: [] }), rows: z.array(z.int().min(1)).max(20_000).optional(), columns: z.array(z.int().min(0)).min(1).max(400), find: z.string().max(32_767), replace: z.string().max(32_767), isWhole: z.boolean().default(false), isCaseSensitive: z.boolean().default(false) }), EditOutcome),
  /** Back to what the file says: the cells given, or every cell. */
  revert: call(InBatch.extend({ cells: z.array(Cell).max(20_000).nullable() }), EditOutcome),
  /** Sets rows aside with a question to the office; the rest can be committed. `column`: the cell that the question is about. */
  park: call(InBatch.extend({ rows: z.array(z.int().min(1)).min(1).max(20_000), column: z.int().min(0).nullable(), question: z.string().min(1).max(2000) }), BatchReport),
  unpark: call(InBatch.extend({ rows: z.array(z.int().min(1)).min(1).max(20_000) }), BatchReport),
  /** Checks what was edited and compares with the register again. */
  check: job(InBatch, BatchReport),
}
