import { basename } from 'node:path'
import type { handover, TwinReport } from '../../../shared/contract/handover.ts'
import { fail } from '../../../shared/result.ts'
import type { Handlers } from '../dispatcher.ts'
import { workspaceExtension } from '../workspaces/workspace-list.ts'
import { following, personOf, type Services } from './services.ts'

/** Findings that a hand-over names; all are counted. */
const listedFindings = 200

export function handoverHandlers(services: Services): Handlers<{ handover: typeof handover }>['handover'] {
  const { desk, ports } = services
  return {
    async summary({ workspace, since }) {
      const { locale } = await ports.settings.read()
      const { query } = await desk.get(workspace)
      const open = { areas: [], codes: [], severities: [], snoozed: 'without' } as const
      const [inHand, waiting] = await Promise.all([
        query.request('workInHand', { since, locale }),
        query.request('findingPage', { filter: open, offset: 0, limit: listedFindings, locale, today: ports.now().slice(0, 10) }),
      ])
      return { ...inHand, findings: waiting.total, openFindings: waiting.findings }
    },
    async make({ workspace, since, to, note }, context) {
      const open = await desk.get(workspace)
      const copy = await ports.files.reserve(`${basename(open.path, workspaceExtension)} ${ports.now().slice(0, 10)}${workspaceExtension}`)
      await open.store.request('makeHandover', { path: copy.path, to, note, since, person: await personOf(services, context), now: ports.now() }, following(context))
      return copy.finish()
    },
    received: async ({ workspace }) => (await desk.get(workspace)).query.request('received', {}),
    async compare({ workspace, other }) {
      const path = 'file' in other ? (await ports.files.resolve(other.file)).path : ((await desk.others(workspace)).find(({ id }) => id === other.id) ?? fail('not-found', 'error.unknown-workspace')).path
      return (await desk.get(workspace)).query.request('compareLogs', { path })
    },
    async twins({ workspace }) {
      const { query } = await desk.get(workspace)
      const others = await desk.others(workspace)
      const reports = await Promise.all(others.map(async ({ name, path }) => {
        // One that cannot be read now (in use, on a disc that is away, no workspace any more) has nothing to tell.
        const report = await query.request('compareLogs', { path }).catch((): TwinReport | null => null)
        return report !== null && report.thereCount > 0 && report.relation !== 'unrelated' ? [{ name, report }] : []
      }))
      return reports.flat()
    },
  }
}
