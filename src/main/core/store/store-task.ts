import type { Progress } from '../../../shared/contract/procedure.ts'

/** What long work of the store tells and asks on its way; a worker's task fits it. */
export interface StoreTask {
  throwIfCancelled(): void
  report(progress: Progress): void
}

export const quietTask: StoreTask = { throwIfCancelled: () => {}, report: () => {} }
