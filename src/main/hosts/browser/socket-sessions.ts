/**
 * The WebSockets of the windows. A socket says hello with its secret first and is then the wire of that secret's session;
 * a session whose socket is lost waits a minute for the next one.
 */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import { closeCodes, HelloFrame } from '../../../shared/rpc/browser-host.ts'
import type { ServerFrame, Wire } from '../../../shared/rpc/wire.ts'
import type { Session } from '../../core/dispatcher.ts'
import type { Log } from '../../core/ports.ts'
import type { Access } from './access.ts'

export interface SocketSessionsOptions {
  readonly access: Access
  readonly log: Log
  /** Starts serving a window; `onExpired` is told when its session has ended. */
  readonly serveWire: (wire: Wire<ServerFrame>, onExpired: () => void) => Session
  /** Told when the last session has ended. */
  readonly onLastExpired: () => void
  readonly helloMs?: number
  readonly pingMs?: number
}

export interface SocketSessions {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Windows that are connected, or may come back within the minute. */
  count(): number
  close(): Promise<void>
}

/** Largest frame that a page may send, in bytes: a pasted table of the longest kind that the contract takes, as text and as a page. */
const maxFrameBytes = 64 * 1024 * 1024

export function createSocketSessions({ access, log, serveWire, onLastExpired, helloMs = 10_000, pingMs = 15_000 }: SocketSessionsOptions): SocketSessions {
  const server = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false })
  const sessions = new Map<string, { readonly session: Session; socket: WebSocket }>()

  const adopt = (key: string, socket: WebSocket): void => {
    const wire = socketWire(socket)
    const known = sessions.get(key)
    if (known) {
      const former = known.socket
      known.socket = socket
      known.session.attach(wire)
      former.close(closeCodes.replaced)
      return
    }
    const session = serveWire(wire, () => {
      sessions.delete(key)
      if (sessions.size === 0) onLastExpired()
    })
    sessions.set(key, { session, socket })
  }

  server.on('connection', (socket) => {
    const silence = setTimeout(() => socket.close(closeCodes.unknownSession), helloMs)
    const stopPing = keepAlive(socket, pingMs)
    socket.on('error', (error) => log.error('socket failed', { message: error.message }))
    socket.on('close', () => {
      clearTimeout(silence)
      stopPing()
    })
    socket.once('message', (data, isBinary) => {
      clearTimeout(silence)
      const hello = HelloFrame.safeParse(isBinary ? null : parseJson(data))
      const key = hello.success ? access.sessionOf(hello.data.secret) : null
      if (key !== null) return adopt(key, socket)
      log.error('socket refused', { isClosed: access.isClosed() })
      socket.close(closeCodes.unknownSession)
    })
  })

  return {
    upgrade: (request, socket, head) => server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened, request)),
    count: () => sessions.size,
    close: async () => {
      const ending = [...sessions.values()].map(({ session }) => session.close())
      await Promise.all(ending)
      for (const socket of server.clients) socket.close(1001)
      server.close()
    },
  }
}

function socketWire(socket: WebSocket): Wire<ServerFrame> {
  return {
    send: (frame) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame))
    },
    onFrame: (listener) => void socket.on('message', (data, isBinary) => listener(isBinary ? null : parseJson(data))),
    onClose: (listener) => void socket.on('close', listener),
  }
}

/** Ends a socket whose other side has gone without a word (a sleeping machine, a killed browser). */
function keepAlive(socket: WebSocket, everyMs: number): () => void {
  let isAlive = true
  socket.on('pong', () => (isAlive = true))
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate()
    isAlive = false
    socket.ping()
  }, everyMs)
  return () => clearInterval(timer)
}

function parseJson(data: RawData): unknown {
  try {
    return Buffer.isBuffer(data) ? JSON.parse(data.toString('utf8')) : null
  } catch {
    return null
  }
}
