import { fork } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { closeStore } from '../../../src/main/core/store/database.ts'
import { quietTask } from '../../../src/main/core/store/store-task.ts'
import { verifyWorkspace } from '../../../src/main/core/store/verify.ts'
import { accepted, amount, commit, draft, makeWorkspace, openWorkspace, stage, type TestWorkspace } from './staged-workspace.ts'

const child = fileURLToPath(new URL('committing-child.ts', import.meta.url))
const runs = 30
const size = 1500

let workspace: TestWorkspace
let folder: string
let batch: number
let before: string
let after: string
let lasts: number

/** Kills the child `delay` milliseconds after its commit began; gives how long it lived where it came to its end. */
function commitAndKill(path: string, delay: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const running = fork(child, [path, String(batch)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    let begun = 0
    let lived: number | null = null
    let timer: NodeJS.Timeout | undefined
    running.on('message', (message) => {
      if (message === 'begin') {
        begun = performance.now()
        timer = setTimeout(() => running.kill('SIGKILL'), delay)
      } else lived = performance.now() - begun
    })
    running.on('error', reject)
    running.on('exit', () => {
      clearTimeout(timer)
      resolve(lived)
    })
  })
}

beforeAll(async () => {
  workspace = makeWorkspace()
  folder = mkdtempSync(join(tmpdir(), 'rmms-killed-'))
  const rows = Array.from({ length: size }, (_, index) => accepted(index + 5, draft(null, { identifier: `P-${index}`, amounts: [amount(index)] })))
  batch = stage(workspace, rows).batch
  before = contentHash(workspace.db)
  closeStore(workspace.db)
  const whole = join(folder, 'whole.rmms')
  copyFileSync(workspace.path, whole)
  lasts = (await commitAndKill(whole, 60_000)) ?? 0
  const db = openWorkspace(whole)
  after = contentHash(db)
  closeStore(db)
})
afterAll(() => {
  workspace.dispose()
  rmSync(folder, { recursive: true, force: true })
})

test(`a process killed during its commit, at ${runs} moments, leaves all of it or nothing`, { timeout: 180_000 }, async () => {
  expect(lasts).toBeGreaterThan(0)
  expect(after).not.toBe(before)
  const ends = { nothing: 0, everything: 0 }
  for (let run = 0; run < runs; run++) {
    const path = join(folder, `run-${run}.rmms`)
    copyFileSync(workspace.path, path)
    // Spread over the commit and a little beyond, so that its last moments are met too.
    await commitAndKill(path, ((run + 0.5) / runs) * lasts * 1.1)
    const db = openWorkspace(path)
    const hash = contentHash(db)
    expect([before, after]).toContain(hash)
    expect(verifyWorkspace(db, new Map(), quietTask).isWhole).toBe(true)
    if (hash === before) {
      ends.nothing += 1
      expect(commit(db, batch).diff.added).toBe(size)
      expect(contentHash(db)).toBe(after)
    } else ends.everything += 1
    closeStore(db)
    rmSync(path)
  }
  expect(ends.nothing).toBeGreaterThan(0)
})
