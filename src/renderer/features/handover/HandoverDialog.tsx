import { useState } from 'react'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useCall, useJob } from '../../platform/use-call.ts'
import { useKept } from '../../platform/use-kept.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, TextArea } from '../../ui/Field.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useText } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { HandoverLists } from './HandoverLists.tsx'

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** Makes the one file that somebody else goes on with, and shows before what goes along. */
export function HandoverDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useText()
  const { t } = text
  const { platform } = useSession()
  const { workspace } = useWorkspace()
  const [since, setSince] = useState('')
  const [to, setTo] = useState('')
  const [note, setNote] = useState('')
  const from = isDay(since) ? since : null
  const asked = useCall('handover.summary', { workspace: workspace.id, since: from })
  const summary = useKept(asked.value)
  const make = useJob('handover.make')
  const show = useToast()
  const submit = async () => {
    const made = await make.run({ workspace: workspace.id, since: from, to: to.trim(), note: note.trim() })
    if (!made.ok) return
    const saved = await platform.save(made.value)
    if (!saved.ok) show({ tone: 'warning', text: text.error(saved.error) })
    else if (saved.value) {
      show({ tone: 'success', text: t('handover.done') })
      onClose()
    }
  }
  return (
    <Dialog
      title={t('handover.title')}
      width="wide"
      onClose={onClose}
      canClose={!make.isRunning}
      onSubmit={() => void submit()}
      actions={<Button type="submit" variant="primary" icon="save" disabled={make.isRunning}>{t('handover.save')}</Button>}
    >
      <p className="muted">{t('handover.lead')}</p>
      <div className="handover-form">
        <Field label={t('handover.to')} value={to} onChange={setTo} maxLength={200} />
        <Field label={t('handover.since')} hint={t('handover.since.hint')} type="date" value={since} onChange={setSince} />
      </div>
      <TextArea label={t('handover.note')} value={note} onChange={setNote} rows={3} maxLength={4000} />
      <h3>{t('handover.goes-along')}</h3>
      {asked.error ? <ErrorCallout error={asked.error} onRetry={asked.refetch} /> : null}
      {summary ? <HandoverLists summary={summary} /> : <Skeleton lines={5} />}
      {make.isRunning ? <ProgressBar label={t('handover.running')} progress={make.progress} /> : null}
      {make.error ? <ErrorCallout error={make.error} /> : null}
    </Dialog>
  )
}
