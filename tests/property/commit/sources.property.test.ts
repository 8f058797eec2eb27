/** Figures of other sources and corrections, over any files: what is beside is in no total, what a person said survives. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { MatrixSpec } from '../../../src/shared/contract/matrices.ts'
import { measures } from '../../../src/shared/domain/amount.ts'
import { addCorrection, withdrawCorrection } from '../../../src/main/core/corrections/change-corrections.ts'
import { createMatrixMethods } from '../../../src/main/core/matrices/matrix-methods.ts'
import { removeSourceRule, setSourceRule } from '../../../src/main/core/reconciliation/change-sources.ts'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import type { WritableDb } from '../../../src/main/core/store/database.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import { commit, now, person, stage } from '../../integration/importing/staged-workspace.ts'
import { anyFile, countedUsd, inWorkspace, sorted } from './arbitrary-files.ts'

const runs = { seed: 20_121_124, numRuns: 30 }
const by = { person, now }
const used = measures.slice(0, 4)

const matrixTotals = (db: WritableDb): unknown[] => {
  const methods = createMatrixMethods({ db, today: () => '2026-11-24' })
  return used.map((measure) => methods.compute({ spec: MatrixSpec.parse({ measure }), locale: 'en' }).total)
}
const amountsOf = (db: WritableDb): unknown[] =>
  db.prepare('SELECT natural_key, state, original, currency, usd_cents, is_usd_recorded, rate, other_original FROM amount WHERE to_changeset IS NULL ORDER BY natural_key').raw().all()

test('another source changes no total, whatever it says; the same again is no news; undo leaves no trace', () => {
  fc.assert(
    fc.property(anyFile, anyFile, (record, other) =>
      inWorkspace((workspace) => {
        const { db } = workspace
        for (const measure of used) setSourceRule(db, { measure, start: null, end: null, source: 'fpmis', reason: '', ...by })
        commit(db, stage(workspace, record, { bytes: 'record', name: 'fpmis.xlsx', options: { source: 'fpmis' } }).batch)
        const before = { hash: contentHash(db), totals: matrixTotals(db), amounts: amountsOf(db) }
        const report = stage(workspace, other, { bytes: 'other', name: 'office.xlsx' })
        expect(report.moneyEffect).toEqual([])
        const done = commit(db, report.batch)
        expect(done.diff).toEqual(report.diff)
        expect(matrixTotals(db)).toEqual(before.totals)
        expect(amountsOf(db)).toEqual(before.amounts)
        expect(stage(workspace, other, { bytes: 'other', name: 'office.xlsx' }).diff).toMatchObject({ added: 0, changed: 0 })
        if (done.changeset === 0) return
        undoChangeset(db, done.changeset, by)
        expect(contentHash(db)).toBe(before.hash)
      }),
    ),
    runs,
  )
}, 120_000)

test('rules of single measures and years: what they keep beside is in no total of theirs; once the rules are gone it counts and is beside no more', () => {
  fc.assert(
    fc.property(anyFile, anyFile, fc.subarray([...used], { minLength: 1 }), fc.constantFrom(null, 2010), (record, other, ruled, year) =>
      inWorkspace((workspace) => {
        const { db } = workspace
        commit(db, stage(workspace, record, { bytes: 'record', name: 'fpmis.xlsx', options: { source: 'fpmis' } }).batch)
        for (const measure of ruled) setSourceRule(db, { measure, start: year === null ? null : `${year}-01-01`, end: year === null ? null : `${year}-12-31`, source: 'fpmis', reason: '', ...by })
        const ofRule = (): unknown => db.prepare(`SELECT natural_key, usd_cents, original FROM amount WHERE to_changeset IS NULL AND measure IN (SELECT value FROM json_each(?)) AND (? IS NULL OR (period_start >= ? || '-01-01' AND period_end <= ? || '-12-31')) ORDER BY 1`).raw().all(JSON.stringify(ruled), year, year, year)
        const before = ofRule()
        const hash = contentHash(db)
        const done = commit(db, stage(workspace, other, { bytes: 'other', name: 'office.xlsx' }).batch)
        expect(ofRule()).toEqual(before)
        expect(stage(workspace, other, { bytes: 'other', name: 'office.xlsx' }).diff).toMatchObject({ added: 0, changed: 0 })
        const beside = contentHash(db)
        const besideCount = (): unknown => db.prepare('SELECT count(*) FROM figure_beside WHERE removed_in IS NULL').pluck().get()
        const rules = db.prepare<[], number>('SELECT id FROM source_of_record WHERE removed_in IS NULL').pluck().all()
        const removals = rules.map((rule) => removeSourceRule(db, { rule, ...by }).changeset)
        const without = contentHash(db)
        const counted = commit(db, stage(workspace, other, { bytes: 'other', name: 'office.xlsx', options: { source: 'office' } }).batch)
        if (counted.changeset > 0) {
          undoChangeset(db, counted.changeset, by)
          expect(contentHash(db)).toBe(without)
        } else expect(besideCount()).toBe(0)
        for (const changeset of removals) undoChangeset(db, changeset, by)
        expect(contentHash(db)).toBe(beside)
        if (done.changeset === 0) return
        undoChangeset(db, done.changeset, by)
        expect(contentHash(db)).toBe(hash)
      }),
    ),
    runs,
  )
}, 120_000)

test('corrections survive the same file; withdrawn, the register is what it was', () => {
  fc.assert(
    fc.property(anyFile, fc.array(fc.record({ pick: fc.nat(), original: fc.integer({ min: 1, max: 9_999_999 }), currency: fc.constantFrom('USD', 'EUR', 'PHP') }), { minLength: 1, maxLength: 5 }), (rows, said) =>
      inWorkspace((workspace) => {
        const { db } = workspace
        commit(db, stage(workspace, rows).batch)
        const before = { amounts: amountsOf(db), usd: sorted(countedUsd(db)) }
        const ids = db.prepare<[], number>('SELECT id FROM amount WHERE to_changeset IS NULL ORDER BY id').pluck().all()
        const corrected = new Map<number, (typeof said)[number]>()
        for (const one of said) if (ids.length > 0) corrected.set(ids[one.pick % ids.length] ?? 0, one)
        const made = [...corrected].map(([amount, { original, currency }]) =>
          addCorrection(db, { amount, figure: { state: 'value', original: `${original}.123`, currency, usdCents: currency === 'USD' ? null : original * 40 }, saidBy: 'R. Cruz', channel: 'telephone', saidOn: '2012-05-01', note: '', attachment: null, ...by }))
        const held = { hash: contentHash(db), amounts: amountsOf(db) }
        const again = stage(workspace, rows)
        expect(again).toMatchObject({ diff: { added: 0, changed: 0 }, moneyEffect: [], corrections: { retired: 0, asked: 0 } })
        expect(commit(db, again.batch).changeset).toBe(0)
        expect(contentHash(db)).toBe(held.hash)
        for (const { correction } of made) withdrawCorrection(db, { correction, reason: '', ...by })
        expect(sorted(countedUsd(db))).toEqual(before.usd)
        // Keys may have taken another ordinal where several were alike.
        const figures = (list: unknown[]): unknown[] => list.map((row) => JSON.stringify(Array.isArray(row) ? row.slice(1) : row)).sort()
        expect(figures(amountsOf(db))).toEqual(figures(before.amounts))
        expect(stage(workspace, rows).diff).toMatchObject({ added: 0, changed: 0 })
      }),
    ),
    runs,
  )
}, 120_000)
