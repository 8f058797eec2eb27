/** One file on its way into the register: seven calm steps in one view, forth and back without loss. */
import { useEffect, useRef, useState } from 'react'
import type { ErrorCode } from '../../../shared/result.ts'
import { useWorkspace } from '../../platform/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Callout, ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Page } from '../../ui/Page.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { useText, type Text } from '../../ui/text.tsx'
import { ColumnsStep } from './ColumnsStep.tsx'
import { commitBlocks } from './commit/commit-blocks.ts'
import { CommitStep } from './commit/CommitStep.tsx'
import { Committed } from './commit/Committed.tsx'
import { FileStep } from './FileStep.tsx'
import { canEnter, importSteps, isChecked, type ImportDraft, type ImportStep } from './import-draft.ts'
import { openQuestions, openSuggestions } from './mapping-edit.ts'
import { NamesStep, openNames } from './NamesStep.tsx'
import { Report } from './Report.tsx'
import { ReturnedPanel } from './returning/ReturnedPanel.tsx'
import { SheetStep } from './SheetStep.tsx'
import { StagingGrid } from './staging/StagingGrid.tsx'
import { StepList } from './StepList.tsx'
import type { Import } from './use-import.ts'

interface ImportViewProps {
  readonly flow: Import
  readonly draft: ImportDraft
  /** Opens the kept report of a batch. */
  readonly onReport: (batch: number, isRejectedOnly: boolean) => void
}

export function ImportView({ flow, draft, onReport }: ImportViewProps) {
  const text = useText()
  const { t } = text
  const { workspace } = useWorkspace()
  const isWritable = workspace.readOnly === null
  const [isLeaving, setLeaving] = useState(false)
  const { step, file, committed } = draft
  const index = importSteps.indexOf(step)
  const next = importSteps[index + 1]
  const previous = importSteps[index - 1]
  const running = [flow.inspect, flow.propose, flow.stage, flow.commit].some((job) => job.isRunning)

  /** Entering a step starts what it needs and does not have yet. */
  const enter = (to: ImportStep) => {
    flow.go(to)
    if (to === 'sheet' && draft.inspection && !draft.proposal && !flow.propose.isRunning) void flow.proposeTable(file, draft.choice ?? { sheetIndex: draft.inspection.suggestedSheet })
    // What was corrected by hand is not thrown away by walking on: a person says so.
    if (to === 'check' && !isChecked(draft) && !draft.isCorrected && !flow.stage.isRunning) void flow.check(draft)
  }
  // The keyboard goes along: each step begins at its top.
  const content = useRef<HTMLDivElement>(null)
  useEffect(() => content.current?.focus(), [step])
  // A button that has done all it could is disabled and drops the keyboard: the way on is next, else the step itself.
  const foot = useRef<HTMLElement>(null)
  useEffect(() => {
    const here = document.activeElement
    if (!(here instanceof HTMLButtonElement && here.disabled && content.current?.contains(here))) return
    ;(foot.current?.querySelector<HTMLElement>('button[data-variant=primary]:enabled') ?? content.current).focus()
  })

  const why = whyNot(text, draft)
  const leave = () => (committed || !draft.mapping ? flow.leave() : setLeaving(true))
  return (
    <Page fill title={t('import.importing', { name: file.name })} actions={<Button variant="quiet" icon="close" onClick={leave}>{t(committed ? 'submissions.back' : 'submissions.leave')}</Button>}>
      <StepList draft={draft} onGo={enter} />
      <div className="step-content" ref={content} tabIndex={-1} role="group" aria-label={t(`import.step.${step}`)}>
        <StepContent flow={flow} draft={draft} isWritable={isWritable} onEnter={enter} onReport={onReport} />
      </div>
      {committed ? null : (
        <footer className="step-foot" ref={foot}>
          {previous ? <Button icon="back" disabled={flow.commit.isRunning} onClick={() => enter(previous)}>{t('import.back')}</Button> : null}
          <span className="step-foot-space" />
          <span className="muted" role="status">{why}</span>
          {next && step !== 'commit' ? <Button variant="primary" disabled={running || !canEnter(next, draft)} onClick={() => enter(next)}>{t('import.next')}</Button> : null}
          {step === 'commit' && draft.report ? <Button variant="primary" icon="check" disabled={running || !isWritable || why !== ''} onClick={() => (draft.report ? void flow.write(draft.report) : undefined)}>{t('import.commit.do')}</Button> : null}
        </footer>
      )}
      {isLeaving ? (
        <Dialog
          title={t('submissions.leave.title')}
          onClose={() => setLeaving(false)}
          onSubmit={() => flow.leave({ isKept: draft.report !== null })}
          actions={<>{draft.report ? <Button variant="danger" onClick={() => flow.leave()}>{t('submissions.leave.drop')}</Button> : null}<Button type="submit" variant={draft.report ? 'primary' : 'danger'}>{t(draft.report ? 'submissions.leave.keep' : 'submissions.leave')}</Button></>}
        >
          <p>{t(draft.report ? 'submissions.leave.staged' : 'submissions.leave.text', { file: file.name })}</p>
        </Dialog>
      ) : null}
    </Page>
  )
}

