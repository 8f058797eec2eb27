import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { maxPageCells, Table } from '../../../src/shared/contract/common.ts'
import { ProjectDetail } from '../../../src/shared/contract/projects.ts'
import { PackSummary, referenceKinds } from '../../../src/shared/contract/reference.ts'
import { AmountRecord, AmountTrace } from '../../../src/shared/contract/matrices.ts'
import { ChangeEntry, ChangesetEntry } from '../../../src/shared/contract/activity.ts'
import { StagedRow, SubmissionEntry } from '../../../src/shared/contract/submissions.ts'
import { bienniumPeriod, dayPeriod, monthPeriod, noPeriod } from '../../../src/shared/domain/dates.ts'
import { createPartnerMatcher } from '../../../src/main/core/importing/map/partner-matcher.ts'
import { openForReading, closeStore, type ReadableDb } from '../../../src/main/core/store/database.ts'
import { batchRowsSql } from '../../../src/main/core/store/reading/batches.ts'
import { pageSql } from '../../../src/main/core/store/reading/projects.ts'
import { createWorkspaceReading, type WorkspaceReading } from '../../../src/main/core/store/reading/workspace-reading.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import { accepted, amount, draft, makeWorkspace, now, person, rejected, stage, stageAndCommit, type TestWorkspace } from '../importing/staged-workspace.ts'

const size = 260
let workspace: TestWorkspace
let db: ReadableDb
let reading: WorkspaceReading
let batch: number
let changeset: number

const symbolOf = (index: number): string => `GCP/PHI/${String(index + 100)}/SWE`
beforeAll(() => {
  workspace = makeWorkspace()
  const rows = Array.from({ length: size }, (_, index) =>
    accepted(index + 5, draft(symbolOf(index), {
      title: index % 10 === 0 ? `100% of rice_${index}` : `Maize ${index}`,
      isPartnerConfirmed: index % 4 !== 0,
      startDate: `20${String(10 + (index % 5))}-01-01`,
      amounts: [amount(index), amount(1, { measure: 'disbursement', period: noPeriod })],
    }), index % 50 === 0 ? [{ severity: 'warning', code: 'finding.row.hidden', params: { row: index }, field: 'row' }] : []),
  )
  const done = stageAndCommit(workspace, [...rows, rejected(900, 'n/a?')])
  changeset = done.changeset
  batch = stage(workspace, [...rows.slice(0, 120), rejected(900, 'n/a?')], { bytes: 'waiting', name: 'waiting.csv' }).batch
  db = openForReading(workspace.path)
  reading = createWorkspaceReading(db)
})
afterAll(() => {
  closeStore(db)
  workspace.dispose()
})
const page = (over: object = {}) => reading.projects.projectPage({ offset: 0, limit: 200, onlyProposed: false, locale: 'en', ...over })
const column = (table: ReturnType<typeof page>, key: string) => table.columns.find((candidate) => candidate.key === key)?.values ?? []

