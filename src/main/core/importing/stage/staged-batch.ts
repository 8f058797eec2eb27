/** A batch as the staging tables hold it, and the report of what committing it would do. */
import type { Database } from 'better-sqlite3'
import type { BatchReport } from '../../../../shared/contract/submissions.ts'
import type { ControlSum, PartnerMatch, Problem, RowAccounting, ValueMatch } from '../../../../shared/domain/submission.ts'
import { ImportOptions, sourceOfKind } from '../../../../shared/domain/import-options.ts'
import { contributionKinds } from '../../../../shared/domain/kinds.ts'
import { readMapping } from '../../../../shared/domain/mapping-version.ts'
import { fail } from '../../../../shared/result.ts'
import { readMoneyEffect } from './money-effect.ts'
import { sameContentFinding } from './nearest-submission.ts'
import type { CommitPlan, StagedBatch } from './plan-commit.ts'
import { StoredDecisions } from './remember-import.ts'

export interface BatchAccount {
  readonly accounting: RowAccounting
  readonly controlSums: readonly ControlSum[]
  readonly fileProblems: readonly Problem[]
  readonly partners: readonly PartnerMatch[]
  readonly values: readonly ValueMatch[]
}

interface BatchRow {
  readonly id: number
  readonly at: string
  readonly person: string
  readonly state: 'loading' | 'staged' | 'committed'
  readonly file_name: string
  readonly file_sha256: string
  readonly file_size: number
  readonly sheet: string
  readonly mapping: string
  readonly options: string
  readonly report: string | null
  readonly planned_at: number | null
  readonly usd_by_measure: string | null
  readonly has_news: number
  readonly changeset_id: number | null
  readonly content_hash: string | null
}

/** Fails with not-found where the batch is gone, with conflict where it was committed. */
export function readBatchRow(db: Database, batch: number): BatchRow {
  const row = db.prepare<[number], BatchRow>('SELECT id, at, person, state, file_name, file_sha256, file_size, sheet, mapping, options, report, planned_at, usd_by_measure, has_news, changeset_id, content_hash FROM staging_batch WHERE id = ?').get(batch)
  if (!row) return fail('not-found', 'error.batch-gone')
  return row.state === 'committed' ? fail('conflict', 'error.batch-committed', { changeset: row.changeset_id ?? 0 }) : row
}

export const toStagedBatch = (row: BatchRow, { accounting, controlSums }: Pick<BatchAccount, 'accounting' | 'controlSums'>): StagedBatch => ({
  id: row.id,
  at: row.at,
  person: row.person,
  file_name: row.file_name,
  file_sha256: row.file_sha256,
  file_size: row.file_size,
  sheet: row.sheet,
  mapping: readMapping(JSON.parse(row.mapping)),
  options: ImportOptions.parse(JSON.parse(row.options)),
  accounting: JSON.stringify(accounting),
  controlSums: JSON.stringify(controlSums),
  accepted: accounting.accepted,
  rejected: accounting.rejected,
  contentHash: row.content_hash,
})

/** What a person decided about names when the batch was staged. */
export const storedDecisions = (db: Database, batch: number): StoredDecisions =>
  StoredDecisions.parse(JSON.parse(db.prepare<[number], string>('SELECT decisions FROM staging_batch WHERE id = ?').pluck().get(batch) ?? fail('not-found', 'error.batch-gone')))

/** Reads the register as it stands before the commit. Problems of rows are counted from what is staged. */
export function reportOf(db: Database, batch: StagedBatch, plan: CommitPlan, account: BatchAccount, nearest: BatchReport['nearest'] = null, findings: readonly Problem[] = []): BatchReport {
  const counts = db.prepare<[number], BatchReport['problemCounts'][number]>(
    `SELECT p.value ->> 'code' AS code, p.value ->> 'severity' AS severity, count(*) AS count
     FROM staged_row r, json_each(json_array(json(r.problems), json(r.store_problems))) l, json_each(l.value) p
     WHERE r.batch_id = ? AND (r.problems <> '[]' OR r.store_problems <> '[]') GROUP BY 1, 2 ORDER BY 3 DESC, 1`,
  )
  return {
    batch: batch.id,
    file: batch.file_name,
    sheet: batch.sheet,
    accounting: account.accounting,
    controlSums: [...account.controlSums],
    diff: plan.diff,
    moneyEffect: readMoneyEffect(db, plan.money),
    fileProblems: [...account.fileProblems.filter((problem) => !problem.code.startsWith('finding.store.')), ...plan.fileProblems, ...notInFile(db, batch, plan), ...sameContentFinding(nearest), ...findings],
    problemCounts: counts.all(batch.id),
    partners: [...account.partners],
    values: [...account.values],
    kind: batch.mapping.kind,
    options: batch.options,
    source: batch.options.source ?? sourceOfKind(batch.mapping.kind),
    office: batch.mapping.constants.office ?? null,
    removedFigures: plan.removedFigures,
    besideFigures: plan.besideFigures,
    corrections: plan.corrections,
    missingProjects: plan.missingProjects,
    changedFields: plan.changed.total,
    nearest,
    unchecked: 0,
    isCommittable: contributionKinds.has(batch.mapping.kind),
  }
}

/**
 * Figures of an earlier submission of the same sheet that this file does not hold: kept, and said. Files of many offices bear one name:
 * only a submission of the same kind that this file shares a figure with is an earlier one of it.
 */
function notInFile(db: Database, batch: StagedBatch, plan: CommitPlan): Problem[] {
  const earlier = db.prepare<[string, string, string], { id: number; submission: number; name: string | null }>(
    `SELECT a.id, s.id AS submission, coalesce(p.symbol, p.symbol_written, p.title) AS name FROM source_file f JOIN submission s ON s.source_file_id = f.id JOIN amount a ON a.submission_id = s.id
       JOIN contribution c ON c.id = a.contribution_id JOIN project p ON p.id = c.project_id
     WHERE f.name = ? AND s.sheet = ? AND s.kind = ? AND f.removed_in IS NULL AND s.removed_in IS NULL AND a.to_changeset IS NULL AND a.state = 'value' ORDER BY a.id`,
  )
  const figures = earlier.all(batch.file_name, batch.sheet, batch.mapping.kind)
  const shared = new Set(figures.filter(({ id }) => plan.matched.has(id)).map(({ submission }) => submission))
  const missing = figures.filter(({ id, submission }) => shared.has(submission) && !plan.matched.has(id))
  if (missing.length === 0) return []
  const examples = [...new Set(missing.map(({ name }) => name ?? '…'))].slice(0, 10).join(', ')
  return [{ severity: 'info', code: 'finding.store.not-in-file', params: { count: missing.length, examples }, field: 'file' }]
}
