import { useState } from 'react'
import { useWorkspace } from '../../../platform/session.tsx'
import { useCall } from '../../../platform/use-call.ts'
import { Button } from '../../../ui/Button.tsx'
import { Callout } from '../../../ui/Callout.tsx'
import { useText, type Text } from '../../../ui/text.tsx'

const firstDifferences = 20

/** Of a file that came back: what differs from what was sent. Shows nothing for a file that never went out. */
export function ReturnedPanel({ batch }: { readonly batch: number }) {
  const text = useText()
  const { t, format } = text
  const { workspace } = useWorkspace()
  const { value } = useCall('offices.returned', { workspace: workspace.id, batch })
  const [isWhole, setWhole] = useState(false)
  if (!value) return null
  const { origin, differences, total, unchanged, answers, isNil } = value
  const shown = isWhole ? differences : differences.slice(0, firstDifferences)
  return (
    <section className="card" aria-label={t('returned.title')}>
      <div className="card-head"><h2>{t('returned.title')}</h2></div>
      <div className="card-body import-stack">
        <p>{t(`returned.purpose.${origin.purpose}`, { file: origin.file, sentOn: format.date(origin.sentOn) })} {t('returned.counts', { differences: total, unchanged, answers })}</p>
        {isNil ? <Callout tone="info">{t('returned.nil')}</Callout> : null}
        {differences.length === 0 ? null : (
          <div className="table-scroll">
            <table className="list">
              <thead><tr><th scope="col" className="number">{t('import.check.row')}</th><th scope="col">{t('commit.name')}</th><th scope="col">{t('returned.change')}</th><th scope="col">{t('commit.field')}</th><th scope="col">{t('returned.before')}</th><th scope="col">{t('returned.after')}</th></tr></thead>
              <tbody>
                {shown.map((one, index) => <tr key={`${one.row} ${one.field} ${index}`}><td className="number">{one.row === 0 ? '' : format.integer(one.row)}</td><th scope="row">{one.name}</th><td>{t(`returned.change.${one.change}`)}</td><td>{origin.purpose === 'round' ? roundField(text, one.field) : one.field}</td><td>{one.before ?? <span className="muted">{t('commit.no-value')}</span>}</td><td>{one.after ?? <span className="muted">{t('commit.no-value')}</span>}</td></tr>)}
              </tbody>
            </table>
          </div>
        )}
        {isWhole && total > differences.length ? <p className="muted">{t('returned.more', { count: total - differences.length })}</p> : null}
        {differences.length > shown.length ? <Button variant="quiet" onClick={() => setWhole(true)}>{t('import.check.effect.all', { count: format.integer(differences.length) })}</Button> : null}
      </div>
    </section>
  )
}

/** A column of a round is told by what it means; of other files the header is at hand. Rows that came or went have no field. */
function roundField({ of }: Text, field: string): string {
  if (field === 'row') return ''
  return [`measure.${field}`, `field.${field}`].map((key) => [key, of(key)] as const).find(([key, name]) => name !== key)?.[1] ?? field
}
