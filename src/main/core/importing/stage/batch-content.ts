import type { Database } from 'better-sqlite3'
import type { BatchReport } from '../../../../shared/contract/submissions.ts'
import type { Problem } from '../../../../shared/domain/submission.ts'
import { contributionKinds } from '../../../../shared/domain/kinds.ts'
import { earlierSubmissions, isComparable, nearestSubmission } from './nearest-submission.ts'
import type { StagedBatch } from './plan-commit.ts'
import { unitsSlipFindings } from './units-slip-findings.ts'
import { collectStagedRows, createContentCollector, type RowDrafts } from './submission-content.ts'

export interface BatchContent {
  /** Sees each accepted row once, as the plan reads it. */
  readonly add: (row: number, drafts: RowDrafts) => void
  /** Rows are read again, since some of them were refused. */
  restart(): void
  finish(): { readonly contentHash: string; readonly nearest: BatchReport['nearest']; readonly findings: readonly Problem[] }
}

/** What a batch that is being staged says, and which committed submission says nearly the same. Lines are kept only where there is one to compare with. */
export function createBatchContent(db: Database, { id, file_name, sheet, mapping }: StagedBatch): BatchContent {
  const earlier = earlierSubmissions(db, { file_name, sheet, kind: mapping.kind, office: mapping.constants.office ?? null })
  const create = (): ReturnType<typeof createContentCollector> => createContentCollector({ keepsLines: isComparable(earlier) })
  let collector = create()
  return {
    add: (row, drafts) => collector.add(row, drafts),
    restart() {
      collector = create()
    },
    finish() {
      // The plan reads no rows of kinds that the register does not hold.
      if (!contributionKinds.has(mapping.kind)) collectStagedRows(db, id, collector)
      const contentHash = collector.hash()
      const lines = collector.lines()
      return { contentHash, nearest: nearestSubmission(db, earlier, contentHash, lines), findings: unitsSlipFindings(db, earlier, lines) }
    },
  }
}
