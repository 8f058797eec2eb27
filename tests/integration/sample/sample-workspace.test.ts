/** The sample workspace as the first screen makes it: through the contract, with real workers and parser processes. */
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read, utils } from '@e965/xlsx'
import { contract, type AppContract } from '../../../src/shared/contract/index.ts'
import type { Matrix } from '../../../src/shared/contract/matrices.ts'
import type { InputOf, OutputOf } from '../../../src/shared/contract/procedure.ts'
import type { WorkspaceSummary } from '../../../src/shared/contract/workspaces.ts'
import { recordTypes } from '../../../src/shared/domain/register/record-types.ts'
import type { Progress } from '../../../src/shared/contract/procedure.ts'
import { createCore, type Core } from '../../../src/main/core/core.ts'
import { invoke, type MethodName, type ProcedureOf } from '../../../src/main/core/dispatcher.ts'
import { createLocalPorts, type LocalPorts } from '../../../src/main/core/local-ports.ts'

type Method = MethodName<AppContract>

let folder = ''
let local: LocalPorts
let core: Core
let sample: WorkspaceSummary
const progress: Progress[] = []

async function ask<M extends Method>(method: M, input: InputOf<ProcedureOf<AppContract, M>>, onProgress?: (progress: Progress) => void): Promise<OutputOf<ProcedureOf<AppContract, M>>> {
  const result = await invoke(contract, core.handlers, method, input, { log: local.ports.log, onProgress })
  if (!result.ok) throw new Error(`${method}: ${JSON.stringify(result.error)}`)
  return result.value
}
const matrixOf = (spec: InputOf<ProcedureOf<AppContract, 'matrices.compute'>>['spec']): Promise<Matrix> => ask('matrices.compute', { workspace: sample.id, spec })
const rmmsFiles = (): string[] => readdirSync(join(folder, 'data', 'workspaces')).sort()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rmms-sample-test-'))
  local = await createLocalPorts({ host: 'browser', dataDir: join(folder, 'data') })
  core = createCore(local.ports)
  sample = await ask('workspaces.createSample', {}, (step) => void progress.push(step))
}, 120_000)
afterAll(async () => {
  await core.dispose()
  await local.dispose()
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
})

describe('the sample workspace', { timeout: 120_000 }, () => {
  it('holds what it promises, and says that it is invented', async () => {
    expect(sample).toMatchObject({ kind: 'sample', readOnly: null, counts: { partners: 27, projects: 302, submissions: 9 } })
    expect(sample.name).toContain('invented')
    expect(progress.map(({ phase }) => phase)).toContain('progress.sample')
    for (const { done, total } of progress) expect(done).toBeLessThan(total ?? 0)
  })

  it('holds each kind of record that people keep', async () => {
    const counts = await ask('records.counts', { workspace: sample.id })
    expect(counts.map(({ type }) => type).sort()).toEqual([...recordTypes].sort())
    expect(counts.filter(({ count }) => count === 0)).toEqual([])
  })

  it('has submissions of every level of offices, none with a rejected row', async () => {
    const submissions = await ask('submissions.list', { workspace: sample.id })
    expect(submissions).toHaveLength(9)
    for (const { state, accepted, rejected, file } of submissions) expect({ state, rejected, isAccepted: accepted > 0, isInvented: file.startsWith('Invented') }).toEqual({ state: 'committed', rejected: 0, isAccepted: true, isInvented: true })
    const offices = await ask('reference.page', { workspace: sample.id, kind: 'offices', limit: 500 })
    const valuesOf = (key: string): readonly (string | number | null)[] => {
      const column = offices.columns.find((candidate) => candidate.key === key)
      return column?.dictionary ? column.values.map((value) => (typeof value === 'number' ? (column.dictionary?.[value] ?? null) : null)) : (column?.values ?? [])
    }
    const levels = new Map(valuesOf('key').map((key, row) => [key, valuesOf('level')[row]]))
    const sending = submissions.map(({ file }) => levels.get(file.split(' ')[1] ?? ''))
    expect(new Set(sending)).toEqual(new Set(['global', 'regional', 'subregional', 'country', 'liaison']))
  })

  it('fills a matrix in every year from 2008 to 2013, with a column for what has no date', async () => {
    const everything = await matrixOf({})
    expect(everything.columns).toEqual(['2008', '2009', '2010', '2011', '2012', '2013', 'none'])
    expect(everything.rows).toHaveLength(25)
    for (const total of everything.totals) expect(total).toBeGreaterThan(0)
    expect(everything.rows.flatMap(({ cells }) => cells).some((cell) => typeof cell === 'number' && cell < 0)).toBe(true)
    const delivery = await matrixOf({ measure: 'delivery' })
    expect(delivery.columns).toEqual(['2008', '2009', '2010', '2011', '2012', '2013'])
    expect(delivery.total).toBeGreaterThan(0)
  })

  it('shows the counting rule at work: assessed money left out, payers of their own projects on a line of their own', async () => {
    const everything = await matrixOf({})
    const voluntary = await matrixOf({ countingRule: 'voluntary-contributions' })
    const assessed = voluntary.reconciliation.leftOut.find(({ category }) => category === 'assessed')
    expect(assessed?.rows).toBeGreaterThan(10)
    expect(Number(voluntary.total) + (assessed?.cents ?? 0)).toBe(everything.total)
    expect(voluntary.rows.filter(({ line }) => line === 'own-line').length).toBeGreaterThanOrEqual(3)
    expect(voluntary.rows.some(({ proposed }) => proposed > 0)).toBe(true)
  })

  it('knows file, sheet and cell behind a figure', async () => {
    const { records } = await ask('matrices.records', { workspace: sample.id, spec: {}, cell: { row: 'JPN', column: '2010' }, limit: 5 })
    const [record] = records
    if (!record) throw new Error('no record behind the figure')
    const trace = await ask('matrices.trace', { workspace: sample.id, amount: record.amount })
    const cell = trace.cells.find(({ field }) => field === 'amount')
    expect(cell).toMatchObject({ file: expect.stringMatching(/^Invented .*\.xlsx$/), address: expect.stringMatching(/^[A-Z]+\d+$/) })
    // A table in thousands of dollars or in dollars.
    expect([1, 1000]).toContain(Number(record.original) / Number(cell?.raw))
  })

  it('is whole', async () => {
    expect(await ask('workspaces.verify', { workspace: sample.id })).toMatchObject({ isWhole: true })
  })

  it('has the same content whenever it is made', async () => {
    const again = await ask('workspaces.createSample', {})
    expect(again.id).not.toBe(sample.id)
    const hashes = await Promise.all([sample, again].map(({ id }) => ask('workspaces.contentHash', { workspace: id })))
    expect(hashes[1]?.contentHash).toBe(hashes[0]?.contentHash)
  })

  it('leaves nothing behind when it is cancelled on the way', async () => {
    const [before, list] = [rmmsFiles(), await ask('workspaces.list', {})]
    const controller = new AbortController()
    const onProgress = (): void => controller.abort()
    const result = await invoke(contract, core.handlers, 'workspaces.createSample', {}, { log: local.ports.log, signal: controller.signal, onProgress })
    expect(result).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(rmmsFiles()).toEqual(before)
    expect(await ask('workspaces.list', {})).toEqual(list)
  })
})

