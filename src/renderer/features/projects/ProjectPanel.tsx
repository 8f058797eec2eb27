import { useState } from 'react'
import type { AmountTrace } from '../../../shared/contract/matrices.ts'
import type { ProjectDetail } from '../../../shared/contract/projects.ts'
import { AmountState } from '../../../shared/domain/amount.ts'
import { CorrectFigureDialog } from '../../platform/CorrectFigureDialog.tsx'
import { useWorkspace } from '../../platform/session.tsx'
import { useCall } from '../../platform/use-call.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { sourceFigureText } from '../../ui/figure.ts'
import { SidePanel } from '../../ui/SplitView.tsx'
import { useText } from '../../ui/text.tsx'

interface ProjectPanelProps { readonly project: number; readonly onClose: () => void; readonly onConfirm: () => void }

/** One project: its record, and each amount with the cells it was read from. */
export function ProjectPanel({ project, onClose, onConfirm }: ProjectPanelProps) {
  const { t } = useText()
  const { workspace } = useWorkspace()
  const { value, error, isLoading, refetch } = useCall('projects.show', { workspace: workspace.id, project })
  const isProposed = value?.amounts.some(({ record }) => !record.isPartnerConfirmed) ?? false
  return (
    <SidePanel
      title={value?.symbol ?? value?.title ?? t('projects.detail')}
      subtitle={value?.symbol ? <p className="muted">{value.title}</p> : undefined}
      onClose={onClose}
      actions={isProposed && workspace.readOnly === null ? <Button variant="primary" icon="check" onClick={onConfirm}>{t('projects.confirm')}</Button> : undefined}
    >
      {error ? <ErrorCallout error={error} onRetry={refetch} /> : null}
      {isLoading ? <Skeleton lines={9} /> : null}
      {value ? <Facts detail={value} /> : null}
      {value ? (
        <section className="project-amounts" aria-label={t('projects.amounts')}>
          <h3>{t('projects.amounts')}</h3>
          {value.amounts.length === 0 ? <p className="muted">{t('projects.no-amounts')}</p> : null}
          {value.amounts.map((amount) => <Amount key={amount.record.amount} amount={amount} />)}
        </section>
      ) : null}
    </SidePanel>
  )
}

function Facts({ detail }: { readonly detail: ProjectDetail }) {
  const { t, format, named } = useText()
  const coded = new Set(['audience', 'operational-modality', 'scope'])
  const dated = new Set(['approval-date'])
  const facts: readonly (readonly [string, string | null])[] = [
    [t('projects.written'), detail.written === detail.symbol ? null : detail.written],
    [t('projects.modality'), detail.modality],
    [t('projects.country'), detail.country],
    [t('projects.start'), detail.startDate === null ? null : format.date(detail.startDate)],
    [t('projects.end'), detail.endDate === null ? null : format.date(detail.endDate)],
    [t('projects.status'), detail.status],
    ...detail.fields.map(({ name, value }) => [named('project-field', name), coded.has(name) ? named(name, value) : dated.has(name) ? format.date(value) : value] as const),
  ]
  return (
    <dl className="facts">
      {facts.flatMap(([name, value], index) => (value === null ? [] : [<div className="fact" key={`${name}-${index}`}><dt>{name}</dt><dd>{value}</dd></div>]))}
    </dl>
  )
}

function Amount({ amount }: { readonly amount: AmountTrace }) {
  const text = useText()
  const { t, of, format, named } = text
  const { workspace } = useWorkspace()
  const [isCorrecting, setCorrecting] = useState(false)
  const { record, correction } = amount
  const measure = named('measure', amount.measure)
  const period = record.period === '' ? t('overview.no-date') : format.period(record.period)
  return (
    <article className="amount">
      <header className="amount-head">
        <span><strong>{measure}</strong> <span className="muted">{period}</span></span>
        <strong className="number">{record.usdCents === null ? named('state', record.state) : `USD ${format.money(record.usdCents, 'usd', 2)}`}</strong>
      </header>
      <div className="amount-line">
        <span className="truncate" title={record.partner}>{record.partner}</span>
        {record.isPartnerConfirmed ? <Badge tone="success" icon="check">{t('projects.confirmed')}</Badge> : <Badge tone="warning" icon="info">{t('projects.proposed')}</Badge>}
      </div>
      {amount.partnerReason ? <p className="muted">{of(amount.partnerReason.key, amount.partnerReason.params)}</p> : null}
      {record.original !== null && record.currency !== null && record.currency !== 'USD' ? <p className="muted">{t('projects.original', { amount: format.original(record.original), currency: record.currency })}{amount.rate ? ` ${t('projects.rate', { rate: amount.rate })}` : ''}</p> : null}
      {amount.otherOriginal !== null && amount.otherCurrency !== null ? <p className="muted">{t('projects.other-currency', { amount: format.original(amount.otherOriginal), currency: amount.otherCurrency })}</p> : null}
      {amount.cells.length > 0 ? (
        <table className="cells">
          <caption className="visually-hidden">{t('projects.cells')}</caption>
          <thead><tr><th scope="col">{t('projects.cell')}</th><th scope="col">{t('projects.cell.raw')}</th><th scope="col">{t('projects.cell.place')}</th></tr></thead>
          <tbody>
            {amount.cells.map((cell) => (
              <tr key={`${cell.file} ${cell.sheet} ${cell.address} ${cell.field}`}>
                <td><code>{cell.address}</code></td>
                <td title={cell.raw}>{cell.raw}</td>
                <td title={`${cell.file} / ${cell.sheet}`}>{cell.sheet}<br /><span className="muted">{cell.file}</span></td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : <p className="muted">{t('projects.no-cells')}</p>}
      {correction === null ? null : <p><Badge tone="info" icon="corrections">{t('correct.in-force', { person: correction.saidBy })}</Badge> <span className="muted">{t('correction.trace.text', { person: correction.saidBy, channel: t(`correction.channel.${correction.channel}`), date: format.date(correction.saidOn), source: sourceFigureText(text, correction.source) })}</span></p>}
      {correction === null && workspace.readOnly === null ? <div><Button variant="quiet" icon="corrections" aria-label={`${t('correct.of', { measure })} ${period}`} onClick={() => setCorrecting(true)}>{t('correct.action')}</Button></div> : null}
      {isCorrecting ? <CorrectFigureDialog amount={record.amount} current={{ state: AmountState.catch('value').parse(record.state), original: record.original, currency: record.currency, usdCents: record.usdCents }} about={[record.symbol ?? record.title ?? '', record.partner, measure, period].filter((part) => part !== '').join(', ')} onClose={() => setCorrecting(false)} /> : null}
      <p className="muted amount-log">{t('projects.recorded', { person: amount.changeset.person, at: format.dateTime(amount.changeset.at), changeset: amount.changeset.id })}</p>
    </article>
  )
}
