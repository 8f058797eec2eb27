/** Corrections in force with their age and effect; those that a newer figure contradicts are asked about first. */
import { useMemo, useState } from 'react'
import type { CorrectionEntry } from '../../../shared/contract/corrections.ts'
import { DataGrid } from '../../grid/DataGrid.tsx'
import { useRoute, useSession, useWorkspace } from '../../platform/session.tsx'
import { useCall } from '../../platform/use-call.ts'
import { useKept } from '../../platform/use-kept.ts'
import { useSettled } from '../../platform/use-settled.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Checkbox, SearchField } from '../../ui/Field.tsx'
import { Page } from '../../ui/Page.tsx'
import { SplitView } from '../../ui/SplitView.tsx'
import { useText } from '../../ui/text.tsx'
import { AskedCorrections } from './AskedCorrections.tsx'
import { correctionColumns } from './correction-columns.tsx'
import { CorrectionPanel } from './CorrectionPanel.tsx'
import './corrections.css'

const rowId = ({ id }: CorrectionEntry) => String(id)
/** Persons keep these by hand: one answer holds what a workspace ever has. */
const most = 2000

export function CorrectionsSection() {
  const text = useText()
  const { t, format } = text
  const { navigation } = useSession()
  const { workspace } = useWorkspace()
  const { params } = useRoute()
  const [typed, setTyped] = useState('')
  const search = useSettled(typed.trim())
  const isEndedShown = params['ended'] === 1
  const list = useCall('corrections.list', { workspace: workspace.id, limit: most, states: isEndedShown ? ['live', 'asked', 'retired', 'withdrawn'] : ['live', 'asked'], ...(search === '' ? {} : { search }) })
  const found = useKept(list.value)
  const columns = useMemo(() => correctionColumns(text), [text])
  const asked = found?.entries.filter(({ state }) => state === 'asked') ?? []
  const open = found?.entries.find(({ id }) => id === params['correction']) ?? null
  const go = (correction: number | null, ended = isEndedShown) => navigation.replace({ ...(ended ? { ended: 1 } : {}), ...(correction === null ? {} : { correction }) })
  const page = (
    <Page fill title={t('corrections.title')} lead={t('corrections.lead')}>
      {asked.length > 0 ? <AskedCorrections entries={asked} /> : null}
      <div className="toolbar">
        <SearchField label={t('corrections.search')} value={typed} onChange={setTyped} />
        <Checkbox label={t('corrections.show-ended')} checked={isEndedShown} onChange={(checked) => go(params['correction'] === undefined ? null : Number(params['correction']), checked)} />
        <strong className="toolbar-end figures" role="status">{found === null || found.total === 0 ? '' : t(isEndedShown ? 'corrections.sum.all' : 'corrections.sum', { count: found.total, effect: format.money(found.effect, 'usd', 2) })}</strong>
      </div>
      {found !== null && found.total > found.entries.length ? <p className="muted">{t('corrections.first', { count: found.entries.length })}</p> : null}
      {list.error ? <ErrorCallout error={list.error} onRetry={list.refetch} /> : (
        <DataGrid
          label={t('corrections.title')}
          columns={columns}
          rows={found?.entries ?? null}
          rowId={rowId}
          openRow={open === null ? null : String(open.id)}
          onActivate={({ id }) => go(id)}
          empty={
            search === '' ? <EmptyState icon="corrections" title={t('corrections.empty.title')} actions={<Button variant="primary" icon="projects" onClick={() => navigation.go('projects')}>{t('corrections.empty.action')}</Button>}>{t('corrections.empty.text')}</EmptyState>
            : <EmptyState icon="search" title={t('ui.nothing-found')} actions={<Button onClick={() => setTyped('')}>{t('projects.clear-search')}</Button>}>{t('corrections.none-found')}</EmptyState>
          }
        />
      )}
    </Page>
  )
  return <SplitView label={t('ui.resize')} size={420} start={page} end={open === null ? null : <CorrectionPanel key={open.id} entry={open} onClose={() => go(null)} />} />
}
