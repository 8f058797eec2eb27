/** The code lists of the workspace: where each came from, and its entries; and the names remembered of earlier imports. */
import { useCallback, useMemo, useState } from 'react'
import { referenceKinds } from '../../../shared/contract/reference.ts'
import { PagedGrid, type PageRequest } from '../../grid/PagedGrid.tsx'
import { type TableRow } from '../../grid/table-rows.ts'
import { useRoute, useSession, useWorkspace } from '../../platform/session.tsx'
import { useSettled } from '../../platform/use-settled.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SearchField } from '../../ui/Field.tsx'
import { Page } from '../../ui/Page.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useText } from '../../ui/text.tsx'
import { PackList } from './PackList.tsx'
import { referenceColumns } from './reference-columns.tsx'
import { RememberedNames } from './RememberedNames.tsx'

const tabKeys = ['packs', ...referenceKinds, 'remembered'] as const
type TabKey = (typeof tabKeys)[number]

export function ReferenceSection() {
  const { t } = useText()
  const { navigation } = useSession()
  const { params } = useRoute()
  const selected = tabKeys.find((key) => key === params['list']) ?? 'packs'
  return (
    <Page fill title={t('reference.title')} lead={t('reference.lead')}>
      <Tabs<TabKey> fill label={t('reference.title')} selected={selected} onSelect={(list) => navigation.replace({ list })} tabs={tabKeys.map((key) => ({ key, label: t(`reference.list.${key}`) }))}>
        {selected === 'packs' ? <PackList /> : selected === 'remembered' ? <RememberedNames /> : <EntryList key={selected} kind={selected} />}
      </Tabs>
    </Page>
  )
}

const rowId = (row: TableRow) => String(row['key'])

function EntryList({ kind }: { readonly kind: Exclude<TabKey, 'packs' | 'remembered'> }) {
  const text = useText()
  const { t } = text
  const { client, revision } = useSession()
  const { workspace } = useWorkspace()
  const [typed, setTyped] = useState('')
  const search = useSettled(typed.trim())
  const [total, setTotal] = useState<number | null>(null)
  const load = useCallback((page: PageRequest) => client.reference.page({ workspace: workspace.id, kind, ...page, ...(search === '' ? {} : { search }) }), [client, workspace.id, kind, search])
  const columns = useMemo(() => referenceColumns(kind, text), [kind, text])
  return (
    <>
      <div className="toolbar">
        <SearchField label={t('reference.search')} value={typed} onChange={setTyped} />
        <span className="toolbar-end muted" role="status">{total === null ? '' : t('reference.count', { count: total })}</span>
      </div>
      <PagedGrid label={t(`reference.list.${kind}`)} columns={columns} rowId={rowId} load={load} revision={revision} onTotal={setTotal} empty={<EmptyState icon="search" title={t('ui.nothing-found')} actions={search === '' ? undefined : <Button onClick={() => setTyped('')}>{t('projects.clear-search')}</Button>}>{t('reference.none-found')}</EmptyState>} />
    </>
  )
}
