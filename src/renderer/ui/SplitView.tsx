/** Two panes with a border between them that moves by pointer and by keyboard; the second pane may be absent. */
import { useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { IconButton } from './Button.tsx'
import { useText } from './text.tsx'

interface SplitViewProps {
  readonly start: ReactNode
  /** Pane at the end; null leaves the whole width to the first. */
  readonly end: ReactNode | null
  /** Width of the end pane in pixels. */
  readonly size?: number
  readonly min?: number
  readonly max?: number
  /** Name of the border for assistive technology. */
  readonly label: string
}

const step = 24

export function SplitView({ start, end, size = 400, min = 300, max = 760, label }: SplitViewProps) {
  const id = useId()
  const [width, setWidth] = useState(size)
  const drag = useRef<{ readonly x: number; readonly width: number } | null>(null)
  const sign = () => (document.documentElement.dir === 'rtl' ? -1 : 1)
  const resize = (next: number) => setWidth(Math.round(Math.min(max, Math.max(min, next))))

  const onKeyDown = (event: KeyboardEvent) => {
    const next = new Map([['ArrowLeft', width + step * sign()], ['ArrowRight', width - step * sign()], ['Home', max], ['End', min]]).get(event.key)
    if (next === undefined) return
    event.preventDefault()
    resize(next)
  }
  const onPointerMove = (event: PointerEvent) => {
    if (drag.current) resize(drag.current.width - (event.clientX - drag.current.x) * sign())
  }
  return (
    <div className="split">
      <div className="split-pane" data-grow="">{start}</div>
      {end === null ? null : (
        <>
          <div
            className="splitter"
            role="separator"
            tabIndex={0}
            aria-label={label}
            aria-orientation="vertical"
            aria-controls={id}
            aria-valuenow={width}
            aria-valuemin={min}
            aria-valuemax={max}
            onKeyDown={onKeyDown}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId)
              drag.current = { x: event.clientX, width }
            }}
            onPointerMove={onPointerMove}
            onPointerUp={() => { drag.current = null }}
          />
          <div id={id} className="split-pane" style={{ inlineSize: width, flex: 'none', maxInlineSize: '60%' }}>{end}</div>
        </>
      )}
    </div>
  )
}

interface SidePanelProps {
  readonly title: string
  readonly subtitle?: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
  readonly actions?: ReactNode
}

/** Details beside a list: the focus stays in the list; Escape inside the panel closes it and gives the focus back. */
export function SidePanel({ title, subtitle, onClose, children, actions }: SidePanelProps) {
  const { t } = useText()
  const id = useId()
  const before = useRef<Element | null>(null)
  useEffect(() => {
    before.current = document.activeElement
    return () => {
      const element = before.current
      if (element instanceof HTMLElement && element.isConnected && document.activeElement === document.body) element.focus()
    }
  }, [])
  return (
    <section
      className="panel"
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.stopPropagation()
        onClose()
      }}
    >
      <header className="panel-head">
        <div className="panel-heading"><h2 id={id} title={title}>{title}</h2>{subtitle}</div>
        <IconButton icon="close" label={t('ui.close')} onClick={onClose} />
      </header>
      <div className="panel-body">{children}</div>
      {actions ? <footer className="panel-foot">{actions}</footer> : null}
    </section>
  )
}
