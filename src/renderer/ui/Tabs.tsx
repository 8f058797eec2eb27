import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react'

interface TabsProps<K extends string> {
  readonly label: string
  readonly tabs: readonly { readonly key: K; readonly label: string; readonly count?: string | undefined }[]
  readonly selected: K
  readonly onSelect: (key: K) => void
  /** What the selected tab shows. */
  readonly children: ReactNode
  /** Let the content take the remaining height. */
  readonly fill?: boolean
}

/** Tabs with one stop in the tab order; arrow keys, Home and End move and select. */
export function Tabs<K extends string>({ label, tabs, selected, onSelect, children, fill = false }: TabsProps<K>) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const index = tabs.findIndex((tab) => tab.key === selected)
    const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const backward = document.documentElement.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft'
    const next = new Map([[forward, (index + 1) % tabs.length], [backward, (index - 1 + tabs.length) % tabs.length], ['Home', 0], ['End', tabs.length - 1]]).get(event.key)
    const tab = next === undefined ? undefined : tabs[next]
    if (!tab) return
    event.preventDefault()
    onSelect(tab.key)
    list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(tab.key)}"]`)?.focus()
  }
  return (
    <div className={fill ? 'tabs-frame fill' : 'tabs-frame'}>
      <div className="tabs" role="tablist" tabIndex={-1} aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button key={tab.key} type="button" role="tab" className="tab" data-key={tab.key} id={`${id}-${tab.key}`} aria-selected={tab.key === selected} aria-controls={`${id}-content`} tabIndex={tab.key === selected ? 0 : -1} onClick={() => onSelect(tab.key)}>
            {tab.label}
            {tab.count === undefined ? null : <span className="tab-count">{tab.count}</span>}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-content`} aria-labelledby={`${id}-${selected}`} className="tabs-content">{children}</div>
    </div>
  )
}
