/** Who may come in: the one-time token, the secret, and what happens to those who guess. */
import { afterEach, describe, expect, it } from 'vitest'
import { createAccess } from '../../../src/main/hosts/browser/access.ts'
import { rawRequest, type RawAnswer } from '../../helpers/raw-http.ts'
import { startTestServer, type TestServer } from '../../helpers/test-browser-server.ts'

let host: TestServer | null = null
afterEach(async () => {
  await host?.stop()
  host = null
})

const tokenOf = (address: string): string => new URL(address).hash.replace('#token=', '')
const exchange = (on: TestServer, body: unknown, type = 'application/json'): Promise<RawAnswer> =>
  rawRequest(on.port, { method: 'POST', path: '/session', headers: { origin: on.server.origin, 'content-type': type }, body: typeof body === 'string' ? body : JSON.stringify(body) })

describe('the token of an address', () => {
  it('travels in the fragment, which no browser sends, and is new each time', async () => {
    host = await startTestServer()
    const addresses = [host.server.issueAddress(), host.server.issueAddress()]
    for (const address of addresses) expect(new URL(address)).toMatchObject({ pathname: '/', search: '', hash: expect.stringMatching(/^#token=[A-Za-z0-9_-]{22}$/) })
    expect(new Set(addresses).size).toBe(2)
  })

  it('works once', async () => {
    host = await startTestServer()
    const token = tokenOf(host.server.issueAddress())
    const first = await exchange(host, { token })
    expect(first.status).toBe(200)
    expect(JSON.parse(first.body)).toEqual({ secret: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/) })
    expect(await exchange(host, { token })).toMatchObject({ status: 403, body: '' })
    expect(host.told.tokenUsed).toBe(1)
  })

  it.each([{}, { token: '' }, { token: 5 }, { token: ['x'] }, { token: 'A'.repeat(22) }, 'no json', '[]', `{"token":"${'A'.repeat(5000)}"}`])('%j is none', async (body) => {
    host = await startTestServer()
    expect((await exchange(host, body)).status).toBe(403)
  })

  it('is taken as JSON only: a form of another page cannot send it', async () => {
    host = await startTestServer()
    const token = tokenOf(host.server.issueAddress())
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) expect((await exchange(host, { token }, type)).status).toBe(403)
  })

  it('cannot be guessed by trying: after twenty wrong ones nothing is looked up for a minute', async () => {
    host = await startTestServer()
    const good = tokenOf(host.server.issueAddress())
    for (let attempt = 0; attempt < 20; attempt += 1) expect((await exchange(host, { token: `${attempt}`.padStart(22, 'A') })).status).toBe(403)
    expect((await exchange(host, { token: good })).status).toBe(429)
    expect((await rawRequest(host.port, { path: '/files/file-AAAAAAAAAAAAAAAAAAAAAA', headers: { 'sec-fetch-site': 'same-origin', authorization: `Bearer ${'A'.repeat(22)}` } })).status).toBe(429)
  })
})

describe('access', () => {
  it('opens again when the minute is over; the token is still good', () => {
    let time = 0
    const access = createAccess(() => time)
    const token = access.issueToken()
    for (let attempt = 0; attempt < 25; attempt += 1) access.exchange('wrong')
    expect(access.exchange(token)).toBeNull()
    time = 60_001
    const secret = access.exchange(token)
    expect(secret).toMatch(/^[A-Za-z0-9_-]{22}$/)
    expect(access.sessionOf(secret ?? '')).not.toBeNull()
    expect(access.sessionOf(token)).toBeNull()
  })
})