describe('projects', () => {
  test('come page by page in the order of their symbols, each once', () => {
    const first = Table.parse(page())
    expect([first.total, first.offset, first.changeset]).toEqual([size, 0, changeset])
    const all = [...column(first, 'symbol'), ...column(page({ offset: 200 }), 'symbol')]
    expect(all).toEqual(Array.from({ length: size }, (_, index) => symbolOf(index)).sort())
    expect(first.columns.map(({ key }) => key)).toEqual(['id', 'symbol', 'title', 'partner', 'partnerState', 'country', 'modality', 'approved', 'start', 'end', 'audience', 'sourceFile'])
    expect(page({ limit: 2000 }).columns.reduce((cells, { values }) => cells + values.length, 0)).toBeLessThanOrEqual(maxPageCells)
  })

  test('say who pays, how much was approved and from which file they came', () => {
    const table = page({ limit: 2, locale: 'fr' })
    expect(Object.fromEntries(table.columns.map(({ key, values }) => [key, values[1]]))).toMatchObject({
      symbol: symbolOf(1), partner: 'Suède', partnerState: 'confirmed', country: 'Philippines', modality: 'GCP', approved: 100, start: '2011-01-01', end: null, audience: 'internal', sourceFile: 'grants.xlsx',
    })
    expect(column(table, 'partnerState')[0]).toBe('proposed')
  })

  test.each(['symbol', 'title', 'partner', 'partnerState', 'country', 'modality', 'approved', 'start', 'end', 'audience', 'sourceFile', 'id'])('are sorted by %s both ways', (key) => {
    const up = column(page({ limit: 500, sort: { key, direction: 'asc' } }), key)
    const down = column(page({ limit: 500, sort: { key, direction: 'desc' } }), key)
    expect(up).toEqual([...down].reverse())
    expect(up).toEqual([...up].sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0)))
  })

  test('are searched by every text, signs of a pattern meaning themselves', () => {
    expect(page({ search: 'RICE' }).total).toBe(26)
    expect(page({ search: '100%' }).total).toBe(26)
    expect(page({ search: 'rice_' }).total).toBe(26)
    expect(page({ search: '_' }).total).toBe(26)
    expect(page({ search: 'phi/101' }).total).toBe(1)
    expect(page({ search: 'suède', locale: 'fr' }).total).toBe(size)
    expect(page({ search: "' OR 1=1 --" }).total).toBe(0)
    expect(page({ search: '   ' }).total).toBe(size)
  })

  test('with a proposed partner can be listed alone, with a search too', () => {
    expect(page({ onlyProposed: true }).total).toBe(65)
    expect(page({ onlyProposed: true, search: 'rice' }).total).toBe(13)
  })

  test('are sorted by nothing that is not a column', () => {
    expect(column(page({ sort: { key: 'natural_key; DROP TABLE project', direction: 'asc' } }), 'symbol')[0]).toBe(symbolOf(0))
    expect(column(page({ sort: { key: 'constructor', direction: 'desc' } }), 'symbol')).toHaveLength(200)
  })

  test('show everything known of one', () => {
    const id = Number(column(page(), 'id')[3])
    const detail = ProjectDetail.parse(reading.projects.project(id, 'fr'))
    expect(detail).toMatchObject({ symbol: symbolOf(3), country: 'Philippines', modality: 'GCP', startDate: '2013-01-01', fields: [{ name: 'scope', value: 'country' }, { name: 'audience', value: 'internal' }] })
    expect(detail.amounts.map(({ measure, record }) => [measure, record.period, record.usdCents])).toEqual([['disbursement', '', 100], ['approval', '2010', 300]])
    expect(() => reading.projects.project(-1, 'en')).toThrow('not-found')
  })
})

describe('records', () => {
  test('come in the order that was asked, without those that are gone', () => {
    const ids = db.prepare<[], number>('SELECT id FROM amount ORDER BY id DESC LIMIT 3').pluck().all()
    const records = reading.amounts.recordsById([...ids, 99_999_999, ids[0] ?? 0], 'en')
    expect(records.map(({ amount: id }) => id)).toEqual([...ids, ids[0]])
    for (const record of records) AmountRecord.parse(record)
    AmountTrace.parse(reading.amounts.trace(ids[0] ?? 0, 'en'))
    expect(() => reading.amounts.trace(99_999_999, 'en')).toThrow('not-found')
    expect(reading.amounts.recordsById([], 'en')).toEqual([])
  })
})

