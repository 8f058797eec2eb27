import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commitBatch } from '../../../src/main/core/importing/commit/commit-batch.ts'
import { closeStore } from '../../../src/main/core/store/database.ts'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { createBatchReading } from '../../../src/main/core/store/reading/batches.ts'
import { quietTask } from '../../../src/main/core/store/store-task.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import { verifyWorkspace } from '../../../src/main/core/store/verify.ts'
import { inChangeset } from '../../../src/main/core/store/write-gate.ts'
import { BatchReport } from '../../../src/shared/contract/submissions.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { edit, makeWorkspace, migrationsDir, now, openWritable, writeImport } from '../../fixtures/workspace-file.ts'

let folder: TempFolder
beforeAll(async () => {
  folder = await createTempFolder()
})
afterAll(() => folder.remove())

const column = (at: number, header: string, field: string, rest: object = {}) => ({ column: at, header, field, confidence: 1, reason: { key: 'reason.remembered', params: {} }, isConfirmed: true, samples: [], ...rest })
const mapping = {
  version: 2, kind: 'project-contributions', sheetIndex: 0, sheetName: 'Data', table: 0, headerRow: 1, headerRows: 1, sections: [], repeatedAmounts: [], constants: {},
  blocks: [{ firstRow: 1, lastRow: null, headerRow: 1, headerRows: 1, labels: [], notes: [] }],
  columns: [column(0, 'Title', 'title'), column(1, 'Partner', 'partner'), column(2, 'Approved (USD)', 'amount', { measure: 'approval', currency: 'USD' })],
}
const draft = {
  identifier: null, symbol: null, title: 'Seeds “été”', partnerText: 'Japan', partnerKey: 'JPN', partnerName: 'Japan', isPartnerConfirmed: true, partnerReason: { key: 'reason.partner-exact', params: { text: 'Japan' } }, partnerParentText: null,
  countryText: null, countryKey: null, modality: null, executingAgency: null, implementingAgency: null, sector: null, status: null, approvalDate: null, startDate: null, endDate: null, note: null,
  amounts: [{
    measure: 'approval', state: 'value', original: '1250.5', currency: 'USD', otherOriginal: null, otherCurrency: null, rate: null, rateSource: null, rateDate: null, usdCents: 125_050, isUsdRecorded: true,
    period: { start: '2010-01-01', end: '2010-12-31', precision: 'year' }, cells: [{ field: 'amount', address: 'C2', raw: '1250.5' }],
  }],
}
const accounting = { read: 3, above: 0, header: 1, label: 0, note: 0, blank: 0, total: 0, elsewhere: 0, accepted: 1, rejected: 1 }
const report = {
  batch: 1, file: 'a.xlsx', sheet: 'Data', accounting, diff: { added: 1, changed: 0, unchanged: 0, rejected: 1 }, moneyEffect: [{ partner: 'Japan', year: '2010', measure: 'approval', before: 0, after: 125_050 }], fileProblems: [], problemCounts: [], partners: [], values: [],
  kind: 'project-contributions', isCommittable: true,
  controlSums: [{ column: 2, header: 'Approved (USD)', currency: 'USD', sheet: '1250.5', accepted: '1250.5', rejected: '0', totalRows: '0', unreadable: 1, totals: [], totalCount: 0, totalsDiffering: 0 }],
}

/** A file of the release that had the first two steps: an import of the record, and one that waits in staging. */
function fileOfSecondRelease(): string {
  const steps = join(folder.path, 'second-release')
  mkdirSync(steps)
  cpSync(migrationsDir, steps, { recursive: true })
  for (const name of readdirSync(steps)) if (name.slice(0, 4) > '0002') rmSync(join(steps, name))
  const path = makeWorkspace(folder.path, 'old.rmms', { migrationsDir: steps })
  const db = openWritable(path, { migrationsDir: steps })
  inChangeset(db, edit, (writer) => writeImport(db, writer, { file: 'a'.repeat(64), partner: 'JPN', projects: [1, 2] }))
  db.prepare(`INSERT INTO staging_batch (at, person, state, file_name, file_sha256, file_size, sheet, mapping, report, planned_at, usd_by_measure) VALUES (?, 'Ana', 'staged', 'a.xlsx', 'b', 0, 'Data', ?, ?, 2, '[]')`).run(now, JSON.stringify(mapping), JSON.stringify(report))
  const row = db.prepare('INSERT INTO staged_row (batch_id, row, kind, change, draft, problems, cells) VALUES (1, ?, ?, ?, ?, ?, ?)')
  row.run(2, 'accepted', 'added', JSON.stringify([draft]), '[]', '{"columns":[0,1,2],"texts":["Seeds “été”","Japan","1250.5"]}')
  row.run(3, 'rejected', 'none', null, '[{"severity":"error","code":"finding.row.unreadable-number","params":{"text":"x"},"field":"amount","address":"C3"}]', '{"columns":[0,2],"texts":["Wells","x"]}')
  closeStore(db)
  return path
}

describe('a file of the second release', () => {
  it('keeps its record and its log, and says the same as a file that was new all along', () => {
    const db = openWritable(fileOfSecondRelease())
    expect(verifyWorkspace(db)).toMatchObject({ isWhole: true, changeset: 2 })
    const fresh = openWritable(makeWorkspace(folder.path, 'fresh.rmms'))
    inChangeset(fresh, edit, (writer) => writeImport(fresh, writer, { file: 'a'.repeat(64), partner: 'JPN', projects: [1, 2] }))
    expect(contentHash(db)).toBe(contentHash(fresh))
    closeStore(fresh)
    closeStore(db)
  })

  it('keeps what waits in staging: its report and rows are read, it is committed, and the commit is undone', () => {
    const db = openWritable(join(folder.path, 'old.rmms'))
    const kept = BatchReport.parse(JSON.parse(String(db.prepare('SELECT report FROM staging_batch WHERE id = 1').pluck().get())))
    expect(kept).toMatchObject({ options: { behaviour: 'add-or-update' }, source: 'office', office: null, unchecked: 0, accounting: { accepted: 1, rejected: 1, parked: 0 } })
    const { rows } = createBatchReading(db).batchRows({ batch: 1, offset: 0, limit: 10 })
    expect(rows.map(({ row, cells }) => [row, cells.map(({ text }) => text)])).toEqual([[2, ['Seeds “été”', 'Japan', '1250.5']], [3, ['Wells', 'x']]])
    const before = contentHash(db)
    const { changeset, diff } = commitBatch(db, { batch: 1, person: 'Ana', now }, quietTask)
    expect(diff).toEqual({ added: 1, changed: 0, unchanged: 0, rejected: 1 })
    expect(db.prepare(`SELECT usd_cents FROM amount WHERE original = '1250.5' AND to_changeset IS NULL`).pluck().all()).toEqual([125_050])
    undoChangeset(db, changeset, { person: 'Ana', now })
    expect(contentHash(db)).toBe(before)
    closeStore(db)
  })
})
