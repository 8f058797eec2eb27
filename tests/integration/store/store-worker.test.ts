import { chmodSync, readdirSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { StoreApi } from '../../../src/main/core/jobs/store-api.ts'
import { startWorker, type WorkerClient } from '../../../src/main/core/jobs/worker-channel.ts'
import { closeStore } from '../../../src/main/core/store/database.ts'
import { inChangeset } from '../../../src/main/core/store/write-gate.ts'
import { AppFailure } from '../../../src/shared/result.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { by, edit, migrationsDir, now, openWritable, partnerRow, resourcesDir } from '../../fixtures/workspace-file.ts'

let folder: TempFolder
let worker: WorkerClient<StoreApi> | null = null
beforeAll(async () => {
  folder = await createTempFolder()
})
afterEach(async () => {
  await worker?.terminate()
  worker = null
})
afterAll(() => folder.remove())

const begin = (): WorkerClient<StoreApi> => (worker = startWorker<StoreApi>(new URL('../../../src/main/core/jobs/store.worker.ts', import.meta.url)))
const dirs = { migrationsDir, resourcesDir, now }
const create = { name: 'Register', kind: 'register', person: 'Ana' } as const
const failure = async (promise: Promise<unknown>): Promise<unknown> => promise.then(() => null, (error: unknown) => (error instanceof AppFailure ? error.error : error))

describe('the store worker', () => {
  it('makes a workspace with its packs, verifies, undoes, copies, and leaves one file', async () => {
    const home = join(folder.path, 'all')
    await mkdir(home)
    const path = join(home, 'w.rmms')
    const store = begin()
    const committed: unknown[] = []
    store.onEvent((name, value) => committed.push([name, value]))
    expect(await store.request('open', { path, create, ...dirs })).toMatchObject({ name: 'Register', kind: 'register', changeset: 2, readOnly: null, uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    expect(await store.request('verify', {})).toMatchObject({ isWhole: true, changeset: 2 })
    const before = await store.request('contentHash', {})

    const other = openWritable(path)
    inChangeset(other, edit, (writer) => writer.insert('partner', partnerRow('NEW')))
    closeStore(other)
    expect(await store.request('changesetHead', {})).toBe(3)
    expect(await store.request('undo', { changeset: 3, ...by })).toMatchObject({ id: 4, undoes: 3 })
    expect(committed).toEqual([['committed', { changeset: 4 }]])
    expect(await store.request('contentHash', {})).toBe(before)

    const copy = join(home, 'copy.rmms')
    const { size } = await store.request('saveCopy', { path: copy })
    expect(size).toBeGreaterThan(100_000)
    expect(await failure(store.request('saveCopy', { path: copy }))).toMatchObject({ code: 'conflict', reason: 'error.workspace-target-exists' })
    expect(await failure(store.request('saveCopy', { path: join(home, 'nowhere', 'c.rmms') }))).toBeInstanceOf(Object)
    await store.request('close', {})
    expect(readdirSync(home).sort()).toEqual(['copy.rmms', 'w.rmms'])
    expect(await store.request('open', { path: copy, ...dirs })).toMatchObject({ changeset: 4 })
    expect(await store.request('contentHash', {})).toBe(before)
  })

  it('refuses what cannot be: no workspace open, an existing target, a cancelled request', async () => {
    const store = begin()
    expect(await failure(store.request('verify', {}))).toMatchObject({ code: 'not-found', reason: 'error.unknown-workspace' })
    const path = join(folder.path, 'refuse.rmms')
    await store.request('open', { path, create, ...dirs })
    const second = startWorker<StoreApi>(new URL('../../../src/main/core/jobs/store.worker.ts', import.meta.url))
    expect(await failure(second.request('open', { path, create, ...dirs }))).toMatchObject({ code: 'conflict', reason: 'error.workspace-target-exists' })
    await second.terminate()
    const stop = new AbortController()
    const running = failure(store.request('verify', {}, { signal: stop.signal }))
    stop.abort()
    expect(await running).toMatchObject({ code: 'cancelled' })
  })

  it('reads, copies and verifies a workspace that it may not write, and writes nothing to it', async () => {
    const home = join(folder.path, 'Dropbox')
    await mkdir(home)
    const store = begin()
    const source = join(folder.path, 'source.rmms')
    await store.request('open', { path: source, create, ...dirs })
    await store.request('saveCopy', { path: join(home, 'w.rmms') })
    await store.request('close', {})
    chmodSync(join(home, 'w.rmms'), 0o444)
    expect(await store.request('open', { path: join(home, 'w.rmms'), ...dirs })).toMatchObject({ readOnly: 'error.workspace-synced-folder', changeset: 2 })
    expect(await failure(store.request('undo', { changeset: 2, ...by }))).toMatchObject({ code: 'conflict', reason: 'error.workspace-read-only' })
    expect(await store.request('verify', {})).toMatchObject({ isWhole: true })
    await store.request('saveCopy', { path: join(folder.path, 'moved.rmms') })
    await store.request('close', {})
    expect(readdirSync(home)).toEqual(['w.rmms'])
  })
})
