import { z } from 'zod'
import { ImportOptions } from './import-options.ts'
import { SubmissionKind } from './kinds.ts'

/**
 * One step of a month-end refresh. Files are looked for in the workspace's inbox or in a folder within it, by a name pattern with `*`
 * and `?`; so a recipe holds no place of a machine and goes along with its workspace. How columns are mapped is what was confirmed
 * before for the office or the header.
 */
export const RecipeStep = z.object({
  /** Folder within the inbox, parts joined by `/`; empty for the inbox itself. */
  folder: z.string().max(200).regex(/^(?!.*(^|\/)\.{1,2}(\/|$))[^\\:]*$/, 'not a folder within the inbox').default(''),
  pattern: z.string().min(1).max(200),
  kind: SubmissionKind.nullable().default(null),
  office: z.string().nullable().default(null),
  options: ImportOptions.prefault({}),
})
export type RecipeStep = z.infer<typeof RecipeStep>

export const RecipeDefinition = z.object({ steps: z.array(RecipeStep).min(1).max(200) })
export type RecipeDefinition = z.infer<typeof RecipeDefinition>