describe('submissions that wait in the sample’s inbox', { timeout: 120_000 }, () => {
  const expected: Readonly<Record<string, { readonly kind: string; readonly scale: number; readonly fields: readonly string[]; readonly unknown: string }>> = {
    'Envío inventado FRHND, diciembre 2013.csv': { kind: 'csv', scale: 1, fields: ['identifier', 'title', 'partner', 'country', 'approval-date', 'end-date', 'approval', 'delivery'], unknown: 'Fundación Puerto Sereno (inventada)' },
    'Invented submission FRKEN, December 2013.xlsx': { kind: 'xlsx', scale: 1, fields: ['identifier', 'title', 'partner', 'country', 'approval-date', 'end-date', 'approval', 'delivery', 'delivery'], unknown: 'Harbour Light Initiative (invented)' },
    'Soumission inventée FRSEN, décembre 2013.xlsx': { kind: 'xlsx', scale: 1000, fields: ['identifier', 'title', 'partner', 'country', 'approval-date', 'end-date', 'approval', 'note'], unknown: 'Fondation Rive Claire (inventée)' },
  }

  it('are three, in three languages', async () => {
    const waiting = await ask('submissions.inbox', { workspace: sample.id })
    expect(waiting.map(({ name }) => name)).toEqual(Object.keys(expected))
  })

  it('are understood, with the defects that a reader has to find', async () => {
    for (const { name, token } of await ask('submissions.inbox', { workspace: sample.id })) {
      const wanted = expected[name]
      if (!wanted) throw new Error(`unexpected file ${name}`)
      expect(await ask('submissions.inspect', { workspace: sample.id, file: token })).toMatchObject({ kind: wanted.kind, suggestedSheet: 0, committedBefore: null })
      const { mapping } = await ask('submissions.propose', { workspace: sample.id, file: token, sheetIndex: 0 })
      expect(mapping.columns.map(({ field, measure }) => measure ?? field), name).toEqual(wanted.fields)
      expect(mapping.columns.find(({ measure }) => measure === 'approval'), name).toMatchObject({ currency: 'USD', scale: wanted.scale })
      const report = await ask('submissions.stage', { workspace: sample.id, file: token, mapping, decisions: [] })
      expect(report.accounting, name).toMatchObject({ accepted: 24, rejected: 1, total: 1 })
      expect(report.diff, name).toEqual({ added: 24, changed: 0, unchanged: 0, rejected: 1 })
      const codes = report.problemCounts.map(({ code }) => code)
      for (const code of ['finding.cell.unreadable-number', 'finding.row.no-date', 'finding.row.duplicate', 'finding.cell.symbol-blank', 'finding.cell.symbol-separator', 'finding.cell.symbol-case', 'finding.cell.symbol-programme']) expect(codes, name).toContain(code)
      expect(report.partners.filter(({ status }) => status === 'new').map(({ text }) => text), name).toEqual([wanted.unknown])
      await ask('submissions.discard', { workspace: sample.id, batch: report.batch })
    }
  })

  it('sum to what their own total row says', async () => {
    const path = join(folder, 'data', 'workspaces')
    const inbox = rmmsFiles().find((name) => name.endsWith('.inbox')) ?? ''
    const book = read(readFileSync(join(path, inbox, 'Invented submission FRKEN, December 2013.xlsx')))
    const rows = utils.sheet_to_json<unknown[]>(Object.values(book.Sheets)[0] ?? {}, { header: 1 })
    const at = rows.findIndex((row) => row[0] === 'Grand total')
    const sumOf = (column: number): number => rows.slice(5, at).reduce((sum, row) => sum + (typeof row[column] === 'number' ? row[column] : 0), 0)
    for (const column of [6, 7, 8]) expect(rows[at]?.[column]).toBe(sumOf(column))
  })
})
