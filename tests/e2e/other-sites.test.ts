/** Attacks on the browser host from a page of another origin, in a real Chromium: what the guard relies on browsers to send is so. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumFlags, findChromium } from '../../tools/lib/chromium.mjs'
import { startTestServer, type TestServer } from '../helpers/test-browser-server.ts'

let host: TestServer
let evil: Server
let browser: Browser
let page: Page
beforeAll(async () => {
  host = await startTestServer()
  evil = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>another site</title>'))
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
  browser = await chromium.launch({ executablePath: findChromium() ?? '', args: chromiumFlags() })
  page = await browser.newPage()
  // An address of a TCP server that listens is an object.
  await page.goto(`http://localhost:${(evil.address() as AddressInfo).port}/`)
})
afterAll(async () => {
  await browser.close()
  evil.close()
  await host.stop()
})

describe('a page of another site', () => {
  it('reads nothing by fetch, with or without CORS', async () => {
    const outcomes = await page.evaluate(async (origin) => {
      const attempt = async (path: string, options: RequestInit): Promise<string> => {
        try {
          const answer = await fetch(origin + path, options)
          return `${answer.type} ${await answer.text()}`
        } catch {
          return 'failed'
        }
      }
      return [
        await attempt('/', {}),
        await attempt('/', { mode: 'no-cors' }),
        await attempt('/assets/page.js', { mode: 'no-cors' }),
        await attempt('/session', { method: 'POST', mode: 'no-cors', body: '{"token":"AAAAAAAAAAAAAAAAAAAAAA"}' }),
        await attempt('/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
        await attempt('/files', { method: 'POST', headers: { authorization: 'Bearer AAAAAAAAAAAAAAAAAAAAAA' }, body: 'x' }),
      ]
    }, host.server.origin)
    for (const outcome of outcomes) expect(['failed', 'opaque ']).toContain(outcome)
    expect(host.log.entries.length).toBeGreaterThan(0)
  })

  it('opens no WebSocket', async () => {
    const outcome = await page.evaluate(
      (address) =>
        new Promise((resolve) => {
          const socket = new WebSocket(address)
          socket.addEventListener('open', () => resolve('open'))
          socket.addEventListener('close', () => resolve('closed'))
        }),
      `ws://${host.authority}/wire`,
    )
    expect(outcome).toBe('closed')
  })

  it('runs none of its scripts and frames none of its pages', async () => {
    const outcome = await page.evaluate(
      (origin) =>
        new Promise((resolve) => {
          const script = document.createElement('script')
          script.type = 'module'
          script.src = `${origin}/assets/page.js`
          script.addEventListener('load', () => resolve('loaded'))
          script.addEventListener('error', () => resolve('refused'))
          document.head.append(script)
        }),
      host.server.origin,
    )
    expect(outcome).toBe('refused')
    const framed = page.waitForResponse((answer) => answer.url() === `${host.server.origin}/`)
    await page.evaluate((origin) => {
      const frame = document.createElement('iframe')
      frame.src = `${origin}/`
      document.body.append(frame)
    }, host.server.origin)
    expect((await framed).status()).toBe(403)
  })

  it('gets no handle of a window that it opens by a link', async () => {
    const answer = page.context().waitForEvent('page')
    await page.evaluate((origin) => void window.open(`${origin}/`), host.server.origin)
    const opened = await answer
    await opened.waitForLoadState()
    // Asked for by another site: not even the document is given.
    expect(await opened.content()).not.toContain('csp-nonce')
  })
})

describe('its own page', () => {
  it('opened by the address gets the document, exchanges the token, speaks over the socket and reloads', async () => {
    const own = await browser.newPage()
    expect((await own.goto(host.server.issueAddress()))?.status()).toBe(200)
    const first = await own.evaluate(async () => {
      const answer = await fetch('/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: location.hash.slice('#token='.length) }) })
      const { secret }: { secret: string } = await answer.json()
      return new Promise((resolve) => {
        const socket = new WebSocket(`ws://${location.host}/wire`)
        socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'hello', secret })))
        socket.addEventListener('message', ({ data }) => resolve(JSON.parse(String(data))))
        socket.addEventListener('close', ({ code }) => resolve(code))
      })
    })
    expect(first).toEqual({ type: 'session', open: [] })
    expect((await own.reload())?.status()).toBe(200)
    await own.close()
  })
})
