/** `rmms offices` and `rmms confirm-round`: what the window says of offices, and the workbooks of a round put into a folder. */
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildWorkbook } from '../../fixtures/workbook-builder.ts'

interface Run { readonly code: number; readonly out: string; readonly err: string }
const entry = join(import.meta.dirname, '../../../src/main/hosts/cli/index.ts')
let folder = ''
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'rmms-offices-')) })
afterAll(() => rm(folder, { recursive: true, force: true }))

function rmms(...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [entry, ...args, '--workspace', 'W.rmms'], { cwd: folder, env: { ...process.env, RMMS_DATA_DIR: join(folder, 'data') } }, (error, out, err) => resolve({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, out, err }))
  })
}
// The shape of the answers is what these tests look at.
const json = async <T>(...args: string[]): Promise<T> => {
  const { code, out, err } = await rmms(...args, '--json')
  if (code !== 0) throw new Error(err)
  return JSON.parse(out) as T
}

test('duties are added, listed by state, answered with nil, and reminded of in French', async () => {
  expect(await rmms('new')).toMatchObject({ code: 0 })
  const added = await json<{ id: number; office: string; state: string }[]>('offices', '--add', 'project-contributions', '--period', '2010-11', '--due', '2012-01-31', '--office', 'RAP', '--office', 'RAF')
  expect(added.map(({ office, state }) => `${office} ${state}`).sort()).toEqual(['RAF late', 'RAP late'])
  const raf = added.find(({ office }) => office === 'RAF')?.id ?? 0
  const reminder = await json<{ subject: string; text: string }>('offices', '--remind', String(raf), '--language', 'fr')
  expect(reminder.subject).toContain('2010-11')
  expect(reminder.text).toContain('31 janvier 2012')
  const after = await json<{ office: string; state: string }[]>('offices', '--nil', String(raf), '--said-by', 'A. Diallo')
  expect(after.find(({ office }) => office === 'RAF')?.state).toBe('nil')
  expect((await json<{ office: string }[]>('offices', '--state', 'late')).map(({ office }) => office)).toEqual(['RAP'])
}, 120_000)

test('a round puts one workbook an office into a folder, and says who has none', async () => {
  await writeFile(join(folder, 'kenya.xlsx'), buildWorkbook({ sheets: [{ name: 'Grants', rows: [['Project symbol', 'Project title', 'Resource partner', 'Country', 'Approved budget 2011 (USD)'], ['GCP/KEN/101/SWE', 'Seeds', 'Sweden', 'Kenya', 1000], ['GCP/KEN/102/SWE', 'Tools', 'Sweden', 'Kenya', 500]] }] }))
  expect(await rmms('import', 'kenya.xlsx', '--yes')).toMatchObject({ code: 0 })
  const round = await json<{ files: { file: string }[]; workbooks: { office: string; rows: number; language: string }[]; leftOut: { office: string; reason: string }[] }>('confirm-round', '--period', '2011', '--due', '2012-01-31', '--out', 'round', '--language', 'fr')
  expect(round.workbooks).toEqual([expect.objectContaining({ rows: 2, language: 'fr' })])
  expect(await readdir(join(folder, 'round'))).toEqual(round.files.map(({ file }) => file.split('/').at(-1)))
  const [first] = round.files
  const inspected = await rmms('inspect', first?.file ?? '', '--json')
  expect(inspected.out).toContain('"kind": "project-contributions"')
  const some = await json<{ leftOut: unknown[] }>('confirm-round', '--period', '2011', '--due', '2012-01-31', '--out', 'second', '--office', `${round.workbooks[0]?.office ?? ''}=en`, '--office', 'RLC')
  expect(some.leftOut).toEqual([expect.objectContaining({ office: 'RLC', reason: 'no-projects' })])
  expect(await json<unknown[]>('confirm-round', '--list')).toHaveLength(2)
}, 120_000)

test('bad input: wrong usage is told as such, refusals with their reason; no folder is made', async () => {
  for (const args of [['confirm-round', '--due', '2012-01-31', '--out', 'x'], ['confirm-round', '--period', '2010-12', '--due', '2012-01-31', '--out', 'x'], ['confirm-round', '--period', '2011', '--due', '2012-02-31', '--out', 'x'], ['confirm-round', '--period', '2011', '--due', '2012-01-31', '--out', 'x', '--office', 'RAF=xx'], ['offices', '--add', 'dreams'], ['offices', '--state', 'asleep'], ['offices', '--nil', '1']]) {
    expect(await rmms(...args), args.join(' ')).toMatchObject({ code: 2, out: '' })
  }
  expect(await rmms('confirm-round', '--period', '1990', '--due', '2012-01-31', '--out', 'x')).toMatchObject({ code: 1, out: '' })
  expect(await rmms('offices', '--remind', '999')).toMatchObject({ code: 1, out: '' })
  expect(await readdir(folder)).not.toContain('x')
}, 120_000)
