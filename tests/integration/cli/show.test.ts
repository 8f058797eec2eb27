/** `rmms show` prints what the window is told of a record, found by number, symbol, code or name. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
    const child = execFile(process.execPath, [entry, ...args, '--workspace', desk.path], options, (_error, out, err) => resolve({ code: child.exitCode ?? -1, out, err }))
  })
}

test('a project by its symbol in another spelling and by its number, with its history', async () => {
  const { workspace } = desk
  const [id = 0] = (await desk.ask('records.ids', { workspace, type: 'project', filter: { values: [{ field: 'symbol', values: ['GCP/PHI/101/JPN'] }] } })).ids
  const shown = await desk.ask('records.show', { workspace, type: 'project', id })
  expect(shown).toMatchObject({ name: 'GCP/PHI/101/JPN', parts: expect.arrayContaining([{ type: 'contribution', count: 1 }]) })
  expect(JSON.parse((await rmms('show', 'project', 'gcp / phi / 101 / jpn', '--json')).out)).toEqual(shown)
  const history = await desk.ask('records.history', { workspace, type: 'project', id, limit: 500 })
  expect(JSON.parse((await rmms('show', 'project', String(id), '--history', '--json')).out)).toEqual({ ...shown, history })
  const { out, code } = await rmms('show', 'project', `#${id}`, '--history')
  expect(code).toBe(0)
  expect(out).toContain(`#${id}: GCP/PHI/101/JPN`)
  expect(out).toContain('Seeds and tools 2')
  expect(out).toMatch(/grants\.xlsx, Grants!E3: 2000/)
})

test('a partner by code and by any of its names; what is none or several is refused with what was found', async () => {
  const { workspace } = desk
  const [byCode, byName] = [await rmms('show', 'partner', 'JPN', '--json'), await rmms('show', 'partner', 'Japon', '--json')]
  expect(byName).toEqual(byCode)
  const { id } = JSON.parse(byCode.out) as { id: number }
  expect(JSON.parse(byCode.out)).toEqual(await desk.ask('records.show', { workspace, type: 'partner', id }))
  const several = await rmms('show', 'project', 'Seeds and tools')
  expect([several.code, several.err]).toEqual([1, expect.stringMatching(/“Seeds and tools”: #\d+, #\d+, #\d+/)])
  expect(await rmms('show', 'project', 'no such project')).toMatchObject({ code: 1, err: expect.stringContaining('no such project') })
  expect(await rmms('show', 'amount', '99999999')).toMatchObject({ code: 1 })
  expect(await rmms('show', 'planet', '1')).toMatchObject({ code: 2, err: expect.stringContaining('planet') })
})
