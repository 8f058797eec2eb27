/** Amounts whose cell a person edited in staging, and cells that repeat an amount of an earlier row. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ValidatedRow } from '../../../src/shared/domain/submission.ts'
import { addCorrection } from '../../../src/main/core/corrections/change-corrections.ts'
import { commitBatch } from '../../../src/main/core/importing/commit/commit-batch.ts'
import { finishBatch } from '../../../src/main/core/importing/stage/batch-methods.ts'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { quietTask } from '../../../src/main/core/store/store-task.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import { accepted, amount, draft, makeWorkspace, mapping, now, person, stage, storedUsd, type TestWorkspace } from './staged-workspace.ts'

let workspace: TestWorkspace
beforeEach(() => {
  workspace = makeWorkspace()
  money = { ...mapping, columns: mapping.columns.map((column) => (column.column === 3 ? { ...column, field: 'amount', measure: 'approval', currency: 'USD', scale: 1 } : column)) }
})
afterEach(() => workspace.dispose())
let money = mapping

const symbol = 'GCP/PHI/101/SWE'
const cell = (row: number, raw: string) => [{ field: 'amount', address: `D${row}`, raw }]
const row = (at: number, usd: number): ValidatedRow => accepted(at, draft(symbol, { amounts: [amount(usd, { cells: cell(at, String(usd)) })] }))

/** Stages the rows, then notes the edits as the staging grid does: what the file says beside what counts. */
function stageEdited(rows: readonly ValidatedRow[], edits: readonly { readonly row: number; readonly original: string | null; readonly type?: 'number' | 'text' }[], over = money) {
  const { db } = workspace
  const report = stage(workspace, rows)
  db.prepare('UPDATE staging_batch SET mapping = ? WHERE id = ?').run(JSON.stringify(over), report.batch)
  for (const { row: at, original, type = 'number' } of edits) db.prepare(`INSERT INTO staged_edit (batch_id, row, "column", original, original_type, text, person, at) VALUES (?, ?, 3, ?, ?, 'edited', 'Amina', ?)`).run(report.batch, at, original, type, now)
  return finishBatch(db, report.batch, { accounting: report.accounting, controlSums: report.controlSums, fileProblems: [], partners: [], values: [] }, quietTask)
}
const commit = (batch: number) => commitBatch(workspace.db, { batch, person, now }, quietTask)
const corrections = () =>
  workspace.db.prepare<[], { source: string; source_state: string; figure: string; state: string; channel: string; said_by: string }>(
    `SELECT source_figure ->> '$.original' AS source, source_figure ->> '$.state' AS source_state, figure ->> '$.original' AS figure, state, channel, said_by FROM correction WHERE removed_in IS NULL ORDER BY id`,
  ).all()

test('a new amount is committed as edited, with a correction that keeps what the file says; the file unedited finds it again', () => {
  const before = contentHash(workspace.db)
  const report = stageEdited([row(5, 1200)], [{ row: 5, original: '1000' }])
  expect(report).toMatchObject({ diff: { added: 1 }, moneyEffect: [{ before: 0, after: 120_000 }] })
  const { changeset } = commit(report.batch)
  expect(storedUsd(workspace.db)).toEqual(new Map([['approval', 120_000]]))
  expect(corrections()).toEqual([{ source: '1000', source_state: 'value', figure: '1200', state: 'live', channel: 'edited-cell', said_by: 'Amina' }])
  expect(workspace.db.prepare('SELECT address, raw FROM source_cell WHERE to_changeset IS NULL').all()).toEqual([{ address: 'D5', raw: '1000' }])
  expect(stageEdited([row(5, 1200)], [{ row: 5, original: '1000' }])).toMatchObject({ diff: { unchanged: 1 }, corrections: { kept: 1 } })
  expect(stageEdited([row(5, 1000)], [])).toMatchObject({ diff: { unchanged: 1 }, corrections: { kept: 1, retired: 0, asked: 0 } })
  undoChangeset(workspace.db, changeset, { person, now })
  expect(contentHash(workspace.db)).toBe(before)
})

test('an amount of the register is corrected by the edit of its unchanged cell; another edit takes the place of the first', () => {
  commit(stageEdited([row(5, 1000)], []).batch)
  const held = contentHash(workspace.db)
  const first = stageEdited([row(5, 1200)], [{ row: 5, original: '1000' }])
  expect(first).toMatchObject({ diff: { changed: 1, added: 0 }, moneyEffect: [{ before: 100_000, after: 120_000 }] })
  const { changeset } = commit(first.batch)
  commit(stageEdited([row(5, 1300)], [{ row: 5, original: '1000' }]).batch)
  expect(corrections().map(({ figure, state, source }) => [source, figure, state])).toEqual([['1000', '1200', 'retired'], ['1000', '1300', 'live']])
  expect(storedUsd(workspace.db)).toEqual(new Map([['approval', 130_000]]))
  undoChangeset(workspace.db, changeset + 1, { person, now })
  undoChangeset(workspace.db, changeset, { person, now })
  expect(contentHash(workspace.db)).toBe(held)
})

