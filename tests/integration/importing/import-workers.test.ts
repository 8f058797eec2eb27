import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ValidatedRow } from '../../../src/shared/domain/submission.ts'
import { toCheckedRow } from '../../../src/main/core/importing/stage/checked-row.ts'
import type { QueryApi } from '../../../src/main/core/jobs/query-api.ts'
import type { StoreApi } from '../../../src/main/core/jobs/store-api.ts'
import { startWorker, type WorkerClient } from '../../../src/main/core/jobs/worker-channel.ts'
import { AppFailure } from '../../../src/shared/result.ts'
import { eventually } from '../../helpers/eventually.ts'
import { accepted, draft, mapping, migrationsDir, now, person, rejected, resourcesDir } from './staged-workspace.ts'

let dir: string
let store: WorkerClient<StoreApi>
let query: WorkerClient<QueryApi>
const heard: unknown[] = []

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rmms-workers-'))
  heard.length = 0
  store = startWorker<StoreApi>(new URL('../../../src/main/core/jobs/store.worker.ts', import.meta.url))
  query = startWorker<QueryApi>(new URL('../../../src/main/core/jobs/query.worker.ts', import.meta.url))
  query.onEvent((name, value) => heard.push([name, value]))
  const path = join(dir, 'register.rmms')
  await store.request('open', { path, create: { name: 'Register', kind: 'register', person }, migrationsDir, resourcesDir, now })
  await query.request('open', { path })
})
afterEach(async () => {
  await query.request('close', {})
  await query.terminate()
  await store.request('close', {})
  await store.terminate()
  rmSync(dir, { recursive: true, force: true })
})

async function begin(bytes: string): Promise<number> {
  const path = join(dir, 'grants.csv')
  writeFileSync(path, bytes)
  const file = { path, name: 'grants.csv', size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  return (await store.request('beginBatch', { file, sheet: 'grants', mapping, person, now })).batch
}
const bytesOf = (rows: readonly ValidatedRow[]): Uint8Array => new TextEncoder().encode(JSON.stringify(rows.map(toCheckedRow)))
const accounting = (ok: number, bad: number) => ({ read: ok + bad, above: 0, header: 0, label: 0, note: 0, blank: 0, total: 0, elsewhere: 0, accepted: ok, rejected: bad, parked: 0 })
const nothingElse = { controlSums: [], fileProblems: [], partners: [], values: [] }

test('a file goes through both workers, and the reading one hears of the commit by itself', async () => {
  const batch = await begin('one')
  const bytes = bytesOf([accepted(2, draft('GCP/PHI/001/SWE')), rejected(3, 'n/a?')])
  await store.request('addRows', { batch, bytes }, { transfer: [bytes.buffer as ArrayBuffer] })
  const progress: string[] = []
  const report = await store.request('finishBatch', { batch, accounting: accounting(1, 1), ...nothingElse }, { onProgress: ({ phase }) => progress.push(phase) })
  expect(report.diff).toEqual({ added: 1, changed: 0, unchanged: 0, rejected: 1 })
  expect(progress).toContain('progress.compare')
  expect(await query.request('batch', { batch })).toEqual(report)
  expect(heard).toEqual([])
  const done = await store.request('commitBatch', { batch, person, now })
  await eventually('the event of the new head', () => heard.length > 0)
  expect(heard).toEqual([['changed', { changeset: done.changeset }]])
  expect(await query.request('refresh', {})).toEqual({ changeset: done.changeset })
  expect((await query.request('summary', {})).counts).toMatchObject({ projects: 1, amounts: 1 })
  await store.request('undo', { changeset: done.changeset, person, now })
  // A request sees the newest state without waiting for the watch.
  expect((await query.request('summary', {})).counts.projects).toBe(0)
  expect(heard.at(-1)).toEqual(['changed', { changeset: done.changeset + 1 }])
})

test('errors arrive as values, a cancelled commit as cancelled', async () => {
  const failure = async (request: Promise<unknown>) => request.then(() => null, (error: unknown) => (error instanceof AppFailure ? `${error.error.code} ${error.error.reason}` : String(error)))
  expect(await failure(store.request('commitBatch', { batch: 77, person, now }))).toBe('not-found error.batch-gone')
  expect(await failure(query.request('batch', { batch: 77 }))).toBe('not-found error.batch-gone')
  const batch = await begin('two')
  const size = 5000
  await store.request('addRows', { batch, bytes: bytesOf(Array.from({ length: size }, (_, index) => accepted(index + 2, draft(null, { identifier: `P-${index}` })))) })
  await store.request('finishBatch', { batch, accounting: accounting(size, 0), ...nothingElse })
  const cancel = new AbortController()
  const commit = failure(store.request('commitBatch', { batch, person, now }, { signal: cancel.signal, onProgress: () => cancel.abort() }))
  expect(await commit).toBe('cancelled error.cancelled')
  expect((await query.request('summary', {})).counts).toEqual({ partners: 0, projects: 0, amounts: 0, submissions: 0 })
  expect((await store.request('verify', {})).isWhole).toBe(true)
  await store.request('discardBatch', { batch })
  expect(await query.request('submissionList', {})).toEqual([])
})
