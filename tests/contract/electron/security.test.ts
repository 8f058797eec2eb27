/** What a page in the window may not do, asserted as the values passed to Electron and as answers of the host. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { channels } from '../../../src/shared/rpc/electron-host.ts'
import { contentSecurityPolicy } from '../../../src/shared/content-security-policy.ts'
import { startHost } from './started-host.ts'

describe('a window', () => {
  it('is asked for with every protection, in development and as a package', async () => {
    for (const isPackaged of [false, true]) {
      const host = await startHost({ isPackaged })
      expect(host.window(0).options.webPreferences).toEqual({
        preload: join(host.folder, 'preload.cjs'),
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        devTools: !isPackaged,
      })
    }
  })

  it('goes nowhere, opens nothing, holds no webview', async () => {
    const { window } = await startHost()
    const { webContents: contents } = window(0)
    for (const url of ['https://example.org/', 'file:///etc/passwd', 'javascript:alert(1)', 'app://rmms/assets/page.js', 'app://other/', 'data:text/html,x']) {
      expect(contents.tries('will-navigate', url)).toBe(false)
      expect(contents.tries('will-frame-navigate', url, false)).toBe(false)
      expect(contents.tries('will-redirect', url)).toBe(false)
    }
    expect(contents.tries('will-frame-navigate', 'app://rmms/', false)).toBe(false)
    expect(contents.tries('will-attach-webview', '')).toBe(false)
    expect(contents.openHandler?.()).toEqual({ action: 'deny' })
  })

  it('may load its own page again', async () => {
    const { window } = await startHost()
    expect(window(0).webContents.tries('will-navigate', 'app://rmms/')).toBe(true)
  })
})

describe('the session', () => {
  it('grants no permission, whichever it is and however it is asked for', async () => {
    const { rules } = (await startHost()).standIn
    const asked = ['media', 'geolocation', 'notifications', 'clipboard-read', 'clipboard-sanitized-write', 'fileSystem', 'openExternal', 'hid', 'display-capture']
    for (const permission of asked) {
      const answer = await new Promise((resolve) => {
        rules.request?.(null, permission, resolve)
      })
      expect(answer).toBe(false)
    }
    expect(rules.check?.()).toBe(false)
    expect(rules.device?.()).toBe(false)
  })

  it('loads from the own scheme only', async () => {
    const { standIn } = await startHost({ isPackaged: true })
    for (const url of ['app://rmms/', 'app://rmms/assets/page.js', 'data:image/png;base64,AA==']) expect(await standIn.isLetGo(url)).toBe(true)
    for (const url of ['https://example.org/', 'http://127.0.0.1:80/', 'file:///etc/passwd', 'ws://127.0.0.1/', 'app://rmms.example.org/', 'app://other/', 'devtools://devtools/x', 'blob:app://rmms/1']) expect(await standIn.isLetGo(url)).toBe(false)
    const { standIn: development } = await startHost()
    expect(await development.isLetGo('devtools://devtools/bundled/index.html')).toBe(true)
  })
})

describe('the own scheme', () => {
  it('has no privilege beyond an origin and modules', async () => {
    const { schemes } = (await startHost()).standIn
    expect(schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])
  })

  it('serves the document under the policy with a fresh nonce each time', async () => {
    const { standIn } = await startHost()
    const nonces = new Set<string>()
    for (const url of ['app://rmms/', 'app://rmms/?workspace=a']) {
      const answer = await standIn.fetch(url)
      const nonce = /nonce="([A-Za-z0-9_-]{22})"/.exec(await answer.text())?.[1] ?? ''
      nonces.add(nonce)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-security-policy')).toBe(contentSecurityPolicy(nonce))
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    }
    expect(nonces.size).toBe(2)
    expect((await standIn.fetch('app://rmms/assets/page.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  it('serves no other file, no other host, no other method', async () => {
    const { standIn } = await startHost()
    for (const url of ['app://rmms/index.html', 'app://rmms/../secret.txt', 'app://rmms/%2e%2e/secret.txt', 'app://rmms/..%2fsecret.txt', 'app://rmms/assets/../../secret.txt', 'app://rmms//etc/passwd', 'app://other/', 'app://rmms/assets/', 'app://rmms/__proto__']) {
      expect((await standIn.fetch(url)).status).toBe(404)
    }
    expect((await standIn.fetch('app://rmms/', 'POST')).status).toBe(405)
  })
})

describe('a message', () => {
  it('is taken from the page of a window only', async () => {
    const { standIn, window } = await startHost()
    const sender = window(0)
    const main = sender.webContents.mainFrame
    const foreign = [
      null,
      { ...main, origin: 'https://example.org' },
      { ...main, origin: 'app://other' },
      { ...main, origin: 'null' },
      // A frame within the page, at the right origin.
      { ...main, origin: 'app://rmms', frameToken: 'frame-within', parent: main },
      // A page that is no longer there.
      { ...main, origin: 'app://rmms', frameToken: 'frame-before' },
    ]
    for (const frame of foreign) {
      for (const channel of [channels.pick, channels.drop, channels.save]) await expect(standIn.invoke(sender, channel, { kind: 'workspace' }, frame)).rejects.toThrow('refused')
      standIn.send(sender, channels.connect, frame)
    }
    const unknown = new standIn.electron.BrowserWindow({})
    unknown.webContents.url = 'app://rmms/'
    await expect(standIn.invoke(unknown, channels.pick, { kind: 'workspace' })).rejects.toThrow('refused')
    standIn.send(unknown, channels.connect)
    unknown.destroy()
    expect(sender.webContents.posted).toEqual([])
    expect(unknown.webContents.posted).toEqual([])
    expect(standIn.asked).toEqual([])
  })

  it('that does not have its form is an error as a value', async () => {
    const { standIn, window } = await startHost()
    const cases = [[channels.pick, null], [channels.pick, { kind: 'everything' }], [channels.pick, { kind: 'workspace', isMultiple: 'yes' }], [channels.save, { token: 'x' }], [channels.save, ''], [channels.drop, ''], [channels.drop, 7], [channels.drop, undefined]] as const
    for (const [channel, argument] of cases) expect(await standIn.invoke(window(0), channel, argument)).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
    expect(standIn.asked).toEqual([])
  })
})
