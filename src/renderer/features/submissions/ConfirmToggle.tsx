import { Icon } from '../../ui/Icon.tsx'
import { useText } from '../../ui/text.tsx'

interface ConfirmToggleProps {
  readonly isConfirmed: boolean
  /** Names what it confirms, or takes back. */
  readonly label: string
  /** Why it cannot be confirmed yet. */
  readonly obstacle?: string | null
  readonly onToggle: () => void
}

/** Says that a suggestion holds, and takes that back; "Next open" stops here. */
export function ConfirmToggle({ isConfirmed, label, obstacle = null, onToggle }: ConfirmToggleProps) {
  const { t } = useText()
  return <button type="button" className="button column-confirm" aria-pressed={isConfirmed} aria-label={label} title={obstacle ?? label} disabled={obstacle !== null} onClick={onToggle}><Icon name="check" />{t(isConfirmed ? 'import.columns.confirmed' : 'import.columns.confirm')}</button>
}
