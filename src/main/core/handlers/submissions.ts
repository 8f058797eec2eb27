import type { submissions } from '../../../shared/contract/submissions.ts'
import type { Handlers } from '../dispatcher.ts'
import { exportTemplate } from '../exporting/export-template.ts'
import { keepPasted } from '../files/pasted-file.ts'
import { following, personOf, type Services } from './services.ts'

export function submissionHandlers(services: Services): Handlers<{ submissions: typeof submissions }>['submissions'] {
  const { desk, pipeline, ports } = services
  const locale = async () => (await ports.settings.read()).locale
  return {
    list: async ({ workspace }) => (await desk.get(workspace)).query.request('submissionList', {}),
    inbox: async ({ workspace }) => pipeline.inbox(await desk.get(workspace)),
    async paste({ workspace, ...pasted }) {
      await desk.get(workspace)
      return keepPasted(ports.files, ports.now(), pasted)
    },
    template: async ({ workspace, ...choice }, context) => exportTemplate(services, await desk.get(workspace), choice, context),
    inspect: async ({ workspace, file }, context) => pipeline.inspect(await desk.get(workspace), file, context),
    sample: async ({ workspace, ...sheet }, context) => {
      await desk.get(workspace)
      return pipeline.sample(sheet, context)
    },
    survey: async ({ workspace, file }, context) => pipeline.survey(await desk.get(workspace), file, context),
    propose: async ({ workspace, ...choice }, context) => pipeline.propose(await desk.get(workspace), choice, context),
    preview: async ({ workspace, ...choice }, context) => pipeline.preview(await desk.get(workspace), choice, context),
    stage: async ({ workspace, ...choice }, context) => pipeline.stage(await desk.get(workspace), { ...choice, person: await personOf(services, context) }, context),
    setOptions: async ({ workspace, ...change }, context) => (await desk.get(workspace)).store.request('setOptions', change, following(context)),
    changedCells: async ({ workspace, ...page }) => (await desk.get(workspace)).query.request('changedCells', { ...page, locale: await locale() }),
    sincePrevious: async ({ workspace, ...page }) => (await desk.get(workspace)).query.request('sincePrevious', { ...page, locale: await locale() }),
    batch: async ({ workspace, batch }) => (await desk.get(workspace)).query.request('batch', { batch }),
    batchRows: async ({ workspace, ...page }) => (await desk.get(workspace)).query.request('batchRows', page),
    async commit({ workspace, batch, seen }, context) {
      const open = await desk.get(workspace)
      const report = await open.store.request('commitBatch', { batch, person: await personOf(services, context), now: ports.now(), ...(seen ? { seen } : {}) }, following(context))
      open.noteChanged(report.changeset)
      return report
    },
    async discard({ workspace, batch }) {
      await (await desk.get(workspace)).store.request('discardBatch', { batch })
      return {}
    },
  }
}
