import { existsSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { monthPeriod, noPeriod, yearPeriod } from '../../../src/shared/domain/dates.ts'
import { AppFailure } from '../../../src/shared/result.ts'
import { commitBatch } from '../../../src/main/core/importing/commit/commit-batch.ts'
import { addRows, beginBatch, discardBatch, finishBatch } from '../../../src/main/core/importing/stage/batch-methods.ts'
import { readSourceBytes } from '../../../src/main/core/importing/stage/keep-source-bytes.ts'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { closeStore } from '../../../src/main/core/store/database.ts'
import { createWorkspaceReading } from '../../../src/main/core/store/reading/workspace-reading.ts'
import { quietTask } from '../../../src/main/core/store/store-task.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import { readHead } from '../../../src/main/core/store/write-gate.ts'
import { accepted, amount, commit, draft, makeWorkspace, mapping, now, openWorkspace, person, rejected, stage, stageAndCommit, storedUsd, type TestWorkspace } from './staged-workspace.ts'

let workspace: TestWorkspace
beforeEach(() => {
  workspace = makeWorkspace()
})
afterEach(() => workspace.dispose())

const count = (sql: string): number => workspace.db.prepare<[], number>(sql).pluck().get() ?? 0
const liveAmounts = (): number => count('SELECT count(*) FROM amount WHERE to_changeset IS NULL')
const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof AppFailure) return `${error.error.code} ${error.error.reason}`
    throw error
  }
  return 'no error'
}
const rows = [
  accepted(5, draft('GCP/PHI/001/SWE', { amounts: [amount(1000.5), amount(200, { measure: 'disbursement', period: noPeriod })] })),
  accepted(6, draft('GCP/PHI/002/SWE', { amounts: [amount(-50)] })),
  accepted(7, draft(null, { identifier: 'P-17', countryKey: 'PHL', amounts: [amount(0)] })),
  rejected(8, 'about 12'),
]

describe('a staged file', () => {
  test('is invisible in the register, says what it would do, and survives a restart', () => {
    const before = contentHash(workspace.db)
    const report = stage(workspace, rows)
    expect(report.diff).toEqual({ added: 3, changed: 0, unchanged: 0, rejected: 1 })
    expect(report.moneyEffect).toEqual([
      { partner: 'Sweden', year: '2010', measure: 'approval', before: 0, after: 95_050 },
      { partner: 'Sweden', year: 'none', measure: 'disbursement', before: 0, after: 20_000 },
    ])
    expect(report.problemCounts).toEqual([{ code: 'finding.cell.unreadable-number', severity: 'error', count: 1 }, { code: 'finding.store.no-original', severity: 'warning', count: 1 }])
    expect(contentHash(workspace.db)).toBe(before)
    closeStore(workspace.db)
    const again = openWorkspace(workspace.path)
    expect(createWorkspaceReading(again).batches.batch(report.batch)).toEqual(report)
    expect(commit(again, report.batch).diff).toEqual(report.diff)
    closeStore(again)
  })

  test('is committed in one changeset with every figure and its cell', () => {
    const report = stageAndCommit(workspace, rows)
    expect(report).toMatchObject({ diff: { added: 3, changed: 0, unchanged: 0, rejected: 1 }, usdByMeasure: [{ measure: 'approval', cents: 95_050 }, { measure: 'disbursement', cents: 20_000 }] })
    expect(readHead(workspace.db).id).toBe(report.changeset)
    expect(storedUsd(workspace.db)).toEqual(new Map([['approval', 95_050], ['disbursement', 20_000]]))
    const reading = createWorkspaceReading(workspace.db)
    const id = count("SELECT a.id FROM amount a WHERE a.measure = 'disbursement'")
    expect(reading.amounts.trace(id, 'fr')).toMatchObject({
      record: { symbol: 'GCP/PHI/001/SWE', partner: 'Suède', isPartnerConfirmed: true, country: 'Philippines', modality: 'GCP', original: '200', usdCents: 20_000, period: '' },
      cells: [{ field: 'amount', file: 'grants.xlsx', sheet: 'Grants', address: 'D5', raw: '200' }],
      submission: { id: report.submission, file: 'grants.xlsx' },
      changeset: { id: report.changeset, person },
    })
  })

  test('keeps its rejected rows with their reasons once it is committed, and lets the others go', () => {
    const { batch } = stage(workspace, rows)
    commit(workspace.db, batch)
    const kept = createWorkspaceReading(workspace.db).batches.batchRows({ batch, offset: 0, limit: 100 })
    expect(kept.rows).toMatchObject([{ row: 8, kind: 'rejected', problems: [{ code: 'finding.cell.unreadable-number', address: 'D8', params: { text: 'about 12' } }], cells: [{ address: 'D8', text: 'about 12' }] }])
    expect(codeOf(() => commit(workspace.db, batch))).toBe('conflict error.batch-committed')
  })

  test('leaves nothing when it is discarded, not even its bytes', () => {
    const { batch } = stage(workspace, rows)
    expect(count('SELECT count(*) FROM chunk')).toBe(1)
    discardBatch(workspace.db, batch)
    expect([count('SELECT count(*) FROM chunk'), count('SELECT count(*) FROM staged_row'), count('SELECT count(*) FROM staging_batch')]).toEqual([0, 0, 0])
    expect(codeOf(() => commit(workspace.db, batch))).toBe('not-found error.batch-gone')
    expect(codeOf(() => discardBatch(workspace.db, batch))).toBe('not-found error.batch-gone')
  })

  test('whose rows are of another form is refused', () => {
    const { batch } = beginBatch(workspace.db, { file: { path: workspace.path, name: 'x', size: 65 * 1024 * 1024, sha256: 'x' }, sheet: 'S', mapping, person, now }, quietTask)
    for (const bad of ['{}', '[{"row":1}]', '[{"row":1.5,"kind":"accepted","problems":[],"cells":[],"draft":{}}]', '[{"row":1,"kind":"guess","problems":[],"cells":[]}]', '[{"row":1,"kind":"accepted","problems":[],"cells":[]}]', '[']) {
      expect(() => addRows(workspace.db, batch, Buffer.from(bad))).toThrow(/form|JSON/)
    }
    expect(count('SELECT count(*) FROM staged_row')).toBe(0)
    expect(codeOf(() => commit(workspace.db, batch))).toBe('not-found error.batch-gone')
  })
})

