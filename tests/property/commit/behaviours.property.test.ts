/** Whatever the file, the behaviour and the options: rows are accounted for, dry run and commit agree, a second import changes nothing, undo restores. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ImportOptions, matchingBehaviours } from '../../../src/shared/domain/import-options.ts'
import type { SubmissionKind } from '../../../src/shared/domain/kinds.ts'
import type { ColumnMapping, SubmissionMapping } from '../../../src/shared/domain/submission.ts'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { createBatchReading } from '../../../src/main/core/store/reading/batches.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import { verifyWorkspace } from '../../../src/main/core/store/verify.ts'
import { commit, mapping, now, person, stage, type StageOptions, type TestWorkspace } from '../../integration/importing/staged-workspace.ts'
import { anyFile, countedUsd, inWorkspace, sorted } from './arbitrary-files.ts'

const runs = { seed: 20_121_124, numRuns: 50 }

const fields = ['identifier', 'title', 'status', 'ignore'] as const
const columns = fields.map((field, column): ColumnMapping => ({ column, header: field, field, confidence: 1, reason: { key: 'reason.header', params: {} }, isConfirmed: true, samples: [] }))
const mapped = (kind: SubmissionKind, office: string | null): SubmissionMapping => ({ ...mapping, kind, columns, constants: office === null ? {} : { office } })

const kind = fc.constantFrom<SubmissionKind>('project-contributions', 'project-contributions', 'approvals-delivery')
const office = fc.constantFrom(null, 'HQ', 'OSP')
const options = fc.record({
  behaviour: fc.constantFrom(...matchingBehaviours),
  blanks: fc.array(fc.record({ column: fc.integer({ min: 1, max: 3 }), meaning: fc.constantFrom('keep', 'clear', 'ask') }), { maxLength: 3 }),
  period: fc.constantFrom({ start: '2010-01-01', end: '2010-12-31' }, { start: '2009-01-01', end: '2012-12-31' }),
  isOlderAccepted: fc.constant(true),
}).map((one) => ImportOptions.parse(one))
const sending = fc.record({ kind, office, options, name: fc.constantFrom('grants.xlsx', 'camps.xlsx') }).map((one): StageOptions & { readonly kind: SubmissionKind } => ({
  kind: one.kind, name: one.name, mapping: mapped(one.kind, one.options.behaviour === 'replace-period' ? (one.office ?? 'HQ') : one.office), options: one.options,
}))

const live = (workspace: TestWorkspace): number => workspace.db.prepare<[], number>('SELECT count(*) FROM amount WHERE to_changeset IS NULL').pluck().get() ?? 0

test('a file onto another', () => {
  fc.assert(
    fc.property(anyFile, sending, anyFile, sending, (first, how, second, then) =>
      inWorkspace((workspace) => {
        const { db } = workspace
        commit(db, stage(workspace, first, { ...how, bytes: 'first' }).batch)
        const before = { hash: contentHash(db), usd: countedUsd(db), live: live(workspace) }

        const report = stage(workspace, second, { ...then, bytes: 'second' })
        const { accounting: { read, ...kinds }, diff } = report
        expect(Object.values(kinds).reduce((sum, count) => sum + count, 0)).toBe(read)
        expect(read).toBe(second.length)
        expect(diff.added + diff.changed + diff.unchanged).toBe(kinds.accepted)
        expect(diff.rejected).toBe(kinds.rejected)
        expect(contentHash(db)).toBe(before.hash)
        const listed = createBatchReading(db).changedCells({ batch: report.batch, offset: 0, limit: 100_000 })
        expect(listed.cells.length).toBe(report.changedFields)
        expect(listed.cells.every((cell) => cell.before !== cell.after)).toBe(true)
        // A blank that ends changes no value that is shown.
        expect(listed.cells.filter(({ row }) => row === null).length).toBeLessThanOrEqual(report.removedFigures)

        const done = commit(db, report.batch)
        expect(done.diff).toEqual(diff)
        const expected = new Map(before.usd)
        for (const line of report.moneyEffect) expected.set(line.measure, (expected.get(line.measure) ?? 0) + line.after - line.before)
        const nonzero = (sums: ReadonlyMap<string, number>): unknown => sorted([...sums].filter(([, sum]) => sum !== 0))
        expect(nonzero(countedUsd(db))).toEqual(nonzero(expected))
        if (then.options?.behaviour === 'update-only') expect(db.prepare('SELECT count(*) FROM project WHERE removed_in IS NULL').pluck().get()).toBe(db.prepare('SELECT count(*) FROM project WHERE removed_in IS NULL AND id IN (SELECT row_id FROM change WHERE table_name = ? AND changeset_id < ?)').pluck().get('project', done.changeset || 1e9))
        if (then.options?.behaviour !== 'replace-period') expect(live(workspace)).toBeGreaterThanOrEqual(before.live)

        const full = contentHash(db)
        const again = stage(workspace, second, { ...then, bytes: 'second' })
        expect(again.diff).toMatchObject({ added: 0, changed: 0 })
        expect(again).toMatchObject({ removedFigures: 0, changedFields: 0 })
        expect(commit(db, again.batch).changeset).toBe(0)
        expect(contentHash(db)).toBe(full)

        if (done.changeset === 0) return
        undoChangeset(db, done.changeset, { person, now })
        expect(contentHash(db)).toBe(before.hash)
        expect(verifyWorkspace(db).isWhole).toBe(true)
      }),
    ),
    runs,
  )
}, 240_000)
