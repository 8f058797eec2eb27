/** Everything the palette offers: the sections, and actions of the whole window. */
import { useMemo } from 'react'
import { locales } from '../../shared/messages/locales.ts'
import { useSession, useWorkspace } from '../platform/session.tsx'
import type { IconName } from '../ui/Icon.tsx'
import { useText } from '../ui/text.tsx'
import { useToast } from '../ui/Toast.tsx'
import type { Findable } from './command-search.ts'
import { sections } from './sections.ts'

export type ShellAction = 'new-workspace' | 'verify' | 'undo' | 'handover' | 'compare'

export interface Command extends Findable {
  readonly icon: IconName
  readonly group: 'go' | 'do'
  readonly run: () => void
}

export function useCommands(onAction: (action: ShellAction) => void): readonly Command[] {
  const text = useText()
  const { client, platform, navigation, saveSettings } = useSession()
  const { workspace, leave } = useWorkspace()
  const show = useToast()
  return useMemo(() => {
    const { t } = text
    const go: Command[] = sections.map(({ id, label, icon }) => ({ id: `go.${id}`, group: 'go', icon, label: t(label), run: () => navigation.go(id) }))
    const saveCopy = async (): Promise<void> => {
      const copy = await client.workspaces.saveCopy({ workspace: workspace.id })
      const saved = copy.ok ? await platform.save(copy.value) : copy
      if (!saved.ok) show({ tone: 'warning', text: text.error(saved.error) })
      else if (saved.value) show({ tone: 'success', text: t('command.save-copy.done') })
    }
    const actions: Command[] = [
      ...(workspace.readOnly === null ? [{ id: 'do.undo', group: 'do', icon: 'undo', label: t('command.undo'), run: () => onAction('undo') } satisfies Command] : []),
      { id: 'do.verify', group: 'do', icon: 'check', label: t('command.verify'), run: () => onAction('verify') },
      { id: 'do.save-copy', group: 'do', icon: 'save', label: t('command.save-copy'), run: () => void saveCopy() },
      { id: 'do.handover', group: 'do', icon: 'person', label: t('handover.title'), run: () => onAction('handover') },
      { id: 'do.compare', group: 'do', icon: 'copy', label: t('handover.compare'), run: () => onAction('compare') },
      { id: 'do.new', group: 'do', icon: 'plus', label: t('command.new-workspace'), run: () => onAction('new-workspace') },
      { id: 'do.leave', group: 'do', icon: 'workspace', label: t('shell.leave'), run: leave },
      ...(['light', 'dark', 'system'] as const).map((theme): Command => ({ id: `do.theme.${theme}`, group: 'do', icon: theme === 'light' ? 'sun' : theme === 'dark' ? 'moon' : 'system', label: t('command.theme', { theme: t(`shell.theme.${theme}`) }), run: () => void saveSettings({ theme }) })),
      ...locales.map((locale): Command => ({ id: `do.language.${locale}`, group: 'do', icon: 'language', label: t('command.language', { language: t(`shell.language.${locale}`) }), words: locale, run: () => void saveSettings({ locale }) })),
    ]
    return [...go, ...actions]
  }, [text, client, platform, navigation, saveSettings, workspace.id, workspace.readOnly, leave, show, onAction])
}
