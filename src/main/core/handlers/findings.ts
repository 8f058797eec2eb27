import type { findings } from '../../../shared/contract/findings.ts'
import { fail } from '../../../shared/result.ts'
import type { Handlers } from '../dispatcher.ts'
import { personOf, type Services } from './services.ts'

export function findingHandlers(services: Services): Handlers<{ findings: typeof findings }>['findings'] {
  const { desk, ports } = services
  const reader = async () => ({ locale: (await ports.settings.read()).locale, today: ports.now().slice(0, 10) })
  return {
    list: async ({ workspace, ...request }) => (await desk.get(workspace)).query.request('findingPage', { ...request, ...(await reader()) }),
    async snooze({ workspace, keys, until, reason }, context) {
      const open = await desk.get(workspace)
      const said = await open.query.request('findingsSaid', { keys, ...(await reader()) })
      if (said.length < new Set(keys).size) fail('not-found', 'error.finding-gone')
      const written = await open.store.request('snoozeFindings', { findings: said, until, reason, person: await personOf(services, context), now: ports.now() })
      open.noteChanged(written.changeset)
      return written
    },
    async wake({ workspace, keys }, context) {
      const open = await desk.get(workspace)
      const written = await open.store.request('wakeFindings', { keys, person: await personOf(services, context), now: ports.now() })
      open.noteChanged(written.changeset)
      return written
    },
  }
}
