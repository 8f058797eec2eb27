import { useState } from 'react'
import type { CorrectionEntry } from '../../../shared/contract/corrections.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useCall, useJob } from '../../platform/use-call.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout, ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextArea } from '../../ui/Field.tsx'
import { sourceFigureText } from '../../ui/figure.ts'
import { SidePanel } from '../../ui/SplitView.tsx'
import { useText } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { CorrectionState, effectText, periodOf } from './correction-columns.tsx'

interface CorrectionPanelProps { readonly entry: CorrectionEntry; readonly onClose: () => void }

/** One correction: what was said, by whom, what it does, how it ended, and the way to its figure. */
export function CorrectionPanel({ entry, onClose }: CorrectionPanelProps) {
  const text = useText()
  const { t, of, format, named } = text
  const { navigation } = useSession()
  const { workspace } = useWorkspace()
  const [isWithdrawing, setWithdrawing] = useState(false)
  const trace = useCall('matrices.trace', { workspace: workspace.id, amount: entry.amount })
  const project = trace.value?.record.project
  const isInForce = entry.state === 'live' || entry.state === 'asked'
  return (
    <SidePanel
      title={entry.project}
      subtitle={<p className="muted">{t('corrections.figure', { measure: named('measure', entry.measure), period: periodOf(text, entry.period) })}</p>}
      onClose={onClose}
      actions={<>
        {project === undefined ? null : <Button icon="projects" onClick={() => navigation.go('projects', { project })}>{t('corrections.to-project')}</Button>}
        {isInForce && workspace.readOnly === null ? <Button icon="undo" onClick={() => setWithdrawing(true)}>{t('corrections.withdraw')}</Button> : null}
      </>}
    >
      <div><CorrectionState state={entry.state} text={text} /></div>
      {trace.error ? <Callout tone="info">{t('corrections.figure-gone')}</Callout> : null}
      <dl className="facts">
        <dt>{t('corrections.partner')}</dt><dd>{entry.partner}</dd>
        <dt>{t('corrections.source')}</dt><dd className="figures">{sourceFigureText(text, entry.source)}</dd>
        <dt>{t('corrections.corrected')}</dt><dd className="figures"><strong>{sourceFigureText(text, entry.corrected)}</strong></dd>
        {entry.newer === null ? null : <><dt>{t('corrections.newer')}</dt><dd className="figures">{sourceFigureText(text, entry.newer)}</dd></>}
        <dt>{t('corrections.effect')}</dt><dd className="figures">{effectText(text, entry.effect)}</dd>
        <dt>{t('corrections.said-by')}</dt><dd>{entry.saidBy}, {t(`correction.channel.${entry.channel}`)}</dd>
        <dt>{t('corrections.said-on')}</dt><dd>{format.date(entry.saidOn)} ({t('corrections.days', { days: entry.age })})</dd>
        {entry.note === '' ? null : <><dt>{t('corrections.note')}</dt><dd className="written">{entry.note}</dd></>}
        {entry.attachment === null ? null : <><dt>{t('corrections.attachment')}</dt><dd>{entry.attachment}</dd></>}
        {entry.endedOn === null ? null : <><dt>{t('corrections.ended-on')}</dt><dd>{format.date(entry.endedOn)}{entry.endReason === null ? '' : `: ${of(entry.endReason)}`}</dd></>}
      </dl>
      {isWithdrawing ? <WithdrawDialog entry={entry} onClose={() => setWithdrawing(false)} /> : null}
    </SidePanel>
  )
}

function WithdrawDialog({ entry, onClose }: CorrectionPanelProps) {
  const text = useText()
  const { t } = text
  const { workspace } = useWorkspace()
  const withdraw = useJob('corrections.withdraw')
  const show = useToast()
  const [reason, setReason] = useState('')
  const canSend = reason.trim() !== '' && !withdraw.isRunning
  const submit = async () => {
    if (!canSend) return
    const result = await withdraw.run({ workspace: workspace.id, correction: entry.id, reason: reason.trim() })
    if (!result.ok) return
    show({ tone: 'success', text: t('corrections.withdraw.done') })
    onClose()
  }
  return (
    <Dialog title={t('corrections.withdraw.title')} onClose={onClose} canClose={!withdraw.isRunning} onSubmit={() => void submit()} actions={<Button type="submit" variant="danger" disabled={!canSend}>{t('corrections.withdraw.do')}</Button>}>
      <p>{t('corrections.withdraw.text', { source: sourceFigureText(text, entry.source), corrected: sourceFigureText(text, entry.corrected) })}</p>
      <TextArea label={t('corrections.withdraw.reason')} autoFocus maxLength={2000} value={reason} onChange={setReason} />
      {withdraw.error ? <ErrorCallout error={withdraw.error} /> : null}
    </Dialog>
  )
}
