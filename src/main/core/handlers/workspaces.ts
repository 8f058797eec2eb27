import { basename } from 'node:path'
import type { workspaces, WorkspaceSummary } from '../../../shared/contract/workspaces.ts'
import type { Handlers } from '../dispatcher.ts'
import { fillSample, sampleName } from '../sample/fill-sample.ts'
import type { OpenWorkspace } from '../workspaces/open-workspace.ts'
import { workspaceExtension } from '../workspaces/workspace-list.ts'
import { following, personOf, type Services } from './services.ts'

export function workspaceHandlers(services: Services): Handlers<{ workspaces: typeof workspaces }>['workspaces'] {
  const { desk, ports } = services
  const pathOf = async (token: string | undefined): Promise<string | null> => (token === undefined ? null : ports.files.placeOf(token))
  return {
    list: () => desk.list(),
    async create({ name, target }, context) {
      return summarize(await desk.create(await pathOf(target), { name, kind: 'register', person: await personOf(services, context) }))
    },
    async open(input) {
      return summarize('id' in input ? await desk.openById(input.id) : await desk.openFile((await ports.files.resolve(input.file)).path))
    },
    async close({ workspace }) {
      await desk.close(workspace)
      return {}
    },
    async createSample({ target }, context) {
      const workspace = await desk.create(await pathOf(target), { name: sampleName, kind: 'sample', person: await personOf(services, context) })
      await fillSample(services, workspace, context)
      return summarize(workspace)
    },
    summary: async ({ workspace }) => summarize(await desk.get(workspace)),
    verify: async ({ workspace }, context) => (await desk.get(workspace)).store.request('verify', {}, following(context)),
    contentHash: async ({ workspace }, context) => {
      const { store } = await desk.get(workspace)
      return { contentHash: await store.request('contentHash', {}, following(context)), changeset: await store.request('changesetHead', {}) }
    },
    async saveCopy({ workspace }, context) {
      const open = await desk.get(workspace)
      const copy = await ports.files.reserve(basename(open.path, workspaceExtension) + workspaceExtension)
      await open.store.request('saveCopy', { path: copy.path }, following(context))
      return copy.finish()
    },
  }
}

async function summarize(workspace: OpenWorkspace): Promise<WorkspaceSummary> {
  const { changeset, counts } = await workspace.query.request('summary', {})
  return { id: workspace.id, name: workspace.name, kind: workspace.kind, readOnly: workspace.readOnly, changeset, counts }
}
