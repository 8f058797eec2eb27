/**
 * A workspace at work: the store worker with its only writing connection, and the query worker with the reading connection
 * and the cube. The main thread holds no SQLite connection.
 */
import type { WorkspaceSummary } from '../../../shared/contract/workspaces.ts'
import type { QueryApi } from '../jobs/query-api.ts'
import type { StoreApi } from '../jobs/store-api.ts'
import { startWorker, type WorkerClient } from '../jobs/worker-channel.ts'
import type { Ports } from '../ports.ts'

export interface OpenWorkspace {
  readonly id: string
  readonly path: string
  readonly name: string
  readonly kind: WorkspaceSummary['kind']
  readonly readOnly: string | null
  readonly store: WorkerClient<StoreApi>
  readonly query: WorkerClient<QueryApi>
  /** Called with each new head changeset, once a changeset. */
  onChanged(listener: (changeset: number) => void): void
  /** Tells the listeners of a changeset that was written here. */
  noteChanged(changeset: number): void
  close(): Promise<void>
}

export interface NewWorkspace {
  readonly name: string
  readonly kind: WorkspaceSummary['kind']
  readonly person: string
}

/** Opens the file, or makes it when `create` is given. Fails with the store's errors; nothing stays open then. */
export async function openWorkspace(ports: Ports, id: string, path: string, create?: NewWorkspace): Promise<OpenWorkspace> {
  const store = startWorker<StoreApi>(ports.workers.store)
  const query = startWorker<QueryApi>(ports.workers.query)
  try {
    const info = await store.request('open', { path, migrationsDir: ports.migrationsDir, resourcesDir: ports.resourcesDir, now: ports.now(), ...(create ? { create } : {}) })
    await query.request('open', { path })
    const listeners: ((changeset: number) => void)[] = []
    let head = info.changeset
    const noteChanged = (changeset: number): void => {
      if (changeset <= head) return
      head = changeset
      for (const listener of listeners) listener(changeset)
    }
    query.onEvent((name, value) => {
      if (name === 'changed' && typeof value === 'object' && value !== null && 'changeset' in value && typeof value.changeset === 'number') noteChanged(value.changeset)
    })
    return {
      id,
      path,
      name: info.name,
      kind: info.kind,
      readOnly: info.readOnly,
      store,
      query,
      onChanged: (listener) => void listeners.push(listener),
      noteChanged,
      async close() {
        await query.request('close', {})
        await query.terminate()
        await store.request('close', {})
        await store.terminate()
      },
    }
  } catch (error) {
    await Promise.all([store.terminate(), query.terminate()])
    throw error
  }
}
