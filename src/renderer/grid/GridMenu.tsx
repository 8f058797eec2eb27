/** The menu of what is chosen in a grid, where the pointer or the keyboard asked for it. */
import { useEffect, useRef, type KeyboardEvent } from 'react'

export interface GridMenuItem {
  readonly label: string
  /** Keys that do the same, as printed. */
  readonly keys?: string
  readonly isDisabled?: boolean
  readonly run: () => void
}

interface GridMenuProps {
  readonly label: string
  readonly x: number
  readonly y: number
  readonly items: readonly GridMenuItem[]
  /** Called before an item runs, and where none was taken. */
  readonly onClose: () => void
}

export function GridMenu({ label, x, y, items, onClose }: GridMenuProps) {
  const menu = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = menu.current
    element?.showPopover()
    // Kept within the window, beside the place it was asked for.
    const box = element?.getBoundingClientRect()
    if (element && box) {
      const isMirrored = document.documentElement.dir === 'rtl'
      element.style.left = `${Math.max(4, Math.min(isMirrored ? x - box.width : x, innerWidth - box.width - 4))}px`
      element.style.top = `${Math.max(4, Math.min(y, innerHeight - box.height - 4))}px`
    }
    element?.querySelector<HTMLElement>('button:enabled')?.focus()
  }, [x, y])
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(menu.current?.querySelectorAll<HTMLElement>('button:enabled') ?? [])]
    const at = buttons.findIndex((button) => button === document.activeElement)
    const next = new Map([['ArrowDown', at + 1], ['ArrowUp', at - 1], ['Home', 0], ['End', buttons.length - 1]]).get(event.key)
    if (next !== undefined) buttons[(next + buttons.length) % buttons.length]?.focus()
    else if (event.key === 'Escape' || event.key === 'Tab') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      ref={menu}
      className="menu grid-menu"
      role="menu"
      tabIndex={-1}
      popover="manual"
      aria-label={label}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!menu.current?.contains(event.relatedTarget)) onClose()
      }}
    >
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          className="grid-menu-item"
          disabled={item.isDisabled}
          onClick={() => {
            onClose()
            item.run()
          }}
        >
          <span>{item.label}</span>
          {item.keys === undefined ? null : <kbd>{item.keys}</kbd>}
        </button>
      ))}
    </div>
  )
}
