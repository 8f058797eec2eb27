/** A row without a single figure says so in its total as in its cells; zero is a value. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMatrixMethods } from '../../../src/main/core/matrices/matrix-methods.ts'
import { installPacks, readPacks } from '../../../src/main/core/store/packs.ts'
import { openForReading } from '../../../src/main/core/store/database.ts'
import { inChangeset } from '../../../src/main/core/store/write-gate.ts'
import { MatrixSpec } from '../../../src/shared/contract/matrices.ts'
import { AnnexSpec } from '../../../src/shared/contract/annexes.ts'
import { rmms } from '../../contract/bad-input/command.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { amountRow, by, edit, makeWorkspace, openWritable, resourcesDir } from '../../fixtures/workspace-file.ts'

let folder: TempFolder
let path: string
const missing = { original: null, currency: null, usd_cents: null } as const
/** Partner by partner, what its only amounts say. */
const partners = {
  JPN: [{ state: 'not-reported', ...missing }, { state: 'not-applicable', ...missing }],
  SWE: [{ state: 'not-applicable', ...missing }],
  NOR: [{ usd_cents: 0, original: '0' }],
  KEN: [{ usd_cents: 500, original: '5' }, { usd_cents: -500, original: '-5' }],
} as const
beforeAll(async () => {
  folder = await createTempFolder()
  path = makeWorkspace(folder.path, 'missing.rmms', { fill: (db) => void installPacks(db, readPacks(resourcesDir), by) })
  const db = openWritable(path)
  inChangeset(db, edit, (writer) => {
    const id = (table: string, key: string): number => db.prepare<[string], number>(`SELECT id FROM ${table} WHERE natural_key = ?`).pluck().get(key) ?? 0
    for (const [partner, amounts] of Object.entries(partners)) {
      const project = writer.insert('project', { natural_key: partner, symbol: partner, title: partner, modality_id: id('modality', 'GCP') })
      const contribution = writer.insert('contribution', { natural_key: partner, project_id: project, signatory_id: id('partner', partner), partner_state: 'confirmed' })
      for (const [index, amount] of amounts.entries()) writer.insert('amount', { ...amountRow(contribution, `${partner}|${index}`, 0), ...amount })
    }
  })
  db.close()
})
afterAll(() => folder.remove())

describe('a row without a figure', () => {
  it('has what its cells say as its total, and nothing at all is not zero', () => {
    const db = openForReading(path)
    const methods = createMatrixMethods({ db, today: () => '2026-11-23' })
    const of = (spec: object) => methods.compute({ spec: MatrixSpec.parse(spec), locale: 'en' })
    const totals = (spec: object) => Object.fromEntries(of(spec).rows.map((row) => [row.key, row.total]))
    expect(totals({})).toEqual({ JPN: 'not-reported', SWE: 'not-applicable', NOR: 0, KEN: 0 })
    expect(of({}).total).toBe(0)
    expect(of({ measure: 'delivery' })).toMatchObject({ rows: [], total: 0 })
    const { rows } = methods.annexTable({ spec: AnnexSpec.parse({ biennium: 2010 }) })
    expect(rows.map(({ key, cents, share }) => [key, cents[2], share])).toEqual(expect.arrayContaining([['JPN', 'not-reported', 0], ['NOR', 0, 0], ['total', 0, 0]]))
    db.close()
  })

  it('is printed with the sign of what is missing', async () => {
    const { code, out, err } = await rmms({ cwd: folder.path }, 'matrix', '--workspace', path)
    expect(code, err).toBe(0)
    expect(out).toMatch(/^Japan\s.*…\s+…$/m)
    expect(out).toMatch(/^Sweden\s.*n\/a\s+n\/a$/m)
    expect(out).toMatch(/^Norway\s.*0\.00\s+0\.00$/m)
  })
})
