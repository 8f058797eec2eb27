import { basename } from 'node:path'
import { AppFailure, appError, type AppError } from '../../../../shared/result.ts'
import type { ColumnCells, SheetRows } from '../../../../shared/domain/staged-sheet.ts'
import type { ReadLimits } from '../read/limits.ts'
import { watchChild, type ParserLimits, type WatchVerdict } from './child-watch.ts'
import type { PartnerRegister } from '../map/partner-register.ts'
import type { PipelineRequest, ProposalRequest } from './pipeline.ts'
import type { ReturnMark } from '../returning/recognize-return.ts'
import type { Comparison } from '../returning/sent-rows.ts'
import type { ReturnRequest, WrittenReturn } from '../returning/write-return.ts'
import { FromParser, type FileDescription, type ParserCall, type ProposalResult, type RunProgress, type RunResult, type SheetSample, type SurveyResult, type ToParser } from './protocol.ts'

/** A child process that runs parser-process.ts; hosts supply it (`child_process.fork`, Electron's `utilityProcess`). */
export interface ParserChild {
  send(message: ToParser): void
  onMessage(listener: (message: unknown) => void): void
  /** Heard once; `detail` says for the log how it ended. */
  onExit(listener: (detail: string) => void): void
  /** At once and for certain. */
  kill(): void
  readonly pid: number | undefined
}
export type ParserSpawn = () => ParserChild

export const defaultParserLimits: ParserLimits = Object.freeze({ memoryBytes: 1024 * 1024 * 1024, stallMs: 30_000, totalMs: 15 * 60_000 })

export interface ParserOptions {
  readonly spawn: ParserSpawn
  readonly limits?: ParserLimits
  readonly readLimits?: ReadLimits
  /** Hears for the log why a child ended that should not have. */
  readonly onCrash?: (detail: string) => void
}

export interface RunOptions {
  readonly path: string
  readonly sheetIndex: number
  readonly request: PipelineRequest
  /** Stop after so many rows with content. */
  readonly maxRows?: number
  /** UTF-8 JSON of an array of ValidatedRow (of CheckedRow with `onCells`), in order, one at a time; reading waits for slow receivers. */
  readonly onBatch: (bytes: Uint8Array, rows: number) => void | Promise<void>
  /** Hear of the rows and of their cells, once all rows were given; the rows of the batches then carry no cells. */
  readonly onCells?: { readonly rows: (rows: SheetRows) => void | Promise<void>; readonly column: (cells: ColumnCells) => void | Promise<void> }
  readonly onProgress?: (progress: RunProgress) => void
  readonly signal?: AbortSignal
}

/**
 * One file job's parser. Calls wait for each other; the child starts with the first and is killed by `close`, by a cancel and when
 * it uses too much memory or time: the call then fails with an AppFailure and the next one has a fresh child.
 */
export interface Parser {
  describe(path: string, fileName: string, signal?: AbortSignal): Promise<FileDescription>
  sample(path: string, sheetIndex: number, maxRows: number, signal?: AbortSignal): Promise<SheetSample>
  /** How much each sheet looks like a table of contributions, in file order. */
  score(path: string, register: PartnerRegister, signal?: AbortSignal): Promise<readonly number[]>
  /** Every table of every sheet, read and checked to its end. */
  survey(path: string, register: PartnerRegister, options: Pick<RunOptions, 'onProgress' | 'signal'>): Promise<SurveyResult>
  propose(path: string, sheetIndex: number, request: ProposalRequest, signal?: AbortSignal): Promise<ProposalResult>
  run(options: RunOptions): Promise<RunResult>
  /** Null for a file that never went out. */
  recognize(path: string, signal?: AbortSignal): Promise<ReturnMark | null>
  compare(path: string, call: Omit<ParserCall & { operation: 'compare' }, 'operation'>, signal?: AbortSignal): Promise<Comparison>
  /** Makes the workbook that goes back to its office. */
  writeReturn(path: string, fileName: string, request: ReturnRequest, signal?: AbortSignal): Promise<WrittenReturn>
  close(): void
}

type Piece = Extract<FromParser, { kind: 'batch' | 'rows' | 'column' }>

interface PendingCall {
  /** Takes care of a piece of the result; pieces are taken one after the other. */
  take(piece: Piece): Promise<void>
  onProgress(progress: RunProgress): void
  resolve(value: unknown): void
  reject(error: unknown): void
}

