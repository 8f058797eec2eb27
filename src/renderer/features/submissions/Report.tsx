import { useState } from 'react'
import type { BatchReport } from '../../../shared/contract/submissions.ts'
import type { RowKind } from '../../../shared/domain/submission.ts'
import { useGrowing } from '../../platform/use-growing.ts'
import { ReportRows } from './ReportRows.tsx'
import { ReportSummary } from './ReportSummary.tsx'

interface ReportProps { readonly report: BatchReport; readonly isCommitted?: boolean; readonly firstKind?: RowKind | undefined }

/** A row that is to be shown open; another object asks again for the same row. */
export interface WantedRow { readonly row: number; readonly kind: RowKind }

/** What a check found: the figures first, and the grid of rows one frame later. */
export function Report({ report, isCommitted = false, firstKind }: ReportProps) {
  const parts = useGrowing(2, 1)
  const [wanted, setWanted] = useState<WantedRow | null>(null)
  return (
    <>
      <ReportSummary report={report} isCommitted={isCommitted} onTotal={(row) => setWanted({ row, kind: 'total' })} />
      {parts > 1 ? <ReportRows key={report.batch} report={report} firstKind={firstKind} wanted={wanted} /> : null}
    </>
  )
}
