/** The frame of an open workspace: top bar, navigation, the section, status bar, command palette. */
import { Suspense, useEffect, useMemo, useRef, useState } from 'react'
import type { WorkspaceSummary } from '../../shared/contract/workspaces.ts'
import { useRoute, useSession } from '../platform/session.tsx'
import { CompareDialog } from '../features/handover/CompareDialog.tsx'
import { HandoverDialog } from '../features/handover/HandoverDialog.tsx'
import { HandoverNotices } from '../features/handover/HandoverNotices.tsx'
import { useMenuCommand } from '../platform/use-menu-command.ts'
import { Icon } from '../ui/Icon.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useText } from '../ui/text.tsx'
import { CommandPalette } from './CommandPalette.tsx'
import { ConnectionNotice } from './ConnectionNotice.tsx'
import { FindingCount } from './FindingCount.tsx'
import { NewWorkspaceDialog } from './NewWorkspaceDialog.tsx'
import { SectionBoundary } from './SectionBoundary.tsx'
import { sections } from './sections.ts'
import { StatusBar } from './StatusBar.tsx'
import { TopBar } from './TopBar.tsx'
import { UndoDialog } from './UndoDialog.tsx'
import { useCommands, type ShellAction } from './use-commands.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { VerifyDialog } from './VerifyDialog.tsx'

interface ShellProps { readonly onOpened: (workspace: WorkspaceSummary) => void }

export function Shell({ onOpened }: ShellProps) {
  const { t } = useText()
  const { navigation } = useSession()
  const route = useRoute()
  const [dialog, setDialog] = useState<ShellAction | 'palette' | null>(null)
  const section = sections.find(({ id }) => id === route.section) ?? sections[0]
  const main = useRef<HTMLElement>(null)
  const close = () => setDialog(null)

  const shortcuts = useMemo(() => ({ palette: () => setDialog('palette'), back: navigation.back, forward: navigation.forward }), [navigation])
  useShortcuts(shortcuts)
  const commands = useCommands(setDialog)
  const menu = useMemo(() => ({ 'new-workspace': () => setDialog('new-workspace'), palette: () => setDialog('palette'), 'save-copy': () => commands.find(({ id }) => id === 'do.save-copy')?.run() }), [commands])
  useMenuCommand(menu)
  // A change of section is a change of place: the focus goes there, except at the first drawing.
  const shown = useRef(section?.id)
  useEffect(() => {
    if (shown.current !== section?.id) main.current?.focus()
    shown.current = section?.id
  }, [section?.id])

  const Component = section?.component
  return (
    <div className="shell">
      <a className="skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus() }}>{t('shell.skip')}</a>
      <TopBar onPalette={() => setDialog('palette')} />
      <nav className="nav" aria-label={t('shell.navigation')}>
        <ul>
          {sections.map(({ id, label, icon }) => (
            <li key={id}>
              <button type="button" className="nav-item" title={t(label)} aria-current={id === section?.id ? 'page' : undefined} onClick={() => navigation.go(id)}><Icon name={icon} /><span className="nav-label">{t(label)}</span>{id === 'findings' ? <FindingCount /> : null}</button>
            </li>
          ))}
        </ul>
      </nav>
      <main className="main" id="main" tabIndex={-1} ref={main} aria-label={section ? t(section.label) : undefined}>
        <ConnectionNotice />
        <HandoverNotices />
        <SectionBoundary key={section?.id} title={t('shell.broken.title')} text={t('shell.broken.text')} again={t('shell.broken.again')}>
          <Suspense fallback={<div className="main-loading"><Skeleton lines={6} /></div>}>{Component ? <Component /> : null}</Suspense>
        </SectionBoundary>
      </main>
      <StatusBar />
      {dialog === 'palette' ? <CommandPalette commands={commands} onClose={close} /> : null}
      {dialog === 'new-workspace' ? <NewWorkspaceDialog onClose={close} onOpened={onOpened} /> : null}
      {dialog === 'verify' ? <VerifyDialog onClose={close} /> : null}
      {dialog === 'handover' ? <HandoverDialog onClose={close} /> : null}
      {dialog === 'compare' ? <CompareDialog onClose={close} /> : null}
      {dialog === 'undo' ? <UndoDialog onClose={close} /> : null}
    </div>
  )
}
