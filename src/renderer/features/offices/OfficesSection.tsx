import { Page } from '../../ui/Page.tsx'
import { useText } from '../../ui/text.tsx'

export function OfficesSection() {
  const { t } = useText()
  return <Page title={t('section.offices')}>{null}</Page>
}
