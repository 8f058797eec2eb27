/** A disk that is full at any step: nothing half written, the same work goes through once there is room, and the core goes on. */
import { rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFileVault } from '../../../src/main/core/files/file-vault.ts'
import { AppFailure } from '../../../src/shared/result.ts'
import { buildWorkbook } from '../../fixtures/workbook-builder.ts'
import { expectClear, goodBook, goodRows, leftovers, openDesk, type Desk } from './desk.ts'

const full = { code: 'internal', reason: 'error.store-disk-full', params: { name: 'Register.rmms' } }

describe('the disk of the workspace', () => {
  let desk: Desk
  let file = ''
  const disk = { fill: (pages = 0) => writeFileSync(`${desk.path}.full`, String(pages)), free: () => rmSync(`${desk.path}.full`, { force: true }) }
  const untouched = <T>(work: () => Promise<T>): Promise<T> =>
    desk.untouched(async () => {
      try {
        return await work()
      } finally {
        disk.free()
      }
    })
  beforeAll(async () => {
    desk = await openDesk(({ workers }) => ({ workers: { ...workers, store: new URL('small-disk-store.worker.ts', import.meta.url) } }))
    file = await desk.token('grants.xlsx', buildWorkbook({ sheets: [{ name: 'Grants', rows: goodRows(2500) }] }))
  })
  afterAll(() => desk.dispose())

  it('full while rows are staged, at several moments', async () => {
    const { workspace } = desk
    const { mapping } = await desk.ask('submissions.propose', { workspace, file, sheetIndex: 0 })
    for (const pages of [0, 3, 60]) {
      const error = await untouched(() => {
        disk.fill(pages)
        return desk.refusal('submissions.stage', { workspace, file, mapping, decisions: [] })
      })
      expect(error).toMatchObject(full)
    }
  })

  it('full during the commit, and again during the undo; both go through afterwards', async () => {
    const { workspace } = desk
    const before = await desk.state()
    const { batch } = await desk.stage(file)
    for (const pages of [0, 5, 200]) {
      const error = await untouched(() => {
        disk.fill(pages)
        return desk.refusal('submissions.commit', { workspace, batch })
      })
      expect(error).toMatchObject(full)
    }
    const { changeset } = await desk.ask('submissions.commit', { workspace, batch })
    // What waits in staging takes the room that the committed rows left.
    const waiting = await desk.stage(file)
    for (const pages of [0, 10]) {
      const error = await untouched(() => {
        disk.fill(pages)
        return desk.refusal('activity.undo', { workspace, changeset })
      })
      expect(error).toMatchObject(full)
    }
    await desk.ask('activity.undo', { workspace, changeset })
    expect((await desk.state()).contentHash).toBe(before.contentHash)
    await desk.ask('submissions.discard', { workspace, batch: waiting.batch })
  })
})

describe('the disk of an export', () => {
  it('full: no table, no companion, no part of either; the next export is asked for in the same words', async () => {
    const desk = await openDesk(({ workers }) => ({ workers: { ...workers, export: new URL('full-disk-export.worker.ts', import.meta.url) } }))
    try {
      const { workspace } = desk
      const { batch } = await desk.stage(await desk.token('grants.xlsx', goodBook(30)))
      await desk.ask('submissions.commit', { workspace, batch })
      for (let time = 0; time < 2; time++) {
        const error = await desk.untouched(() => desk.refusal('annexes.export', { workspace, isForced: true, spec: { biennium: 2010 } }))
        expect(error).toMatchObject({ code: 'conflict', reason: 'error.export-disk-full' })
      }
      expect(leftovers(join(desk.folder, 'data')).filter((name) => name.startsWith('passing'))).toEqual([])
    } finally {
      await desk.dispose()
    }
  })
})

describe('the disk of files that come in', () => {
  it('full while a file is taken in: no token, nothing of it stays, and the text says so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rmms-in-'))
    const fullSink = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error('no space'), { code: 'ENOSPC' })) })
    const vault = await createFileVault(folder, fullSink)
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(1000)
    }
    try {
      const error = await vault.receive('grants.xlsx', bytes(), 10_000).catch((thrown: unknown) => (thrown instanceof AppFailure ? thrown.error : Promise.reject(thrown)))
      expect(error).toMatchObject({ code: 'conflict', reason: 'error.upload-disk-full', params: { name: 'grants.xlsx' } })
      if ('reason' in error) expectClear(error)
      const [own = ''] = await readdir(folder)
      expect(await readdir(join(folder, own))).toEqual([])
    } finally {
      await vault.dispose()
      await rm(folder, { recursive: true, force: true })
    }
  })
})
