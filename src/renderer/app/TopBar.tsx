import { useWorkspace } from '../platform/session.tsx'
import { Badge } from '../ui/Badge.tsx'
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
        <button type="button" className="workspace-button" title={`${workspace.name}. ${t('shell.leave')}`} onClick={leave}><Icon name="workspace" /><span className="truncate">{workspace.name}</span><Icon name="down" /></button>
        {workspace.kind === 'sample' ? <Badge tone="warning" icon="info" title={t('shell.sample.hint')}>{t('shell.sample')}</Badge> : null}
      </span>
      <button type="button" className="palette-button" onClick={onPalette} aria-keyshortcuts="Control+K">
        <Icon name="search" /><span className="truncate">{t('palette.button')}</span><kbd>{paletteKeys}</kbd>
      </button>
      <Preferences />
    </header>
  )
}
