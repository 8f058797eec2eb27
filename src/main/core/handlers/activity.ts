import type { activity } from '../../../shared/contract/activity.ts'
import type { Handlers } from '../dispatcher.ts'
import { following, personOf, type Services } from './services.ts'

export function activityHandlers(services: Services): Handlers<{ activity: typeof activity }>['activity'] {
  const { desk, ports } = services
  return {
    list: async ({ workspace, ...page }) => (await desk.get(workspace)).query.request('changesetList', page),
    changes: async ({ workspace, ...page }) => (await desk.get(workspace)).query.request('changes', page),
    async undo({ workspace, changeset }, context) {
      const open = await desk.get(workspace)
      const entry = await open.store.request('undo', { changeset, person: await personOf(services, context), now: ports.now() }, following(context))
      open.noteChanged(entry.id)
      return entry
    },
    async undoImport({ workspace, changeset, isDry }, context) {
      const open = await desk.get(workspace)
      const outcome = await open.store.request('undoImport', { changeset, isDry, person: await personOf(services, context), now: ports.now() }, following(context))
      if (outcome.changeset) open.noteChanged(outcome.changeset.id)
      return outcome
    },
  }
}
