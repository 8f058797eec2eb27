import type { annexes } from '../../../shared/contract/annexes.ts'
import type { Handlers } from '../dispatcher.ts'
import { exportAnnex } from '../exporting/export-annex-files.ts'
import type { Services } from './services.ts'

export function annexHandlers(services: Services): Handlers<{ annexes: typeof annexes }>['annexes'] {
  const { desk } = services
  return {
    list: () => [{ name: 'voluntary-contributions-by-partner', titleKey: 'annex.voluntary-contributions-by-partner.title' }],
    biennia: async ({ workspace }) => (await desk.get(workspace)).query.request('annexBiennia', {}),
    preview: async ({ workspace, spec }) => (await desk.get(workspace)).query.request('annexTable', { spec }),
    export: async ({ workspace, spec, isForced }, context) => exportAnnex(services, await desk.get(workspace), { spec, isForced }, context),
  }
}
