/** The register beside other sources, state by state; projects that a snapshot leaves out; and which source counts. */
import { useState } from 'react'
import { measures, type Measure } from '../../../shared/domain/amount.ts'
import { figureSources, type FigureSource } from '../../../shared/domain/import-options.ts'
import { reconciliationStates } from '../../../shared/contract/reconciliation.ts'
import { useOffices } from '../../platform/use-offices.ts'
import { useRoute, useSession, useWorkspace } from '../../platform/session.tsx'
import { useCall } from '../../platform/use-call.ts'
import { useKept } from '../../platform/use-kept.ts'
import { useSettled } from '../../platform/use-settled.ts'
import { SearchField, Select } from '../../ui/Field.tsx'
import { Page } from '../../ui/Page.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useText } from '../../ui/text.tsx'
import { ComparedFigures } from './ComparedFigures.tsx'
import { SnapshotGaps } from './SnapshotGaps.tsx'
import { SourceRules } from './SourceRules.tsx'
import './reconciliation.css'

const tabKeys = ['differ', 'only-here', 'only-there', 'agree', 'gaps', 'rules'] as const
type TabKey = (typeof tabKeys)[number]

export function ReconciliationSection() {
  const { t, named, format } = useText()
  const { navigation } = useSession()
  const { workspace } = useWorkspace()
  const { params } = useRoute()
  const offices = useOffices()
  const [typed, setTyped] = useState('')
  const search = useSettled(typed.trim())
  const [measure, setMeasure] = useState<Measure | ''>('')
  const [source, setSource] = useState<FigureSource | ''>('')
  const [office, setOffice] = useState('')
  const filter = { workspace: workspace.id, ...(measure === '' ? {} : { measure }), ...(source === '' ? {} : { source }), ...(office === '' ? {} : { office }), ...(search === '' ? {} : { search }) }
  const clear = () => {
    setTyped('')
    setMeasure('')
    setSource('')
    setOffice('')
  }
  const counts = useKept(useCall('reconciliation.page', { ...filter, limit: 1 }).value)?.counts
  const gaps = useKept(useCall('reconciliation.gaps', { workspace: workspace.id, limit: 1 }).value)?.total
  const rules = useKept(useCall('reconciliation.rules', { workspace: workspace.id }).value)
  const selected = tabKeys.find((key) => key === params['tab']) ?? 'differ'
  const state = reconciliationStates.find((one) => one === selected)
  const countOf = (key: TabKey): number | undefined => (key === 'gaps' ? gaps : key === 'rules' ? rules?.length : counts?.find((count) => count.state === key)?.rows)
  return (
    <Page fill title={t('reconciliation.title')} lead={t('reconciliation.lead')}>
      <Tabs<TabKey>
        fill
        label={t('reconciliation.title')}
        selected={selected}
        onSelect={(tab) => navigation.replace({ tab })}
        tabs={tabKeys.map((key) => {
          const count = countOf(key)
          return { key, label: t(`reconciliation.tab.${key}`), count: count === undefined ? undefined : format.integer(count) }
        })}
      >
        {state === undefined ? null : (
          <>
            <div className="toolbar reconciliation-filters">
              <SearchField label={t('reconciliation.search')} value={typed} onChange={setTyped} />
              <Select inline label={t('reconciliation.measure')} value={measure} options={[{ value: '' as const, label: t('reconciliation.all') }, ...measures.map((value) => ({ value, label: named('measure', value) }))]} onChange={setMeasure} />
              <Select inline label={t('reconciliation.source')} value={source} options={[{ value: '' as const, label: t('reconciliation.all') }, ...figureSources.map((value) => ({ value, label: t(`commit.source.${value}`) }))]} onChange={setSource} />
              <Select inline label={t('reconciliation.office')} value={office} options={[{ value: '', label: t('reconciliation.all') }, ...offices.map(({ key, label }) => ({ value: key, label }))]} onChange={setOffice} />
            </div>
            <ComparedFigures key={state} state={state} filter={filter} count={counts?.find((one) => one.state === state)} hasRules={rules === null ? null : rules.length > 0} onRules={() => navigation.replace({ tab: 'rules' })} onClear={measure === '' && source === '' && office === '' && search === '' ? null : clear} />
          </>
        )}
        {selected === 'gaps' ? <SnapshotGaps /> : null}
        {selected === 'rules' ? <SourceRules /> : null}
      </Tabs>
    </Page>
  )
}
