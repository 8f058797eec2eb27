import type { EditOutcome, staging } from '../../../shared/contract/staging.ts'
import type { RequestContext, Handlers } from '../dispatcher.ts'
import type { EditPlan } from '../importing/grid/edit-plan.ts'
import { checkBatch, writePlanned, type Editor } from '../importing/grid/staging-grid.ts'
import { createTurns } from '../importing/grid/turns.ts'
import type { OpenWorkspace } from '../workspaces/open-workspace.ts'
import { personOf, type Services } from './services.ts'

export function stagingHandlers(services: Services): Handlers<{ staging: typeof staging }>['staging'] {
  const { desk, ports } = services
  const editorOf = async (context: RequestContext): Promise<Editor> => ({ person: await personOf(services, context), now: ports.now() })
  const turns = createTurns()
  /** Windows of this process never overtake each other; those of another are seen when the edit is written. */
  async function inTurn(workspace: string, batch: number, context: RequestContext, plan: (open: OpenWorkspace) => Promise<EditPlan>): Promise<EditOutcome> {
    const open = await desk.get(workspace)
    const editor = await editorOf(context)
    return turns(`${workspace} ${String(batch)}`, () => writePlanned(open, () => plan(open), editor))
  }
  return {
    columns: async ({ workspace, batch }) => (await desk.get(workspace)).query.request('gridColumns', { batch }),
    page: async ({ workspace, ...page }) => (await desk.get(workspace)).query.request('gridPage', page),
    facet: async ({ workspace, ...facet }) => (await desk.get(workspace)).query.request('facet', facet),
    edit: ({ workspace, ...edit }, context) => inTurn(workspace, edit.batch, context, (open) => open.query.request('gridEdit', edit)),
    replace: ({ workspace, ...replacement }, context) => inTurn(workspace, replacement.batch, context, (open) => open.query.request('gridReplace', replacement)),
    revert: ({ workspace, ...revert }, context) => inTurn(workspace, revert.batch, context, (open) => open.query.request('gridRevert', revert)),
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
