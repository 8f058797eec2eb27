/** Names that persons matched in earlier imports: what each stands for, where it holds, who said so and when; each can be forgotten. */
import { useCallback, useMemo, useState } from 'react'
import type { GridColumn } from '../../grid/columns.ts'
import { numberOf, textOf, type TableRow } from '../../grid/table-rows.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useJob } from '../../platform/use-call.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useText, type Text } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { SearchedList, type SearchRequest } from './SearchedList.tsx'
import './reference.css'

const rememberedColumns = ({ t, named, format }: Text): readonly GridColumn<TableRow>[] => [
  { key: 'text', header: t('reference.remembered.text'), value: (row) => textOf(row, 'text'), flex: 2, minWidth: 150 },
  { key: 'name', header: t('reference.remembered.name'), value: (row) => textOf(row, 'name'), flex: 2, minWidth: 150 },
  { key: 'type', header: t('reference.type'), value: (row) => textOf(row, 'type'), text: (row) => named('remembered-type', textOf(row, 'type') ?? ''), width: 164 },
  { key: 'office', header: t('reference.remembered.scope'), value: (row) => textOf(row, 'office'), text: (row) => textOf(row, 'office') ?? t('reference.remembered.everywhere'), flex: 2, minWidth: 150 },
  { key: 'person', header: t('reference.remembered.person'), value: (row) => textOf(row, 'person'), width: 100 },
  { key: 'at', header: t('reference.remembered.at'), value: (row) => textOf(row, 'at'), text: (row) => format.dateTime(textOf(row, 'at') ?? ''), width: 150 },
  { key: 'forget', header: '', value: () => t('reference.remembered.forget'), width: 84, isSortable: false, isAction: () => true },
]

const rowId = (row: TableRow) => String(row['id'])

export function RememberedNames() {
  const text = useText()
  const { t } = text
  const { client, revision } = useSession()
  const { workspace } = useWorkspace()
  const [chosen, setChosen] = useState<TableRow | null>(null)
  const [forgotten, setForgotten] = useState(0)
  const load = useCallback((request: SearchRequest) => client.reference.rememberedValues({ workspace: workspace.id, ...request }), [client, workspace.id])
  const columns = useMemo(() => rememberedColumns(text), [text])
  return (
    <>
      <p className="remembered-lead">{t('reference.remembered.lead')}</p>
      <SearchedList
        label={t('reference.list.remembered')}
        searchLabel={t('reference.remembered.search')}
        columns={columns}
        rowId={rowId}
        load={load}
        revision={revision + forgotten}
        empty={<EmptyState icon="reference" title={t('reference.remembered.none.title')}>{t('reference.remembered.none')}</EmptyState>}
        onActivate={(row, column) => (column === 'forget' ? setChosen(row) : undefined)}
      />
      {chosen === null ? null : <ForgetDialog row={chosen} onClose={() => setChosen(null)} onForgotten={() => setForgotten(forgotten + 1)} />}
    </>
  )
}

interface ForgetDialogProps { readonly row: TableRow; readonly onClose: () => void; readonly onForgotten: () => void }

function ForgetDialog({ row, onClose, onForgotten }: ForgetDialogProps) {
  const { t } = useText()
  const { workspace } = useWorkspace()
  const forget = useJob('reference.forgetValue')
  const show = useToast()
  const name = textOf(row, 'text') ?? ''
  const submit = async () => {
    const result = await forget.run({ workspace: workspace.id, id: numberOf(row, 'id') ?? 0 })
    if (!result.ok) return
    show({ tone: 'success', text: t('reference.remembered.forgotten', { name }) })
    onClose()
    onForgotten()
  }
  return (
    <Dialog title={t('reference.remembered.forget.title', { name })} onClose={onClose} onSubmit={() => void submit()} actions={<Button type="submit" variant="danger" disabled={forget.isRunning}>{t('reference.remembered.forget')}</Button>}>
      <p>{t('reference.remembered.forget.text', { name, to: textOf(row, 'name') ?? '' })}</p>
      {forget.error ? <ErrorCallout error={forget.error} /> : null}
    </Dialog>
  )
}
