import { useEffect } from 'react'

interface Shortcuts { readonly palette: () => void; readonly back: () => void; readonly forward: () => void }

const isEditing = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** Ctrl/Cmd+K for the palette, Alt+arrows for back and forward. Give the same object on each render. */
export function useShortcuts({ palette, back, forward }: Shortcuts): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isMirrored = document.documentElement.dir === 'rtl'
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        if (!document.querySelector('dialog[open]')) palette()
      } else if (event.altKey && !event.ctrlKey && !event.metaKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight') && !isEditing(event.target)) {
        // Taken here, because Electron has no Back of its own and Chromium would do it a second time.
        event.preventDefault()
        if (document.querySelector('dialog[open]')) return
        if ((event.key === 'ArrowLeft') !== isMirrored) back()
        else forward()
      }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [palette, back, forward])
}
