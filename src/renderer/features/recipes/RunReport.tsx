/** The one page that a run ends in: what needs a person first, then by how much the figures changed, then every table. */
import { useState } from 'react'
import type { RecipeItem, RecipeReport } from '../../../shared/contract/recipes.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useCall } from '../../platform/use-call.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Callout, ErrorCallout } from '../../ui/Callout.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { Card, Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useText } from '../../ui/text.tsx'
import { sumsByMeasure } from './run-sums.ts'

const looks: Record<RecipeItem['outcome'], { readonly tone: Tone; readonly icon: IconName }> = {
  committed: { tone: 'success', icon: 'check' }, unchanged: { tone: 'neutral', icon: 'check' }, 'needs-person': { tone: 'warning', icon: 'person' }, failed: { tone: 'danger', icon: 'error' }, 'not-found': { tone: 'danger', icon: 'file' },
}
const isAsked = ({ outcome }: RecipeItem) => outcome === 'needs-person' || outcome === 'failed' || outcome === 'not-found'
const firstLines = 15

export function RunReport({ run }: { readonly run: number }) {
  const { t, format } = useText()
  const { navigation } = useSession()
  const { workspace } = useWorkspace()
  const { value, error, refetch } = useCall('recipes.report', { workspace: workspace.id, run })
  return (
    <Page title={value?.name ?? t('recipes.title')} lead={value ? t('recipes.report.lead', { at: format.dateTime(value.at), person: value.person }) : undefined} actions={<Button icon="back" onClick={() => navigation.go('recipes')}>{t('recipes.report.back')}</Button>}>
      {error ? <ErrorCallout error={error} onRetry={refetch} /> : null}
      {value === null && !error ? <Skeleton lines={12} /> : null}
      {value ? <Report report={value} /> : null}
    </Page>
  )
}

function Report({ report }: { readonly report: RecipeReport }) {
  const { t } = useText()
  const asked = report.items.filter(isAsked)
  return (
    <div className="run-report">
      {report.isDry ? <Callout tone="info">{t('recipes.report.dry')}</Callout> : null}
      {report.isCancelled ? <Callout tone="warning">{t('recipes.report.cancelled')}</Callout> : null}
      {asked.length === 0 ? <Callout tone="success" title={t('recipes.report.needs', { count: 0 })}>{t('recipes.report.needs.none')}</Callout> : (
        <Card title={t('recipes.report.needs', { count: asked.length })}><ul className="asked-items">{asked.map((item, index) => <AskedItem key={index} item={item} />)}</ul></Card>
      )}
      <Card title={t('recipes.report.money')}><Money report={report} /></Card>
      <Card title={t(report.isDry ? 'recipes.report.would' : 'recipes.report.what')}><Items report={report} /></Card>
    </div>
  )
}

function AskedItem({ item }: { readonly item: RecipeItem }) {
  const { t, of } = useText()
  const { navigation } = useSession()
  const { batch, file, sheet, outcome } = item
  return (
    <li className="asked-item-of-run">
      <Badge {...looks[outcome]}>{t(`recipes.outcome.${outcome}`)}</Badge>
      <div>
        {file === '' ? null : <strong>{sheet === '' ? file : `${file}, ${sheet}`}</strong>}
        {item.reasons.map((reason, index) => <p key={index}>{of(reason.key, reason.params)}</p>)}
      </div>
      {batch !== null ? <Button aria-label={t('recipes.report.open.of', { file })} onClick={() => navigation.go('submissions', { batch })}>{t('recipes.report.open')}</Button>
        : outcome === 'needs-person' ? <Button aria-label={t('recipes.report.import.of', { file })} onClick={() => navigation.go('submissions')}>{t('recipes.report.import')}</Button> : null}
    </li>
  )
}

function Money({ report }: { readonly report: RecipeReport }) {
  const { t, named, format } = useText()
  const [isWhole, setWhole] = useState(false)
  const effects = report.moneyEffect.filter(({ before, after }) => before !== after).sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
  if (effects.length === 0) return <p className="muted">{t('recipes.report.money.none')}</p>
  const cells = ({ before, after }: { readonly before: number; readonly after: number }) => <><td className="number">{format.money(before, 'usd', 2)}</td><td className="number">{format.money(after, 'usd', 2)}</td><td className="number"><strong>{format.money(after - before, 'usd', 2)}</strong></td></>
  return (
    <div className="recipe-table">
      <table className="plain-table">
        <caption className="visually-hidden">{t('recipes.report.money')}</caption>
        <thead><tr>{(['partner', 'year', 'measure'] as const).map((key) => <th key={key} scope="col">{t(`recipes.report.money.${key}`)}</th>)}{(['before', 'after', 'difference'] as const).map((key) => <th key={key} scope="col" className="number">{t(`recipes.report.money.${key}`)}</th>)}</tr></thead>
        <tbody>
          {effects.slice(0, isWhole ? effects.length : firstLines).map((effect) => (
            <tr key={`${effect.partner} ${effect.year} ${effect.measure}`}><th scope="row">{effect.partner}</th><td>{effect.year === 'none' ? t('recipes.report.money.no-year') : effect.year}</td><td>{named('measure', effect.measure)}</td>{cells(effect)}</tr>
          ))}
        </tbody>
        <tfoot>
          {sumsByMeasure(effects).map((sum) => <tr key={sum.measure}><th scope="row" colSpan={3}><strong>{t('recipes.report.money.total', { measure: named('measure', sum.measure) })}</strong></th>{cells(sum)}</tr>)}
        </tfoot>
      </table>
      {effects.length > firstLines && !isWhole ? <Button variant="quiet" onClick={() => setWhole(true)}>{t('recipes.report.money.all', { count: format.integer(effects.length) })}</Button> : null}
    </div>
  )
}

function Items({ report }: { readonly report: RecipeReport }) {
  const { t, format } = useText()
  const { navigation } = useSession()
  return (
    <div className="recipe-table">
      <table className="plain-table">
        <caption className="visually-hidden">{t('recipes.report.what')}</caption>
        <thead><tr><th scope="col" className="number">{t('recipes.report.step')}</th><th scope="col">{t('recipes.report.file')}</th><th scope="col">{t('recipes.report.sheet')}</th><th scope="col">{t('recipes.report.outcome')}</th>{(['added', 'changed', 'unchanged', 'rejected'] as const).map((key) => <th key={key} scope="col" className="number">{t(`recipes.report.${key}`)}</th>)}</tr></thead>
        <tbody>
          {report.items.map(({ step, file, sheet, outcome, commit }, index) => {
            const submission = commit !== null && commit.submission > 0 && !report.isDry ? commit.submission : null
            return (
              <tr key={index}>
                <td className="number">{format.integer(step + 1)}</td>
                <th scope="row">{submission === null ? file : <Button variant="link" onClick={() => navigation.go('submissions', { submission })}>{file}</Button>}</th>
                <td>{sheet}</td>
                <td><Badge {...looks[outcome]}>{t(outcome === 'committed' && report.isDry ? 'recipes.outcome.would-commit' : `recipes.outcome.${outcome}`)}</Badge></td>
                {(['added', 'changed', 'unchanged', 'rejected'] as const).map((key) => <td key={key} className="number">{commit === null ? '' : format.integer(commit.diff[key])}</td>)}
              </tr>
            )
          })}
        </tbody>
      </table>
      {report.isDry ? null : <p className="muted">{t('recipes.report.undo')}</p>}
    </div>
  )
}
