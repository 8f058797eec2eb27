import { useWorkspace } from '../platform/session.tsx'
import { Badge } from '../ui/Badge.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useText } from '../ui/text.tsx'
import { Mark } from './FirstScreen.tsx'
import { Preferences } from './Preferences.tsx'

const paletteKeys = navigator.platform.startsWith('Mac') ? '⌘K' : 'Ctrl K'

export function TopBar({ onPalette }: { readonly onPalette: () => void }) {
  const { t } = useText()
  const { workspace, leave } = useWorkspace()
  return (
    <header className="top">
      <span className="brand"><Mark /><span className="brand-name">RMMS Workbench</span></span>
      <span className="top-workspace">
        <span className="truncate top-name" title={workspace.name}>{workspace.name}</span>
        {workspace.kind === 'sample' ? <Badge tone="warning" icon="info" title={t('shell.sample.hint')}>{t('shell.sample')}</Badge> : null}
        <IconButton icon="workspace" label={t('shell.leave')} onClick={leave} />
      </span>
      <button type="button" className="palette-button" onClick={onPalette} aria-keyshortcuts="Control+K">
        <Icon name="search" /><span className="truncate">{t('palette.button')}</span><kbd>{paletteKeys}</kbd>
      </button>
      <Preferences />
    </header>
  )
}
