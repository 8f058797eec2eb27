import { useEffect, useId, useRef, type ReactNode, type RefObject } from 'react'
import { Button } from './Button.tsx'
import { useText } from './text.tsx'

interface DialogProps {
  readonly title: string
  readonly children: ReactNode
  readonly onClose: () => void
  readonly width?: 'normal' | 'wide'
  /** Buttons at the end besides "Cancel"; the first submit button answers Enter. */
  readonly actions?: ReactNode
  readonly onSubmit?: () => void
  /** False while something runs that must not be left. */
  readonly canClose?: boolean
  readonly closeLabel?: string
}

/** To where the keyboard was; to the content where that is gone or can no longer be used. */
export function giveBackFocus(before: Element | null): void {
  if (before instanceof HTMLElement && before.isConnected && before !== document.body && !before.matches(':disabled')) before.focus()
  else document.getElementById('main')?.focus()
}

/** Keeps a native dialog modal for as long as it is rendered, and then gives the keyboard back. */
export function useModal(dialog: RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    element?.showModal()
    return () => {
      element?.close()
      giveBackFocus(before)
    }
  }, [dialog])
}

/** Modal dialog on the native element: it holds the focus, closes on Escape and gives the focus back. Render it to show it. */
export function Dialog({ title, children, onClose, width = 'normal', actions, onSubmit, canClose = true, closeLabel }: DialogProps) {
  const { t } = useText()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useModal(dialog)
  return (
    <dialog
      ref={dialog}
      className="dialog"
      data-width={width}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        if (canClose) onClose()
      }}
    >
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit?.()
        }}
      >
        <div className="dialog-head"><h2 id={id}>{title}</h2></div>
        <div className="dialog-body">{children}</div>
        <div className="dialog-foot">
          <Button onClick={onClose} disabled={!canClose}>{closeLabel ?? t(actions ? 'ui.cancel' : 'ui.close')}</Button>
          {actions}
        </div>
      </form>
    </dialog>
  )
}
