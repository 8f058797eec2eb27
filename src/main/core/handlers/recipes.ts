import type { recipes } from '../../../shared/contract/recipes.ts'
import { fail } from '../../../shared/result.ts'
import type { Handlers } from '../dispatcher.ts'
import { inboxFolder } from '../importing/pipeline.ts'
import { foldersOf } from '../recipes/recipe-files.ts'
import { runRecipe } from '../recipes/run-recipe.ts'
import { personOf, type Services } from './services.ts'

export function recipeHandlers(services: Services): Handlers<{ recipes: typeof recipes }>['recipes'] {
  const { desk, pipeline, ports } = services
  return {
    list: async ({ workspace }) => (await desk.get(workspace)).query.request('recipeList', {}),
    async save({ workspace, ...content }, context) {
      const open = await desk.get(workspace)
      const saved = await open.store.request('saveRecipe', { ...content, person: await personOf(services, context), now: ports.now() })
      open.noteChanged(saved.changeset)
      return open.query.request('recipe', { id: saved.id })
    },
    async remove({ workspace, id }, context) {
      const open = await desk.get(workspace)
      const { changeset } = await open.store.request('removeRecipe', { id, person: await personOf(services, context), now: ports.now() })
      open.noteChanged(changeset)
      return { changeset }
    },
    async run({ workspace, id, isDry }, context) {
      const open = await desk.get(workspace)
      // What was staged could not be kept.
      if (open.readOnly !== null) fail('conflict', 'error.workspace-read-only', { name: open.name })
      const recipe = await open.query.request('recipe', { id })
      const report = await runRecipe({ ports, pipeline, workspace: open, person: await personOf(services, context), log: ports.log }, { recipe, isDry }, context)
      const { run } = await open.store.request('keepRecipeRun', report)
      return { ...report, run }
    },
    runs: async ({ workspace, id }) => (await desk.get(workspace)).query.request('recipeRuns', { id }),
    report: async ({ workspace, run }) => (await desk.get(workspace)).query.request('recipeReport', { run }),
    folders: async ({ workspace }) => foldersOf(inboxFolder((await desk.get(workspace)).path)),
  }
}
