import { useState } from 'react'
import type { SourceRule } from '../../../shared/contract/reconciliation.ts'
import { measures, type Measure } from '../../../shared/domain/amount.ts'
import { figureSources, type FigureSource } from '../../../shared/domain/import-options.ts'
import { periodOfDays, periodText } from '../../../shared/domain/period.ts'
import { useWorkspace } from '../../platform/session.tsx'
import { useCall, useJob } from '../../platform/use-call.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Field, Select } from '../../ui/Field.tsx'
import { PeriodPicker, type Span } from '../../ui/PeriodPicker.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useText, type Text } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'

function spanText({ t, format }: Text, { start, end }: SourceRule): string {
  if (start !== null && end !== null) return format.period(periodText(periodOfDays({ start, end })))
  if (start !== null) return t('reconciliation.rules.from', { start: format.date(start) })
  return end === null ? t('reconciliation.rules.always') : t('reconciliation.rules.until', { end: format.date(end) })
}
const sentence = (text: Text, rule: SourceRule): string => text.t('reconciliation.rules.sentence', { measure: text.named('measure', rule.measure), period: spanText(text, rule), source: rule.source })

/** Which source counts for a measure and a period, each rule as one sentence. */
export function SourceRules() {
  const text = useText()
  const { t } = text
  const { workspace } = useWorkspace()
  const { value, error, refetch } = useCall('reconciliation.rules', { workspace: workspace.id })
  const [editing, setEditing] = useState<SourceRule | 'new' | null>(null)
  const [removing, setRemoving] = useState<SourceRule | null>(null)
  const isWritable = workspace.readOnly === null
  const add = isWritable ? <Button variant="primary" icon="plus" onClick={() => setEditing('new')}>{t('reconciliation.rules.add')}</Button> : null
  return (
    <div className="rules">
      <p className="reconciliation-lead muted">{t('reconciliation.rules.text')}</p>
      {error ? <ErrorCallout error={error} onRetry={refetch} /> : null}
      {value === null && !error ? <Skeleton lines={4} height={28} /> : null}
      {value?.length === 0 ? <EmptyState icon="reconciliation" title={t('reconciliation.rules.empty.title')} actions={add}>{t('reconciliation.rules.empty.text')}</EmptyState> : null}
      {value && value.length > 0 ? (
        <>
          <div className="toolbar">{add}</div>
          <ul className="rule-list">
            {value.map((rule) => (
              <li key={rule.id} className="rule">
                <div><strong>{sentence(text, rule)}</strong>{rule.reason === '' ? null : <p className="muted">{rule.reason}</p>}</div>
                {isWritable ? <><Button aria-label={t('reconciliation.rules.change', { rule: sentence(text, rule) })} onClick={() => setEditing(rule)}>{t('ui.edit')}</Button><IconButton icon="close" label={t('reconciliation.rules.remove', { rule: sentence(text, rule) })} onClick={() => setRemoving(rule)} /></> : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {editing === null ? null : <RuleDialog rule={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {removing === null ? null : <RemoveDialog rule={removing} onClose={() => setRemoving(null)} />}
    </div>
  )
}

const thisYear = (): Span => ({ start: `${new Date().getFullYear()}-01-01`, end: `${new Date().getFullYear()}-12-31` })

/** The same measure and period take another source; another measure or period is another rule. */
function RuleDialog({ rule, onClose }: { readonly rule: SourceRule | null; readonly onClose: () => void }) {
  const text = useText()
  const { t, named } = text
  const { workspace } = useWorkspace()
  const save = useJob('reconciliation.setRule')
  const show = useToast()
  const [measure, setMeasure] = useState<Measure>(rule?.measure ?? 'delivery')
  const [source, setSource] = useState<FigureSource>(rule?.source ?? 'fpmis')
  const [when, setWhen] = useState<'always' | 'span'>('always')
  const [span, setSpan] = useState<Span | null>(thisYear)
  const [reason, setReason] = useState(rule?.reason ?? '')
  const isReady = (rule !== null || when === 'always' || span !== null) && !save.isRunning
  const submit = async () => {
    if (!isReady) return
    const period = rule ?? (when === 'span' ? span : null)
    const result = await save.run({ workspace: workspace.id, measure, source, start: period?.start ?? null, end: period?.end ?? null, reason: reason.trim() })
    if (!result.ok) return
    show({ tone: 'success', text: t('reconciliation.rules.saved') })
    onClose()
  }
  return (
    <Dialog title={t('reconciliation.rules.dialog')} onClose={onClose} canClose={!save.isRunning} onSubmit={() => void submit()} actions={<Button type="submit" variant="primary" disabled={!isReady}>{t('reconciliation.rules.save')}</Button>}>
      {rule === null ? (
        <>
          <Select label={t('reconciliation.measure')} value={measure} options={measures.map((value) => ({ value, label: named('measure', value) }))} onChange={setMeasure} />
          <Select label={t('reconciliation.rules.when')} value={when} options={(['always', 'span'] as const).map((value) => ({ value, label: t(`reconciliation.rules.when.${value}`) }))} onChange={setWhen} />
          {when === 'span' ? <PeriodPicker label={t('reconciliation.period')} initial={thisYear()} onChange={setSpan} /> : null}
        </>
      ) : <p><strong>{named('measure', rule.measure)}, {spanText(text, rule)}</strong></p>}
      <Select label={t('reconciliation.rules.source')} value={source} options={figureSources.map((value) => ({ value, label: t(`commit.source.${value}`) }))} onChange={setSource} />
      <Field label={t('reconciliation.rules.reason')} maxLength={2000} value={reason} onChange={setReason} />
      {save.error ? <ErrorCallout error={save.error} /> : null}
    </Dialog>
  )
}

function RemoveDialog({ rule, onClose }: { readonly rule: SourceRule; readonly onClose: () => void }) {
  const text = useText()
  const { t } = text
  const { workspace } = useWorkspace()
  const remove = useJob('reconciliation.removeRule')
  const show = useToast()
  const submit = async () => {
    const result = await remove.run({ workspace: workspace.id, rule: rule.id })
    if (!result.ok) return
    show({ tone: 'success', text: t('reconciliation.rules.removed') })
    onClose()
  }
  return (
    <Dialog title={t('reconciliation.rules.remove.title')} onClose={onClose} canClose={!remove.isRunning} onSubmit={() => void submit()} actions={<Button type="submit" variant="danger" disabled={remove.isRunning}>{t('ui.remove')}</Button>}>
      <p><strong>{sentence(text, rule)}</strong></p>
      <p>{t('reconciliation.rules.remove.text')}</p>
      {remove.error ? <ErrorCallout error={remove.error} /> : null}
    </Dialog>
  )
}
