/**
 * Staging: a file's rows wait in tables of their own, nothing of them is visible elsewhere, and they survive a restart.
 * beginBatch, addRows…, finishBatch; then commitBatch or discardBatch, today or next week.
 */
import type { BatchReport } from '../../../../shared/contract/submissions.ts'
import { ImportOptions } from '../../../../shared/domain/import-options.ts'
import { rowKinds, type SubmissionMapping } from '../../../../shared/domain/submission.ts'
import { readMapping } from '../../../../shared/domain/mapping-version.ts'
import { fail } from '../../../../shared/result.ts'
import type { WritableDb } from '../../store/database.ts'
import type { StoreTask } from '../../store/store-task.ts'
import { readHead } from '../../store/write-gate.ts'
import { createBatchContent } from './batch-content.ts'
import { keepSourceBytes, sweepSourceBytes, type SourceFile } from './keep-source-bytes.ts'
import type { CheckedRow } from './checked-row.ts'
import { createDryWriter, planCommit, type CommitPlan } from './plan-commit.ts'
import { readmitRows, refuseRows } from './refuse-rows.ts'
import type { StoredDecisions } from './remember-import.ts'
import { readBatchRow, reportOf, toStagedBatch, type BatchAccount } from './staged-batch.ts'
import { inStaging } from './staging-transaction.ts'
import { trimSheet } from './trim-sheet.ts'

export interface BatchStart {
  readonly file: SourceFile
  readonly sheet: string
  readonly mapping: SubmissionMapping
  /** Kept until the commit remembers them. */
  readonly decisions?: StoredDecisions
  /** How the file meets the register; what is usual where they are left out. */
  readonly options?: ImportOptions | undefined
  readonly person: string
  readonly now: string
}

export interface OptionsChange {
  readonly batch: number
  readonly options: ImportOptions
}

const kinds: ReadonlySet<string> = new Set(rowKinds)
/** A batch that was still loading a day ago belongs to a process that is gone. */
const staleMs = 24 * 60 * 60 * 1000

export function beginBatch(db: WritableDb, { file, sheet, mapping, decisions = { partners: [], values: [] }, options = ImportOptions.parse({}), person, now }: BatchStart, task: StoreTask): { readonly batch: number } {
  inStaging(db, () => db.prepare<[string]>(`DELETE FROM staging_batch WHERE state = 'loading' AND at < ?`).run(new Date(Date.parse(now) - staleMs).toISOString()))
  sweepCommittedRows(db)
  const insert = db.prepare<[string, string, string, string, number, string, string, string, string]>(
    `INSERT INTO staging_batch (at, person, state, file_name, file_sha256, file_size, sheet, mapping, decisions, options) VALUES (?, ?, 'loading', ?, ?, ?, ?, ?, ?, ?)`,
  )
  // The batch stands first: pieces of a file that no batch names are swept away.
  const batch = inStaging(db, () => Number(insert.run(now, person, file.name, file.sha256, file.size, sheet, JSON.stringify(mapping), JSON.stringify(decisions), JSON.stringify(options)).lastInsertRowid))
  try {
    keepSourceBytes(db, file, task)
  } catch (error) {
    discardBatch(db, batch)
    throw error
  }
  return { batch }
}

