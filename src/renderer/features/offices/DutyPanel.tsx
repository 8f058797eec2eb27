import { useState } from 'react'
import type { DutyEntry } from '../../../shared/contract/offices.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useJob } from '../../platform/use-call.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { SidePanel } from '../../ui/SplitView.tsx'
import { useText } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { DutyStateBadge, lateText } from './duty-columns.tsx'
import { QualityTrend } from './QualityTrend.tsx'
import { ReminderDialog } from './ReminderDialog.tsx'

interface DutyPanelProps { readonly entry: DutyEntry; readonly onClose: () => void }

/** What one office owes for one period, and what can be done about it. */
export function DutyPanel({ entry, onClose }: DutyPanelProps) {
  const text = useText()
  const { t, named, format } = text
  const { navigation } = useSession()
  const { workspace } = useWorkspace()
  const mark = useJob('offices.markNil')
  const show = useToast()
  const [dialog, setDialog] = useState<'reminder' | 'nil' | null>(null)
  const { batch } = entry
  const isWritable = workspace.readOnly === null
  const late = lateText(text, entry)
  const takeBack = async () => {
    const result = await mark.run({ workspace: workspace.id, duty: entry.id, saidBy: null })
    if (result.ok) show({ tone: 'success', text: t('offices.nil.undone') })
  }
  return (
    <SidePanel
      title={entry.officeName}
      subtitle={<p className="muted">{named('submission-kind', entry.kind)}, {format.period(entry.periodText)}</p>}
      onClose={onClose}
      actions={<>
        <Button icon="copy" onClick={() => setDialog('reminder')}>{t('offices.reminder')}</Button>
        {batch === null ? null : <Button icon="submissions" onClick={() => navigation.go('submissions', { batch })}>{t('offices.open-file')}</Button>}
        {isWritable && (entry.state === 'awaited' || entry.state === 'late') ? <Button onClick={() => setDialog('nil')}>{t('offices.nil')}</Button> : null}
        {isWritable && entry.state === 'nil' ? <Button icon="undo" disabled={mark.isRunning} onClick={() => void takeBack()}>{t('offices.nil.undo')}</Button> : null}
      </>}
    >
      <div><DutyStateBadge state={entry.state} text={text} /></div>
      <dl className="facts">
        <dt>{t('offices.office')}</dt><dd>{entry.office}</dd>
        <dt>{t('offices.due')}</dt><dd>{format.date(entry.dueOn)}</dd>
        {late === '' ? null : <><dt>{t('offices.late')}</dt><dd>{late}</dd></>}
        {entry.receivedAt === null ? null : <><dt>{t('offices.received')}</dt><dd>{format.dateTime(entry.receivedAt)}</dd></>}
        {entry.file === null ? null : <><dt>{t('offices.file')}</dt><dd>{entry.file}</dd></>}
        {entry.quality === null ? null : <><dt title={t('offices.quality.hint')}>{t('offices.quality')}</dt><dd><QualityTrend quality={entry.quality} trend={entry.trend} /></dd></>}
        <dt>{t('offices.questions')}</dt><dd>{entry.openQuestions === 0 ? t('ui.none') : format.integer(entry.openQuestions)}</dd>
      </dl>
      {entry.openQuestions === 0 ? null : <div><Button variant="quiet" onClick={() => navigation.replace({ tab: 'questions', office: entry.office })}>{t('offices.see-questions')}</Button></div>}
      {mark.error ? <ErrorCallout error={mark.error} /> : null}
      {dialog === 'reminder' ? <ReminderDialog entry={entry} onClose={() => setDialog(null)} /> : null}
      {dialog === 'nil' ? <NilDialog entry={entry} onClose={() => setDialog(null)} /> : null}
    </SidePanel>
  )
}

function NilDialog({ entry, onClose }: DutyPanelProps) {
  const { t } = useText()
  const { workspace } = useWorkspace()
  const mark = useJob('offices.markNil')
  const show = useToast()
  const [saidBy, setSaidBy] = useState('')
  const canSend = saidBy.trim() !== '' && !mark.isRunning
  const submit = async () => {
    if (!canSend) return
    const result = await mark.run({ workspace: workspace.id, duty: entry.id, saidBy: saidBy.trim() })
    if (!result.ok) return
    show({ tone: 'success', text: t('offices.nil.done') })
    onClose()
  }
  return (
    <Dialog title={t('offices.nil.title')} onClose={onClose} canClose={!mark.isRunning} onSubmit={() => void submit()} actions={<Button type="submit" variant="primary" disabled={!canSend}>{t('offices.nil.do')}</Button>}>
      <p>{t('offices.nil.text')}</p>
      <Field label={t('offices.nil.said-by')} autoFocus maxLength={200} value={saidBy} onChange={setSaidBy} />
      {mark.error ? <ErrorCallout error={mark.error} /> : null}
    </Dialog>
  )
}
