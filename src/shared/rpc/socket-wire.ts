/**
 * A wire over WebSockets that reconnects by itself: after a break it says hello again and repeats the requests that have no
 * answer yet (the host runs none twice). It closes for good when the host refuses the session or stays away for a minute.
 */
import { closeCodes } from './browser-host.ts'
import type { ClientFrame, Wire } from './wire.ts'

export interface Socket {
  send(text: string): void
  close(): void
}

export interface SocketListeners {
  readonly onOpen: () => void
  readonly onMessage: (data: unknown) => void
  readonly onClose: (code: number) => void
}

/** `replaced`: another window took the session. `lost`: the host is gone or does not know the session. Both are final. */
export type ConnectionState = 'connecting' | 'open' | 'reconnecting' | 'replaced' | 'lost'

export interface SocketWireOptions {
  /** Opens a socket and passes on what happens to it. */
  readonly openSocket: (listeners: SocketListeners) => Socket
  readonly secret: string
  /** Resolves after so many milliseconds. */
  readonly delay: (ms: number) => Promise<void>
  readonly onState?: ((state: ConnectionState) => void) | undefined
}

const giveUpAfterMs = 60_000
const firstDelayMs = 200
const longestDelayMs = 2_000

export function connectSocketWire({ openSocket, secret, delay, onState }: SocketWireOptions): Wire<ClientFrame> & { close(): void } {
  const unanswered = new Map<number, ClientFrame>()
  const cancelled = new Set<number>()
  let early: unknown[] = []
  let frameListener: ((frame: unknown) => void) | null = null
  let closeListener: (() => void) | null = null
  let socket: Socket | null = null
  let state: ConnectionState = 'connecting'
  let waited = 0

  const enter = (next: ConnectionState): void => {
    if (state === 'replaced' || state === 'lost') return
    state = next
    onState?.(next)
    if (next === 'replaced' || next === 'lost') closeListener?.()
  }
  const receive = (data: unknown): void => {
    const frame = parseJson(data)
    if (isResponse(frame)) {
      unanswered.delete(frame.id)
      cancelled.delete(frame.id)
    }
    if (frameListener) frameListener(frame)
    else early.push(frame)
  }
  const connect = (): void => {
    const opened = openSocket({
      onOpen: () => {
        socket = opened
        waited = 0
        opened.send(JSON.stringify({ type: 'hello', secret }))
        enter('open')
        for (const frame of unanswered.values()) opened.send(JSON.stringify(frame))
        for (const id of cancelled) opened.send(JSON.stringify({ type: 'cancel', id }))
      },
      onMessage: receive,
      onClose: (code) => {
        socket = null
        if (state === 'lost' || state === 'replaced') return
        if (code === closeCodes.replaced) return enter('replaced')
        if (code === closeCodes.unknownSession || waited >= giveUpAfterMs) return enter('lost')
        enter('reconnecting')
        const pause = Math.min(longestDelayMs, firstDelayMs + waited)
        waited += pause
        void delay(pause).then(() => (state === 'reconnecting' ? connect() : undefined))
      },
    })
  }
  connect()

  return {
    send: (frame) => {
      if (frame.type === 'request') unanswered.set(frame.id, frame)
      else if (frame.type === 'cancel') cancelled.add(frame.id)
      // Without a socket requests and cancels wait for the next one; an answer without its ack is sent again by the host.
      socket?.send(JSON.stringify(frame))
    },
    onFrame: (listener) => {
      frameListener = listener
      const kept = early
      early = []
      for (const frame of kept) listener(frame)
    },
    onClose: (listener) => {
      closeListener = listener
      if (state === 'lost' || state === 'replaced') listener()
    },
    close: () => {
      enter('lost')
      socket?.close()
    },
  }
}

function parseJson(data: unknown): unknown {
  if (typeof data !== 'string') return null
  try {
    return JSON.parse(data)
  } catch {
    return null
  }
}

function isResponse(frame: unknown): frame is { readonly id: number } {
  return typeof frame === 'object' && frame !== null && 'type' in frame && frame.type === 'response' && 'id' in frame && typeof frame.id === 'number'
}