describe('the bytes of a file', () => {
  const big = Buffer.alloc(2.5 * 1024 * 1024, 'RMMS')
  test('are kept in compressed pieces, each content once, and come back as they were', () => {
    stageAndCommit(workspace, rows, { bytes: big })
    // Two full pieces of equal content and the half one.
    expect(count('SELECT count(*) FROM chunk')).toBe(2)
    expect(count('SELECT sum(length(bytes)) FROM chunk')).toBeLessThan(100_000)
    const sha256 = workspace.db.prepare<[], string>('SELECT sha256 FROM source_file WHERE has_bytes = 1').pluck().get() ?? ''
    expect(Buffer.compare(Buffer.from(readSourceBytes(workspace.db, sha256) ?? []), big)).toBe(0)
  })

  test('that changed since they were read are refused and not kept', () => {
    expect(existsSync(workspace.path)).toBe(true)
    const start = { file: { path: workspace.path, name: 'grants.xlsx', size: 10, sha256: 'another' }, sheet: 'S', mapping, person, now }
    expect(codeOf(() => beginBatch(workspace.db, start, quietTask))).toBe('conflict error.batch-file-changed')
    expect([count('SELECT count(*) FROM chunk'), count('SELECT count(*) FROM staging_batch')]).toEqual([0, 0])
  })
})

describe('the same file again', () => {
  test('changes nothing at all', () => {
    const first = stageAndCommit(workspace, rows)
    const before = { hash: contentHash(workspace.db), head: readHead(workspace.db), changes: count('SELECT count(*) FROM change') }
    const again = stage(workspace, rows)
    expect(again.diff).toEqual({ added: 0, changed: 0, unchanged: 3, rejected: 1 })
    expect(again.moneyEffect).toEqual([])
    expect(commit(workspace.db, again.batch)).toEqual({ submission: first.submission, changeset: 0, diff: again.diff, usdByMeasure: first.usdByMeasure })
    expect({ hash: contentHash(workspace.db), head: readHead(workspace.db), changes: count('SELECT count(*) FROM change') }).toEqual(before)
    expect(count("SELECT count(*) FROM staging_batch WHERE state <> 'committed'")).toBe(0)
  })

  test('is new again after an undo, and the undo restores the content', () => {
    const empty = contentHash(workspace.db)
    const first = stageAndCommit(workspace, rows)
    const full = contentHash(workspace.db)
    undoChangeset(workspace.db, first.changeset, { person, now })
    expect(contentHash(workspace.db)).toBe(empty)
    expect(createWorkspaceReading(workspace.db).batches.submissionList()).toMatchObject([{ id: first.submission, state: 'undone', changeset: first.changeset }])
    expect(stageAndCommit(workspace, rows).diff.added).toBe(3)
    expect(contentHash(workspace.db)).toBe(full)
  })

  test('with its rows in another order and elsewhere in the sheet is the same', () => {
    stageAndCommit(workspace, rows)
    const moved = [...rows].reverse().map((row, index) => ({ ...row, row: 100 + index }))
    expect(stage(workspace, moved, { bytes: 'other bytes' }).diff).toEqual({ added: 0, changed: 0, unchanged: 3, rejected: 1 })
  })
})

