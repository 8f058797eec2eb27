/** A figure that a person says is another one: who said it, how and when, with the message attached. Projects and the reconciliation share it. */
import { useState } from 'react'
import type { FileEntry } from '../../shared/contract/common.ts'
import { amountStates, type AmountState } from '../../shared/domain/amount.ts'
import { correctionChannels, type CorrectedFigure } from '../../shared/domain/correction.ts'
import { toCents } from '../../shared/domain/decimal.ts'
import { Button } from '../ui/Button.tsx'
import { Callout, ErrorCallout } from '../ui/Callout.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Select, TextArea } from '../ui/Field.tsx'
import { sourceFigureText } from '../ui/figure.ts'
import { useText } from '../ui/text.tsx'
import { useToast } from '../ui/Toast.tsx'
import { typedAmount } from '../ui/typed-amount.ts'
import { useSession, useWorkspace } from './session.tsx'
import { useJob } from './use-call.ts'

interface CorrectFigureDialogProps {
  /** Of the register. */
  readonly amount: number
  readonly current: CorrectedFigure
  /** Whose figure it is, in words. */
  readonly about: string
  readonly onClose: () => void
}

/** The day at this desk, which is not always the day in London. */
const today = (): string => {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}
const channels = correctionChannels.filter((channel) => channel !== 'edited-cell')
type Channel = (typeof channels)[number]

export function CorrectFigureDialog({ amount, current, about, onClose }: CorrectFigureDialogProps) {
  const text = useText()
  const { t, locale, format, named, error: errorText } = text
  const { platform } = useSession()
  const { workspace } = useWorkspace()
  const show = useToast()
  const add = useJob('corrections.add')
  const [state, setState] = useState<AmountState>('value')
  const [typed, setTyped] = useState('')
  const [currency, setCurrency] = useState(current.currency ?? 'USD')
  const [usd, setUsd] = useState('')
  const [saidBy, setSaidBy] = useState('')
  const [channel, setChannel] = useState<Channel>('telephone')
  const [saidOn, setSaidOn] = useState(today)
  const [note, setNote] = useState('')
  const [attachment, setAttachment] = useState<FileEntry | null>(null)
  const [attachError, setAttachError] = useState<string | null>(null)

  const original = typedAmount(typed, locale)
  const dollars = typedAmount(usd, locale)
  const isDollars = currency === 'USD'
  const isCurrency = /^[A-Z]{3}$/.test(currency)
  const isFuture = saidOn > today()
  const isFigure = state !== 'value' || (original !== null && isCurrency && (isDollars || usd.trim() === '' || dollars !== null))
  const canSend = isFigure && saidBy.trim() !== '' && saidOn !== '' && !isFuture && !add.isRunning
  const wrong = (one: string, read: string | null) => (one.trim() !== '' && read === null ? t('correct.amount.wrong', { example: format.original('1250000.50') }) : undefined)
  const read = (value: string | null, unit: string) => (value === null ? undefined : t('correct.amount.read', { amount: `${unit} ${format.original(value)}` }))

  const attach = async () => {
    const picked = await platform.pickFiles({ kind: 'any' })
    setAttachError(picked.ok ? null : errorText(picked.error))
    const file = picked.ok ? picked.value[0] : undefined
    if (file) setAttachment(file)
  }
  const submit = async () => {
    if (!canSend) return
    const inDollars = isDollars ? original : dollars
    const figure: CorrectedFigure = state === 'value' ? { state, original, currency, usdCents: inDollars === null ? null : toCents(inDollars) } : { state, original: null, currency: current.currency, usdCents: null }
    const result = await add.run({ workspace: workspace.id, amount, figure, saidBy: saidBy.trim(), channel, saidOn, note: note.trim(), attachment: attachment?.token ?? null })
    if (!result.ok) return
    show({ tone: 'success', text: t('correct.done') })
    onClose()
  }
  return (
    <Dialog title={t('correct.title')} onClose={onClose} canClose={!add.isRunning} onSubmit={() => void submit()} actions={<Button type="submit" variant="primary" disabled={!canSend}>{t('correct.do')}</Button>}>
      <div><p>{about}</p><p className="muted">{t('ui.name-value', { name: t('correct.now'), value: sourceFigureText(text, current) })}</p></div>
      <div className="form-row">
        <Select label={t('correct.state')} value={state} options={amountStates.map((one) => ({ value: one, label: named('state', one) }))} onChange={setState} />
        {state === 'value' ? <Field label={t('correct.amount')} autoFocus inputMode="decimal" maxLength={40} value={typed} onChange={setTyped} error={wrong(typed, original)} hint={read(original, currency)} /> : null}
        {state === 'value' ? <Field label={t('correct.currency')} maxLength={3} value={currency} onChange={(value) => setCurrency(value.toUpperCase())} error={isCurrency ? undefined : t('correct.currency.wrong')} /> : null}
      </div>
      {state === 'value' && !isDollars ? <Field label={t('correct.usd')} inputMode="decimal" maxLength={40} value={usd} onChange={setUsd} error={wrong(usd, dollars)} hint={read(dollars, 'USD') ?? t('correct.usd.hint')} /> : null}
      <Field label={t('correct.said-by')} maxLength={200} value={saidBy} onChange={setSaidBy} />
      <div className="form-row">
        <Select label={t('correct.channel')} value={channel} options={channels.map((one) => ({ value: one, label: t(`correction.channel.${one}`) }))} onChange={setChannel} />
        <Field label={t('correct.said-on')} type="date" value={saidOn} onChange={setSaidOn} error={isFuture ? t('correct.said-on.future') : undefined} />
      </div>
      <TextArea label={t('correct.note')} hint={t('correct.note.hint')} maxLength={4000} value={note} onChange={setNote} />
      {attachment === null ? <div><Button icon="file" onClick={() => void attach()}>{t('correct.attach')}</Button></div> : <div className="toolbar">{t('correct.attached', { name: attachment.name })}<Button variant="quiet" onClick={() => setAttachment(null)}>{t('correct.detach')}</Button></div>}
      {attachError === null ? null : <Callout tone="danger">{attachError}</Callout>}
      {add.error ? <ErrorCallout error={add.error} /> : null}
    </Dialog>
  )
}
