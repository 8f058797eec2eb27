/** What a person orders is what the person saw: a file that was edited in another window meanwhile is not committed by a look at the old difference. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goodBook, openDesk, type Desk } from '../bad-input/desk.ts'

let desk: Desk
beforeAll(async () => { desk = await openDesk() })
afterAll(() => desk.dispose())

test('a commit ordered by what was seen before an edit elsewhere is refused and writes nothing; by what is seen now it goes through', async () => {
  const { workspace } = desk
  const seen = await desk.stage(await desk.token('grants.xlsx', goodBook(3)))
  const { batch } = seen
  await desk.ask('staging.edit', { workspace, batch, cells: [{ row: 2, column: 4, text: '77000000' }] })
  const now = await desk.ask('staging.check', { workspace, batch })
  const before = await desk.state()
  expect(await desk.refusal('submissions.commit', { workspace, batch, seen })).toMatchObject({ code: 'conflict', reason: 'error.batch-edited-since' })
  expect(await desk.state()).toEqual(before)
  expect(await desk.ask('submissions.batch', { workspace, batch })).toEqual(now)
  expect(await desk.ask('submissions.commit', { workspace, batch, seen: now })).toMatchObject({ diff: now.diff, usdByMeasure: [{ measure: 'approval', cents: 7_700_000_000 + 200_000 + 300_000 }] })
})

test('a commit without a look, as a script orders it, takes the file as it is', async () => {
  const { workspace } = desk
  const { batch } = await desk.stage(await desk.token('more.xlsx', goodBook(4)))
  await desk.ask('staging.edit', { workspace, batch, cells: [{ row: 5, column: 4, text: '5' }] })
  await desk.ask('staging.check', { workspace, batch })
  expect(await desk.ask('submissions.commit', { workspace, batch })).toMatchObject({ diff: { rejected: 0 } })
})
