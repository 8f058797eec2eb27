import type { reconciliation } from '../../../shared/contract/reconciliation.ts'
import type { Handlers, RequestContext } from '../dispatcher.ts'
import type { OpenWorkspace } from '../workspaces/open-workspace.ts'
import { personOf, type Services } from './services.ts'

export function reconciliationHandlers(services: Services): Handlers<{ reconciliation: typeof reconciliation }>['reconciliation'] {
  const { desk, ports } = services
  /** Runs a write in the name of who asks, and tells of its changeset. */
  async function writing(workspace: string, context: RequestContext, write: (open: OpenWorkspace, by: { readonly person: string; readonly now: string }) => Promise<{ readonly changeset: number }>): Promise<{ changeset: number }> {
    const open = await desk.get(workspace)
    const { changeset } = await write(open, { person: await personOf(services, context), now: ports.now() })
    open.noteChanged(changeset)
    return { changeset }
  }
  return {
    rules: async ({ workspace }) => (await desk.get(workspace)).query.request('sourceRules', {}),
    setRule: ({ workspace, ...rule }, context) => writing(workspace, context, (open, by) => open.store.request('setSourceRule', { ...rule, ...by })),
    removeRule: ({ workspace, rule }, context) => writing(workspace, context, (open, by) => open.store.request('removeSourceRule', { rule, ...by })),
    page: async ({ workspace, ...page }) => (await desk.get(workspace)).query.request('reconciliationPage', { ...page, locale: (await ports.settings.read()).locale }),
    gaps: async ({ workspace, ...page }) => (await desk.get(workspace)).query.request('snapshotGaps', page),
    settleGaps: ({ workspace, ...choice }, context) => writing(workspace, context, (open, by) => open.store.request('settleGaps', { ...choice, ...by })),
  }
}
