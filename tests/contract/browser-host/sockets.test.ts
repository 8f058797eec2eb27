/** The WebSocket: who may open it, what it may carry, how a session goes from one to the next. */
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { createClient, type Client } from '../../../src/shared/rpc/client.ts'
import { connectSocketWire, type ConnectionState } from '../../../src/shared/rpc/socket-wire.ts'
import { eventually } from '../../helpers/eventually.ts'
import { startTestServer, type TestServer } from '../../helpers/test-browser-server.ts'
import { testContract, type TestContract } from '../../helpers/test-contract.ts'

let host: TestServer
let closing: (() => void)[] = []
afterEach(async () => {
  for (const close of closing) close()
  closing = []
  await host.stop()
})

const closeCode = async (socket: WebSocket): Promise<number> => Number((await once(socket, 'close'))[0])

interface Window {
  readonly client: Client<TestContract>
  readonly states: ConnectionState[]
  /** Breaks the connection as a network would. */
  readonly breakOff: () => void
}

/** The page's side as the page has it, over a WebSocket of Node. */
function openWindow(secret: string): Window {
  const states: ConnectionState[] = []
  let current: WebSocket | null = null
  const wire = connectSocketWire({
    secret,
    delay: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 10))),
    onState: (state) => states.push(state),
    openSocket: ({ onOpen, onMessage, onClose }) => {
      const socket = host.socket()
      current = socket
      socket.on('open', onOpen)
      socket.on('message', (data) => onMessage(Buffer.isBuffer(data) ? data.toString('utf8') : null))
      socket.on('close', onClose)
      socket.on('error', () => undefined)
      return { send: (text) => socket.send(text), close: () => socket.close() }
    },
  })
  closing.push(() => wire.close())
  return { client: createClient(testContract, wire), states, breakOff: () => current?.terminate() }
}

describe('opening', () => {
  it.each([{}, { origin: 'http://evil.example' }, { origin: 'null' }, { origin: 'http://localhost' }])('with %j as headers is refused', async (headers) => {
    host = await startTestServer()
    const socket = host.socket(headers)
    const [error]: unknown[] = await once(socket, 'error')
    expect(String(error)).toContain('403')
  })

  it('under another name of this machine is refused', async () => {
    host = await startTestServer()
    const socket = host.socket({ origin: host.server.origin, host: `localhost:${host.port}` })
    const [error]: unknown[] = await once(socket, 'error')
    expect(String(error)).toContain('403')
  })
})

describe('the first frame', () => {
  it.each(['{}', 'no json', '{"type":"hello"}', `{"type":"hello","secret":"${'A'.repeat(22)}"}`, '{"type":"request","id":1,"method":"sums.add","input":{"a":1}}'])('%j gets no answer but the end', async (text) => {
    host = await startTestServer()
    const socket = host.socket()
    const messages: unknown[] = []
    socket.on('message', (data) => messages.push(data))
    socket.on('open', () => {
      socket.send(text)
      socket.send('{"type":"request","id":1,"method":"sums.add","input":{"a":1}}')
    })
    expect(await closeCode(socket)).toBe(4401)
    expect(messages).toEqual([])
  })

  it('that does not come ends the socket', async () => {
    host = await startTestServer({ limits: { helloMs: 30 } })
    expect(await closeCode(host.socket())).toBe(4401)
  })

  it('with the token in place of the secret is refused', async () => {
    host = await startTestServer()
    const token = host.server.issueAddress().split('token=')[1]
    const socket = host.socket()
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', secret: token })))
    expect(await closeCode(socket)).toBe(4401)
  })
})

describe('a window', () => {
  it('works through the client', async () => {
    host = await startTestServer()
    const { client } = openWindow(await host.openSession())
    expect(await client.sums.add({ a: 40, b: 2 })).toEqual({ ok: true, value: { sum: 42 } })
    expect(host.server.hasWindows()).toBe(true)
  })

  it('goes on after a break: the job runs once and its answer arrives', async () => {
    host = await startTestServer()
    const { client, breakOff, states } = openWindow(await host.openSession())
    const result = client.sums.slow({})
    await eventually('the job runs', () => host.core.started.slow === 1)
    breakOff()
    await eventually('it is open again', () => states.join().endsWith('reconnecting,open'))
    host.core.finishSlow('on time')
    expect(await result).toEqual({ ok: true, value: { word: 'on time' } })
    expect(host.core.started).toMatchObject({ slow: 1, aborted: 0 })
  })

  it('asks again for what it asked while the connection was broken', async () => {
    host = await startTestServer()
    const { client, breakOff } = openWindow(await host.openSession())
    await client.sums.add({ a: 1 })
    breakOff()
    expect(await client.sums.add({ a: 5, b: 5 })).toEqual({ ok: true, value: { sum: 10 } })
  })

  it('that is duplicated takes the session; the former one does not fight for it', async () => {
    host = await startTestServer()
    const secret = await host.openSession()
    const former = openWindow(secret)
    await former.client.sums.add({ a: 1 })
    const next = openWindow(secret)
    expect(await next.client.sums.add({ a: 1 })).toMatchObject({ ok: true })
    await eventually('the former one knows', () => former.states.at(-1) === 'replaced')
    expect(await former.client.sums.add({ a: 1 })).toMatchObject({ ok: false, error: { reason: 'error.connection-lost' } })
  })

  it('of an earlier start of the host is told that it is lost', async () => {
    host = await startTestServer()
    const { states } = openWindow('A'.repeat(22))
    await eventually('the end', () => states.at(-1) === 'lost')
  })

  it('that sends a frame above the limit, or a binary one, harms itself only', async () => {
    host = await startTestServer()
    const secret = await host.openSession()
    const socket = host.socket()
    socket.on('error', () => undefined)
    socket.on('open', () => {
      socket.send(JSON.stringify({ type: 'hello', secret }))
      socket.send(Buffer.from([1, 2, 3]))
      socket.send('x'.repeat(65 * 1024 * 1024))
    })
    expect(await closeCode(socket)).toBe(1009)
    const { client } = openWindow(await host.openSession())
    expect(await client.sums.add({ a: 1 })).toMatchObject({ ok: true })
  })
})

describe('the last window', () => {
  it('is told when it has been away for the grace time, and not when it comes back', async () => {
    host = await startTestServer({ graceMs: 60 })
    const { client, breakOff, states } = openWindow(await host.openSession())
    await client.sums.add({ a: 1 })
    breakOff()
    await eventually('it is open again', () => states.join().endsWith('reconnecting,open'))
    expect(host.told.lastWindow).toBe(0)
    for (const close of closing) close()
    await eventually('the host knows', () => host.told.lastWindow === 1)
    expect(host.server.hasWindows()).toBe(false)
  })

  it('that does not answer pings is given up', async () => {
    host = await startTestServer({ graceMs: 20, limits: { pingMs: 20 } })
    const secret = await host.openSession()
    const socket = host.socket()
    // Does not answer as a machine that sleeps.
    Object.defineProperty(socket, 'pong', { value: () => undefined })
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', secret })))
    await closeCode(socket)
    await eventually('the host knows', () => host.told.lastWindow === 1)
  })

  it('closing the host ends a commit as a commit', async () => {
    host = await startTestServer()
    const { client } = openWindow(await host.openSession())
    const result = client.sums.commit({})
    await eventually('the commit runs', () => host.core.started.commit === 1)
    const closed = host.server.close()
    host.core.finishCommit()
    await closed
    expect(host.core.started.committed).toBe(1)
    expect(await result).toEqual({ ok: true, value: { isDone: true } })
  })
})
