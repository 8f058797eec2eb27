/** The code lists of the workspace: where each came from, and its entries; and the names remembered of earlier imports. */
import { useCallback, useMemo } from 'react'
import { referenceKinds } from '../../../shared/contract/reference.ts'
import { type TableRow } from '../../grid/table-rows.ts'
import { useRoute, useSession, useWorkspace } from '../../platform/session.tsx'
import { Page } from '../../ui/Page.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useText } from '../../ui/text.tsx'
import { PackList } from './PackList.tsx'
import { referenceColumns } from './reference-columns.tsx'
import { RememberedNames } from './RememberedNames.tsx'
import { SearchedList, type SearchRequest } from './SearchedList.tsx'

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
  const load = useCallback((request: SearchRequest) => client.reference.page({ workspace: workspace.id, kind, ...request }), [client, workspace.id, kind])
  const columns = useMemo(() => referenceColumns(kind, text), [kind, text])
  return <SearchedList label={t(`reference.list.${kind}`)} searchLabel={t('reference.search')} columns={columns} rowId={rowId} load={load} revision={revision} />
}
