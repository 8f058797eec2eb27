import type { matrices } from '../../../shared/contract/matrices.ts'
import type { Handlers } from '../dispatcher.ts'
import type { Services } from './services.ts'

export function matrixHandlers({ desk, ports }: Services): Handlers<{ matrices: typeof matrices }>['matrices'] {
  const locale = async () => (await ports.settings.read()).locale
  return {
    options: async ({ workspace }) => (await desk.get(workspace)).query.request('matrixOptions', { locale: await locale() }),
    compute: async ({ workspace, spec }) => (await desk.get(workspace)).query.request('matrix', { spec, locale: await locale() }),
    records: async ({ workspace, ...choice }) => (await desk.get(workspace)).query.request('matrixRecords', { ...choice, locale: await locale() }),
    trace: async ({ workspace, amount }) => (await desk.get(workspace)).query.request('trace', { amount, locale: await locale() }),
  }
}
