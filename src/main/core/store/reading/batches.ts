/** Staged files and committed submissions: their list, the report of a batch, and its rows page by page. */
import type { Database } from 'better-sqlite3'
import type { z } from 'zod'
import { maxPageCells } from '../../../../shared/contract/common.ts'
import type { BatchReport, ChangedCell, FileInspection, StagedRow, SubmissionEntry } from '../../../../shared/contract/submissions.ts'
import { readDraftText } from '../../../../shared/domain/draft-text.ts'
import { periodText } from '../../../../shared/domain/period.ts'
import { cellAddress } from '../../../../shared/domain/sheet.ts'
import type { ContributionDraft, Problem, RecordDraft, RowKind, RowTexts, ValidatedRow } from '../../../../shared/domain/submission.ts'
import { fail } from '../../../../shared/result.ts'
import { matchingPlaces } from './staging/row-filter.ts'
import { createStagedRowsReading, type StagedRowsReading } from './staging/staged-rows.ts'

type Entry = z.infer<typeof SubmissionEntry>
type Row = z.infer<typeof StagedRow>

export interface BatchRowsRequest {
  readonly batch: number
  readonly offset: number
  readonly limit: number
  readonly kinds?: readonly RowKind[] | undefined
  /** Code of a problem that the rows have. */
  readonly problem?: string | undefined
  readonly search?: string | undefined
}

export interface BatchReading {
  submissionList(): Entry[]
  /** Fails with not-found where the batch is gone or was not staged to its end. */
  batch(batch: number): BatchReport
  /** Fewer rows than asked for where more would carry too many cells; one row is always given. */
  batchRows(request: BatchRowsRequest): { total: number; rows: Row[] }
  /** In order of the rows; the list ends where more were found than are kept. */
  changedCells(page: { readonly batch: number; readonly offset: number; readonly limit: number }): { total: number; cells: ChangedCell[] }
  committedBefore(sha256: string): z.infer<typeof FileInspection>['committedBefore']
}

interface StoredRow {
  readonly row: number
  readonly kind: RowKind
  readonly change: Row['change']
  readonly draft: string | null
  readonly problems: string
  readonly store_problems: string
  /** Of files that earlier versions staged. */
  readonly cells: string | null
}

/** SQL of one page; exported so that a test can look at its query plan. The two parts of a page are answered by an index each. */
export function batchRowsSql(request: Pick<BatchRowsRequest, 'kinds' | 'problem' | 'search'>): { readonly count: string; readonly page: string } {
  const conditions = [
    'r.batch_id = $batch',
    ...(request.kinds ? ['r.kind IN (SELECT value FROM json_each($kinds))'] : []),
    ...(request.problem
      ? [`(r.problems <> '[]' OR r.store_problems <> '[]')`, `EXISTS (SELECT 1 FROM json_each(r.problems) p WHERE p.value ->> 'code' = $problem UNION ALL SELECT 1 FROM json_each(r.store_problems) p WHERE p.value ->> 'code' = $problem)`]
      : []),
    ...(request.search ? ['r.row IN (SELECT value FROM json_each($found))'] : []),
  ].join(' AND ')
  return {
    count: `SELECT count(*) FROM staged_row r WHERE ${conditions}`,
    page: `SELECT s.row, s.kind, s.change, s.draft, s.problems, s.store_problems, s.cells FROM (SELECT r.row FROM staged_row r WHERE ${conditions} ORDER BY r.row LIMIT $limit OFFSET $offset) k
      JOIN staged_row s ON s.batch_id = $batch AND s.row = k.row ORDER BY s.row`,
  }
}

