import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ValidatedRow } from '../../../src/shared/domain/submission.ts'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { readHead } from '../../../src/main/core/store/write-gate.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import { commit, draft, now, person, stage, storedUsd } from '../../integration/importing/staged-workspace.ts'
import { anyFile, inWorkspace, sorted } from './arbitrary-files.ts'

const runs = { seed: 20_121_123, numRuns: 40 }

/** Accepted USD by measure, summed here and not by the product. */
function acceptedUsd(rows: readonly ValidatedRow[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { drafts } of rows) for (const value of drafts ?? []) for (const { measure, usdCents } of value.amounts) if (usdCents !== null) sums.set(measure, (sums.get(measure) ?? 0) + usdCents)
  return sums
}
test('the dry run counts what the commit does, the store holds the accepted USD, a second import and an undo leave no trace', () => {
  fc.assert(
    fc.property(anyFile, (rows) =>
      inWorkspace((workspace) => {
        const empty = contentHash(workspace.db)
        const report = stage(workspace, rows)
        expect(report.diff.added + report.diff.changed + report.diff.unchanged + report.diff.rejected).toBe(report.accounting.accepted + report.accounting.rejected)
        const done = commit(workspace.db, report.batch)
        expect(done.diff).toEqual(report.diff)
        const usd = acceptedUsd(rows)
        expect(sorted(storedUsd(workspace.db))).toEqual(sorted(usd))
        expect(sorted(done.usdByMeasure.map(({ measure, cents: sum }) => [measure, sum] as const))).toEqual(sorted(usd))
        const effect = new Map<string, number>()
        for (const { measure, before, after } of report.moneyEffect) effect.set(measure, (effect.get(measure) ?? 0) + after - before)
        expect(sorted([...effect].filter(([, sum]) => sum !== 0))).toEqual(sorted([...usd].filter(([, sum]) => sum !== 0)))

        const full = contentHash(workspace.db)
        const again = stage(workspace, rows)
        expect(again.diff).toMatchObject({ added: 0, changed: 0 })
        expect(commit(workspace.db, again.batch).changeset).toBe(0)
        expect(contentHash(workspace.db)).toBe(full)
        if (done.changeset === 0) return
        expect(readHead(workspace.db).id).toBe(done.changeset)
        undoChangeset(workspace.db, done.changeset, { person, now })
        expect(contentHash(workspace.db)).toBe(empty)
      }),
    ),
    runs,
  )
}, 120_000)

test('a second file onto the first: the dry run counts what the commit does, its money effect is what the store then holds, undo brings the first back', () => {
  fc.assert(
    fc.property(anyFile, anyFile, fc.constantFrom('grants.xlsx', 'camps.xlsx'), (first, second, name) =>
      inWorkspace((workspace) => {
        commit(workspace.db, stage(workspace, first, { bytes: 'first' }).batch)
        const before = { hash: contentHash(workspace.db), usd: storedUsd(workspace.db) }
        const report = stage(workspace, second, { bytes: 'second', name })
        const done = commit(workspace.db, report.batch)
        expect(done.diff).toEqual(report.diff)
        const expected = new Map(before.usd)
        for (const line of report.moneyEffect) expected.set(line.measure, (expected.get(line.measure) ?? 0) + line.after - line.before)
        expect(sorted([...storedUsd(workspace.db)].filter(([, sum]) => sum !== 0))).toEqual(sorted([...expected].filter(([, sum]) => sum !== 0)))
        expect(stage(workspace, second, { bytes: 'second', name }).diff).toMatchObject({ added: 0, changed: 0 })
        if (done.changeset === 0) return
        undoChangeset(workspace.db, done.changeset, { person, now })
        expect(contentHash(workspace.db)).toBe(before.hash)
      }),
    ),
    runs,
  )
}, 120_000)

test('two files of different projects give the same content in either order, whatever new partners they share', () => {
  const ofFile = (rows: readonly ValidatedRow[], prefix: string): ValidatedRow[] =>
    rows.map((row) => (row.drafts?.[0] ? { ...row, drafts: [{ ...row.drafts[0], ...draft(`${prefix}-${row.drafts?.[0].identifier ?? ''}`), ...(({ title, note, amounts, partnerText, partnerKey, partnerName, isPartnerConfirmed, partnerParentText }) => ({ title, note, amounts, partnerText, partnerKey, partnerName, isPartnerConfirmed, partnerParentText: partnerParentText ?? null }))(row.drafts[0]) }] } : row))
  /** What the matcher says of a partner that an earlier file made. */
  const known = (rows: readonly ValidatedRow[]): ValidatedRow[] =>
    rows.map((row) => (row.drafts?.[0]?.partnerText === 'Someone new' ? { ...row, drafts: [{ ...row.drafts[0], partnerKey: 'NEW-SOMEONE-NEW', partnerReason: { key: 'reason.partner-exact', params: { text: 'Someone new' } } }] } : row))
  fc.assert(
    fc.property(anyFile, anyFile, (one, other) => {
      const [a, b] = [ofFile(one, 'A'), ofFile(other, 'B')]
      const isMade = (rows: readonly ValidatedRow[]): boolean => rows.some((row) => row.drafts?.[0]?.partnerText === 'Someone new')
      const hashes = [[a, b, 'a', 'b'] as const, [b, a, 'b', 'a'] as const].map(([first, second, firstName, secondName]) => {
        let hash = ''
        inWorkspace((workspace) => {
          commit(workspace.db, stage(workspace, first, { bytes: firstName, name: `${firstName}.xlsx` }).batch)
          commit(workspace.db, stage(workspace, isMade(first) ? known(second) : second, { bytes: secondName, name: `${secondName}.xlsx` }).batch)
          hash = contentHash(workspace.db)
        })
        return hash
      })
      expect(hashes[0]).toBe(hashes[1])
    }),
    runs,
  )
}, 120_000)
