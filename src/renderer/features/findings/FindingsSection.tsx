/** Everything that needs a person: counted by area, narrowed by rule and severity, each with a way to its place; what is put off stands apart. */
import { useCallback, useMemo, useRef, useState } from 'react'
import { findingAreas, type Finding } from '../../../shared/contract/findings.ts'
import { severities } from '../../../shared/domain/submission.ts'
import { ok } from '../../../shared/result.ts'
import type { GridHandle } from '../../grid/GridFrame.tsx'
import { PagedRows } from '../../grid/PagedRows.tsx'
import type { PageRequest } from '../../grid/use-pages.ts'
import { goToPlace } from '../../platform/go-to-place.ts'
import { useRoute, useSession, useWorkspace } from '../../platform/session.tsx'
import { useCall, useJob } from '../../platform/use-call.ts'
import { useKept } from '../../platform/use-kept.ts'
import { useSettled } from '../../platform/use-settled.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SearchField, Select } from '../../ui/Field.tsx'
import { MultiSelect } from '../../ui/MultiSelect.tsx'
import { Page } from '../../ui/Page.tsx'
import { useText } from '../../ui/text.tsx'
import { findingColumns, ruleName } from './finding-columns.tsx'
import { SnoozeDialog } from './SnoozeDialog.tsx'
import './findings.css'

const rowId = ({ key }: Finding) => key
/** The core puts off so many at once. */
const mostAtOnce = 1000
const listOf = (value: string | number | undefined): string[] => (typeof value === 'string' && value !== '' ? value.split(',') : [])

