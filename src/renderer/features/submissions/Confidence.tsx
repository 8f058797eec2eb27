import { useText } from '../../ui/text.tsx'

const levelOf = (value: number): 'high' | 'medium' | 'low' => (value >= 0.8 ? 'high' : value >= 0.5 ? 'medium' : 'low')

/** How sure a suggestion is, in words and as a bar; 0 to 1. */
export function Confidence({ value }: { readonly value: number }) {
  const { t, format } = useText()
  const level = levelOf(value)
  const percent = Math.round(value * 100)
  const label = t('import.columns.confidence', { percent: format.integer(percent) })
  return (
    <span className="confidence" title={label}>
      <span className="confidence-bar" data-level={level} role="meter" aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent} aria-label={label}><span style={{ inlineSize: `${percent}%` }} /></span>
      {t(`import.columns.confidence.${level}`)}
    </span>
  )
}
