/** Submissions: files wait, are imported step by step, and stay listed with their reports. */
import { useEffect, useRef, useState } from 'react'
import type { FileEntry } from '../../../shared/contract/common.ts'
import type { AppError, Result } from '../../../shared/result.ts'
import { useRoute, useSession, useWorkspace } from '../../platform/session.tsx'
import { useCall } from '../../platform/use-call.ts'
import { useKept } from '../../platform/use-kept.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout, ErrorCallout } from '../../ui/Callout.tsx'
import { FileDropZone } from '../../ui/FileDropZone.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Page } from '../../ui/Page.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { useText } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { ImportView } from './ImportView.tsx'
import { SubmissionList, type Entry } from './SubmissionList.tsx'
import { SubmissionView } from './SubmissionView.tsx'
import { useImport } from './use-import.ts'
import './submissions.css'

export function SubmissionsSection() {
  const { t } = useText()
  const { navigation } = useSession()
  const { workspace } = useWorkspace()
  const route = useRoute()
  const { params } = route
  const list = useCall('submissions.list', { workspace: workspace.id })
  const flow = useImport(list.refetch)
  const entries = useKept(list.value)
  const inbox = useKept(useCall('submissions.inbox', { workspace: workspace.id }).value)

  // Choosing the section again leaves an import that is finished; Back from its report does not.
  const { leave } = flow
  const isFinished = flow.draft !== null && flow.draft.committed !== null
  const place = useRef(route)
  useEffect(() => {
    const before = place.current
    place.current = route
    if (isFinished && before !== route && [before, route].every((one) => Object.keys(one.params).length === 0)) leave()
  })

  const open = (entry: Entry) => navigation.go('submissions', entry.state === 'staged' ? { batch: entry.id } : { submission: entry.id })
  const wanted = params['batch'] ?? params['submission']
  if (wanted !== undefined) {
    const entry = entries?.find((one) => ('submission' in params ? one.state !== 'staged' && one.id === wanted : one.batch === wanted))
    if (entry) return <SubmissionView key={`${entry.state === 'staged'} ${entry.id}`} entry={entry} isRejectedOnly={params['rejected'] === 1} onBack={() => navigation.go('submissions')} onDiscarded={list.refetch} />
    if (entries) return <Page title={t('submissions.title')}><Callout tone="info" actions={<Button onClick={() => navigation.go('submissions')}>{t('submissions.back')}</Button>}>{t('submissions.gone')}</Callout></Page>
  }
  if (flow.draft) return <ImportView flow={flow} draft={flow.draft} onReport={(batch, isRejectedOnly) => navigation.go('submissions', { batch, ...(isRejectedOnly ? { rejected: 1 } : {}) })} />
  return (
    <Page fill title={t('submissions.title')} lead={t('submissions.lead')}>
      {workspace.readOnly === null ? <Arrivals inbox={inbox ?? []} onStart={flow.start} /> : <Callout tone="info">{t('import.read-only')}</Callout>}
      <h2 className="list-heading">{t('submissions.list')}</h2>
      {list.error ? <ErrorCallout error={list.error} onRetry={list.refetch} /> : null}
      <div className="submission-list"><SubmissionList entries={entries} onOpen={open} /></div>
    </Page>
  )
}

function Arrivals({ inbox, onStart }: { readonly inbox: readonly FileEntry[]; readonly onStart: (file: FileEntry) => void }) {
  const { t, format } = useText()
  const { platform } = useSession()
  const show = useToast()
  const [isTaking, setTaking] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const take = async (from: () => Promise<Result<readonly FileEntry[]>>) => {
    setError(null)
    setTaking(true)
    const taken = await from()
    setTaking(false)
    if (!taken.ok) return setError(taken.error)
    const [first] = taken.value
    if (!first) return
    if (taken.value.length > 1) show({ tone: 'info', text: t('submissions.one-file', { name: first.name }) })
    onStart(first)
  }
  return (
    <div className="arrivals" data-inbox={inbox.length > 0 ? '' : undefined}>
      <FileDropZone title={t('submissions.drop')} hint={t('submissions.drop.hint')} buttonLabel={t('submissions.choose')} disabled={isTaking} onDrop={(files) => void take(() => platform.takeDropped(files))} onPick={() => void take(() => platform.pickFiles({ kind: 'spreadsheet' }))} />
      {inbox.length > 0 ? (
        <section className="card inbox" aria-label={t('submissions.inbox')}>
          <div className="card-head"><h2>{t('submissions.inbox')}</h2></div>
          <ul>
            {inbox.map((file) => (
              <li key={file.token} className="inbox-file">
                <Icon name="file" /><span className="truncate" title={file.name}>{file.name}</span><span className="muted">{format.fileSize(file.size)}</span>
                <Button aria-label={t('submissions.inbox.import-of', { name: file.name })} onClick={() => onStart(file)}>{t('submissions.inbox.import')}</Button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {isTaking ? <ProgressBar label={t('submissions.uploading')} progress={null} /> : null}
      {error ? <ErrorCallout error={error} /> : null}
    </div>
  )
}
