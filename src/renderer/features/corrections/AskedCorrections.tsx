import type { CorrectionEntry } from '../../../shared/contract/corrections.ts'
import { useWorkspace } from '../../platform/session.tsx'
import { useJob } from '../../platform/use-call.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { sourceFigureText } from '../../ui/figure.ts'
import { useText } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { periodOf } from './correction-columns.tsx'

/** Corrections that a newer figure contradicts: three figures side by side, and which of two counts from now on. */
export function AskedCorrections({ entries }: { readonly entries: readonly CorrectionEntry[] }) {
  const { t } = useText()
  const title = t('corrections.asked', { count: entries.length })
  return (
    <section className="asked" aria-label={title}>
      <h2>{title}</h2>
      <p className="muted">{t('corrections.asked.text')}</p>
      <ul>{entries.map((entry) => <Asked key={entry.id} entry={entry} />)}</ul>
    </section>
  )
}

function Asked({ entry }: { readonly entry: CorrectionEntry }) {
  const text = useText()
  const { t, named, format } = text
  const { workspace } = useWorkspace()
  const answer = useJob('corrections.answer')
  const show = useToast()
  const about = [entry.project, entry.partner, named('measure', entry.measure), periodOf(text, entry.period)].join(', ')
  const choose = async (take: 'corrected' | 'newer') => {
    const result = await answer.run({ workspace: workspace.id, correction: entry.id, take })
    if (result.ok) show({ tone: 'success', text: t(take === 'corrected' ? 'corrections.asked.kept' : 'corrections.asked.taken') })
  }
  const isLocked = answer.isRunning || workspace.readOnly !== null
  return (
    <li className="asked-item">
      <div className="asked-about"><strong>{about}</strong><span className="muted">{entry.saidBy}, {t(`correction.channel.${entry.channel}`)}, {format.date(entry.saidOn)}</span></div>
      <dl className="asked-figures">
        <div><dt>{t('corrections.source')}</dt><dd className="figures">{sourceFigureText(text, entry.source)}</dd></div>
        <div><dt>{t('corrections.corrected')}</dt><dd className="figures"><strong>{sourceFigureText(text, entry.corrected)}</strong></dd></div>
        <div><dt>{t('corrections.newer')}</dt><dd className="figures"><strong>{entry.newer === null ? '' : sourceFigureText(text, entry.newer)}</strong></dd></div>
      </dl>
      <div className="asked-actions">
        <Button disabled={isLocked} aria-label={`${t('corrections.asked.keep')}: ${about}`} onClick={() => void choose('corrected')}>{t('corrections.asked.keep')}</Button>
        <Button disabled={isLocked} aria-label={`${t('corrections.asked.take')}: ${about}`} onClick={() => void choose('newer')}>{t('corrections.asked.take')}</Button>
      </div>
      {answer.error ? <ErrorCallout error={answer.error} /> : null}
    </li>
  )
}
