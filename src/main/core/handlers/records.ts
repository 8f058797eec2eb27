import type { recordReading } from '../../../shared/contract/records.ts'
import type { Handlers } from '../dispatcher.ts'
import type { Services } from './services.ts'

export function recordHandlers(services: Services): Handlers<{ records: typeof recordReading }>['records'] {
  const { desk, ports } = services
  const query = async (workspace: string) => (await desk.get(workspace)).query
  /** Language of names, and the day that dated fields are read for. */
  const reader = async () => ({ locale: (await ports.settings.read()).locale, today: ports.now().slice(0, 10) })
  return {
    counts: async ({ workspace }) => (await query(workspace)).request('recordCounts', {}),
    page: async ({ workspace, ...request }) => (await query(workspace)).request('recordPage', { ...request, ...(await reader()) }),
    ids: async ({ workspace, ...request }) => (await query(workspace)).request('recordIds', { ...request, ...(await reader()) }),
    facet: async ({ workspace, ...request }) => (await query(workspace)).request('recordFacet', { ...request, ...(await reader()) }),
    totals: async ({ workspace, ...request }) => (await query(workspace)).request('recordTotals', { ...request, ...(await reader()) }),
    show: async ({ workspace, ...request }) => (await query(workspace)).request('recordShow', { ...request, ...(await reader()) }),
    history: async ({ workspace, ...request }) => (await query(workspace)).request('recordHistory', { ...request, ...(await reader()) }),
    choices: async ({ workspace, ...request }) => (await query(workspace)).request('recordChoices', { ...request, ...(await reader()) }),
    views: async ({ workspace, type }) => (await query(workspace)).request('recordViews', { type }),
  }
}
