import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { forkParser } from '../../../src/main/core/importing/parser/fork-parser.ts'
import { createParser, defaultParserLimits, type Parser, type ParserOptions, type ParserSpawn } from '../../../src/main/core/importing/parser/parser-client.ts'
import type { RunProgress } from '../../../src/main/core/importing/parser/protocol.ts'
import type { ValidatedRow } from '../../../src/shared/domain/submission.ts'
import { plainRequest } from '../../fixtures/plain-pipeline.ts'
import { refusalOf } from '../../fixtures/read-rows.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { buildWorkbook } from '../../fixtures/workbook-builder.ts'

const realEntry = new URL('../../../src/main/core/importing/parser/parser-process.ts', import.meta.url)
const plainEntry = new URL('../../fixtures/plain-parser.ts', import.meta.url)
const hostileEntry = new URL('../../fixtures/hostile-parser.ts', import.meta.url)
const utilityEntry = new URL('../../fixtures/utility-parser.ts', import.meta.url)
const dataRows = 6500

let folder: TempFolder
let path: string
let parser: Parser | undefined
let exits: Promise<string>[]
let pids: (number | undefined)[]

beforeAll(async () => {
  folder = await createTempFolder()
  path = await folder.write('grants.xlsx', buildWorkbook({ sheets: [{ name: 'S', rows: [['Partner', 'Amount'], ...Array.from({ length: dataRows }, (_, row) => [`Partner ${row}`, row])] }, { name: 'Hidden', state: 'hidden', rows: [] }] }))
})
afterAll(() => folder.remove())
afterEach(async () => {
  parser?.close()
  await Promise.all(exits)
})

/** A parser whose children are counted, and which are all gone after each test. */
function start(entry: URL, options: Partial<ParserOptions> = {}): Parser {
  exits = []
  pids = []
  const spawn: ParserSpawn = () => {
    const child = forkParser(entry)()
    pids.push(child.pid)
    exits.push(new Promise((resolve) => child.onExit(resolve)))
    return child
  }
  parser = createParser({ spawn, ...options })
  return parser
}

const runOf = (rows: ValidatedRow[]) => ({
  path,
  sheetIndex: 0,
  request: plainRequest,
  onBatch: (bytes: Uint8Array): void => {
    // Wire: a batch is JSON of validated rows.
    rows.push(...(JSON.parse(new TextDecoder().decode(bytes)) as ValidatedRow[]))
  },
})

describe.each([['a forked process', plainEntry], ['a utility process', utilityEntry]])('in %s', (_name, entry) => {
  test('describes, samples and runs a file in one child', async () => {
    const own = start(entry)
    expect(await own.describe(path, 'Grants of the office.xlsx')).toMatchObject({ kind: 'xlsx', sheets: [{ name: 'S' }, { name: 'Hidden', visibility: 'hidden' }], findings: [{ code: 'finding.file.hidden-sheet' }] })
    const sample = await own.sample(path, 0, 3)
    expect(sample).toMatchObject({ lastRow: 3, rows: [{ row: 1 }, { row: 2, cells: [{ text: 'Partner 0' }, { type: 'number', text: '0' }] }, { row: 3 }] })
    const rows: ValidatedRow[] = []
    const progress: RunProgress[] = []
    const result = await own.run({ ...runOf(rows), onProgress: (one) => progress.push(one) })
    expect(result).toMatchObject({ rows: dataRows + 1, lastRow: dataRows + 1, findings: [] })
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: dataRows + 1 }, (_, index) => index + 1))
    expect(progress.at(-1)).toMatchObject({ rowsRead: dataRows + 1 })
    expect(progress.at(-1)?.bytesRead).toBe(progress.at(-1)?.bytesTotal)
    expect(pids).toHaveLength(1)
  })
})

test('the application’s own entry answers', async () => {
  expect((await start(realEntry).describe(path, 'grants.xlsx')).sheets).toHaveLength(2)
})

test('a refused file is an answer: the child goes on, and the text has the name that the analyst knows', async () => {
  const own = start(plainEntry)
  const bad = await folder.write('upload-1', buildWorkbook({ sheets: [{ name: 'S', rows: [['x']] }] }).subarray(0, 300))
  expect(await refusalOf(own.describe(bad, 'report.xlsx'))).toMatchObject({ code: 'unreadable-file', reason: 'error.file-truncated', params: { name: 'report.xlsx' } })
  expect(await refusalOf(own.sample(path, 9, 1))).toMatchObject({ code: 'not-found', reason: 'error.unknown-sheet' })
  expect((await own.describe(path, 'grants.xlsx')).kind).toBe('xlsx')
  expect(pids).toHaveLength(1)
})

