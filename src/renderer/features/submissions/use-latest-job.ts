import { useCallback, useEffect, useRef, useState } from 'react'
import type { Progress } from '../../../shared/contract/procedure.ts'
import type { AppError } from '../../../shared/result.ts'
import { callMethod, type InputOf, type MethodName, type OutputOf } from '../../platform/procedures.ts'
import { useSession } from '../../platform/session.tsx'

interface Snapshot {
  readonly isRunning: boolean
  readonly progress: Progress | null
  readonly error: AppError | null
  readonly isCancelled: boolean
}

interface LatestJob<M extends MethodName> extends Snapshot {
  /** Null where it failed, was cancelled, or a later run took its place. */
  readonly run: (input: InputOf<M>) => Promise<OutputOf<M> | null>
  readonly cancel: () => void
}

const idle: Snapshot = { isRunning: false, progress: null, error: null, isCancelled: false }

/** A job whose newest run wins: a choice made while the last one is being worked on replaces it. */
export function useLatestJob<M extends MethodName>(method: M): LatestJob<M> {
  const { client } = useSession()
  const [snapshot, setSnapshot] = useState(idle)
  const control = useRef<AbortController | null>(null)
  useEffect(() => () => control.current?.abort(), [])

  const run = useCallback(async (input: InputOf<M>): Promise<OutputOf<M> | null> => {
    control.current?.abort()
    const own = new AbortController()
    control.current = own
    setSnapshot({ ...idle, isRunning: true })
    const result = await callMethod(client, method, input, {
      signal: own.signal,
      onProgress: (progress) => setSnapshot((before) => (control.current === own && before.isRunning ? { ...before, progress } : before)),
    })
    if (control.current !== own) return null
    control.current = null
    if (result.ok) setSnapshot(idle)
    else setSnapshot(result.error.code === 'cancelled' ? { ...idle, isCancelled: true } : { ...idle, error: result.error })
    return result.ok ? result.value : null
  }, [client, method])
  const cancel = useCallback(() => control.current?.abort(), [])
  return { ...snapshot, run, cancel }
}
