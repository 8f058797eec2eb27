/** Several files looked into one after the other; what is understood of each stays listed until the list is closed. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { FileEntry } from '../../../shared/contract/common.ts'
import type { Progress } from '../../../shared/contract/procedure.ts'
import { appError } from '../../../shared/result.ts'
import { callMethod } from '../../platform/procedures.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { bareSheetsOf, linesOf, rememberedSurvey, rememberSurvey, type SurveyedFile } from './survey-draft.ts'

export interface Survey {
  readonly files: readonly SurveyedFile[]
  /** Index of the file that is being looked into; null where none is. */
  readonly running: number | null
  readonly progress: Progress | null
  readonly start: (files: readonly FileEntry[]) => void
  readonly cancel: () => void
  readonly close: () => void
}

export function useSurvey(): Survey {
  const { client } = useSession()
  const { workspace } = useWorkspace()
  const [files, setFiles] = useState<readonly SurveyedFile[]>(() => rememberedSurvey(workspace.id).filter(({ lines, error }) => lines !== null || error !== null))
  const [running, setRunning] = useState<number | null>(null)
  const [progress, setProgress] = useState<Progress | null>(null)
  const control = useRef<AbortController | null>(null)
  useEffect(() => rememberSurvey(workspace.id, files), [workspace.id, files])
  useEffect(() => () => control.current?.abort(), [])

  const run = useCallback(async (entries: readonly FileEntry[]) => {
    control.current?.abort()
    const own = new AbortController()
    control.current = own
    setFiles(entries.map((file) => ({ file, lines: null, bare: [], error: null })))
    for (const [index, file] of entries.entries()) {
      setRunning(index)
      setProgress(null)
      const result = own.signal.aborted ? { ok: false as const, error: appError('cancelled', 'error.cancelled') } : await callMethod(client, 'submissions.survey', { workspace: workspace.id, file: file.token }, { signal: own.signal, onProgress: (now) => (control.current === own ? setProgress(now) : undefined) })
      if (control.current !== own) return
      setFiles((before) => before.map((one, at) => (at !== index ? one : result.ok ? { ...one, lines: linesOf(result.value), bare: bareSheetsOf(result.value) } : { ...one, error: result.error })))
    }
    control.current = null
    setRunning(null)
  }, [client, workspace.id])

  return {
    files, running, progress,
    start: (entries) => void run(entries),
    cancel: () => control.current?.abort(),
    close: () => {
      const current = control.current
      control.current = null
      current?.abort()
      setRunning(null)
      setFiles([])
    },
  }
}
