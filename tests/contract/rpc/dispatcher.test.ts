import { afterEach, describe, expect, it } from 'vitest'
import { invoke, serve, type Session } from '../../../src/main/core/dispatcher.ts'
import { maxPageCells } from '../../../src/shared/contract/common.ts'
import { createClient } from '../../../src/shared/rpc/client.ts'
import type { Progress } from '../../../src/shared/contract/procedure.ts'
import { eventually } from '../../helpers/eventually.ts'
import { createTestCore, recordLog, testContract } from '../../helpers/test-contract.ts'
import { wirePair } from '../../helpers/wire-pair.ts'

const sessions: Session[] = []
afterEach(async () => {
  for (const session of sessions.splice(0)) await session.close()
})

function connect(graceMs = 5_000) {
  const core = createTestCore()
  const log = recordLog()
  const { page, core: coreEnd } = wirePair()
  const told = new Set<(name: string, value: unknown) => void>()
  const expired = { count: 0 }
  const session = serve(testContract, core.handlers, coreEnd, {
    log,
    graceMs,
    onExpired: () => (expired.count += 1),
    subscribe: (listener) => {
      told.add(listener)
      return () => void told.delete(listener)
    },
  })
  sessions.push(session)
  const emit = (name: string, value: unknown): void => {
    for (const listener of told) listener(name, value)
  }
  return { core, log, page, session, expired, emit, client: createClient(testContract, page) }
}

describe('a request over a wire', () => {
  it('is answered with the parsed output, defaults filled in', async () => {
    const { client } = connect()
    expect(await client.sums.add({ a: 2 })).toEqual({ ok: true, value: { sum: 3 } })
    expect(await client.sums.table({})).toMatchObject({ ok: true, value: { total: 2 } })
  })

  it('with wrong input is refused with the field, not the value', async () => {
    const { client } = connect()
    // A page may send anything: the type is pushed aside on purpose.
    const result = await client.sums.add({ a: 'https://example.org/secret' as unknown as number })
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid-input', reason: 'error.bad-request' } })
    expect(JSON.stringify(result)).toContain('sums.add.a')
    expect(JSON.stringify(result)).not.toContain('secret')
  })

  it('that a handler refuses carries its error', async () => {
    const { client } = connect()
    expect(await client.sums.refuse({})).toEqual({ ok: false, error: { code: 'conflict', reason: 'error.not-found', params: { name: 'that' } } })
  })

  it('that fails unexpectedly gives a reference; the details go to the log only', async () => {
    const { client, log } = connect()
    const result = await client.sums.crash({})
    expect(result).toMatchObject({ ok: false, error: { code: 'internal', reason: 'error.unexpected' } })
    expect(JSON.stringify(result)).not.toContain('secret detail')
    const reference = result.ok ? '' : result.error.reference
    expect(reference).toMatch(/^[0-9a-f]{8}$/)
    expect(log.entries).toContainEqual(expect.objectContaining({ level: 'error', details: expect.objectContaining({ reference, stack: expect.stringContaining('the secret detail') }) }))
  })

  it('whose output is not what the contract says is an internal failure', async () => {
    const { client } = connect()
    expect(await client.sums.lie({})).toMatchObject({ ok: false, error: { code: 'internal' } })
  })
})

