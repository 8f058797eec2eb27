/** Several processes on one workspace, and processes that are killed: the record is whole, before or after, and everybody goes on. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { forkParser } from '../../../src/main/core/importing/parser/fork-parser.ts'
import { seededRandom } from '../../fixtures/contributions-file.ts'
import { buildWorkbook } from '../../fixtures/workbook-builder.ts'
import { eventually } from '../../helpers/eventually.ts'
import { childProcesses, goodBook, goodRows, openDesk, type Desk } from './desk.ts'
import { expectRefused, rmms, startRmms } from './command.ts'

let desk: Desk
let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rmms-kill-'))
  desk = await openDesk(({ spawnParser }) => ({
    // Files of these names meet a parser that misbehaves; all others the real one.
    spawnParser: () => (isHostile ? forkParser(new URL('../../fixtures/hostile-parser.ts', import.meta.url))() : spawnParser()),
    // On a busy machine a parser takes seconds to start, which must not be taken for a standstill.
    parserLimits: { memoryBytes: 900 * 1024 * 1024, stallMs: 8000, totalMs: 30_000 },
  }))
})
afterAll(async () => {
  await desk.dispose()
  rmSync(folder, { recursive: true, force: true })
})
let isHostile = false
afterEach(() => {
  isHostile = false
})

/** Processes whose environment names this data folder: what a killed command has left running. */
function processesOf(dataDir: string): string[] {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid)).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`RMMS_DATA_DIR=${dataDir}`)
    } catch {
      return false
    }
  })
}

describe('a command that is killed', () => {
  // The whole command; its writer alone is killed two hundred times elsewhere (killed-writer.test.ts).
  const runs = 4

  it(`in the middle of its import, ${runs} times at moments of a fixed seed: whole, before or after, and the next import works`, { timeout: 240_000 }, async () => {
    writeFileSync(join(folder, 'small.xlsx'), goodBook(5))
    writeFileSync(join(folder, 'large.xlsx'), buildWorkbook({ sheets: [{ name: 'Grants', rows: goodRows(1500) }] }))
    const here = { cwd: folder }
    const json = async (...args: readonly string[]): Promise<{ contentHash: string; isWhole?: boolean }> => {
      const run = await rmms(here, ...args, '--json')
      expect(run, run.err).toMatchObject({ code: 0 })
      return JSON.parse(run.out) as { contentHash: string; isWhole?: boolean }
    }
    const before = (await json('import', 'small.xlsx', '--workspace', 'base.rmms', '--yes')).contentHash
    copyFileSync(join(folder, 'base.rmms'), join(folder, 'whole.rmms'))
    const began = performance.now()
    const after = (await json('import', 'large.xlsx', '--workspace', 'whole.rmms', '--yes')).contentHash
    const lasts = performance.now() - began

    const next = seededRandom(7)
    const ends = { before: 0, after: 0 }
    for (let run = 0; run < runs; run++) {
      const name = `run-${run}.rmms`
      const path = join(folder, name)
      copyFileSync(join(folder, 'base.rmms'), path)
      const child = startRmms(here, 'import', 'large.xlsx', '--workspace', name, '--yes')
      const exited = once(child, 'exit')
      if (run % 2 === 0) await Promise.race([new Promise((resolve) => setTimeout(resolve, lasts * (0.3 + 0.7 * next()))), exited])
      else {
        // Every other time within the commit itself: the note of the writer says when it has begun.
        await eventually('the commit begins', () => existsSync(`${path}-writer`) || child.exitCode !== null, 30_000)
        await new Promise((resolve) => setTimeout(resolve, 150 * next()))
      }
      child.kill('SIGKILL')
      await exited
      await eventually('its parser ends by itself', () => processesOf(join(folder, 'data')).length === 0)
      const { isWhole, contentHash } = await json('verify', '--workspace', name)
      expect(isWhole).toBe(true)
      expect([before, after]).toContain(contentHash)
      ends[contentHash === before ? 'before' : 'after'] += 1
      expect((await json('import', 'large.xlsx', '--workspace', name, '--yes')).contentHash).toBe(after)
      expect(readdirSync(folder).filter((other) => other.startsWith(name))).toEqual([name])
    }
    expect(ends.before).toBeGreaterThan(0)
    // What the killed ones had in passing is gone with the next command.
    expect(readdirSync(join(folder, 'data', 'passing'))).toEqual([])
  })

  it('while it makes a workspace: there is none, and the next attempt leaves nothing of the first', async () => {
    const home = join(folder, 'making')
    mkdirSync(home)
    const here = { cwd: home }
    const child = startRmms(here, 'new', '--workspace', 'W.rmms')
    const exited = once(child, 'exit')
    await eventually('the draft is there', () => readdirSync(home).some((name) => name.startsWith('W.rmms.new-')) || child.exitCode !== null, 20_000)
    child.kill('SIGKILL')
    await exited
    if (existsSync(join(home, 'W.rmms'))) rmSync(join(home, 'W.rmms'))
    const made = await rmms(here, 'new', '--workspace', 'W.rmms')
    expect(made.code, made.err).toBe(0)
    expect(readdirSync(home).sort()).toEqual(['W.rmms', 'data'])
  })
})

