import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { useText } from '../../ui/text.tsx'

interface YearBarsProps { readonly years: readonly { readonly year: string; readonly cents: number }[]; readonly rule: string }

/** Height in percent of the largest figure, at least a hair for what is not nothing; the part below the line is for reductions. */
export function barHeights(cents: readonly number[]): { readonly above: number; readonly heights: readonly number[] } {
  const top = Math.max(0, ...cents)
  const bottom = Math.min(0, ...cents)
  const span = Math.max(1, top - bottom)
  return { above: top === 0 && bottom === 0 ? 100 : (top / span) * 100, heights: cents.map((value) => (value === 0 ? 0 : Math.max(0.8, (Math.abs(value) / span) * 100))) }
}

/** Approved by year as bars, and the same figures as a table for who prefers or needs that. */
export function YearBars({ years, rule }: YearBarsProps) {
  const { t, format } = useText()
  const [isTable, setTable] = useState(false)
  const { above, heights } = barHeights(years.map(({ cents }) => cents))
  // Where the years stand close, only some of them are written below; the last one always.
  const step = Math.ceil(years.length / 14)
  const isSkipped = (index: number) => (years.length - 1 - index) % step !== 0
  const name = (year: string) => (year === 'none' ? t('overview.no-date') : year)
  return (
    <figure aria-label={t('overview.by-year')}>
      <figcaption className="bars-caption">
        <span className="muted">{t('overview.by-year.unit', { rule })}</span>
        <Button variant="quiet" onClick={() => setTable(!isTable)}>{t(isTable ? 'overview.as-chart' : 'overview.as-table')}</Button>
      </figcaption>
      <div className="overview-chart-space">
        {isTable ? (
          <table className="year-table">
            <thead><tr><th scope="col">{t('overview.year')}</th><th scope="col" className="number">{t('overview.amount')}</th></tr></thead>
            <tbody>{years.map(({ year, cents }) => <tr key={year}><th scope="row">{name(year)}</th><td className="number">{format.money(cents, 'usd-million')}</td></tr>)}</tbody>
          </table>
        ) : (
          <ol className="bars" aria-label={t('overview.by-year')} data-dense={years.length > 16 ? '' : undefined} data-below={above < 100 ? '' : undefined}>
            {years.map(({ year, cents }, index) => (
              <li key={year} title={`${name(year)}: ${format.money(cents, 'usd-million')}`}>
                <div className="bar-space" aria-hidden="true">
                  <div className="bar-line" style={{ insetBlockStart: `${above}%` }} />
                  <div className={cents < 0 ? 'bar bar-below' : 'bar'} style={cents < 0 ? { insetBlockStart: `${above}%`, blockSize: `${heights[index] ?? 0}%` } : { insetBlockEnd: `${100 - above}%`, blockSize: `${heights[index] ?? 0}%` }}>
                    <span className="bar-value">{format.money(cents, 'usd-million')}</span>
                  </div>
                </div>
                <span className="bar-year" data-skip={isSkipped(index) ? '' : undefined}><span>{name(year)}</span></span><span className="visually-hidden">{format.money(cents, 'usd-million')}</span>
              </li>
            ))}
          </ol>
        )}
      </div>
    </figure>
  )
}
