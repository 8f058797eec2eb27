import { useMemo } from 'react'
import type { z } from 'zod'
import type { PackSummary } from '../../../shared/contract/reference.ts'
import type { GridColumn } from '../../grid/columns.ts'
import { DataGrid } from '../../grid/DataGrid.tsx'
import { useWorkspace } from '../../platform/session.tsx'
import { useCall } from '../../platform/use-call.ts'
import { Badge } from '../../ui/Badge.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useText, type Text } from '../../ui/text.tsx'

type Pack = z.infer<typeof PackSummary>

const packColumns = ({ t, format }: Text): readonly GridColumn<Pack>[] => [
  { key: 'title', header: t('reference.pack'), value: (pack) => pack.title, flex: 2, minWidth: 170 },
  { key: 'source', header: t('reference.source'), value: (pack) => pack.source, flex: 3, minWidth: 200 },
  { key: 'licence', header: t('reference.licence'), value: (pack) => pack.licence, flex: 2, minWidth: 130 },
  { key: 'version', header: t('reference.version'), value: (pack) => pack.version, width: 88 },
  { key: 'entries', header: t('reference.entries'), kind: 'number', value: (pack) => pack.entries, text: (pack) => format.integer(pack.entries), width: 92 },
  {
    key: 'unverified',
    header: t('reference.unverified'),
    kind: 'number',
    headerHint: t('ui.unverified.hint'),
    value: (pack) => pack.unverified,
    text: (pack) => format.integer(pack.unverified),
    render: (pack) => (pack.unverified === 0 ? format.integer(0) : <Badge tone="warning">{format.integer(pack.unverified)}</Badge>),
    width: 112,
  },
]

const packId = (pack: Pack) => pack.id

/** The packs that were copied into the workspace, with source and licence. */
export function PackList() {
  const text = useText()
  const { workspace } = useWorkspace()
  const { value, error, refetch } = useCall('reference.packs', { workspace: workspace.id })
  const columns = useMemo(() => packColumns(text), [text])
  if (error) return <ErrorCallout error={error} onRetry={refetch} />
  return <DataGrid label={text.t('reference.list.packs')} columns={columns} rows={value} height="auto" rowId={packId} empty={<EmptyState icon="reference" title={text.t('reference.none.title')}>{text.t('reference.none')}</EmptyState>} />
}
