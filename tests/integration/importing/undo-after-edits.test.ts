/** Real imports taken back after people have worked on: corrections, confirmed partners, later imports; and the file comes again. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addCorrection } from '../../../src/main/core/corrections/change-corrections.ts'
import { confirmPartner } from '../../../src/main/core/importing/commit/confirm-partner.ts'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import { undoImport } from '../../../src/main/core/store/undo-import.ts'
import { verifyWorkspace } from '../../../src/main/core/store/verify.ts'
import { accepted, amount, draft, makeWorkspace, now, person, stage, stageAndCommit, storedUsd, type TestWorkspace } from './staged-workspace.ts'

let workspace: TestWorkspace
beforeEach(() => {
  workspace = makeWorkspace()
})
afterEach(() => {
  expect(verifyWorkspace(workspace.db).checks.flatMap(({ details }) => details)).toEqual([])
  workspace.dispose()
})

const rows = (usd: number, count = 4) => Array.from({ length: count }, (_, index) => accepted(5 + index, draft(`GCP/PHI/00${index + 1}/SWE`, { amounts: [amount(usd + index)] })))
const takeBack = (changeset: number, isDry = false) => undoImport(workspace.db, { changeset, person, now, isDry })
const amountOf = (symbol: string): number =>
  workspace.db.prepare<[string], number>('SELECT a.id FROM amount a JOIN contribution c ON c.id = a.contribution_id JOIN project p ON p.id = c.project_id WHERE p.natural_key = ? AND a.to_changeset IS NULL').pluck().get(symbol) ?? 0
const figures = (): unknown[] => workspace.db.prepare('SELECT natural_key, state, original, currency, usd_cents FROM amount WHERE to_changeset IS NULL ORDER BY natural_key').all()
const correct = (symbol: string, usd: string): number =>
  addCorrection(workspace.db, { amount: amountOf(symbol), figure: { state: 'value', original: usd, currency: 'USD', usdCents: null }, saidBy: 'R. Cruz', channel: 'telephone', saidOn: now.slice(0, 10), note: '', attachment: null, person, now }).changeset

test('a corrected figure stays with its correction; the rest goes; the file that comes again brings back exactly what went', () => {
  const imported = stageAndCommit(workspace, rows(1000)).changeset
  const corrected = correct('GCP/PHI/002/SWE', '7777')
  const worked = figures()
  const outcome = takeBack(imported)
  expect(outcome.failed).toBe(0)
  expect(outcome.keptItems.filter(({ reason }) => reason === 'undo.reason.edited')).toMatchObject([{ table: 'amount', by: [corrected] }])
  expect([...storedUsd(workspace.db)]).toEqual([['approval', 777_700]])
  expect(workspace.db.prepare(`SELECT count(*) FROM correction WHERE removed_in IS NULL AND state = 'live'`).pluck().get()).toBe(1)
  const again = stage(workspace, rows(1000))
  expect(again.diff).toMatchObject({ added: 3, rejected: 0 })
  stageAndCommit(workspace, rows(1000))
  expect([...storedUsd(workspace.db)]).toEqual([['approval', 100_000 + 777_700 + 100_200 + 100_300]])
  expect(figures()).toEqual(worked)
})

test('a file that changed figures: what was corrected since stays as it is, the others go back to the figures before it', () => {
  stageAndCommit(workspace, rows(1000))
  const second = stageAndCommit(workspace, rows(2000), { bytes: 'a newer file' }).changeset
  correct('GCP/PHI/001/SWE', '5555')
  expect(takeBack(second, true)).toMatchObject({ changeset: null, failed: 0 })
  expect(takeBack(second).keptItems.some(({ table, reason }) => table === 'amount' && reason === 'undo.reason.edited')).toBe(true)
  expect([...storedUsd(workspace.db)]).toEqual([['approval', 555_500 + 100_100 + 100_200 + 100_300]])
})

test('another partner named since: the contribution and its figures stay under it', () => {
  const imported = stageAndCommit(workspace, [accepted(5, draft('GCP/PHI/001/SWE', { isPartnerConfirmed: false })), accepted(6, draft('GCP/PHI/002/SWE'))]).changeset
  const project = workspace.db.prepare<[], number>(`SELECT id FROM project WHERE natural_key = 'GCP/PHI/001/SWE'`).pluck().get() ?? 0
  const { changeset } = confirmPartner(workspace.db, { projects: [project], partnerKey: 'NOR', person, now })
  const outcome = takeBack(imported)
  expect(outcome).toMatchObject({ failed: 0 })
  expect(outcome.keptItems.filter(({ reason }) => reason === 'undo.reason.edited').map(({ table, by }) => `${table} ${by.join()}`)).toEqual([`amount ${changeset}`, `contribution ${changeset}`])
  expect([...storedUsd(workspace.db)]).toEqual([['approval', 100_000]])
})

test('nobody worked on: it is as if the file had never come', () => {
  const before = contentHash(workspace.db)
  const imported = stageAndCommit(workspace, rows(1000)).changeset
  const after = contentHash(workspace.db)
  const { changeset, kept, failed } = takeBack(imported)
  expect([kept, failed, contentHash(workspace.db)]).toEqual([0, 0, before])
  undoChangeset(workspace.db, changeset?.id ?? 0, { person, now })
  expect(contentHash(workspace.db)).toBe(after)
})