describe('a later file', () => {
  test('with another figure changes the amount, keeps what was said before, and undo brings it back', () => {
    stageAndCommit(workspace, rows)
    const before = contentHash(workspace.db)
    const changed = [accepted(5, draft('GCP/PHI/001/SWE', { amounts: [amount(1500, { cells: [{ field: 'amount', address: 'E9', raw: '1500' }] }), amount(200, { measure: 'disbursement', period: noPeriod })] })), rows[1], rows[2]].filter((row) => row !== undefined)
    const report = stage(workspace, changed, { bytes: 'v2' })
    expect(report.diff).toEqual({ added: 0, changed: 1, unchanged: 2, rejected: 0 })
    expect(report.moneyEffect).toEqual([{ partner: 'Sweden', year: '2010', measure: 'approval', before: 95_050, after: 145_000 }])
    const { changeset } = commit(workspace.db, report.batch)
    expect(storedUsd(workspace.db).get('approval')).toBe(145_000)
    expect(count('SELECT count(*) FROM amount WHERE to_changeset IS NOT NULL AND usd_cents = 100050')).toBe(1)
    expect(workspace.db.prepare("SELECT x.address FROM source_cell x JOIN amount a ON a.id = x.amount_id WHERE a.usd_cents = 150000 AND a.to_changeset IS NULL AND x.to_changeset IS NULL").pluck().all()).toEqual(['E9'])
    undoChangeset(workspace.db, changeset, { person, now })
    expect(contentHash(workspace.db)).toBe(before)
  })

  test('a file of another office under the same name misses nothing of the first', () => {
    stageAndCommit(workspace, rows)
    const report = stage(workspace, [accepted(5, draft('GCP/BDI/700/JPN', { title: 'Another office' }))], { bytes: 'other office' })
    expect(report.fileProblems).toEqual([])
  })

  test('without a row keeps it, and says which figures it does not hold', () => {
    stageAndCommit(workspace, rows)
    const report = stage(workspace, rows.slice(1), { bytes: 'v2' })
    expect(report.fileProblems).toEqual([{ severity: 'info', code: 'finding.store.not-in-file', params: { count: 2, examples: 'GCP/PHI/001/SWE' }, field: 'file' }])
    expect(commit(workspace.db, report.batch).changeset).toBe(0)
    expect(liveAmounts()).toBe(4)
  })

  test('with a blank where the register has a figure keeps the figure and warns', () => {
    stageAndCommit(workspace, rows)
    const blank = accepted(6, draft('GCP/PHI/002/SWE', { amounts: [amount(0, { state: 'not-reported', original: null, usdCents: null, isUsdRecorded: false })] }))
    const report = stage(workspace, [blank], { bytes: 'v2' })
    expect(report.diff.unchanged).toBe(1)
    expect(report.problemCounts).toEqual([{ code: 'finding.store.blank-kept', severity: 'warning', count: 1 }])
  })

  test('with the figure that was missing fills it in', () => {
    const missing = amount(0, { state: 'not-reported', original: null, currency: 'PHP', usdCents: null, isUsdRecorded: false })
    stageAndCommit(workspace, [accepted(6, draft('GCP/PHI/002/SWE', { amounts: [missing] }))])
    const report = stage(workspace, [accepted(6, draft('GCP/PHI/002/SWE', { amounts: [amount(70)] }))], { bytes: 'v2' })
    expect(report.diff).toMatchObject({ changed: 1, added: 0 })
    commit(workspace.db, report.batch)
    expect([liveAmounts(), storedUsd(workspace.db).get('approval')]).toEqual([1, 7000])
    expect(stage(workspace, [accepted(9, draft('GCP/PHI/002/SWE', { amounts: [amount(70)] }))], { bytes: 'v2' }).diff.unchanged).toBe(1)
  })

  test('with another date corrects the date of the only figure that fits, and says so; undo brings it back', () => {
    stageAndCommit(workspace, [rows[1]].filter((row) => row !== undefined))
    const before = contentHash(workspace.db)
    const moved = [accepted(6, draft('GCP/PHI/002/SWE', { amounts: [amount(-50, { period: monthPeriod(2011, 3) })] }))]
    const report = stage(workspace, moved, { bytes: 'v2' })
    const staged = createWorkspaceReading(workspace.db).batches.batchRows({ batch: report.batch, offset: 0, limit: 10, problem: 'finding.store.period-corrected' })
    expect(staged).toMatchObject({ total: 1, rows: [{ row: 6, change: 'changed', problems: [{ severity: 'warning', params: { periods: '2010 -50 USD', period: '2011 M03' } }, { code: 'finding.store.no-original' }] }] })
    expect(report.moneyEffect).toEqual([{ partner: 'Sweden', year: '2010', measure: 'approval', before: -5000, after: 0 }, { partner: 'Sweden', year: '2011', measure: 'approval', before: 0, after: -5000 }])
    const { changeset } = commit(workspace.db, report.batch)
    expect([liveAmounts(), storedUsd(workspace.db).get('approval')]).toEqual([1, -5000])
    expect(stage(workspace, moved, { bytes: 'v2' }).diff).toMatchObject({ added: 0, changed: 0, unchanged: 1 })
    undoChangeset(workspace.db, changeset, { person, now })
    expect(contentHash(workspace.db)).toBe(before)
  })

  test('brings fields of a project up to date, a blank erases nothing', () => {
    stageAndCommit(workspace, [accepted(5, draft('GCP/PHI/001/SWE', { title: 'Old', status: 'Ongoing', sector: 'Rice' }))])
    expect(stageAndCommit(workspace, [accepted(5, draft('GCP/PHI/001/SWE', { title: 'New', status: null, sector: null }))], { bytes: 'v2' }).diff.changed).toBe(1)
    expect(workspace.db.prepare('SELECT title, status, sector FROM project WHERE removed_in IS NULL').all()).toEqual([{ title: 'New', status: 'Ongoing', sector: 'Rice' }])
  })
})

