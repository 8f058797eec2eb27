import type { app } from '../../../shared/contract/app.ts'
import type { Handlers } from '../dispatcher.ts'
import type { Services } from './services.ts'

export function appHandlers({ ports, emit }: Services): Handlers<{ app: typeof app }>['app'] {
  return {
    info: () => ({ name: 'RMMS Workbench', version: ports.version, host: ports.host }),
    settings: () => ports.settings.read(),
    async saveSettings(patch) {
      const before = await ports.settings.read()
      const settings = { locale: patch.locale ?? before.locale, theme: patch.theme ?? before.theme, person: patch.person ?? before.person }
      await ports.settings.write(settings)
      emit('settings-changed', {})
      return settings
    },
  }
}
