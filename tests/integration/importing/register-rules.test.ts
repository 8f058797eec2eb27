/** What only file and register together can tell: reductions without an approval, life totals, senders that disagree, full snapshots. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { yearPeriod } from '../../../src/shared/domain/dates.ts'
import { ImportOptions } from '../../../src/shared/domain/import-options.ts'
import type { SubmissionMapping, ValidatedRow } from '../../../src/shared/domain/submission.ts'
import { setOptions } from '../../../src/main/core/importing/stage/batch-methods.ts'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { createBatchReading } from '../../../src/main/core/store/reading/batches.ts'
import { quietTask } from '../../../src/main/core/store/store-task.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import { accepted, amount, commit, draft, makeWorkspace, mapping, now, person, reasonOf, rejected, stage, stageAndCommit, storedUsd, type StageOptions, type TestWorkspace } from './staged-workspace.ts'

let workspace: TestWorkspace
beforeEach(() => {
  workspace = makeWorkspace()
})
afterEach(() => workspace.dispose())

type Found = readonly (readonly [row: number, code: string])[]
/** Store findings of the rows of a staged file. */
const found = (rows: readonly ValidatedRow[], options: StageOptions = {}): Found => {
  const { batch } = stage(workspace, rows, options)
  return createBatchReading(workspace.db).batchRows({ batch, offset: 0, limit: 100 }).rows.flatMap(({ row, problems }) => problems.map(({ code }) => [row, code] as const))
}
const of = (row: number, symbol: string, ...amounts: ReturnType<typeof amount>[]): ValidatedRow => accepted(row, draft(symbol, { amounts }))
const life = { period: { start: null, end: null, precision: 'none' } } as const

describe('a reduction', () => {
  test('without an approval in register or file is a warning', () => {
    expect(found([of(5, 'GCP/PHI/001/SWE', amount(-100)), of(6, 'GCP/PHI/002/SWE', amount(-5, { measure: 'revision' }))])).toEqual([[5, 'finding.store.no-original'], [6, 'finding.store.no-original']])
  })
  test('with one anywhere in the file, whoever pays, or in the register, is fine', () => {
    expect(found([of(5, 'GCP/PHI/001/SWE', amount(-100)), accepted(6, draft('GCP/PHI/001/SWE', { partnerText: 'Norway', partnerKey: 'NOR', partnerName: 'Norway', amounts: [amount(500, { period: yearPeriod(2009) })] }))])).toEqual([])
    stageAndCommit(workspace, [of(5, 'GCP/PHI/002/SWE', amount(500, { period: yearPeriod(2009) }))], { bytes: 'v1' })
    expect(found([of(5, 'GCP/PHI/002/SWE', amount(-100, { measure: 'revision' }))], { bytes: 'v2' })).toEqual([])
  })
})

describe('delivery', () => {
  const delivery = (usd: number, over = {}) => amount(usd, { measure: 'delivery', ...over })
  test('of a project that nobody approved is said once; of a component it may be its parent’s approval', () => {
    expect(found([of(5, 'GCP/PHI/001/SWE', delivery(10)), of(6, 'GCP/PHI/001/SWE', delivery(10, { period: yearPeriod(2011) })), of(7, 'OSRO/PHI/401/SWE-BABY01', delivery(5))])).toEqual([[5, 'finding.store.no-approval']])
  })
  test('rule 1: above the approvals of one year only is fine, above all of them is not', () => {
    const rows = [of(5, 'GCP/PHI/001/SWE', amount(100, { period: yearPeriod(2009) }), amount(50)), of(6, 'GCP/PHI/001/SWE', delivery(120))]
    expect(found(rows)).toEqual([])
    expect(found([...rows, of(7, 'GCP/PHI/001/SWE', delivery(31, { period: yearPeriod(2011) }))], { bytes: 'v2' })).toEqual([[6, 'finding.store.life-total']])
  })
  test('is compared with what the register holds, as the file will leave it', () => {
    stageAndCommit(workspace, [of(5, 'GCP/PHI/001/SWE', amount(100), delivery(90, { period: yearPeriod(2011) }))])
    expect(found([of(5, 'GCP/PHI/001/SWE', delivery(95, { period: yearPeriod(2011) }))], { bytes: 'v2' })).toEqual([])
    expect(found([of(5, 'GCP/PHI/001/SWE', delivery(105, { period: yearPeriod(2011) }))], { bytes: 'v3' })).toEqual([[5, 'finding.store.life-total']])
    expect(found([of(5, 'GCP/PHI/001/SWE', amount(80))], { bytes: 'v4' })).toEqual([[5, 'finding.store.life-total']])
  })
  test('above what was received; a figure without a USD value settles nothing', () => {
    const rows = [of(5, 'GCP/PHI/001/SWE', amount(1000), amount(60, { measure: 'receipt' }), delivery(70))]
    const { batch } = stage(workspace, rows)
    expect(createBatchReading(workspace.db).batchRows({ batch, offset: 0, limit: 9 }).rows[0]?.problems).toMatchObject([{ severity: 'warning', code: 'finding.store.life-total', params: { measure: 'receipt', delivered: 70, limit: 60 } }])
    expect(found([of(5, 'GCP/PHI/001/SWE', amount(1000), amount(60, { measure: 'receipt' }), amount(9, { measure: 'receipt', currency: 'PHP', usdCents: null }), delivery(70))], { bytes: 'v2' })).toEqual([])
  })
  test('to date and by year is not added up', () => {
    expect(found([of(5, 'GCP/PHI/001/SWE', amount(100), delivery(90, life), delivery(60, { period: yearPeriod(2010) }), delivery(30, { period: yearPeriod(2011) }))])).toEqual([])
  })
})