describe('equals in one file', () => {
  test('are told apart by their order, and the second of the same figure is a repeat', () => {
    const twice = [accepted(5, draft('TCP/RAS/3409', { partnerKey: 'ASSESSED' })), accepted(6, draft('TCP/RAS/3409', { partnerKey: 'ASSESSED' })), accepted(7, draft('TCP/RAS/3409', { partnerKey: 'ASSESSED', amounts: [amount(7)] }))]
    stageAndCommit(workspace, twice)
    expect(workspace.db.prepare('SELECT usd_cents, is_repeat FROM amount ORDER BY natural_key').raw().all()).toEqual([[100_000, 0], [100_000, 1], [700, 0]])
    expect(stage(workspace, twice).diff.unchanged).toBe(3)
    // A third one more in the next file is the only news.
    expect(stageAndCommit(workspace, [...twice, accepted(8, draft('TCP/RAS/3409', { partnerKey: 'ASSESSED', amounts: [amount(9)] }))], { bytes: 'v2' }).diff).toMatchObject({ added: 1, unchanged: 3 })
  })

  test('of two senders with the same number are two projects', () => {
    const from = (partner: string, country: string) => draft(null, { identifier: '1', partnerText: partner, countryKey: country })
    stageAndCommit(workspace, [accepted(5, from('Sweden', 'PHL')), accepted(6, draft(null, { identifier: '1', partnerText: 'Norway', partnerKey: 'NOR', partnerName: 'Norway', countryKey: 'PHL' })), accepted(7, from('Sweden', 'HND'))])
    expect(count('SELECT count(*) FROM project WHERE removed_in IS NULL')).toBe(3)
  })

  test('a figure twice in one row is no repeat; neither are rows without an identifier', () => {
    const row = accepted(5, draft('GCP/PHI/001/SWE', { amounts: [amount(5), amount(5)] }))
    const nameless = (number: number) => accepted(number, draft(null, { title: 'The same', amounts: [amount(8)] }))
    stageAndCommit(workspace, [row, nameless(6), nameless(7)])
    expect(count('SELECT sum(is_repeat) FROM amount')).toBe(0)
    expect(liveAmounts()).toBe(4)
  })
})

