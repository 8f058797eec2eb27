/** Corrections and sources of record as a script uses them. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { goodBook, goodRows } from '../../contract/bad-input/desk.ts'
import { buildWorkbook } from '../../fixtures/workbook-builder.ts'

const entry = join(import.meta.dirname, '../../../src/main/hosts/cli/index.ts')
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rmms-corrections-'))
  await writeFile(join(folder, 'march.xlsx'), goodBook(3))
  const [head = [], first = [], ...rest] = goodRows(3)
  await writeFile(join(folder, 'april.xlsx'), buildWorkbook({ sheets: [{ name: 'Grants', rows: [head, first.with(4, 1750), ...rest] }] }))
  await writeFile(join(folder, 'note.txt'), 'It is 1500.')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function rmms(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [entry, ...args, '--workspace', 'W.rmms'], { cwd: folder, env: { ...process.env, RMMS_DATA_DIR: join(folder, 'data') } }, (error, out, err) => {
      resolve({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, out, err })
    })
  })
}

it('a rule is set, what another source says is listed, a figure is corrected and given back', { timeout: 180_000 }, async () => {
  expect((await rmms('import', 'march.xlsx', '--yes')).code).toBe(0)
  expect((await rmms('reconcile')).out).toBe('No other source says anything.\n')
  expect((await rmms('reconcile', 'set-rule', '--measure', 'approval', '--source', 'fpmis', '--reason', 'Posted')).out).toMatch(/^The rule is in force \(changeset \d+\)\.\n$/)
  expect((await rmms('reconcile', 'rules')).out).toMatch(/approval +every period +fpmis +Posted/)
  const beside = await rmms('import', 'april.xlsx', '--yes')
  expect(beside).toMatchObject({ code: 0, out: expect.stringContaining('3 figures are kept beside') as unknown })
  expect(JSON.parse((await rmms('import', 'april.xlsx', '--source', 'fpmis', '--blank', 'E=clear', '--json')).out)).toMatchObject({ source: 'fpmis', besideFigures: 0, diff: { rejected: 0, changed: 1, unchanged: 2 }, options: { blanks: [{ column: 4, meaning: 'clear' }] } })
  const list = await rmms('reconcile', '--state', 'differ', '--json')
  const page = JSON.parse(list.out) as { rows: { amount: number; project: string; difference: number }[] }
  expect(page).toMatchObject({ total: 1, rows: [{ project: 'GCP/PHI/100/JPN', difference: 75_000, state: 'differ', source: 'office' }] })
  expect((await rmms('reconcile')).out).toContain('agree 2 (0.00 USD), differ 1 (750.00 USD)')

  const amount = String(page.rows[0]?.amount)
  const added = await rmms('corrections', 'add', amount, '--figure', '1500', '--by', 'R. Cruz', '--channel', 'telephone', '--on', '2012-05-04', '--attach', 'note.txt', '--json')
  expect(added).toMatchObject({ code: 0 })
  const { correction } = JSON.parse(added.out) as { correction: number }
  expect((await rmms('corrections')).out).toMatch(/GCP\/PHI\/100\/JPN +Japan +approval 2010-03-01 +1000 USD +1500 USD +500\.00 +\d+ days +R\. Cruz, telephone, 2012-05-04 +live/)
  expect(await rmms('corrections', 'add', amount, '--figure', '1600', '--by', 'R. Cruz', '--channel', 'telephone')).toMatchObject({ code: 1, err: expect.stringContaining('corrected already, as R. Cruz said on 2012-05-04') as unknown })
  expect(await rmms('corrections', 'answer', String(correction), '--take', 'newer')).toMatchObject({ code: 1 })
  expect(await rmms('corrections', 'withdraw', String(correction), '--reason', 'Misheard')).toMatchObject({ code: 0 })
  expect((await rmms('corrections', '--state', 'withdrawn')).out).toContain('Withdrawn by a person')
  expect(JSON.parse((await rmms('corrections', '--json')).out)).toEqual({ total: 0, effect: 0, entries: [] })
})

it('wrong usage says what is wrong', { timeout: 120_000 }, async () => {
  for (const args of [['corrections', 'add'], ['corrections', 'erase'], ['corrections', 'add', '7', '--figure', 'much', '--by', 'X', '--channel', 'letter'], ['corrections', 'add', '7', '--figure', '5', '--by', 'X', '--channel', 'pigeon'], ['reconcile', 'set-rule', '--measure', 'approval'], ['reconcile', 'settle-gaps', '--as', 'kept'], ['reconcile', 'constructor'], ['import', 'march.xlsx', '--period', '2010'], ['import', 'march.xlsx', '--blank', 'E=erase']]) {
    expect(await rmms(...args), args.join(' ')).toMatchObject({ code: 2 })
  }
  expect(await rmms('reconcile', 'settle-gaps', '7', '--as', 'kept')).toMatchObject({ code: 1, err: expect.stringContaining('not asked about any more') as unknown })
})
