/** `rmms template`: the workbook that an office gets, with drop-downs from the workspace, read again by `rmms inspect`. */
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import ExcelJS from 'exceljs'

interface Run { readonly code: number; readonly out: string; readonly err: string }
const entry = join(import.meta.dirname, '../../../src/main/hosts/cli/index.ts')
let folder = ''
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'rmms-template-')) })
afterAll(() => rm(folder, { recursive: true, force: true }))

function rmms(...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [entry, ...args], { cwd: folder, env: { ...process.env, RMMS_DATA_DIR: join(folder, 'data') } }, (error, out, err) => resolve({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, out, err }))
  })
}

test('makes the workbook with the names of the workspace, and knows it again', async () => {
  expect(await rmms('new', '--workspace', 'W.rmms')).toMatchObject({ code: 0 })
  expect(await rmms('template', 'pipeline', 'pipeline.xlsx', '--workspace', 'W.rmms', '--language', 'fr')).toMatchObject({ code: 0, out: 'Written: pipeline.xlsx\n' })
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(join(folder, 'pipeline.xlsx'))
  const values = book.worksheets[2]?.getSheetValues().flat().map(String) ?? []
  for (const name of ['Kenya', 'GCP', 'A1', 'USD', 'Japon']) expect(values).toContain(name)
  const inspected = await rmms('inspect', 'pipeline.xlsx', '--workspace', 'W.rmms', '--json')
  // The shape of the answer is what this test looks at.
  const { files } = JSON.parse(inspected.out) as { files: { sheets: { tables: { kind: string; kinds: { confidence: number }[] }[] }[] }[] }
  expect(files[0]?.sheets.map(({ tables }) => tables.map(({ kind, kinds }) => [kind, kinds[0]?.confidence]))).toEqual([[['pipeline', 1]], [], []])
}, 60_000)

test('refuses kinds that do not exist and a missing name as wrong usage, and writes nothing', async () => {
  for (const args of [['template', 'dreams', 'x.xlsx', '--workspace', 'W.rmms'], ['template', 'pipeline', '--workspace', 'W.rmms'], ['template', 'pipeline', 'x.xlsx'], ['template', 'pipeline', 'x.xlsx', '--workspace', 'W.rmms', '--language', 'xx']]) {
    expect(await rmms(...args)).toMatchObject({ code: 2, out: '' })
  }
  expect(await rmms('template', 'pipeline', 'x.xlsx', '--workspace', 'missing.rmms')).toMatchObject({ code: 1 })
  expect(await readdir(folder)).not.toContain('x.xlsx')
}, 60_000)
