/** Which workspaces the browser host lists and opens: those in its data folder and those named on its command line. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { contract, type AppContract } from '../../../src/shared/contract/index.ts'
import { createClient, type Client } from '../../../src/shared/rpc/client.ts'
import { connectSocketWire } from '../../../src/shared/rpc/socket-wire.ts'
import { startBrowserHost, type BrowserHost } from '../../helpers/browser-host.ts'
import { makeWorkspace } from '../../fixtures/workspace-file.ts'
import { rmms } from '../bad-input/command.ts'

const entry = join(import.meta.dirname, '../../../src/main/hosts/browser/index.ts')
let folder: string
let host: BrowserHost
let client: Client<AppContract>
let close = (): void => undefined
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rmms-listed-'))
  const dataDir = join(folder, 'data')
  await mkdir(join(dataDir, 'workspaces'), { recursive: true })
  for (const name of ['elsewhere.rmms', 'named.rmms']) makeWorkspace(folder, name)
  makeWorkspace(join(dataDir, 'workspaces'), 'put there.rmms')
  // The command line shares the data folder, and with it the list of what was opened lately.
  const opened = await rmms({ cwd: folder }, 'verify', '--workspace', join(folder, 'elsewhere.rmms'))
  expect(opened.code, opened.err).toBe(0)
  host = await startBrowserHost({ dataDir, entry, workspaces: [join(folder, 'named.rmms')] })
  ;({ client, close } = await connect(host.url))
})
afterAll(async () => {
  close()
  await host.stop({ isKeepingData: true })
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
})

/** The page's way in: the token for a secret, the secret for a wire. */
async function connect(address: string): Promise<{ client: Client<AppContract>; close: () => void }> {
  const { origin, host: authority, hash } = new URL(address)
  const answer = await fetch(`${origin}/session`, { method: 'POST', headers: { origin, 'content-type': 'application/json' }, body: JSON.stringify({ token: new URLSearchParams(hash.slice(1)).get('token') }) })
  const { secret } = (await answer.json()) as { secret: string }
  const wire = connectSocketWire({
    secret,
    delay: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    onState: () => undefined,
    openSocket: ({ onOpen, onMessage, onClose }) => {
      const socket = new WebSocket(`ws://${authority}/wire`, { headers: { origin } })
      socket.on('open', onOpen)
      socket.on('message', (data) => onMessage(Buffer.isBuffer(data) ? data.toString('utf8') : null))
      socket.on('close', onClose)
      socket.on('error', () => undefined)
      return { send: (text) => socket.send(text), close: () => socket.close() }
    },
  })
  return { client: createClient(contract, wire), close: () => wire.close() }
}

const list = async () => {
  const listed = await client.workspaces.list({})
  if (!listed.ok) throw new Error(JSON.stringify(listed.error))
  return listed.value
}

it('lists what lies in the data folder and what was named, not what another host opened elsewhere', async () => {
  const listed = await list()
  expect(listed.map(({ name, isThere, isOpen }) => ({ name, isThere, isOpen }))).toEqual([
    { name: 'Register', isThere: true, isOpen: true },
    { name: 'put there', isThere: true, isOpen: false },
  ])
  expect(JSON.stringify(listed)).not.toContain(folder)
})

it('opens one that was only put there, which keeps its id and from then on has its own name', async () => {
  const { id } = (await list()).find(({ name }) => name === 'put there') ?? { id: '' }
  expect(await client.workspaces.open({ id })).toMatchObject({ ok: true, value: { id, name: 'Register' } })
  expect((await list()).map((entry) => [entry.id === id, entry.name])).toEqual([[true, 'Register'], [false, 'Register']])
})

it('opens no other one by an id that the recent list of another host gave it', async () => {
  const known = JSON.parse(await readFile(join(folder, 'data', 'workspaces.json'), 'utf8')) as { id: string; path: string }[]
  const other = known.find(({ path }) => path.endsWith('elsewhere.rmms'))
  expect(other).toBeDefined()
  expect(await client.workspaces.open({ id: other?.id ?? '' })).toMatchObject({ ok: false, error: { code: 'not-found', reason: 'error.unknown-workspace' } })
})