test('limits of reading reach the child', async () => {
  const { defaultReadLimits } = await import('../../../src/main/core/importing/read/limits.ts')
  const own = start(plainEntry, { readLimits: { ...defaultReadLimits, rows: 100 } })
  expect((await refusalOf(own.run(runOf([])))).reason).toBe('error.file-too-many-rows')
})

test('a cancel ends the child at once; the next call has a fresh one', async () => {
  const own = start(plainEntry)
  const controller = new AbortController()
  const run = own.run({ ...runOf([]), onBatch: () => controller.abort(), signal: controller.signal })
  expect(await refusalOf(run)).toMatchObject({ code: 'cancelled', reason: 'error.cancelled' })
  expect(await exits[0]).toContain('SIGKILL')
  expect(await refusalOf(own.sample(path, 0, 1, controller.signal))).toMatchObject({ code: 'cancelled' })
  expect((await own.sample(path, 0, 1)).rows).toHaveLength(1)
  expect(new Set(pids).size).toBe(2)
})

test('a receiver that fails ends the run with its own error', async () => {
  const own = start(plainEntry)
  const full = new Error('disk full')
  await expect(own.run({ ...runOf([]), onBatch: () => Promise.reject(full) })).rejects.toBe(full)
  await exits[0]
})

test('calls wait for each other, and batches for a slow receiver', async () => {
  const own = start(plainEntry)
  const order: string[] = []
  let isBusy = false
  const run = own.run({
    ...runOf([]),
    onBatch: async () => {
      expect(isBusy).toBe(false)
      isBusy = true
      await new Promise((resolve) => setImmediate(resolve))
      isBusy = false
      order.push('batch')
    },
  })
  await Promise.all([run.then(() => order.push('run')), own.sample(path, 0, 1).then(() => order.push('sample'))])
  expect(order).toEqual([...Array.from({ length: 7 }, () => 'batch'), 'run', 'sample'])
})

describe('a child that misbehaves', () => {
  const small = { ...defaultParserLimits, memoryBytes: 250 * 1024 * 1024 }
  const name = (fileName: string) => refusalOf((parser ?? start(hostileEntry)).describe(`/nowhere/${fileName}`, fileName))

  test.skipIf(process.platform !== 'linux')('is killed for the memory that it hides', async () => {
    start(hostileEntry, { limits: small })
    expect(await name('memory')).toMatchObject({ code: 'unreadable-file', reason: 'error.parser-killed-memory', params: { megabytes: 250, name: 'memory' } })
    expect(await exits[0]).toContain('SIGKILL')
  })

  test('is killed for the memory that it tells of', async () => {
    start(hostileEntry, { limits: small })
    expect((await name('told-memory')).reason).toBe('error.parser-killed-memory')
    expect(await exits[0]).toContain('SIGKILL')
  })

  test('is killed when it gives no sign of life', async () => {
    start(hostileEntry, { limits: { ...small, stallMs: 600 } })
    expect((await name('spin')).reason).toBe('error.parser-stalled')
    expect(await exits[0]).toContain('SIGKILL')
  })

  test('is killed when its time is over, however busy', async () => {
    start(hostileEntry, { limits: { ...small, totalMs: 700 } })
    expect((await name('busy')).reason).toBe('error.parser-killed-time')
    expect(await exits[0]).toContain('SIGKILL')
  })

  test.each(['exit', 'crash'])('that ends by %s is told as such, and the next call has a fresh one', async (how) => {
    const crashes: string[] = []
    const own = start(hostileEntry, { limits: small, onCrash: (detail) => crashes.push(detail) })
    expect((await name(how)).reason).toBe('error.parser-died')
    expect(crashes[0]).toContain(how === 'exit' ? 'code 3' : 'torn')
    expect(await own.describe('/nowhere/pid', 'pid')).toBe(pids[1])
  })

  test('that talks nonsense is not believed', async () => {
    const own = start(hostileEntry, { limits: small })
    expect(await own.describe('/nowhere/nonsense', 'nonsense')).toBe('right')
  })

  test('a closed parser starts no child', async () => {
    const own = start(hostileEntry)
    own.close()
    expect(await refusalOf(own.describe('/nowhere/pid', 'pid'))).toMatchObject({ code: 'cancelled' })
    expect(pids).toEqual([])
  })
})
