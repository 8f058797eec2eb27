import { Page } from '../../ui/Page.tsx'
import { useText } from '../../ui/text.tsx'

export function CorrectionsSection() {
  const { t } = useText()
  return <Page title={t('section.corrections')}>{null}</Page>
}
