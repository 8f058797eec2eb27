import { useState } from 'react'
import type { Finding } from '../../../shared/contract/findings.ts'
import { useWorkspace } from '../../platform/session.tsx'
import { useJob } from '../../platform/use-call.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { useText } from '../../ui/text.tsx'
import { sentenceOf } from './finding-columns.tsx'

interface SnoozeDialogProps { readonly findings: readonly Finding[]; readonly onClose: () => void; readonly onDone: () => void }

const presets = [7, 30, 90] as const
const shown = 3
const dayMs = 86_400_000
/** ISO day so many days from today. */
const dayAhead = (days: number): string => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10)

/** Puts findings off until a day, with a reason for whoever reads it next. */
export function SnoozeDialog({ findings, onClose, onDone }: SnoozeDialogProps) {
  const text = useText()
  const { t } = text
  const { workspace } = useWorkspace()
  const snooze = useJob('findings.snooze')
  const [until, setUntil] = useState(dayAhead(presets[1]))
  const [reason, setReason] = useState('')
  const [isAsked, setAsked] = useState(false)
  const isSoon = until <= dayAhead(0)
  const submit = async () => {
    setAsked(true)
    if (isSoon || reason.trim() === '') return
    const result = await snooze.run({ workspace: workspace.id, keys: findings.map(({ key }) => key), until, reason: reason.trim() })
    if (result.ok) onDone()
  }
  const count = findings.length
  return (
    <Dialog title={t('findings.snooze.title', { count })} onClose={onClose} canClose={!snooze.isRunning} onSubmit={() => void submit()} actions={<Button type="submit" variant="primary" disabled={snooze.isRunning}>{t('findings.snooze.apply')}</Button>}>
      <ul className="snoozed-findings">{findings.slice(0, shown).map((finding) => <li key={finding.key}>{sentenceOf(text, finding)}</li>)}{count > shown ? <li>…</li> : null}</ul>
      <p className="muted">{t('findings.snooze.lead')}</p>
      <Field label={t('findings.snooze.reason')} value={reason} onChange={setReason} maxLength={2000} error={isAsked && reason.trim() === '' ? t('findings.snooze.reason-needed') : undefined} />
      <div className="snooze-until">
        <Field label={t('findings.snooze.until')} type="date" value={until} min={dayAhead(1)} onChange={setUntil} error={isAsked && isSoon ? t('findings.snooze.date-needed') : undefined} />
        {presets.map((days) => <Button key={days} aria-pressed={until === dayAhead(days)} onClick={() => setUntil(dayAhead(days))}>{t('findings.snooze.days', { days })}</Button>)}
      </div>
      {snooze.error ? <ErrorCallout error={snooze.error} /> : null}
    </Dialog>
  )
}
