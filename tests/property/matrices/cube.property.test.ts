/** The cube is a function of SQL: after random edits, imports and undos, following the log gives what loading gives, and what SQL sums. */
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Cube } from '../../../src/main/core/cube/cube.ts'
import { isLive } from '../../../src/main/core/cube/cube.ts'
import { createLiveCube, rebuildAbove } from '../../../src/main/core/cube/live-cube.ts'
import { loadCube } from '../../../src/main/core/cube/load-cube.ts'
import { createMatrixMethods } from '../../../src/main/core/matrices/matrix-methods.ts'
import { openForReading, type WritableDb } from '../../../src/main/core/store/database.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import { inChangeset, type Writer } from '../../../src/main/core/store/write-gate.ts'
import { MatrixSpec } from '../../../src/shared/contract/matrices.ts'
import { AppFailure } from '../../../src/shared/result.ts'
import { makeContributionsFile } from '../../fixtures/contributions-file.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { amountRow, by, edit, openWritable, partnerRow, writeImport } from '../../fixtures/workspace-file.ts'

let folder: TempFolder
let base: string
let made = 0
beforeAll(async () => {
  folder = await createTempFolder()
  base = makeContributionsFile(folder.path, 120, 77).path
})
afterAll(() => folder.remove())

/** Every live position in words, by id. */
function contentOf({ columns, length, slots, dimensions }: Cube): unknown[] {
  const content = []
  for (let at = 0; at < length; at++) {
    if (!isLive(columns, at)) continue
    const partner = columns.partner[at] ?? 0
    content.push([
      columns.id[at], columns.cents[at], columns.day[at], columns.contribution[at], columns.measure[at], columns.flags[at], slots[columns.slot[at] ?? 0],
      dimensions.partners.keys[partner], dimensions.partners.types[partner], dimensions.partners.audience[partner],
      ...(['group', 'partner', 'body'] as const).map((level) => dimensions.partners.keys[dimensions.partners.rowOf[level][partner] ?? 0]),
      dimensions.areas.keys[columns.area[at] ?? 0], dimensions.modalities.keys[columns.modality[at] ?? 0],
    ])
  }
  return content
}

type Step = readonly [kind: number, a: number, b: number]
const step: fc.Arbitrary<Step> = fc.tuple(fc.nat(9), fc.nat(500), fc.nat(500))
const history = fc.array(fc.oneof({ weight: 4, arbitrary: fc.array(step, { minLength: 1, maxLength: 6 }) }, { weight: 1, arbitrary: fc.constant('undo' as const) }), { minLength: 1, maxLength: 10 })

function write(db: WritableDb, writer: Writer, [kind, a, b]: Step): void {
  const pick = (sql: string, by: number): number => {
    const ids = db.prepare<[], number>(sql).pluck().all()
    return ids[by % ids.length] ?? 0
  }
  const amount = pick('SELECT id FROM amount WHERE to_changeset IS NULL', a)
  const contribution = pick('SELECT id FROM contribution WHERE removed_in IS NULL', a)
  const project = pick('SELECT id FROM project WHERE removed_in IS NULL', a)
  const partner = pick('SELECT id FROM partner WHERE removed_in IS NULL', b)
  // After the first import was undone there is nothing to change.
  if (amount === 0 || contribution === 0) return
  const isFree = (table: string, live: string, key: string): boolean => db.prepare(`SELECT 1 FROM ${table} WHERE natural_key = ? AND ${live} IS NULL`).get(key) === undefined
  const actions: (() => unknown)[] = [
    () => isFree('amount', 'to_changeset', `A${a}/${b}`) && writer.insert('amount', amountRow(contribution, `A${a}/${b}`, (a - 250) * 1_000_003 + b)),
    () => writer.amend('amount', amount, { usd_cents: b, original: `${b}`, state: 'value' }),
    () => writer.amend('amount', amount, { period_start: b % 2 ? '2011-03-04' : null, period_end: null, period_precision: b % 3 ? 'day' : 'none', is_repeat: b % 2, audience: 'confidential' }),
    () => {
      for (const id of db.prepare<[number], number>('SELECT id FROM source_cell WHERE amount_id = ? AND to_changeset IS NULL').pluck().all(amount)) writer.close('source_cell', id)
      writer.close('amount', amount)
    },
    () => writer.update('contribution', contribution, { signatory_id: partner, partner_state: b % 2 ? 'confirmed' : 'proposed' }),
    () => writer.update('project', project, { modality_id: pick('SELECT id FROM modality', b), area_id: b % 2 ? null : pick('SELECT id FROM area', b), audience: b % 3 ? 'public' : 'internal' }),
    () => writer.update('partner', partner, { audience: b % 2 ? 'public' : 'confidential', type: 'foundation' }),
    () => isFree('partner', 'removed_in', `N${b}`) && writer.insert('partner', { ...partnerRow(`N${b}`), parent_id: pick("SELECT id FROM partner WHERE tier = 'group'", a) }),
    () => isFree('amount', 'to_changeset', `GCP/RAS/${a}/Z|2010|f${b}`) && writeImport(db, writer, { file: `f${b}`, partner: 'Z', projects: [a] }),
    () => {
      const [uuid, isThere] = db.prepare<[number], [string, number]>("SELECT a.uuid, EXISTS (SELECT 1 FROM field_audience WHERE row_uuid = a.uuid AND field = 'usd_cents') FROM amount a WHERE id = ?").raw().get(amount) ?? ['', 1]
      return isThere === 0 && a % 5 === 0 && writer.insert('field_audience', { table_name: 'amount', row_uuid: uuid, field: 'usd_cents', audience: 'confidential' })
    },
  ]
  actions[kind]?.()
}