describe('partners and parents', () => {
  const unknown = draft('GCP/PHI/003', { partnerText: 'Order of Malta', partnerKey: null, partnerName: 'Order of Malta', isPartnerConfirmed: false, partnerReason: { key: 'reason.partner-new', params: { text: 'Order of Malta' } } })
  test('that nobody knows are made as proposed, once, under their parent, and are found again', () => {
    const child = { ...unknown, partnerParentText: 'SWEDEN' }
    expect(stageAndCommit(workspace, [accepted(5, child), accepted(6, { ...child, amounts: [amount(3)] })]).diff.added).toBe(2)
    expect(workspace.db.prepare("SELECT g.natural_key, g.tier, g.state, p.natural_key AS parent FROM partner g JOIN partner p ON p.id = g.parent_id WHERE g.state = 'proposed'").all()).toEqual([{ natural_key: 'NEW-ORDER-OF-MALTA', tier: 'body', state: 'proposed', parent: 'SWE' }])
    const reading = createWorkspaceReading(workspace.db)
    expect(reading.register().partners.find(({ key }) => key === 'NEW-ORDER-OF-MALTA')).toMatchObject({ name: 'Order of Malta', parentKey: 'SWE' })
    expect(count("SELECT count(*) FROM contribution WHERE partner_state = 'proposed' AND removed_in IS NULL")).toBe(1)
    // The matcher now finds it by name: still the same contribution.
    expect(stage(workspace, [accepted(5, { ...child, partnerKey: 'NEW-ORDER-OF-MALTA' }), accepted(6, { ...child, amounts: [amount(3)] })]).diff.unchanged).toBe(2)
  })

  test('that no row and no symbol names are one unknown donor', () => {
    const nobody = (symbol: string, name: string) => draft(symbol, { partnerText: null, partnerKey: null, partnerName: name, isPartnerConfirmed: false })
    stageAndCommit(workspace, [accepted(5, nobody('GCP/NEP/062', 'GCP/NEP/062')), accepted(6, nobody('GCP/NEP/063', '')), accepted(7, nobody('GCP/NEP/064', 'UNKNOWN-DONOR'))])
    expect(workspace.db.prepare("SELECT natural_key FROM partner WHERE state = 'proposed'").pluck().all()).toEqual(['UNKNOWN-DONOR'])
  })

  test('a baby finds its parent in the file and in the register, whichever comes first', () => {
    const parents = (): unknown[] => workspace.db.prepare('SELECT p.symbol, q.symbol FROM project p JOIN project q ON q.id = p.parent_id ORDER BY 1').raw().all()
    stageAndCommit(workspace, [accepted(5, draft('OSRO/RAS/401/EC-BABY01')), accepted(6, draft('OSRO/RAS/401/EC')), accepted(7, draft('TCP/PHI/3501/C1'))])
    expect(parents()).toEqual([['OSRO/RAS/401/EC-BABY01', 'OSRO/RAS/401/EC']])
    stageAndCommit(workspace, [accepted(5, draft('OSRO/RAS/401/EC-BABY02')), accepted(6, draft('TCP/PHI/3501'))], { bytes: 'v2' })
    expect(parents()).toEqual([['OSRO/RAS/401/EC-BABY01', 'OSRO/RAS/401/EC'], ['OSRO/RAS/401/EC-BABY02', 'OSRO/RAS/401/EC'], ['TCP/PHI/3501/C1', 'TCP/PHI/3501']])
  })

  test('a partner that a person confirmed is kept where a file says another', () => {
    stageAndCommit(workspace, [accepted(5, draft('GCP/PHI/001/SWE'))])
    const report = stage(workspace, [accepted(5, draft('GCP/PHI/001/SWE', { partnerKey: 'NOR', partnerName: 'Norway' }))], { bytes: 'v2' })
    expect(report.diff.unchanged).toBe(1)
    expect(report.problemCounts).toEqual([{ code: 'finding.store.partner-kept', severity: 'warning', count: 1 }])
  })

  test('a note is kept once', () => {
    const noted = draft('GCP/PHI/001/SWE', { note: 'Signed in Manila' })
    stageAndCommit(workspace, [accepted(5, noted), accepted(6, { ...noted, amounts: [amount(2)] })])
    expect(workspace.db.prepare('SELECT text FROM note').pluck().all()).toEqual(['Signed in Manila'])
    expect(stage(workspace, [accepted(5, noted), accepted(6, { ...noted, amounts: [amount(2)] })]).diff.unchanged).toBe(2)
  })
})

