import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeStore } from '../../../src/main/core/store/database.ts'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { readMigrations } from '../../../src/main/core/store/migrate.ts'
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

const firstMapping = { sheetIndex: 0, sheetName: 'Data', headerRow: 4, headerRows: 2, columns: [{ column: 0, header: 'Title', field: 'title', confidence: 1, reason: { key: 'reason.remembered', params: {} }, isConfirmed: true, samples: [] }], constants: { office: 'FAO-KEN' } }
const firstReport = {
  batch: 1, file: 'a.xlsx', sheet: 'Data', accounting: { read: 6, above: 2, header: 2, blank: 0, total: 0, accepted: 1, rejected: 1 },
  controlSums: ['5', '7.25'].map((sheet, column) => ({ column, header: `Money ${column}`, currency: 'USD', sheet, accepted: sheet, rejected: '0', totalRows: '0', unreadable: 0 })),
  diff: { added: 1, changed: 0, unchanged: 0, rejected: 1 }, moneyEffect: [], fileProblems: [], problemCounts: [], partners: [],
}

/** A file of the release that had the first step alone: an import, a staged batch, a remembered form. */
function fileOfFirstRelease(): string {
  const steps = join(folder.path, 'first-release')
  mkdirSync(steps)
  cpSync(migrationsDir, steps, { recursive: true })
  for (const name of readdirSync(steps)) if (!name.startsWith('0001_')) rmSync(join(steps, name))
  const path = makeWorkspace(folder.path, 'old.rmms', { migrationsDir: steps })
  const db = openWritable(path, { migrationsDir: steps })
  inChangeset(db, edit, (writer) => writeImport(db, writer, { file: 'a'.repeat(64), partner: 'JPN', projects: [1, 2] }))
  const batch = db.prepare(`INSERT INTO staging_batch (at, person, state, file_name, file_sha256, file_size, sheet, mapping, report, planned_at, usd_by_measure) VALUES (?, 'Ana', 'staged', 'a.xlsx', 'b', 1, 'Data', ?, ?, 2, '[]')`)
  batch.run(now, JSON.stringify(firstMapping), JSON.stringify(firstReport))
  batch.run(now, JSON.stringify(firstMapping), null)
  const row = db.prepare('INSERT INTO staged_row (batch_id, row, kind, change, draft, problems, cells) VALUES (1, ?, ?, ?, ?, ?, ?)')
  row.run(5, 'accepted', 'added', '{"title":"Seeds “été”","amounts":[]}', '[]', '[]')
  row.run(6, 'rejected', 'none', null, '[{"code":"finding.row.empty"}]', '[]')
  db.prepare('INSERT INTO remembered_mapping (fingerprint, mapping, at) VALUES (?, ?, ?)').run('f1', JSON.stringify(firstMapping), now)
  closeStore(db)
  return path
}

describe('a file of the first release', () => {
  it('keeps its record, its staged rows and what was remembered', () => {
    const path = fileOfFirstRelease()
    const db = openWritable(path)
    expect(db.pragma('user_version', { simple: true })).toBe(readMigrations(migrationsDir).length)
    expect(verifyWorkspace(db)).toMatchObject({ isWhole: true, changeset: 2 })
    expect(db.prepare('SELECT count(*) FROM submission').pluck().get()).toBe(1)
    expect(db.prepare('SELECT count(*) FROM amount a JOIN submission s ON s.id = a.submission_id').pluck().get()).toBe(2)
    expect(contentHash(db)).toMatch(/^[0-9a-f]{64}$/)

    expect(db.prepare('SELECT draft FROM staged_row ORDER BY row').pluck().all()).toEqual(['[{"title":"Seeds “été”","amounts":[]}]', null])
    const report = BatchReport.parse(JSON.parse(String(db.prepare('SELECT report FROM staging_batch WHERE id = 1').pluck().get())))
    expect(report).toMatchObject({ kind: 'project-contributions', isCommittable: true, values: [], accounting: { read: 6, label: 0, note: 0, elsewhere: 0 } })
    expect(report.controlSums.map(({ sheet, totals, totalCount }) => ({ sheet, totals, totalCount }))).toEqual([{ sheet: '5', totals: [], totalCount: 0 }, { sheet: '7.25', totals: [], totalCount: 0 }])
    expect(db.prepare('SELECT report FROM staging_batch WHERE id = 2').pluck().get()).toBeNull()
    expect(db.prepare('SELECT fingerprint, office_key, person FROM remembered_mapping').all()).toEqual([{ fingerprint: 'f1', office_key: 'FAO-KEN', person: '' }])
    closeStore(db)
  })

  it('gives the content of a file that was new all along, and takes the new kinds', () => {
    const upgraded = openWritable(join(folder.path, 'old.rmms'))
    const fresh = openWritable(makeWorkspace(folder.path, 'fresh.rmms'))
    inChangeset(fresh, edit, (writer) => writeImport(fresh, writer, { file: 'a'.repeat(64), partner: 'JPN', projects: [1, 2] }))
    expect(contentHash(upgraded)).toBe(contentHash(fresh))
    const insert = upgraded.prepare(`INSERT INTO staged_row (batch_id, row, kind, problems, cells) VALUES (2, ?, ?, '[]', '[]')`)
    for (const [index, kind] of ['label', 'note', 'elsewhere'].entries()) insert.run(index + 1, kind)
    expect(() => insert.run(9, 'subtotal')).toThrow(/CHECK/)
    closeStore(upgraded)
    closeStore(fresh)
  })
})
