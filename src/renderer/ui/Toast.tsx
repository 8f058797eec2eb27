/** Short confirmations at the edge of the window, read aloud politely; errors belong where they happened, not here. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { Button, IconButton } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { useText } from './text.tsx'

export interface Toast {
  readonly tone: 'success' | 'info' | 'warning'
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void } | undefined
}

interface Shown extends Toast { readonly id: number }

const shownFor = 7000
const icons = { success: 'check', info: 'info', warning: 'warning' } as const
const ToastContext = createContext<(toast: Toast) => void>(() => undefined)

/** Gives `show(toast)`. */
export const useToast = () => useContext(ToastContext)

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Shown[]>([])
  const close = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), [])
  const show = useCallback((toast: Toast) => setToasts((all) => [...all.slice(-2), { ...toast, id: (all.at(-1)?.id ?? 0) + 1 }]), [])
  const list = useMemo(() => toasts.map((toast) => <ToastItem key={toast.id} toast={toast} onClose={close} />), [toasts, close])
  return (
    <ToastContext value={show}>
      {children}
      <div className="toasts" role="status" aria-live="polite">{list}</div>
    </ToastContext>
  )
}

function ToastItem({ toast, onClose }: { readonly toast: Shown; readonly onClose: (id: number) => void }) {
  const { t } = useText()
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(() => onClose(toast.id), shownFor)
    return () => clearTimeout(timer)
  }, [isHeld, onClose, toast.id])
  return (
    <div className="callout toast" data-tone={toast.tone} onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <Icon name={icons[toast.tone]} />
      <div className="callout-body">{toast.text}</div>
      {toast.action ? <Button variant="quiet" onClick={() => { toast.action?.run(); onClose(toast.id) }}>{toast.action.label}</Button> : null}
      <IconButton icon="close" label={t('ui.close')} onClick={() => onClose(toast.id)} />
    </div>
  )
}
