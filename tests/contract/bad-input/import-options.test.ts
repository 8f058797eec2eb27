/** How a file meets the register, as a window asks for it: options when it is staged and later, what changes, and what is refused. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ImportOptions } from '../../../src/shared/domain/import-options.ts'
import { buildWorkbook } from '../../fixtures/workbook-builder.ts'
import { goodBook, goodRows, openDesk, type Desk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.dispose())

const options = (over: object): ImportOptions => ImportOptions.parse(over)
const changedBook = (): Buffer => buildWorkbook({ sheets: [{ name: 'Grants', rows: goodRows(6).map((row, index) => row.map((cell, column) => (index === 1 && column === 4 ? 1111 : index === 2 && column === 1 ? null : cell))) }] })

test('a staged file is compared again by each choice, its changes can be paged through, and a blank is cleared only where its column says so', async () => {
  const { workspace, ask, refusal } = desk
  const { batch } = await desk.stage(await desk.token('first.xlsx', goodBook()))
  await ask('submissions.commit', { workspace, batch })

  const file = await desk.token('second.xlsx', changedBook())
  const { mapping } = await ask('submissions.propose', { workspace, file, sheetIndex: 0 })
  const adding = await ask('submissions.stage', { workspace, file, mapping, decisions: [], options: options({ behaviour: 'add-only' }) })
  expect(adding).toMatchObject({ diff: { added: 1, changed: 0, unchanged: 5 }, changedFields: 0, options: { behaviour: 'add-only' } })

  const updating = await ask('submissions.setOptions', { workspace, batch: adding.batch, options: options({ behaviour: 'update-only', blanks: [{ column: 1, meaning: 'clear' }] }) })
  expect(updating).toMatchObject({ diff: { added: 0, changed: 2, unchanged: 3, rejected: 1 }, accounting: { accepted: 5, rejected: 1 }, changedFields: 2 })
  expect(await ask('submissions.changedCells', { workspace, batch: adding.batch, offset: 1, limit: 10 })).toEqual({
    total: 2, cells: [{ row: 3, name: 'GCP/PHI/101/JPN', field: 'title', before: 'Seeds and tools 2', after: null }],
  })
  expect((await ask('submissions.batch', { workspace, batch: adding.batch })).options.behaviour).toBe('update-only')

  const replacing = await ask('submissions.setOptions', { workspace, batch: adding.batch, options: options({ behaviour: 'replace-period' }) })
  expect(replacing.fileProblems.map(({ code }) => code)).toContain('finding.store.replace-needs')
  expect(await refusal('submissions.commit', { workspace, batch: adding.batch })).toMatchObject({ code: 'invalid-input', reason: 'error.batch-replace-needs' })

  await ask('submissions.setOptions', { workspace, batch: adding.batch, options: options({}) })
  expect(await ask('submissions.commit', { workspace, batch: adding.batch })).toMatchObject({ diff: { added: 1, changed: 1, unchanged: 4, rejected: 0 } })
  expect(await refusal('submissions.setOptions', { workspace, batch: adding.batch, options: options({}) })).toMatchObject({ code: 'conflict', reason: 'error.batch-committed' })
})

test('a batch that is not there, and options that are none, are refused and change nothing', async () => {
  const { workspace, refusal, raw } = desk
  await desk.untouched(async () => {
    expect(await refusal('submissions.setOptions', { workspace, batch: 999, options: options({}) })).toMatchObject({ reason: 'error.batch-gone' })
    expect(await refusal('submissions.changedCells', { workspace, batch: 999, offset: 0, limit: 10 })).toMatchObject({ reason: 'error.batch-gone' })
    for (const given of [{ behaviour: 'delete-everything' }, { blanks: [{ column: -1, meaning: 'clear' }] }, { period: { start: 'yesterday', end: '2010-12-31' } }, null]) {
      expect(await raw('submissions.setOptions', { workspace, batch: 1, options: given })).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
    }
  })
})
