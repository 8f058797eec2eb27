import { z } from 'zod'
import { Message } from '../domain/submission.ts'
import { RecipeDefinition } from '../domain/recipe.ts'
import { InWorkspace } from './common.ts'
import { call, job } from './procedure.ts'
import { CommitReport, MoneyEffect } from './submissions.ts'

export const RecipeEntry = z.object({ id: z.int(), name: z.string(), definition: RecipeDefinition, lastRun: z.object({ run: z.int(), at: z.iso.datetime() }).nullable() })
export type RecipeEntry = z.infer<typeof RecipeEntry>

/** What became of one table of one file; `sheet` is empty where the file was not read that far. Of a dry run `commit` has no submission and changeset. */
export const RecipeItem = z.object({
  step: z.int(),
  file: z.string(),
  sheet: z.string(),
  outcome: z.enum(['committed', 'unchanged', 'needs-person', 'failed', 'not-found']),
  /** Why a person is needed, or what failed. */
  reasons: z.array(Message),
  /** Staged batch to go on with, where a person is needed; null where the columns wait to be confirmed, and of a dry run. */
  batch: z.int().nullable(),
  commit: CommitReport.nullable(),
})
export type RecipeItem = z.infer<typeof RecipeItem>

/** The one page that a run ends in. */
export const RecipeReport = z.object({
  run: z.int(), recipe: z.int(), name: z.string(), at: z.iso.datetime(), person: z.string(),
  /** Nothing was committed: outcomes and money are what they would be. */
  isDry: z.boolean(),
  /** Ended by a person before the last file. */
  isCancelled: z.boolean(),
  items: z.array(RecipeItem),
  /** Of all commits together, by partner and year. */
  moneyEffect: z.array(MoneyEffect),
  needsPerson: z.int(),
})
export type RecipeReport = z.infer<typeof RecipeReport>

/** One line of the past runs of a recipe; `needsPerson` counts what failed and what was not found too. */
export const RecipeRunEntry = z.object({ run: z.int(), at: z.iso.datetime(), person: z.string(), isDry: z.boolean(), isCancelled: z.boolean(), items: z.int(), needsPerson: z.int() })
export type RecipeRunEntry = z.infer<typeof RecipeRunEntry>

export const recipes = {
  list: call(InWorkspace, z.array(RecipeEntry)),
  /** A new one, or the recipe of this id with other content. */
  save: call(InWorkspace.extend({ id: z.int().nullable(), name: z.string().trim().min(1).max(200), definition: RecipeDefinition }), RecipeEntry),
  remove: call(InWorkspace.extend({ id: z.int() }), z.object({ changeset: z.int() })),
  /** Every step in order; a cancel ends it after the file in hand, with its page. each file is committed whole or not at all. `isDry`: nothing is committed, everything is reported as it would be. */
  run: job(InWorkspace.extend({ id: z.int(), isDry: z.boolean().default(false) }), RecipeReport),
  /** Past runs, dry ones too, latest first; at most a hundred. */
  runs: call(InWorkspace.extend({ id: z.int() }), z.array(RecipeRunEntry)),
  report: call(InWorkspace.extend({ run: z.int() }), RecipeReport),
  /** Folders within the inbox, for the editor. */
  folders: call(InWorkspace, z.array(z.string())),
}
