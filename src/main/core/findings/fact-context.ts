/** What areas read their facts with; what several need is read once. */
import type { Database } from 'better-sqlite3'
import type { ReconciliationReading } from '../reconciliation/reconciliation-methods.ts'
import { readLifeSums, type ProjectLife } from '../store/reading/findings/life-sums.ts'
import type { OfficeTracker } from '../store/reading/office-tracker.ts'

export interface FactSources {
  readonly db: Database
  readonly offices: OfficeTracker
  readonly reconciliation: ReconciliationReading
}

export interface FactContext extends FactSources {
  readonly changeset: number
  /** Language of names. */
  readonly locale: string
  /** ISO date. */
  readonly today: string
  readonly lives: () => readonly ProjectLife[]
  /** Text of a message key in that language; the key itself where it is unknown. */
  readonly word: (key: string) => string
}

export function createFactContext(sources: FactSources, at: Pick<FactContext, 'changeset' | 'locale' | 'today' | 'word'>): FactContext {
  let lives: readonly ProjectLife[] | null = null
  return { ...sources, ...at, lives: () => (lives ??= readLifeSums(sources.db)) }
}
