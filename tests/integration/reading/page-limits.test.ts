/** No answer carries more cells than one page may, however much is asked for. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cubeMethods } from '../../../src/main/core/jobs/cube-methods.ts'
import { createQuerySession } from '../../../src/main/core/jobs/query-session.ts'
import { openForReading } from '../../../src/main/core/store/database.ts'
import { createBatchReading } from '../../../src/main/core/store/reading/batches.ts'
import { maxPageCells } from '../../../src/shared/contract/common.ts'
import { MatrixSpec } from '../../../src/shared/contract/matrices.ts'
import { makeContributionsFile } from '../../fixtures/contributions-file.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { accepted, draft, makeWorkspace, stage } from '../importing/staged-workspace.ts'

let folder: TempFolder
beforeAll(async () => {
  folder = await createTempFolder()
})
afterAll(() => folder.remove())

test('records behind a figure', () => {
  const { path, rows } = makeContributionsFile(folder.path, 4000)
  const session = createQuerySession(() => {})
  session.open(path)
  const page = (offset: number) => cubeMethods(session).matrixRecords({ spec: MatrixSpec.parse({}), cell: { row: null, column: null }, locale: 'en', offset, limit: 2000 })
  const first = page(0)
  expect(first.total).toBe(rows.filter((row) => row.measure === 'approval').length)
  const width = Object.keys(first.records[0] ?? {}).length
  expect(first.records.length).toBe(Math.floor(maxPageCells / width))
  const rest = page(first.records.length)
  expect(new Set([...first.records, ...rest.records].map(({ amount }) => amount)).size).toBe(Math.min(first.total, 2 * first.records.length))
  session.close()
})

test('rows of a wide sheet, each once over its pages, and at least one on each', () => {
  const workspace = makeWorkspace()
  const width = (index: number): number => (index === 150 ? 16_384 : 300)
  const wide = Array.from({ length: 200 }, (_, index) => ({
    ...accepted(index + 5, draft(`GCP/PHI/${index + 100}/SWE`)),
    cells: { columns: Array.from({ length: width(index) }, (_unused, column) => column), texts: Array.from({ length: width(index) }, (_unused, column) => `${index} ${column}`) },
  }))
  const { batch } = stage(workspace, wide)
  const db = openForReading(workspace.path)
  const reading = createBatchReading(db)
  const seen: number[] = []
  let pages = 0
  while (seen.length < wide.length) {
    const { rows, total } = reading.batchRows({ batch, offset: seen.length, limit: 200 - seen.length })
    expect(total).toBe(wide.length)
    expect(rows.length).toBeGreaterThan(0)
    const cells = rows.reduce((sum, row) => sum + row.cells.length, 0)
    expect(rows.length === 1 || cells <= maxPageCells).toBe(true)
    seen.push(...rows.map(({ row }) => row))
    pages += 1
  }
  expect(seen).toEqual(wide.map(({ row }) => row))
  expect(pages).toBeGreaterThan(5)
  db.close()
  workspace.dispose()
})