test('what cannot be read in the file stands as not reported', () => {
  commit(stageEdited([row(5, 1200)], [{ row: 5, original: 'about a thousand', type: 'text' }]).batch)
  expect(corrections()).toMatchObject([{ source: null, source_state: 'not-reported', figure: '1200', state: 'live' }])
})

test('where a comma is the decimal mark, a stored number says what it is, and a text what its marks make of it', () => {
  const comma = { ...money, columns: money.columns.map((column) => (column.column === 3 ? { ...column, decimalMark: ',' as const } : column)) }
  commit(stageEdited([row(5, 1200), row(6, 2200), row(7, 3200)], [{ row: 5, original: '1.234' }, { row: 6, original: '1.234', type: 'text' }, { row: 7, original: '1.234,5', type: 'text' }], comma).batch)
  expect(corrections().map(({ source, figure }) => [source, figure])).toEqual([['1.234', '1200'], ['1234', '2200'], ['1234.5', '3200']])
})

test('an edit back to what the file says is none', () => {
  commit(stageEdited([row(5, 1000)], [{ row: 5, original: '1000.00' }]).batch)
  expect(corrections()).toEqual([])
})

test('of several figures of one day each correction stays with its own', () => {
  commit(stageEdited([row(5, 90), row(6, 100), row(7, 300)], []).batch)
  const id = workspace.db.prepare<[], number>(`SELECT id FROM amount WHERE original = '90' AND to_changeset IS NULL`).pluck().get() ?? 0
  addCorrection(workspace.db, { amount: id, figure: { state: 'value', original: '100', currency: 'USD', usdCents: null }, saidBy: 'R. Cruz', channel: 'meeting', saidOn: '2012-05-01', note: '', attachment: null, person, now })
  expect(stageEdited([row(5, 300), row(6, 90), row(7, 100)], [])).toMatchObject({ diff: { unchanged: 3 }, corrections: { kept: 1, retired: 0, asked: 0 } })
  // Two hundreds in the file: the one that was there, and the corrected one, whose source has caught up.
  expect(stageEdited([row(5, 100), row(6, 100), row(7, 300)], [])).toMatchObject({ diff: { added: 0 }, corrections: { kept: 0, retired: 1, asked: 0 } })
})

test('figures of which the file now says that they are one amount are one, whatever the register held', () => {
  const usdCounted = () => workspace.db.prepare('SELECT sum(usd_cents) FROM amount WHERE to_changeset IS NULL').pluck().get()
  // Rows without an identifier are never repeats of each other: each place has its own amount.
  const place = (at: number, over: object) => accepted(at, draft(null, { title: 'Seeds in three places', amounts: [amount(500, { cells: cell(at, '500'), ...over })] }))
  commit(stageEdited([place(5, {}), place(6, {}), place(7, {})], []).batch)
  expect(usdCounted()).toBe(150_000)
  const once = { ...money, repeatedAmounts: [{ column: 3, projects: 1, rows: 3, firstRows: [5], isOneAmount: true, reason: { key: 'reason.decided', params: {} } }] }
  const blank = { state: 'not-reported', repeated: '500', original: null, usdCents: null, isUsdRecorded: false } as const
  const rows = [place(5, {}), place(6, blank), place(7, blank)]
  const report = stageEdited(rows, [], once)
  expect(report).toMatchObject({ diff: { changed: 2, unchanged: 1 }, moneyEffect: [{ before: 150_000, after: 50_000 }] })
  commit(report.batch)
  expect(usdCounted()).toBe(50_000)
  expect(stageEdited(rows, [], once)).toMatchObject({ diff: { unchanged: 3 }, problemCounts: [] })
})

test('an equal figure of another row that the file now repeats is marked, and counts once by the rules that ask for it', () => {
  // Two figures of one row are two amounts; the same two on rows of their own repeat each other.
  const pair = accepted(5, draft(symbol, { amounts: [amount(500, { cells: cell(5, '500') }), amount(500, { cells: [{ field: 'amount', address: 'E5', raw: '500' }] })] }))
  commit(stageEdited([pair], []).batch)
  const report = stageEdited([row(5, 500), row(6, 500)], [])
  expect(report).toMatchObject({ diff: { changed: 1, unchanged: 1 }, moneyEffect: [{ before: 100_000, after: 50_000 }] })
  commit(report.batch)
  expect(workspace.db.prepare('SELECT is_repeat FROM amount WHERE to_changeset IS NULL ORDER BY id').pluck().all()).toEqual([0, 1])
})
