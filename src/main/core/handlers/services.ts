/** What handlers work with; made once by createCore. */
import type { RequestContext } from '../dispatcher.ts'
import type { SubmissionPipeline } from '../importing/pipeline.ts'
import type { ExportApi } from '../jobs/export-api.ts'
import type { RequestOptions, WorkerClient } from '../jobs/worker-channel.ts'
import type { Ports } from '../ports.ts'
import type { WorkspaceDesk } from '../workspaces/workspace-desk.ts'

export interface Services {
  readonly ports: Ports
  readonly desk: WorkspaceDesk
  readonly pipeline: SubmissionPipeline
  /** Started at the first export. */
  readonly exporter: () => WorkerClient<ExportApi>
  readonly emit: (name: string, value: unknown) => void
}

/** Name for the change log: who the caller says, else who was chosen at first start. */
export async function personOf(services: Services, context: RequestContext): Promise<string> {
  return context.person ?? ((await services.ports.settings.read()).person || 'Analyst')
}

/** Cancel and progress of a request, handed on to a worker. */
export const following = (context: RequestContext): RequestOptions => ({ signal: context.signal, onProgress: context.report })
