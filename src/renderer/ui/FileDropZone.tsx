import { useRef, useState, type ReactNode } from 'react'
import { Button } from './Button.tsx'
import { droppedFiles } from './dropped-files.ts'
import { Icon } from './Icon.tsx'

interface FileDropZoneProps {
  readonly title: string
  readonly hint?: ReactNode
  readonly buttonLabel: string
  readonly disabled?: boolean
  /** Files that were let go over the zone, those of folders among them; empty where there was none. */
  readonly onDrop: (files: readonly File[]) => void
  /** The button: opens the platform's file dialog. */
  readonly onPick: () => void
}

export function FileDropZone({ title, hint, buttonLabel, disabled = false, onDrop, onPick }: FileDropZoneProps) {
  const [isOver, setOver] = useState(false)
  // Entering a child leaves the zone for a moment: the depth says when it is really left.
  const depth = useRef(0)
  return (
    <div
      className="drop-zone"
      data-over={isOver ? '' : undefined}
      role="group"
      aria-label={title}
      onDragEnter={(event) => {
        event.preventDefault()
        depth.current += 1
        setOver(!disabled)
      }}
      onDragOver={(event) => event.preventDefault()}
      onDragLeave={() => {
        depth.current -= 1
        if (depth.current <= 0) setOver(false)
      }}
      onDrop={(event) => {
        event.preventDefault()
        depth.current = 0
        setOver(false)
        if (!disabled) void droppedFiles(event.dataTransfer).then(onDrop)
      }}
    >
      <Icon name="submissions" />
      <h3>{title}</h3>
      {hint ? <div className="muted">{hint}</div> : null}
      <Button variant="primary" icon="open" disabled={disabled} onClick={onPick}>{buttonLabel}</Button>
    </div>
  )
}
