import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ensureElectron, findElectron } from '../../../tools/lib/electron-runtime.mjs'

let cache = ''
let server: Server | null = null
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'rmms-cache-'))
  for (const name of ['XDG_CACHE_HOME', 'LOCALAPPDATA', 'HOME', 'electron_config_cache']) vi.stubEnv(name, cache)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  server?.closeAllConnections()
  server?.close()
  server = null
  await rm(cache, { recursive: true, force: true })
})

/** A mirror of Electron's releases that answers as `answer` says; counts what it was asked. */
async function mirror(answer: (respond: { silence: () => void; refuse: () => void }) => void): Promise<{ asked: number }> {
  const seen = { asked: 0 }
  server = createServer((_request, response) => {
    seen.asked += 1
    // A first byte, and then nothing more.
    answer({ silence: () => response.writeHead(200, { 'content-length': 100_000_000 }).write('P'), refuse: () => response.writeHead(404).end() })
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const address = server.address() as AddressInfo
  vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${address.port}/`)
  return seen
}

// Where the runtime is present nothing is fetched.
describe.runIf(findElectron() === null)("the fetch of Electron's runtime", () => {
  it('is given up when no byte arrives any more', async () => {
    const seen = await mirror(({ silence }) => silence())
    const start = performance.now()
    expect(await ensureElectron(process.execPath, false, 1000)).toBeNull()
    expect(seen.asked).toBeGreaterThan(0)
    expect(performance.now() - start).toBeLessThan(10_000)
  })

  it('that failed is not tried again by itself, but when asked for', async () => {
    const seen = await mirror(({ refuse }) => refuse())
    expect(await ensureElectron(process.execPath, false, 4000)).toBeNull()
    const asked = seen.asked
    expect(asked).toBeGreaterThan(0)
    expect((await readdir(cache, { recursive: true })).some((name) => /electron-.+-not-fetched$/.test(name))).toBe(true)
    expect(await ensureElectron(process.execPath, false, 4000)).toBeNull()
    expect(seen.asked).toBe(asked)
    expect(await ensureElectron(process.execPath, true, 4000)).toBeNull()
    expect(seen.asked).toBeGreaterThan(asked)
  })
})