describe('submissions', () => {
  test('list what waits and what was committed, and find the same bytes again', () => {
    const list = reading.batches.submissionList().map((entry) => SubmissionEntry.parse(entry))
    expect(list).toMatchObject([
      { id: batch, batch, state: 'staged', file: 'waiting.csv', accepted: 120, rejected: 1, parked: 0, changeset: null },
      { state: 'committed', file: 'grants.xlsx', sheet: 'Grants', person, accepted: size, rejected: 1, changeset },
    ])
    const sha256 = db.prepare<[], string>('SELECT sha256 FROM source_file').pluck().get() ?? ''
    expect(reading.batches.committedBefore(sha256)).toEqual({ submission: list[1]?.id, at: now, sheet: 'Grants' })
    expect(reading.batches.committedBefore('another')).toBeNull()
  })

  test('give rows by kind, by problem, by text, page by page', () => {
    const rowsOf = (over: object = {}) => reading.batches.batchRows({ batch, offset: 0, limit: 50, ...over })
    expect(rowsOf().total).toBe(121)
    expect(rowsOf({ offset: 100 }).rows.map(({ row }) => StagedRow.shape.row.parse(row))).toEqual([...Array.from({ length: 20 }, (_, index) => index + 105), 900])
    expect(rowsOf({ kinds: ['rejected'] }).rows).toMatchObject([{ row: 900, kind: 'rejected', change: 'none', identifier: null, amounts: [] }])
    expect(rowsOf({ problem: 'finding.row.hidden' }).rows.map(({ row }) => row)).toEqual([5, 55, 105])
    expect(rowsOf({ kinds: ['accepted'], search: 'phi/110' }).rows).toMatchObject([{ change: 'unchanged', identifier: symbolOf(10), partner: 'Sweden', amounts: [{ measure: 'approval', original: '10', period: '2010' }, { period: '' }] }])
    expect(rowsOf({ kinds: [] }).total).toBe(0)
    for (const row of rowsOf().rows) StagedRow.parse(row)
  })
})

describe('reference data', () => {
  test.each(referenceKinds)('of %s are a table with a status', (kind) => {
    const table = Table.parse(reading.reference.referencePage({ kind, offset: 0, limit: 2000, locale: 'fr' }))
    expect(table.total).toBeGreaterThan(1)
    const statuses = new Set(column(table, 'status'))
    expect([...statuses].every((status) => status === 'verified' || status === 'unverified')).toBe(true)
    expect(column(table, 'name').every((name) => typeof name === 'string' && name !== '')).toBe(true)
    const sorted = reading.reference.referencePage({ kind, offset: 0, limit: 1, locale: 'fr', sort: { key: 'key', direction: 'desc' } })
    expect(sorted.total).toBe(table.total)
    expect(sorted.columns[0]?.values).toHaveLength(1)
  })

  test('name their packs', () => {
    const packs = reading.reference.packs('fr').map((entry) => PackSummary.parse(entry))
    expect(packs.find(({ id }) => id === 'partners')?.title).toMatch(/^Partenaires/)
    expect(packs.every(({ entries, unverified }) => entries > 0 && unverified >= 0)).toBe(true)
  })

  test('find a partner by name in any language, by code of a spelling or by words', () => {
    const find = (search: string) => reading.reference.findPartners(search, 5, 'en').map(({ key }) => key)
    expect(find('Sweden')[0]).toBe('SWE')
    expect(find('suède')[0]).toBe('SWE')
    expect(find('swed')[0]).toBe('SWE')
    expect(find('european union')[0]).toBe('EU')
    expect(find('no partner of this name')).toEqual([])
    expect(find('')).toHaveLength(5)
  })

  test('serve the matcher: names, codes and parents', () => {
    const register = reading.register()
    expect(register.partners.find(({ key }) => key === 'SWE')?.identifiers).toContainEqual({ system: 'fao-symbol', code: 'SWE' })
    expect(register.countries.find(({ key }) => key === 'PHL')).toMatchObject({ fao: 'PHI', iso2: 'PH', iso3: 'PHL' })
    expect(register.modalities).toContain('GCP')
    expect(createPartnerMatcher(register).matchText('SUÈDE').partnerKey).toBe('SWE')
  })
})

