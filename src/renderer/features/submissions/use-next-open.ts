import { useEffect, type RefObject } from 'react'

/** Goes from what is open to the next one in the order of the page, questions before mere suggestions, and round again; also by Alt+N. */
export function useNextOpen(pane: RefObject<HTMLElement | null>): () => void {
  const next = () => {
    const found = (mark: string) => [...(pane.current?.querySelectorAll<HTMLElement>(mark) ?? [])]
    const questions = found('[data-question]')
    const open = questions.length > 0 ? questions : found('[data-suggestion]')
    const here = document.activeElement
    const after = open.find((one) => here !== null && !one.contains(here) && (one.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_PRECEDING) !== 0)
    const target = (pane.current?.contains(here) === true ? after : undefined) ?? open[0]
    if (!target) return
    ;(target.closest('.column') ?? target).scrollIntoView({ block: 'center' })
    const control = target.matches('select') ? target : target.querySelector<HTMLElement>(target.matches('[data-question]') ? 'button, select' : '.column-confirm')
    control?.focus({ preventScroll: true })
  }
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyN' || document.querySelector('dialog[open]')) return
      event.preventDefault()
      next()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
  return next
}
