import type { staging } from '../../../shared/contract/staging.ts'
import type { RequestContext, Handlers } from '../dispatcher.ts'
import { checkBatch, writePlanned, type Editor } from '../importing/grid/staging-grid.ts'
import { personOf, type Services } from './services.ts'

export function stagingHandlers(services: Services): Handlers<{ staging: typeof staging }>['staging'] {
  const { desk, ports } = services
  const editorOf = async (context: RequestContext): Promise<Editor> => ({ person: await personOf(services, context), now: ports.now() })
  return {
    columns: async ({ workspace, batch }) => (await desk.get(workspace)).query.request('gridColumns', { batch }),
    page: async ({ workspace, ...page }) => (await desk.get(workspace)).query.request('gridPage', page),
    facet: async ({ workspace, ...facet }) => (await desk.get(workspace)).query.request('facet', facet),
    async edit({ workspace, ...edit }, context) {
      const open = await desk.get(workspace)
      return writePlanned(open, () => open.query.request('gridEdit', edit), await editorOf(context))
    },
    async replace({ workspace, ...replacement }, context) {
      const open = await desk.get(workspace)
      return writePlanned(open, () => open.query.request('gridReplace', replacement), await editorOf(context))
    },
    async revert({ workspace, ...revert }, context) {
      const open = await desk.get(workspace)
      return writePlanned(open, () => open.query.request('gridRevert', revert), await editorOf(context))
    },
    async park({ workspace, batch, rows, column, question }, context) {
      const open = await desk.get(workspace)
      const { targets } = await open.query.request('parkTargets', { batch, rows, column })
      open.noteChanged((await open.store.request('parkRows', { batch, targets, question, ...(await editorOf(context)) })).changeset)
      return checkBatch(open, batch, context)
    },
    async unpark({ workspace, batch, rows }, context) {
      const open = await desk.get(workspace)
      open.noteChanged((await open.store.request('unparkRows', { batch, rows, ...(await editorOf(context)) })).changeset)
      return checkBatch(open, batch, context)
    },
    check: async ({ workspace, batch }, context) => checkBatch(await desk.get(workspace), batch, context),
  }
}
