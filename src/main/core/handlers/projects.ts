import type { projects } from '../../../shared/contract/projects.ts'
import type { Handlers } from '../dispatcher.ts'
import { personOf, type Services } from './services.ts'

export function projectHandlers(services: Services): Handlers<{ projects: typeof projects }>['projects'] {
  const { desk, ports } = services
  const locale = async () => (await ports.settings.read()).locale
  return {
    page: async ({ workspace, ...page }) => (await desk.get(workspace)).query.request('projectPage', { ...page, locale: await locale() }),
    show: async ({ workspace, project }) => (await desk.get(workspace)).query.request('project', { project, locale: await locale() }),
    async confirmPartner({ workspace, ...choice }, context) {
      const open = await desk.get(workspace)
      const done = await open.store.request('confirmPartner', { ...choice, person: await personOf(services, context), now: ports.now() })
      open.noteChanged(done.changeset)
      return done
    },
  }
}
