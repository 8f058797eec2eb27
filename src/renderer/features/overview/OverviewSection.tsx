/** What stands in the workspace and what waits for a person. */
import type { Overview } from '../../../shared/contract/overview.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useCall } from '../../platform/use-call.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Card, Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useText } from '../../ui/text.tsx'
import { YearBars } from './YearBars.tsx'
import './overview.css'

export function OverviewSection() {
  const { t } = useText()
  const { workspace } = useWorkspace()
  const { navigation } = useSession()
  const { value, error, refetch } = useCall('overview.summary', { workspace: workspace.id })
  const isEmpty = workspace.counts.amounts === 0
  return (
    <Page title={t('overview.title')} lead={t('overview.lead')}>
      {error ? <ErrorCallout error={error} onRetry={refetch} /> : null}
      <div className="overview">
        <div className="overview-main">
          <Card title={t('overview.by-year')}>
            {isEmpty ? <EmptyState icon="submissions" title={t('overview.empty.title')} actions={<Button variant="primary" onClick={() => navigation.go('submissions')}>{t('overview.empty.action')}</Button>}>{t('overview.empty.text')}</EmptyState> : value ? <YearBars years={value.byYear} rule={value.countingRule.name} /> : <div className="overview-chart-space"><Skeleton lines={6} height={24} /></div>}
          </Card>
          {isEmpty ? null : <Card title={t('overview.partners')}>{value ? <Partners partners={value.topPartners} /> : <Skeleton lines={8} />}</Card>}
        </div>
        <div className="overview-side">
          <Card title={t('overview.attention')}>{value ? <Attention entries={value.attention} /> : <Skeleton lines={3} height={28} />}</Card>
          <Card title={t('overview.recent')} actions={<Button variant="quiet" onClick={() => navigation.go('activity')}>{t('overview.recent.all')}</Button>}>{value ? <Recent entries={value.recent} /> : <Skeleton lines={5} height={32} />}</Card>
        </div>
      </div>
    </Page>
  )
}

function Partners({ partners }: { readonly partners: Overview['topPartners'] }) {
  const { t, format } = useText()
  const largest = Math.max(1, ...partners.map(({ cents }) => cents))
  return (
    <table className="top-partners" aria-label={t('overview.partners')}>
      <thead><tr><th scope="col">{t('overview.partner')}</th><th scope="col"><span className="visually-hidden">{t('overview.as-chart')}</span></th><th scope="col" className="number">{t('overview.amount')}</th></tr></thead>
      <tbody>
        {partners.map(({ key, name, cents }) => (
          <tr key={key}>
            <th scope="row"><span className="truncate" title={name}>{name}</span></th>
            <td aria-hidden="true"><span className="partner-bar" style={{ inlineSize: `${Math.max(0, (cents / largest) * 100)}%` }} /></td>
            <td className="number">{format.money(cents, 'usd-million')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Where in its section an entry is shown, if that is not what the section opens with. */
const places: Readonly<Record<string, Readonly<Record<string, string | number>>>> = { 'attention.proposed-partners': { proposed: 1 }, 'attention.snapshot-gaps': { tab: 'gaps' } }

function Attention({ entries }: { readonly entries: Overview['attention'] }) {
  const { t, of } = useText()
  const { navigation } = useSession()
  if (entries.length === 0) return <p className="attention-none"><Icon name="check" />{t('overview.attention.none')}</p>
  return (
    <ul className="attention">
      {entries.map(({ key, count, section }) => (
        <li key={key}>
          <button type="button" className="attention-item" onClick={() => navigation.go(section, places[key] ?? {})}>
            <span>{of(key, { count })}</span><Icon name="chevron" />
          </button>
        </li>
      ))}
    </ul>
  )
}

function Recent({ entries }: { readonly entries: Overview['recent'] }) {
  const { t, of, format } = useText()
  const { navigation } = useSession()
  return (
    <ol className="recent-changes">
      {entries.map(({ id, kind, reason, person, at }) => (
        <li key={id}>
          <button type="button" className="recent-change" onClick={() => navigation.go('activity', { changeset: id })}>
            <span className="truncate" title={of(reason)}>{reason === '' ? of(kind) : t('activity.kind-reason', { kind: of(kind), reason: of(reason) })}</span>
            <span className="muted truncate">{person}, {format.dateTime(at)}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}
