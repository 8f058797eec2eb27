import { useEffect } from 'react'
import type { BatchReport } from '../../../../shared/contract/submissions.ts'
import { useWorkspace } from '../../../platform/session.tsx'
import { ErrorCallout } from '../../../ui/Callout.tsx'
import { ProgressBar } from '../../../ui/ProgressBar.tsx'
import { useText } from '../../../ui/text.tsx'
import { useLatestJob } from '../use-latest-job.ts'

/** Rows that were edited and not checked yet are checked before anything is said of the commit. Render it only where there are some. */
export function UncheckedRows({ batch, onReport }: { readonly batch: number; readonly onReport: (report: BatchReport) => void }) {
  const { t } = useText()
  const { workspace } = useWorkspace()
  const { run, ...job } = useLatestJob('staging.check')
  useEffect(() => {
    void run({ workspace: workspace.id, batch }).then((report) => (report ? onReport(report) : undefined))
    // Once for each batch: an answer that could not be given is asked for again by a person.
  }, [run, workspace.id, batch, onReport])
  if (job.error) return <ErrorCallout error={job.error} onRetry={() => void run({ workspace: workspace.id, batch }).then((report) => (report ? onReport(report) : undefined))} />
  return job.isRunning ? <ProgressBar label={t('staging.checking')} progress={job.progress} /> : null
}
