/** Random histories: whatever was done, taking it back in reverse gives every earlier state again; refused undos change nothing. */
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { closeStore, type WritableDb } from '../../../src/main/core/store/database.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import { undoImport } from '../../../src/main/core/store/undo-import.ts'
import { verifyWorkspace } from '../../../src/main/core/store/verify.ts'
import { inChangeset, readHead, type Writer } from '../../../src/main/core/store/write-gate.ts'
import { AppFailure } from '../../../src/shared/result.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { amountRow, by, edit, makeWorkspace, openWritable, partnerRow, writeImport } from '../../fixtures/workspace-file.ts'

let folder: TempFolder
let base: string
let made = 0
beforeAll(async () => {
  folder = await createTempFolder()
  base = makeWorkspace(folder.path, 'base.rmms')
})
afterAll(() => folder.remove())

type Step = readonly [kind: number, a: number, b: number]
const step: fc.Arbitrary<Step> = fc.tuple(fc.nat(11), fc.nat(5), fc.nat(5))
const change = fc.array(step, { minLength: 1, maxLength: 4 })
const history = fc.array(change, { minLength: 1, maxLength: 8 })

/** One random write, or none where there is nothing to write to. */
function write(db: WritableDb, writer: Writer, [kind, a, b]: Step): void {
  const pick = (sql: string): number | undefined => {
    const ids = db.prepare<[], number>(sql).pluck().all()
    return ids[a % Math.max(ids.length, 1)]
  }
  const isFree = (table: string, key: string): boolean => db.prepare(`SELECT 1 FROM ${table} WHERE natural_key = ? AND ${table === 'amount' ? 'to_changeset' : 'removed_in'} IS NULL`).get(key) === undefined
  const partner = pick('SELECT id FROM partner WHERE removed_in IS NULL')
  const project = pick('SELECT id FROM project WHERE removed_in IS NULL')
  const contribution = pick('SELECT id FROM contribution WHERE removed_in IS NULL')
  const amount = pick('SELECT id FROM amount WHERE to_changeset IS NULL')
  const share = pick('SELECT id FROM share WHERE to_changeset IS NULL')
  const alias = pick('SELECT id FROM alias')
  const actions: (() => unknown)[] = [
    () => isFree('partner', `P${b}`) && writer.insert('partner', partnerRow(`P${b}`)),
    () => isFree('project', `J${b}`) && writer.insert('project', { natural_key: `J${b}`, title: `${a}` }),
    () => partner !== undefined && project !== undefined && isFree('contribution', `C${b}`) && writer.insert('contribution', { natural_key: `C${b}`, project_id: project, signatory_id: partner, partner_state: 'proposed' }),
    () => contribution !== undefined && isFree('amount', `A${b}`) && writer.insert('amount', amountRow(contribution, `A${b}`, a + 1)),
    () => amount !== undefined && writer.amend('amount', amount, { usd_cents: b, original: `${b}` }),
    () => {
      if (amount === undefined) return
      for (const id of db.prepare<[number], number>('SELECT id FROM source_cell WHERE amount_id = ? AND to_changeset IS NULL').pluck().all(amount)) writer.close('source_cell', id)
      writer.close('amount', amount)
    },
    () => project !== undefined && writer.update('project', project, { title: b === 0 ? null : `${b}` }),
    () => project !== undefined && writer.insert('share', { project_id: project, dimension: 'result', target_key: `R${b}`, millionths: a }),
    () => share !== undefined && (b % 2 === 0 ? writer.close('share', share) : writer.amend('share', share, { millionths: b })),
    () => db.prepare('SELECT 1 FROM alias WHERE text = ?').get(`T${b}`) === undefined && writer.insert('alias', { entity: 'area', entity_key: 'X', text: `T${b}`, origin: 'pack' }),
    () => alias !== undefined && writer.remove('alias', alias),
    () => isFree('amount', `GCP/RAS/${a}/Z|2010|f${b}`) && writeImport(db, writer, { file: `f${b}`, partner: 'Z', projects: [a] }),
  ]
  actions[kind]?.()
}

function withWorkspace(work: (db: WritableDb) => void): void {
  const path = join(folder.path, `${(made += 1)}.rmms`)
  copyFileSync(base, path)
  const db = openWritable(path)
  db.pragma('synchronous = OFF')
  try {
    work(db)
  } finally {
    closeStore(db)
    rmSync(path, { force: true })
  }
}

