/**
 * Carries requests to handlers. `invoke` is the one path of a request (look up, parse, run, parse, always answer) and is called
 * directly by the command line and by tests; `serve` puts a wire before it: frame -> invoke -> frame, with progress, cancel,
 * events, and a session that outlives a lost wire.
 */
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { maxPageCells, Table } from '../../shared/contract/common.ts'
import type { Contract, InputOf, OutputOf, Procedure, Progress } from '../../shared/contract/procedure.ts'
import { appError, AppFailure, type AppError, type Result } from '../../shared/result.ts'
import { ClientFrame, type ResponseFrame, type ServerFrame, type Wire } from '../../shared/rpc/wire.ts'
import type { Log } from './ports.ts'

export interface RequestContext {
  readonly signal: AbortSignal
  readonly report: (progress: Progress) => void
  /** Whom the change log names where the caller says it (`--as` of the command line); else the person of the settings. */
  readonly person?: string
}

/** Runs a procedure; throws AppFailure for an error that a user can understand. */
export type Handler<P extends Procedure> = (input: z.output<P['input']>, context: RequestContext) => Promise<OutputOf<P>> | OutputOf<P>
export type Handlers<C extends Contract> = { readonly [N in keyof C]: { readonly [M in keyof C[N]]: Handler<C[N][M]> } }

export type MethodName<C extends Contract> = { [N in keyof C & string]: `${N}.${keyof C[N] & string}` }[keyof C & string]
export type ProcedureOf<C extends Contract, Name extends string> = Name extends `${infer N}.${infer M}` ? (N extends keyof C ? (M extends keyof C[N] ? C[N][M] : never) : never) : never

export interface InvokeOptions {
  readonly log: Log
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
  readonly person?: string | undefined
  /** `shape` trusts the cells of a grid page, which are too many to parse one by one; tests parse everything. */
  readonly outputs?: 'parsed' | 'shape' | undefined
}

/** Runs one procedure by name, without a wire. Never rejects. */
export function invoke<C extends Contract, Name extends MethodName<C>>(
  contract: C,
  handlers: Handlers<C>,
  method: Name,
  input: InputOf<ProcedureOf<C, Name>>,
  options: InvokeOptions,
): Promise<Result<OutputOf<ProcedureOf<C, Name>>>> {
  // `run` parses the output with the schema of that very procedure: the types meet at this wire.
  return run(contract, handlers, method, input, options) as Promise<Result<OutputOf<ProcedureOf<C, Name>>>>
}

const progressInterval = 100

