/** What the command line prints as JSON is what the window is told: both ask the same workspace, one after the other. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goodRows, openDesk, type Desk } from '../../contract/bad-input/desk.ts'
import { buildWorkbook, type CellInput } from '../../fixtures/workbook-builder.ts'

const entry = join(import.meta.dirname, '../../../src/main/hosts/cli/index.ts')
let desk: Desk
let grants = ''
beforeAll(async () => {
  desk = await openDesk()
  grants = await fileAt('grants.xlsx', goodRows(6))
})
afterAll(() => desk.dispose())

/** Path of a workbook with these rows. */
async function fileAt(name: string, rows: readonly (readonly CellInput[])[]): Promise<string> {
  const token = await desk.token(name, buildWorkbook({ sheets: [{ name: 'Grants', rows }] }))
  return (await desk.local.files.resolve(token)).path
}
const tokenOf = async (path: string): Promise<string> => (await desk.local.files.register(path)).token

/** The answer of a command as a script reads it. */
function rmms(...args: string[]): Promise<Record<string, unknown>> {
  const options = { cwd: desk.folder, env: { ...process.env, RMMS_DATA_DIR: join(desk.folder, 'data') } }
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [entry, ...args, '--workspace', desk.path, '--as', 'Batch work', '--json'], options, (error, out, err) => (error ? reject(new Error(`rmms ${args.join(' ')}: ${err}`)) : resolve(JSON.parse(out))))
  })
}

test('import: the dry run says what the window says of the staged file, the commit what the list and the register say', async () => {
  const { workspace } = desk
  const report = await desk.stage(await tokenOf(grants))
  const dry = await rmms('import', grants)
  const { accounting, controlSums, diff, moneyEffect, options, source, removedFigures, besideFigures, corrections, missingProjects, changedFields, problemCounts } = report
  expect(dry).toMatchObject({ rows: accounting, controlSums, diff, moneyEffect, options, source, removedFigures, besideFigures, corrections, missingProjects, changedFields, problemCounts, committed: null, isWritten: false })
  expect(await desk.ask('submissions.list', { workspace })).toEqual([expect.objectContaining({ batch: report.batch, state: 'staged' })])
  await desk.ask('submissions.discard', { workspace, batch: report.batch })

  const written = await rmms('import', grants, '--yes')
  const [listed] = await desk.ask('submissions.list', { workspace })
  expect(written).toMatchObject({ rows: accounting, diff, moneyEffect, isWritten: true, committed: { submission: listed?.id, changeset: listed?.changeset, diff } })
  expect(written['contentHash']).toBe((await desk.state()).contentHash)
  expect(await desk.ask('submissions.batch', { workspace, batch: listed?.batch ?? 0 })).toMatchObject({ accounting, diff, moneyEffect })
})

test('corrections: the list, and one added on each side', async () => {
  const { workspace } = desk
  const [first, second] = [await amountOf('GCP/PHI/100/JPN'), await amountOf('GCP/PHI/101/JPN')]
  const figure = { state: 'value', original: '1500', currency: 'USD', usdCents: 150_000 } as const
  const added = await desk.ask('corrections.add', { workspace, amount: first, figure, saidBy: 'R. Cruz', channel: 'telephone', saidOn: '2012-01-10' })
  expect(await rmms('corrections', 'add', String(second), '--figure', '2100', '--by', 'R. Cruz', '--channel', 'telephone', '--on', '2012-01-10')).toEqual({ correction: added.correction + 1, changeset: added.changeset + 1 })
  const found = await desk.ask('corrections.list', { workspace })
  expect(found).toMatchObject({ total: 2, effect: 150_000 - 100_000 + 210_000 - 200_000 })
  expect(await rmms('corrections')).toEqual(found)
  expect(await rmms('corrections', 'withdraw', String(added.correction), '--reason', 'A mistake')).toEqual({ changeset: added.changeset + 2 })
  expect(await rmms('corrections', '--state', 'withdrawn')).toEqual(await desk.ask('corrections.list', { workspace, states: ['withdrawn'] }))
})

test('reconcile: rules, and figures of another source beside those of the register', async () => {
  const { workspace } = desk
  await desk.ask('reconciliation.setRule', { workspace, measure: 'approval', start: null, end: null, source: 'office', reason: 'Offices know first' })
  expect(await rmms('reconcile', 'rules')).toEqual(await desk.ask('reconciliation.rules', { workspace }))
  const other = await fileAt('partner.xlsx', goodRows(6).map((row, index) => (index === 2 ? [...row.slice(0, 4), 2500, ...row.slice(5)] : row)))
  expect(await rmms('import', other, '--source', 'partner', '--yes')).toMatchObject({ source: 'partner', besideFigures: 6 })
  const page = await desk.ask('reconciliation.page', { workspace })
  expect(page.counts.find(({ state }) => state === 'agree')?.rows).toBe(5)
  expect(page.counts.find(({ state }) => state === 'differ')).toEqual({ state: 'differ', rows: 1, difference: 250_000 - 210_000 })
  expect(await rmms('reconcile')).toEqual(page)
  expect(await rmms('reconcile', '--state', 'differ')).toEqual(await desk.ask('reconciliation.page', { workspace, states: ['differ'] }))
  expect(await rmms('reconcile', 'gaps')).toEqual(await desk.ask('reconciliation.gaps', { workspace }))
})

