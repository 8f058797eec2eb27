/** What a commit will write, in figures and words, before it does: counts, what it means for corrections, the money and the differences, and how the file meets the register. */
import type { BatchReport } from '../../../../shared/contract/submissions.ts'
import { Callout } from '../../../ui/Callout.tsx'
import { Card } from '../../../ui/Page.tsx'
import { useText } from '../../../ui/text.tsx'
import { FindingList } from '../finding-text.tsx'
import { CommitDifferences } from './CommitDifferences.tsx'
import { ImportOptionsCard } from './ImportOptionsCard.tsx'
import { UncheckedRows } from './UncheckedRows.tsx'

interface CommitStepProps {
  readonly report: BatchReport
  readonly isWritable: boolean
  readonly onReport: (report: BatchReport) => void
}

export function CommitStep({ report, isWritable, onReport }: CommitStepProps) {
  const { t } = useText()
  const { diff, removedFigures } = report
  return (
    <div className="import-stack">
      {report.unchecked > 0 && isWritable ? <UncheckedRows batch={report.batch} onReport={onReport} /> : null}
      <Nearest report={report} />
      {diff.added + diff.changed + removedFigures === 0 ? <Callout tone="info">{t('import.check.nothing-new')}</Callout> : null}
      {report.fileProblems.length > 0 ? <FindingList findings={report.fileProblems} /> : null}
      <Card title={t('import.check.diff')}><Counts report={report} /></Card>
      <CommitDifferences report={report} />
      <ImportOptionsCard report={report} isWritable={isWritable} onReport={onReport} />
    </div>
  )
}

function Nearest({ report: { nearest } }: { readonly report: BatchReport }) {
  const { t, format } = useText()
  return nearest ? <Callout tone="info">{t('commit.nearest', { file: nearest.file, at: format.date(nearest.at), cells: nearest.cells })}</Callout> : null
}

function Counts({ report }: { readonly report: BatchReport }) {
  const { t, format } = useText()
  const { diff, accounting, corrections } = report
  const lines: readonly (readonly [string, number, boolean])[] = [
    [t('import.change.added'), diff.added, true], [t('import.change.changed'), diff.changed, true], [t('import.change.unchanged'), diff.unchanged, true], [t('import.change.rejected'), diff.rejected, true],
    [t('commit.parked'), accounting.parked, false], [t('commit.removed'), report.removedFigures, false], [t('commit.beside'), report.besideFigures, false],
  ]
  const sentences = [
    ...(accounting.parked > 0 ? [t('commit.parked.text', { count: accounting.parked })] : []),
    ...(report.removedFigures > 0 ? [t('commit.removed.text', { count: report.removedFigures })] : []),
    ...(report.besideFigures > 0 ? [t('commit.beside.text', { count: report.besideFigures })] : []),
    ...(corrections.kept > 0 ? [t('commit.corrections.kept', { count: corrections.kept })] : []),
    ...(corrections.retired > 0 ? [t('commit.corrections.retired', { count: corrections.retired })] : []),
    ...(corrections.asked > 0 ? [t('commit.corrections.asked', { count: corrections.asked })] : []),
    ...(report.missingProjects > 0 ? [t('commit.missing', { count: report.missingProjects })] : []),
  ]
  return (
    <>
      <dl className="counts commit-counts">{lines.filter(([, count, isAlways]) => isAlways || count > 0).map(([label, count]) => <div key={label}><dt>{label}</dt><dd>{format.integer(count)}</dd></div>)}</dl>
      {sentences.length > 0 ? <ul className="plain-list">{sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul> : null}
      <p className="muted">{t('import.commit.whole')}</p>
    </>
  )
}
