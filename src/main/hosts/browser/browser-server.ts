/**
 * The HTTP server of the browser host: guard -> route. It serves the built page (which holds no data), exchanges tokens,
 * takes uploads and gives downloads to those who know a session's secret, and hands WebSockets to socket-sessions.ts.
 */
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { contentSecurityPolicy, securityHeaders } from '../../../shared/content-security-policy.ts'
import type { Contract } from '../../../shared/contract/procedure.ts'
import { filesPath, SessionRequest, sessionPath, wirePath } from '../../../shared/rpc/browser-host.ts'
import { serve, type Handlers, type ServeOptions } from '../../core/dispatcher.ts'
import type { LocalFileVault } from '../../core/files/file-vault.ts'
import { readPageFiles, type PageFiles } from '../../core/files/page-files.ts'
import { createAccess } from './access.ts'
import { createFileRoutes, sendJson } from './file-routes.ts'
import { refusalOf } from './request-guard.ts'
import { createSocketSessions } from './socket-sessions.ts'

export interface BrowserServerOptions<C extends Contract> extends Pick<ServeOptions, 'log' | 'outputs' | 'subscribe' | 'graceMs'> {
  readonly contract: C
  readonly handlers: Handlers<C>
  readonly files: LocalFileVault
  readonly rendererDir: string
  /** Told when the last window has been away for the grace time. */
  readonly onLastWindow?: () => void
  /** Told when a window has used its token. */
  readonly onTokenUsed?: () => void
  readonly limits?: { readonly uploadBytes?: number; readonly helloMs?: number; readonly pingMs?: number }
}

export interface BrowserServer {
  readonly origin: string
  /** A fresh address that opens one window. */
  issueAddress(): string
  hasWindows(): boolean
  /** Ends when every request that runs has ended. */
  close(): Promise<void>
}

export async function startBrowserServer<C extends Contract>(options: BrowserServerOptions<C>): Promise<BrowserServer> {
  const { contract, handlers, files, log, limits = {} } = options
  const page = readPageFiles(options.rendererDir)
  const access = createAccess()
  const fileRoutes = createFileRoutes(files, limits.uploadBytes)
  const sessions = createSocketSessions({
    access,
    log,
    serveWire: (wire, onExpired) => serve(contract, handlers, wire, { log, outputs: options.outputs, subscribe: options.subscribe, graceMs: options.graceMs, onExpired }),
    onLastExpired: () => options.onLastWindow?.(),
    ...(limits.helloMs !== undefined && { helloMs: limits.helloMs }),
    ...(limits.pingMs !== undefined && { pingMs: limits.pingMs }),
  })
  let authority = ''

  const isAuthorized = (request: IncomingMessage): boolean => {
    const [scheme, secret, ...rest] = (request.headers.authorization ?? '').split(' ')
    return scheme === 'Bearer' && secret !== undefined && rest.length === 0 && access.sessionOf(secret) !== null
  }
  const exchange = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parsed = SessionRequest.safeParse(await readSmallJson(request))
    if (access.isClosed()) return sendPlain(response, 429)
    const secret = parsed.success ? access.exchange(parsed.data.token) : null
    if (secret === null) return sendPlain(response, 403)
    sendJson(response, 200, { secret })
    options.onTokenUsed?.()
  }
  const route = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    if (request.method === 'POST' && path === sessionPath) return exchange(request, response)
    if (path === filesPath || path.startsWith(`${filesPath}/`)) {
      if (!isAuthorized(request)) return sendPlain(response, access.isClosed() ? 429 : 401)
      if (request.method === 'POST') return path === filesPath ? fileRoutes.upload(request, response) : sendPlain(response, 404)
      return fileRoutes.download(path, response)
    }
    if (request.method !== 'GET') return sendPlain(response, 404)
    if (path === '/') return sendDocument(response, page)
    const asset = page.asset(path)
    // Browsers ask for it of their own accord; that there is none is no error of the page.
    if (!asset) return sendPlain(response, path === '/favicon.ico' ? 204 : 404)
    response.writeHead(200, { 'content-type': asset.type, 'content-length': asset.bytes.byteLength })
    response.end(asset.bytes)
  }

  const server = createServer((request, response) => {
    const path = pathOf(request)
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    const refusal = refusalOf({ method: request.method, path, isUpgrade: false, headers: request.headers }, authority)
    if (refusal) {
      log.error('request refused', { rule: refusal.rule })
      sendPlain(response, refusal.status)
      return
    }
    route(request, response, path).catch((error: unknown) => {
      log.error('request failed', { stack: error instanceof Error ? (error.stack ?? error.message) : String(error) })
      if (response.headersSent) response.destroy()
      else sendPlain(response, 500)
    })
  })
  server.on('upgrade', (request, socket, head) => {
    const path = pathOf(request)
    const refusal = refusalOf({ method: request.method, path, isUpgrade: true, headers: request.headers }, authority)
    if (!refusal && path === wirePath) return sessions.upgrade(request, socket, head)
    log.error('socket refused', { rule: refusal?.rule ?? 'path' })
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  // An address of a TCP server that listens is an object.
  authority = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const origin = `http://${authority}`

  return {
    origin,
    issueAddress: () => `${origin}/#token=${access.issueToken()}`,
    hasWindows: () => sessions.count() > 0,
    close: async () => {
      await sessions.close()
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
    },
  }
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split(/[?#]/)[0] ?? '/'
}

function sendDocument(response: ServerResponse, page: PageFiles): void {
  const nonce = randomBytes(16).toString('base64url')
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': contentSecurityPolicy(nonce) })
  response.end(page.document(nonce))
}

function sendPlain(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
  response.end()
}

const maxSmallBody = 1024

async function readSmallJson(request: IncomingMessage): Promise<unknown> {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) return null
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk)
    if (text.length > maxSmallBody) return null
  }
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
