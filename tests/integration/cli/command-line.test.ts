/** The main job from the command line, as an analyst's script runs it: import, matrix, annex, undo, verify. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read as readWorkbook, utils } from '@e965/xlsx'
import { buildGrantsWorkbook, grantRows, grantsHeaderRow, grantsSheet } from '../../fixtures/grants-workbook.ts'

interface Run { readonly code: number; readonly out: string; readonly err: string }

let folder = ''
const entry = join(import.meta.dirname, '../../../src/main/hosts/cli/index.ts')

function rmms(...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [entry, ...args], { cwd: folder, env: { ...process.env, RMMS_DATA_DIR: join(folder, 'data') }, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
      resolve({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, out, err })
    })
  })
}

// The shape of answers is what these tests look at.
// oxlint-disable-next-line typescript/no-explicit-any
async function json(...args: string[]): Promise<any> {
  const run = await rmms(...args, '--json')
  expect(run, run.err).toMatchObject({ code: 0 })
  return JSON.parse(run.out)
}

/** Exact sum of decimal texts in units of 10^-5. */
const exact = (texts: readonly (string | null)[]): bigint => texts.reduce((sum, text) => sum + (text === null || !/^[\d.]+$/.test(text) ? 0n : BigInt((text.split('.')[0] ?? '') + (text.split('.')[1] ?? '').padEnd(5, '0'))), 0n)
const ofDecimal = (text: string): bigint => exact([text])
/** One amount in cents, half-even. */
function cents(text: string): number {
  const units = ofDecimal(text)
  const whole = units / 1000n
  const rest = units % 1000n
  return Number(rest > 500n || (rest === 500n && whole % 2n === 1n) ? whole + 1n : whole)
}

