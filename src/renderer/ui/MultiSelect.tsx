/** Several of many choices: a button that says how many are chosen, and under it a list that is searched by typing. */
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { Icon } from './Icon.tsx'
import { useText } from './text.tsx'

interface MultiSelectOption { readonly key: string; readonly label: string; readonly hint?: string | undefined }

interface MultiSelectProps {
  readonly label: string
  readonly options: readonly MultiSelectOption[]
  readonly chosen: readonly string[]
  readonly onChange: (keys: readonly string[]) => void
  /** What the button says for a number of choices; 0 usually means all. */
  readonly summary: (count: number) => string
  readonly searchLabel: string
}

/** Room that the list needs beside its button, in pixels (ui.css). */
const menuWidth = 300

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

export function MultiSelect({ label, options, chosen, onChange, summary, searchLabel }: MultiSelectProps) {
  const { t } = useText()
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const [search, setSearch] = useState('')
  const [active, setActive] = useState(0)
  const [isAtEnd, setAtEnd] = useState(false)
  const frame = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const found = useMemo(() => options.filter((option) => folded(`${option.label} ${option.key}`).includes(folded(search.trim()))), [options, search])

  const close = (isFocusKept: boolean) => {
    setOpen(false)
    setSearch('')
    setActive(0)
    if (isFocusKept) button.current?.focus()
  }
  const show = () => {
    const box = button.current?.getBoundingClientRect()
    const room = document.documentElement.dir === 'rtl' ? box?.right : innerWidth - (box?.left ?? 0)
    setAtEnd(room !== undefined && room < menuWidth)
    setOpen(true)
  }
  const toggle = (key: string) => onChange(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key])
  const onKeyDown = (event: KeyboardEvent) => {
    const next = new Map([['ArrowDown', active + 1], ['ArrowUp', active - 1], ['PageDown', Math.min(found.length - 1, active + 8)], ['PageUp', Math.max(0, active - 8)]]).get(event.key)
    if (next !== undefined && found.length > 0) {
      event.preventDefault()
      const index = (next + found.length) % found.length
      setActive(index)
      list.current?.children[index]?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const option = found[active]
      if (option) toggle(option.key)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      close(true)
    }
  }
  const names = options.filter(({ key }) => chosen.includes(key)).map((option) => option.label).join(', ')
  return (
    <div
      className="field multi-select"
      ref={frame}
      onBlur={(event) => {
        if (isOpen && !frame.current?.contains(event.relatedTarget)) close(false)
      }}
    >
      <span className="field-label" id={`${id}-label`}>{label}</span>
      <button
        ref={button}
        id={`${id}-button`}
        type="button"
        className="input multi-select-button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-labelledby={`${id}-label ${id}-button`}
        title={names === '' ? undefined : names}
        onClick={() => (isOpen ? close(true) : show())}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || isOpen) return
          event.preventDefault()
          show()
        }}
      >
        <span className="truncate">{chosen.length === 1 ? names || summary(1) : summary(chosen.length)}</span>
        <Icon name="down" />
      </button>
      {isOpen ? (
        <div className="menu multi-select-menu" data-end={isAtEnd ? '' : undefined} role="dialog" aria-label={label}>
          <input
            className="input"
            role="combobox"
            autoFocus
            autoComplete="off"
            spellCheck={false}
            aria-label={searchLabel}
            placeholder={searchLabel}
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={found[active] ? `${id}-${active}` : undefined}
            value={search}
            onChange={(event) => {
              setSearch(event.target.value)
              setActive(0)
            }}
            onKeyDown={onKeyDown}
          />
          <div className="multi-select-list" role="listbox" aria-multiselectable="true" aria-label={label} id={`${id}-list`} tabIndex={-1} ref={list}>
            {found.map((option, index) => {
              const isChosen = chosen.includes(option.key)
              return (
                <div
                  key={option.key}
                  id={`${id}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={isChosen}
                  data-active={index === active ? '' : undefined}
                  className="multi-select-option"
                  onPointerMove={() => setActive(index)}
                  onMouseDown={(event) => {
                    event.preventDefault()
                    toggle(option.key)
                  }}
                >
                  <span className="tick">{isChosen ? <Icon name="check" /> : null}</span>
                  <span className="truncate" title={option.label}>{option.label}</span>
                  {option.hint ? <span className="option-hint">{option.hint}</span> : null}
                </div>
              )
            })}
            {found.length === 0 ? <div className="option muted">{t('ui.nothing-found')}</div> : null}
          </div>
        </div>
      ) : null}
    </div>
  )
}