describe('two offices that report one project', () => {
  const office = (index: number): SubmissionMapping => ({ ...mapping, constants: { office: workspace.db.prepare<[], string>("SELECT natural_key FROM office WHERE level = 'country' AND removed_in IS NULL ORDER BY natural_key LIMIT 2").pluck().all()[index] ?? '' } })
  beforeEach(() => void stageAndCommit(workspace, [of(5, 'GCP/PHI/001/SWE', amount(1000))], { name: 'one.xlsx', mapping: office(0) }))

  test('and agree: nothing changes', () => {
    expect(stage(workspace, [of(9, 'GCP/PHI/001/SWE', amount(1000))], { name: 'two.xlsx', bytes: 'v2', mapping: office(1) }).diff).toMatchObject({ unchanged: 1, changed: 0, rejected: 0 })
  })
  test('and disagree: the row waits with both figures, and nothing is overwritten', () => {
    const report = stage(workspace, [of(9, 'GCP/PHI/001/SWE', amount(1500)), of(10, 'GCP/PHI/002/SWE', amount(7))], { name: 'two.xlsx', bytes: 'v2', mapping: office(1) })
    expect(report.diff).toEqual({ added: 1, changed: 0, unchanged: 0, rejected: 1 })
    expect(createBatchReading(workspace.db).batchRows({ batch: report.batch, offset: 0, limit: 9 }).rows[0]?.problems).toEqual([
      { severity: 'error', code: 'finding.store.other-office', params: { held: '1000 USD', figure: '1500 USD', file: 'one.xlsx', office: office(0).constants.office }, field: 'amount' },
    ])
    commit(workspace.db, report.batch)
    expect(storedUsd(workspace.db).get('approval')).toBe(100_700)
  })
  test('the same office, or one that is not named, corrects its own figure', () => {
    for (const [bytes, given] of [['v2', office(0)], ['v3', mapping]] as const) expect(stage(workspace, [of(9, 'GCP/PHI/001/SWE', amount(1500))], { bytes, mapping: given }).diff).toMatchObject({ changed: 1, rejected: 0 })
  })
  test('another source, while none is the source of record, waits too', () => {
    const snapshot: StageOptions = { bytes: 'v2', mapping: { ...mapping, kind: 'approvals-delivery' } }
    const rows = [of(5, 'GCP/PHI/001/SWE', amount(1500))]
    expect(found(rows, snapshot)).toEqual([[5, 'finding.store.other-source']])
  })
})