/** Why the way on is closed, where the step itself does not show it near by; empty where it is open. */
function whyNot(text: Text, draft: ImportDraft): string {
  const { step, mapping, report, committed } = draft
  if (step === 'columns' && mapping && openQuestions(mapping) > 0) return text.t('import.why.questions')
  if (step === 'columns' && mapping && openSuggestions(mapping) > 0) return text.t('import.why.suggestions')
  if ((step === 'check' || step === 'correct') && report && !report.isCommittable) return text.t('import.why.not-committable')
  return step === 'commit' && report && !committed ? commitBlocks(text, report).join(' ') : ''
}

function StepContent({ flow, draft, isWritable, onEnter, onReport }: ImportViewProps & { readonly isWritable: boolean; readonly onEnter: (step: ImportStep) => void }) {
  const { t } = useText()
  const { file, inspection, report, committed } = draft
  switch (draft.step) {
    case 'file':
      return <JobFrame job={flow.inspect} label={t('import.file.reading')} onAgain={() => void flow.inspectFile(file)} needsAgain={inspection === null}>{inspection ? <FileStep inspection={inspection} /> : null}</JobFrame>
    case 'sheet':
      return (
        <JobFrame job={flow.propose} label={t('import.sheet.reading')} onAgain={() => void flow.proposeTable(file, draft.choice ?? { sheetIndex: inspection?.suggestedSheet ?? 0 })} needsAgain={draft.proposal === null}>
          <SheetStep draft={draft} isBusy={flow.propose.isRunning} onChoose={(choice) => void flow.proposeTable(file, choice)} />
        </JobFrame>
      )
    case 'columns': return <ColumnsStep draft={draft} onEdit={flow.editMapping} />
    case 'names': return <NamesStep draft={draft} onDecide={flow.decide} onDecideValues={flow.decideValues} />
    case 'check': {
      const open = report ? openNames(draft) : 0
      return (
        <JobFrame job={flow.stage} label={t('import.check.staging')} onAgain={() => void flow.check(draft)} needsAgain={report === null}>
          {report && !isChecked(draft) ? <Callout tone="warning" actions={<Button onClick={() => void flow.check(draft)}>{t('import.check.start')}</Button>}>{t('import.check.stale')}{draft.isCorrected ? ` ${t('staging.stale')}` : ''}</Callout> : null}
          {report && open > 0 ? <Callout tone="info" actions={<Button onClick={() => onEnter('names')}>{t('import.check.see-names')}</Button>}>{t('import.check.names-open', { count: open })}</Callout> : null}
          {report ? <ReturnedPanel batch={report.batch} /> : null}
          {report ? <Report report={report} /> : null}
        </JobFrame>
      )
    }
    case 'correct': return report ? <StagingGrid key={report.batch} report={report} isWritable={isWritable} onReport={flow.takeCorrected} /> : null
    case 'commit':
      if (committed) return <Committed report={committed} parked={report?.accounting.parked ?? 0} file={file.name} onAnother={() => flow.leave()} onRejected={() => onReport(report?.batch ?? 0, true)} />
      return <JobFrame job={flow.commit} label={t('import.commit.running')} needsAgain={false}>{report ? <CommitStep report={report} isWritable={isWritable} onReport={flow.takeReport} /> : null}</JobFrame>
    default: return null
  }
}

interface JobFrameProps {
  readonly job: Pick<Import['inspect'], 'isRunning' | 'progress' | 'error' | 'isCancelled' | 'cancel'>
  readonly label: string
  readonly onAgain?: () => void
  /** Nothing can be shown until the job has run. */
  readonly needsAgain: boolean
  readonly children: React.ReactNode
}

/** Errors that another try does not change: the file is what it is. */
const lasting: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['unreadable-file', 'invalid-input', 'not-found', 'newer-file'])

/** A long step: its progress with cancel, why it failed, another try, and what it gave. */
function JobFrame({ job, label, onAgain, needsAgain, children }: JobFrameProps) {
  const { t } = useText()
  const again = onAgain && needsAgain ? <Button onClick={onAgain}>{t('import.again')}</Button> : undefined
  return (
    <div className="job-frame">
      {job.isRunning ? <div className="job-progress"><ProgressBar label={label} progress={job.progress} onCancel={job.cancel} /></div> : null}
      {job.error ? <ErrorCallout error={job.error} onRetry={lasting.has(job.error.code) ? undefined : onAgain} /> : null}
      {job.isCancelled && !job.isRunning ? <Callout tone="info" actions={again}>{t('import.cancelled')}</Callout> : null}
      {!job.isCancelled && !job.isRunning && !job.error && again ? <div>{again}</div> : null}
      {children}
    </div>
  )
}
