/** Everything that lists and details of a workspace are read by, over one connection. Statements are prepared once. */
import type { Database } from 'better-sqlite3'
import { createActivityReading, type ActivityReading } from './activity.ts'
import { createAmountReading, type AmountReading } from './amount-records.ts'
import { createBatchReading, type BatchReading } from './batches.ts'
import { createComparisonReading, type ComparisonReading } from './figure-comparison.ts'
import { createCorrectionReading, type CorrectionReading } from './corrections.ts'
import { createMemoryReading, type MemoryReading } from './memory.ts'
import { createOfficeTracker, type OfficeTracker } from './office-tracker.ts'
import { createRegisterReading, type RegisterSnapshot } from './partner-register.ts'
import { createProjectReading, type ProjectReading } from './projects.ts'
import { createRecipeReading, type RecipeReading } from './recipes.ts'
import { createReferenceReading, type ReferenceReading } from './reference.ts'
import { createReturnReading, type ReturnReading } from './returns.ts'
import { createGridReading, type GridReading } from './staging/grid-reading.ts'
import { createStagedRowsReading } from './staging/staged-rows.ts'
import { createSummaryReading, type SummaryReading } from './summary.ts'

export interface WorkspaceReading {
  readonly activity: ActivityReading
  readonly amounts: AmountReading
  readonly batches: BatchReading
  readonly comparison: ComparisonReading
  readonly corrections: CorrectionReading
  readonly grid: GridReading
  readonly memory: MemoryReading
  readonly offices: OfficeTracker
  readonly projects: ProjectReading
  readonly recipes: RecipeReading
  readonly reference: ReferenceReading
  readonly register: () => RegisterSnapshot
  readonly returns: ReturnReading
  readonly summary: SummaryReading
}

export function createWorkspaceReading(db: Database): WorkspaceReading {
  const amounts = createAmountReading(db)
  const staged = createStagedRowsReading(db)
  return {
    activity: createActivityReading(db),
    amounts,
    batches: createBatchReading(db, staged),
    comparison: createComparisonReading(db),
    corrections: createCorrectionReading(db),
    grid: createGridReading(db, staged),
    memory: createMemoryReading(db),
    offices: createOfficeTracker(db),
    projects: createProjectReading(db, amounts),
    recipes: createRecipeReading(db),
    reference: createReferenceReading(db),
    register: createRegisterReading(db),
    returns: createReturnReading(db),
    summary: createSummaryReading(db),
  }
}