describe('a full snapshot', () => {
  const snapshot = (bytes: string, options: Partial<ImportOptions> = {}): StageOptions => ({ bytes, name: `${bytes}.xlsx`, mapping: { ...mapping, kind: 'approvals-delivery' }, options })
  const [one, two, three] = ['GCP/PHI/001/SWE', 'GCP/PHI/002/SWE', 'GCP/PHI/003/SWE'].map((symbol, index) => of(5 + index, symbol, amount(100 * (index + 1)))) as [ValidatedRow, ValidatedRow, ValidatedRow]
  const gaps = (): unknown[] => workspace.db.prepare('SELECT p.symbol, g.state FROM snapshot_gap g JOIN project p ON p.id = g.project_id WHERE g.removed_in IS NULL ORDER BY 1').raw().all()

  test('asks about projects that it does not hold, and deletes nothing; the second time changes nothing', () => {
    expect(stageAndCommit(workspace, [one, two, three], snapshot('v1')).changeset).toBeGreaterThan(0)
    const before = contentHash(workspace.db)
    const report = stage(workspace, [one], snapshot('v2'))
    expect(report).toMatchObject({ missingProjects: 2, diff: { unchanged: 1 } })
    expect(report.fileProblems).toContainEqual({ severity: 'warning', code: 'finding.store.missing-projects', params: { count: 2, examples: 'GCP/PHI/002/SWE, GCP/PHI/003/SWE' }, field: 'file' })
    expect(gaps()).toEqual([])
    const { changeset } = commit(workspace.db, report.batch)
    expect(gaps()).toEqual([['GCP/PHI/002/SWE', 'open'], ['GCP/PHI/003/SWE', 'open']])
    expect(storedUsd(workspace.db).get('approval')).toBe(60_000)
    expect(stageAndCommit(workspace, [one], snapshot('v2')).changeset).toBe(0)
    undoChangeset(workspace.db, changeset, { person, now })
    expect(contentHash(workspace.db)).toBe(before)
  })
  test('that holds a project again notes its return', () => {
    stageAndCommit(workspace, [one, two], snapshot('v1'))
    stageAndCommit(workspace, [one], snapshot('v2'))
    const report = stage(workspace, [one, two], snapshot('v3'))
    expect(report).toMatchObject({ missingProjects: 0, diff: { unchanged: 2 } })
    commit(workspace.db, report.batch)
    expect(gaps()).toEqual([['GCP/PHI/002/SWE', 'returned']])
    stageAndCommit(workspace, [one], snapshot('v4'))
    expect(gaps()).toEqual([['GCP/PHI/002/SWE', 'open']])
  })
  test('does not ask about what stands in a rejected row, nor does another kind of file ask', () => {
    stageAndCommit(workspace, [one, two], snapshot('v1'))
    const named = { ...mapping, kind: 'approvals-delivery' as const, columns: mapping.columns.map((column) => (column.column === 0 ? { ...column, field: 'identifier' as const } : column)) }
    const unread: ValidatedRow = { ...rejected(6, 'x'), cells: { columns: [0, 3], texts: ['gcp/phi/002/swe', 'x'] } }
    expect(stage(workspace, [one, unread], { ...snapshot('v2'), mapping: named }).missingProjects).toBe(0)
    expect(stage(workspace, [one], { bytes: 'v3' }).missingProjects).toBe(0)
  })
  test('older than the one on record waits until a person has said that it is meant, and then asks about nothing', () => {
    stageAndCommit(workspace, [one, two], snapshot('v1', { asAt: '2011-06-30' }))
    const report = stage(workspace, [of(5, 'GCP/PHI/001/SWE', amount(90))], snapshot('v2', { asAt: '2011-03-31' }))
    expect(report.fileProblems).toContainEqual({ severity: 'error', code: 'finding.store.older-snapshot', params: { asAt: '2011-03-31', newer: '2011-06-30', file: 'v1.xlsx' }, field: 'file' })
    expect(reasonOf(() => commit(workspace.db, report.batch))).toBe('error.batch-older-snapshot')
    const accepting = setOptions(workspace.db, { batch: report.batch, options: ImportOptions.parse({ asAt: '2011-03-31', isOlderAccepted: true }) }, quietTask)
    expect([accepting.missingProjects, accepting.fileProblems.map(({ severity, code }) => [severity, code])]).toEqual([0, [['warning', 'finding.store.older-snapshot']]])
    commit(workspace.db, report.batch)
    expect([storedUsd(workspace.db).get('approval'), gaps()]).toEqual([29_000, []])
    expect(workspace.db.prepare('SELECT as_at, source, period_start, period_end FROM submission ORDER BY id').raw().all()).toEqual([['2011-06-30', 'fpmis', '2010-01-01', '2010-12-31'], ['2011-03-31', 'fpmis', '2010-01-01', '2010-12-31']])
  })
  test('is as at the end of its last figure where nobody says a day', () => {
    stageAndCommit(workspace, [of(5, 'GCP/PHI/001/SWE', amount(100), amount(5, { period: yearPeriod(2011) }))], snapshot('v1'))
    expect(stage(workspace, [one], snapshot('v2')).fileProblems.map(({ code }) => code)).toContain('finding.store.older-snapshot')
  })
})