describe('what a page may try', () => {
  it.each(['sums.nothing', 'nothing.add', 'sums', 'sums.add.more', '', '__proto__.toString', 'constructor.assign', 'sums.__proto__', 'sums.constructor', 'sums.hasOwnProperty', 'toString.call'])(
    'the unknown method %j is refused',
    async (method) => {
      const { page } = connect()
      const answers: unknown[] = []
      page.onFrame((frame) => answers.push(frame))
      page.send({ type: 'request', id: 7, method, input: {} })
      await eventually('an answer', () => answers.some((frame) => JSON.stringify(frame).includes('"response"')))
      expect(answers).toContainEqual(expect.objectContaining({ id: 7, ok: false, error: expect.objectContaining({ code: 'not-found', reason: 'error.unknown-method' }) }))
    },
  )

  it('malformed frames neither end the session nor stay without an answer where they have an id', async () => {
    const { page, client } = connect()
    const answers: unknown[] = []
    page.onFrame((frame) => answers.push(frame))
    for (const frame of [null, 1, 'request', [], {}, { type: 'request' }, { type: 'nonsense', id: 1 }, { type: 'request', id: -1, method: 'sums.add' }, { type: 'request', id: 1.5, method: 'sums.add' }, { type: 'cancel', id: 99 }, { type: 'ack', id: 99 }, { type: 'request', id: 5, method: 7 }]) page.send(frame)
    expect(await client.sums.add({ a: 1, b: 1 })).toMatchObject({ ok: true })
    expect(answers).toContainEqual(expect.objectContaining({ type: 'response', id: 5, ok: false, error: expect.objectContaining({ code: 'invalid-input' }) }))
  })

  it('__proto__ as data does not reach a prototype', async () => {
    const { page, client } = connect()
    page.send(JSON.parse('{"type":"request","id":3,"method":"sums.add","input":{"a":1,"__proto__":{"polluted":true}}}'))
    await client.sums.add({ a: 1 })
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('the same id twice runs once', async () => {
    const { page, core } = connect()
    page.send({ type: 'request', id: 4, method: 'sums.slow', input: {} })
    page.send({ type: 'request', id: 4, method: 'sums.slow', input: {} })
    await eventually('the job runs', () => core.started.slow > 0)
    core.finishSlow('end')
    expect(core.started.slow).toBe(1)
  })
})

describe('a job', () => {
  it('reports progress, at most every 100 ms', async () => {
    const { client } = connect()
    const seen: Progress[] = []
    await client.sums.burst({ reports: 1000 }, { onProgress: (progress) => seen.push(progress) })
    expect(seen).toEqual([{ phase: 'progress.reading', done: 0, total: 1000 }])
  })

  it('is cancelled by its signal', async () => {
    const { client, core } = connect()
    const controller = new AbortController()
    const result = client.sums.slow({}, { signal: controller.signal })
    await eventually('the job runs', () => core.started.slow === 1)
    controller.abort()
    expect(await result).toMatchObject({ ok: false, error: { code: 'cancelled', reason: 'error.cancelled' } })
    expect(core.started.aborted).toBe(1)
  })

  it('that was cancelled before it was sent does not start', async () => {
    const { client, core } = connect()
    expect(await client.sums.slow({}, { signal: AbortSignal.abort() })).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(core.started.slow).toBe(0)
  })

  it('that is a commit ends as a commit although it was cancelled, and close waits for it', async () => {
    const { client, core, session } = connect()
    const controller = new AbortController()
    const result = client.sums.commit({}, { signal: controller.signal })
    await eventually('the commit runs', () => core.started.commit === 1)
    controller.abort()
    const closed = session.close()
    core.finishCommit()
    await closed
    expect(core.started.committed).toBe(1)
    expect(await result).toEqual({ ok: true, value: { isDone: true } })
  })
})

describe('a lost wire', () => {
  it('keeps its jobs; a page that reconnects gets the running ones, the missed events and the kept answers', async () => {
    const { page, core, session, emit } = connect()
    page.send({ type: 'request', id: 11, method: 'sums.slow', input: {} })
    await eventually('the job runs', () => core.started.slow === 1)
    page.close()
    emit('workspace-changed', { workspace: 'w', changeset: 5 })

    const next = wirePair()
    const client = createClient(testContract, next.page)
    const events: unknown[] = []
    client.onEvent('workspace-changed', (value) => events.push(value))
    const resumed = new Promise<unknown>((resolve) => client.onResumed((requests) => resolve(requests[0]?.result)))
    session.attach(next.core)
    core.finishSlow('kept')
    expect(await resumed).toEqual({ ok: true, value: { word: 'kept' } })
    expect(events).toEqual([{ workspace: 'w', changeset: 5 }])
    expect(core.started.aborted).toBe(0)
  })

  it('keeps an answer that came while there was no wire', async () => {
    const { page, core, session } = connect()
    page.send({ type: 'request', id: 12, method: 'sums.slow', input: {} })
    await eventually('the job runs', () => core.started.slow === 1)
    page.close()
    core.finishSlow('late')
    const next = wirePair()
    const client = createClient(testContract, next.page)
    const resumed = new Promise<unknown>((resolve) => client.onResumed((requests) => resolve(requests[0]?.result)))
    session.attach(next.core)
    expect(await resumed).toEqual({ ok: true, value: { word: 'late' } })
    await eventually('the acknowledgement', () => next.page.sent.some((frame) => JSON.stringify(frame) === '{"type":"ack","id":12}'))
  })

  it('that stays away cancels its jobs after the grace time', async () => {
    const { page, core, expired } = connect(30)
    page.send({ type: 'request', id: 13, method: 'sums.slow', input: {} })
    await eventually('the job runs', () => core.started.slow === 1)
    page.close()
    await eventually('the session ends', () => expired.count === 1)
    expect(core.started.aborted).toBe(1)
  })

  it('answers the open requests of the page', async () => {
    const { page, client, core } = connect()
    const result = client.sums.slow({})
    await eventually('the job runs', () => core.started.slow === 1)
    page.close()
    expect(await result).toMatchObject({ ok: false, error: { reason: 'error.connection-lost' } })
    expect(await client.sums.add({ a: 1 })).toMatchObject({ ok: false, error: { reason: 'error.connection-lost' } })
  })
})

describe('events', () => {
  it('reach their listeners until these stop listening', async () => {
    const { client, emit } = connect()
    const seen: unknown[] = []
    const stop = client.onEvent('settings-changed', (value) => seen.push(value))
    emit('settings-changed', {})
    emit('workspace-changed', { workspace: 'w', changeset: 1 })
    await client.sums.add({ a: 1 })
    stop()
    emit('settings-changed', {})
    await client.sums.add({ a: 1 })
    expect(seen).toEqual([{}])
  })
})

describe('a page of a grid', () => {
  it.each(['shape', 'parsed'] as const)('with more cells than one page may carry is our own failure, its cells %s', async (outputs) => {
    const log = recordLog()
    const page = (rows: number) => invoke(testContract, createTestCore().handlers, 'sums.table', { rows }, { log, outputs })
    expect(await page(maxPageCells / 2)).toMatchObject({ ok: true, value: { total: maxPageCells / 2 } })
    expect(log.entries).toEqual([])
    expect(await page(maxPageCells / 2 + 1)).toMatchObject({ ok: false, error: { code: 'internal', reason: 'error.unexpected' } })
    expect(JSON.stringify(log.entries)).toContain('a page of more than 20000 cells')
  })
})

describe('without a wire', () => {
  it('invoke takes the same path', async () => {
    const { handlers } = createTestCore()
    const log = recordLog()
    expect(await invoke(testContract, handlers, 'sums.add', { a: 40, b: 2 }, { log })).toEqual({ ok: true, value: { sum: 42 } })
    expect(await invoke(testContract, handlers, 'sums.crash', {}, { log })).toMatchObject({ ok: false, error: { code: 'internal' } })
    expect(await invoke(testContract, handlers, 'sums.slow', {}, { log, signal: AbortSignal.abort() })).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  })
})
