/** A staged or committed submission opened from the list: its report, its cells, what a commit would do, and what can be done with it. */
import { useState } from 'react'
import type { BatchReport } from '../../../shared/contract/submissions.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useCall, useJob } from '../../platform/use-call.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Callout, ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Page } from '../../ui/Page.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useText } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { commitBlocks } from './commit/commit-blocks.ts'
import { CommitStep } from './commit/CommitStep.tsx'
import { Committed } from './commit/Committed.tsx'
import { Report } from './Report.tsx'
import { ReturnDialog } from './returning/ReturnDialog.tsx'
import { ReturnedPanel } from './returning/ReturnedPanel.tsx'
import { StagingGrid } from './staging/StagingGrid.tsx'
import { stateLooks, stateText, type Entry } from './SubmissionList.tsx'
import { UndoImportDialog } from './UndoImportDialog.tsx'

interface SubmissionViewProps { readonly entry: Entry; readonly isRejectedOnly: boolean; readonly onBack: () => void; readonly onDiscarded: () => void }
type Tab = 'report' | 'cells' | 'commit'

export function SubmissionView({ entry, isRejectedOnly, onBack, onDiscarded }: SubmissionViewProps) {
  const text = useText()
  const { t, format } = text
  const { client, navigation } = useSession()
  const { workspace } = useWorkspace()
  const show = useToast()
  const answer = useCall('submissions.batch', entry.batch === null ? null : { workspace: workspace.id, batch: entry.batch })
  /** The report after an edit or with other options, until it is read again. */
  const [newer, setNewer] = useState<BatchReport | null>(null)
  const report = newer ?? answer.value
  const commit = useJob('submissions.commit')
  const [dialog, setDialog] = useState<'undo' | 'discard' | 'return' | null>(null)
  const [tab, setTab] = useState<Tab>('report')
  const isWritable = workspace.readOnly === null
  const isStaged = entry.state === 'staged'
  const isInForce = entry.state === 'committed' || entry.state === 'undone-in-part'
  const blocks = report && isStaged ? commitBlocks(text, report) : []
  const discard = async () => {
    const result = await client.submissions.discard({ workspace: workspace.id, batch: entry.id })
    show(result.ok ? { tone: 'info', text: t('submissions.discarded') } : { tone: 'warning', text: t('submissions.gone') })
    onDiscarded()
    onBack()
  }
  const write = async () => {
    if (!report) return
    const result = await commit.run({ workspace: workspace.id, batch: entry.id, seen: report })
    // Where the register moved on meanwhile, the core refused and keeps the new difference: that is the one to look at next.
    if (result.ok) return
    setNewer(null)
    answer.refetch()
  }
  const actions = (
    <>
      <Button variant="quiet" icon="back" onClick={onBack}>{t('submissions.back')}</Button>
      {isInForce ? <Button icon="matrices" onClick={() => navigation.go('matrices')}>{t('submissions.to-matrix')}</Button> : null}
      {isInForce && entry.changeset !== null && isWritable ? <Button icon="undo" onClick={() => setDialog('undo')}>{t('submissions.undo')}</Button> : null}
      {isStaged && isWritable && !commit.value ? (
        <>
          <Button onClick={() => setDialog('return')}>{t('send-back.open')}</Button>
          <Button onClick={() => setDialog('discard')}>{t('submissions.discard')}</Button>
          {tab === 'commit' ? <Button variant="primary" icon="check" disabled={!report || blocks.length > 0 || commit.isRunning} onClick={() => void write()}>{t('import.commit.do')}</Button> : <Button variant="primary" disabled={!report?.isCommittable} onClick={() => setTab('commit')}>{t('submissions.to-commit')}</Button>}
        </>
      ) : null}
    </>
  )
  const dialogs = (
    <>
      {dialog === 'undo' && entry.changeset !== null ? <UndoImportDialog changeset={entry.changeset} file={entry.file} onClose={() => setDialog(null)} onUndone={onBack} /> : null}
      {dialog === 'discard' ? <Dialog title={t('submissions.discard.title')} onClose={() => setDialog(null)} onSubmit={() => void discard()} actions={<Button type="submit" variant="danger">{t('submissions.discard')}</Button>}><p>{t('submissions.discard.text', { file: entry.file })}</p></Dialog> : null}
      {dialog === 'return' ? <ReturnDialog batch={entry.id} onClose={() => setDialog(null)} /> : null}
    </>
  )
  if (commit.value) return <Page title={entry.file} actions={actions}><Committed report={commit.value} parked={report?.accounting.parked ?? 0} file={entry.file} onAnother={onBack} onRejected={() => commit.reset()} /></Page>
  const lead = <><Badge {...stateLooks[entry.state]}>{stateText(t, entry)}</Badge> {entry.sheet}, {format.dateTime(entry.at)}, {entry.person}</>
  const found = report ? <>{isStaged ? <ReturnedPanel batch={report.batch} /> : null}<Report report={report} isCommitted={!isStaged} firstKind={isRejectedOnly ? 'rejected' : undefined} /></> : null
  if (!isStaged || !report) {
    return (
      <Page title={entry.file} lead={lead} actions={actions}>
        <div className="import-stack">
          {entry.batch === null ? <Callout tone="info">{t('submissions.no-report')}</Callout> : null}
          {answer.error ? <ErrorCallout error={answer.error} onRetry={answer.refetch} /> : null}
          {answer.isLoading ? <Skeleton lines={10} /> : null}
          {found}
        </div>
        {dialogs}
      </Page>
    )
  }
  return (
    <Page fill title={entry.file} lead={lead} actions={actions}>
      {commit.isRunning ? <ProgressBar label={t('import.commit.running')} progress={commit.progress} /> : null}
      {commit.error ? <ErrorCallout error={commit.error} /> : null}
      {tab === 'commit' && blocks.length > 0 ? <Callout tone="warning" title={t('commit.blocked')}>{blocks.join(' ')}</Callout> : null}
      <Tabs fill label={t('submissions.parts')} selected={tab} onSelect={setTab} tabs={[{ key: 'report', label: t('import.step.check') }, { key: 'cells', label: t('import.step.correct') }, ...(report.isCommittable ? [{ key: 'commit' as const, label: t('import.step.commit') }] : [])]}>
        <div className="step-content">
          {tab === 'report' ? <div className="import-stack">{found}</div> : null}
          {tab === 'cells' ? <StagingGrid report={report} isWritable={isWritable} onReport={setNewer} /> : null}
          {tab === 'commit' ? <CommitStep report={report} isWritable={isWritable} onReport={setNewer} /> : null}
        </div>
      </Tabs>
      {dialogs}
    </Page>
  )
}
