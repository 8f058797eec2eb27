import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppFailure } from '../../../src/shared/result.ts'
import { confirmPartner } from '../../../src/main/core/importing/commit/confirm-partner.ts'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { closeStore } from '../../../src/main/core/store/database.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import { inChangeset } from '../../../src/main/core/store/write-gate.ts'
import { accepted, amount, draft, makeWorkspace, now, openWorkspace, person, stage, stageAndCommit, type TestWorkspace } from './staged-workspace.ts'

let workspace: TestWorkspace
beforeEach(() => {
  workspace = makeWorkspace()
})
afterEach(() => workspace.dispose())

/** As the symbol proposes it: the row names FAO, the donor part is not sure. */
const proposed = (symbol: string) => draft(symbol, { partnerText: 'FAO', partnerKey: 'NZL', partnerName: 'New Zealand', isPartnerConfirmed: false, partnerReason: { key: 'reason.partner-symbol', params: { symbol, code: 'NZE', name: 'New Zealand' } } })
const rows = [accepted(5, proposed('OSRO/PHI/501/NZE')), accepted(6, { ...proposed('OSRO/PHI/501/NZE'), amounts: [amount(4)] }), accepted(7, proposed('GCP/PHI/060/NZE'))]
const projectIds = (): number[] => workspace.db.prepare<[], number>('SELECT id FROM project WHERE removed_in IS NULL ORDER BY id').pluck().all()
const states = (): unknown[] => workspace.db.prepare('SELECT c.natural_key, g.natural_key, c.partner_state FROM contribution c JOIN partner g ON g.id = c.signatory_id WHERE c.removed_in IS NULL ORDER BY c.id').raw().all()

test('a proposal is confirmed as it is; undo proposes it again', () => {
  stageAndCommit(workspace, rows)
  const before = contentHash(workspace.db)
  const done = confirmPartner(workspace.db, { projects: projectIds(), partnerKey: null, person, now })
  expect(done.contributions).toBe(2)
  expect(states()).toEqual([['OSRO/PHI/501/NZE|NZL', 'NZL', 'confirmed'], ['GCP/PHI/060/NZE|NZL', 'NZL', 'confirmed']])
  undoChangeset(workspace.db, done.changeset, { person, now })
  expect(contentHash(workspace.db)).toBe(before)
})

test('another partner takes its place with every natural key, and the same file again changes nothing', () => {
  stageAndCommit(workspace, rows)
  const before = contentHash(workspace.db)
  const [first] = projectIds()
  const done = confirmPartner(workspace.db, { projects: [first ?? 0], partnerKey: 'AUS', person, now })
  expect(done.contributions).toBe(1)
  expect(states()).toEqual([['OSRO/PHI/501/NZE|AUS', 'AUS', 'confirmed'], ['GCP/PHI/060/NZE|NZL', 'NZL', 'proposed']])
  const keys = workspace.db.prepare<[], string>('SELECT natural_key FROM amount WHERE to_changeset IS NULL ORDER BY 1').pluck().all()
  expect(keys.filter((key) => key.startsWith('OSRO/PHI/501/NZE|AUS|approval|'))).toHaveLength(2)
  expect(workspace.db.prepare('SELECT count(*) FROM source_cell x JOIN amount a ON a.id = x.amount_id WHERE a.to_changeset IS NULL AND x.to_changeset IS NULL').pluck().get()).toBe(3)
  expect(stage(workspace, rows).diff).toEqual({ added: 0, changed: 0, unchanged: 3, rejected: 0 })
  undoChangeset(workspace.db, done.changeset, { person, now })
  expect(contentHash(workspace.db)).toBe(before)
})

test('a partner that already pays for the project keeps its own contribution beside the confirmed one', () => {
  stageAndCommit(workspace, [...rows, accepted(8, draft('GCP/PHI/060/NZE', { partnerText: 'Australia', partnerKey: 'AUS', partnerName: 'Australia' }))])
  confirmPartner(workspace.db, { projects: projectIds(), partnerKey: 'AUS', person, now })
  expect(states()).toEqual([['OSRO/PHI/501/NZE|AUS', 'AUS', 'confirmed'], ['GCP/PHI/060/NZE|AUS|2', 'AUS', 'confirmed'], ['GCP/PHI/060/NZE|AUS', 'AUS', 'confirmed']])
  expect(stage(workspace, rows).diff.unchanged).toBe(3)
})

test('a confirmed partner is corrected where it is the only one', () => {
  stageAndCommit(workspace, [accepted(5, draft('GCP/PHI/001/SWE'))])
  expect(confirmPartner(workspace.db, { projects: projectIds(), partnerKey: null, person, now })).toEqual({ changeset: 0, contributions: 0 })
  expect(confirmPartner(workspace.db, { projects: projectIds(), partnerKey: 'NOR', person, now }).contributions).toBe(1)
  expect(states()).toEqual([['GCP/PHI/001/SWE|NOR', 'NOR', 'confirmed']])
})

test('unknown partners and projects are refused or do nothing', () => {
  stageAndCommit(workspace, rows)
  const refused = (): unknown => confirmPartner(workspace.db, { projects: projectIds(), partnerKey: "x' OR 1", person, now })
  expect(refused).toThrow(AppFailure)
  expect(refused).toThrow('error.unknown-partner')
  expect(confirmPartner(workspace.db, { projects: [987_654, -1], partnerKey: 'NOR', person, now })).toEqual({ changeset: 0, contributions: 0 })
})

test('what was looked up is not written over a register that changed meanwhile', () => {
  stageAndCommit(workspace, rows)
  const before = states()
  const other = openWorkspace(workspace.path)
  const prepare = workspace.db.prepare.bind(workspace.db)
  // Another connection writes in the moment in which the partner is looked up.
  workspace.db.prepare = function (sql: string) {
    if (sql.includes('FROM partner WHERE')) {
      workspace.db.prepare = prepare
      inChangeset(other, { person, kind: 'edit', reason: '', now }, (writer) => writer.insert('programme', { natural_key: 'P1', title: 'Seeds' }))
    }
    return prepare(sql)
  }
  expect(() => confirmPartner(workspace.db, { projects: projectIds(), partnerKey: 'AUS', person, now })).toThrow('error.store-head-moved')
  expect(states()).toEqual(before)
  expect(confirmPartner(workspace.db, { projects: projectIds(), partnerKey: 'AUS', person, now }).contributions).toBe(2)
  closeStore(other)
})

test('nothing is staged once another program has upgraded the file', () => {
  const other = openWorkspace(workspace.path)
  other.pragma('user_version = 99')
  expect(() => stage(workspace, rows)).toThrow('error.workspace-changed-version')
  expect(workspace.db.prepare('SELECT count(*) FROM staging_batch').pluck().get()).toBe(0)
  closeStore(other)
})