export function FindingsSection() {
  const text = useText()
  const { t, format } = text
  const { client, navigation, revision } = useSession()
  const { workspace } = useWorkspace()
  const { params } = useRoute()
  const [typed, setTyped] = useState('')
  const search = useSettled(typed.trim())
  const [selected, setSelected] = useState<readonly Finding[]>([])
  const [snoozing, setSnoozing] = useState<readonly Finding[] | null>(null)
  const [total, setTotal] = useState<number | null>(null)
  const grid = useRef<GridHandle>(null)
  const wake = useJob('findings.wake')
  const { area: areaText, code: codeText, severity: severityText, view } = params
  const isPutOff = view === 'put-off'
  const isWritable = workspace.readOnly === null

  const query = useMemo(() => {
    const [areas, wanted] = [listOf(areaText), listOf(severityText)]
    const filter = { areas: findingAreas.filter((one) => areas.includes(one)), codes: listOf(codeText), severities: severities.filter((one) => wanted.includes(one)), snoozed: isPutOff ? 'only' as const : 'without' as const }
    return { workspace: workspace.id, filter, ...(search === '' ? {} : { search }) }
  }, [workspace.id, areaText, codeText, severityText, isPutOff, search])
  const { filter } = query
  const counted = useCall('findings.list', { ...query, limit: 1 })
  const counts = useKept(counted.value)
  const load = useCallback(async (page: PageRequest) => {
    const result = await client.findings.list({ ...query, ...page })
    return result.ok ? ok({ rows: result.value.findings, total: result.value.total }) : result
  }, [client, query])
  const columns = useMemo(() => findingColumns(text, isPutOff), [text, isPutOff])

  const narrow = (change: Partial<Record<'area' | 'code' | 'severity' | 'view', string>>) => {
    const next = { area: filter.areas.join(','), code: filter.codes.join(','), severity: filter.severities.join(','), view: isPutOff ? 'put-off' : '', ...change }
    navigation.replace(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== '')))
    deselect()
  }
  function deselect(): void {
    setSelected([])
    grid.current?.deselect()
  }
  const clear = () => {
    setTyped('')
    narrow({ area: '', code: '', severity: '' })
  }
  const takeBack = async () => {
    const result = await wake.run({ workspace: workspace.id, keys: selected.map(({ key }) => key) })
    if (result.ok) deselect()
  }
  const onKey = (key: string, finding: Finding) => {
    if (isWritable && key.toLowerCase() === 's') setSnoozing(selected.length > 0 ? selected.slice(0, mostAtOnce) : [finding])
  }
  const isNarrowed = search !== '' || filter.areas.length + filter.codes.length + filter.severities.length > 0
  const actions = isWritable ? (
    <>
      {isPutOff ? <Button disabled={selected.length === 0 || selected.length > mostAtOnce || wake.isRunning} onClick={() => void takeBack()}>{t('findings.wake')}</Button> : null}
      <Button variant="primary" icon="clock" disabled={selected.length === 0 || selected.length > mostAtOnce} onClick={() => setSnoozing(selected)}>{t('findings.snooze')}</Button>
    </>
  ) : null
  return (
    <Page fill title={t('findings.title')} lead={t('findings.lead')} actions={actions}>
      <div className="finding-areas" role="group" aria-label={t('findings.area')}>
        {(counts?.areas ?? []).map(({ area, count }) => (
          <button key={area} type="button" className="finding-area" aria-pressed={filter.areas.includes(area)} onClick={() => narrow({ area: (filter.areas.includes(area) ? filter.areas.filter((one) => one !== area) : [...filter.areas, area]).join(','), code: '' })}>
            {t(`findings.area.${area}`)}<span className="number">{format.integer(count)}</span>
          </button>
        ))}
      </div>
      <div className="toolbar finding-filters">
        <SearchField label={t('findings.search')} value={typed} onChange={setTyped} />
        <MultiSelect
          label={t('findings.rule')}
          options={(counts?.codes ?? []).map(({ code, count }) => ({ key: code, label: ruleName(text, code), hint: format.integer(count) }))}
          chosen={filter.codes}
          onChange={(codes) => narrow({ code: codes.join(',') })}
          summary={(count) => (count === 0 ? t('findings.all-rules') : t('findings.selected', { count }))}
          searchLabel={t('findings.rule')}
        />
        <Select inline label={t('findings.severity')} value={filter.severities[0] ?? ''} options={[{ value: '' as const, label: t('findings.all-severities') }, ...severities.map((value) => ({ value, label: t(`findings.severity.${value}`) }))]} onChange={(severity) => narrow({ severity })} />
        <Select inline label={t('findings.show')} value={isPutOff ? 'put-off' : ''} options={[{ value: '', label: t('findings.show.without') }, { value: 'put-off', label: t('findings.show.only', { count: counts?.snoozed ?? 0 }) }]} onChange={(next) => narrow({ view: next })} />
        <span className="toolbar-end muted" role="status">{selected.length > 0 ? t('findings.selected', { count: selected.length }) : total === null || total === 0 ? '' : t('findings.count', { count: total })}</span>
      </div>
      {counted.error ? <ErrorCallout error={counted.error} onRetry={counted.refetch} /> : null}
      {wake.error ? <ErrorCallout error={wake.error} /> : null}
      <PagedRows
        handle={grid}
        label={t('findings.title')}
        columns={columns}
        rowId={rowId}
        load={load}
        revision={revision}
        onTotal={setTotal}
        onActivate={({ place }) => goToPlace(navigation, place)}
        onKey={onKey}
        selection={isWritable ? 'many' : 'none'}
        onSelect={setSelected}
        empty={
          isNarrowed ? <EmptyState icon="search" title={t('ui.nothing-found')} actions={<Button onClick={clear}>{t('findings.clear')}</Button>}>{t('findings.none-found')}</EmptyState>
          : isPutOff ? <EmptyState icon="clock" title={t('findings.empty.snoozed')} actions={<Button onClick={() => narrow({ view: '' })}>{t('findings.show.without')}</Button>} />
          : <EmptyState icon="check" title={t('findings.empty.title')}>{t('findings.empty.text')}</EmptyState>
        }
      />
      {snoozing === null ? null : <SnoozeDialog findings={snoozing} onClose={() => setSnoozing(null)} onDone={() => { setSnoozing(null); deselect() }} />}
    </Page>
  )
}
