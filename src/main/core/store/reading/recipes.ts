/** Saved recipes, the pages of their runs, and what became of a file's sheets before. */
import type { Database } from 'better-sqlite3'
import type { RecipeEntry, RecipeReport, RecipeRunEntry } from '../../../../shared/contract/recipes.ts'
import type { SubmissionKind } from '../../../../shared/domain/kinds.ts'
import { RecipeDefinition } from '../../../../shared/domain/recipe.ts'
import { fail } from '../../../../shared/result.ts'

/** Tables of a file, known by its bytes, that the register holds or that wait for a person. */
export interface FileState {
  readonly committed: readonly { readonly sheet: string; readonly kind: SubmissionKind; readonly table: number; readonly at: string }[]
  readonly waiting: readonly { readonly sheet: string; readonly kind: SubmissionKind; readonly table: number; readonly at: string; readonly batch: number; readonly person: string }[]
}

export interface RecipeReading {
  list(): RecipeEntry[]
  /** Fails with not-found where it is gone. */
  recipe(id: number): RecipeEntry
  /** Latest first; fails with not-found where the recipe is gone. */
  runs(id: number): RecipeRunEntry[]
  /** Fails with not-found where there was no such run. */
  report(run: number): RecipeReport
  fileState(sha256: string): FileState
}

interface StoredRecipe { readonly id: number; readonly name: string; readonly definition: string; readonly run: number | null; readonly at: string | null }

export function createRecipeReading(db: Database): RecipeReading {
  const columns = `SELECT r.id, r.name, r.definition, u.id AS run, u.at FROM recipe r
    LEFT JOIN recipe_run u ON u.id = (SELECT max(id) FROM recipe_run WHERE recipe_uuid = r.uuid AND coalesce(report ->> '$.isDry', 0) = 0) WHERE r.removed_in IS NULL`
  const all = db.prepare<[], StoredRecipe>(`${columns} ORDER BY r.natural_key`)
  const one = db.prepare<[number], StoredRecipe>(`${columns} AND r.id = ?`)
  const page = db.prepare<[number], string>('SELECT report FROM recipe_run WHERE id = ?').pluck()
  const runs = db.prepare<[number], Omit<RecipeRunEntry, 'isDry' | 'isCancelled'> & { readonly isDry: number; readonly isCancelled: number }>(
    `SELECT u.id AS run, u.at, u.person, coalesce(u.report ->> '$.isDry', 0) AS isDry, coalesce(u.report ->> '$.isCancelled', 0) AS isCancelled, json_array_length(u.report, '$.items') AS items, 
       (SELECT count(*) FROM json_each(u.report, '$.items') WHERE value ->> '$.outcome' IN ('needs-person', 'failed', 'not-found')) AS needsPerson
     FROM recipe_run u WHERE u.recipe_uuid = (SELECT uuid FROM recipe WHERE id = ?) ORDER BY u.id DESC LIMIT 100`,
  )
  const committed = db.prepare<[string], FileState['committed'][number]>(
    `SELECT s.sheet, s.kind, coalesce(s.mapping ->> '$.table', 0) AS "table", s.received_at AS at FROM source_file f JOIN submission s ON s.source_file_id = f.id WHERE f.sha256 = ? AND f.removed_in IS NULL AND s.removed_in IS NULL`,
  )
  const waiting = db.prepare<[string], FileState['waiting'][number]>(
    `SELECT sheet, mapping ->> '$.kind' AS kind, coalesce(mapping ->> '$.table', 0) AS "table", at, id AS batch, person FROM staging_batch WHERE file_sha256 = ? AND state = 'staged' ORDER BY id DESC`,
  )
  const entry = ({ id, name, definition, run, at }: StoredRecipe): RecipeEntry => ({ id, name, definition: RecipeDefinition.parse(JSON.parse(definition)), lastRun: run === null || at === null ? null : { run, at } })
  return {
    list: () => all.all().map(entry),
    runs: (id) => (one.get(id) ? runs.all(id).map((run) => ({ ...run, isDry: run.isDry === 1, isCancelled: run.isCancelled === 1 })) : fail('not-found', 'error.recipe-gone')),
    recipe: (id) => entry(one.get(id) ?? fail('not-found', 'error.recipe-gone')),
    // keepRecipeRun stored this text from a RecipeReport without its number.
    report: (run) => ({ ...(JSON.parse(page.get(run) ?? fail('not-found', 'error.recipe-run-gone')) as Omit<RecipeReport, 'run'>), run }),
    fileState: (sha256) => ({ committed: committed.all(sha256), waiting: waiting.all(sha256) }),
  }
}
