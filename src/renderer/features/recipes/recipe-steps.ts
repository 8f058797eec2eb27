/** The steps of a recipe while they are written: each with a name of its own, so that it keeps its fields and the keyboard when it moves. */
import { RecipeDefinition, type RecipeStep } from '../../../shared/domain/recipe.ts'

export interface DraftStep extends RecipeStep { readonly key: number }

export const draftSteps = (definition: RecipeDefinition): readonly DraftStep[] => definition.steps.map((step, key) => ({ ...step, key }))

const nextKey = (steps: readonly DraftStep[]): number => Math.max(-1, ...steps.map(({ key }) => key)) + 1

/** One more step after the last; in its folder, since a month's files mostly lie together. */
export function addStep(steps: readonly DraftStep[]): readonly DraftStep[] {
  const [first] = draftSteps(RecipeDefinition.parse({ steps: [{ pattern: '*.xlsx', folder: steps.at(-1)?.folder ?? '' }] }))
  return first ? [...steps, { ...first, key: nextKey(steps) }] : steps
}

/** The step at `from` stands at `to` afterwards; beyond the ends nothing moves. */
export function moveStep(steps: readonly DraftStep[], from: number, to: number): readonly DraftStep[] {
  const step = steps[from]
  if (!step || to < 0 || to >= steps.length || from === to) return steps
  return steps.toSpliced(from, 1).toSpliced(to, 0, step)
}

export const definitionOf = (steps: readonly DraftStep[]): RecipeDefinition => ({ steps: steps.map(({ key: _key, ...step }) => ({ ...step, pattern: step.pattern.trim() })) })
