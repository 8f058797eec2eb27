/**
 * The one composition root of the core: ports in, handlers of the whole contract out. Hosts put a wire before the handlers
 * (`serve`) or call them by name (`invoke`); nothing else of the core is theirs.
 */
import type { AppContract } from '../../shared/contract/index.ts'
import type { Handlers } from './dispatcher.ts'
import { activityHandlers } from './handlers/activity.ts'
import { agreementHandlers } from './handlers/agreements.ts'
import { annexHandlers } from './handlers/annexes.ts'
import { appHandlers } from './handlers/app.ts'
import { correctionHandlers } from './handlers/corrections.ts'
import { findingHandlers } from './handlers/findings.ts'
import { handoverHandlers } from './handlers/handover.ts'
import { matrixHandlers } from './handlers/matrices.ts'
import { officeHandlers } from './handlers/offices.ts'
import { overviewHandlers } from './handlers/overview.ts'
import { projectHandlers } from './handlers/projects.ts'
import { recipeHandlers } from './handlers/recipes.ts'
import { reconciliationHandlers } from './handlers/reconciliation.ts'
import { recordHandlers } from './handlers/records.ts'
import { referenceHandlers } from './handlers/reference.ts'
import type { Services } from './handlers/services.ts'
import { stagingHandlers } from './handlers/staging.ts'
import { submissionHandlers } from './handlers/submissions.ts'
import { workspaceHandlers } from './handlers/workspaces.ts'
import { createSubmissionPipeline } from './importing/pipeline.ts'
import type { ExportApi } from './jobs/export-api.ts'
import { startWorker, type WorkerClient } from './jobs/worker-channel.ts'
import type { Ports } from './ports.ts'
import { createWorkspaceDesk } from './workspaces/workspace-desk.ts'

export interface Core {
  readonly handlers: Handlers<AppContract>
  /** Listens to what the core tells of its own accord; gives back how to stop listening. */
  onEvent(listener: (name: string, value: unknown) => void): () => void
  /** Closes every workspace and ends every worker. */
  dispose(): Promise<void>
}

export function createCore(ports: Ports): Core {
  const listeners = new Set<(name: string, value: unknown) => void>()
  const emit = (name: string, value: unknown): void => {
    for (const listener of listeners) listener(name, value)
  }
  const desk = createWorkspaceDesk(ports, (workspace, changeset) => emit('workspace-changed', { workspace, changeset }))
  let exporter: WorkerClient<ExportApi> | null = null
  const services: Services = {
    ports,
    desk,
    pipeline: createSubmissionPipeline(ports),
    exporter: () => (exporter ??= startWorker<ExportApi>(ports.workers.export)),
    emit,
  }
  return {
    handlers: {
      activity: activityHandlers(services),
      agreements: agreementHandlers(services),
      annexes: annexHandlers(services),
      app: appHandlers(services),
      corrections: correctionHandlers(services),
      findings: findingHandlers(services),
      handover: handoverHandlers(services),
      matrices: matrixHandlers(services),
      offices: officeHandlers(services),
      overview: overviewHandlers(services),
      projects: projectHandlers(services),
      recipes: recipeHandlers(services),
      reconciliation: reconciliationHandlers(services),
      records: recordHandlers(services),
      reference: referenceHandlers(services),
      staging: stagingHandlers(services),
      submissions: submissionHandlers(services),
      workspaces: workspaceHandlers(services),
    },
    onEvent(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async dispose() {
      services.pipeline.close()
      await desk.closeAll()
      await exporter?.terminate()
    },
  }
}
