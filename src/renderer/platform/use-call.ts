/** Calls of the contract as React state. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Progress } from '../../shared/contract/procedure.ts'
import { appError, type AppError, type Result } from '../../shared/result.ts'
import { callMethod, type InputOf, type MethodName, type OutputOf } from './procedures.ts'
import { useSession } from './session.tsx'

export interface CallState<T> {
  /** The last answer to this very input; kept while it is asked again after a change. */
  readonly value: T | null
  readonly error: AppError | null
  /** No answer to this input yet. */
  readonly isLoading: boolean
  readonly refetch: () => void
}

interface Answer<T> { readonly key: string; readonly value: T | null; readonly error: AppError | null }

/**
 * Asks as soon as it is rendered, again when the input, the workspace or the language changes; a null input asks nothing.
 * An answer that comes after its input has changed is dropped and its request cancelled.
 */
export function useCall<M extends MethodName>(method: M, input: InputOf<M> | null): CallState<OutputOf<M>> {
  const { client, revision } = useSession()
  const key = input === null ? '' : `${method} ${JSON.stringify(input)}`
  const [answer, setAnswer] = useState<Answer<OutputOf<M>>>({ key: '', value: null, error: null })
  const [attempt, setAttempt] = useState(0)
  const latest = useRef(input)
  useEffect(() => {
    latest.current = input
  })

  useEffect(() => {
    const current = latest.current
    if (key === '' || current === null) return
    const control = new AbortController()
    void callMethod(client, method, current, { signal: control.signal }).then((result) => {
      if (control.signal.aborted) return
      setAnswer((before) => (result.ok ? { key, value: result.value, error: null } : { key, value: before.key === key ? before.value : null, error: result.error }))
    })
    return () => control.abort()
  }, [client, method, key, revision, attempt])

  const refetch = useCallback(() => setAttempt((count) => count + 1), [])
  const isCurrent = answer.key === key
  return { value: isCurrent ? answer.value : null, error: isCurrent ? answer.error : null, isLoading: key !== '' && !isCurrent, refetch }
}

interface JobState<M extends MethodName> {
  readonly isRunning: boolean
  readonly progress: Progress | null
  /** Why the last run failed; a cancel is no failure. */
  readonly error: AppError | null
  readonly value: OutputOf<M> | null
  readonly run: (input: InputOf<M>) => Promise<Result<OutputOf<M>>>
  readonly cancel: () => void
  /** Forgets the last outcome. */
  readonly reset: () => void
}

interface JobSnapshot<T> { readonly isRunning: boolean; readonly progress: Progress | null; readonly error: AppError | null; readonly value: T | null }
const idle = { isRunning: false, progress: null, error: null, value: null } as const
const busy: Result<never> = { ok: false, error: appError('cancelled', 'error.cancelled') }

/** Something that a person starts: a job with progress and cancel, or a plain call. It runs once at a time. */
export function useJob<M extends MethodName>(method: M): JobState<M> {
  const { client } = useSession()
  const [snapshot, setSnapshot] = useState<JobSnapshot<OutputOf<M>>>(idle)
  const control = useRef<AbortController | null>(null)

  const run = useCallback(async (input: InputOf<M>): Promise<Result<OutputOf<M>>> => {
    if (control.current) return busy
    const own = new AbortController()
    control.current = own
    setSnapshot({ ...idle, isRunning: true })
    const result = await callMethod(client, method, input, {
      signal: own.signal,
      onProgress: (progress) => setSnapshot((before) => (before.isRunning ? { ...before, progress } : before)),
    })
    control.current = null
    if (result.ok) setSnapshot({ ...idle, value: result.value })
    else setSnapshot({ ...idle, error: result.error.code === 'cancelled' ? null : result.error })
    return result
  }, [client, method])
  const cancel = useCallback(() => control.current?.abort(), [])
  const reset = useCallback(() => setSnapshot((before) => (before.isRunning ? before : idle)), [])
  return { ...snapshot, run, cancel, reset }
}
