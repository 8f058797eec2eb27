/** Each test is an attack that a page of another site, or another program on this machine, could try over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rawRequest } from '../../helpers/raw-http.ts'
import { startTestServer, type TestServer } from '../../helpers/test-browser-server.ts'

let host: TestServer
beforeAll(async () => {
  host = await startTestServer()
})
afterAll(() => host.stop())

const fromPage = { 'sec-fetch-site': 'same-origin' }
const opened = { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'document' }
const get = (path: string, headers: Record<string, string>) => rawRequest(host.port, { path, headers })

describe('the page itself', () => {
  it('is served to who opens the address, with a fresh nonce in policy and document', async () => {
    const first = await get('/', opened)
    const second = await get('/', opened)
    expect(first.status).toBe(200)
    const nonce = /'nonce-([^']+)'/.exec(String(first.headers['content-security-policy']))?.[1] ?? ''
    expect(nonce.length).toBeGreaterThanOrEqual(22)
    expect(first.body).toContain(`nonce="${nonce}"`)
    expect(first.body).not.toContain('__CSP_NONCE__')
    expect(second.body).not.toContain(nonce)
  })

  it('comes with the policy of the house and the headers that keep it to itself', async () => {
    const { headers } = await get('/', opened)
    const policy = String(headers['content-security-policy']).replace(/nonce-[^']+/, 'nonce-X')
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; style-src 'self' 'nonce-X'; style-src-attr 'unsafe-inline'/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'cache-control': 'no-store' })
    expect(headers['set-cookie']).toBeUndefined()
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })

  it('gives its assets to itself', async () => {
    expect(await get('/assets/page.js', fromPage)).toMatchObject({ status: 200, body: 'export {}' })
  })
})

describe('another name for this machine (DNS rebinding)', () => {
  it.each(['localhost:PORT', '127.0.0.1', '127.0.0.1:1', 'evil.example:PORT', '[::1]:PORT', '127.0.0.1:PORT.', '127.1:PORT', ''])('as Host %j is refused', async (name) => {
    const other = name.replace('PORT', String(host.port))
    for (const headers of [{ ...opened, host: other }, { ...fromPage, host: other }]) expect((await get('/', headers)).status).toBe(403)
    const post = await rawRequest(host.port, { method: 'POST', path: '/session', headers: { host: other, origin: `http://${other}`, 'content-type': 'application/json' }, body: '{}' })
    expect(post.status).toBe(403)
  })
})

describe('a GET that our page did not send', () => {
  it.each([
    ['without Sec-Fetch-Site', '/', {}],
    ['from another site', '/', { 'sec-fetch-site': 'cross-site' }],
    ['from another port of this machine', '/', { 'sec-fetch-site': 'same-site' }],
    ['as a subresource of a page that was opened by hand', '/', { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'script' }],
    ['opening an asset by hand', '/assets/page.js', { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'document' }],
    ['opening a file by hand', '/files/file-AAAAAAAAAAAAAAAAAAAAAA', { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'document' }],
    ['including an asset from another site', '/assets/page.js', { 'sec-fetch-site': 'cross-site' }],
  ])('is refused: %s', async (_story, path, headers) => {
    expect((await get(path, headers)).status).toBe(403)
  })
})

describe('a POST that our page did not send', () => {
  it.each(['', 'null', 'http://evil.example', 'http://localhost:PORT', 'https://127.0.0.1:PORT', 'http://127.0.0.1:PORT/', 'http://127.0.0.1:1', 'HTTP://127.0.0.1:PORT'])('with Origin %j is refused', async (origin) => {
    const headers: Record<string, string> = { 'content-type': 'application/json', ...fromPage, ...(origin && { origin: origin.replace('PORT', String(host.port)) }) }
    for (const path of ['/session', '/files']) expect((await rawRequest(host.port, { method: 'POST', path, headers, body: '{}' })).status).toBe(403)
  })
})

describe('paths and methods', () => {
  it.each(['/../secret.txt', '/assets/../../secret.txt', '/assets/%2e%2e/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt', '/..\\secret.txt', '//etc/passwd', '/etc/passwd', '/assets/', '/index.html', '/__proto__', '/assets/page.js%00', '/files', '/files/', '/wire'])(
    'there is nothing at %j',
    async (path) => {
      const answer = await get(path, fromPage)
      expect([401, 404]).toContain(answer.status)
      expect(answer.body).toBe('')
    },
  )

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'HEAD'])('%s is no method here', async (method) => {
    expect((await rawRequest(host.port, { method, path: '/', headers: { ...fromPage, origin: host.server.origin } })).status).toBe(405)
  })

  it('only this machine is listened to', () => {
    expect(host.server.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })
})
