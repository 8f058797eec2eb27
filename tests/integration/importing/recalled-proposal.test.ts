/** What one committed import changes in the proposal for the next file of the same office, through the whole application but its window. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CellInput } from '../../fixtures/workbook-builder.ts'
import { buildWorkbook } from '../../fixtures/workbook-builder.ts'
import { openDesk, type Desk } from '../../contract/bad-input/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.dispose())

const office = 'FRPHL'
const form = (head: readonly string[], first: number): Buffer => {
  const rows: CellInput[][] = [[...head], ...[0, 1, 2].map((index): CellInput[] => [`GCP/PHI/${first + index}/SWE`, `Project ${first + index}`, 'Friends of the North', 'Philippines', 1000 + index, ...head.slice(5).map(() => 'text')])]
  return buildWorkbook({ sheets: [{ name: 'Grants', rows }] })
}
const propose = async (name: string, bytes: Buffer) => {
  const { workspace } = desk
  const file = await desk.token(name, bytes)
  return { workspace, file, proposal: await desk.ask('submissions.propose', { workspace, file, sheetIndex: 0, office }) }
}

it('names and the form are recalled for the office, the changed form is told as drift, and nothing is confirmed by itself', async () => {
  const { workspace, file, proposal } = await propose('first.xlsx', form(['Project symbol', 'Project title', 'Resource partner', 'Country', 'Approved budget 2011 (USD)'], 100))
  expect(proposal.drift).toBeNull()
  expect(proposal.partners).toMatchObject([{ text: 'Friends of the North', status: 'new' }])
  const mapping = { ...proposal.mapping, constants: { office }, columns: proposal.mapping.columns.map((column) => ({ ...column, isConfirmed: true })) }
  const staged = await desk.ask('submissions.stage', { workspace, file, mapping, decisions: [{ text: 'Friends of the North', from: 'column', partnerKey: 'NOR' }], values: [] })
  expect(staged.accounting).toMatchObject({ accepted: 3, rejected: 0 })
  await desk.ask('submissions.commit', { workspace, batch: staged.batch })

  const { proposal: next } = await propose('second.xlsx', form(['Project symbol', 'Title of project', 'Resource partner', 'Country', 'Approved budget 2011 (USD)', 'Comments of the desk'], 200))
  expect(next.drift).toMatchObject({ office, file: 'first.xlsx', items: [{ change: 'renamed', header: 'Title of project', before: 'Project title' }, { change: 'new', header: 'Comments of the desk' }] })
  expect(next.partners).toMatchObject([{ text: 'Friends of the North', partnerKey: 'NOR', status: 'alias', reason: { key: 'reason.partner-remembered' } }])
  expect(next.mapping.columns.some(({ isConfirmed }) => isConfirmed)).toBe(false)
  expect(next.mapping.columns.find(({ header }) => header === 'Resource partner')).toMatchObject({ field: 'partner', reason: { key: 'reason.remembered' } })

  const remembered = await desk.ask('reference.rememberedValues', { workspace, offset: 0, limit: 10 })
  expect(remembered.columns.find(({ key }) => key === 'text')?.values).toEqual(['Friends of the North'])
  await desk.ask('reference.forgetValue', { workspace, id: Number(remembered.columns.find(({ key }) => key === 'id')?.values[0]) })
  const { proposal: after } = await propose('third.xlsx', form(['Project symbol', 'Project title', 'Resource partner', 'Country', 'Approved budget 2011 (USD)'], 300))
  expect(after.drift).toBeNull()
  expect(after.partners[0]?.reason.key).not.toBe('reason.partner-remembered')
})
