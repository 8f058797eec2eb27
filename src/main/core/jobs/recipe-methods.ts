/** What the store worker writes of recipes, and what the query worker reads of them. */
import type { RecipeReport } from '../../../shared/contract/recipes.ts'
import { keepRecipeRun, removeRecipe, saveRecipe, type RecipeContent } from '../recipes/keep-recipe.ts'
import type { QuerySession } from './query-session.ts'
import type { StoreState } from './workspace-methods.ts'

export const recipeMethods = ({ session }: StoreState) => ({
  saveRecipe: (content: RecipeContent) => saveRecipe(session.write(), content),
  removeRecipe: (request: { readonly id: number; readonly person: string; readonly now: string }) => removeRecipe(session.write(), request),
  keepRecipeRun: (report: Omit<RecipeReport, 'run'>) => keepRecipeRun(session.write(), report),
})

export const recipeReadingMethods = (session: QuerySession) => ({
  recipeList: (_input: object) => session.run(({ reading }) => reading.recipes.list()),
  recipe: ({ id }: { readonly id: number }) => session.run(({ reading }) => reading.recipes.recipe(id)),
  recipeRuns: ({ id }: { readonly id: number }) => session.run(({ reading }) => reading.recipes.runs(id)),
  recipeReport: ({ run }: { readonly run: number }) => session.run(({ reading }) => reading.recipes.report(run)),
  fileState: ({ sha256 }: { readonly sha256: string }) => session.run(({ reading }) => reading.recipes.fileState(sha256)),
})
