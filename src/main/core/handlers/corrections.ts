import type { corrections } from '../../../shared/contract/corrections.ts'
import type { Handlers } from '../dispatcher.ts'
import { following, personOf, type Services } from './services.ts'

export function correctionHandlers(services: Services): Handlers<{ corrections: typeof corrections }>['corrections'] {
  const { desk, ports } = services
  return {
    async list({ workspace, ...page }) {
      const { locale } = await ports.settings.read()
      return (await desk.get(workspace)).query.request('correctionList', { ...page, locale, today: ports.now().slice(0, 10) })
    },
    async add({ workspace, attachment, ...correction }, context) {
      const open = await desk.get(workspace)
      const file = attachment === null ? null : await ports.files.resolve(attachment)
      const done = await open.store.request('addCorrection', { ...correction, attachment: file && { path: file.path, name: file.name, size: file.size }, person: await personOf(services, context), now: ports.now() }, following(context))
      open.noteChanged(done.changeset)
      return done
    },
    async withdraw({ workspace, ...choice }, context) {
      const open = await desk.get(workspace)
      const done = await open.store.request('withdrawCorrection', { ...choice, person: await personOf(services, context), now: ports.now() })
      open.noteChanged(done.changeset)
      return done
    },
    async answer({ workspace, ...choice }, context) {
      const open = await desk.get(workspace)
      const done = await open.store.request('answerCorrection', { ...choice, person: await personOf(services, context), now: ports.now() })
      open.noteChanged(done.changeset)
      return done
    },
  }
}