const rows = grantRows()
const accepted = rows.filter((row) => !row.isRejected)
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rmms-cli-'))
  await writeFile(join(folder, 'grants.xlsx'), buildGrantsWorkbook(rows))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the main job from the command line', { timeout: 120_000 }, () => {
  let imported: Record<string, unknown> & { contentHash: string; contentHashBefore: string }

  it('imagines the import without --yes and writes nothing', async () => {
    const dry = await json('import', 'grants.xlsx', '--sheet', grantsSheet, '--workspace', 'W.rmms')
    expect(dry).toMatchObject({ headerRow: grantsHeaderRow, isWritten: false, committed: null })
    expect((await rmms('verify', '--workspace', 'W.rmms')).code).toBe(1)
  })

  it('accounts for every row and sums every money column exactly', async () => {
    imported = await json('import', 'grants.xlsx', '--sheet', grantsSheet, '--workspace', 'W.rmms', '--yes')
    expect(imported).toMatchObject({
      rows: { read: rows.length + grantsHeaderRow, header: 1, total: 0, accepted: accepted.length, rejected: 1 },
      diff: { added: accepted.length, changed: 0, unchanged: 0, rejected: 1 },
      isWritten: true,
    })
    const sums = imported['controlSums'] as { header: string; sheet: string; accepted: string; rejected: string; unreadable: number }[]
    const columns = [['grantUsd', 'US$'], ['grantLocal', 'PhP'], ['usedUsd', 'US$'], ['usedLocal', 'PhP']] as const
    expect(sums).toHaveLength(columns.length)
    for (const [index, [field, currency]] of columns.entries()) {
      const found = sums[index]
      if (!found) throw new Error('a control sum is missing')
      expect(found.header).toContain(currency)
      expect(ofDecimal(found.accepted)).toBe(exact(accepted.map((row) => row[field])))
      expect(ofDecimal(found.accepted) + ofDecimal(found.rejected)).toBe(ofDecimal(found.sheet))
      expect(ofDecimal(found.sheet)).toBe(exact(rows.map((row) => row[field])))
    }
    expect(sums[0]?.unreadable).toBe(1)
  })

  it('shows a matrix whose total is the accepted USD sum', async () => {
    const matrix = await json('matrix', '--workspace', 'W.rmms')
    const expected = sum(accepted.map((row) => (row.grantUsd === null ? 0 : cents(row.grantUsd))))
    expect(matrix.total).toBe(expected)
    expect(sum(matrix.rows.map((row: { total: number }) => row.total))).toBe(expected)
    expect(matrix.columns.at(-1)).toBe('none')
    const undated = sum(accepted.filter((row) => row.start === null).map((row) => (row.grantUsd === null ? 0 : cents(row.grantUsd))))
    expect(matrix.totals.at(-1)).toBe(undated)
    const used = await json('matrix', '--workspace', 'W.rmms', '--measure', 'disbursement')
    expect(used.total).toBe(sum(accepted.map((row) => (row.usedUsd === null ? 0 : cents(row.usedUsd)))))
    expect(used.columns).toEqual(['none'])
  })

  it('reads the partner of a project from its symbol and leaves assessed money out of voluntary contributions', async () => {
    const matrix = await json('matrix', '--workspace', 'W.rmms', '--rule', 'voluntary-contributions')
    const keys = new Set(matrix.rows.map((row: { key: string }) => row.key))
    for (const key of ['JPN', 'CAN', 'ITA', 'NZL', 'UNICEF', 'EU', 'GEF', 'GBR', 'MUL']) expect(keys, key).toContain(key)
    for (const row of matrix.rows as { name: string }[]) expect(row.name).not.toMatch(/^FAO$/)
    const { read, counted, leftOut } = matrix.reconciliation
    expect(counted.rows + sum(leftOut.map((part: { rows: number }) => part.rows))).toBe(read.rows)
    expect(counted.cents + sum(leftOut.map((part: { cents: number }) => part.cents))).toBe(read.cents)
    expect(leftOut.find((part: { category: string }) => part.category === 'assessed')?.rows).toBe(6)
  })

  it('writes an annex that equals the matrix under its own filter, with a reconciliation that adds up', async () => {
    const wanted = ['annex', 'voluntary-contributions-by-partner', '--workspace', 'W.rmms', '--biennium', '2012', '--out', 'annex.xlsx', '--json']
    const refused = await rmms(...wanted)
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.out)).toMatchObject({ isWritten: false, blocking: [{ reason: 'proposed', count: expect.any(Number) }] })
    expect(existsSync(join(folder, 'annex.xlsx'))).toBe(false)
    const annex = await json(...wanted.slice(0, -1), '--anyway')
    const matrix = await json('matrix', '--workspace', 'W.rmms', '--rule', 'voluntary-contributions', '--from', '2012', '--to', '2013')
    const total = annex.rows.find((row: { kind: string }) => row.kind === 'total')
    expect(total.cents[2]).toBe(matrix.total)
    const { read, counted, leftOut } = annex.reconciliation
    expect(counted.cents).toBe(matrix.total)
    expect(counted.cents + sum(leftOut.map((part: { cents: number }) => part.cents))).toBe(read.cents)
    const sheet = Object.values(readWorkbook(await readFile(join(folder, 'annex.xlsx'))).Sheets)[0]
    if (!sheet) throw new Error('the annex has no sheet')
    const printed = utils.sheet_to_json<unknown[]>(sheet, { header: 1 }).find((row) => row.includes('Total') && row.some((value) => typeof value === 'number'))
    expect(printed?.filter((value) => typeof value === 'number').slice(0, 3).at(-1)).toBeCloseTo(matrix.total / 1e8, 6)
  })

  it('changes nothing when the same file comes again', async () => {
    const again = await json('import', 'grants.xlsx', '--sheet', grantsSheet, '--workspace', 'W.rmms', '--yes')
    expect(again).toMatchObject({ isWritten: false, diff: { added: 0, changed: 0, unchanged: accepted.length, rejected: 1 }, contentHash: imported.contentHash })
  })

  it('undoes the import, restores the content hash, and stays whole', async () => {
    const looked = await json('undo', '--keep-edited', '--dry-run', '--workspace', 'W.rmms')
    expect(looked).toMatchObject({ isDry: true, changeset: null, kept: 0, failed: 0, contentHash: imported.contentHash })
    expect(looked.restored).toBeGreaterThan(accepted.length)
    expect((await rmms('undo', '--dry-run', '--workspace', 'W.rmms')).code).toBe(2)
    const undone = await json('undo', '--workspace', 'W.rmms')
    expect(undone).toMatchObject({ contentHash: imported.contentHashBefore })
    expect((await json('matrix', '--workspace', 'W.rmms')).total).toBe(0)
    expect(await json('verify', '--workspace', 'W.rmms')).toMatchObject({ isWhole: true })
  })

  it('says wrong usage with exit code 2 and refusals with exit code 1, each in a sentence', async () => {
    expect(await rmms('matrix')).toMatchObject({ code: 2, out: '' })
    expect(await rmms('matrix', '--workspace', 'missing.rmms')).toMatchObject({ code: 1, out: '' })
    expect((await rmms('nonsense')).code).toBe(2)
    expect((await rmms('import', 'grants.xlsx', '--workspace', 'W.rmms', '--sheet', 'No such sheet')).err).toContain('Guidance')
    expect((await rmms('undo', '999', '--workspace', 'W.rmms')).code).toBe(1)
    expect((await rmms('--help')).out).toContain('import')
    for (const command of ['new', 'sample', 'import', 'undo', 'matrix', 'annex', 'log', 'verify']) expect((await rmms(command, '--help')).code, command).toBe(0)
  })
})