const apply = (db: WritableDb, steps: readonly Step[]): number | null => inChangeset(db, edit, (writer) => { for (const one of steps) write(db, writer, one) }).changeset?.id ?? null

describe('random histories', () => {
  it('undone in reverse, every earlier content hash comes back; then the workspace is whole', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(history, (changes) => withWorkspace((db) => {
        const hashes = new Map<number, string>()
        for (const steps of changes) {
          const before = contentHash(db)
          const id = apply(db, steps)
          if (id === null) expect(contentHash(db)).toBe(before)
          else hashes.set(id, before)
        }
        for (const [id, before] of [...hashes].toReversed()) {
          undoChangeset(db, id, by)
          expect(contentHash(db)).toBe(before)
        }
        expect(verifyWorkspace(db).checks.flatMap((check) => check.details)).toEqual([])
      })),
      { seed: 20_261_123, numRuns: 50 },
    )
  })

  it('undone at random: refused without a trace, or undone, and brought back by its own undo', { timeout: 120_000 }, () => {
    let refused = 0
    let undone = 0
    fc.assert(
      fc.property(fc.array(fc.oneof(change, fc.nat(12)), { minLength: 4, maxLength: 14 }), (events) => withWorkspace((db) => {
        for (const event of events) {
          const before = contentHash(db)
          if (typeof event !== 'number') {
            apply(db, event)
            continue
          }
          try {
            const { id } = undoChangeset(db, event, by)
            const after = contentHash(db)
            const back = undoChangeset(db, id, by)
            expect(contentHash(db)).toBe(before)
            undoChangeset(db, back.id, by)
            expect(contentHash(db)).toBe(after)
            undone += 1
          } catch (error) {
            if (!(error instanceof AppFailure)) throw error
            expect(['conflict', 'not-found', 'invalid-input']).toContain(error.error.code)
            expect(contentHash(db)).toBe(before)
            refused += 1
          }
        }
        expect(verifyWorkspace(db).checks.flatMap((check) => check.details)).toEqual([])
      })),
      { seed: 7, numRuns: 50 },
    )
    expect([refused > 20, undone > 20]).toEqual([true, true])
  })

  it('taken back in part: the record stays of one piece, looking first says the same, and its undo brings everything back', { timeout: 120_000 }, () => {
    const seen = { whole: 0, kept: 0, failed: 0 }
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 3, arbitrary: change }, { weight: 2, arbitrary: fc.nat(30) }), { minLength: 12, maxLength: 24 }), (events) => withWorkspace((db) => {
        for (const event of events) {
          if (typeof event !== 'number') {
            apply(db, event)
            continue
          }
          const before = contentHash(db)
          const changeset = 1 + (event % readHead(db).id)
          try {
            const looked = undoImport(db, { changeset, ...by, isDry: true })
            expect(contentHash(db)).toBe(before)
            const { changeset: made, ...outcome } = undoImport(db, { changeset, ...by, isDry: false })
            expect({ ...outcome, changeset: null }).toEqual(looked)
            seen[outcome.failed > 0 ? 'failed' : outcome.kept > 0 ? 'kept' : 'whole'] += 1
            if (made === null) {
              expect(outcome.restored).toBe(0)
              expect(contentHash(db)).toBe(before)
              continue
            }
            const after = contentHash(db)
            expect(db.prepare('SELECT count(*) FROM source_cell s JOIN amount a ON a.id = s.amount_id WHERE (s.to_changeset IS NULL) AND a.to_changeset IS NOT NULL').pluck().get()).toBe(0)
            const back = undoChangeset(db, made.id, by)
            expect(contentHash(db)).toBe(before)
            undoChangeset(db, back.id, by)
            expect(contentHash(db)).toBe(after)
          } catch (error) {
            if (!(error instanceof AppFailure)) throw error
            expect(['conflict', 'not-found', 'invalid-input']).toContain(error.error.code)
            expect(contentHash(db)).toBe(before)
          }
        }
        expect(verifyWorkspace(db).checks.flatMap((check) => check.details)).toEqual([])
      })),
      { seed: 11, numRuns: 30 },
    )
    expect([seen.whole > 20, seen.kept > 20, seen.failed > 1], JSON.stringify(seen)).toEqual([true, true, true])
  })
})
