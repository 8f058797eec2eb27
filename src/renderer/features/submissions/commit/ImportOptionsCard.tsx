/** How the file meets the register: chosen by name, each with what it does; a change computes the difference again. */
import { useId, useState } from 'react'
import type { BatchReport } from '../../../../shared/contract/submissions.ts'
import { blankMeanings, figureSources, matchingBehaviours, type FigureSource, type ImportOptions } from '../../../../shared/domain/import-options.ts'
import { useWorkspace } from '../../../platform/session.tsx'
import { useCall } from '../../../platform/use-call.ts'
import { useKept } from '../../../platform/use-kept.ts'
import { ErrorCallout } from '../../../ui/Callout.tsx'
import { Checkbox, Field, Select } from '../../../ui/Field.tsx'
import { Card } from '../../../ui/Page.tsx'
import { ProgressBar } from '../../../ui/ProgressBar.tsx'
import { useText } from '../../../ui/text.tsx'
import { useLatestJob } from '../use-latest-job.ts'

interface ImportOptionsCardProps { readonly report: BatchReport; readonly isWritable: boolean; readonly onReport: (report: BatchReport) => void }

/** The code of the finding that asks whether a snapshot older than the one on record is meant. */
const olderSnapshot = 'finding.store.older-snapshot'

export function ImportOptionsCard({ report, isWritable, onReport }: ImportOptionsCardProps) {
  const { t, of } = useText()
  const { workspace } = useWorkspace()
  const group = useId()
  const job = useLatestJob('submissions.setOptions')
  /** What was chosen last, until its difference is there or could not be computed. */
  const [wanted, setWanted] = useState<ImportOptions | null>(null)
  const options = wanted ?? report.options
  const change = async (part: Partial<ImportOptions>) => {
    const next = { ...options, ...part }
    setWanted(next)
    const answer = await job.run({ workspace: workspace.id, batch: report.batch, options: next })
    if (answer) onReport(answer)
    setWanted((latest) => (latest === next ? null : latest))
  }
  const isOlder = options.isOlderAccepted || report.fileProblems.some(({ code }) => code === olderSnapshot)
  return (
    <Card title={t('commit.options')}>
      <div className="import-stack">
        <fieldset className="commit-behaviours" disabled={!isWritable}>
          <legend className="field-label">{t('commit.behaviour')}</legend>
          {matchingBehaviours.map((behaviour) => (
            <label className="commit-behaviour" key={behaviour}>
              <input type="radio" name={group} aria-label={t(`commit.behaviour.${behaviour}`)} checked={options.behaviour === behaviour} onChange={() => void change({ behaviour })} />
              <span><strong>{t(`commit.behaviour.${behaviour}`)}</strong> <span className="muted">{t(`commit.behaviour.${behaviour}.text`)}</span></span>
            </label>
          ))}
        </fieldset>
        <div className="commit-facts">
          <Select label={t('commit.source')} value={options.source ?? ''} disabled={!isWritable} options={[{ value: '' as const, label: t('commit.source.default', { source: t(`commit.source.${report.source}`) }) }, ...figureSources.map((source) => ({ value: source, label: t(`commit.source.${source}`) }))]} onChange={(source: FigureSource | '') => void change({ source: source === '' ? null : source })} />
          <PeriodFields key={`${options.period?.start ?? ''} ${options.period?.end ?? ''}`} period={options.period} isWritable={isWritable} onChange={(period) => void change({ period })} />
          <DateField key={options.asAt} label={t('commit.as-at')} hint={t('commit.as-at.hint')} value={options.asAt} isWritable={isWritable} onChange={(asAt) => void change({ asAt })} />
        </div>
        {isOlder ? <Checkbox label={t('commit.older')} checked={options.isOlderAccepted} disabled={!isWritable} onChange={(isOlderAccepted) => void change({ isOlderAccepted })} /> : null}
        <Blanks report={report} blanks={options.blanks} isWritable={isWritable} onChange={(blanks) => void change({ blanks })} />
        {job.isRunning ? <ProgressBar label={t('commit.options.running')} progress={job.progress} onCancel={job.cancel} /> : null}
        {job.error ? <ErrorCallout error={job.error} /> : null}
        {report.office === null ? null : <p className="muted">{t('commit.office', { office: of(report.office) })}</p>}
      </div>
    </Card>
  )
}

interface DateFieldProps { readonly label: string; readonly hint?: string; readonly value: string | null; readonly isWritable: boolean; readonly onChange: (value: string | null) => void }

/** A day that counts once the person has left the field: half a date is no day. */
function DateField({ label, hint, value, isWritable, onChange }: DateFieldProps) {
  const [typed, setTyped] = useState(value ?? '')
  return <Field label={label} hint={hint} type="date" value={typed} disabled={!isWritable} onChange={setTyped} onBlur={() => (typed === (value ?? '') ? undefined : onChange(typed === '' ? null : typed))} />
}

function PeriodFields({ period, isWritable, onChange }: { readonly period: ImportOptions['period']; readonly isWritable: boolean; readonly onChange: (period: ImportOptions['period']) => void }) {
  const { t } = useText()
  const [span, setSpan] = useState({ start: period?.start ?? '', end: period?.end ?? '' })
  const { start, end } = span
  const isWrong = start !== '' && end !== '' && end < start
  const settle = () => {
    if (isWrong || (start === (period?.start ?? '') && end === (period?.end ?? ''))) return
    if (start !== '' && end !== '') onChange({ start, end })
    else if (start === '' && end === '') onChange(null)
  }
  return (
    <>
      <Field label={t('commit.period.start')} hint={t('commit.period.hint')} type="date" value={start} disabled={!isWritable} onChange={(value) => setSpan({ start: value, end })} onBlur={settle} />
      <Field label={t('commit.period.end')} type="date" value={end} disabled={!isWritable} error={isWrong ? t('commit.period.wrong') : undefined} onChange={(value) => setSpan({ start, end: value })} onBlur={settle} />
    </>
  )
}

/** What a blank means, column by column: folded away until somebody wants another meaning than "keep". */
function Blanks({ report, blanks, isWritable, onChange }: { readonly report: BatchReport; readonly blanks: ImportOptions['blanks']; readonly isWritable: boolean; readonly onChange: (blanks: ImportOptions['blanks']) => void }) {
  const { t, of } = useText()
  const { workspace } = useWorkspace()
  const about = useKept(useCall('staging.columns', { workspace: workspace.id, batch: report.batch }).value)
  const columns = about?.columns.filter(({ field }) => field !== 'ignore') ?? []
  return (
    <details className="card commit-blanks">
      <summary>{t('commit.blanks', { count: blanks.filter(({ meaning }) => meaning !== 'keep').length })}</summary>
      <p className="muted">{t('commit.blanks.text')}</p>
      <div className="commit-blank-list">
        {columns.map(({ column, letter, header, field }) => (
          <Select
            key={column}
            label={t('commit.blanks.of', { letter, header, field: of(`field.${field}`) })}
            value={blanks.find((one) => one.column === column)?.meaning ?? 'keep'}
            disabled={!isWritable}
            options={blankMeanings.map((meaning) => ({ value: meaning, label: t(`commit.blank.${meaning}`) }))}
            onChange={(meaning) => onChange([...blanks.filter((one) => one.column !== column), ...(meaning === 'keep' ? [] : [{ column, meaning }])])}
          />
        ))}
      </div>
    </details>
  )
}
