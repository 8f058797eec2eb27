import type { BatchReport } from '../../../shared/contract/submissions.ts'
import type { RowKind } from '../../../shared/domain/submission.ts'
import { useGrowing } from '../../platform/use-growing.ts'
import { ReportRows } from './ReportRows.tsx'
import { ReportSummary } from './ReportSummary.tsx'

interface ReportProps { readonly report: BatchReport; readonly isCommitted?: boolean; readonly firstKind?: RowKind | undefined }

/** What a check found: the figures first, and the grid of rows one frame later. */
export function Report({ report, isCommitted = false, firstKind }: ReportProps) {
  const parts = useGrowing(2, 1)
  return <><ReportSummary report={report} isCommitted={isCommitted} />{parts > 1 ? <ReportRows key={report.batch} report={report} firstKind={firstKind} /> : null}</>
}
