import type { ReactNode } from 'react'
import type { AppError } from '../../shared/result.ts'
import { Button } from './Button.tsx'
import { Icon, type IconName } from './Icon.tsx'
import { useText } from './text.tsx'

type CalloutTone = 'info' | 'success' | 'warning' | 'danger'
const icons: Record<CalloutTone, IconName> = { info: 'info', success: 'check', warning: 'warning', danger: 'error' }

interface CalloutProps { readonly tone: CalloutTone; readonly title?: string; readonly children?: ReactNode; readonly actions?: ReactNode }

export function Callout({ tone, title, children, actions }: CalloutProps) {
  return (
    <div className="callout" data-tone={tone} role={tone === 'danger' ? 'alert' : 'note'}>
      <Icon name={icons[tone]} />
      <div className="callout-body">
        {title ? <div className="callout-title">{title}</div> : null}
        {children}
        {actions ? <div className="callout-actions">{actions}</div> : null}
      </div>
    </div>
  )
}

/** An error where it happened: what, where, what to do, and another try where that makes sense. */
export function ErrorCallout({ error, onRetry }: { readonly error: AppError; readonly onRetry?: (() => void) | undefined }) {
  const text = useText()
  return <Callout tone="danger" actions={onRetry ? <Button onClick={onRetry}>{text.t('ui.retry')}</Button> : undefined}>{text.error(error)}</Callout>
}
