/** A workspace file with the reference packs in a folder of its own, and rows as the validator would hand them over, built by code. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BatchReport, CommitReport } from '../../../src/shared/contract/submissions.ts'
import { ImportOptions } from '../../../src/shared/domain/import-options.ts'
import { yearPeriod } from '../../../src/shared/domain/dates.ts'
import { parseProjectSymbol } from '../../../src/shared/domain/project-symbol.ts'
import { mappingVersion, type AmountDraft, type ContributionDraft, type SubmissionMapping, type ValidatedRow } from '../../../src/shared/domain/submission.ts'
import { commitBatch } from '../../../src/main/core/importing/commit/commit-batch.ts'
import { addRows, beginBatch, finishBatch } from '../../../src/main/core/importing/stage/batch-methods.ts'
import { toCheckedRow } from '../../../src/main/core/importing/stage/checked-row.ts'
import { closeStore, openForWriting, type WritableDb } from '../../../src/main/core/store/database.ts'
import { quietTask } from '../../../src/main/core/store/store-task.ts'
import { copyWorkspace } from '../../fixtures/workspace-template.ts'
import { AppFailure } from '../../../src/shared/result.ts'

export const migrationsDir = fileURLToPath(new URL('../../../src/main/core/store/migrations', import.meta.url))
export const resourcesDir = fileURLToPath(new URL('../../../resources', import.meta.url))
export const now = '2012-05-04T08:00:00.000Z'
export const person = 'Amina'

export interface TestWorkspace {
  readonly dir: string
  readonly path: string
  readonly db: WritableDb
  dispose(): void
}

export function makeWorkspace(): TestWorkspace {
  const dir = mkdtempSync(join(tmpdir(), 'rmms-import-'))
  const path = join(dir, 'register.rmms')
  copyWorkspace(path)
  const db = openWorkspace(path)
  return {
    dir,
    path,
    db,
    dispose() {
      closeStore(db)
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

export function openWorkspace(path: string): WritableDb {
  const opened = openForWriting(path, { migrationsDir, now })
  if (opened.readOnly !== null) throw new Error(`the test's workspace is read-only: ${opened.readOnly}`)
  return opened.db
}

export const mapping: SubmissionMapping = {
  version: mappingVersion, kind: 'project-contributions', sheetIndex: 0, sheetName: 'Grants', table: 0, blocks: [{ firstRow: 4, lastRow: null, headerRow: 4, headerRows: 1, labels: [], notes: [] }],
  sections: [], headerRow: 4, headerRows: 1, repeatedAmounts: [], constants: {},
  columns: ['Project', 'Title', 'Partner', 'Amount (US$)'].map((header, column) => ({ column, header, field: 'ignore', confidence: 1, reason: { key: 'reason.header', params: {} }, isConfirmed: true, samples: [] })),
}

/** An approval in dollars of a year, read from one cell. */
export function amount(usd: number, over: Partial<AmountDraft> = {}): AmountDraft {
  return {
    measure: 'approval', state: 'value', original: String(usd), currency: 'USD', otherOriginal: null, otherCurrency: null, rate: null, rateSource: null, rateDate: null,
    usdCents: Math.round(usd * 100), isUsdRecorded: true, period: yearPeriod(2010), cells: [{ field: 'amount', address: 'D5', raw: String(usd) }], ...over,
  }
}

/** A project by its symbol, whose partner was read from its column without doubt. */
export function draft(identifier: string | null, over: Partial<ContributionDraft> = {}): ContributionDraft {
  const symbol = identifier === null ? null : parseProjectSymbol(identifier)
  return {
    identifier, symbol, title: `Title of ${identifier ?? 'a project'}`, partnerText: 'Sweden', partnerKey: 'SWE', partnerName: 'Sweden', isPartnerConfirmed: true,
    partnerReason: { key: 'reason.partner-exact', params: { text: 'Sweden' } }, partnerParentText: null, countryText: null, countryKey: 'PHL', modality: symbol ? 'GCP' : null,
    executingAgency: null, implementingAgency: null, sector: null, status: null, approvalDate: null, startDate: null, endDate: null, note: null, amounts: [amount(1000)], ...over,
  }
}

export const accepted = (row: number, value: ContributionDraft, problems: ValidatedRow['problems'] = []): ValidatedRow => ({ row, kind: 'accepted', problems, drafts: [value], cells: { columns: [0], texts: [value.identifier ?? ''] } })
export const rejected = (row: number, text: string): ValidatedRow => ({
  row, kind: 'rejected', problems: [{ severity: 'error', code: 'finding.cell.unreadable-number', params: { text }, address: `D${row}`, field: 'amount' }], cells: { columns: [3], texts: [text] },
})

export interface StageOptions {
  readonly name?: string
  readonly sheet?: string
  /** Bytes of the file; other bytes are another file. */
  readonly bytes?: string | Uint8Array
  readonly now?: string
  /** In place of the usual mapping. */
  readonly mapping?: SubmissionMapping
  readonly options?: Partial<ImportOptions>
}

/** Stages rows as if they had been read from a file of these bytes. */
export function stage({ db, dir }: Pick<TestWorkspace, 'db' | 'dir'>, rows: readonly ValidatedRow[], options: StageOptions = {}): BatchReport {
  const bytes = Buffer.from(options.bytes ?? 'a file')
  const path = join(dir, 'source.xlsx')
  writeFileSync(path, bytes)
  const file = { path, name: options.name ?? 'grants.xlsx', size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  const { batch } = beginBatch(db, { file, sheet: options.sheet ?? 'Grants', mapping: options.mapping ?? mapping, options: ImportOptions.parse(options.options ?? {}), person, now: options.now ?? now }, quietTask)
  for (let from = 0; from < rows.length; from += 1000) addRows(db, batch, Buffer.from(JSON.stringify(rows.slice(from, from + 1000).map(toCheckedRow))))
  const count = (kind: ValidatedRow['kind']): number => rows.filter((row) => row.kind === kind).length
  const accounting = { read: rows.length, above: count('above'), header: count('header'), label: 0, note: 0, blank: count('blank'), total: count('total'), elsewhere: 0, accepted: count('accepted'), rejected: count('rejected'), parked: 0 }
  return finishBatch(db, batch, { accounting, controlSums: [], fileProblems: [], partners: [], values: [] }, quietTask)
}

export const commit = (db: WritableDb, batch: number, at = now): CommitReport => commitBatch(db, { batch, person, now: at }, quietTask)
export const stageAndCommit = (workspace: TestWorkspace, rows: readonly ValidatedRow[], options: StageOptions = {}): CommitReport => commit(workspace.db, stage(workspace, rows, options).batch)

/** USD cents of live amounts by measure. */
export const storedUsd = (db: WritableDb): ReadonlyMap<string, number> =>
  new Map(db.prepare<[], [string, number]>('SELECT measure, sum(usd_cents) FROM amount WHERE to_changeset IS NULL AND usd_cents IS NOT NULL GROUP BY 1').raw().all())

/** Why the work was refused, as a message key. */
export function reasonOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof AppFailure) return error.error.reason
    throw error
  }
  return 'no error'
}