describe('a command and a window on one workspace', () => {
  const here = (): { cwd: string } => ({ cwd: desk.folder })
  const heard: number[] = []

  it('the window learns of what the command commits, and its own staged file is compared again before it is committed', async () => {
    const stop = desk.core.onEvent((name, value) => {
      if (name === 'workspace-changed') heard.push((value as { changeset: number }).changeset)
    })
    const { workspace } = desk
    writeFileSync(join(desk.folder, 'theirs.xlsx'), goodBook(7))
    const mine = await desk.stage(await desk.token('mine.xlsx', goodBook(4)))
    expect(mine.diff).toMatchObject({ added: 4 })
    const run = await rmms(here(), 'import', 'theirs.xlsx', '--workspace', desk.path, '--yes', '--json')
    expect(run.code, run.err).toBe(0)
    const { contentHash, committed } = JSON.parse(run.out) as { contentHash: string; committed: { changeset: number } }
    await eventually('the window hears of it', () => heard.includes(committed.changeset))
    expect(await desk.state()).toMatchObject({ contentHash })
    expect((await desk.ask('matrices.compute', { workspace, spec: {} })).total).toBe(2_800_000)
    expect(await desk.untouched(() => desk.refusal('submissions.commit', { workspace, batch: mine.batch }))).toMatchObject({ code: 'conflict', reason: 'error.batch-register-moved' })
    expect((await desk.ask('submissions.batch', { workspace, batch: mine.batch })).diff).toMatchObject({ added: 0, unchanged: 4 })
    expect(await desk.ask('submissions.commit', { workspace, batch: mine.batch })).toMatchObject({ changeset: 0 })
    stop()
  })

  it('a write that waits in vain is told who is writing; nothing is written, and reading goes on meanwhile', { timeout: 60_000 }, async () => {
    const { workspace } = desk
    const staged = await desk.stage(await desk.token('later.xlsx', goodBook(12)))
    const file = await desk.token('even-later.xlsx', goodBook(14))
    const { mapping } = await desk.ask('submissions.propose', { workspace, file, sheetIndex: 0 })
    const holder: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, '../../integration/store/writer-child.ts'), 'hold', desk.path, 'Amina Diallo'], { stdio: ['pipe', 'pipe', 'inherit'] })
    if (!holder.stdout) throw new Error('no output')
    await once(createInterface({ input: holder.stdout }), 'line')
    try {
      const [commit, command] = await Promise.all([desk.refusal('submissions.commit', { workspace, batch: staged.batch }), rmms(here(), 'undo', '--workspace', desk.path), desk.ask('matrices.compute', { workspace, spec: {} })])
      expect(commit).toMatchObject({ code: 'busy', reason: 'error.store-busy', params: { person: 'Amina Diallo', process: holder.pid } })
      expectRefused(command, /Amina Diallo is writing to “Register\.rmms” in another window or command/)
      expect(await desk.refusal('submissions.stage', { workspace, file, mapping, decisions: [] })).toMatchObject({ code: 'busy', reason: 'error.store-busy', params: { person: 'Amina Diallo' } })
    } finally {
      holder.kill('SIGKILL')
      await once(holder, 'exit')
    }
    // The holder was killed with its note in place and without a commit: the next write goes through.
    expect(await desk.ask('submissions.commit', { workspace, batch: staged.batch })).toMatchObject({ diff: { added: 5 } })
    expect(await desk.ask('workspaces.verify', { workspace })).toMatchObject({ isWhole: true })
  })
})

describe('a parser that is ended from outside', () => {
  it.each([['told-memory', 'error.parser-killed-memory'], ['memory', 'error.parser-'], ['spin', 'error.parser-stalled'], ['crash', 'error.parser-died'], ['exit', 'error.parser-died']])('a file that makes it %s is refused by name; the next file is read', { timeout: 60_000 }, async (name, reason) => {
    const { workspace } = desk
    const file = await desk.token(name, goodBook())
    isHostile = true
    const error = await desk.untouched(() => desk.refusal('submissions.inspect', { workspace, file }))
    expect(error).toMatchObject({ code: 'unreadable-file', reason: expect.stringContaining(reason) as string, params: { name } })
    isHostile = false
    expect(await desk.ask('submissions.inspect', { workspace, file: await desk.token('next.xlsx', goodBook()) })).toMatchObject({ kind: 'xlsx' })
  })

  it('by a cancel at any stage: the answer is “cancelled”, nothing is kept, no process stays', async () => {
    const { workspace } = desk
    const before = childProcesses().length
    const file = await desk.token('large.xlsx', buildWorkbook({ sheets: [{ name: 'Grants', rows: goodRows(20_000) }] }))
    const { mapping } = await desk.ask('submissions.propose', { workspace, file, sheetIndex: 0 })
    await desk.untouched(async () => {
      for (const method of ['submissions.inspect', 'submissions.preview', 'submissions.stage'] as const) {
        const controller = new AbortController()
        setTimeout(() => controller.abort(), 60)
        const input = method === 'submissions.inspect' ? { workspace, file } : { workspace, file, mapping, decisions: [] }
        const result = await desk.try(method, input, { signal: controller.signal })
        if (!result.ok) expect(result.error).toMatchObject({ code: 'cancelled', reason: 'error.cancelled' })
        expect(result.ok && method === 'submissions.stage').toBe(false)
      }
    })
    await eventually('parsers end', () => childProcesses().length <= before)
  })
})
