import type { Progress } from '../../shared/contract/procedure.ts'
import { Button } from './Button.tsx'
import { useText } from './text.tsx'

interface ProgressBarProps {
  /** What is being done, before the first word from the core. */
  readonly label: string
  readonly progress: Progress | null
  readonly onCancel?: (() => void) | undefined
}

export function ProgressBar({ label, progress, onCancel }: ProgressBarProps) {
  const { t, of, format } = useText()
  const phase = progress ? of(progress.phase) : label
  const total = progress?.total ?? null
  const part = progress && total ? Math.min(1, progress.done / total) : null
  return (
    <div className="progress">
      <div className="progress-body">
        <div className="progress-text">
          <span aria-live="polite" className="truncate">{phase}</span>
          <span>{progress && total ? t('ui.progress.of', { done: format.integer(progress.done), total: format.integer(total) }) : ''}</span>
        </div>
        <div className="progress-track" role="progressbar" aria-label={phase} aria-valuemin={0} aria-valuemax={100} {...(part === null ? {} : { 'aria-valuenow': Math.round(part * 100) })}>
          {part === null ? <div className="progress-fill" data-unknown="" /> : <div className="progress-fill" style={{ inlineSize: `${part * 100}%` }} />}
        </div>
      </div>
      {onCancel ? <Button onClick={onCancel}>{t('ui.cancel')}</Button> : null}
    </div>
  )
}
