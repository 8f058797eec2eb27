/** Recipes: the list, the editor, and the one page that a run ends in. */
import { useRoute, useSession, useWorkspace } from '../../platform/session.tsx'
import { useCall } from '../../platform/use-call.ts'
import { useKept } from '../../platform/use-kept.ts'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useText } from '../../ui/text.tsx'
import { RecipeEditor } from './RecipeEditor.tsx'
import { RecipeList } from './RecipeList.tsx'
import { RunReport } from './RunReport.tsx'
import './recipes.css'

export function RecipesSection() {
  const { t } = useText()
  const { navigation } = useSession()
  const { workspace } = useWorkspace()
  const { params } = useRoute()
  const list = useCall('recipes.list', { workspace: workspace.id })
  const recipes = useKept(list.value)
  const { run, recipe } = params
  if (typeof run === 'number') return <RunReport key={run} run={run} />
  const editing = recipes?.find(({ id }) => id === recipe)
  if (recipe === 'new' || editing) return <RecipeEditor key={recipe} entry={editing ?? null} onClose={() => navigation.go('recipes')} />
  return (
    <Page title={t('recipes.title')} lead={t('recipes.lead')}>
      {list.error ? <ErrorCallout error={list.error} onRetry={list.refetch} /> : null}
      {recipes === null && !list.error ? <Skeleton lines={6} height={28} /> : null}
      {recipes ? <RecipeList recipes={recipes} /> : null}
    </Page>
  )
}