/** In: UTF-8 JSON of CheckedRow[], each row once. One transaction a call. */
export function addRows(db: WritableDb, batch: number, bytes: Uint8Array): void {
  const insert = db.prepare<[number, number, string, string, string | null, string, string | null]>('INSERT INTO staged_row (batch_id, row, kind, change, draft, problems, cells) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const rows = readRows(bytes)
  inStaging(db, () => {
    if (readBatchRow(db, batch).state !== 'loading') fail('not-found', 'error.batch-gone')
    // Most rows of most files are new: only the others are written again once the difference is known.
    for (const { row, kind, draft, problems, cells } of rows) insert.run(batch, row, kind, draft === null ? 'none' : 'added', draft, problems, cells === undefined ? null : JSON.stringify(cells))
  })
}

/** The bytes come from the process that reads foreign files: their form is looked at, their values meet the tables' own checks. */
function readRows(bytes: Uint8Array): readonly CheckedRow[] {
  const rows: unknown = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'))
  if (!Array.isArray(rows) || !rows.every(isCheckedRow)) throw new TypeError('rows of another form than CheckedRow[]')
  return rows
}
function isCheckedRow(value: unknown): value is CheckedRow {
  if (typeof value !== 'object' || value === null || !('row' in value && 'kind' in value && 'draft' in value && 'problems' in value)) return false
  const isDraft = typeof value.draft === 'string' ? value.kind === 'accepted' && /^[[{]/.test(value.draft) : value.draft === null && value.kind !== 'accepted'
  return isDraft && Number.isSafeInteger(value.row) && typeof value.kind === 'string' && kinds.has(value.kind) && typeof value.problems === 'string' && value.problems.startsWith('[')
}

/** Compares with the register and makes the batch ready for a commit. Cancelled or failed, it stays as it was. */
export function finishBatch(db: WritableDb, batch: number, account: BatchAccount, task: StoreTask): BatchReport {
  return inStaging(db, () => {
    const row = readBatchRow(db, batch)
    // What a comparison before this one refused is looked at again: the register or the options may be others now.
    let counted = row.report === null ? account : readmitRows(db, batch, readMapping(JSON.parse(row.mapping)), account)
    let staged = toStagedBatch(row, counted)
    const said = createBatchContent(db, staged)
    let plan = planCommit(db, staged, createDryWriter(), task, row.at, said.add)
    // Without the rows that are refused, others may find another figure in the register.
    while (plan.refused.size > 0) {
      counted = refuseRows(db, staged, plan, counted)
      staged = toStagedBatch(row, counted)
      said.restart()
      plan = planCommit(db, staged, createDryWriter(), task, row.at, said.add)
    }
    const setChange = db.prepare<[string, string, number, number]>('UPDATE staged_row SET change = ?, store_problems = ? WHERE batch_id = ? AND row = ?')
    const isFirst = row.report === null
    for (const { row: number, change } of plan.rows) {
      const problems = plan.problems.get(number)
      if (!isFirst || change !== 'added' || problems) setChange.run(change, problems ? JSON.stringify(problems) : '[]', batch, number)
    }
    const { contentHash, nearest, findings } = said.finish()
    keepChanges(db, batch, plan)
    const report = reportOf(db, staged, plan, counted, nearest, findings)
    db.prepare<[string, number, string, number, string, number]>(`UPDATE staging_batch SET state = 'staged', report = ?, planned_at = ?, usd_by_measure = ?, has_news = ?, content_hash = ?, edition = edition + 1, restated = edition + 1 WHERE id = ?`).run(JSON.stringify(report), readHead(db).id, JSON.stringify(plan.usdByMeasure), plan.submission === null ? 0 : 1, contentHash, batch)
    return report
  })
}

/** For the view of what changes; the list ends where more change than anybody looks through. */
function keepChanges(db: WritableDb, batch: number, { changed }: Pick<CommitPlan, 'changed'>): void {
  db.prepare<[number]>('DELETE FROM staged_change WHERE batch_id = ?').run(batch)
  const insert = db.prepare<[number, number, number | null, string, string, string | null, string | null]>('INSERT INTO staged_change (batch_id, ordinal, row, name, field, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)')
  changed.cells.forEach(({ row, name, field, before, after }, ordinal) => insert.run(batch, ordinal, row, name, field, before, after))
}

/** Keeps how the file is to meet the register, and compares again. Fails with not-found where the batch is gone or was not staged to its end, with conflict where it was committed. */
export function setOptions(db: WritableDb, { batch, options }: OptionsChange, task: StoreTask): BatchReport {
  return inStaging(db, () => {
    const { report } = readBatchRow(db, batch)
    if (report === null) return fail('not-found', 'error.batch-gone')
    db.prepare<[string, number]>('UPDATE staging_batch SET options = ? WHERE id = ?').run(JSON.stringify(options), batch)
    // finishBatch stored this text itself, as a BatchReport.
    return finishBatch(db, batch, JSON.parse(report) as BatchReport, task)
  })
}

export function discardBatch(db: WritableDb, batch: number): void {
  inStaging(db, () => {
    readBatchRow(db, batch)
    db.prepare<[number]>('DELETE FROM staging_batch WHERE id = ?').run(batch)
  })
  sweepSourceBytes(db)
}

/** Rows that the register now holds need not wait any more; the rejected ones stay with their reasons, and so do totals. Short transactions. */
export function sweepCommittedRows(db: WritableDb): void {
  const batches = db.prepare<[], number>(`SELECT id FROM staging_batch WHERE state = 'committed'`).pluck().all()
  const remove = db.prepare<[number, number]>(`DELETE FROM staged_row WHERE batch_id = ? AND row IN (SELECT row FROM staged_row WHERE batch_id = ? AND kind IN ('accepted', 'above', 'header', 'blank') LIMIT 10000)`)
  for (const batch of batches) {
    while (inStaging(db, () => remove.run(batch, batch).changes) > 0);
    trimSheet(db, batch)
  }
}
