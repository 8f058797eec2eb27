/** How a file meets the register: matching behaviours by name, an office's period replaced, blanks by column, skipped columns. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { monthPeriod, yearPeriod } from '../../../src/shared/domain/dates.ts'
import { ImportOptions } from '../../../src/shared/domain/import-options.ts'
import type { SubmissionField } from '../../../src/shared/domain/kinds.ts'
import type { ColumnMapping, SubmissionMapping } from '../../../src/shared/domain/submission.ts'
import { setOptions } from '../../../src/main/core/importing/stage/batch-methods.ts'
import { keptFigure } from '../../../src/main/core/importing/stage/corrected-figure.ts'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { createBatchReading } from '../../../src/main/core/store/reading/batches.ts'
import { quietTask } from '../../../src/main/core/store/store-task.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import { inChangeset } from '../../../src/main/core/store/write-gate.ts'
import { accepted, amount, commit, draft, makeWorkspace, mapping, now, person, reasonOf, rejected, stage, stageAndCommit, storedUsd, type TestWorkspace } from './staged-workspace.ts'

let workspace: TestWorkspace
beforeEach(() => {
  workspace = makeWorkspace()
})
afterEach(() => workspace.dispose())

const cells = (batch: number) => createBatchReading(workspace.db).changedCells({ batch, offset: 0, limit: 100 }).cells
const rowsOf = (batch: number) => createBatchReading(workspace.db).batchRows({ batch, offset: 0, limit: 100 }).rows
const codes = (report: { readonly fileProblems: readonly { readonly code: string }[] }): string[] => report.fileProblems.map(({ code }) => code)
const projectField = (symbol: string, column: string): unknown => workspace.db.prepare<[string]>(`SELECT ${column} FROM project WHERE symbol = ? AND removed_in IS NULL`).pluck().get(symbol)
const liveAmounts = (): number => workspace.db.prepare<[], number>('SELECT count(*) FROM amount WHERE to_changeset IS NULL').pluck().get() ?? 0
const offices = (): readonly string[] => workspace.db.prepare<[], string>("SELECT natural_key FROM office WHERE level = 'country' AND removed_in IS NULL ORDER BY natural_key LIMIT 2").pluck().all()

const first = accepted(5, draft('GCP/PHI/001/SWE', { status: 'ongoing', amounts: [amount(1000)] }))
const another = accepted(5, draft('GCP/PHI/001/SWE', { title: 'Another title of GCP/PHI/001/SWE', status: 'closed', amounts: [amount(1200)] }))
const fresh = accepted(6, draft('GCP/PHI/002/SWE', { amounts: [amount(50)] }))

describe('add or update', () => {
  test('changes fields and figures, lists each with both values, and adds what is new', () => {
    stageAndCommit(workspace, [first])
    const report = stage(workspace, [another, fresh], { bytes: 'v2' })
    expect(report).toMatchObject({ diff: { added: 1, changed: 1, unchanged: 0, rejected: 0 }, changedFields: 3, removedFigures: 0 })
    expect(cells(report.batch)).toEqual([
      { row: 5, name: 'GCP/PHI/001/SWE', field: 'title', before: 'Title of GCP/PHI/001/SWE', after: 'Another title of GCP/PHI/001/SWE' },
      { row: 5, name: 'GCP/PHI/001/SWE', field: 'status', before: 'ongoing', after: 'closed' },
      { row: 5, name: 'GCP/PHI/001/SWE', field: 'approval 2010', before: '1000 USD', after: '1200 USD' },
    ])
    expect(createBatchReading(workspace.db).changedCells({ batch: report.batch, offset: 2, limit: 5 })).toMatchObject({ total: 3, cells: [{ field: 'approval 2010' }] })
  })
  test('a confirmed partner is a changed field, dates are ISO', () => {
    stageAndCommit(workspace, [accepted(5, draft('GCP/PHI/001/SWE', { isPartnerConfirmed: false }))])
    const report = stage(workspace, [accepted(5, draft('GCP/PHI/001/SWE', { startDate: '2010-03-01' }))], { bytes: 'v2' })
    expect(cells(report.batch).map(({ field, before, after }) => [field, before, after])).toEqual([['start-date', null, '2010-03-01'], ['partner-state', 'proposed', 'confirmed']])
  })
})

describe('add only', () => {
  const options = { behaviour: 'add-only' } as const
  test('leaves what the register holds, says in which rows the file differs, and adds the rest', () => {
    stageAndCommit(workspace, [first])
    const report = stage(workspace, [another, fresh], { bytes: 'v2', options })
    expect(report).toMatchObject({ diff: { added: 1, changed: 0, unchanged: 1, rejected: 0 }, changedFields: 0 })
    expect(report.fileProblems).toContainEqual({ severity: 'info', code: 'finding.store.left-as-held', params: { count: 1, rows: '5' }, field: 'file' })
    expect(report.moneyEffect).toEqual([{ partner: 'Sweden', year: '2010', measure: 'approval', before: 100_000, after: 105_000 }])
    commit(workspace.db, report.batch)
    expect([projectField('GCP/PHI/001/SWE', 'status'), storedUsd(workspace.db).get('approval')]).toEqual(['ongoing', 105_000])
  })
  test('nothing new writes nothing', () => {
    stageAndCommit(workspace, [first])
    expect(commit(workspace.db, stage(workspace, [another], { bytes: 'v2', options }).batch).changeset).toBe(0)
  })
  test('another year of a known project is new', () => {
    stageAndCommit(workspace, [first])
    const report = stage(workspace, [accepted(5, draft('GCP/PHI/001/SWE', { amounts: [amount(70, { period: yearPeriod(2015) })] }))], { bytes: 'v2', options })
    expect(report.diff).toMatchObject({ added: 1, unchanged: 0 })
  })
})

describe('update only', () => {
  const options = { behaviour: 'update-only' } as const
  test('rejects what is not there, with its money, and updates the rest', () => {
    stageAndCommit(workspace, [first])
    const report = stage(workspace, [another, fresh], { bytes: 'v2', options })
    expect(report).toMatchObject({ diff: { added: 0, changed: 1, unchanged: 0, rejected: 1 }, accounting: { accepted: 1, rejected: 1 } })
    expect(rowsOf(report.batch)[1]).toMatchObject({ row: 6, kind: 'rejected', problems: [{ severity: 'error', code: 'finding.store.not-there', params: { project: 'GCP/PHI/002/SWE' } }] })
    commit(workspace.db, report.batch)
    expect(storedUsd(workspace.db).get('approval')).toBe(120_000)
  })
  test('rows come back when the behaviour is changed, and go again', () => {
    stageAndCommit(workspace, [first])
    const { batch } = stage(workspace, [another, fresh], { bytes: 'v2', options })
    const again = setOptions(workspace.db, { batch, options: ImportOptions.parse({}) }, quietTask)
    expect(again).toMatchObject({ diff: { added: 1, changed: 1, rejected: 0 }, accounting: { accepted: 2, rejected: 0 }, options: { behaviour: 'add-or-update' } })
    expect(rowsOf(batch)[1]).toMatchObject({ kind: 'accepted', problems: [] })
    expect(setOptions(workspace.db, { batch, options: ImportOptions.parse(options) }, quietTask).diff).toMatchObject({ changed: 1, rejected: 1 })
  })
})

describe("replacing an office's period", () => {
  const period = { start: '2010-01-01', end: '2010-12-31' }
  const ofOffice = (): SubmissionMapping => ({ ...mapping, constants: { office: offices()[0] ?? '' } })
  const later = accepted(7, draft('GCP/PHI/003/SWE', { amounts: [amount(30), amount(40, { period: yearPeriod(2011) })] }))

  test('ends the figures of the period that the office gave before and gives no more; undo brings them back', () => {
    stageAndCommit(workspace, [first, fresh, later], { mapping: ofOffice() })
    const before = contentHash(workspace.db)
    const report = stage(workspace, [first], { bytes: 'v2', mapping: ofOffice(), options: { behaviour: 'replace-period', period } })
    expect(report).toMatchObject({ removedFigures: 2, changedFields: 2, diff: { added: 0, changed: 0, unchanged: 1 } })
    expect(report.moneyEffect).toEqual([{ partner: 'Sweden', year: '2010', measure: 'approval', before: 108_000, after: 100_000 }])
    expect(cells(report.batch)).toEqual([
      { row: null, name: 'GCP/PHI/002/SWE', field: 'approval 2010', before: '50 USD', after: null },
      { row: null, name: 'GCP/PHI/003/SWE', field: 'approval 2010', before: '30 USD', after: null },
    ])
    const { changeset } = commit(workspace.db, report.batch)
    expect(changeset).toBeGreaterThan(0)
    expect([liveAmounts(), storedUsd(workspace.db).get('approval')]).toEqual([2, 104_000])
    expect(workspace.db.prepare('SELECT count(*) FROM source_cell s JOIN amount a ON a.id = s.amount_id WHERE s.to_changeset IS NULL AND a.to_changeset IS NOT NULL').pluck().get()).toBe(0)
    undoChangeset(workspace.db, changeset, { person, now })
    expect(contentHash(workspace.db)).toBe(before)
  })
  test('another office’s and another kind’s figures stay', () => {
    stageAndCommit(workspace, [first], { mapping: { ...mapping, constants: { office: offices()[1] ?? '' } } })
    stageAndCommit(workspace, [fresh], { bytes: 'v2', mapping: { ...ofOffice(), kind: 'receipts' } })
    expect(stage(workspace, [later], { bytes: 'v3', mapping: ofOffice(), options: { behaviour: 'replace-period', period } }).removedFigures).toBe(0)
  })
  test('a figure under another date replaces the old one without a question', () => {
    stageAndCommit(workspace, [first], { mapping: ofOffice() })
    const moved = accepted(5, draft('GCP/PHI/001/SWE', { amounts: [amount(900, { period: monthPeriod(2010, 6) })] }))
    expect(stage(workspace, [moved], { bytes: 'v2', mapping: ofOffice() }).diff.rejected).toBe(1)
    const report = stage(workspace, [moved], { bytes: 'v2', mapping: ofOffice(), options: { behaviour: 'replace-period', period } })
    expect(report).toMatchObject({ removedFigures: 1, diff: { rejected: 0 } })
    commit(workspace.db, report.batch)
    expect(storedUsd(workspace.db).get('approval')).toBe(90_000)
  })
  test('a figure that a person corrected stays, and is said; one whose correction has ended goes with it, and undo brings both back', () => {
    stageAndCommit(workspace, [first, fresh], { mapping: ofOffice() })
    const correct = (symbol: string, state: string): void => void inChangeset(workspace.db, { person, kind: 'edit', reason: 'a correction', now }, (writer) => {
      const found = workspace.db.prepare<[string], { id: number; key: string }>('SELECT a.id, a.natural_key AS key FROM amount a JOIN contribution c ON c.id = a.contribution_id JOIN project p ON p.id = c.project_id WHERE p.symbol = ? AND a.to_changeset IS NULL').get(symbol)
      const figure = JSON.stringify(keptFigure({ state: 'value', original: '1', currency: 'USD', other_original: null, other_currency: null, rate: null, rate_source: null, rate_date: null, usd_cents: 100, is_usd_recorded: 1 }))
      writer.insert('correction', { natural_key: `${found?.key ?? ''}|1`, amount_id: found?.id ?? 0, source_figure: figure, figure, state, said_by: 'Amina', channel: 'telephone', said_on: '2012-05-01' })
    })
    correct('GCP/PHI/001/SWE', 'live')
    correct('GCP/PHI/002/SWE', 'retired')
    const before = contentHash(workspace.db)
    const report = stage(workspace, [later], { bytes: 'v2', mapping: ofOffice(), options: { behaviour: 'replace-period', period } })
    expect(report.removedFigures).toBe(1)
    expect(report.fileProblems).toContainEqual({ severity: 'warning', code: 'finding.store.replaced-corrected', params: { count: 1, examples: 'GCP/PHI/001/SWE' }, field: 'file' })
    const { changeset } = commit(workspace.db, report.batch)
    expect(workspace.db.prepare('SELECT state FROM correction WHERE removed_in IS NULL').pluck().all()).toEqual(['live'])
    undoChangeset(workspace.db, changeset, { person, now })
    expect(contentHash(workspace.db)).toBe(before)
  })
  test('a file whose figures only stand beside takes nothing out', () => {
    stageAndCommit(workspace, [first, fresh], { mapping: ofOffice() })
    inChangeset(workspace.db, { person, kind: 'edit', reason: 'a rule', now }, (writer) => writer.insert('source_of_record', { natural_key: 'approval|', measure: 'approval', source: 'fpmis', reason: '' }))
    expect(stage(workspace, [first], { bytes: 'v2', mapping: ofOffice(), options: { behaviour: 'replace-period', period } })).toMatchObject({ removedFigures: 0, besideFigures: 1 })
  })
  test('what a rejected row speaks of stays, and is said', () => {
    stageAndCommit(workspace, [first, fresh], { mapping: ofOffice() })
    const named: SubmissionMapping = { ...ofOffice(), columns: mapping.columns.map((column): ColumnMapping => (column.column === 0 ? { ...column, field: 'identifier' } : column)) }
    const unread = { ...rejected(6, 'about 50'), cells: { columns: [0, 3], texts: ['gcp/phi/002/swe', 'about 50'] } }
    const report = stage(workspace, [first, unread], { bytes: 'v2', mapping: named, options: { behaviour: 'replace-period', period } })
    expect(report.removedFigures).toBe(0)
    expect(report.fileProblems).toContainEqual({ severity: 'warning', code: 'finding.store.replaced-left-out', params: { count: 1, examples: 'GCP/PHI/002/SWE' }, field: 'file' })
  })
  test.each([
    ['no office', mapping, period, 'office'],
    ['no period', null, null, 'period'],
  ])('%s: nothing is committed before it is said', (_name, given, ofPeriod, missing) => {
    const report = stage(workspace, [first], { mapping: given ?? ofOffice(), options: { behaviour: 'replace-period', period: ofPeriod } })
    expect(report.fileProblems).toContainEqual({ severity: 'error', code: 'finding.store.replace-needs', params: { missing }, field: 'file' })
    expect(reasonOf(() => commit(workspace.db, report.batch))).toBe('error.batch-replace-needs')
    setOptions(workspace.db, { batch: report.batch, options: ImportOptions.parse({}) }, quietTask)
    expect(commit(workspace.db, report.batch).changeset).toBeGreaterThan(0)
  })
})

describe('a blank', () => {
  const column = (index: number, field: SubmissionField | 'ignore'): ColumnMapping => ({ column: index, header: field, field, confidence: 1, reason: { key: 'reason.header', params: {} }, isConfirmed: true, samples: [] })
  const mapped: SubmissionMapping = { ...mapping, columns: [column(0, 'identifier'), column(1, 'status'), column(2, 'start-date'), column(3, 'ignore')] }
  const full = accepted(5, draft('GCP/PHI/001/SWE', { status: 'ongoing', startDate: '2010-03-01', sector: 'fisheries' }))
  const blank = accepted(5, draft('GCP/PHI/001/SWE', { status: null, startDate: null, sector: null }))
  const meaning = (column: number, is: 'clear' | 'ask') => ({ blanks: [{ column, meaning: is }] })

  test('keeps by itself', () => {
    stageAndCommit(workspace, [full], { mapping: mapped })
    expect(stage(workspace, [blank], { bytes: 'v2', mapping: mapped })).toMatchObject({ diff: { unchanged: 1 }, changedFields: 0 })
  })
  test('clears where its column says so, and nothing else; undo restores', () => {
    stageAndCommit(workspace, [full], { mapping: mapped })
    const before = contentHash(workspace.db)
    const report = stage(workspace, [blank], { bytes: 'v2', mapping: mapped, options: meaning(1, 'clear') })
    expect(report).toMatchObject({ diff: { changed: 1, unchanged: 0 }, changedFields: 1 })
    expect(cells(report.batch)).toEqual([{ row: 5, name: 'GCP/PHI/001/SWE', field: 'status', before: 'ongoing', after: null }])
    const { changeset } = commit(workspace.db, report.batch)
    expect([projectField('GCP/PHI/001/SWE', 'status'), projectField('GCP/PHI/001/SWE', 'start_date'), projectField('GCP/PHI/001/SWE', 'sector')]).toEqual([null, '2010-03-01', 'fisheries'])
    expect(stage(workspace, [blank], { bytes: 'v2', mapping: mapped, options: meaning(1, 'clear') }).diff.unchanged).toBe(1)
    undoChangeset(workspace.db, changeset, { person, now })
    expect(contentHash(workspace.db)).toBe(before)
  })
  test('of one row is none where another row of the project gives the field', () => {
    stageAndCommit(workspace, [full], { mapping: mapped })
    const more = accepted(6, draft('GCP/PHI/001/SWE', { status: 'ongoing', amounts: [] }))
    expect(stage(workspace, [blank, more], { bytes: 'v2', mapping: mapped, options: meaning(1, 'clear') }).changedFields).toBe(0)
  })
  test('asks, naming the field and what is held: every row of the project waits', () => {
    stageAndCommit(workspace, [full], { mapping: mapped })
    const more = accepted(6, draft('GCP/PHI/001/SWE', { amounts: [amount(5, { measure: 'receipt' })] }))
    const report = stage(workspace, [blank, more], { bytes: 'v2', mapping: mapped, options: meaning(1, 'ask') })
    expect(report.diff).toMatchObject({ rejected: 2, unchanged: 0 })
    expect(rowsOf(report.batch)[0]?.problems).toEqual([{ severity: 'error', code: 'finding.store.blank-asked', params: { field: 'status', held: 'ongoing' }, field: 'status' }])
  })
  test('a text that cannot be read is no blank', () => {
    stageAndCommit(workspace, [full], { mapping: mapped })
    const unreadable = { ...blank, cells: { columns: [0, 2], texts: ['GCP/PHI/001/SWE', 'soon'] } }
    expect(stage(workspace, [unreadable], { bytes: 'v2', mapping: mapped, options: meaning(2, 'clear') }).changedFields).toBe(0)
  })
  test('of a skipped column touches nothing, whatever is said of it', () => {
    stageAndCommit(workspace, [full], { mapping: mapped })
    const report = stage(workspace, [blank], { bytes: 'v2', mapping: mapped, options: meaning(3, 'clear') })
    expect(report).toMatchObject({ diff: { unchanged: 1 }, changedFields: 0 })
    expect(codes(report)).toEqual([])
  })
})
