/** What a person does with a staged file: every change is a request, after which the rows in view are read again. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { EditOutcome } from '../../../../shared/contract/staging.ts'
import type { BatchReport } from '../../../../shared/contract/submissions.ts'
import type { AppError, Result } from '../../../../shared/result.ts'
import type { InputOf } from '../../../platform/procedures.ts'
import { useSession, useWorkspace } from '../../../platform/session.tsx'
import { useCall } from '../../../platform/use-call.ts'
import { useKept } from '../../../platform/use-kept.ts'
import { useLatestJob } from '../use-latest-job.ts'

/** Edits of so few cells in a file of so few rows are checked by themselves, once the person has paused: a check of 100,000 rows takes seconds, and the next edit would wait for it. */
const smallEdit = 500
const smallFile = 20_000
const pauseMs = 900

export type Staging = ReturnType<typeof useStaging>

export function useStaging(report: BatchReport, onReport: (report: BatchReport) => void) {
  const { batch } = report
  const { client } = useSession()
  const { workspace } = useWorkspace()
  const where = { workspace: workspace.id, batch }
  const answer = useCall('staging.columns', where)
  const about = useKept(answer.value)
  const [revision, setRevision] = useState(0)
  const [error, setError] = useState<AppError | null>(null)
  const checking = useLatestJob('staging.check')
  const replacing = useLatestJob('staging.replace')
  const timer = useRef<number | null>(null)
  useEffect(() => () => window.clearTimeout(timer.current ?? undefined), [])
  const latest = useRef(report)
  useEffect(() => {
    latest.current = report
  })

  const { refetch } = answer
  const renew = useCallback(() => {
    setRevision((count) => count + 1)
    refetch()
  }, [refetch])
  const check = async () => {
    window.clearTimeout(timer.current ?? undefined)
    const report = await checking.run(where)
    if (!report) return
    onReport(report)
    renew()
  }
  const edited = (outcome: EditOutcome) => {
    onReport({ ...latest.current, unchecked: outcome.unchecked })
    renew()
    window.clearTimeout(timer.current ?? undefined)
    if (outcome.unchecked > 0 && outcome.cells <= smallEdit && latest.current.accounting.read <= smallFile) timer.current = window.setTimeout(() => void check(), pauseMs)
  }
  const after = async <T>(request: Promise<Result<T>>, then: (value: T) => void): Promise<boolean> => {
    setError(null)
    const result = await request
    if (result.ok) then(result.value)
    else setError(result.error)
    return result.ok
  }
  const reported = (report: BatchReport) => {
    onReport(report)
    renew()
  }
  return {
    about, loadError: answer.error, refetch, revision, error, checking, replacing, check,
    edit: (cells: InputOf<'staging.edit'>['cells']) => after(client.staging.edit({ ...where, cells }), edited),
    revert: (cells: InputOf<'staging.revert'>['cells']) => after(client.staging.revert({ ...where, cells }), edited),
    park: (rows: number[], column: number | null, question: string) => after(client.staging.park({ ...where, rows, column, question }), reported),
    unpark: (rows: number[]) => after(client.staging.unpark({ ...where, rows }), reported),
    /** The outcome, or null where it failed or was cancelled. */
    replace: async (input: Omit<InputOf<'staging.replace'>, 'workspace' | 'batch'>) => {
      const outcome = await replacing.run({ ...where, ...input })
      if (outcome) edited(outcome)
      return outcome
    },
  }
}