describe('a commit', () => {
  test('after the register moved shows the new difference first, and then works', () => {
    const first = stage(workspace, rows, { bytes: 'one' })
    const second = stage(workspace, rows, { bytes: 'two' })
    commit(workspace.db, first.batch)
    const before = contentHash(workspace.db)
    expect(codeOf(() => commit(workspace.db, second.batch))).toBe('conflict error.batch-register-moved')
    expect(contentHash(workspace.db)).toBe(before)
    expect(createWorkspaceReading(workspace.db).batches.batch(second.batch).diff).toEqual({ added: 0, changed: 0, unchanged: 3, rejected: 1 })
    expect(commit(workspace.db, second.batch).changeset).toBe(0)
  })

  test('after the register moved elsewhere goes through', () => {
    const report = stage(workspace, rows)
    stageAndCommit(workspace, [accepted(5, draft('GCP/NEP/007/NOR', { partnerText: 'Norway', partnerKey: 'NOR', partnerName: 'Norway' }))], { bytes: 'two', name: 'other.xlsx' })
    expect(commit(workspace.db, report.batch).diff).toEqual(report.diff)
  })

  test('that is cancelled leaves everything as it was, and can be done later', () => {
    const many = Array.from({ length: 2500 }, (_, index) => accepted(index + 5, draft(null, { identifier: `P-${index}` })))
    const report = stage(workspace, many)
    const before = { hash: contentHash(workspace.db), head: readHead(workspace.db), changes: count('SELECT count(*) FROM change') }
    let looks = 0
    const task = {
      report: () => {},
      throwIfCancelled: () => {
        looks += 1
        if (looks === 3) throw new AppFailure({ code: 'cancelled', reason: 'error.cancelled', params: {} })
      },
    }
    expect(codeOf(() => commitBatch(workspace.db, { batch: report.batch, person, now }, task))).toBe('cancelled error.cancelled')
    expect({ hash: contentHash(workspace.db), head: readHead(workspace.db), changes: count('SELECT count(*) FROM change') }).toEqual(before)
    expect(commit(workspace.db, report.batch).diff.added).toBe(2500)
  })

  test('of a file with nothing accepted writes nothing', () => {
    const report = stage(workspace, [rejected(5, 'n/a?')])
    expect(commit(workspace.db, report.batch)).toEqual({ submission: 0, changeset: 0, diff: { added: 0, changed: 0, unchanged: 0, rejected: 1 }, usdByMeasure: [] })
  })

  test('keeps unusual texts as they are', () => {
    const odd = `=cmd|' /C calc'!A0 | "quoted" \u202e ${'x'.repeat(5000)}`
    stageAndCommit(workspace, [accepted(5, draft(null, { identifier: odd, title: odd, amounts: [amount(1, { period: yearPeriod(1999) })] }))])
    expect(workspace.db.prepare('SELECT symbol_written, title FROM project').raw().all()).toEqual([[odd, odd]])
    expect(stage(workspace, [accepted(5, draft(null, { identifier: odd, title: odd, amounts: [amount(1, { period: yearPeriod(1999) })] }))]).diff.unchanged).toBe(1)
  })
})

test('a batch that was never finished is swept away a day later', () => {
  const { batch } = beginBatch(workspace.db, { file: { path: workspace.path, name: 'x', size: 65 * 1024 * 1024, sha256: 'x' }, sheet: 'S', mapping, person, now }, quietTask)
  stage(workspace, rows, { now: '2012-05-06T08:00:00.000Z' })
  expect(codeOf(() => finishBatch(workspace.db, batch, { accounting: { read: 0, above: 0, header: 0, label: 0, note: 0, blank: 0, total: 0, elsewhere: 0, accepted: 0, rejected: 0, parked: 0 }, controlSums: [], fileProblems: [], partners: [], values: [] }, quietTask))).toBe('not-found error.batch-gone')
})
