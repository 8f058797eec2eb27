/** `rmms edit` writes what the grid of the window writes: the same texts, refusals and outcome. */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RecordType } from '../../../src/shared/domain/register/record-types.ts'
import { goodBook, openDesk, type Desk } from '../../contract/bad-input/desk.ts'

const entry = join(import.meta.dirname, '../../../src/main/hosts/cli/index.ts')
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
  const { batch } = await desk.stage(await desk.token('grants.xlsx', goodBook(3)))
  await desk.ask('submissions.commit', { workspace: desk.workspace, batch })
})
afterAll(() => desk.dispose())

function rmms(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const options = { cwd: desk.folder, env: { ...process.env, RMMS_DATA_DIR: join(desk.folder, 'data') } }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [entry, 'edit', ...args, '--workspace', desk.path, '--as', 'Batch work'], options, (_error, out, err) => resolve({ code: child.exitCode ?? -1, out, err }))
  })
}
const cell = async (type: RecordType, id: number, field: string) => (await desk.ask('records.page', { workspace: desk.workspace, type, fields: [field], filter: { values: [], ranges: [], ids: [id] } })).columns.find(({ key }) => key === field)?.values[0]

test('a dry run says what the window would be told, then the same is written', async () => {
  const { workspace } = desk
  const [id = 0] = (await desk.ask('records.ids', { workspace, type: 'project', filter: { values: [{ field: 'symbol', values: ['GCP/PHI/101/JPN'] }] } })).ids
  const asked = { workspace, type: 'project' as const, edits: [{ id, field: 'title', text: 'Seeds = tools' }, { id, field: 'end-date', text: null }], isDry: true }
  const expected = await desk.ask('records.write', asked)
  expect(expected.changes).toEqual([{ id, name: 'GCP/PHI/101/JPN', field: 'title', before: 'Seeds and tools 2', after: 'Seeds = tools' }])
  const args = ['project', 'gcp / phi / 101 / jpn', '--set', 'title=Seeds = tools', '--set', 'end-date=', '--json']
  expect(JSON.parse((await rmms(...args, '--dry-run')).out)).toEqual(expected)
  expect(await cell('project', id, 'title')).toBe('Seeds and tools 2')
  expect(JSON.parse((await rmms(...args)).out)).toMatchObject({ changeset: expect.any(Number), cells: 1, refused: [] })
  expect(await cell('project', id, 'title')).toBe('Seeds = tools')
})

test('what cannot be read is refused with its reason and exit code 1, and nothing is written', async () => {
  const before = await desk.state()
  const { code, out } = await rmms('project', 'GCP/PHI/100/JPN', '--set', 'title=New', '--set', 'area=Atlantis')
  expect([code, out.split('\n')[0]]).toEqual([1, 'Nothing was written. It asked for 0 cells of 0 records, 0 of them new; 0 removed.'])
  expect(out).toContain('“Atlantis”')
  expect((await desk.state()).contentHash).toBe(before.contentHash)
})

test('an imported figure is changed only with who said so; then it is a correction', async () => {
  const { workspace } = desk
  const [id = 0] = (await desk.ask('records.ids', { workspace, type: 'amount', sort: [{ key: 'original', direction: 'asc' }], limit: 1 })).ids
  expect(JSON.parse((await rmms('amount', String(id), '--set', 'original=1250', '--json')).out)).toMatchObject({ changeset: null, refused: [{ field: 'original', reason: { key: 'refused.imported-figure' } }] })
  const done = await rmms('amount', String(id), '--set', 'original=1250', '--by', 'R. Cruz', '--channel', 'telephone', '--on', '2012-05-04', '--json')
  expect(JSON.parse(done.out)).toMatchObject({ changeset: expect.any(Number), refusedCount: 0 })
  expect(await cell('amount', id, 'original')).toBe('1250')
  expect((await desk.ask('corrections.list', { workspace })).entries).toMatchObject([{ saidBy: 'R. Cruz', channel: 'telephone', saidOn: '2012-05-04', corrected: { original: '1250' } }])
})

test('many at once from a file; a new record; one removed; wrong usage is told apart', async () => {
  const file = join(desk.folder, 'changes.json')
  await writeFile(file, JSON.stringify({ creates: ['Alpha', 'Beta'].map((name) => ({ rowKey: name, values: [{ field: 'name', text: name }, { field: 'partner', text: 'Japan' }] })) }))
  const { created } = JSON.parse((await rmms('contact', '--from', file, '--json')).out)
  expect(created.map((one: { readonly rowKey: string }) => one.rowKey)).toEqual(['Alpha', 'Beta'])
  const made = JSON.parse((await rmms('contact', '--new', '--set', 'name=Gamma', '--set', 'partner=SWE', '--json')).out)
  expect(await cell('contact', made.created[0].id, 'partner')).toBe('Sweden')
  expect(JSON.parse((await rmms('contact', 'Alpha', '--remove', '--json')).out)).toMatchObject({ removed: 1, changeset: expect.any(Number) })
  await writeFile(file, '{"edits": [{"id": "x"}], "more": 1}')
  for (const args of [['contact', '--from', file], ['contact', '--new'], ['contact'], ['contact', 'Beta', '--new', '--set', 'name=B'], ['contact', 'Beta', '--set', 'name']]) expect((await rmms(...args)).code, args.join(' ')).toBe(2)
})
