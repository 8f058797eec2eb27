/** The application's own files damaged or in the way: what they hold is lost or not kept, in words; the work goes on. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { goodBook, openDesk, type Desk } from './desk.ts'

let desk: Desk
const own = (name: string): string => join(desk.folder, 'data', name)
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.dispose())

it('a settings file that is nonsense counts as none; one that cannot be replaced is said', async () => {
  writeFileSync(own('settings.json'), '{"locale": "xx", "__proto__": {"person": 1}, "person": 7')
  expect(await desk.ask('app.settings', {})).toMatchObject({ person: '', theme: 'system' })
  expect(await desk.ask('app.saveSettings', { person: 'Amina' })).toMatchObject({ person: 'Amina' })
  rmSync(own('settings.json'))
  mkdirSync(own('settings.json'))
  expect(await desk.untouched(() => desk.refusal('app.saveSettings', { person: 'Somebody' }))).toMatchObject({ code: 'conflict', reason: 'error.settings-not-saved' })
  expect(readdirSync(own('.')).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

it('a list of workspaces that is nonsense starts empty; where it cannot be written, workspaces open all the same', async () => {
  for (const text of ['', '[{"id": 1}]', '{"__proto__": []}', 'null', '\u0000'.repeat(100)]) {
    writeFileSync(own('workspaces.json'), text)
    expect(await desk.ask('workspaces.list', {})).toEqual([])
  }
  rmSync(own('workspaces.json'))
  mkdirSync(own('workspaces.json'))
  const { id } = await desk.ask('workspaces.create', { name: 'Second' })
  const report = await desk.ask('submissions.inspect', { workspace: id, file: await desk.token('grants.xlsx', goodBook()) })
  expect(report.kind).toBe('xlsx')
  await desk.ask('workspaces.close', { workspace: id })
  expect(readdirSync(own('.')).filter((name) => name.includes('.new'))).toEqual([])
})

it('the folder of workspaces replaced by a file: a new one cannot be made there, and that is said', async () => {
  const other = await openDesk()
  try {
    await other.ask('workspaces.close', { workspace: other.workspace })
    rmSync(join(other.folder, 'data', 'workspaces'), { recursive: true })
    writeFileSync(join(other.folder, 'data', 'workspaces'), 'in the way')
    expect(await other.refusal('workspaces.create', { name: 'Third' })).toMatchObject({ code: 'invalid-input', reason: 'error.workspace-new-unwritable', params: { name: 'Third.rmms' } })
    expect(await other.refusal('workspaces.open', { id: other.workspace })).toMatchObject({ code: 'not-found', reason: 'error.workspace-missing' })
  } finally {
    await other.dispose()
  }
})

it('a log that cannot be written stops nothing', async () => {
  rmSync(own('logs'), { recursive: true, force: true })
  writeFileSync(own('logs'), 'in the way')
  expect(await desk.refusal('submissions.inspect', { workspace: desk.workspace, file: await desk.token('a.xlsx', 'x'.repeat(3) + '\u0000'.repeat(50)) })).toMatchObject({ code: 'unreadable-file' })
  expect(await desk.ask('overview.summary', { workspace: desk.workspace })).toMatchObject({ changeset: 2 })
})
