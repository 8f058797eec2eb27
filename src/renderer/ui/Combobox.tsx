/** A text box that finds one of many choices; the choices come from a list or from a search. */
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useText } from './text.tsx'

export interface ComboboxOption { readonly key: string; readonly label: string; readonly hint?: string | undefined }

interface ComboboxProps {
  readonly label: string
  readonly value: ComboboxOption | null
  readonly onChange: (option: ComboboxOption) => void
  /** Choices for what was typed, best first. Give the same function on each render. */
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly ComboboxOption[]>
  readonly placeholder?: string
  readonly disabled?: boolean
  readonly isLabelHidden?: boolean
}

const pause = 120

export function Combobox({ label, value, onChange, search, placeholder, disabled = false, isLabelHidden = false }: ComboboxProps) {
  const { t } = useText()
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const [options, setOptions] = useState<readonly ComboboxOption[] | null>(null)
  const [active, setActive] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const isOpen = typed !== null

  useEffect(() => {
    if (typed === null) return
    const control = new AbortController()
    const timer = setTimeout(() => {
      void search(typed, control.signal).then((found) => {
        if (control.signal.aborted) return
        setOptions(found)
        setActive(0)
      })
    }, pause)
    return () => {
      clearTimeout(timer)
      control.abort()
    }
  }, [typed, search])
  useEffect(() => {
    if (isOpen) list.current?.showPopover()
  }, [isOpen])
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [active, options])

  const choose = (option: ComboboxOption | undefined) => {
    if (option) onChange(option)
    setTyped(null)
    setOptions(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen) {
      if (event.key === 'ArrowDown') setTyped('')
      return
    }
    const count = options?.length ?? 0
    const next = new Map([['ArrowDown', active + 1], ['ArrowUp', active - 1], ['Home', 0], ['End', count - 1]]).get(event.key)
    if (next !== undefined && count > 0) {
      event.preventDefault()
      setActive((next + count) % count)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      choose(options?.[active])
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      choose(undefined)
    }
  }
  return (
    <div className="field">
      <label className={isLabelHidden ? 'visually-hidden' : 'field-label'} htmlFor={id}>{label}</label>
      <div className="combobox" style={{ anchorName: `--${id}` }}>
        <input
          id={id}
          className="input"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && options?.[active] ? `${id}-${active}` : undefined}
          placeholder={placeholder}
          disabled={disabled}
          title={value?.label}
          value={typed ?? value?.label ?? ''}
          onChange={(event) => setTyped(event.target.value)}
          onClick={(event) => {
            if (!isOpen) setTyped('')
            event.currentTarget.select()
          }}
          onKeyDown={onKeyDown}
          onBlur={() => choose(undefined)}
        />
        {isOpen ? (
          <div className="combobox-list combobox-popup" role="listbox" id={`${id}-list`} aria-label={label} ref={list} popover="manual" style={{ positionAnchor: `--${id}` }}>
            {options?.map((option, index) => (
              <div
                key={option.key}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                className="option"
                onPointerMove={() => setActive(index)}
                onMouseDown={(event) => {
                  event.preventDefault()
                  choose(option)
                }}
              >
                <span className="truncate" title={option.label}>{option.label}</span>
                {option.hint ? <span className="option-hint">{option.hint}</span> : null}
              </div>
            ))}
            {options === null ? <div className="option muted">{t('ui.searching')}</div> : null}
            {options?.length === 0 ? <div className="option muted">{t('ui.nothing-found')}</div> : null}
          </div>
        ) : null}
      </div>
    </div>
  )
}
