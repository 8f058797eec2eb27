import type { reference } from '../../../shared/contract/reference.ts'
import type { Handlers } from '../dispatcher.ts'
import type { Services } from './services.ts'

export function referenceHandlers({ desk, ports }: Services): Handlers<{ reference: typeof reference }>['reference'] {
  const locale = async () => (await ports.settings.read()).locale
  return {
    packs: async ({ workspace }) => (await desk.get(workspace)).query.request('packs', { locale: await locale() }),
    page: async ({ workspace, ...page }) => (await desk.get(workspace)).query.request('referencePage', { ...page, locale: await locale() }),
    rememberedValues: async ({ workspace, ...page }) => (await desk.get(workspace)).query.request('rememberedValues', { ...page, locale: await locale() }),
    async forgetValue({ workspace, id }) {
      await (await desk.get(workspace)).store.request('forgetValue', { id })
      return {}
    },
    findPartners: async ({ workspace, ...choice }) => (await desk.get(workspace)).query.request('findPartners', { ...choice, locale: await locale() }),
  }
}
