/**
 * Typed requests between the main thread and a worker thread: one promise a request, progress on the way, cancel through a
 * flag in shared memory (so that a worker busy in SQLite still sees it), AppErrors as values.
 */
import { parentPort, Worker, type Transferable } from 'node:worker_threads'
import type { Progress } from '../../../shared/contract/procedure.ts'
import { appError, AppFailure, type AppError } from '../../../shared/result.ts'

/** Methods of a worker: plain data in, plain data out. */
export type WorkerApi = Readonly<Record<string, (input: never, task: WorkerTask) => unknown>>

export interface WorkerTask {
  /** True once the caller gave up; long loops look at it. */
  isCancelled(): boolean
  /** Throws the `cancelled` failure when the caller gave up. */
  throwIfCancelled(): void
  report(progress: Progress): void
}

export interface RequestOptions {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
  readonly transfer?: readonly Transferable[] | undefined
}

/** What a method takes; a method without parameters is asked with `{}`. */
type InputOf<Method extends (...input: never[]) => unknown> = Parameters<Method> extends [] ? Readonly<Record<string, never>> : Parameters<Method>[0]

export interface WorkerClient<Api extends WorkerApi> {
  request<K extends keyof Api & string>(method: K, input: InputOf<Api[K]>, options?: RequestOptions): Promise<Awaited<ReturnType<Api[K]>>>
  /** Events that the worker sent of its own accord. */
  onEvent(listener: (name: string, value: unknown) => void): void
  terminate(): Promise<void>
}

interface RequestMessage { readonly type: 'request'; readonly id: number; readonly method: string; readonly input: unknown; readonly cancelFlag: SharedArrayBuffer }
type WorkerMessage =
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly type: 'done'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly error: AppError | null; readonly stack: string }
  | { readonly type: 'event'; readonly name: string; readonly value: unknown }

interface Pending { resolve(value: unknown): void; reject(error: Error): void; onProgress: RequestOptions['onProgress'] }

/** Starts a worker and returns the client of its methods. A worker that dies fails every open request. */
export function startWorker<Api extends WorkerApi>(url: URL, workerData: unknown = {}): WorkerClient<Api> {
  const worker = new Worker(url, { workerData })
  const pending = new Map<number, Pending>()
  const listeners: ((name: string, value: unknown) => void)[] = []
  let nextId = 1
  let death: Error | null = null

  const die = (error: Error): void => {
    death = error
    for (const request of pending.values()) request.reject(error)
    pending.clear()
  }
  worker.on('error', (error) => die(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', (code) => die(new Error(`worker ended with code ${code}`)))
  worker.on('message', (message: WorkerMessage) => {
    if (message.type === 'event') {
      for (const listener of listeners) listener(message.name, message.value)
      return
    }
    const request = pending.get(message.id)
    if (!request) return
    if (message.type === 'progress') {
      request.onProgress?.(message.progress)
      return
    }
    pending.delete(message.id)
    if (message.type === 'done') request.resolve(message.value)
    else request.reject(message.error ? new AppFailure(message.error) : new Error(message.stack))
  })

  return {
    request(method, input, options = {}) {
      if (death) return Promise.reject(death)
      const id = nextId++
      const cancelFlag = new SharedArrayBuffer(4)
      const cancel = (): void => void Atomics.store(new Int32Array(cancelFlag), 0, 1)
      if (options.signal?.aborted) return Promise.reject(new AppFailure(appError('cancelled', 'error.cancelled')))
      options.signal?.addEventListener('abort', cancel, { once: true })
      return new Promise((resolve, reject) => {
        pending.set(id, {
          // The worker answers with the value of the very method that was asked: the types meet at this wire.
          resolve,
          reject,
          onProgress: options.onProgress,
        })
        const message: RequestMessage = { type: 'request', id, method, input, cancelFlag }
        worker.postMessage(message, options.transfer ?? [])
      }).finally(() => options.signal?.removeEventListener('abort', cancel)) as never
    },
    onEvent: (listener) => void listeners.push(listener),
    terminate: async () => void (await worker.terminate()),
  }
}

/** Serves the methods in a worker thread, one request after the other in the order they came. */
export function serveWorker(api: WorkerApi): { emit(name: string, value: unknown): void } {
  const port = parentPort
  if (!port) throw new Error('serveWorker runs in a worker thread only')
  const send = (message: WorkerMessage): void => port.postMessage(message)
  let queue: Promise<void> = Promise.resolve()
  port.on('message', (message: RequestMessage) => {
    queue = queue.then(() => answer(api, message, send))
  })
  return { emit: (name, value) => send({ type: 'event', name, value }) }
}

async function answer(api: WorkerApi, message: RequestMessage, send: (message: WorkerMessage) => void): Promise<void> {
  const flag = new Int32Array(message.cancelFlag)
  let lastReport = 0
  const task: WorkerTask = {
    isCancelled: () => Atomics.load(flag, 0) === 1,
    throwIfCancelled: () => {
      if (Atomics.load(flag, 0) === 1) throw new AppFailure(appError('cancelled', 'error.cancelled'))
    },
    report: (progress) => {
      const now = performance.now()
      if (now - lastReport < 100 && progress.done !== progress.total) return
      lastReport = now
      send({ type: 'progress', id: message.id, progress })
    },
  }
  try {
    const method = Object.hasOwn(api, message.method) ? api[message.method] : undefined
    if (!method) throw new Error(`unknown worker method ${message.method}`)
    send({ type: 'done', id: message.id, value: await method(message.input as never, task) })
  } catch (error) {
    send({ type: 'failed', id: message.id, error: error instanceof AppFailure ? error.error : null, stack: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}
