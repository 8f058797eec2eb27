/** The application menu as a template: texts of the chosen language, the platform's usual accelerators. */
import type { MenuItemConstructorOptions } from 'electron'
import type { Settings } from '../../../shared/contract/app.ts'
import type { MenuCommand } from '../../../shared/contract/index.ts'
import type { WorkspaceEntry } from '../../../shared/contract/workspaces.ts'
import { formatMessage } from '../../../shared/messages/format.ts'
import type { MessageKey } from '../../../shared/messages/en/index.ts'

export interface MenuState {
  readonly platform: NodeJS.Platform
  readonly settings: Settings
  /** Latest first. */
  readonly recent: readonly WorkspaceEntry[]
  readonly hasWorkspace: boolean
  readonly hasDevTools: boolean
}

export interface MenuActions {
  readonly newWindow: () => void
  readonly openFile: () => void
  readonly openRecent: (id: string) => void
  /** For the page of the window in front. */
  readonly command: (command: MenuCommand) => void
  readonly setTheme: (theme: Settings['theme']) => void
  readonly about: () => void
}

const longestRecent = 10
const themes = ['system', 'light', 'dark'] as const satisfies readonly Settings['theme'][]

export function menuTemplate({ platform, settings, recent, hasWorkspace, hasDevTools }: MenuState, actions: MenuActions): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin'
  const t = (key: MessageKey, params?: Readonly<Record<string, string>>): string => formatMessage(settings.locale, key, params)
  const role = (name: NonNullable<MenuItemConstructorOptions['role']>, key: MessageKey): MenuItemConstructorOptions => ({ role: name, label: t(key) })
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const about: MenuItemConstructorOptions = { label: t('menu.about'), click: actions.about }
  // A name may hold "&", which a menu takes for the mark of a shortcut letter.
  const opened = recent.filter(({ isThere }) => isThere).slice(0, longestRecent).map(({ id, name }): MenuItemConstructorOptions => ({ label: name.replaceAll('&', '&&'), click: () => actions.openRecent(id) }))

  const application: MenuItemConstructorOptions = {
    label: 'RMMS Workbench',
    submenu: [about, separator, role('services', 'menu.services'), separator, role('hide', 'menu.hide'), role('hideOthers', 'menu.hide-others'), role('unhide', 'menu.show-all'), separator, role('quit', 'menu.quit')],
  }
  const file: MenuItemConstructorOptions = {
    label: t('menu.file'),
    submenu: [
      { label: t('command.new-workspace'), accelerator: 'CmdOrCtrl+N', click: () => actions.command('new-workspace') },
      { label: t('menu.new-window'), accelerator: 'CmdOrCtrl+Shift+N', click: actions.newWindow },
      { label: t('menu.open'), accelerator: 'CmdOrCtrl+O', click: actions.openFile },
      { label: t('menu.open-recent'), enabled: opened.length > 0, submenu: opened },
      separator,
      { label: t('menu.save-copy'), accelerator: 'CmdOrCtrl+Shift+S', enabled: hasWorkspace, click: () => actions.command('save-copy') },
      separator,
      role('close', 'menu.close'),
      ...(isMac ? [] : [role('quit', 'menu.quit')]),
    ],
  }
  const edit: MenuItemConstructorOptions = {
    label: t('menu.edit'),
    submenu: [role('undo', 'menu.undo'), role('redo', 'menu.redo'), separator, role('cut', 'menu.cut'), role('copy', 'menu.copy'), role('paste', 'menu.paste'), role('delete', 'menu.delete'), separator, role('selectAll', 'menu.select-all')],
  }
  const view: MenuItemConstructorOptions = {
    label: t('menu.view'),
    submenu: [
      { label: t('palette.button'), accelerator: 'CmdOrCtrl+K', enabled: hasWorkspace, click: () => actions.command('palette') },
      separator,
      role('reload', 'menu.reload'),
      separator,
      role('resetZoom', 'menu.zoom-reset'), role('zoomIn', 'menu.zoom-in'), role('zoomOut', 'menu.zoom-out'),
      role('togglefullscreen', 'menu.full-screen'),
      separator,
      { label: t('menu.theme'), submenu: themes.map((theme): MenuItemConstructorOptions => ({ label: t(`menu.theme.${theme}`), type: 'radio', checked: settings.theme === theme, click: () => actions.setTheme(theme) })) },
      ...(hasDevTools ? [separator, role('toggleDevTools', 'menu.dev-tools')] : []),
    ],
  }
  const window: MenuItemConstructorOptions = { role: 'windowMenu', label: t('menu.window'), submenu: [role('minimize', 'menu.minimize'), ...(isMac ? [role('zoom', 'menu.zoom'), separator, role('front', 'menu.front')] : [])] }
  const help: MenuItemConstructorOptions = { role: 'help', label: t('menu.help'), submenu: [about] }
  return [...(isMac ? [application] : []), file, edit, view, window, ...(isMac ? [] : [help])]
}
