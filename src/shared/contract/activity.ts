import { z } from 'zod'
import { InWorkspace, Page, WorkspaceId } from './common.ts'
import { call, job } from './procedure.ts'

export const ChangesetEntry = z.object({
  id: z.int(),
  uuid: z.string(),
  at: z.iso.datetime(),
  person: z.string(),
  /** Message key under `changeset.*`. */
  kind: z.string(),
  reason: z.string(),
  changes: z.int(),
  /** Changeset that this one undoes, and the one that undid it. */
  undoes: z.int().nullable(),
  undoneBy: z.int().nullable(),
  canUndo: z.boolean(),
})
export type ChangesetEntry = z.infer<typeof ChangesetEntry>

export const ChangeEntry = z.object({ table: z.string(), row: z.int(), operation: z.enum(['insert', 'update', 'delete', 'close']), before: z.string().nullable(), after: z.string().nullable() })

/** A record that an undo concerns: what it is, and why it stays where it does. */
export const UndoItem = z.object({ table: z.string(), name: z.string(), /** Changesets that stand in the way, where some do. */ by: z.array(z.int()), /** Message key under `undo.*`. */ reason: z.string() })
export type UndoItem = z.infer<typeof UndoItem>

/** What taking a whole import back does where people have edited since. Lists hold the first thousand. */
export const UndoOutcome = z.object({
  /** Null while only looked at, and where nothing could be restored. */
  changeset: ChangesetEntry.nullable(),
  restored: z.int(), kept: z.int(), failed: z.int(),
  keptItems: z.array(UndoItem), failedItems: z.array(UndoItem),
})
export type UndoOutcome = z.infer<typeof UndoOutcome>

export const activity = {
  list: call(z.object({ workspace: WorkspaceId }).extend(Page.shape), z.object({ total: z.int(), entries: z.array(ChangesetEntry) })),
  changes: call(InWorkspace.extend({ changeset: z.int() }).extend(Page.shape), z.object({ total: z.int(), changes: z.array(ChangeEntry) })),
  /** Appends an inverse changeset. Refused with `conflict` where a later changeset touched the same rows, naming it. */
  undo: job(InWorkspace.extend({ changeset: z.int() }), ChangesetEntry),
  /** Takes back what nobody has touched since: the rest is listed, kept because edited since or because it could not be restored. `isDry`: only says what it would do. */
  undoImport: job(InWorkspace.extend({ changeset: z.int(), isDry: z.boolean().default(false) }), UndoOutcome),
}
