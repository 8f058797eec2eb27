/** The menu: the platform's accelerators, both languages, and what its commands do. */
import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { eventually } from '../../helpers/eventually.ts'
import { good, startHost } from './started-host.ts'

/** Every item below the top as `menu > item [accelerator or role]`. */
function items(menu: readonly MenuItemConstructorOptions[]): string[] {
  return menu.flatMap(({ label, submenu }) => (Array.isArray(submenu) ? submenu : []).filter(({ type }) => type !== 'separator').map((item) => `${label} > ${item.label} [${item.accelerator ?? item.role ?? ''}]`))
}

describe('the menu', () => {
  it('has the usual accelerators; standard commands are left to the platform by their roles', async () => {
    const { standIn } = await startHost({ isPackaged: true })
    await eventually('a menu', () => standIn.menu().length > 0)
    expect(items(standIn.menu())).toEqual([
      'File > New workspace… [CmdOrCtrl+N]',
      'File > New window [CmdOrCtrl+Shift+N]',
      'File > Open… [CmdOrCtrl+O]',
      'File > Open recent []',
      'File > Save a copy… [CmdOrCtrl+Shift+S]',
      'File > Close window [close]',
      'File > Quit [quit]',
      'Edit > Undo [undo]',
      'Edit > Redo [redo]',
      'Edit > Cut [cut]',
      'Edit > Copy [copy]',
      'Edit > Paste [paste]',
      'Edit > Delete [delete]',
      'Edit > Select all [selectAll]',
      'View > Search commands [CmdOrCtrl+K]',
      'View > Reload [reload]',
      'View > Actual size [resetZoom]',
      'View > Zoom in [zoomIn]',
      'View > Zoom out [zoomOut]',
      'View > Full screen [togglefullscreen]',
      'View > Appearance []',
      'Window > Minimize [minimize]',
      'Help > About RMMS Workbench []',
    ])
  })

  it('begins with the application on macOS, and has the developer tools in development only', async () => {
    const { standIn } = await startHost({ platform: 'darwin' })
    await eventually('a menu', () => standIn.menu().length > 0)
    expect(standIn.menu().map(({ label }) => label)).toEqual(['RMMS Workbench', 'File', 'Edit', 'View', 'Window'])
    expect(items(standIn.menu())).toContain('RMMS Workbench > Quit [quit]')
    expect(items(standIn.menu())).not.toContain('File > Quit [quit]')
    expect(items(standIn.menu())).toContain('View > Developer tools [toggleDevTools]')
  })

  it('speaks the language and shows the theme of the settings at once', async () => {
    const { standIn, window, connect } = await startHost()
    const client = await connect(window(0))
    await good(client.app.saveSettings({ locale: 'fr', theme: 'dark' }))
    await eventually('the French menu', () => standIn.menu()[0]?.label === 'Fichier')
    expect(standIn.menuItem('Affichage', 'Apparence', 'Sombre').checked).toBe(true)
    expect(standIn.electron.nativeTheme.themeSource).toBe('dark')
    standIn.choose('Affichage', 'Apparence', 'Clair')
    await eventually('the light theme', async () => (await good(client.app.settings({}))).theme === 'light')
    await eventually('the menu drawn', () => standIn.menuItem('Affichage', 'Apparence', 'Clair').checked === true)
  })

  it('sends its commands to the page of the window in front alone, and only where they mean something', async () => {
    const { standIn, window, connect } = await startHost()
    const client = await connect(window(0))
    const got: string[] = []
    client.onEvent('menu-command', ({ command }) => got.push(command))
    await eventually('a menu', () => standIn.menu().length > 0)
    expect(standIn.menuItem('File', 'Save a copy…').enabled).toBe(false)
    await good(client.workspaces.create({ name: 'Register' }))
    await eventually('the menu drawn', () => standIn.menuItem('File', 'Save a copy…').enabled === true)
    standIn.choose('File', 'Save a copy…')
    await eventually('the command', () => got.length === 1)

    standIn.choose('File', 'New window')
    const other = await connect(window(1))
    const heard = new Promise((resolve) => other.onEvent('menu-command', resolve))
    await eventually('the menu drawn', () => standIn.menuItem('File', 'Save a copy…').enabled === false)
    standIn.choose('File', 'New workspace…')
    expect(await heard).toEqual({ command: 'new-workspace' })
    expect(got).toEqual(['save-copy'])
  })

  it('opens recent workspaces and chosen files, and tells about itself', async () => {
    const { standIn, window, connect, dataDir } = await startHost()
    const client = await connect(window(0))
    const { id } = await good(client.workspaces.create({ name: 'Fish & forests' }))
    await good(client.workspaces.close({ workspace: id }))
    await eventually('the recent workspace', () => {
      const { submenu } = standIn.menuItem('File', 'Open recent')
      return Array.isArray(submenu) && submenu.length === 1
    })
    standIn.choose('File', 'Open recent', 'Fish && forests')
    await eventually('its page', () => window(0).loaded.at(-1) === `app://rmms/?workspace=${id}`)
    standIn.answers.open.push([], [`${dataDir}/workspaces/Fish _ forests.rmms`])
    standIn.choose('File', 'Open…')
    standIn.choose('File', 'Open…')
    await eventually('the window in front', () => window(0).focusCount >= 2)
    expect(standIn.windows).toHaveLength(1)
    standIn.choose('Help', 'About RMMS Workbench')
    expect(standIn.told.about).toBe(1)
  })
})
