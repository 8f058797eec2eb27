import { Page } from '../../ui/Page.tsx'
import { useText } from '../../ui/text.tsx'

export function RecipesSection() {
  const { t } = useText()
  return <Page title={t('section.recipes')}>{null}</Page>
}
