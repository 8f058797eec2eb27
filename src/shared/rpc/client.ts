/**
 * The page's side of the contract: one function a procedure, derived from the contract without code of its own.
 * Every answer is a Result; a lost wire answers the open requests with `error.connection-lost`.
 */
import type { AppEvents } from '../contract/index.ts'
import type { Contract, InputOf, OutputOf, Procedure, Progress } from '../contract/procedure.ts'
import { appError, type Result } from '../result.ts'
import { ServerFrame, type ClientFrame, type Wire } from './wire.ts'

/** What is used of an AbortSignal (shared code is compiled without DOM and Node types). */
export interface CancelSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

export interface CallOptions {
  readonly signal?: CancelSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

export type ClientMethod<P extends Procedure> = (input: InputOf<P>, options?: CallOptions) => Promise<Result<OutputOf<P>>>

/** A request that an earlier load of this page started and whose answer is still to come. */
export interface ResumedRequest {
  readonly method: string
  readonly result: Promise<Result<unknown>>
  onProgress(listener: (progress: Progress) => void): void
  cancel(): void
}

export interface ClientEvents {
  /** Returns the function that ends the listening. */
  onEvent<K extends keyof AppEvents>(name: K, listener: (value: AppEvents[K]) => void): () => void
  /** Told once a connection when requests of an earlier load of the page are still open. */
  onResumed(listener: (requests: readonly ResumedRequest[]) => void): () => void
}

export type Client<C extends Contract> = { readonly [N in keyof C]: { readonly [M in keyof C[N]]: ClientMethod<C[N][M]> } } & ClientEvents

interface Pending {
  readonly resolve: (result: Result<unknown>) => void
  onProgress: ((progress: Progress) => void) | undefined
}

const connectionLost: Result<never> = { ok: false, error: appError('internal', 'error.connection-lost') }

export function createClient<C extends Contract>(contract: C, wire: Wire<ClientFrame>): Client<C> {
  const pending = new Map<number, Pending>()
  const eventListeners = new Set<(name: string, value: unknown) => void>()
  const resumedListeners = new Set<(requests: readonly ResumedRequest[]) => void>()
  // A reloaded page goes on in the same session: its ids must not meet those of the load before.
  let nextId = Date.now() * 1000
  let isClosed = false

  const cancel = (id: number): void => {
    if (pending.has(id)) wire.send({ type: 'cancel', id })
  }

  const resume = (open: readonly { id: number; method: string }[]): void => {
    const requests = open
      .filter(({ id }) => !pending.has(id))
      .map(({ id, method }): ResumedRequest => {
        const result = new Promise<Result<unknown>>((resolve) => pending.set(id, { resolve, onProgress: undefined }))
        const onProgress: ResumedRequest['onProgress'] = (listener) => {
          const request = pending.get(id)
          if (request) request.onProgress = listener
        }
        return { method, result, onProgress, cancel: () => cancel(id) }
      })
    if (requests.length > 0) for (const listener of resumedListeners) listener(requests)
  }

  wire.onFrame((untrusted) => {
    const parsed = ServerFrame.safeParse(untrusted)
    if (!parsed.success) return
    const frame = parsed.data
    if (frame.type === 'event') {
      for (const listener of eventListeners) listener(frame.name, frame.value)
    } else if (frame.type === 'session') {
      resume(frame.open)
    } else if (frame.type === 'progress') {
      pending.get(frame.id)?.onProgress?.({ phase: frame.phase, done: frame.done, total: frame.total })
    } else {
      const request = pending.get(frame.id)
      pending.delete(frame.id)
      wire.send({ type: 'ack', id: frame.id })
      request?.resolve(frame.ok ? { ok: true, value: frame.value } : { ok: false, error: frame.error })
    }
  })
  wire.onClose(() => {
    isClosed = true
    for (const request of pending.values()) request.resolve(connectionLost)
    pending.clear()
  })

  const request = (method: string, input: unknown, { signal, onProgress }: CallOptions = {}): Promise<Result<unknown>> => {
    if (isClosed) return Promise.resolve(connectionLost)
    if (signal?.aborted) return Promise.resolve({ ok: false, error: appError('cancelled', 'error.cancelled') })
    const id = nextId++
    const onAbort = (): void => cancel(id)
    signal?.addEventListener('abort', onAbort)
    return new Promise<Result<unknown>>((resolve) => {
      pending.set(id, { resolve, onProgress })
      wire.send({ type: 'request', id, method, input })
    }).finally(() => signal?.removeEventListener('abort', onAbort))
  }

  const namespaces = Object.entries(contract).map(([namespace, procedures]) => {
    const methods = Object.keys(procedures).map((name) => [name, (input: unknown, options?: CallOptions) => request(`${namespace}.${name}`, input, options)] as const)
    return [namespace, Object.fromEntries(methods)] as const
  })
  const listening = <L>(listeners: Set<L>, listener: L): (() => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  const clientEvents: ClientEvents = {
    // The core sends each event with the value its schema in the contract says: the types meet at this wire.
    onEvent: (name, listener) => listening(eventListeners, (told, value) => void (told === name && listener(value as never))),
    onResumed: (listener) => listening(resumedListeners, listener),
  }
  // Built from the very contract that the type is derived from.
  return { ...Object.fromEntries(namespaces), ...clientEvents } as unknown as Client<C>
}