async function run<C extends Contract>(contract: C, handlers: Handlers<C>, method: string, input: unknown, options: InvokeOptions): Promise<Result<unknown>> {
  const procedure = lookUp(contract, method)
  if (!procedure) return refused(appError('not-found', 'error.unknown-method', { method: method.slice(0, 100) }))
  // Handlers has the keys of the contract, so a procedure that was found has its handler.
  const handler = lookUp(handlers as Readonly<Record<string, Readonly<Record<string, Handler<Procedure>>>>>, method)
  if (!handler) return refused(appError('not-found', 'error.unknown-method', { method }))

  const parsed = procedure.input.safeParse(input)
  if (!parsed.success) return refused(appError('invalid-input', 'error.bad-request', { detail: firstIssue(method, parsed.error) }))

  const signal = options.signal ?? new AbortController().signal
  if (signal.aborted) return refused(cancelled)
  const progress = throttled(options.onProgress)
  try {
    const context: RequestContext = { signal, report: progress.report, ...(options.person === undefined ? {} : { person: options.person }) }
    const value = await handler(parsed.data, context)
    if (procedure.output === Table && cellsOf(value) > maxPageCells) throw new Error(`a page of more than ${maxPageCells} cells`)
    if (options.outputs === 'shape' && procedure.output === Table && isTableShape(value)) return { ok: true, value }
    return { ok: true, value: procedure.output.parse(value) }
  } catch (error) {
    if (error instanceof AppFailure) return refused(error.error)
    if (signal.aborted) return refused(cancelled)
    const reference = randomUUID().slice(0, 8)
    options.log.error('unexpected failure', { reference, method, stack: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    return refused({ ...appError('internal', 'error.unexpected', { reference }), reference })
  } finally {
    progress.end()
  }
}

const cancelled = appError('cancelled', 'error.cancelled')
const refused = (error: AppError): Result<never> => ({ ok: false, error })

function lookUp<T>(tree: Readonly<Record<string, Readonly<Record<string, T>>>>, method: string): T | undefined {
  const [namespace, name, ...rest] = method.split('.')
  if (namespace === undefined || name === undefined || rest.length > 0) return undefined
  const methods = Object.hasOwn(tree, namespace) ? tree[namespace] : undefined
  return methods && Object.hasOwn(methods, name) ? methods[name] : undefined
}

/** Says which field is wrong; a message of zod names types and limits, never the value. */
function firstIssue(method: string, error: z.ZodError): string {
  const issue = error.issues[0]
  return `${[method, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? 'unreadable'}`
}

function isTableShape(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('columns' in value) || !Array.isArray(value.columns)) return false
  const columns: readonly unknown[] = value.columns
  return columns.every((column) => typeof column === 'object' && column !== null && 'key' in column && 'values' in column && Array.isArray(column.values))
}

/** Values of a grid page; 0 where the answer is no page. */
const cellsOf = (value: unknown): number => (isTableShape(value) ? (value as Table).columns.reduce((count, { values }) => count + values.length, 0) : 0)

/** Lets one report through every 100 ms; the last one of a burst follows when its time has come. */
function throttled(listener: ((progress: Progress) => void) | undefined): { readonly report: (progress: Progress) => void; readonly end: () => void } {
  let last = -Infinity
  let waiting: Progress | null = null
  let timer: NodeJS.Timeout | null = null
  const tell = (progress: Progress): void => {
    last = performance.now()
    waiting = null
    listener?.(progress)
  }
  return {
    report: (progress) => {
      const wait = last + progressInterval - performance.now()
      if (wait <= 0 && !timer) return tell(progress)
      waiting = progress
      timer ??= setTimeout(() => {
        timer = null
        if (waiting) tell(waiting)
      }, wait)
    },
    end: () => {
      if (timer) clearTimeout(timer)
    },
  }
}

export interface ServeOptions {
  readonly log: Log
  readonly outputs?: InvokeOptions['outputs']
  readonly person?: string | undefined
  /** Subscribes to the core's events and returns the function that ends it. */
  readonly subscribe?: ((listener: (name: string, value: unknown) => void) => () => void) | undefined
  /** How long the session keeps its jobs without a wire. */
  readonly graceMs?: number | undefined
  /** Told when the session has ended because no wire came back. */
  readonly onExpired?: (() => void) | undefined
}

/** What one page has going on; outlives the wire it came over. */
export interface Session {
  /** Goes on over a new wire: open requests are named, kept answers and events are sent again. */
  attach(wire: Wire<ServerFrame>): void
  /** Cancels what runs and resolves when all of it has ended: a commit in progress ends as a commit. */
  close(): Promise<void>
}

const maxKeptAnswers = 1000
const maxKeptEvents = 100

/** Serves a page over a wire until the session is closed, or was without a wire for its grace time (60 s). */
export function serve<C extends Contract>(contract: C, handlers: Handlers<C>, wire: Wire<ServerFrame>, options: ServeOptions): Session {
  const running = new Map<number, { readonly method: string; readonly controller: AbortController; readonly done: Promise<void> }>()
  const answers = new Map<number, { readonly method: string; readonly frame: ResponseFrame }>()
  const missedEvents: ServerFrame[] = []
  let current: Wire<ServerFrame> | null = null
  let expiry: NodeJS.Timeout | null = null
  let isClosed = false

  const send = (frame: ServerFrame): void => {
    try {
      current?.send(frame)
    } catch (error) {
      options.log.error('frame not sent', { type: frame.type, message: String(error) })
    }
  }
  const answer = (id: number, method: string, result: Result<unknown>): void => {
    const frame: ResponseFrame = result.ok ? { type: 'response', id, ok: true, value: result.value } : { type: 'response', id, ok: false, error: result.error }
    answers.set(id, { method, frame })
    const oldest = answers.keys().next()
    if (answers.size > maxKeptAnswers && !oldest.done) answers.delete(oldest.value)
    send(frame)
  }

  const request = (id: number, method: string, input: unknown): void => {
    // A page that reconnects repeats its open requests: what runs or was answered is not run twice.
    if (running.has(id) || answers.has(id)) return
    const controller = new AbortController()
    const onProgress = (progress: Progress): void => send({ type: 'progress', id, phase: progress.phase, done: progress.done, total: progress.total })
    const done = run(contract, handlers, method, input, { ...options, signal: controller.signal, onProgress }).then((result) => {
      running.delete(id)
      answer(id, method, result)
    })
    running.set(id, { method, controller, done })
  }

  const receive = (untrusted: unknown): void => {
    if (isClosed) return
    const parsed = ClientFrame.safeParse(untrusted)
    if (!parsed.success) {
      const id = frameId(untrusted)
      if (id === null) options.log.error('malformed frame dropped')
      else if (!running.has(id)) answer(id, '', refused(appError('invalid-input', 'error.bad-request', { detail: 'frame' })))
      return
    }
    const frame = parsed.data
    if (frame.type === 'request') request(frame.id, frame.method, frame.input)
    else if (frame.type === 'cancel') running.get(frame.id)?.controller.abort()
    else answers.delete(frame.id)
  }

  const close = async (): Promise<void> => {
    isClosed = true
    if (expiry) clearTimeout(expiry)
    unsubscribe?.()
    for (const { controller } of running.values()) controller.abort()
    await Promise.all([...running.values()].map(({ done }) => done))
    current = null
  }

  const attach = (next: Wire<ServerFrame>): void => {
    if (isClosed) return
    if (expiry) clearTimeout(expiry)
    expiry = null
    current = next
    next.onFrame((frame) => {
      if (current === next) receive(frame)
    })
    next.onClose(() => {
      // Of a wire that was replaced already.
      if (current !== next) return
      current = null
      if (isClosed) return
      expiry = setTimeout(() => void close().then(options.onExpired), options.graceMs ?? 60_000)
    })
    const open = [...[...running].map(([id, { method }]) => ({ id, method })), ...[...answers].map(([id, { method }]) => ({ id, method }))]
    send({ type: 'session', open })
    for (const frame of missedEvents.splice(0)) send(frame)
    for (const { frame } of answers.values()) send(frame)
  }

  const unsubscribe = options.subscribe?.((name, value) => {
    const frame: ServerFrame = { type: 'event', name, value }
    if (current) send(frame)
    else if (missedEvents.push(frame) > maxKeptEvents) missedEvents.shift()
  })
  attach(wire)
  return { attach, close }
}

function frameId(untrusted: unknown): number | null {
  if (typeof untrusted !== 'object' || untrusted === null || !('id' in untrusted)) return null
  const { id } = untrusted
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? id : null
}