export function createParser(options: ParserOptions): Parser {
  const limits = options.limits ?? defaultParserLimits
  const names = new Map<string, string>()
  let child: ParserChild | undefined
  let pending: { readonly id: number; readonly call: PendingCall; heard(residentBytes?: number): void } | undefined
  let queue: Promise<unknown> = Promise.resolve()
  let nextId = 1
  let isClosed = false

  function liveChild(): ParserChild {
    if (child !== undefined) return child
    const started = options.spawn()
    child = started
    started.onMessage((message) => { if (child === started) receive(started, message) })
    started.onExit((detail) => {
      if (child !== started) return
      child = undefined
      options.onCrash?.(detail)
      pending?.call.reject(failure({ code: 'unreadable-file', reason: 'error.parser-died', params: {} }))
    })
    return started
  }

  function receive(from: ParserChild, message: unknown): void {
    const parsed = FromParser.safeParse(message)
    if (!parsed.success || pending === undefined) return
    const { data } = parsed
    const { id, call } = pending
    pending.heard(data.kind === 'alive' ? data.residentBytes : undefined)
    if (data.kind === 'alive' || data.id !== id) return
    switch (data.kind) {
      case 'progress':
        call.onProgress({ rowsRead: data.rowsRead, bytesRead: data.bytesRead, bytesTotal: data.bytesTotal })
        break
      case 'batch': case 'rows': case 'column':
        void call.take(data).then(() => { if (child === from) from.send({ kind: 'ack', id }) }, (error: unknown) => call.reject(error))
        break
      case 'done':
        call.resolve(data.value)
        break
      case 'failed':
        call.reject(failure(data.error))
        break
      case 'crashed':
        options.onCrash?.(data.detail)
        call.reject(failure({ code: 'unreadable-file', reason: 'error.parser-died', params: {} }))
    }
  }

  function stop(): void {
    const stopped = child
    child = undefined
    stopped?.kill()
  }

  async function perform(path: string, call: ParserCall, handlers: Handlers): Promise<unknown> {
    const { signal } = handlers
    if (signal?.aborted || isClosed) throw failure(appError('cancelled', 'error.cancelled'))
    const target = liveChild()
    const id = nextId++
    const file = { path, fileName: names.get(path) ?? basename(path) }
    let taken: Promise<void> = Promise.resolve()
    let stopWatch = (): void => undefined
    let onAbort = (): void => undefined
    try {
      return await new Promise<unknown>((resolve, reject) => {
        onAbort = () => reject(failure(appError('cancelled', 'error.cancelled')))
        signal?.addEventListener('abort', onAbort)
        const watch = watchChild(target, limits, (verdict) => reject(failure(verdictError(verdict, limits))))
        stopWatch = () => watch.stop()
        const take = (piece: Piece): Promise<void> => (taken = taken.then(() => handOn(piece, handlers)))
        const settle = (result: unknown): void => void taken.then(() => resolve(result), reject)
        pending = { id, heard: (bytes) => watch.heard(bytes), call: { take, onProgress: (progress) => handlers.onProgress?.(progress), resolve: settle, reject } }
        target.send({ kind: 'call', id, file, call, ...(options.readLimits === undefined ? {} : { limits: options.readLimits }) })
      })
    } catch (error) {
      // A refused file leaves the child in order; everything else (cancel, watch, a failing receiver, a crash) ends it.
      const isAnswer = error instanceof AppFailure && error.error.code !== 'cancelled' && !error.error.reason.startsWith('error.parser-')
      if (!isAnswer || call.operation === 'run') stop()
      throw withName(error, file.fileName)
    } finally {
      pending = undefined
      stopWatch()
      signal?.removeEventListener('abort', onAbort)
    }
  }

  function enqueue(path: string, call: ParserCall, handlers: Handlers): Promise<unknown> {
    const result = queue.then(() => perform(path, call, handlers))
    queue = result.catch(() => undefined)
    return result
  }

  const noBatch = (): void => undefined
  const only = (signal: AbortSignal | undefined) => ({ onBatch: noBatch, ...(signal === undefined ? {} : { signal }) })

  return {
    // Wire: the shapes of answers are those of parser-server.ts, which is the only code on the other side.
    describe(path, fileName, signal) {
      names.set(path, fileName)
      return enqueue(path, { operation: 'describe' }, only(signal)) as Promise<FileDescription>
    },
    sample: (path, sheetIndex, maxRows, signal) => enqueue(path, { operation: 'sample', sheetIndex, maxRows }, only(signal)) as Promise<SheetSample>,
    score: (path, register, signal) => enqueue(path, { operation: 'score', register }, only(signal)) as Promise<readonly number[]>,
    survey: (path, register, followed) => enqueue(path, { operation: 'survey', register }, { ...followed, onBatch: noBatch }) as Promise<SurveyResult>,
    propose: (path, sheetIndex, request, signal) => enqueue(path, { operation: 'propose', sheetIndex, request }, only(signal)) as Promise<ProposalResult>,
    run: (run) => enqueue(run.path, { operation: 'run', sheetIndex: run.sheetIndex, request: run.request, ...(run.maxRows === undefined ? {} : { maxRows: run.maxRows }), ...(run.onCells && { hasCells: true }) }, run) as Promise<RunResult>,
    recognize: (path, signal) => enqueue(path, { operation: 'recognize' }, only(signal)) as Promise<ReturnMark | null>,
    compare: (path, call, signal) => enqueue(path, { operation: 'compare', ...call }, only(signal)) as Promise<Comparison>,
    writeReturn(path, fileName, request, signal) {
      names.set(path, fileName)
      return enqueue(path, { operation: 'return', request }, only(signal)) as Promise<WrittenReturn>
    },
    close() {
      isClosed = true
      pending?.call.reject(failure(appError('cancelled', 'error.cancelled')))
      stop()
    },
  }
}

type Handlers = Pick<RunOptions, 'onBatch' | 'onCells' | 'onProgress' | 'signal'>

async function handOn(piece: Piece, { onBatch, onCells }: Handlers): Promise<void> {
  if (piece.kind === 'batch') await onBatch(piece.bytes, piece.rows)
  else if (piece.kind === 'rows') await onCells?.rows(piece)
  else await onCells?.column(piece)
}

const failure = (error: AppError): AppFailure => new AppFailure(error)

function verdictError(verdict: WatchVerdict, limits: ParserLimits): AppError {
  if (verdict === 'memory') return appError('unreadable-file', 'error.parser-killed-memory', { megabytes: Math.round(limits.memoryBytes / 1024 / 1024) })
  if (verdict === 'total') return appError('unreadable-file', 'error.parser-killed-time', { seconds: Math.ceil(limits.totalMs / 1000) })
  return appError('unreadable-file', 'error.parser-stalled', { seconds: Math.ceil(limits.stallMs / 1000) })
}

function withName(error: unknown, name: string): unknown {
  if (!(error instanceof AppFailure) || error.error.code !== 'unreadable-file') return error
  return new AppFailure({ ...error.error, params: { name, ...error.error.params } })
}
