import { useMemo, useState } from 'react'
import type { MoneyEffect as Effect } from '../../../../shared/contract/submissions.ts'
import type { z } from 'zod'
import { Button } from '../../../ui/Button.tsx'
import { useText } from '../../../ui/text.tsx'

const firstEffects = 12

/** The money before and after the commit, by partner and year, the largest differences first; each measure by itself. */
export function MoneyEffect({ effects: all }: { readonly effects: readonly z.infer<typeof Effect>[] }) {
  const { t, of, format } = useText()
  const [isWhole, setWhole] = useState(false)
  const effects = useMemo(() => all.filter(({ before, after }) => before !== after).sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before)), [all])
  if (effects.length === 0) return <p className="muted">{t('import.check.effect.none')}</p>
  return (
    <div className="table-scroll">
      <table className="list">
        <thead><tr><th scope="col">{t('import.preview.partner')}</th><th scope="col">{t('import.check.effect.year')}</th><th scope="col">{t('import.check.effect.measure')}</th><th scope="col" className="number">{t('import.check.effect.before')}</th><th scope="col" className="number">{t('import.check.effect.after')}</th><th scope="col" className="number">{t('import.check.effect.difference')}</th></tr></thead>
        <tbody>
          {effects.slice(0, isWhole ? 1000 : firstEffects).map(({ partner, year, measure, before, after }) => (
            <tr key={`${partner} ${year} ${measure}`}><th scope="row">{partner}</th><td>{year === 'none' ? t('import.preview.no-date') : year}</td><td>{of(`measure.${measure}`)}</td><td className="number">{format.money(before, 'usd', 2)}</td><td className="number">{format.money(after, 'usd', 2)}</td><td className="number"><strong>{format.money(after - before, 'usd', 2)}</strong></td></tr>
          ))}
        </tbody>
      </table>
      {effects.length > firstEffects && !isWhole ? <Button variant="quiet" onClick={() => setWhole(true)}>{t('import.check.effect.all', { count: format.integer(effects.length) })}</Button> : null}
    </div>
  )
}
