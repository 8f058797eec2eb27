/** Handing a workspace over: the copy says what it was given with, copies that moved on are told apart, nothing is merged. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDesk, type Desk } from '../bad-input/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk(undefined, true)
})
afterAll(() => desk.dispose())

/** A changeset of any kind: one duty of an office. */
let year = 2000
const change = (workspace: string) => desk.ask('offices.addDuties', { workspace, offices: ['FRKEN'], kind: 'receipts', period: { start: `${(year += 1)}-01-01`, end: `${year}-12-31` }, dueOn: `${year}-12-31` })

/** The file behind a token, put where a person would keep it. */
async function kept(token: string, name: string): Promise<string> {
  const path = join(desk.folder, name)
  copyFileSync((await desk.local.ports.files.resolve(token)).path, path)
  return path
}
const opened = async (path: string) => (await desk.ask('workspaces.open', { file: (await desk.local.ports.files.register(path)).token })).id

test('the copy is the workspace and says who gave it to whom; the original does not change', async () => {
  const { ask, workspace } = desk
  const before = await desk.state()
  expect(await ask('handover.received', { workspace })).toBeNull()
  const made = await ask('handover.make', { workspace, since: '2010-01-01', to: 'A. Colleague', note: 'Back on Monday' })
  expect(await desk.state()).toEqual(before)
  expect(await ask('handover.received', { workspace })).toBeNull()
  const copy = await opened(await kept(made.token, 'given.rmms'))
  expect(await ask('handover.received', { workspace: copy })).toMatchObject({ to: 'A. Colleague', note: 'Back on Monday', since: '2010-01-01' })
  expect(await ask('workspaces.contentHash', { workspace: copy })).toMatchObject(before)
  expect(await ask('workspaces.verify', { workspace: copy })).toMatchObject({ isWhole: true })

  // Given on again, it tells of the last giver alone.
  const second = await ask('handover.make', { workspace: copy, to: 'B. Third', note: '' })
  expect(await ask('handover.received', { workspace: await opened(await kept(second.token, 'given-on.rmms')) })).toMatchObject({ to: 'B. Third', since: null })
})

test('two copies that both moved on: each side’s changes are listed, and the other one is told of as a twin', async () => {
  const { ask, workspace, path } = desk
  const made = await ask('handover.make', { workspace })
  const copy = await opened(await kept(made.token, 'twin.rmms'))
  const head = (await desk.state()).changeset
  expect(await ask('handover.compare', { workspace, other: { id: copy } })).toMatchObject({ relation: 'same', commonChangeset: head, here: [], there: [] })
  await change(copy)
  expect(await ask('handover.compare', { workspace, other: { id: copy } })).toMatchObject({ relation: 'other-is-ahead', hereCount: 0, thereCount: 1 })
  expect((await ask('handover.twins', { workspace })).map(({ name, report }) => [name, report.relation])).toEqual([['twin.rmms', 'other-is-ahead']])
  await change(workspace)
  await change(workspace)
  const report = await ask('handover.compare', { workspace, other: { id: copy } })
  expect(report).toMatchObject({ relation: 'diverged', commonChangeset: head, hereCount: 2, thereCount: 1 })
  expect(report.here.map(({ id }) => id)).toEqual([head + 2, head + 1])
  expect(report.there.map(({ id }) => id)).toEqual([head + 1])
  const back = await ask('handover.compare', { workspace: copy, other: { file: (await desk.local.ports.files.register(path)).token } })
  expect(back).toMatchObject({ relation: 'diverged', hereCount: 1, thereCount: 2 })
})

test('another workspace is unrelated; what is no workspace is refused and changes nothing', async () => {
  const { ask, workspace, refusal, token, untouched } = desk
  const stranger = await ask('workspaces.create', { name: 'Of somebody else' })
  expect(await ask('handover.compare', { workspace, other: { id: stranger.id } })).toMatchObject({ relation: 'unrelated', here: [], there: [] })
  await untouched(async () => {
    expect(await refusal('handover.compare', { workspace, other: { file: await token('notes.rmms', 'not a workspace') } })).toMatchObject({ code: 'unreadable-file' })
    expect(await refusal('handover.compare', { workspace, other: { id: workspace } })).toMatchObject({ code: 'not-found' })
  })
})

test('what is open is told: questions, waiting files, changes since a day', async () => {
  const { ask, workspace } = desk
  const all = await ask('handover.summary', { workspace })
  expect(all.changesets).toBe((await desk.state()).changeset)
  expect(all.changes[0]?.id).toBe(all.changesets)
  expect(await ask('handover.summary', { workspace, since: '2999-01-01' })).toMatchObject({ changesets: 0, changes: [], drafts: 0, tasks: 0 })
})
