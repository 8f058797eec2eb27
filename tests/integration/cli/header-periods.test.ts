/** Figures whose period stands in the column header, from a file to the matrix by biennium and by year. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let folder = ''
const entry = join(import.meta.dirname, '../../../src/main/hosts/cli/index.ts')

// The shape of answers is what these tests look at.
// oxlint-disable-next-line typescript/no-explicit-any
function json(...args: string[]): Promise<any> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [entry, ...args, '--json'], { cwd: folder, env: { ...process.env, RMMS_DATA_DIR: join(folder, 'data') } }, (error, out, err) => {
      if (error) reject(new Error(err))
      else resolve(JSON.parse(out))
    })
  })
}
const byColumn = (matrix: { columns: string[]; totals: number[] }): Record<string, number> => Object.fromEntries(matrix.columns.map((column, index) => [column, matrix.totals[index] ?? 0]))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rmms-header-'))
  await writeFile(join(folder, 'biennia.csv'), [
    'Symbol,Title,Donor,Approved 2008-09 (USD),2010-11,2012-13,Delivery 2010 (USD),Approved total (USD)',
    'GCP/PHI/001/JPN,Seeds,Japan,100.25,2000,7,60,2107.25', 'GCP/PHI/002/CAN,Fish,Canada,50000,2000,9,70,52009', 'GCP/PHI/003/JPN,Trees,Japan,25000,2000,,80,27000',
  ].join('\n'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('periods in column headers', { timeout: 120_000 }, () => {
  it('date the figures under them, and what is left out is named with its sum', async () => {
    const report = await json('import', 'biennia.csv', '--workspace', 'W.rmms', '--yes')
    expect(report.rows).toMatchObject({ accepted: 3, rejected: 0 })
    expect(report.controlSums.map(({ header, sheet }: { header: string; sheet: string }) => [header, sheet])).toEqual([['Approved 2008-09 (USD)', '75100.25'], ['2010-11', '6000'], ['2012-13', '16'], ['Delivery 2010 (USD)', '210']])
    const findings = report.findings as { code: string; text: string; params: Record<string, unknown> }[]
    expect(findings.filter(({ code }) => code === 'finding.row.header-biennium').map(({ params }) => [params['text'], params['columns']])).toEqual([['2008-09', 'D'], ['2010-11', 'E'], ['2012-13', 'F']])
    expect(findings.find(({ params }) => params['text'] === '2010-11')?.text).toContain('fiscal year or November 2010')
    expect(findings.filter(({ code }) => code === 'finding.row.ignored-money').map(({ params }) => params)).toEqual([{ column: 'H', text: 'Approved total (USD)', count: 3, sum: '81116.25' }])
  })

  it('put the figures into the right columns of the matrix', async () => {
    expect(byColumn(await json('matrix', '--workspace', 'W.rmms', '--columns', 'biennium'))).toMatchObject({ '2008-09': 7_510_025, '2010-11': 600_000, '2012-13': 1600 })
    expect(byColumn(await json('matrix', '--workspace', 'W.rmms', '--columns', 'biennium', '--measure', 'delivery'))).toMatchObject({ '2010-11': 21_000 })
    expect(byColumn(await json('matrix', '--workspace', 'W.rmms', '--columns', 'year', '--measure', 'delivery'))).toMatchObject({ '2010': 21_000 })
  })
})
