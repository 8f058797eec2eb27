/** The import of one file: its draft, the jobs that carry it from step to step, and what a person can do with it. */
import { useEffect, useState } from 'react'
import type { FileEntry } from '../../../shared/contract/common.ts'
import type { BatchReport, PartnerDecision, ValueDecision } from '../../../shared/contract/submissions.ts'
import type { SubmissionMapping } from '../../../shared/domain/submission.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { checkKey, newDraft, rememberDraft, rememberedDraft, type ImportDraft, type ImportStep, type TableChoice } from './import-draft.ts'
import { useLatestJob } from './use-latest-job.ts'

export type Import = ReturnType<typeof useImport>

/** `onBatches` is told when a staged batch came or went; neither is a change of the record. */
export function useImport(onBatches: () => void) {
  const { client } = useSession()
  const { workspace } = useWorkspace()
  const [draft, setDraft] = useState<ImportDraft | null>(() => rememberedDraft(workspace.id))
  const inspect = useLatestJob('submissions.inspect')
  const sample = useLatestJob('submissions.sample')
  const propose = useLatestJob('submissions.propose')
  const stage = useLatestJob('submissions.stage')
  const commit = useLatestJob('submissions.commit')
  useEffect(() => rememberDraft(workspace.id, draft), [workspace.id, draft])

  const change = (part: Partial<ImportDraft>) => setDraft((before) => (before ? { ...before, ...part } : before))
  const dropBatch = (of: ImportDraft | null) => {
    if (of?.report && !of.committed) void client.submissions.discard({ workspace: workspace.id, batch: of.report.batch }).then(onBatches)
  }

  const inspectFile = async (file: FileEntry) => {
    const inspection = await inspect.run({ workspace: workspace.id, file: file.token })
    if (inspection) change({ inspection })
  }
  const start = (file: FileEntry, choice: TableChoice | null = null) => {
    setDraft(newDraft(file, choice))
    void inspectFile(file)
  }

  /** The rows of a sheet are asked for first: they are there long before everything in them is understood. */
  const showSheet = async (file: FileEntry, sheetIndex: number) => {
    const rows = await sample.run({ workspace: workspace.id, file: file.token, sheetIndex })
    if (rows) setDraft((before) => (before?.choice?.sheetIndex === sheetIndex ? { ...before, sample: rows } : before))
  }
  const proposeTable = async (file: FileEntry, choice: TableChoice) => {
    if (draft?.choice?.sheetIndex !== choice.sheetIndex || !draft.mapping) {
      change({ sample: null, proposal: null, mapping: null })
      void showSheet(file, choice.sheetIndex)
    }
    change({ choice })
    const proposal = await propose.run({ workspace: workspace.id, file: file.token, ...choice })
    if (!proposal) return
    dropBatch(draft)
    const { mapping } = proposal
    change({ proposal, mapping: choice.office === undefined ? mapping : { ...mapping, constants: { ...mapping.constants, office: choice.office } }, decisions: [], values: [], report: null, checkedWith: null, isCorrected: false })
  }

  const check = async (of: ImportDraft) => {
    if (!of.mapping) return
    dropBatch(of)
    change({ report: null, checkedWith: null, isCorrected: false })
    const report = await stage.run({ workspace: workspace.id, file: of.file.token, mapping: of.mapping, decisions: of.decisions, values: of.values, ...(of.report ? { options: of.report.options } : {}) })
    if (report) change({ report, checkedWith: checkKey(of) })
    onBatches()
  }

  const write = async (seen: BatchReport) => {
    const { batch } = seen
    const committed = await commit.run({ workspace: workspace.id, batch, seen })
    if (committed) return change({ committed })
    // Where the register moved on meanwhile, or the file was edited in another window, the core refused and keeps the new difference: that is the one to look at next.
    const current = await client.submissions.batch({ workspace: workspace.id, batch })
    if (current.ok) change({ report: current.value })
  }

  return {
    draft, inspect, sample, propose, stage, commit, start, inspectFile, proposeTable, check, write,
    go: (step: ImportStep) => change({ step }),
    /** The same batch with other options, or with its cells corrected. */
    takeReport: (report: BatchReport) => setDraft((before) => (before?.report?.batch === report.batch ? { ...before, report } : before)),
    takeCorrected: (report: BatchReport) => setDraft((before) => (before?.report?.batch === report.batch ? { ...before, report, isCorrected: true } : before)),
    /** Takes a function, so that an answer given while the last one is being drawn is not lost. */
    editMapping: (edit: (mapping: SubmissionMapping) => SubmissionMapping) => setDraft((before) => (before?.mapping ? { ...before, mapping: edit(before.mapping) } : before)),
    decide: (decisions: readonly PartnerDecision[], names: Readonly<Record<string, string>> = {}) =>
      setDraft((before) => (before ? { ...before, decisions: [...before.decisions.filter((one) => !decisions.some((other) => other.text === one.text && other.from === one.from)), ...decisions], names: { ...before.names, ...names } } : before)),
    decideValues: (values: readonly ValueDecision[], names: Readonly<Record<string, string>> = {}) =>
      setDraft((before) => (before ? { ...before, values: [...before.values.filter((one) => !values.some((other) => other.text === one.text && other.type === one.type)), ...values], names: { ...before.names, ...names } } : before)),
    /** Leaves the import; what was staged goes too, unless it was committed or is to be kept. */
    leave: ({ isKept = false } = {}) => {
      for (const job of [inspect, sample, propose, stage]) job.cancel()
      if (!isKept) dropBatch(draft)
      setDraft(null)
    },
  }
}
