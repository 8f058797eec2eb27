/** The figures of a checked sheet: every row accounted for, control sums to the last digit, the difference, and its effect on the money. */
import type { BatchReport } from '../../../shared/contract/submissions.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { Card } from '../../ui/Page.tsx'
import { useText } from '../../ui/text.tsx'
import { ControlSumTable } from './ControlSumTable.tsx'
import { MoneyEffect } from './commit/MoneyEffect.tsx'
import { FindingList } from './finding-text.tsx'
import { TotalsTable } from './TotalsTable.tsx'

const parts = ['above', 'header', 'label', 'note', 'blank', 'total', 'elsewhere', 'accepted', 'rejected', 'parked'] as const
/** Parts that are named even where there is none. */
const always: ReadonlySet<(typeof parts)[number]> = new Set<(typeof parts)[number]>(['above', 'header', 'blank', 'total', 'accepted', 'rejected'])
const changes = ['added', 'changed', 'unchanged', 'rejected'] as const

interface ReportSummaryProps { readonly report: BatchReport; readonly isCommitted?: boolean; readonly onTotal: (row: number) => void }

export function ReportSummary({ report, isCommitted = false, onTotal }: ReportSummaryProps) {
  const { t } = useText()
  const { controlSums, isCommittable, kind } = report
  const hasTotals = controlSums.some(({ totalCount }) => totalCount > 0)
  return (
    <div className="import-stack">
      {isCommittable ? null : <Callout tone="warning" title={t('import.check.not-committable.title')}><p>{t('import.check.not-committable', { kind: t(`submission-kind.${kind}`) })}</p></Callout>}
      <div className="import-pair" data-wide={partsShown(report).length > 7 ? '' : undefined}>
        <Card title={t('import.check.rows')}><Accounting report={report} /></Card>
        {isCommittable ? <Card title={t(isCommitted ? 'import.check.diff.done' : 'import.check.diff')}><Difference report={report} isCommitted={isCommitted} /></Card> : null}
      </div>
      <Card title={t('import.check.sums')}><ControlSumTable sums={controlSums} /></Card>
      {hasTotals ? <Card title={t('import.totals')}><TotalsTable sums={controlSums} onRow={onTotal} /></Card> : null}
      {isCommittable ? <Card title={t('import.check.effect')}><MoneyEffect effects={report.moneyEffect} /></Card> : null}
      {report.fileProblems.length > 0 ? <Card title={t('import.check.file')}><FindingList findings={report.fileProblems} /></Card> : null}
    </div>
  )
}

const partsShown = ({ accounting }: BatchReport) => parts.filter((part) => always.has(part) || accounting[part] > 0)

function Accounting({ report }: { readonly report: BatchReport }) {
  const { accounting } = report
  const { t, format } = useText()
  const addsUp = accounting.read === parts.reduce((sum, part) => sum + accounting[part], 0)
  const shown = partsShown(report)
  return (
    <>
      <table className="sum-table">
        <thead><tr><th scope="col">{t('import.check.read')}</th>{shown.map((part) => <th scope="col" key={part}>{t(`import.kind.${part}`)}</th>)}</tr></thead>
        <tbody><tr><td className="sum-whole">{format.integer(accounting.read)}</td>{shown.map((part, index) => <td key={part}><span className="sum-sign" aria-hidden="true">{index === 0 ? '=' : '+'}</span>{format.integer(accounting[part])}</td>)}</tr></tbody>
      </table>
      {addsUp ? <Badge tone="success" icon="check">{t('import.check.adds-up')}</Badge> : <Callout tone="danger">{t('import.check.not-adds-up')}</Callout>}
    </>
  )
}

function Difference({ report: { diff }, isCommitted }: { readonly report: BatchReport; readonly isCommitted: boolean }) {
  const { t, format } = useText()
  return (
    <>
      <dl className="counts">{changes.map((change) => <div key={change} data-change={change}><dt>{t(`import.change.${change}`)}</dt><dd>{format.integer(diff[change])}</dd></div>)}</dl>
      {!isCommitted && diff.added + diff.changed === 0 ? <p className="muted">{t('import.check.nothing-new')}</p> : null}
    </>
  )
}
