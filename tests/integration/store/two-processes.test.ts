import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { closeStore } from '../../../src/main/core/store/database.ts'
import { verifyWorkspace } from '../../../src/main/core/store/verify.ts'
import { inChangeset, readHead } from '../../../src/main/core/store/write-gate.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { edit, errorOf, makeWorkspace, openWritable, partnerRow, writeImport } from '../../fixtures/workspace-file.ts'

let folder: TempFolder
beforeAll(async () => {
  folder = await createTempFolder()
})
afterAll(() => folder.remove())

interface Child {
  readonly process: ChildProcess
  /** Resolves when the child has said this line; rejects when it ends before. */
  said(line: string): Promise<void>
  readonly ended: Promise<unknown>
}

function start(...args: string[]): Child {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'writer-child.ts'), ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const lines: string[] = []
  const waiting = new Map<string, () => void>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    waiting.get(line)?.()
  })
  return {
    process: child,
    ended,
    said: (line) => (lines.includes(line) ? Promise.resolve() : Promise.race([new Promise<void>((resolve) => waiting.set(line, resolve)), ended.then(() => { if (!lines.includes(line)) throw new Error(`ended without saying ${line}`) })])),
  }
}

describe('two processes and one file', () => {
  it('who waits in vain is told who holds it; who waits long enough writes', async () => {
    const path = makeWorkspace(folder.path)
    const holder = start('hold', path, 'Berta')
    await holder.said('holding')
    const db = openWritable(path, { busyMs: 50 })
    const error = errorOf(() => inChangeset(db, edit, (writer) => writer.insert('partner', partnerRow('MINE'))))
    expect(error).toMatchObject({ code: 'busy', reason: 'error.store-busy', params: { name: 'w.rmms', person: 'Berta', process: holder.process.pid } })
    const patient = start('write', path, 'LATER')
    await patient.said('trying')
    holder.process.stdin?.write('\n')
    await Promise.all([holder.said('done'), patient.said('done')])
    await Promise.all([holder.ended, patient.ended])
    // The head moved under this connection: it sees it, and goes on from there.
    expect(readHead(db).id).toBe(3)
    expect(inChangeset(db, edit, (writer) => writer.insert('partner', partnerRow('MINE'))).changeset?.id).toBe(4)
    expect(verifyWorkspace(db).isWhole).toBe(true)
    closeStore(db)
    expect(readdirSync(folder.path)).toEqual(['w.rmms'])
  })
})

describe('a process killed in the middle of a large changeset', () => {
  const runs = 32
  const size = 1500

  it(`leaves all or nothing, ${runs} times`, { timeout: 180_000 }, async () => {
    const base = makeWorkspace(folder.path, 'base.rmms')
    const clean = openWritable(base)
    inChangeset(clean, edit, (writer) => writeImport(clean, writer, { file: 'small', partner: 'JPN', projects: [1, 2, 3] }))
    const before = contentHash(clean)
    closeStore(clean)
    const whole = join(folder.path, 'whole.rmms')
    copyFileSync(base, whole)
    const began = performance.now()
    const full = start('import', whole, String(size))
    await full.said('trying')
    const writing = performance.now()
    await full.said('done')
    const duration = performance.now() - writing
    await full.ended
    expect(duration).toBeLessThan(performance.now() - began)
    const db = openWritable(whole)
    const after = contentHash(db)
    closeStore(db)

    // Moments spread evenly over the writing and a little beyond, so that the commit itself is among them.
    const outcomes: string[] = []
    let halfWritten = 0
    for (let run = 0; run < runs; run += 2) {
      await Promise.all([run, run + 1].map(async (number) => {
        const path = join(folder.path, `killed-${number}.rmms`)
        copyFileSync(base, path)
        const child = start(number % 2 === 0 ? 'import' : 'spill', path, String(size))
        await child.said('trying')
        setTimeout(() => child.process.kill('SIGKILL'), (duration * 1.2 * number) / runs)
        await child.ended
        if (existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0) halfWritten += 1
        const opened = openWritable(path)
        expect(verifyWorkspace(opened)).toMatchObject({ isWhole: true })
        const hash = contentHash(opened)
        outcomes.push(hash === before ? 'before' : hash === after ? 'after' : 'torn')
        // It can be written again, and closes into one file.
        inChangeset(opened, edit, (writer) => writer.insert('partner', partnerRow('NEXT')))
        closeStore(opened)
        expect(existsSync(`${path}-wal`)).toBe(false)
      }))
    }
    expect(outcomes).toHaveLength(runs)
    expect(outcomes).not.toContain('torn')
    expect(outcomes).toContain('before')
    // What lay in the WAL without a commit was thrown away.
    expect(halfWritten).toBeGreaterThan(runs / 4)
  })
})
