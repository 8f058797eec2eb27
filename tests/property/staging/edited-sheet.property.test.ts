/** A file whose cells are edited in staging is, once checked, what a file that already has these texts would be. */
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BatchReport, StagedRow } from '../../../src/shared/contract/submissions.ts'
import { buildWorkbook, type CellInput } from '../../fixtures/workbook-builder.ts'
import { heading, openDesk, unique, type Desk } from '../../contract/bad-input/desk.ts'

const runs = { seed: 20_261_124, numRuns: 8 }
let desk: Desk
beforeAll(async () => { desk = await openDesk() })
afterAll(() => desk.dispose())

const lines = 14
type Texts = (string | null)[][]
/** Figures are stored as numbers, everything else as text. */
const cellOf = (text: string | null): CellInput => (text !== null && /^-?\d+(?:\.\d+)?$/.test(text) ? { v: text, t: 'n' } : text)
const start: Texts = Array.from({ length: lines }, (_, index) => [`GCP/PHI/${String(100 + index)}/JPN`, `Seeds ${String(index)}`, index % 3 === 0 ? 'Japan' : 'Spain', 'Philippines', String(1000 * (index + 1)), `${String(2010 + (index % 4))}-03-01`])
const book = (texts: Texts): Buffer => buildWorkbook({ sheets: [{ name: 'Grants', rows: [[...heading], ...texts.map((row) => row.map(cellOf)), [null, 'Total', null, null, { v: '105000', t: 'n' }, null]] }] })

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('Japan', 'Norway', 'Atlantis', 'Kenya', 'GCP/KEN/007/SWE', 'Total', '2012-05-31', 'about 7', 'n/a', '-') },
  { weight: 2, arbitrary: fc.integer({ min: -500, max: 90_000 }).map(String) },
  { weight: 1, arbitrary: fc.constant(null) },
)
const edits = fc.array(fc.record({ row: fc.integer({ min: 2, max: lines + 1 }), column: fc.integer({ min: 0, max: 5 }), text }), { minLength: 1, maxLength: 12 })

async function stage(texts: Texts, mapping?: Awaited<ReturnType<typeof propose>>): Promise<BatchReport> {
  const file = await desk.token(`${unique()}.xlsx`, book(texts))
  return desk.ask('submissions.stage', { workspace: desk.workspace, file, mapping: mapping ?? (await propose(file)), decisions: [] })
}
const propose = async (file: string) => (await desk.ask('submissions.propose', { workspace: desk.workspace, file, sheetIndex: 0 })).mapping
const rowsOf = async (batch: number): Promise<StagedRow[]> => (await desk.ask('submissions.batchRows', { workspace: desk.workspace, batch })).rows

test('random edits and a check give the rows, the account and the figures of a file that has these texts', async () => {
  const mapping = await propose(await desk.token('first.xlsx', book(start)))
  await fc.assert(
    fc.asyncProperty(edits, fc.boolean(), async (cells, isOneByOne) => {
      const edited = await stage(start, mapping)
      const inBatch = { workspace: desk.workspace, batch: edited.batch }
      for (const some of isOneByOne ? cells.map((cell) => [cell]) : [cells]) await desk.ask('staging.edit', { ...inBatch, cells: some })
      const checked = await desk.ask('staging.check', inBatch)
      const texts = start.map((row) => [...row])
      for (const { row, column, text: now } of cells) {
        const line = texts[row - 2]
        if (line) line[column] = now
      }
      const fresh = await stage(texts, mapping)
      expect(checked.accounting).toEqual(fresh.accounting)
      expect({ diff: checked.diff, money: checked.moneyEffect, partners: checked.partners, values: checked.values }).toEqual({ diff: fresh.diff, money: fresh.moneyEffect, partners: fresh.partners, values: fresh.values })
      expect(checked.controlSums.map(({ accepted, rejected, totalRows }) => [accepted, rejected, totalRows])).toEqual(fresh.controlSums.map(({ accepted, rejected, totalRows }) => [accepted, rejected, totalRows]))
      expect(checked.controlSums[0]?.sheet).toBe(edited.controlSums[0]?.sheet)
      expect(await rowsOf(edited.batch)).toEqual(await rowsOf(fresh.batch))
      await desk.ask('submissions.discard', inBatch)
      await desk.ask('submissions.discard', { workspace: desk.workspace, batch: fresh.batch })
    }),
    runs,
  )
})
