import { useState } from 'react'
import type { FileEntry } from '../../../shared/contract/common.ts'
import { periodOfDays, periodText } from '../../../shared/domain/period.ts'
import { locales, type Locale } from '../../../shared/messages/locales.ts'
import type { OutputOf } from '../../platform/procedures.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useJob } from '../../platform/use-call.ts'
import { useOffices } from '../../platform/use-offices.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout, ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, Select } from '../../ui/Field.tsx'
import { MultiSelect } from '../../ui/MultiSelect.tsx'
import { PeriodPicker, type Span } from '../../ui/PeriodPicker.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { useText } from '../../ui/text.tsx'
import { dueDay, lastMonth } from './periods.ts'

/** One workbook per office in one step; then the files, to be saved, and who was left out. */
export function MakeRoundDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, locale, format } = useText()
  const { workspace } = useWorkspace()
  const offices = useOffices()
  const job = useJob('offices.makeRound')
  const [first] = useState(() => lastMonth(new Date()))
  const [period, setPeriod] = useState<Span | null>(first)
  const [typedName, setName] = useState<string | null>(null)
  const [dueOn, setDueOn] = useState(() => dueDay(new Date()))
  const [who, setWho] = useState<'all' | 'some'>('all')
  const [language, setLanguage] = useState<Locale>(locale)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [languages, setLanguages] = useState<Readonly<Record<string, Locale>>>({})
  const name = typedName ?? (period === null ? '' : t('offices.rounds.name.default', { period: format.period(periodText(periodOfDays(period))) }))
  const canSend = period !== null && name.trim() !== '' && dueOn !== '' && (who === 'all' || chosen.length > 0) && !job.isRunning
  const submit = async () => {
    if (!canSend || period === null) return
    await job.run({ workspace: workspace.id, name: name.trim(), period: { ...period }, dueOn, language, offices: who === 'all' ? null : chosen.map((office) => ({ office, language: languages[office] ?? language })) })
  }
  if (job.value) return <MadeRound made={job.value} onClose={onClose} />
  const languageOptions = locales.map((value) => ({ value, label: t(`offices.language.${value}`) }))
  return (
    <Dialog width="wide" title={t('offices.rounds.title')} onClose={job.isRunning ? job.cancel : onClose} onSubmit={() => void submit()} actions={<Button type="submit" variant="primary" disabled={!canSend}>{t('offices.rounds.do')}</Button>}>
      <p className="muted">{t('offices.rounds.text')}</p>
      <PeriodPicker label={t('offices.period')} initial={first} onChange={setPeriod} />
      <div className="form-row">
        <Field label={t('offices.rounds.name')} maxLength={200} value={name} onChange={setName} />
        <Field label={t('offices.rounds.due')} type="date" value={dueOn} onChange={setDueOn} />
      </div>
      <div className="form-row">
        <Select label={t('offices.rounds.who')} value={who} options={(['all', 'some'] as const).map((value) => ({ value, label: t(`offices.rounds.who.${value}`) }))} onChange={setWho} />
        <Select label={t('offices.rounds.language')} value={language} options={languageOptions} onChange={setLanguage} />
      </div>
      {who === 'some' ? <MultiSelect label={t('offices.add.offices')} options={offices} chosen={chosen} onChange={setChosen} summary={(count) => t('offices.add.offices.count', { count })} searchLabel={t('offices.add.offices.search')} /> : null}
      {who === 'some' && chosen.length > 0 ? (
        <ul className="round-languages">
          {chosen.map((office) => {
            const label = offices.find(({ key }) => key === office)?.label ?? office
            return <li key={office}><span className="truncate" title={label}>{label}</span><select className="input" aria-label={t('offices.rounds.language.of', { office: label })} value={languages[office] ?? language} onChange={(event) => setLanguages({ ...languages, [office]: locales.find((one) => one === event.target.value) ?? language })}>{languageOptions.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}</select></li>
          })}
        </ul>
      ) : null}
      {job.isRunning ? <ProgressBar label={t('offices.rounds.running')} progress={job.progress} /> : null}
      {job.error ? <ErrorCallout error={job.error} /> : null}
    </Dialog>
  )
}

function MadeRound({ made, onClose }: { readonly made: OutputOf<'offices.makeRound'>; readonly onClose: () => void }) {
  const { t, error } = useText()
  const { platform } = useSession()
  const [saved, setSaved] = useState<ReadonlySet<string>>(new Set())
  const [saveError, setSaveError] = useState<string | null>(null)
  const save = async (files: readonly FileEntry[]) => {
    setSaveError(null)
    for (const file of files) {
      const result = await platform.save(file)
      if (!result.ok) return setSaveError(error(result.error))
      // Whoever closes one dialog does not want the next one.
      if (!result.value) return
      setSaved((before) => new Set([...before, file.token]))
    }
  }
  return (
    <Dialog width="wide" title={made.round.name} onClose={onClose} closeLabel={t('ui.close')} onSubmit={() => void save(made.files)} actions={<Button type="submit" variant="primary" icon="save">{t('offices.rounds.save-all', { count: made.files.length })}</Button>}>
      <Callout tone="success" title={t('offices.rounds.made', { count: made.files.length })}>{t('offices.rounds.made.text')}</Callout>
      <ul className="round-files">
        {made.files.map((file) => (
          <li key={file.token}><span className="truncate" title={file.name}>{file.name}</span><Button variant="quiet" icon={saved.has(file.token) ? 'check' : 'save'} aria-label={t('offices.rounds.save-one', { name: file.name })} onClick={() => void save([file])}>{t('ui.save')}</Button></li>
        ))}
      </ul>
      <p role="status">{saved.size === 0 ? '' : t('offices.rounds.saved', { count: saved.size })}</p>
      {saveError === null ? null : <Callout tone="danger">{saveError}</Callout>}
      {made.leftOut.length === 0 ? null : (
        <section aria-label={t('offices.rounds.left-out')}>
          <h3>{t('offices.rounds.left-out')}</h3>
          <ul>{made.leftOut.map((one) => <li key={`${one.office} ${one.reason}`}>{t(`offices.rounds.left-out.${one.reason}`, { office: one.officeName, records: one.records })}</li>)}</ul>
        </section>
      )}
    </Dialog>
  )
}
