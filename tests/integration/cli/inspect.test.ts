/** `rmms inspect` over files and folders, as a script runs it. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildWorkbook } from '../../fixtures/workbook-builder.ts'

let folder = ''
const entry = join(import.meta.dirname, '../../../src/main/hosts/cli/index.ts')

function rmms(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [entry, ...args], { cwd: folder, env: { ...process.env, RMMS_DATA_DIR: join(folder, '.data') }, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
      resolve({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, out, err })
    })
  })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rmms-inspect-'))
  await mkdir(join(folder, 'offices', 'kenya'), { recursive: true })
  await writeFile(join(folder, 'offices', 'a.xlsx'), buildWorkbook({ sheets: [
    { name: 'Grants', rows: [['Grants of the office'], [], ['Project symbol', 'Title', 'Resource partner', 'Approved 2010 (USD)'], ['GCP/KEN/001/JPN', 'Seeds', 'Japan', 5], ['GCP/KEN/002/CAN', 'Wells', 'Canada', 7], [null, 'TOTAL', null, 13]] },
    { name: 'Lists', state: 'hidden', rows: [['Kenya'], ['Uganda']] },
  ] }))
  await writeFile(join(folder, 'offices', 'kenya', 'b.csv'), 'Proyecto;Donante;Monto (USD)\nSemillas;Japón;1.234,50\nPozos;Bélgica;12,25\n')
  await writeFile(join(folder, 'offices', 'kenya', 'c.xlsx'), 'PK\u0003\u0004 not a workbook')
  await writeFile(join(folder, 'offices', 'kenya', 'notes.pdf'), '%PDF-1.4')
  await writeFile(join(folder, 'offices', '.hidden.csv'), 'a,b\n1,2\n')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a folder: every file in the order of names, a refused one with its sentence and exit code 1, nothing written', { timeout: 60_000 }, async () => {
  const { code, out } = await rmms('inspect', 'offices', '--json')
  expect(code).toBe(1)
  // The shape of answers is what this test looks at.
  const { files, skipped } = JSON.parse(out) as { files: { path: string; format?: string; refused?: { reason: string; text: string }; sheets?: { name: string; visibility: string; tables: Record<string, unknown>[] }[] }[]; skipped: string[] }
  expect(files.map(({ path }) => path)).toEqual(['a.xlsx', join('kenya', 'b.csv'), join('kenya', 'c.xlsx')].map((name) => join('offices', name)))
  expect(skipped).toEqual([join('offices', 'kenya', 'notes.pdf')])
  expect(files[2]?.refused?.text).toContain('c.xlsx')
  const [grants, lists] = files[0]?.sheets ?? []
  expect([grants?.visibility, lists?.visibility, lists?.tables]).toEqual(['visible', 'hidden', []])
  expect(grants?.tables[0]).toMatchObject({
    kind: 'project-contributions', headerRow: 3, headerRows: 1, rows: { read: 6, above: 2, header: 1, accepted: 2, total: 1 },
    columns: [{ letter: 'A', field: 'identifier' }, { letter: 'B', field: 'title' }, { letter: 'C', field: 'partner' }, { letter: 'D', header: 'Approved 2010 (USD)', field: 'amount', measure: 'approval', currency: 'USD' }],
    controlSums: [{ letter: 'D', accepted: '12', totals: [{ address: 'D6', printed: '13', summed: '12', difference: '1', from: 4, to: 5 }] }],
  })
  expect(files[1]?.sheets?.[0]?.tables[0]).toMatchObject({ columns: [{ field: 'title' }, { field: 'partner' }, { field: 'amount', decimalMark: ',', grammar: { number: { decimalMark: ',', groupMark: '.' } } }], controlSums: [{ sheet: '1246.75' }] })
  expect((await readdir(folder)).sort()).toEqual(['.data', 'offices'])
})

test('people read it too; a path that is not there is refused, wrong usage is told', { timeout: 60_000 }, async () => {
  const shown = await rmms('inspect', join('offices', 'a.xlsx'))
  expect(shown.code).toBe(0)
  for (const text of ['sheet “Grants”', 'header in row 3', 'amount approval USD', 'D6 “TOTAL”: printed 13, rows 4 to 5 sum to 12, difference 1', 'sheet “Lists”, hidden', '1 file']) expect(shown.out).toContain(text)
  expect(await rmms('inspect', 'nowhere')).toMatchObject({ code: 1 })
  expect((await rmms('inspect')).code).toBe(2)
  expect((await rmms('inspect', join('offices', 'a.xlsx'), '--workspace', 'missing.rmms')).code).toBe(1)
})
