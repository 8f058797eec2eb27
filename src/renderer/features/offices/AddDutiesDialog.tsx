import { useState } from 'react'
import { submissionKinds, type SubmissionKind } from '../../../shared/domain/kinds.ts'
import { useWorkspace } from '../../platform/session.tsx'
import { useJob } from '../../platform/use-call.ts'
import { useOffices } from '../../platform/use-offices.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, Select } from '../../ui/Field.tsx'
import { MultiSelect } from '../../ui/MultiSelect.tsx'
import { PeriodPicker, type Span } from '../../ui/PeriodPicker.tsx'
import { useText } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { dueDay, lastMonth } from './periods.ts'

/** What is owed by many offices at once. */
export function AddDutiesDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, named } = useText()
  const { workspace } = useWorkspace()
  const offices = useOffices()
  const add = useJob('offices.addDuties')
  const show = useToast()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [kind, setKind] = useState<SubmissionKind>('project-contributions')
  const [first] = useState(() => lastMonth(new Date()))
  const [period, setPeriod] = useState<Span | null>(first)
  const [dueOn, setDueOn] = useState(() => dueDay(new Date()))
  const [note, setNote] = useState('')
  const canSend = chosen.length > 0 && period !== null && dueOn !== '' && !add.isRunning
  const submit = async () => {
    if (!canSend || period === null) return
    const result = await add.run({ workspace: workspace.id, offices: [...chosen], kind, period: { ...period }, dueOn, note: note.trim() })
    if (!result.ok) return
    show({ tone: 'success', text: t('offices.add.done', { count: chosen.length }) })
    onClose()
  }
  return (
    <Dialog width="wide" title={t('offices.add.title')} onClose={onClose} canClose={!add.isRunning} onSubmit={() => void submit()} actions={<Button type="submit" variant="primary" disabled={!canSend}>{t('offices.add.do', { count: chosen.length })}</Button>}>
      <div className="offices-choose">
        <MultiSelect label={t('offices.add.offices')} options={offices} chosen={chosen} onChange={setChosen} summary={(count) => t('offices.add.offices.count', { count })} searchLabel={t('offices.add.offices.search')} />
        {chosen.length === 0 ? <Button variant="quiet" disabled={offices.length === 0} onClick={() => setChosen(offices.map(({ key }) => key))}>{t('offices.add.all', { count: offices.length })}</Button> : <Button variant="quiet" onClick={() => setChosen([])}>{t('offices.add.none')}</Button>}
      </div>
      <div className="form-row">
        <Select label={t('offices.kind')} value={kind} options={submissionKinds.map((value) => ({ value, label: named('submission-kind', value) }))} onChange={setKind} />
        <Field label={t('offices.add.due')} type="date" value={dueOn} onChange={setDueOn} />
      </div>
      <PeriodPicker label={t('offices.period')} initial={first} onChange={setPeriod} />
      <Field label={t('offices.add.note')} maxLength={2000} value={note} onChange={setNote} hint={t('offices.add.hint')} />
      {add.error ? <ErrorCallout error={add.error} /> : null}
    </Dialog>
  )
}