describe('the cube', () => {
  it('follows every change as if it were loaded anew, and sums as SQL does', () => {
    fc.assert(
      fc.property(history, (changes) => {
        const path = join(folder.path, `h${made++}.rmms`)
        copyFileSync(base, path)
        const db = openWritable(path)
        const reader = openForReading(path)
        const live = createLiveCube(reader)
        const methods = createMatrixMethods({ db: reader, today: () => '2026-11-23' })
        methods.options({ locale: 'en' })
        live.current()
        for (const change of changes) {
          const head = Number(db.prepare('SELECT max(id) FROM changeset').pluck().get())
          try {
            if (change === 'undo') undoChangeset(db, head, by)
            else inChangeset(db, edit, (writer) => { for (const one of change) write(db, writer, one) })
          } catch (error) {
            if (!(error instanceof AppFailure) || error.error.code !== 'conflict') throw error
          }
          const now = Number(db.prepare('SELECT max(id) FROM changeset').pluck().get())
          live.refresh(now)
          methods.refresh(now)
          expect(live.current().changeset).toBe(now)
          expect(contentOf(live.current())).toEqual(contentOf(loadCube(reader)))
          for (const measure of ['approval', 'delivery', 'pipeline'] as const) {
            const [rows, cents] = db.prepare<[string], [number, number]>('SELECT count(*), coalesce(sum(usd_cents), 0) FROM amount WHERE measure = ? AND to_changeset IS NULL').raw().get(measure) ?? [0, 0]
            const { reconciliation, changeset } = methods.compute({ spec: MatrixSpec.parse({ measure, countingRule: 'voluntary-contributions' }), locale: 'en' })
            expect([changeset, reconciliation.read]).toEqual([now, { rows, cents }])
          }
        }
        reader.close()
        db.close()
        rmSync(path)
      }),
      { seed: 20_111, numRuns: 60 },
    )
  }, 60_000)

  it('is loaded anew above so many changed rows, and the new one takes the place at once', () => {
    const path = join(folder.path, 'large.rmms')
    copyFileSync(base, path)
    const db = openWritable(path)
    const reader = openForReading(path)
    const live = createLiveCube(reader)
    const before = live.current()
    const { length } = before
    const contribution = Number(db.prepare('SELECT min(id) FROM contribution').pluck().get())
    inChangeset(db, edit, (writer) => {
      for (let number = 0; number <= rebuildAbove; number++) writer.insert('amount', amountRow(contribution, `L${number}`, number))
    })
    expect(live.refresh(before.changeset + 1)).toBe(true)
    expect(live.current().length).toBe(length + rebuildAbove + 1)
    expect(contentOf(live.current())).toEqual(contentOf(loadCube(reader)))
    expect(before.length).toBe(length)
    reader.close()
    db.close()
  })
})