describe('the log and the summary', () => {
  test('list changesets, latest first, with what each changed', () => {
    const { total, entries } = reading.activity.changesetList({ offset: 0, limit: 2 })
    expect(total).toBe(3)
    expect(entries.map((entry) => ChangesetEntry.parse(entry))).toMatchObject([{ id: changeset, kind: 'changeset.import', person, canUndo: true, undoneBy: null }, { kind: 'changeset.packs', canUndo: false }])
    const changes = reading.activity.changes({ changeset, offset: 1, limit: 3 })
    expect(changes.total).toBe(entries[0]?.changes)
    expect(changes.changes.map((change) => ChangeEntry.parse(change).operation)).toEqual(['insert', 'insert', 'insert'])
    expect(reading.activity.changesetList({ offset: 0, limit: 9, search: 'grants' }).total).toBe(1)
    expect(reading.activity.changes({ changeset: 9999, offset: 0, limit: 5 })).toEqual({ total: 0, changes: [] })
  })

  test('count what there is', () => {
    expect(reading.summary.summary()).toEqual({ changeset, counts: { partners: 1, projects: size, amounts: 2 * size, submissions: 1 } })
  })
})

describe('query plans', () => {
  const planOf = (sql: string): string => workspace.db.prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all({ batch: 1, kinds: '[]', problem: 'x', limit: 10, offset: 0 }).map(({ detail }) => detail).join('\n')

  test.each(['symbol', 'title', 'start', 'end', 'id'])('a page of projects by %s walks an index and sorts nothing', (key) => {
    for (const direction of ['asc', 'desc'] as const) {
      const plan = planOf(pageSql({ onlyProposed: false, sort: { key, direction } }))
      expect(plan).not.toContain('TEMP B-TREE')
      if (key !== 'id') expect(plan).toMatch(/SCAN p USING INDEX project_by_/)
    }
  })

  test('projects with a proposed partner are found by their own index', () => {
    expect(planOf(pageSql({ onlyProposed: true }))).toContain('contribution_proposed')
  })

  test('rows of a batch are never looked for in other batches', () => {
    for (const request of [{}, { kinds: ['rejected' as const] }, { problem: 'x' }]) {
      const sql = batchRowsSql(request)
      expect(planOf(sql.page)).not.toMatch(/SCAN (r|s)\b/)
      expect(planOf(sql.count)).not.toMatch(/SCAN r\b/)
    }
    expect(planOf(batchRowsSql({ problem: 'x' }).page)).toContain('staged_row_with_problems')
  })
})

test('what was undone is in no list', () => {
  const own = makeWorkspace()
  const done = stageAndCommit(own, [accepted(5, draft('GCP/PHI/001/SWE', { amounts: [amount(1, { period: dayPeriod('2010-03-05') }), amount(2, { period: monthPeriod(2010, 3) }), amount(3, { period: bienniumPeriod(2010) })] }))])
  const mine = createWorkspaceReading(own.db)
  const id = own.db.prepare<[], number>('SELECT id FROM project').pluck().get() ?? 0
  expect(mine.projects.project(id, 'en').amounts.map(({ record }) => record.period).sort()).toEqual(['2010 M03', '2010-03-05', '2010-11'])
  undoChangeset(own.db, done.changeset, { person, now })
  expect(mine.projects.projectPage({ offset: 0, limit: 10, onlyProposed: false, locale: 'en' }).total).toBe(0)
  expect(mine.summary.summary().counts).toEqual({ partners: 0, projects: 0, amounts: 0, submissions: 0 })
  expect(() => mine.projects.project(id, 'en')).toThrow('not-found')
  expect(mine.activity.changesetList({ offset: 0, limit: 2 }).entries).toMatchObject([{ kind: 'changeset.undo', undoes: done.changeset, canUndo: true }, { id: done.changeset, undoneBy: done.changeset + 1, canUndo: false }])
  own.dispose()
})
