import { fail } from '../../../shared/result.ts'
import type { WorkspaceSummary } from '../../../shared/contract/workspaces.ts'
import type { Core } from '../../core/core.ts'

export interface Claims {
  /** Takes the workspace for this window; false where another window has it, which then comes to the front. */
  claim(workspace: string): boolean
  /** Gives up what this window has; false where that is another workspace. */
  release(workspace: string): Promise<boolean>
}

/** The core's handlers as one window has them: a workspace that it opens is its own, and one that it leaves is closed. */
export function handlersForWindow(handlers: Core['handlers'], claims: Claims): Core['handlers'] {
  const { open, create, createSample } = handlers.workspaces
  const claimed = (summary: WorkspaceSummary): WorkspaceSummary => (claims.claim(summary.id) ? summary : fail('cancelled', 'error.cancelled'))
  const workspaces: Core['handlers']['workspaces'] = {
    ...handlers.workspaces,
    open: async (input, context) => claimed(await open(input, context)),
    create: async (input, context) => claimed(await create(input, context)),
    createSample: async (input, context) => claimed(await createSample(input, context)),
    close: async ({ workspace }) => ((await claims.release(workspace)) ? {} : fail('not-found', 'error.unknown-workspace')),
  }
  return { ...handlers, workspaces }
}