test('return: the workbook that goes back, and how the one that came back differs', async () => {
  const { workspace } = desk
  const rows = goodRows(4).map((row, index) => (index === 3 ? [...row.slice(0, 4), 'about 3 million', ...row.slice(5)] : row))
  const { batch } = await desk.stage(await tokenOf(await fileAt('asks.xlsx', rows)))
  const { file, ...made } = await desk.ask('offices.returnWorkbook', { workspace, batch, language: 'fr' })
  const sent = await rmms('return', String(batch), '--out', join(desk.folder, 'back.xlsx'), '--language', 'fr')
  expect(sent).toEqual({ batch, language: 'fr', out: join(desk.folder, 'back.xlsx'), name: file.name, ...made })
  const back = await rmms('return', join(desk.folder, 'back.xlsx'), '--differences')
  expect(back['returned']).toEqual(await desk.ask('offices.returned', { workspace, batch: Number(back['batch']) }))
  expect(back['returned']).toMatchObject({ total: 0, unchanged: 4 })
})

test('confirm-round: its workbooks as the window lists them, and what was left out', async () => {
  const { workspace } = desk
  const made = await rmms('confirm-round', '--period', '2010', '--due', '2012-01-31', '--out', join(desk.folder, 'round'), '--name', 'January')
  const [round, ...others] = await desk.ask('offices.rounds', { workspace })
  expect(others).toEqual([])
  expect(made).toMatchObject({ ...round, leftOut: [] })
  expect(await rmms('confirm-round', '--list')).toEqual([round])
  const again = await desk.ask('offices.makeRound', { workspace, name: 'January', period: { start: '2010-01-01', end: '2010-12-31' }, dueOn: '2012-01-31', offices: null, language: 'en' })
  const plain = (workbooks: unknown) => (workbooks as readonly object[]).map((one) => ({ ...one, id: 0 }))
  expect(plain(made['workbooks'])).toEqual(plain(again.round.workbooks))
})

test('undo: what would be kept is what the window lists; nothing is left of it afterwards that either sees', async () => {
  const { workspace } = desk
  const imported = (await desk.ask('submissions.list', { workspace })).find(({ file }) => file === 'grants.xlsx')
  const changeset = imported?.changeset ?? 0
  const before = await desk.state()
  const outcome = await desk.ask('activity.undoImport', { workspace, changeset, isDry: true })
  expect(outcome.kept).toBeGreaterThan(0)
  expect(await rmms('undo', String(changeset), '--keep-edited', '--dry-run')).toEqual({ undone: changeset, isDry: true, ...outcome, contentHashBefore: before.contentHash, contentHash: before.contentHash })
  const done = await rmms('undo', String(changeset), '--keep-edited')
  expect(done).toMatchObject({ restored: outcome.restored, kept: outcome.kept, failed: outcome.failed, keptItems: outcome.keptItems, contentHashBefore: before.contentHash })
  const after = await desk.state()
  expect([done['contentHash'], (done['changeset'] as { id: number }).id]).toEqual([after.contentHash, after.changeset])
})

/** Number of the only figure of a project. */
async function amountOf(symbol: string): Promise<number> {
  const { records } = await desk.ask('matrices.records', { workspace: desk.workspace, spec: {}, cell: { row: null, column: null }, limit: 100 })
  return records.find((record) => record.symbol === symbol)?.amount ?? expect.fail(`${symbol} has no figure`)
}

test('findings: the list whole and narrowed, put off and taken back', async () => {
  const { workspace } = desk
  await desk.ask('records.write', { workspace, type: 'task', creates: [{ rowKey: 'a', values: [{ field: 'text', text: 'Call the office' }, { field: 'due-on', text: '2012-01-31' }] }, { rowKey: 'b', values: [{ field: 'text', text: 'Write the letter' }, { field: 'due-on', text: '2012-01-30' }] }] })
  const list = (filter: object = {}, more: object = {}) => desk.ask('findings.list', { workspace, limit: 2000, filter: { areas: [], codes: [], severities: [], snoozed: 'without', ...filter }, ...more })
  const found = await list()
  expect(await rmms('findings')).toEqual(found)
  expect(await rmms('findings', '--area', 'tasks', '--code', 'task-overdue', '--search', 'call', '--sort', 'subject')).toEqual(await list({ areas: ['tasks'], codes: ['finding.register.task-overdue'] }, { search: 'call', sort: { key: 'subject', direction: 'asc' } }))
  const key = found.findings.find(({ subject }) => subject === 'Call the office')?.key ?? ''
  await rmms('findings', 'snooze', key, '--until', '2999-12-31', '--reason', 'On leave')
  expect(await rmms('findings', '--snoozed')).toEqual(await list({ snoozed: 'only' }))
  expect(await list()).toMatchObject({ total: found.total - 1, snoozed: 1 })
  await rmms('findings', 'wake', key)
  expect(await rmms('findings')).toEqual(found)
})
