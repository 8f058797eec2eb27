/** The offices: who owes what, which questions are open, which confirmation rounds are out. */
import { useRoute, useSession } from '../../platform/session.tsx'
import { Page } from '../../ui/Page.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useText } from '../../ui/text.tsx'
import { Questions } from './Questions.tsx'
import { Rounds } from './Rounds.tsx'
import { Tracker } from './Tracker.tsx'
import './offices.css'

const tabKeys = ['tracker', 'questions', 'rounds'] as const
type TabKey = (typeof tabKeys)[number]

export function OfficesSection() {
  const { t } = useText()
  const { navigation } = useSession()
  const { params } = useRoute()
  const selected = tabKeys.find((key) => key === params['tab']) ?? 'tracker'
  const office = typeof params['office'] === 'string' ? params['office'] : null
  return (
    <Page fill title={t('offices.title')} lead={t('offices.lead')}>
      <Tabs<TabKey> fill label={t('offices.title')} selected={selected} onSelect={(tab) => navigation.replace({ tab })} tabs={tabKeys.map((key) => ({ key, label: t(`offices.tab.${key}`) }))}>
        {selected === 'tracker' ? <Tracker /> : selected === 'questions' ? <Questions key={office} office={office} onAll={() => navigation.replace({ tab: 'questions' })} /> : <Rounds />}
      </Tabs>
    </Page>
  )
}
