import { useText } from '../../ui/text.tsx'

const width = 44
const height = 16

/** Points of a line through scores from 0 to 100, oldest first, within the small picture; a single score has none. */
export function trendPoints(scores: readonly number[]): string {
  if (scores.length < 2) return ''
  const step = (width - 4) / (scores.length - 1)
  return scores.map((score, index) => `${(2 + index * step).toFixed(1)},${(height - 2 - (score / 100) * (height - 4)).toFixed(1)}`).join(' ')
}

/** The score of the last submission with a small line of those before it. */
export function QualityTrend({ quality, trend }: { readonly quality: number | null; readonly trend: readonly number[] }) {
  const { t, format } = useText()
  if (quality === null) return null
  const points = trendPoints([...trend, quality])
  const title = trend.length === 0 ? undefined : t('offices.quality.trend', { quality: format.integer(quality), before: trend.map((score) => format.integer(score)).join(', ') })
  return (
    <span className="quality" title={title}>
      {points === '' ? null : <svg className="quality-trend" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}><polyline points={points} /></svg>}
      <span>{format.integer(quality)}</span>
    </span>
  )
}
