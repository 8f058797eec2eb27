/** Ctrl/Cmd+K: sections and actions by name, from the keyboard. A combobox over a listbox in a native dialog. */
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useModal } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useText } from '../ui/text.tsx'
import { findCommands } from './command-search.ts'
import type { Command } from './use-commands.ts'

const recentKey = 'rmms.commands'
const readRecent = (): readonly string[] => (sessionStorage.getItem(recentKey) ?? '').split(' ').filter((id) => id !== '')

interface CommandPaletteProps { readonly commands: readonly Command[]; readonly onClose: () => void }

export function CommandPalette({ commands, onClose }: CommandPaletteProps) {
  const { t } = useText()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useModal(dialog)
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const [recent] = useState(readRecent)
  const found = findCommands(commands, query, recent)
  // The keyboard goes through the list as it stands: grouped, in the order of the groups' best entries.
  const groups = [...new Set(found.map(({ group }) => group))]
  const ordered = groups.flatMap((group) => found.filter((command) => command.group === group))

  useEffect(() => {
    dialog.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [active])

  const run = (command: Command | undefined) => {
    if (!command) return
    sessionStorage.setItem(recentKey, [command.id, ...recent.filter((other) => other !== command.id)].slice(0, 8).join(' '))
    onClose()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const count = ordered.length
    const next = new Map([['ArrowDown', active + 1], ['ArrowUp', active - 1]]).get(event.key)
    if (next !== undefined && count > 0) {
      event.preventDefault()
      setActive((next + count) % count)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      run(ordered[active])
    }
  }
  return (
    <dialog
      ref={dialog}
      className="dialog palette"
      aria-label={t('palette.button')}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div className="palette-head">
        <Icon name="search" />
        <input
          role="combobox"
          aria-label={t('palette.button')}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={ordered[active] ? `${id}-${active}` : undefined}
          placeholder={t('palette.placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="palette-list" role="listbox" id={`${id}-list`} aria-label={t('palette.results')}>
        {groups.map((group) => (
          <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
            <div className="palette-group" id={`${id}-${group}`}>{t(`palette.group.${group}`)}</div>
            {ordered.map((command, index) => (command.group === group ? (
              <div key={command.id} id={`${id}-${index}`} role="option" tabIndex={-1} aria-selected={index === active} className="option" onPointerMove={() => setActive(index)} onClick={() => run(command)} onKeyDown={onKeyDown}>
                <Icon name={command.icon} /><span className="truncate">{command.label}</span>
                {query === '' && recent.includes(command.id) ? <span className="option-hint">{t('palette.recent')}</span> : null}
              </div>
            ) : null))}
          </div>
        ))}
      </div>
      <div className="palette-none" role="status">{ordered.length === 0 ? t('palette.none') : ''}</div>
    </dialog>
  )
}
