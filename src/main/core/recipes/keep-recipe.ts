/** Recipes are part of the record; the pages that their runs end in are a job's account beside it. */
import type { RecipeReport } from '../../../shared/contract/recipes.ts'
import type { RecipeDefinition } from '../../../shared/domain/recipe.ts'
import { textKey } from '../../../shared/domain/text-key.ts'
import { fail } from '../../../shared/result.ts'
import { inStaging } from '../importing/stage/staging-transaction.ts'
import type { WritableDb } from '../store/database.ts'
import { inChangeset } from '../store/write-gate.ts'

interface By {
  readonly person: string
  /** ISO time in UTC. */
  readonly now: string
}

export interface RecipeContent extends By {
  /** Null makes a new one. */
  readonly id: number | null
  readonly name: string
  readonly definition: RecipeDefinition
}

/** Fails with not-found where the recipe is gone, with conflict where another one has the name. */
export function saveRecipe(db: WritableDb, { id, name, definition, person, now }: RecipeContent): { readonly id: number; readonly changeset: number } {
  const row = { natural_key: textKey(name) || name, name, definition: JSON.stringify(definition) }
  const { changeset, value } = inChangeset(db, { person, kind: 'edit', reason: row.name, now }, (writer) => {
    const namesake = db.prepare<[string], number>('SELECT id FROM recipe WHERE natural_key = ? AND removed_in IS NULL').pluck().get(row.natural_key)
    if (namesake !== undefined && namesake !== id) fail('conflict', 'error.recipe-name-taken', { name: row.name })
    if (id === null) return writer.insert('recipe', row)
    refuseGone(db, id)
    writer.update('recipe', id, row)
    return id
  })
  return { id: value, changeset: changeset?.id ?? 0 }
}

/** Fails with not-found where it is gone already. Its pages stay. */
export function removeRecipe(db: WritableDb, { id, person, now }: By & { readonly id: number }): { readonly changeset: number } {
  const name = db.prepare<[number], string>('SELECT name FROM recipe WHERE id = ?').pluck().get(id) ?? ''
  const { changeset } = inChangeset(db, { person, kind: 'edit', reason: name, now }, (writer) => {
    refuseGone(db, id)
    writer.remove('recipe', id)
  })
  return { changeset: changeset?.id ?? 0 }
}

function refuseGone(db: WritableDb, id: number): void {
  if (db.prepare<[number], number>('SELECT 1 FROM recipe WHERE id = ? AND removed_in IS NULL').get(id) === undefined) fail('not-found', 'error.recipe-gone')
}

/** Keeps the page of a run and gives its number. Fails with not-found where the recipe was never there. */
export function keepRecipeRun(db: WritableDb, report: Omit<RecipeReport, 'run'>): { readonly run: number } {
  return inStaging(db, () => {
    const uuid = db.prepare<[number], string>('SELECT uuid FROM recipe WHERE id = ?').pluck().get(report.recipe) ?? fail('not-found', 'error.recipe-gone')
    const { lastInsertRowid } = db.prepare<[string, string, string, string]>('INSERT INTO recipe_run (recipe_uuid, at, person, report) VALUES (?, ?, ?, ?)').run(uuid, report.at, report.person, JSON.stringify(report))
    return { run: Number(lastInsertRowid) }
  })
}
