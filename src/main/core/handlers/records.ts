import type { records } from '../../../shared/contract/records.ts'
import type { RequestContext } from '../dispatcher.ts'
import type { Handlers } from '../dispatcher.ts'
import { following, personOf, type Services } from './services.ts'

export function recordHandlers(services: Services): Handlers<{ records: typeof records }>['records'] {
  const { desk, ports } = services
  const query = async (workspace: string) => (await desk.get(workspace)).query
  /** Language of names, and the day that dated fields are read for. */
  const reader = async () => ({ locale: (await ports.settings.read()).locale, today: ports.now().slice(0, 10) })
  /** Who writes, when, and in which language names are typed. */
  const writer = async (context: RequestContext) => ({ locale: (await ports.settings.read()).locale, person: await personOf(services, context), now: ports.now() })
  const written = <T extends { readonly changeset: number | null }>(open: { readonly noteChanged: (changeset: number) => void }, outcome: T): T => {
    if (outcome.changeset !== null) open.noteChanged(outcome.changeset)
    return outcome
  }
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
    async write({ workspace, ...request }, context) {
      const open = await desk.get(workspace)
      return written(open, await open.store.request('writeRecords', { ...request, ...(await writer(context)) }, following(context)))
    },
    async assign({ workspace, ...request }, context) {
      const open = await desk.get(workspace)
      return written(open, await open.store.request('assignRecords', { ...request, ...(await writer(context)) }, following(context)))
    },
    async replace({ workspace, ...request }, context) {
      const open = await desk.get(workspace)
      return written(open, await open.store.request('replaceRecords', { ...request, ...(await writer(context)) }, following(context)))
    },
    saveView: async ({ workspace, ...request }, context) => (await desk.get(workspace)).store.request('saveView', { ...request, ...(await writer(context)) }),
    removeView: async ({ workspace, ...request }) => (await desk.get(workspace)).store.request('removeView', request),
  }
}
