/** The import of one file: its draft, the jobs that carry it from step to step, and what a person can do with it. */
import { useEffect, useState } from 'react'
import type { FileEntry } from '../../../shared/contract/common.ts'
import type { PartnerDecision } from '../../../shared/contract/submissions.ts'
import type { SubmissionMapping } from '../../../shared/domain/submission.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { checkKey, newDraft, rememberDraft, rememberedDraft, type ImportDraft, type ImportStep } from './import-draft.ts'
import { useLatestJob } from './use-latest-job.ts'

export type Import = ReturnType<typeof useImport>

/** `onBatches` is told when a staged batch came or went; neither is a change of the record. */
export function useImport(onBatches: () => void) {
  const { client } = useSession()
  const { workspace } = useWorkspace()
  const [draft, setDraft] = useState<ImportDraft | null>(() => rememberedDraft(workspace.id))
  const inspect = useLatestJob('submissions.inspect')
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
  const start = (file: FileEntry) => {
    setDraft(newDraft(file))
    void inspectFile(file)
  }

  const proposeSheet = async (file: FileEntry, sheetIndex: number, headerRow?: number) => {
    change({ sheetIndex })
    const proposal = await propose.run({ workspace: workspace.id, file: file.token, sheetIndex, ...(headerRow === undefined ? {} : { headerRow }) })
    if (!proposal) return
    dropBatch(draft)
    change({ proposal, mapping: proposal.mapping, decisions: [], report: null, checkedWith: null })
  }

  const check = async (of: ImportDraft) => {
    if (!of.mapping) return
    dropBatch(of)
    change({ report: null, checkedWith: null })
    const report = await stage.run({ workspace: workspace.id, file: of.file.token, mapping: of.mapping, decisions: of.decisions })
    if (report) change({ report, checkedWith: checkKey(of) })
    onBatches()
  }

  const write = async (batch: number) => {
    const committed = await commit.run({ workspace: workspace.id, batch })
    if (committed) return change({ committed })
    // Where the register moved on meanwhile, the core refused and keeps the new difference: that is the one to look at next.
    const current = await client.submissions.batch({ workspace: workspace.id, batch })
    if (current.ok) change({ report: current.value })
  }

  return {
    draft, inspect, propose, stage, commit, start, inspectFile, proposeSheet, check, write,
    go: (step: ImportStep) => change({ step }),
    setMapping: (mapping: SubmissionMapping) => change({ mapping }),
    decide: (decisions: readonly PartnerDecision[], names: Readonly<Record<string, string>> = {}) =>
      setDraft((before) => (before ? { ...before, decisions: [...before.decisions.filter((one) => !decisions.some((other) => other.text === one.text && other.from === one.from)), ...decisions], names: { ...before.names, ...names } } : before)),
    /** Leaves the import; what was staged goes too, unless it was committed. */
    leave: () => {
      for (const job of [inspect, propose, stage]) job.cancel()
      dropBatch(draft)
      setDraft(null)
    },
  }
}
