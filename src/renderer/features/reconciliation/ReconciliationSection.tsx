import { Page } from '../../ui/Page.tsx'
import { useText } from '../../ui/text.tsx'

export function ReconciliationSection() {
  const { t } = useText()
  return <Page title={t('section.reconciliation')}>{null}</Page>
}
