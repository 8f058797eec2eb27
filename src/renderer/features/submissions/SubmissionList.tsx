import { useMemo } from 'react'
import type { z } from 'zod'
import type { SubmissionEntry } from '../../../shared/contract/submissions.ts'
import type { GridColumns } from '../../grid/columns.ts'
import { DataGrid } from '../../grid/DataGrid.tsx'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { useText, type Text } from '../../ui/text.tsx'

export type Entry = z.infer<typeof SubmissionEntry>

export const stateLooks: Record<Entry['state'], { readonly tone: Tone; readonly icon: IconName }> = { staged: { tone: 'warning', icon: 'submissions' }, committed: { tone: 'success', icon: 'check' }, undone: { tone: 'neutral', icon: 'undo' }, 'undone-in-part': { tone: 'warning', icon: 'undo' } }
/** What a commit left behind holds nothing but rows that wait. */
export const stateText = (t: Text['t'], { state, parked, accepted, rejected }: Entry): string => (state === 'staged' && parked > 0 && accepted + rejected === 0 ? t('submissions.state.parked', { count: parked }) : t(`submissions.state.${state}`))
const entryId = ({ state, id }: Entry) => `${state === 'staged' ? 'batch' : 'submission'} ${id}`

function listColumns({ t, format }: Text): GridColumns<Entry> {
  return [
    { key: 'file', header: t('submissions.file'), value: (entry) => entry.file, flex: 2, minWidth: 180, isAction: () => true },
    { key: 'sheet', header: t('submissions.sheet'), value: (entry) => entry.sheet, flex: 1, minWidth: 110 },
    { key: 'state', header: t('submissions.state'), value: (entry) => entry.state, text: (entry) => stateText(t, entry), render: (entry) => <Badge {...stateLooks[entry.state]}>{stateText(t, entry)}</Badge>, width: 210 },
    { key: 'at', header: t('submissions.at'), value: (entry) => entry.at, text: (entry) => format.dateTime(entry.at), width: 164 },
    { key: 'person', header: t('submissions.person'), value: (entry) => entry.person, width: 120 },
    { key: 'accepted', header: t('submissions.accepted'), kind: 'number', value: (entry) => entry.accepted, text: (entry) => format.integer(entry.accepted), width: 96 },
    { key: 'rejected', header: t('submissions.rejected'), kind: 'number', value: (entry) => entry.rejected, text: (entry) => format.integer(entry.rejected), width: 96 },
    { key: 'parked', header: t('submissions.parked'), kind: 'number', value: (entry) => entry.parked, text: (entry) => format.integer(entry.parked), width: 104 },
  ]
}

interface SubmissionListProps { readonly entries: readonly Entry[] | null; readonly onOpen: (entry: Entry) => void }

export function SubmissionList({ entries, onOpen }: SubmissionListProps) {
  const text = useText()
  const columns = useMemo(() => listColumns(text), [text])
  return <DataGrid label={text.t('submissions.list')} columns={columns} rows={entries} rowId={entryId} onActivate={onOpen} empty={<EmptyState icon="submissions" title={text.t('submissions.empty.title')}>{text.t('submissions.empty.text')}</EmptyState>} />
}
