import { useText } from './text.tsx'

/** Holds the place of text that is on its way, in its later height. */
export function Skeleton({ lines = 3, height = 16 }: { readonly lines?: number; readonly height?: number }) {
  const { t } = useText()
  return (
    <div className="skeleton-lines" role="status" aria-label={t('ui.loading')}>
      {Array.from({ length: lines }, (_, index) => <span key={index} className="skeleton" style={{ blockSize: height, inlineSize: `${100 - ((index * 17) % 40)}%` }} />)}
    </div>
  )
}