export function createBatchReading(db: Database, stagedRows: StagedRowsReading = createStagedRowsReading(db)): BatchReading {
  const staged = db.prepare<[], Entry>(
    `SELECT b.id, b.id AS batch, 'staged' AS state, b.file_name AS file, b.sheet, b.at, b.person, coalesce(b.report ->> '$.accounting.accepted', 0) AS accepted,
       coalesce(b.report ->> '$.accounting.rejected', 0) AS rejected, coalesce(b.report ->> '$.accounting.parked', 0) AS parked, NULL AS changeset FROM staging_batch b WHERE b.state = 'staged'`,
  )
  // A removed submission is one whose import was undone; its changeset stays in the log. One that stays though its import was undone is needed by records that stay.
  const isUndone = `EXISTS (SELECT 1 FROM changeset u WHERE u.undoes = c.changeset_id AND NOT EXISTS (SELECT 1 FROM changeset r WHERE r.undoes = u.id AND NOT EXISTS (SELECT 1 FROM changeset a WHERE a.undoes = r.id)))`
  const committed = db.prepare<[], Entry>(
    `SELECT s.id, (SELECT b.id FROM staging_batch b WHERE b.submission_id = s.id) AS batch, CASE WHEN s.removed_in IS NOT NULL THEN 'undone' WHEN ${isUndone} THEN 'undone-in-part' ELSE 'committed' END AS state, f.name AS file, s.sheet, s.received_at AS at,
       p.name AS person, s.accepted, s.rejected, 0 AS parked, c.changeset_id AS changeset
     FROM submission s JOIN source_file f ON f.id = s.source_file_id
       JOIN change c ON c.id = (SELECT min(id) FROM change WHERE table_name = 'submission' AND row_id = s.id AND operation = 'insert')
       JOIN changeset h ON h.id = c.changeset_id JOIN person p ON p.id = h.person_id`,
  )
  const report = db.prepare<[number], string | null>(`SELECT report FROM staging_batch WHERE id = ? AND state <> 'loading'`).pluck()
  const changedFields = db.prepare<[number], number>(`SELECT report ->> '$.changedFields' FROM staging_batch WHERE id = ?`).pluck()
  const changedCells = db.prepare<[number, number, number], ChangedCell>('SELECT row, name, field, before, after FROM staged_change WHERE batch_id = ? AND ordinal >= ? ORDER BY ordinal LIMIT ?')
  const unchecked = db.prepare<[number], number>('SELECT count(*) FROM staged_touch WHERE batch_id = ? AND is_dirty = 1').pluck()
  const before = db.prepare<[string], { submission: number; at: string; sheet: string }>(
    `SELECT s.id AS submission, s.received_at AS at, s.sheet FROM source_file f JOIN submission s ON s.source_file_id = f.id
     WHERE f.sha256 = ? AND f.removed_in IS NULL AND s.removed_in IS NULL ORDER BY s.id DESC LIMIT 1`,
  )
  const foundRows = (batch: number, search: string): string => {
    const rows = stagedRows.of(batch)
    return JSON.stringify([...matchingPlaces(rows, { search })].map(rows.rowAt))
  }
  function cellsOf(batch: number, row: number): Row['cells'] {
    const rows = stagedRows.of(batch)
    const place = rows.placeOf(row)
    return rows.columns().flatMap(({ column }) => {
      const text = rows.textAt(place, column)
      return text === null ? [] : [{ address: cellAddress(column, row), text }]
    })
  }
  return {
    submissionList: () => [...staged.all(), ...committed.all()].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.id - a.id)),
    batch(batch) {
      const text = report.get(batch)
      // The store wrote this text itself, as a BatchReport.
      return text ? { ...(JSON.parse(text) as BatchReport), unchecked: unchecked.get(batch) ?? 0 } : fail('not-found', 'error.batch-gone')
    },
    batchRows(request) {
      const { batch, offset, limit, kinds, problem, search } = request
      const sql = batchRowsSql(request)
      const values = { batch, ...(kinds ? { kinds: JSON.stringify(kinds) } : {}), ...(problem ? { problem } : {}), ...(search ? { found: foundRows(batch, search) } : {}) }
      const total = db.prepare<[object], number>(sql.count).pluck().get(values) ?? 0
      const rows: Row[] = []
      let cells = 0
      for (const stored of db.prepare<[object], StoredRow>(sql.page).iterate({ ...values, limit, offset })) {
        const row = toStagedRow(stored, stored.cells === null ? cellsOf(batch, stored.row) : [])
        cells += cellCount(row)
        if (cells > maxPageCells && rows.length > 0) break
        rows.push(row)
      }
      return { total, rows }
    },
    changedCells({ batch, offset, limit }) {
      const total = changedFields.get(batch)
      return total === undefined ? fail('not-found', 'error.batch-gone') : { total, cells: changedCells.all(batch, offset, limit) }
    },
    committedBefore: (sha256) => before.get(sha256) ?? null,
  }
}

/** Values that a row carries to the page: its own six, and those of its amounts, problems and cells. */
const cellCount = ({ amounts, problems, cells }: Row): number => 6 + 5 * amounts.length + 4 * problems.length + 2 * cells.length

/** Texts of a staged row were written by the store itself from a ValidatedRow. */
function toStagedRow(row: StoredRow, cells: Row['cells']): Row {
  const draft = row.draft === null ? [] : readDraftText(row.draft)
  return stagedRow({
    row: row.row,
    kind: row.kind,
    ...(Array.isArray(draft) ? { drafts: draft } : { record: draft }),
    problems: [...(JSON.parse(row.problems) as Problem[]), ...(JSON.parse(row.store_problems) as Problem[])],
    cells: row.cells === null ? cells : (JSON.parse(row.cells) as RowTexts | Row['cells']),
  }, row.change)
}

/** A row as the window shows it, from what was understood of it; `change` is what a commit would do with it. */
export function stagedRow({ row, kind, drafts = [], record, problems, cells }: StagedSource, change: Row['change']): Row {
  return { row, kind, change, ...(record ? recordParts(record) : draftParts(drafts)), problems: [...problems], cells: 'texts' in cells ? cells.texts.map((text, index) => ({ address: cellAddress(cells.columns[index] ?? 0, row), text })) : [...cells] }
}

type RowParts = Pick<Row, 'identifier' | 'title' | 'partner' | 'amounts'>

function draftParts(drafts: readonly ContributionDraft[]): RowParts {
  const [draft] = drafts
  return {
    identifier: draft?.symbol?.normalized ?? draft?.identifier ?? null,
    title: draft?.title ?? null,
    partner: draft === undefined ? null : [...new Set(drafts.map(({ partnerName }) => partnerName))].join('; '),
    amounts: drafts.flatMap(({ amounts }) => amounts.map(({ measure, original, currency, usdCents, period }) => ({ measure, original, currency, usdCents, period: periodText(period) }))),
  }
}

/** Fields that name what a record is about, the plainest first. */
const subjects = ['title', 'activity', 'responsibility', 'output', 'outcome', 'programme', 'description', 'theme', 'sector', 'purpose', 'organizational-result', 'strategic-objective'] as const

function recordParts({ values, amounts }: RecordDraft): RowParts {
  const textOf = (field: RecordDraft['values'][number]['field']): string | null => values.find((value) => value.field === field)?.text ?? null
  return {
    identifier: textOf('identifier') ?? textOf('agreement'),
    title: subjects.map(textOf).find((text) => text !== null) ?? null,
    partner: textOf('partner'),
    amounts: amounts.map(({ measure, original, currency, period }) => ({ measure, original, currency, usdCents: null, period: periodText(period) })),
  }
}

type StagedSource = Pick<ValidatedRow, 'row' | 'kind' | 'problems' | 'drafts' | 'record'> & {
  /** A list of cells is what earlier versions staged. */
  readonly cells: RowTexts | Row['cells']
}
