/** A process killed at moments of a fixed seed while it commits or takes back: the file opens, is whole, and holds all of it or nothing. */
import { fork, type ChildProcess } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commitBatch } from '../../../src/main/core/importing/commit/commit-batch.ts'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { closeStore, type WritableDb } from '../../../src/main/core/store/database.ts'
import { quietTask } from '../../../src/main/core/store/store-task.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import { undoImport } from '../../../src/main/core/store/undo-import.ts'
import { verifyWorkspace } from '../../../src/main/core/store/verify.ts'
import { inChangeset } from '../../../src/main/core/store/write-gate.ts'
import { seededRandom } from '../../fixtures/contributions-file.ts'
import { accepted, amount, commit, draft, makeWorkspace, now, openWorkspace, person, stage, type TestWorkspace } from './staged-workspace.ts'
import type { Writing } from './writing-child.ts'

const child = fileURLToPath(new URL('writing-child.ts', import.meta.url))
const size = 250
const kills = { commit: 100, undo: 60, 'undo-import': 50 } as const

let workspace: TestWorkspace
let folder: string
let batch: number
let imported: number

/** Started ahead, so that a kill does not wait for a process; the first that ends by itself leaves its compiled modules to the others. */
const ready: { readonly process: ChildProcess; readonly isReady: Promise<unknown> }[] = []
function startWriter(): void {
  const started = fork(child, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') } })
  ready.push({ process: started, isReady: new Promise((resolve) => started.once('message', resolve)) })
}

/** Kills the writer `delay` milliseconds after it began; gives how long its work took where it came to its end. */
async function writeAndKill(writing: Writing, delay: number): Promise<number | null> {
  const next = ready.shift()
  if (!next) throw new Error('no writer was started')
  startWriter()
  await next.isReady
  return new Promise((resolve, reject) => {
    let begun = 0
    let lasted: number | null = null
    let timer: NodeJS.Timeout | undefined
    next.process.on('message', (message) => {
      if (message === 'begin') {
        begun = performance.now()
        timer = setTimeout(() => next.process.kill('SIGKILL'), delay)
      } else lasted = performance.now() - begun
    })
    next.process.on('error', reject)
    next.process.on('exit', () => {
      clearTimeout(timer)
      resolve(lasted)
    })
    next.process.send(writing)
  })
}

const inFolder = (name: string): string => join(folder, `${name}.rmms`)
function withFile<T>(path: string, work: (db: WritableDb) => T): T {
  const db = openWorkspace(path)
  try {
    return work(db)
  } finally {
    closeStore(db)
  }
}

beforeAll(() => {
  workspace = makeWorkspace()
  folder = mkdtempSync(join(tmpdir(), 'rmms-killed-'))
  for (let count = 0; count < 2; count++) startWriter()
  const rows = Array.from({ length: size }, (_, index) => accepted(index + 5, draft(null, { identifier: `P-${index}`, amounts: [amount(index)] })))
  batch = stage(workspace, rows).batch
  closeStore(workspace.db)
  copyFileSync(workspace.path, inFolder('commit'))
  imported = withFile(workspace.path, (db) => commit(db, batch).changeset)
  copyFileSync(workspace.path, inFolder('undo'))
  withFile(workspace.path, (db) => inChangeset(db, { person, kind: 'edit', reason: 'a figure by telephone', now }, (writer) => {
    for (const id of db.prepare<[], number>('SELECT id FROM amount WHERE to_changeset IS NULL ORDER BY id LIMIT 20').pluck().all()) writer.amend('amount', id, { original: '7', usd_cents: 700 })
  }))
  copyFileSync(workspace.path, inFolder('undo-import'))
})
afterAll(() => {
  for (const { process: started } of ready) started.kill('SIGKILL')
  rmSync(workspace.dir, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
})

const again: Readonly<Record<Writing['work'], (db: WritableDb) => unknown>> = {
  commit: (db) => commitBatch(db, { batch, person, now }, quietTask),
  undo: (db) => undoChangeset(db, imported, { person, now }),
  'undo-import': (db) => undoImport(db, { changeset: imported, person, now, isDry: false }),
}

test.each(['commit', 'undo', 'undo-import'] as const)('%s', { timeout: 240_000 }, async (work) => {
  const runs = kills[work]
  const of = work === 'commit' ? batch : imported
  const before = withFile(inFolder(work), contentHash)
  const whole = inFolder(`${work}-whole`)
  copyFileSync(inFolder(work), whole)
  const lasts = (await writeAndKill({ path: whole, work, of }, 60_000)) ?? 0
  const after = withFile(whole, contentHash)
  expect(lasts).toBeGreaterThan(0)
  expect(after).not.toBe(before)

  const random = seededRandom(20_261_124)
  const ends = { nothing: 0, everything: 0 }
  for (let run = 0; run < runs; run++) {
    const path = inFolder(`${work}-${run}`)
    copyFileSync(inFolder(work), path)
    // Over the whole of the work and a little beyond, so that its last moments are met too.
    await writeAndKill({ path, work, of }, random() * lasts * 1.15)
    const left = withFile(path, (db) => {
      const state = verifyWorkspace(db)
      if (state.contentHash === before && run % 10 === 0) {
        again[work](db)
        expect(contentHash(db)).toBe(after)
      }
      return state
    })
    expect(left.isWhole).toBe(true)
    expect([before, after]).toContain(left.contentHash)
    ends[left.contentHash === before ? 'nothing' : 'everything'] += 1
    rmSync(path)
  }
  expect([ends.nothing > 0, ends.nothing + ends.everything]).toEqual([true, runs])
})

test('these are at least two hundred', () => expect(Object.values(kills).reduce<number>((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(200))
