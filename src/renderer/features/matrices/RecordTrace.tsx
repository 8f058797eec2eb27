import { useEffect, useRef } from 'react'
import type { AmountTrace } from '../../../shared/contract/matrices.ts'
import { useCall } from '../../platform/use-call.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useText } from '../../ui/text.tsx'

/** One amount with everything that it came from. */
export function RecordTrace({ amount, onBack }: { readonly amount: number; readonly onBack: () => void }) {
  const { t } = useText()
  const { workspace } = useWorkspace()
  const trace = useCall('matrices.trace', { workspace: workspace.id, amount })
  const back = useRef<HTMLButtonElement>(null)
  useEffect(() => back.current?.focus(), [])
  return (
    <div className="trace">
      <div><Button variant="quiet" icon="back" ref={back} onClick={onBack}>{t('matrices.trace.back')}</Button></div>
      {trace.error ? <ErrorCallout error={trace.error} onRetry={trace.refetch} /> : null}
      {trace.isLoading ? <Skeleton lines={8} /> : null}
      {trace.value ? <TraceFacts trace={trace.value} /> : null}
    </div>
  )
}

function TraceFacts({ trace }: { readonly trace: AmountTrace }) {
  const { t, of, format } = useText()
  const { navigation } = useSession()
  const { record, submission, changeset } = trace
  const correctionText = ({ source, saidBy, channel, saidOn, note }: NonNullable<AmountTrace['correction']>): string => {
    const figure = source.original === null ? of(`state.${source.state}`) : `${source.currency ?? ''} ${format.original(source.original)}`.trim()
    return `${t('correction.trace.text', { person: saidBy, channel: t(`correction.channel.${channel}`), date: format.date(saidOn), source: figure })} ${note}`.trim()
  }
  return (
    <>
      <h3>{record.title ?? t('matrices.record.no-title')}</h3>
      <dl className="facts">
        <dt>{t('matrices.trace.project')}</dt><dd>{record.symbol ?? t('matrices.record.no-symbol')}</dd>
        <dt>{t('matrices.trace.amount')}</dt><dd>{t(`measure.${trace.measure}`)}{record.state === 'value' ? '' : `, ${of(`state.${record.state}`)}`}</dd>
        <dt>{t('matrices.trace.period')}</dt><dd>{record.period === '' ? t('matrices.record.no-date') : format.period(record.period)}</dd>
        {record.original === null ? null : <><dt>{t('matrices.trace.original')}</dt><dd className="figures">{record.currency} {format.original(record.original)}</dd></>}
        {trace.otherOriginal === null ? null : <><dt>{t('matrices.trace.other')}</dt><dd className="figures">{trace.otherCurrency} {format.original(trace.otherOriginal)}</dd></>}
        <dt>{t('matrices.trace.usd')}</dt>
        <dd>{record.usdCents === null ? t('matrices.record.no-usd') : <><span className="figures">{format.money(record.usdCents, 'usd', 2)}</span> <span className="muted">({t(trace.isUsdRecorded ? 'matrices.trace.recorded' : 'matrices.trace.computed')})</span></>}</dd>
        {trace.correction === null ? null : <><dt>{t('correction.trace')}</dt><dd>{correctionText(trace.correction)}</dd></>}
        {trace.rate === null ? null : <><dt>{t('matrices.trace.rate')}</dt><dd>{trace.rate}{trace.rateSource === null ? '' : ` (${of(trace.rateSource)})`}</dd></>}
        <dt>{t('matrices.trace.partner')}</dt>
        <dd>
          {record.partner}{' '}
          {record.isPartnerConfirmed ? <Badge tone="success" icon="check">{t('matrices.trace.confirmed')}</Badge> : <Badge tone="warning" icon="warning">{t('matrices.proposed.short')}</Badge>}
          {trace.partnerReason ? <div className="muted">{of(trace.partnerReason.key, trace.partnerReason.params)}</div> : null}
        </dd>
        <dt>{t('matrices.trace.audience')}</dt><dd>{of(`audience.${trace.audience}`)}</dd>
      </dl>
      <h3>{t('matrices.trace.cells')}</h3>
      {trace.cells.length === 0 ? <p className="muted">{t('matrices.trace.no-cells')}</p> : null}
      {trace.cells.map((cell) => (
        <dl className="facts trace-cell" key={`${cell.sheet} ${cell.address} ${cell.field}`}>
          <dt>{of(`field.${cell.field}`)}</dt><dd><code>{cell.raw}</code></dd>
          <dt>{t('matrices.trace.cell')}</dt><dd><strong>{cell.address}</strong></dd>
          <dt>{t('matrices.trace.sheet')}</dt><dd>{cell.sheet}</dd>
          <dt>{t('matrices.trace.file')}</dt><dd>{cell.file}</dd>
        </dl>
      ))}
      <dl className="facts">
        {submission ? <><dt>{t('matrices.trace.submission')}</dt><dd>{submission.file}, {format.dateTime(submission.at)} <Button variant="link" onClick={() => navigation.go('submissions', { submission: submission.id })}>{t('matrices.trace.to-submission')}</Button></dd></> : null}
        <dt>{t('matrices.trace.changeset')}</dt><dd>{t('matrices.trace.changeset.text', { number: format.integer(changeset.id), person: changeset.person, time: format.dateTime(changeset.at) })}</dd>
      </dl>
    </>
  )
}
