/** A staged or committed submission opened from the list: its report and rows, and what can be done with it. */
import { useState } from 'react'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useCall, useJob } from '../../platform/use-call.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Callout, ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Page } from '../../ui/Page.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useText } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { CommitStep, Committed } from './CommitStep.tsx'
import { Report } from './Report.tsx'
import { stateLooks, type Entry } from './SubmissionList.tsx'
import { UndoImportDialog } from './UndoImportDialog.tsx'

interface SubmissionViewProps { readonly entry: Entry; readonly isRejectedOnly: boolean; readonly onBack: () => void; readonly onDiscarded: () => void }

export function SubmissionView({ entry, isRejectedOnly, onBack, onDiscarded }: SubmissionViewProps) {
  const { t, format } = useText()
  const { client, navigation } = useSession()
  const { workspace } = useWorkspace()
  const show = useToast()
  const report = useCall('submissions.batch', entry.batch === null ? null : { workspace: workspace.id, batch: entry.batch })
  const commit = useJob('submissions.commit')
  const [dialog, setDialog] = useState<'undo' | 'discard' | 'commit' | null>(null)
  const isWritable = workspace.readOnly === null
  const discard = async () => {
    const result = await client.submissions.discard({ workspace: workspace.id, batch: entry.id })
    show(result.ok ? { tone: 'info', text: t('submissions.discarded') } : { tone: 'warning', text: t('submissions.gone') })
    onDiscarded()
    onBack()
  }
  const actions = (
    <>
      <Button variant="quiet" icon="back" onClick={onBack}>{t('submissions.back')}</Button>
      {entry.state === 'committed' ? <Button icon="matrices" onClick={() => navigation.go('matrices')}>{t('submissions.to-matrix')}</Button> : null}
      {entry.state === 'committed' && entry.changeset !== null && isWritable ? <Button icon="undo" onClick={() => setDialog('undo')}>{t('submissions.undo')}</Button> : null}
      {entry.state === 'staged' && isWritable && !commit.value ? <><Button onClick={() => setDialog('discard')}>{t('submissions.discard')}</Button><Button variant="primary" icon="check" disabled={!report.value?.isCommittable} onClick={() => setDialog('commit')}>{t('import.commit.do')}</Button></> : null}
    </>
  )
  if (commit.value) return <Page title={entry.file} actions={actions}><Committed report={commit.value} file={entry.file} onAnother={onBack} onRejected={() => commit.reset()} /></Page>
  return (
    <Page title={entry.file} lead={<><Badge {...stateLooks[entry.state]}>{t(`submissions.state.${entry.state}`)}</Badge> {entry.sheet}, {format.dateTime(entry.at)}, {entry.person}</>} actions={actions}>
      <div className="import-stack">
        {entry.batch === null ? <Callout tone="info">{t('submissions.no-report')}</Callout> : null}
        {report.error ? <ErrorCallout error={report.error} onRetry={report.refetch} /> : null}
        {report.isLoading ? <Skeleton lines={10} /> : null}
        {report.value ? <Report report={report.value} isCommitted={entry.state !== 'staged'} firstKind={isRejectedOnly ? 'rejected' : undefined} /> : null}
      </div>
      {dialog === 'undo' && entry.changeset !== null ? <UndoImportDialog changeset={entry.changeset} file={entry.file} onClose={() => setDialog(null)} onUndone={onBack} /> : null}
      {dialog === 'discard' ? <Dialog title={t('submissions.discard.title')} onClose={() => setDialog(null)} onSubmit={() => void discard()} actions={<Button type="submit" variant="danger">{t('submissions.discard')}</Button>}><p>{t('submissions.discard.text', { file: entry.file })}</p></Dialog> : null}
      {dialog === 'commit' && report.value ? (
        <Dialog title={t('import.commit.title')} width="wide" onClose={commit.isRunning ? commit.cancel : () => setDialog(null)} onSubmit={() => void commit.run({ workspace: workspace.id, batch: entry.id }).then(report.refetch)} actions={<Button type="submit" variant="primary" icon="check" disabled={commit.isRunning}>{t('import.commit.do')}</Button>}>
          <CommitStep report={report.value} />
          {commit.isRunning ? <ProgressBar label={t('import.commit.running')} progress={commit.progress} /> : null}
          {commit.error ? <ErrorCallout error={commit.error} /> : null}
        </Dialog>
      ) : null}
    </Page>
  )
}
