/** A month-end refresh as a script runs it. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { goodBook } from '../../contract/bad-input/desk.ts'

const entry = join(import.meta.dirname, '../../../src/main/hosts/cli/index.ts')
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rmms-recipe-'))
  await mkdir(join(folder, 'W.rmms.inbox'))
  await writeFile(join(folder, 'march.xlsx'), goodBook(5))
  await writeFile(join(folder, 'W.rmms.inbox', 'april.xlsx'), goodBook(7))
  await writeFile(join(folder, 'month-end.json'), JSON.stringify({ steps: [{ pattern: '*.xlsx' }] }))
  await writeFile(join(folder, 'wrong.json'), JSON.stringify({ steps: [{ pattern: '*.xlsx', folder: '../..' }] }))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function rmms(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [entry, ...args, '--workspace', 'W.rmms'], { cwd: folder, env: { ...process.env, RMMS_DATA_DIR: join(folder, 'data') } }, (error, out, err) => {
      resolve({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, out, err })
    })
  })
}

it('is saved from a file, run, and found unchanged when run again', { timeout: 120_000 }, async () => {
  expect((await rmms('import', 'march.xlsx', '--yes')).code).toBe(0)
  expect(await rmms('recipe', 'save', 'month-end.json')).toMatchObject({ code: 0, out: 'Saved: “month-end”, 1 steps.\n' })
  expect(await rmms('recipe', 'save', 'wrong.json')).toMatchObject({ code: 2 })
  expect(await rmms('recipe', 'run', 'quarter-end')).toMatchObject({ code: 2 })

  const dry = await rmms('recipe', 'run', 'month-end', '--dry', '--json')
  expect(JSON.parse(dry.out)).toMatchObject({ isDry: true, needsPerson: 0, items: [{ file: 'april.xlsx', outcome: 'committed', commit: { diff: { added: 2, unchanged: 5 } } }] })
  const real = await rmms('recipe', 'run', 'Month-End', '--json')
  expect(real).toMatchObject({ code: 0 })
  const report = JSON.parse(real.out) as { contentHash: string; contentHashBefore: string; items: unknown }
  expect(report).toMatchObject({ isDry: false, items: [{ outcome: 'committed' }], moneyEffect: expect.arrayContaining([expect.objectContaining({ partner: 'Japan' })]) as unknown })
  expect(report.contentHash).not.toBe(report.contentHashBefore)
  const again = await rmms('recipe', 'run', 'month-end')
  expect(again).toMatchObject({ code: 0 })
  expect(again.out).toContain('unchanged     april.xlsx')

  await writeFile(join(folder, 'W.rmms.inbox', 'may.xlsx'), goodBook(5).subarray(0, 700))
  const failed = await rmms('recipe', 'run', 'month-end')
  expect(failed.code).toBe(1)
  expect(failed.out).toContain('failed        may.xlsx')
  expect((await rmms('recipe')).out).toMatch(/month-end +1 +20\d\d-/)
})
