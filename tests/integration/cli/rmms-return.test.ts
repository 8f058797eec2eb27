/** Return to sender from the command line. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildWorkbook } from '../../fixtures/workbook-builder.ts'

const entry = join(import.meta.dirname, '../../../src/main/hosts/cli/index.ts')
let folder = ''
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'rmms-return-')) })
afterAll(() => rm(folder, { recursive: true, force: true }))

const rmms = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [entry, ...args], { cwd: folder, env: { ...process.env, RMMS_DATA_DIR: join(folder, 'data') } }, (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }))
  })

test('a workbook goes back with a question, what comes back is known, wrong usage is said', { timeout: 120_000 }, async () => {
  const rows = [['Project symbol', 'Project title', 'Resource partner', 'Country', 'Approved budget (USD)', 'Start date'], ['GCP/PHI/1/JPN', 'Seeds', 'Japan', 'Philippines', 'about 2 million', '2010-03-01'], ['GCP/PHI/2/JPN', 'Tools', 'Japan', 'Philippines', 5, '2010-03-01']]
  await writeFile(join(folder, 'grants.xlsx'), buildWorkbook({ sheets: [{ name: 'Grants', rows }] }))
  expect((await rmms('new', '--workspace', 'w.rmms')).code).toBe(0)
  const sent = await rmms('return', 'grants.xlsx', '--workspace', 'w.rmms', '--out', 'back.xlsx', '--language', 'fr', '--ask', 'B2=Est-ce définitif ?', '--json')
  expect(sent, sent.err).toMatchObject({ code: 0 })
  expect(JSON.parse(sent.out)).toMatchObject({ batch: 1, language: 'fr', name: 'grants - examen.xlsx', comments: 2, questions: 1, isOwnWorkbook: true, isSignatureBroken: false })
  const back = await rmms('return', 'back.xlsx', '--workspace', 'w.rmms', '--differences', '--json')
  expect(JSON.parse(back.out)).toMatchObject({ returned: { origin: { purpose: 'return', file: 'grants.xlsx' }, total: 0, unchanged: 2, answers: 0 } })
  expect(await rmms('return', '1', '--workspace', 'w.rmms', '--differences')).toMatchObject({ code: 1 })
  expect(await rmms('return', '1', '--workspace', 'w.rmms', '--out', 'x.xlsx', '--ask', 'nonsense')).toMatchObject({ code: 2 })
  expect(await rmms('return', '99', '--workspace', 'w.rmms', '--out', 'x.xlsx')).toMatchObject({ code: 1 })
})
